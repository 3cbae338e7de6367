"""`nop-ho-so`: the one page of a dossier. Its form, and who hands it in."""

from __future__ import annotations

from collections.abc import Sequence

from portal_bot.dossier.block import Declaration
from portal_bot.dossier.entries import Entry, entries
from portal_bot.errors import HumanNeeded, PortalChanged, PortalUnavailable
from portal_bot.form import Form, FormMismatch, Snapshot
from portal_bot.form.comparison import ABSENT, TWICE, compare
from portal_bot.portals.national.clusters import clustered, with_countries
from portal_bot.portals.national.holders_block import NAME, NUMBER, SUBMITTER
from portal_bot.portals.national.look_ups import LookUps, sought
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Tab

# The form that is seen: a hidden twin for narrow screens has the same names.
SURVEY = ".sd-root-modern"
SURVEY_MS = 30_000
_THERE = """() => [...document.querySelectorAll('.sd-root-modern .sd-question')]
  .some((one) => one.getClientRects().length) || window.__portalBotHeard?.length > 0"""


class SurveyForm(Form):
    """The open form; the portal's own blocks are compared together with the declaration."""

    def __init__(self, tab: Tab, own: tuple[Entry, ...]) -> None:
        super().__init__(tab.page, root=SURVEY, arranged=clustered)
        self._page = tab.page
        self._own = own

    async def fill(self, declared: Declaration | Sequence[Entry]) -> None:
        wanted = entries(declared) if isinstance(declared, Declaration) else tuple(declared)
        await self._look_up(wanted)
        await super().fill((*self._own, *with_countries(wanted)))

    async def insist(self) -> None:
        """Insists that the page still shows, at rest, what was filled in.

        Raises:
            FormMismatch: it does not: fill it again.
        """
        if not self.is_proved():
            comparison = await self.verify(self.filled)
            if comparison.differences:
                raise FormMismatch(comparison)

    async def _look_up(self, wanted: Sequence[Entry]) -> None:
        """First who is looked up, and what opens their blocks: the answer overwrites the rest."""
        people = sought(wanted)
        if not people:
            return
        blocks = {one.path.rpartition(".")[0] for person in people for one in person}
        openers = [
            one for one in wanted if one.driver and one.path.rpartition(".")[0] not in blocks
        ]
        look_ups = LookUps()
        with look_ups.heard(self._page):
            await self._run((*openers, *(one for person in people for one in person)), whole=False)
            await look_ups.answered(people)
        await self.snapshot(rest=True)


class SurveyPage:
    """The page, signed in."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    async def drawn(self) -> Snapshot:
        """Waits until the form is there, at rest; what it shows.

        Raises:
            PortalUnavailable: it does not come; with the page's words, if it has any.
        """
        from playwright.async_api import TimeoutError as Late  # slow, and loaded by then

        try:
            await self.tab.page.wait_for_function(_THERE, timeout=SURVEY_MS)
        except Late as error:
            raise PortalUnavailable("trang nộp hồ sơ không hiện tờ khai") from error
        seen = await Form(self.tab.page, root=SURVEY).snapshot(rest=True)
        if not len(seen):
            said = " · ".join((await self.tab.now()).messages)
            raise PortalUnavailable(f"trang nộp hồ sơ không hiện tờ khai: “{said}”")
        return seen

    def form(self, own: tuple[Entry, ...]) -> SurveyForm:
        return SurveyForm(self.tab, own)

    @staticmethod
    def insist_on_holder(own: Sequence[Entry], seen: Snapshot) -> None:
        """Compares the block of the account's holder, before anything is filled in.

        Raises:
            HumanNeeded: somebody else is signed in.
            PortalChanged: it does not say who is.
        """
        shown = compare(own, seen)
        if gone := [one for one in shown.differences if one.note in {ABSENT, TWICE}]:
            names = "; ".join(f"“{one.entry.label}”: {one.note}" for one in gone)
            raise PortalChanged(
                f"mục “{SUBMITTER}” không còn cho biết ai đang đăng nhập ({names}); chưa điền gì"
            )
        if shown.differences:
            names = ", ".join(f"“{one.entry.label}”" for one in shown.differences)
            raise HumanNeeded(
                f"cổng đang đăng nhập bằng tài khoản của người khác ({names} không phải của chủ "
                "tài khoản ghi trong hồ sơ); chưa điền gì. Đăng xuất, để đúng người đăng nhập rồi "
                "chạy lại",
                field="account.username",
            )


def own_entries(request: Request, username: str) -> tuple[Entry, ...]:
    """What the portal itself says of who hands the dossier in: the account's holder.

    Args:
        request: what is filed.
        username: the account's; here that is its holder's number.
    """
    who = request.applicant
    if username and username != who.citizen_id:
        return (Entry(SUBMITTER, None, NUMBER, username, "account.username"),)
    return (
        Entry(SUBMITTER, None, NAME, who.full_name, "applicant.full_name"),
        Entry(SUBMITTER, None, NUMBER, who.citizen_id, "applicant.citizen_id"),
    )

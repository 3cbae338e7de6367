"""A warning is asked about once: who said that the dossier goes all the same stands in the journal.

The answer is for this content and this warning at this field: of an edited dossier it is asked
again. Errors are not asked about, notes neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from portal_bot.checked import Checked
from portal_bot.dossier.problems import Problem
from portal_bot.errors import DossierError, HumanNeeded, PortalBotError
from portal_bot.human import Human, MockHuman, system_user
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, JournalPort

KIND = "warning_accepted"
_TERMINAL, _YES = "terminal", "--yes"


class Warnings:
    """Asks whoever files about the warnings of their dossiers.

    Args:
        journal: remembers the answers.
        identity: names the dossiers.
        human: who is asked. Where the mock plays the person, nobody is: nothing there is real.
        yes: whether the run was told beforehand that all of them go.
        first_seen: makes the filing of a dossier that the journal does not know; left out: as the
            identity does.
    """

    def __init__(
        self,
        journal: JournalPort,
        identity: Identity,
        human: Human,
        *,
        yes: bool,
        first_seen: Callable[[Ready], Filing] | None = None,
    ) -> None:
        self._journal = journal
        self._identity = identity
        self._first_seen = first_seen or identity.filing
        self._human = human
        self._yes = yes

    async def objection(self, checked: Checked, ready: Ready) -> PortalBotError | None:
        """Why a dossier does not go: what `insist` raises, in words for a report."""
        try:
            await self.insist(checked, ready)
        except HumanNeeded:
            return nobody_to_ask(checked)
        except DossierError as error:
            return error
        return None

    async def insist(self, checked: Checked, ready: Ready) -> None:
        """Returns once nothing is open.

        Raises:
            HumanNeeded: nobody is there to be asked, or nobody answered.
            DossierError: they do not want it filed like this.
        """
        asked = self.open_ones(checked, ready)
        if not asked:
            return
        if not self._yes and not await self._human.confirm(_question(checked, asked)):
            raise DossierError(
                f"người trực chưa đồng ý nộp {checked.path.name} khi còn lưu ý: "
                f"{asked[0].message}; chưa gửi gì. Sửa hồ sơ rồi chạy lại cùng lệnh",
                field=asked[0].field,
            )
        self.accept(ready, asked)

    def open_ones(self, checked: Checked, ready: Ready) -> list[Problem]:
        """The warnings about which nobody was asked yet; none of what was sent already."""
        warnings = [each for each in checked.problems if each.severity == "warning"]
        if not warnings or (isinstance(self._human, MockHuman) and not self._yes):
            return []
        known = self._journal.by_key(self._identity.key_of(ready))
        if known is None:
            return warnings
        if known.was_sent:
            return []
        content = self._identity.content(ready.content_hash)
        accepted = {
            (event["code"], event["field"])
            for event in self._journal.history(known.id)
            if event["kind"] == KIND and event["content"] == content
        }
        return [each for each in warnings if (each.code, each.field) not in accepted]

    def accept(self, ready: Ready, warnings: Sequence[Problem]) -> None:
        """Writes down that these may be, and who said so."""
        filing = self._journal.open(self._first_seen(ready))
        desk = ready.dossier.desk
        user = system_user()
        told = {
            "content": self._identity.content(ready.content_hash),
            "by": (desk.officer or desk.volunteer or user) if desk else user,
            "user": user,
            "how": _YES if self._yes else _TERMINAL,
        }
        for each in warnings:
            detail = {"code": each.code, "field": each.field, **told}
            self._journal.note(filing, KIND, detail)


def _question(checked: Checked, warnings: Sequence[Problem]) -> str:
    told = "".join(f"\n  {each.where} {each.field}: {each.message}" for each in warnings)
    return f"Lưu ý ở {checked.path}:{told}\nĐã xem, vẫn nộp hồ sơ này?"


def nobody_to_ask(checked: Checked) -> HumanNeeded:
    """Why a dossier waits, in one line, with what to do."""
    warnings = [each for each in checked.problems if each.severity == "warning"]
    return HumanNeeded(
        f"{checked.path.name} còn {len(warnings)} lưu ý phải có người xem (`portal-bot check` kể "
        "từng cái): chưa gửi gì. Chạy lại ở cửa sổ dòng lệnh để trả lời, hoặc xem rồi thêm --yes",
        field=warnings[0].field if warnings else None,
    )

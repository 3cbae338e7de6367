"""The way to the review screen. All of it may be done again: nothing here files a dossier."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from portal_bot.browser import trouble
from portal_bot.dossier.model import SignInWay
from portal_bot.errors import HumanNeeded, PortalBotError, PortalChanged, PortalError
from portal_bot.filing import drafts
from portal_bot.filing.desk import Desk, Session
from portal_bot.form import Comparison, Form, FormMismatch
from portal_bot.intake.ready import Ready
from portal_bot.journal import Due, Filing
from portal_bot.portals.roles import Request
from portal_bot.run.events import Event

# How often a form is filled that does not keep what it was given.
FILLINGS = 3
REVIEW = "Kiểm tra hồ sơ"
# How long one step may take on the portal's side, no person being asked; a scan has its own time.
STEP_S = 60.0
SCAN_S = 60.0
_NO_ACCOUNT = {
    SignInWay.PASSWORD: (
        "hồ sơ chưa có tài khoản đăng nhập bằng mật khẩu (mục account): thêm account.username, "
        "hoặc mở tài khoản bằng `portal-bot register`"
    ),
    SignInWay.VNEID: (
        "cổng này chỉ đăng nhập bằng VNeID: ghi account.username là số định danh của chủ tài khoản "
        "và account.sign_in là vneid"
    ),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A dossier on the review screen.

    Attributes:
        comparison: what the portal keeps against what the dossier says, all equal.
        due: what is to be paid, or `None`.
        draft: the portal's name for the draft.
        is_taken_up: whether it is the draft that a dry run left, and was filled in then.
    """

    comparison: Comparison
    due: Due | None
    draft: str
    is_taken_up: bool = False


class Preparation:
    """Brings one dossier to the review screen of one session.

    Args:
        desk: the run's home, journal and people.
        session: the page on the portal.
        ready: the dossier.
        request: what is asked of the platform.
        filing: whose drafts are noted, so that a later attempt can cancel what this one leaves.
        goes_on: whether the draft that a dry run left may be taken up; else it is cancelled.
    """

    def __init__(
        self,
        desk: Desk,
        session: Session,
        ready: Ready,
        request: Request,
        filing: Filing,
        *,
        goes_on: bool = False,
    ) -> None:
        self._filing = filing
        self._goes_on = goes_on
        self._desk = desk
        self._session = session
        self._ready = ready
        self._request = request
        self._step = ""

    async def run(self) -> Prepared:
        """Sign in, open, fill, attach, choose, review.

        Raises:
            PortalBotError: with the step noted in `where`.
        """
        try:
            with trouble.told():
                return await self._reviewed()
        except PortalBotError as error:
            title = self._ready.flow.title
            told = await self._excused(error)
            raise told.at(f"{title}, bước “{self._step}”") from error.__cause__

    async def _excused(self, error: PortalBotError) -> PortalBotError:
        """What was not found on a page may lie at the page: signed out meanwhile, or in trouble."""
        if isinstance(error, PortalChanged):
            with suppress(PortalError), trouble.told():
                return await self._session.platform.excuse() or error
        return error

    async def _reviewed(self) -> Prepared:
        """A form that changed behind us shows on the review: once more, from a new draft."""
        try:
            return await self._run()
        except FormMismatch:
            if self._step != REVIEW:
                raise
            self._desk.tell(self._event("note", "màn hình kiểm tra khác hồ sơ: điền lại từ đầu"))
            return await self._run()

    def _begin(self, step: str) -> None:
        self._step = step
        self._desk.tell(self._event("step", step))

    def _event(self, kind: Literal["step", "note"], text: str) -> Event:
        return Event(kind, self._request.reference, self._ready.path, text)

    async def _run(self) -> Prepared:
        platform, request = self._session.platform, self._request
        # A second time it begins from behind the fee page, where the gate was narrowed.
        self._session.gate.widen()
        self._begin("Đăng nhập")
        await self.sign_in()
        if (prepared := await self._taken_up()) is not None:
            return prepared
        await self._tidy_up()
        self._begin("Mở thủ tục")
        async with trouble.bounded(STEP_S + platform.person_s):
            try:
                form = await platform.open_declaration(request)
            except PortalError:
                # The draft may be made, though its form did not come.
                with suppress(PortalError):
                    self._note(drafts.OPENED, await platform.draft())
                raise
            # At once: after a kill this line alone tells the next attempt what lies on the portal.
            self._note(drafts.OPENED, await platform.draft())
        await self._declare(form)
        self._begin("Thành phần hồ sơ")
        # Bytes take the time they take; a step of fixed length would give up many scans on a slow
        # line.
        scans = sum(len(paper.files) for paper in request.papers)
        async with trouble.bounded(STEP_S + SCAN_S * scans):
            await platform.attach(request.papers)
        self._begin("Lệ phí và hình thức nhận kết quả")
        # Before the fee page is left: the next page may run a line of its own as soon as it is
        # there.
        self._session.gate.narrow()
        async with trouble.bounded(STEP_S):
            await platform.choose_delivery(request)
        self._begin(REVIEW)
        return await self.review()

    async def review(self) -> Prepared:
        """Compares the review screen that is open with the dossier.

        Raises:
            FormMismatch: the portal keeps something else.
        """
        platform, request = self._session.platform, self._request
        wanted = platform.expected(request, self._ready.entries)
        async with trouble.bounded(STEP_S):
            comparison, due = await platform.review(request, wanted)
        if comparison.differences:
            raise FormMismatch(comparison)
        return Prepared(comparison, due, await platform.draft())

    def _note(self, kind: str, draft: str) -> None:
        if draft:
            self._desk.journal.note(self._filing, kind, {"draft": draft})

    async def _taken_up(self) -> Prepared | None:
        """The draft of a dry run on its review screen, if it still is what the dossier says."""
        kept = drafts.kept(self._desk.journal.history(self._filing.id))
        if not self._goes_on or kept is None or kept.get("content") != self._ready.content_hash:
            return None
        # Tried once: a draft that could not be used is cancelled with the others.
        self._goes_on = False
        self._begin(REVIEW)
        platform, gate = self._session.platform, self._session.gate
        gate.narrow()
        try:
            with trouble.told():
                async with trouble.bounded(STEP_S):
                    await platform.reopen_review(kept["draft"])
                prepared = await self.review()
        except PortalError as error:
            self._desk.tell(self._event("note", f"không dùng lại được bản nháp đã điền: {error}"))
            gate.widen()
            return None
        self._note(drafts.OPENED, prepared.draft)
        return replace(prepared, is_taken_up=True)

    async def _tidy_up(self) -> None:
        """Cancels what earlier attempts and dry runs left; what cannot be cancelled is named."""
        left = self._left()
        if not left:
            return
        with suppress(PortalError), trouble.told():
            async with trouble.bounded(STEP_S):
                for draft in await self._session.platform.cancel_drafts(left[-drafts.MOST :]):
                    self._note(drafts.CANCELLED, draft)
        if left := self._left():
            told = (
                f"trên cổng còn bản nháp của hồ sơ này mà chương trình chưa hủy được: "
                f"{', '.join(left)}; mở “{self._desk.portal.own_list}”, mục “Hồ sơ đang soạn”, bấm "
                "“Hủy hồ sơ” ở bản nháp đó, đừng nộp nó"
            )
            self._desk.tell(self._event("note", told))

    def _left(self) -> list[str]:
        """Every draft of this dossier that may still lie on the portal, and was not sent."""
        history = self._desk.journal.history(self._filing.id)
        kept = drafts.kept(history)
        return [*drafts.abandoned(history), *([kept["draft"]] if kept else [])]

    def keep(self, draft: str) -> None:
        """Notes that this draft stays on the portal on purpose, and what it was filled with."""
        if draft:
            detail = {"draft": draft, "content": self._ready.content_hash}
            self._desk.journal.note(self._filing, drafts.KEPT, detail)

    async def sign_in(self) -> None:
        """Signs in with the dossier's account; where only its holder can, they do it."""
        account, platform = self._ready.dossier.account, self._session.platform
        if account is None or account.sign_in is not platform.signs_in:
            raise HumanNeeded(_NO_ACCOUNT[platform.signs_in])
        if account.sign_in is SignInWay.VNEID:
            # A person's time is not the portal's: no step's bound.
            await platform.sign_in_in_person(account.username)
            return
        password = self._desk.password(account.username)

        async def enter(username: str, password: str) -> None:
            async with trouble.bounded(STEP_S):
                await platform.sign_in(username, password)

        again = self._desk.password_again
        await self._desk.sign_ins.sign_in(account.username, password, enter, again)

    async def _declare(self, form: Form) -> None:
        """Fills the declaration; a form that loses what it was given is filled again, bounded."""
        platform = self._session.platform
        for tries_left in reversed(range(FILLINGS)):
            try:
                await self._fill(form)
                async with trouble.bounded(STEP_S):
                    await platform.leave_declaration()
                return
            except FormMismatch:
                if not tries_left:
                    raise
                self._desk.tell(self._event("note", "biểu mẫu mất giá trị đã điền: điền lại"))
                async with trouble.bounded(STEP_S):
                    form = await platform.refill(self._request)

    async def _fill(self, form: Form) -> None:
        self._begin("Điền tờ khai")
        async with trouble.bounded(STEP_S):
            await form.fill(self._ready.entries)

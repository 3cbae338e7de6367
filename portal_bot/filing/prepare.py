"""The way to the review screen. All of it may be done again: nothing here files a dossier."""

from __future__ import annotations

from dataclasses import dataclass

from portal_bot.browser import trouble
from portal_bot.dossier.model import SignIn
from portal_bot.errors import HumanNeeded, PortalBotError
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.events import Event
from portal_bot.filing.ready import Ready
from portal_bot.form import Comparison, Form, FormMismatch
from portal_bot.portals.base import Due, Request


@dataclass(frozen=True, slots=True)
class Prepared:
    """A dossier on the review screen.

    Attributes:
        comparison: what the portal keeps against what the dossier says, all equal.
        due: what is to be paid, or `None`.
        draft: the portal's name for the draft.
    """

    comparison: Comparison
    due: Due | None
    draft: str


class Preparation:
    """Brings one dossier to the review screen of one session."""

    def __init__(self, desk: Desk, session: Session, ready: Ready, request: Request) -> None:
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
                return await self._run()
        except PortalBotError as error:
            slug = self._ready.flow.slug
            raise error.at(f"{slug}, bước “{self._step}”") from error.__cause__

    def _begin(self, step: str) -> None:
        self._step = step
        self._desk.tell(Event("step", self._request.reference, self._ready.path, step))

    async def _run(self) -> Prepared:
        platform, request = self._session.platform, self._request
        self._begin("Đăng nhập")
        await self.sign_in()
        self._begin("Mở thủ tục")
        form = await platform.open_declaration(request)
        await self._declare(form)
        self._begin("Thành phần hồ sơ")
        await platform.attach(request.papers)
        self._begin("Lệ phí và hình thức nhận kết quả")
        await platform.choose_delivery(request)
        self._begin("Kiểm tra hồ sơ")
        await self._session.latch.install(platform.page.context)
        wanted = platform.expected(request, self._ready.declaration)
        comparison, due = await platform.review(request, wanted)
        if comparison.differences:
            raise FormMismatch(comparison)
        return Prepared(comparison, due, await platform.draft())

    async def sign_in(self) -> None:
        """Signs in with the dossier's account."""
        account = self._ready.dossier.account
        if account is None or account.sign_in is not SignIn.PASSWORD:
            raise HumanNeeded(
                "hồ sơ chưa có tài khoản đăng nhập bằng mật khẩu (mục account): thêm "
                "account.username, hoặc mở tài khoản bằng `portal-bot register`"
            )
        password = self._desk.password(account.username)
        await self._session.platform.sign_in(account.username, password)

    async def _declare(self, form: Form) -> None:
        flow, declared = self._ready.flow, self._ready.declaration
        for step in flow.steps:
            self._begin(step.title)
            await step.action(flow(), form, declared)
        await self._session.platform.leave_declaration()

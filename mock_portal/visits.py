"""One request at the portal: its session, its token, its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from . import connections, drawing, steps
from .office.officers import Officer, officers
from .people import Account, Session
from .records import Draft
from .sites import Site
from .values import Control
from .world import PENDING, CommitRequest, World

# The office's own pages, below the prefix.
DESK = "/mot-cua"
OFFICE_STEPS = {
    DESK: steps.DESK,
    f"{DESK}/ho-so/{{number}}": steps.DESK,
    f"{DESK}/ho-so/{{number}}/ket-qua": steps.DESK,
    f"{DESK}/ho-so/{{number}}/{{work}}": steps.DEED,
}
EXPIRED = "Phiên làm việc đã hết hạn, vui lòng đăng nhập lại"
STALE = "Phiên giao dịch không hợp lệ, vui lòng tải lại trang"
MAINTENANCE = "Hệ thống đang bảo trì. Vui lòng thử lại sau"


class Halt(Exception):
    """Ends a handler with this answer."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


@dataclass(slots=True)
class Visit:
    """A request, who sent it, and the ways to answer it."""

    site: Site
    world: World
    request: Request
    session: Session
    fresh_cookie: bool = False
    # The cookie named a session that is gone.
    was_expired: bool = False
    # One of `mock_portal.steps.STEPS`, or nothing.
    step: str = ""
    # The entry of a commit request, from the moment it arrived.
    commit: CommitRequest | None = None
    dropped: bool = False
    posted: dict[str, str] = field(default_factory=dict)
    files: list[UploadFile] = field(default_factory=list)
    # The same, by the name of the control that they were chosen in.
    files_of: dict[str, list[UploadFile]] = field(default_factory=dict)
    # Whether JSON is sent there, with the token in the head; and what was sent.
    takes_json: bool = False
    body: dict[str, Any] = field(default_factory=dict)
    # A POST that changes nothing, and needs no token.
    reads: bool = False

    @property
    def path(self) -> str:
        return str(self.request.url.path)

    @property
    def sending(self) -> bool:
        changes = self.request.method in {"POST", "PUT"} and not self.reads
        return changes or self.step == steps.COMMIT

    @property
    def query(self) -> dict[str, str]:
        return dict(self.request.query_params)

    @property
    def account(self) -> Account | None:
        name = self.session.username
        return self.world.accounts.get(name) if name else None

    @property
    def citizen(self) -> Account:
        account = self.account
        if account is None:
            raise Halt(self.sign_in_again())
        return account

    @property
    def officer(self) -> Officer:
        """Who is signed in on the office's pages."""
        officer = officers().get(self.session.officer)
        if officer is None:
            raise Halt(self.sign_in_again())
        return officer

    @property
    def by_script(self) -> bool:
        """Whether a script of the page asks, which takes no page for an answer."""
        return bool(self.request.headers.get("x-requested-with"))

    @property
    def client(self) -> str:
        peer = self.request.client
        return f"{peer.host}:{peer.port}" if peer else ""

    def text(self, name: str) -> str:
        """What was sent under one of the platform's own names: they are the same in all worlds."""
        return self.posted.get(name, "")

    def said(self, control: str | Control) -> str:
        """What was sent in a control of the page, which each world names anew."""
        one = control if isinstance(control, Control) else Control(control)
        return one.read(self.posted.get(self.world.drawn.name(one.name), ""), self.world.drawn)

    # Answers.

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        world = self.world
        whole = not template.startswith("_")
        manners = world.faults.manners(self.step) if whole else {}
        body = self.site.templates.get_template(template).render(
            say=drawing.drawing(world.drawn),
            account=self.account,
            session=self.session,
            token=self.session.csrf,
            flashes=self.session.take_flashes(),
            pace=world.settings.pace,
            manners=manners,
            today=world.clock.now(),
            **context,
        )
        return HTMLResponse(body, status, {"Cache-Control": "no-store"})

    def go(self, path: str, **query: str) -> Response:
        address = self.site.prefix + path + (f"?{urlencode(query)}" if query else "")
        return RedirectResponse(address, status_code=303)

    def json(self, status: int = 200, **content: Any) -> Response:
        return JSONResponse(content, status)

    def flash(self, kind: str, text: str) -> None:
        self.session.flash(kind, text)

    def refuse(self, status: int, heading: str, text: str) -> Response:
        if self.by_script:
            return self.json(status, message=text)
        return self.page("message.html", status, heading=heading, text=text, at_step=0)

    def not_found(self) -> Response:
        return self.refuse(404, "Không tìm thấy trang", "Địa chỉ này không có trên Cổng.")

    # What a fault may do.

    def drop(self, how: str) -> None:
        self.dropped = True
        connections.drop(self.request.client, how)

    def maintenance(self) -> Response:
        body = self.site.templates.get_template("maintenance.html").render(text=MAINTENANCE)
        return HTMLResponse(body, 503, {"Retry-After": "2", "Cache-Control": "no-store"})

    def sign_in_again(self) -> Response:
        """To the sign-in page; afterwards back to the procedure, with an empty hand."""
        if self.was_expired or self.session.expired:
            self.session.flash("error", EXPIRED)
        if self.by_script:
            return self.json(401, message=EXPIRED, address=self._sign_in_address())
        return RedirectResponse(self._sign_in_address(), status_code=303)

    def _sign_in_address(self) -> str:
        if self.path.startswith(self.site.prefix + DESK):
            return f"{self.site.prefix}{DESK}/dang-nhap"
        return f"{self.site.prefix}/dang-nhap?tiep={quote(self._return_to())}"

    def _return_to(self) -> str:
        draft = self.world.drafts.get(self.query.get("sid", "") or self.text("sid"))
        if draft is not None:
            return f"{self.site.prefix}/thu-tuc/{drawing.procedure_of(draft).code}"
        if self.request.method == "GET":
            return self.path + (f"?{self.request.url.query}" if self.request.url.query else "")
        return "/"

    def expire(self) -> Response:
        """Forgets who is signed in, as the server does when a session runs out."""
        self.session.username, self.session.officer = None, ""
        self.session.expired = True
        return self.sign_in_again()

    def stale(self) -> Response:
        """Renews the token, as a server does that has forgotten the old one."""
        self.session.renew_token()
        return self.refuse_token()

    def refuse_token(self) -> Response:
        if self.by_script:
            return self.json(403, ok=False, message=STALE)
        return self.refuse(403, "Yêu cầu không hợp lệ", STALE)

    def success_without_number(self) -> Response:
        if self.by_script:
            return self.json(message="Nộp hồ sơ thành công")
        return self.go("/tiep-nhan-online/ket-qua", sid=self.text("sid"))

    # The draft in hand.

    def draft(self) -> Draft:
        """The citizen's own draft named by `sid`; anything else is no page of theirs."""
        citizen = self.citizen
        draft = self.world.drafts.get(self.query.get("sid", "") or self.text("sid"))
        if draft is None or draft.cancelled or draft.username != citizen.username:
            raise Halt(self.not_found())
        return draft


Handler = Callable[[Visit], Awaitable[Response]]


def endpoint(
    site: Site,
    world: World,
    handler: Handler,
    place: str = "",
    *,
    takes_json: bool = False,
    reads: bool = False,
    whose: Callable[[World, Request], Session] | None = None,
) -> Callable[[Request], Awaitable[Response]]:
    """Wraps the handler of a place into what Starlette routes to.

    `takes_json`: it is sent JSON, with the token in the head; `reads`: it changes nothing;
    `whose`: the session, where no cookie tells it.
    """

    async def answer(request: Request) -> Response:
        step = site.step_of(request, place)
        if whose is None:
            visit = _open_visit(site, world, request, step)
        else:
            visit = Visit(site, world, request, whose(world, request), step=step)
        visit.takes_json, visit.reads = takes_json, reads
        try:
            response = await _answer(visit, handler)
        finally:
            await request.close()
        await world.faults.at("on_answer", visit)
        if visit.fresh_cookie:
            response.set_cookie(site.cookie, visit.session.id, httponly=True, samesite="lax")
        return response

    return answer


async def _answer(visit: Visit, handler: Handler) -> Response:
    """The answer of a fault, a refusal, or the page's own; a commit request is noted first."""
    if visit.step == steps.COMMIT:
        visit.commit = visit.world.log_commit(visit.session.username or "", visit.client)
    try:
        await _receive(visit)
        response = await visit.world.faults.at("on_request", visit)
        if response is None:
            _admit(visit)
            response = await handler(visit)
    except Halt as halt:
        response = halt.answer
    if visit.commit is not None and visit.commit.outcome == PENDING:
        visit.world.settle_commit(visit.commit, f"refused: answered {response.status_code}")
    return response


def _open_visit(site: Site, world: World, request: Request, step: str) -> Visit:
    cookie = request.cookies.get(site.cookie, "")
    session = world.session(cookie)
    if session is not None:
        return Visit(site, world, request, session, step=step)
    fresh = world.open_session()
    return Visit(
        site, world, request, fresh, fresh_cookie=True, was_expired=bool(cookie), step=step
    )


async def _receive(visit: Visit) -> None:
    """Reads a posted form to its end."""
    if visit.takes_json:
        await _receive_json(visit)
        return
    if not visit.sending:
        return
    if visit.request.method == "GET":
        visit.posted |= visit.query
        return
    try:
        form = await visit.request.form(max_files=200, max_fields=2000)
    except ClientDisconnect:
        raise Halt(Response("the client went away", 400)) from None
    for name, value in form.multi_items():
        if isinstance(value, str):
            visit.posted[name] = value
        else:
            visit.files.append(value)
            visit.files_of.setdefault(name, []).append(value)
    if visit.commit is not None:
        visit.commit.sid = visit.text("sid")
        visit.world.save_commit(visit.commit)


async def _receive_json(visit: Visit) -> None:
    """Reads what a script sent; its token stands in the head."""
    try:
        read = await visit.request.json()
    except ClientDisconnect:
        raise Halt(Response("the client went away", 400)) from None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise Halt(visit.json(400, message="Dữ liệu gửi lên không đọc được"))
    visit.body = read
    visit.posted["token"] = visit.request.headers.get("authorization", "").removeprefix("Bearer ")


def _admit(visit: Visit) -> None:
    """Refuses a posted form that was not made by this session's page."""
    if not visit.sending:
        return
    if visit.was_expired:
        raise Halt(visit.sign_in_again())
    if visit.text("token") != visit.session.csrf:
        raise Halt(visit.refuse_token())

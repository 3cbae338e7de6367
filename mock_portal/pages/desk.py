"""The officers' pages: signing in, the list of dossiers, a dossier and what can be done with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from ..faults.deeds import DeedDelay, DeedTwice
from ..office.acting import ALL, act, possible
from ..office.actions import ACTIONS, Action, Impossible
from ..office.officers import Officer, Role, officers
from ..office.result import result_file
from ..office.states import FINAL, WAITING, Status
from ..office.terms import day_of, in_words, is_overdue
from ..records import Record
from ..steps import DEED
from ..visits import DESK, Halt, Visit
from .desk_forms import PATHS, deed_of, order_of
from .personal import attachment, of_unknown_state

PAGE = 20
STALE = "Hồ sơ đã có thay đổi từ lúc mở trang này; xem lại rồi làm"
_ACTIONS = {path: name for name, path in PATHS.items()}
Belongs = Callable[[Record], bool]


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the list."""

    key: str
    title: str
    count: int


def _are(*states: Status) -> Belongs:
    return lambda record: record.status in states


# What each role finds in its list, in this order; the first is what it begins with.
TABS: Mapping[str, tuple[str, Belongs]] = {
    "moi-nop": ("Mới nộp", _are(Status.NEW)),
    "cho-chuyen": ("Chờ chuyển", _are(Status.RECEIVED)),
    "can-xu-ly": (
        "Cần xử lý",
        lambda record: record.status == Status.IN_PROGRESS and record.handling.proposal is None,
    ),
    "cho-ky": ("Chờ ký", lambda record: record.handling.proposal is not None),
    "dang-xu-ly": ("Đang xử lý", _are(Status.IN_PROGRESS)),
    "cho-cong-dan": ("Chờ công dân", _are(*WAITING)),
    "xin-rut": ("Xin rút", _are(Status.WITHDRAWN)),
    "cho-tra": ("Chờ trả kết quả", _are(Status.RESOLVED)),
    "da-xong": ("Đã xử lý xong", _are(Status.RESOLVED, Status.RETURNED)),
    "ket-thuc": ("Đã kết thúc", _are(*FINAL)),
    "tat-ca": ("Tất cả", lambda _: True),
}
LATE = "qua-han"
_OF_ROLE: Mapping[Role, tuple[str, ...]] = {
    Role.COUNTER: (
        "moi-nop", "cho-chuyen", "dang-xu-ly", "cho-cong-dan", "xin-rut", "cho-tra", LATE,
        "ket-thuc", "tat-ca",
    ),
    Role.SPECIALIST: ("can-xu-ly", "cho-ky", "cho-cong-dan", LATE, "da-xong", "tat-ca"),
    Role.LEADER: ("cho-ky", "dang-xu-ly", LATE, "xin-rut", "ket-thuc", "tat-ca"),
}  # fmt: skip


async def show_sign_in(visit: Visit) -> Response:
    return visit.page("desk/sign_in.html", officer=None, username="")


async def sign_in(visit: Visit) -> Response:
    username = visit.said("tenCongChuc").strip()
    officer = officers().get(username)
    if officer is None or not officer.accepts(visit.said("matKhau")):
        visit.flash("error", "Tên đăng nhập hoặc mật khẩu không đúng")
        return visit.page("desk/sign_in.html", officer=None, username=username)
    _renew(visit)
    visit.session.officer = officer.username
    return RedirectResponse(visit.site.prefix + DESK, status_code=303)


async def sign_out(visit: Visit) -> Response:
    _renew(visit)
    visit.flash("success", "Bạn đã đăng xuất")
    return visit.go(f"{DESK}/dang-nhap")


def _renew(visit: Visit) -> None:
    """A new session, so that a cookie known before is worth nothing."""
    visit.world.sessions.pop(visit.session.id, None)
    visit.session = visit.world.open_session()
    visit.fresh_cookie = True


def _seen_by(visit: Visit, officer: Officer) -> list[Record]:
    """All dossiers, or those of a specialist's unit; those that are due first stand first."""
    records = visit.world.records.values()
    own = (r for r in records if officer.role != Role.SPECIALIST or r.handling.unit == officer.unit)
    return sorted(own, key=lambda record: (record.due, record.count))


def _parts(visit: Visit, officer: Officer) -> dict[str, tuple[str, list[Record]]]:
    """The title and the dossiers of every tab of this officer."""
    records, today = _seen_by(visit, officer), day_of(visit.world.clock.now())
    late: Belongs = lambda record: is_overdue(record, today)  # noqa: E731 one of the table above
    every = {**TABS, LATE: ("Quá hạn", late)}
    chosen = ((key, *every[key]) for key in _OF_ROLE[officer.role])
    return {key: (title, list(filter(belongs, records))) for key, title, belongs in chosen}


async def show_list(visit: Visit) -> Response:
    officer = visit.officer
    parts, asked = _parts(visit, officer), visit.query
    tab = asked.get("muc", "") if asked.get("muc") in parts else next(iter(parts))
    sought = asked.get("tim", "").strip()
    found = [r for r in parts[tab][1] if sought.lower() in f"{r.number}\n{r.owner}".lower()]
    pages, wanted = max(1, -(-len(found) // PAGE)), asked.get("trang", "1")
    page = min(int(wanted), pages) if wanted.isascii() and wanted.isdigit() and int(wanted) else 1
    today = day_of(visit.world.clock.now())
    shown = found[(page - 1) * PAGE : page * PAGE]
    listed = visit.page(
        "desk/list.html",
        officer=officer,
        tabs=[Tab(key, title, len(records)) for key, (title, records) in parts.items()],
        tab=tab,
        sought=sought,
        records=shown,
        clocks={record.number: in_words(record, today) for record in shown},
        total=len(found),
        page=page,
        pages=pages,
    )
    return of_unknown_state(visit, listed)


def _record(visit: Visit, officer: Officer) -> Record:
    record = visit.world.records.get(visit.request.path_params["number"])
    if record is None:
        raise Halt(_refuse(visit, officer, 404, "Không tìm thấy hồ sơ", "Không có hồ sơ số này."))
    if officer.role == Role.SPECIALIST and record.handling.unit != officer.unit:
        text = f"Hồ sơ này không ở bộ phận {officer.unit}."
        raise Halt(_refuse(visit, officer, 403, "Không xem được hồ sơ", text))
    return record


def _refuse(visit: Visit, officer: Officer, status: int, heading: str, text: str) -> Response:
    return visit.page("desk/message.html", status, officer=officer, heading=heading, text=text)


async def show_record(visit: Visit) -> Response:
    officer = visit.officer
    record = _record(visit, officer)
    today = day_of(visit.world.clock.now())
    shown = visit.page(
        "desk/record.html",
        officer=officer,
        record=record,
        handling=record.handling,
        clock=in_words(record, today),
        deeds=[deed_of(action, record, today) for action in possible(record, officer)],
        nothing=f"Lúc này {str(officer.role).lower()} không có việc gì với hồ sơ.",
        names={name: action.title for name, action in ALL.items()},
        offered={},
    )
    return of_unknown_state(visit, shown)


async def result(visit: Visit) -> Response:
    """The signed result, to print and hand out."""
    officer = visit.officer
    found = result_file(_record(visit, officer))
    if found is None:
        return _refuse(visit, officer, 404, "Không tìm thấy trang", "Hồ sơ chưa có kết quả.")
    return attachment(found.content, found.name, "application/pdf")


async def work(visit: Visit) -> Response:
    """Does one thing with a dossier, unless it has changed since its page was opened."""
    officer = visit.officer
    record = _record(visit, officer)
    action = ACTIONS.get(_ACTIONS.get(visit.request.path_params["work"], ""))
    if action is None:
        return _refuse(visit, officer, 404, "Không tìm thấy trang", "Không có việc này.")
    world = visit.world
    if (early := await world.faults.at("before_commit", visit)) is not None:
        return early
    # A task of its own: what the officer does with the connection changes nothing any more.
    task = asyncio.create_task(_do(visit, record, action, officer))
    world.pending.add(task)
    task.add_done_callback(world.pending.discard)
    await asyncio.shield(task)
    if (late := await world.faults.at("after_commit", visit)) is not None:
        return late
    return visit.go(f"{DESK}/ho-so/{record.number}")


async def _do(visit: Visit, record: Record, action: Action, officer: Officer) -> None:
    """Carries it out, by a fault later or two times; what came of it is told on the next page."""
    faults = visit.world.faults
    if delay := faults.any_of(DeedDelay, DEED):
        with visit.world.delayed(delay.number):
            await delay.over()
    try:
        if visit.text("lan") != str(len(record.history)):
            raise Impossible(STALE)
        state = record.status
        act(visit.world, record, order_of(action, visit), officer)
        if faults.any_of(DeedTwice, DEED):
            record.status = state
            act(visit.world, record, order_of(action, visit), officer)
    except Impossible as error:
        visit.flash("error", str(error))
    else:
        visit.flash("success", f"{action.title}: đã ghi nhận")

"""What the last button sends: a dossier that has begun, its papers, and how its result comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from ...committing import hindered, lost, taken
from ...deadlines import due_date
from ...delivery import kept_delivery
from ...faults.commit import ForeignNumber
from ...office.handling import Event
from ...office.states import Status
from ...people import Account
from ...records import Draft, Paper, Payment, Record
from ...steps import COMMIT
from ...storing import admit, listed_paper
from ...uploads import MISSING
from ...values import Entry, KeptSection
from ...visits import Visit
from ...world import World
from ..national.vneid_modals import citizen
from .catalogue import agency_code, agency_name
from .eforms import Declaration, declarations, kept_sections
from .places import RESULT
from .wizard import SUBJECTS

FILED = "Gửi hồ sơ thành công"
# The numbers of the e-forms' list of ways.
WAYS = {"1": "in_person", "2": "electronic", "3": "postal"}
_POSTAL = {
    "nguoiNhan": "recipient_name", "soDienThoai": "recipient_phone", "tinh": "province",
    "phuongXa": "district", "diaChi": "detail",
}  # fmt: skip


_OTHER = "Thông tin ủy quyền cá nhân"
_OTHERS = {
    "hoVaTen": "Họ và tên", "soDinhDanh": "Số định danh cá nhân", "soDienThoai": "Số điện thoại",
}  # fmt: skip


class NotTaken(Exception):
    """What was sent is no dossier; why."""


async def send(visit: Visit) -> Response:
    """Without a key: the same call twice makes two dossiers."""
    world, entry = visit.world, visit.commit
    if entry is None:
        raise ValueError("a commit that was not noted")
    if early := await hindered(visit, entry):
        return early
    account = citizen(visit)
    try:
        made, draft = _read(world, account, visit.body)
        whose = _for_another(visit.body)
    except NotTaken as error:
        world.settle_commit(entry, f"refused: {error}")
        return visit.json(400, message=str(error))
    entry.sid = draft.sid
    record = await taken(visit, entry, lambda: _store(world, made, draft, account, whose))
    if late := await lost(visit, entry):
        return late
    foreign = world.faults.any_of(ForeignNumber, COMMIT)
    number = foreign.number_for(record.number, world.records) if foreign else record.number
    at = RESULT.replace("{id}", draft.sid)
    return visit.json(message=FILED, maHoSo=number, at=at)


def _read(world: World, account: Account, body: Mapping[str, Any]) -> tuple[Declaration, Draft]:
    draft = world.drafts.get(str(body.get("hoSoId", "")))
    if draft is None or draft.username != account.username:
        raise NotTaken("Không tìm thấy hồ sơ")
    made = next(one for one in declarations().values() if one.slug == draft.slug)
    if any(not _has(draft, form.id) for form in made.eforms):
        raise NotTaken("Hồ sơ chưa có tờ khai")
    draft.papers = _papers(world, account, body.get("thanhPhan"))
    there = {paper.row for paper in draft.papers}
    if any(row.required and row.name not in there for row in made.papers):
        raise NotTaken(MISSING)
    draft.delivery = _delivery(body.get("nhanKetQua"))
    return made, draft


def _has(draft: Draft, form: str) -> bool:
    return any(key.startswith(f"{form}/") for key in draft.values)


def _papers(world: World, account: Account, sent: Any) -> list[Paper]:
    found: list[Paper] = []
    for one in sent if isinstance(sent, list) else []:
        row = str(one.get("ten", "")).strip()
        if not row:
            raise NotTaken("Vui lòng nhập tên thành phần hồ sơ")
        for key in one.get("taiLieu", []):
            paper = world.uploads.get(str(key))
            if paper is None or paper.row != account.username or not paper.shown:
                raise NotTaken("Tài liệu không còn trong ví, vui lòng tải lên lại")
            found.append(replace(paper, row=row))
    return found


def _delivery(sent: Any) -> dict[str, str]:
    said = sent if isinstance(sent, dict) else {}
    way = WAYS.get(str(said.get("hinhThuc")))
    if way is None:
        raise NotTaken("Vui lòng chọn hình thức nhận kết quả")
    post = {ours: str(said.get(name, "")).strip() for name, ours in _POSTAL.items()}
    if way != "postal":
        return {"method": way}
    if not all(post.values()):
        raise NotTaken("Vui lòng nhập đủ thông tin nhận kết quả")
    return {"method": way, **post}


def _for_another(body: Mapping[str, Any]) -> tuple[KeptSection, ...]:
    """Whom it is filed for, where that is not who is signed in, as the record prints it."""
    if body.get("doiTuong", SUBJECTS[0]) == SUBJECTS[0]:
        return ()
    said = body.get("uyQuyen")
    told = {label: str((said or {}).get(key, "")).strip() for key, label in _OTHERS.items()}
    if not all(told.values()):
        raise NotTaken("Vui lòng nhập đủ thông tin ủy quyền")
    return (KeptSection(_OTHER, tuple(Entry(None, *one) for one in told.items())),)


def _store(
    world: World, made: Declaration, draft: Draft, account: Account, whose: Sequence[KeptSection]
) -> Record:
    """The dossier becomes the portal's."""
    procedure, now = made.procedure, world.clock.now()
    received_at = now.isoformat(timespec="seconds")
    due = due_date(
        now,
        procedure.working_days,
        same_day=procedure.same_day,
        calendar_days=procedure.calendar_days,
    )
    answers = {
        form.id: {
            key.removeprefix(f"{form.id}/"): value
            for key, value in draft.values.items()
            if key.startswith(f"{form.id}/")
        }
        for form in made.eforms
    }
    record = Record(
        number=world.next_number(agency_code(draft.agency)),
        sid=draft.sid,
        slug=made.slug,
        code=made.code,
        title=procedure.title,
        account=account.username,
        owner=account.full_name,
        agency=agency_name(draft.agency),
        sections=(*whose, *kept_sections(made, answers)),
        papers=tuple(map(listed_paper, draft.papers)),
        delivery=kept_delivery(draft.delivery),
        fee_lines=(),
        fee=0,
        payment=Payment.NONE,
        received_at=received_at,
        due=due.isoformat(),
        history=[Event(received_at, Status.NEW)],
    )
    return admit(world, record, draft)

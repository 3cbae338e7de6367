"""What the two buttons of `nop-ho-so` send: one call that keeps a draft or files the dossier."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from ...clock import Clock
from ...committing import hindered, lost, taken
from ...deadlines import due_date
from ...delivery import kept_delivery
from ...faults.commit import ForeignNumber
from ...faults.national import FeeUnpublished
from ...fees import FeeLine
from ...office.handling import Event
from ...office.states import Status
from ...people import Account
from ...records import Draft, Paper, Payment, Record
from ...steps import COMMIT
from ...storing import admit, listed_paper
from ...visits import Visit
from ...world import World
from .catalogue import Agency, agency_by_id, commune, department
from .declarations import Declaration, by_id, declarations, next_version
from .drifting import drifts
from .envelope import refused, told
from .places import PAY, RESULT
from .survey_model import kept_sections, read_answers
from .vneid_modals import citizen

KEPT, FILED = "Lưu hồ sơ thành công", "Nộp hồ sơ thành công"
WAITS = "Vui lòng thanh toán để hoàn tất nộp hồ sơ"
UNPAID = "awaiting_payment"
# Of a commit request, in the ledger.
WAITING = "waits for payment"
UNANSWERED = f"{WAITING}, answer lost"
_WAYS = {"AT_DEPARTMENT": "in_person", "POSTAL": "postal", "ONLINE": "electronic"}
_POSTAL = {
    "recipientName": "recipient_name", "recipientPhone": "recipient_phone",
    "recipientAddress": "detail", "recipientProvinceCode": "province",
    "recipientComuneCode": "district", "partnerCode": "carrier",
}  # fmt: skip


class NotTaken(Exception):
    """What was sent is no dossier; why."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A dossier as it was sent, read.

    Attributes:
        unpublished: what is to be paid besides, of which nothing published tells.
    """

    made: Declaration
    agency: Agency
    account: Account
    draft: Draft
    unpublished: int = 0

    @property
    def lines(self) -> tuple[FeeLine, ...]:
        more = self.unpublished
        return (*self._copies, *([FeeLine("Lệ phí", 1, "hồ sơ", more, more)] if more else []))

    @property
    def _copies(self) -> tuple[FeeLine, ...]:
        fee = self.made.fee
        if fee is None:
            return ()
        said = self.draft.values.get(fee.copies, "")
        count = int(said) if said.isascii() and said.isdigit() else 0
        amount = count * fee.amount
        return (FeeLine(fee.name, count, fee.unit, fee.amount, amount),) if amount else ()

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)


async def create(visit: Visit) -> Response:
    """Without a key: the same call twice makes two dossiers."""
    world, entry = visit.world, visit.commit
    if entry is None:
        raise ValueError("a commit that was not noted")
    if early := await hindered(visit, entry):
        return early
    account = citizen(visit)
    try:
        sent = _read(world, account, visit.body)
    except NotTaken as error:
        world.settle_commit(entry, f"refused: {error}")
        return refused(400, "INVALID", str(error))
    entry.sid = sent.draft.sid
    if visit.body.get("isDraft"):
        world.save_draft(sent.draft)
        world.settle_commit(entry, "kept as a draft")
        return told({"dossierId": sent.draft.sid}, KEPT)
    if sent.amount:
        sent.draft.steps.append(UNPAID)
        world.save_draft(sent.draft)
        world.settle_commit(entry, WAITING)
        if late := await lost(visit, entry, UNANSWERED):
            return late
        at = PAY.replace("{id}", sent.draft.sid)
        return told({"dossierId": sent.draft.sid, "amount": sent.amount, "at": at}, WAITS)
    record = await taken(visit, entry, lambda: _store(world, sent))
    if late := await lost(visit, entry):
        return late
    foreign = world.faults.any_of(ForeignNumber, COMMIT)
    number = foreign.number_for(record.number, world.records) if foreign else record.number
    at = RESULT.replace("{id}", sent.draft.sid)
    return told({"dossierId": sent.draft.sid, "code": number, "at": at}, FILED)


def _read(world: World, account: Account, body: Mapping[str, Any]) -> Sent:
    made = by_id(str(body.get("formalityId", ""))) or by_id(str(body.get("formalityCaseId", "")))
    agency = agency_by_id(str(body.get("departmentId", "")))
    if made is None:
        raise NotTaken("Không tìm thấy thủ tục")
    if agency is None:
        raise NotTaken("Vui lòng chọn cơ quan thực hiện")
    try:
        said = json.loads(str(body.get("formJson")))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise NotTaken("Dữ liệu biểu mẫu không đọc được")
    for edition in (made, next_version(made), drifts(world).form(made)):
        answers = read_answers(edition, world.drawn, said)
        if answers is not None:
            draft = Draft(
                sid=_uuid7(world.clock),
                slug=made.slug,
                username=account.username,
                agency=agency.path,
                created_at=str(world.clock),
                values=answers,
                papers=_papers(world, account, made, body.get("profileComponents")),
                delivery=_delivery(body),
            )
            return Sent(edition, agency, account, draft, _unpublished(world))
    raise NotTaken("Biểu mẫu đã có phiên bản khác, vui lòng tải lại trang")


def _unpublished(world: World) -> int:
    fault = world.faults.any_of(FeeUnpublished, COMMIT)
    return int(fault.number) if fault else 0


def _uuid7(clock: Clock) -> str:
    """A fresh id: 48 bits of the moment, the rest drawn."""
    digits = f"{int(clock.now().timestamp() * 1000):012x}7{secrets.token_hex(10)}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], f"b{digits[17:20]}", digits[20:32]))


def _papers(world: World, account: Account, made: Declaration, sent: Any) -> list[Paper]:
    found: list[Paper] = []
    for one in sent if isinstance(sent, list) else []:
        row = str(one.get("name", ""))
        if row not in made.papers:
            raise NotTaken("Thành phần hồ sơ không hợp lệ")
        for key in one.get("fileIds", []):
            paper = world.uploads.get(str(key))
            if paper is None or paper.row != account.username:
                raise NotTaken("Tệp đính kèm không còn, vui lòng tải lên lại")
            found.append(replace(paper, row=row))
    return found


def _delivery(body: Mapping[str, Any]) -> dict[str, str]:
    way = _WAYS.get(str(body.get("returning")))
    if way is None:
        raise NotTaken("Vui lòng chọn hình thức nhận kết quả")
    said = body.get("returningInfo")
    post = said if way == "postal" and isinstance(said, dict) else {}
    return {"method": way} | {ours: str(post.get(name, "")) for name, ours in _POSTAL.items()}


def _store(world: World, sent: Sent) -> Record:
    """The dossier becomes the portal's; its code is made here, of the department's."""
    made, draft, now = sent.made, sent.draft, world.clock.now()
    procedure, received_at = made.procedure, now.isoformat(timespec="seconds")
    due = due_date(
        now, procedure.working_days, same_day=procedure.same_day,
        calendar_days=procedure.calendar_days,
    )  # fmt: skip
    paid = sent.amount > 0
    record = Record(
        number=world.next_number(sent.agency.code),
        sid=draft.sid,
        slug=made.slug,
        code=made.code,
        title=procedure.title,
        account=sent.account.username,
        owner=sent.account.full_name,
        agency=sent.agency.name,
        sections=kept_sections(made, draft.values),
        papers=tuple(map(listed_paper, draft.papers)),
        delivery=kept_delivery(draft.delivery),
        fee_lines=sent.lines,
        fee=sent.amount,
        payment=Payment.PAID if paid else Payment.NONE,
        received_at=received_at,
        due=due.isoformat(),
        history=[Event(received_at, Status.NEW)],
    )
    return admit(world, record, draft)


def pay(world: World, draft: Draft) -> Record:
    """The bank has told that it is paid: only now the dossier is filed."""
    made = next(one for one in declarations().values() if one.slug == draft.slug)
    if not set(draft.values) <= set(made.questions):
        made = _fitting(world, made, draft)
    agency = commune(*draft.agency) if len(draft.agency) > 1 else department(draft.agency[0])
    draft.steps.remove(UNPAID)
    account = world.accounts[draft.username]
    record = _store(world, Sent(made, agency, account, draft, _unpublished(world)))
    for entry in world.commits:
        if entry.sid == draft.sid:
            entry.number, entry.numbers = record.number, [record.number]
            world.settle_commit(entry, "committed: paid")
    return record


def _fitting(world: World, made: Declaration, draft: Draft) -> Declaration:
    """The version of the form that was answered."""
    versions = (next_version(made), drifts(world).form(made))
    return next((one for one in versions if set(draft.values) <= set(one.questions)), made)


def unpaid(world: World, username: str, sid: str) -> Draft | None:
    """A dossier that waits for its fee."""
    draft = world.drafts.get(sid)
    waits = draft is not None and draft.username == username and UNPAID in draft.steps
    return draft if waits else None

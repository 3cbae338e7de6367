"""The one request after which the portal owns the dossier."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import Response

from mock_portal import captcha
from mock_portal.deadlines import due_date
from mock_portal.faults.captcha import CaptchaExpires, CaptchaWrong
from mock_portal.faults.commit import CommitDelay, TwoRecords
from mock_portal.fees import fee_lines, total
from mock_portal.people import Account
from mock_portal.platforms.igate_v1.blocks import page_sections
from mock_portal.platforms.igate_v1.catalogue import agency_name
from mock_portal.platforms.igate_v1.controls import procedure_of
from mock_portal.platforms.igate_v1.fee import delivery_entry
from mock_portal.platforms.igate_v1.papers import row_name
from mock_portal.platforms.igate_v1.review import captcha_is_good
from mock_portal.platforms.igate_v1.web import Visit
from mock_portal.procedures import Procedure
from mock_portal.records import Draft, Event, Payment, Record, Status
from mock_portal.steps import COMMIT
from mock_portal.values import keep
from mock_portal.world import MAX_COMMIT_DELAY, CommitRequest, World

STEPS = ("form", "papers", "fee")
SUCCESS = "Nộp hồ sơ thành công"


async def apply(visit: Visit) -> Response:
    """Takes the dossier. The same draft posted twice makes two dossiers, as real portals do."""
    world, entry = visit.world, visit.commit
    if entry is None:
        raise ValueError("a commit that was not noted")
    early = await world.faults.at("before_commit", visit)
    if early is not None:
        answered = "dropped" if visit.dropped else f"answered {early.status_code}"
        world.settle_commit(entry, f"{answered} before the commit")
        return early
    citizen, draft = visit.citizen, visit.draft()
    refusal = _refusal(world, visit, draft)
    if refusal:
        world.settle_commit(entry, f"refused: {refusal}")
        visit.flash("error", refusal)
        return visit.go("/tiep-nhan-online/kiem-tra-ho-so", sid=draft.sid)
    # A task of its own: what the citizen does with the connection changes nothing any more.
    task = asyncio.create_task(_commit(world, citizen, draft, entry))
    world.pending.add(task)
    task.add_done_callback(world.pending.discard)
    first = await asyncio.shield(task)
    late = await world.faults.at("after_commit", visit)
    if late is not None:
        world.settle_commit(entry, "committed, answer lost")
        return late
    visit.flash("success", SUCCESS)
    return visit.go("/tiep-nhan-online/ket-qua", soHoSo=first.number)


def _refusal(world: World, visit: Visit, draft: Draft) -> str | None:
    if any(step not in draft.steps for step in STEPS):
        return "Hồ sơ chưa đầy đủ, vui lòng hoàn thành các bước trước"
    if words := _captcha_refusal(world, draft):
        # A new picture has to be answered.
        draft.captcha_right_at = None
        return words
    if not visit.text("chiuTrachNhiem"):
        return "Bạn phải chịu trách nhiệm trước pháp luật về lời khai"
    return None


async def _commit(world: World, citizen: Account, draft: Draft, entry: CommitRequest) -> Record:
    await _delay(world)
    count = 2 if world.faults.any_of(TwoRecords, COMMIT) else 1
    records = [_store(world, citizen, draft) for _ in range(count)]
    entry.number, entry.numbers = records[0].number, [record.number for record in records]
    world.settle_commit(entry, "committed")
    return records[0]


def _captcha_refusal(world: World, draft: Draft) -> str | None:
    """The answer to the picture was looked at before; here it may have grown old."""
    if draft.captcha_right_at is None or world.faults.any_of(CaptchaWrong, COMMIT):
        return captcha.WRONG
    if not captcha_is_good(world, draft) or world.faults.any_of(CaptchaExpires, COMMIT):
        return captcha.EXPIRED
    return None


async def _delay(world: World) -> None:
    """Waits until the dossier is stored."""
    usual = 0.0 if world.settings.instant else world.rng.uniform(0, MAX_COMMIT_DELAY)
    longest = max(world.faults.of(CommitDelay, COMMIT), key=lambda f: f.number, default=None)
    with world.delayed(longest.number if longest else usual):
        if longest:
            await longest.over()
        elif usual:
            await asyncio.sleep(usual)


def _store(world: World, citizen: Account, draft: Draft) -> Record:
    record = _record(world, citizen, draft)
    world.faults.change(record, COMMIT)
    world.add_record(record)
    draft.numbers.append(record.number)
    world.save_draft(draft)
    words = f"[THỬ NGHIỆM] Hồ sơ {record.number} đã được nộp, hẹn trả {record.due_on:%d/%m/%Y}"
    world.send(citizen.phone, "sms", words)
    return record


def _record(world: World, citizen: Account, draft: Draft) -> Record:
    procedure, now = procedure_of(draft), world.clock.now()
    lines = fee_lines(procedure, draft.values, now.date())
    due = due_date(
        now,
        procedure.working_days,
        same_day=procedure.solved_at_once(draft.values),
        calendar_days=procedure.calendar_days,
    )
    received_at = now.isoformat(timespec="seconds")
    return Record(
        number=world.next_number(draft.agency[2]),
        sid=draft.sid,
        slug=procedure.slug,
        code=procedure.code,
        title=procedure.title,
        account=citizen.username,
        owner=draft.values.get("ChuHoSo_tenChuHoSo", ""),
        agency=agency_name(draft.agency),
        sections=keep(page_sections(procedure), draft.values),
        papers=tuple(_paper(procedure, draft, number) for number in range(len(draft.papers))),
        delivery=delivery_entry(draft),
        fee_lines=lines,
        fee=total(lines),
        payment=_payment(procedure, total(lines)),
        received_at=received_at,
        due=due.isoformat(),
        history=[Event(received_at, Status.NEW)],
    )


def _paper(procedure: Procedure, draft: Draft, number: int) -> dict[str, Any]:
    paper = draft.papers[number]
    row = procedure.form.row(paper.row)
    usual_kind, usual_copies = (row.original_or_copy, row.copies) if row else ("original", 1)
    return {
        "row": row_name(procedure, draft, paper.row),
        "row_key": paper.row,
        "file_name": paper.file_name,
        "size": paper.size,
        "sha256": paper.sha256,
        "original_or_copy": draft.rows.get(f"{paper.row}_kind", usual_kind),
        "copies": draft.rows.get(f"{paper.row}_copies", str(usual_copies)),
    }


def _payment(procedure: Procedure, amount: int) -> str:
    if amount == 0:
        return Payment.NONE
    return Payment.DUE if procedure.paid_online else Payment.COUNTER

"""The one request after which the portal owns the dossier."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from ... import captcha
from ...faults.captcha import CaptchaExpires, CaptchaWrong
from ...faults.commit import CommitDelay, ForeignNumber, TwoRecords
from ...faults.review import CommitMoved, PageSubmitsItself
from ...forms_model import TICKED
from ...people import Account
from ...records import Draft, Record
from ...steps import COMMIT
from ...values import Control
from ...world import MAX_COMMIT_DELAY, CommitRequest, World
from .review import captcha_is_good
from .storing import store
from .web import Halt, Visit

STEPS = ("form", "papers", "fee")
RESPONSIBLE = Control("chiuTrachNhiem", "chiuTrachNhiem", (TICKED,))
SUCCESS = "Nộp hồ sơ thành công"


async def apply(visit: Visit) -> Response:
    """Takes the dossier. The same draft posted twice makes two dossiers, as real portals do."""
    world, entry = visit.world, visit.commit
    if entry is None:
        raise ValueError("a commit that was not noted")
    if early := await hindered(visit, entry):
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
    if late := await lost(visit, entry):
        return late
    visit.flash("success", SUCCESS)
    foreign = world.faults.any_of(ForeignNumber, COMMIT)
    number = foreign.number_for(first.number, world.records) if foreign else first.number
    return visit.go("/tiep-nhan-online/ket-qua", soHoSo=number)


async def hindered(visit: Visit, entry: CommitRequest) -> Response | None:
    """What a fault answers before anything is stored."""
    early = await visit.world.faults.at("before_commit", visit)
    if early is not None:
        answered = "dropped" if visit.dropped else f"answered {early.status_code}"
        visit.world.settle_commit(entry, f"{answered} before the commit")
    return early


async def lost(visit: Visit, entry: CommitRequest) -> Response | None:
    """What a fault answers in place of the right answer, once all is stored."""
    late = await visit.world.faults.at("after_commit", visit)
    if late is not None:
        visit.world.settle_commit(entry, "committed, answer lost")
    return late


async def apply_elsewhere(visit: Visit) -> Response:
    """The other addresses and methods of `commit_moved`; without that fault there are none."""
    if not visit.world.faults.has(CommitMoved):
        raise Halt(visit.not_found())
    return await apply(visit)


def _refusal(world: World, visit: Visit, draft: Draft) -> str | None:
    if any(step not in draft.steps for step in STEPS):
        return "Hồ sơ chưa đầy đủ, vui lòng hoàn thành các bước trước"
    if words := _captcha_refusal(world, draft):
        # A new picture has to be answered.
        draft.captcha_right_at = None
        return words
    if not visit.said(RESPONSIBLE):
        return "Bạn phải chịu trách nhiệm trước pháp luật về lời khai"
    return None


async def _commit(world: World, citizen: Account, draft: Draft, entry: CommitRequest) -> Record:
    await delay(world)
    count = 2 if world.faults.any_of(TwoRecords, COMMIT) else 1
    records = [store(world, citizen, draft) for _ in range(count)]
    entry.number, entry.numbers = records[0].number, [record.number for record in records]
    world.settle_commit(entry, "committed")
    return records[0]


def _captcha_refusal(world: World, draft: Draft) -> str | None:
    """The answer to the picture was looked at before; here it may have grown old."""
    if world.faults.has(PageSubmitsItself):
        return None
    if draft.captcha_right_at is None or world.faults.any_of(CaptchaWrong, COMMIT):
        return captcha.WRONG
    if not captcha_is_good(world, draft) or world.faults.any_of(CaptchaExpires, COMMIT):
        return captcha.EXPIRED
    return None


async def delay(world: World) -> None:
    """Waits until what was sent is stored."""
    usual = 0.0 if world.settings.instant else world.rng.uniform(0, MAX_COMMIT_DELAY)
    longest = max(world.faults.of(CommitDelay, COMMIT), key=lambda f: f.number, default=None)
    with world.delayed(longest.number if longest else usual):
        if longest:
            await longest.over()
        elif usual:
            await asyncio.sleep(usual)

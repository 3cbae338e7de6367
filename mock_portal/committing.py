"""The one request after which the portal owns the dossier."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from starlette.responses import Response

from . import captcha
from .faults.captcha import CaptchaExpires, CaptchaWrong
from .faults.commit import CommitDelay, ForeignNumber, TwoRecords
from .faults.review import PageSubmitsItself
from .forms_model import TICKED
from .records import Draft, Record
from .steps import COMMIT
from .storing import store
from .values import Control
from .visits import Visit
from .world import MAX_COMMIT_DELAY, CommitRequest, World

STEPS = ("form", "papers", "fee")
RESPONSIBLE = Control("chiuTrachNhiem", "chiuTrachNhiem", (TICKED,))
SUCCESS = "Nộp hồ sơ thành công"
# How long a right captcha lets the dossier through.
CAPTCHA_GOOD_FOR = timedelta(minutes=2)


class Refused(Exception):
    """The portal does not take the dossier, and says why."""


async def commit(visit: Visit) -> Response | str:
    """Takes the dossier: its number, or the answer of a fault.

    The same draft posted twice makes two dossiers, as real portals do.

    Raises:
        Refused: it is not taken; why.
    """
    world, entry = visit.world, visit.commit
    if entry is None:
        raise ValueError("a commit that was not noted")
    if early := await hindered(visit, entry):
        return early
    citizen, draft = visit.citizen, visit.draft()
    refusal = _refusal(world, visit, draft)
    if refusal:
        world.settle_commit(entry, f"refused: {refusal}")
        raise Refused(refusal)
    first = await taken(visit, entry, lambda: store(visit.site, world, citizen, draft))
    if late := await lost(visit, entry):
        return late
    foreign = world.faults.any_of(ForeignNumber, COMMIT)
    return foreign.number_for(first.number, world.records) if foreign else first.number


async def hindered(visit: Visit, entry: CommitRequest) -> Response | None:
    """What a fault answers before anything is stored."""
    early = await visit.world.faults.at("before_commit", visit)
    if early is not None:
        answered = "dropped" if visit.dropped else f"answered {early.status_code}"
        visit.world.settle_commit(entry, f"{answered} before the commit")
    return early


async def lost(
    visit: Visit, entry: CommitRequest, outcome: str = "committed, answer lost"
) -> Response | None:
    """What a fault answers in place of the right answer, once all is stored."""
    late = await visit.world.faults.at("after_commit", visit)
    if late is not None:
        visit.world.settle_commit(entry, outcome)
    return late


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


async def taken(visit: Visit, entry: CommitRequest, make: Callable[[], Record]) -> Record:
    """Stores what `make` makes, after the portal's delay; by a fault, twice."""
    world = visit.world
    # A task of its own: what the citizen does with the connection changes nothing any more.
    task = asyncio.create_task(_commit(world, make, entry))
    world.pending.add(task)
    task.add_done_callback(world.pending.discard)
    return await asyncio.shield(task)


async def _commit(world: World, make: Callable[[], Record], entry: CommitRequest) -> Record:
    await delay(world)
    count = 2 if world.faults.any_of(TwoRecords, COMMIT) else 1
    records = [make() for _ in range(count)]
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


def check_captcha(visit: Visit) -> dict[str, object]:
    """What the page that asks before it sends the dossier is told; a wrong answer brings a new
    picture.
    """
    draft, world = visit.draft(), visit.world
    now, key = world.clock.now(), visit.text("captchaId")
    if key == draft.captcha_id and captcha_is_good(world, draft):
        return {"ok": True}
    refusal = world.captcha_refusal(visit.step, key, visit.text("maXacNhan"))
    if refusal is None:
        draft.captcha_id, draft.captcha_right_at = key, now
        return {"ok": True}
    return {"ok": False, "message": refusal, "id": world.captchas.make(now).id}


def captcha_is_good(world: World, draft: Draft) -> bool:
    right_at = draft.captcha_right_at
    return right_at is not None and world.clock.now() - right_at <= CAPTCHA_GOOD_FOR

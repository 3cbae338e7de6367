"""What the citizen does after the dossier was taken: adds papers, withdraws it, fetches letters."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from ..committing import delay, hindered, lost
from ..faults.office import ResultOther
from ..office.acting import act, refusal_of
from ..office.actions import CITIZENS, Impossible, Order
from ..office.handling import Asked
from ..office.letters import letters_of
from ..office.result import result_file
from ..office.terms import day_of, until_in_words
from ..records import Record
from ..uploads import MAX_FILES, TOO_MANY, file_refusal
from ..visits import Halt, Visit
from ..world import World
from .personal import attachment, document, own_record

OTHER = "Giấy tờ khác"


def _record(visit: Visit, action: str) -> Record:
    """The citizen's dossier, with which this may be done now; else back to it, with the reason."""
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    if refusal := refusal_of(record, CITIZENS[action]):
        visit.flash("error", refusal)
        raise Halt(_back(visit, record))
    return record


def _back(visit: Visit, record: Record) -> Response:
    return visit.go(f"/ca-nhan/ho-so/{record.number}")


def _rows(asked: Asked) -> list[tuple[str, str]]:
    """The key and the name of each paper that can be added: what is asked for, and any other."""
    return [(f"boSung-{n}", paper) for n, paper in enumerate((*asked.papers, OTHER))]


async def show_supplement(visit: Visit) -> Response:
    record = _record(visit, "supplement")
    asked = record.handling.asked
    if asked is None:
        return visit.not_found()
    return visit.page(
        "supplement.html",
        record=record,
        asked=asked,
        rows=_rows(asked),
        note="",
        until=until_in_words(asked.until, day_of(visit.world.clock.now())),
        at_step=3,
    )


async def send_supplement(visit: Visit) -> Response:
    """Adds the papers to the same dossier; all or none of them.

    What befalls the commit of a dossier befalls this, too.
    """
    world, entry = visit.world, visit.commit
    if entry is None:
        raise ValueError("a commit that was not noted")
    if early := await hindered(visit, entry):
        return early
    record = _record(visit, "supplement")
    asked = record.handling.asked
    if asked is None:
        return visit.not_found()
    try:
        files = [entry for row, paper in _rows(asked) for entry in await _taken(visit, row, paper)]
        order = Order("supplement", visit.said("loiNhan").strip(), files=tuple(files))
        # A task of its own: what the citizen does with the connection changes nothing any more.
        task = asyncio.create_task(_add(world, record, order))
        world.pending.add(task)
        task.add_done_callback(world.pending.discard)
        await asyncio.shield(task)
    except Impossible as error:
        world.settle_commit(entry, f"refused: {error}")
        visit.flash("error", str(error))
        return visit.go(f"/ca-nhan/ho-so/{record.number}/bo-sung")
    entry.number, entry.numbers = record.number, [record.number]
    world.settle_commit(entry, "committed")
    if late := await lost(visit, entry):
        return late
    visit.flash("success", "Đã gửi bổ sung hồ sơ")
    return _back(visit, record)


async def _add(world: World, record: Record, order: Order) -> None:
    await delay(world)
    act(world, record, order)


async def _taken(visit: Visit, row: str, paper: str) -> list[dict[str, Any]]:
    """The files that were chosen for one paper."""
    sent = visit.files_of.get(visit.world.drawn.name(row), [])
    # A browser sends an empty part for a box in which nothing was chosen.
    chosen = [file for file in sent if file.filename]
    if len(chosen) > MAX_FILES:
        raise Impossible(TOO_MANY)
    taken = []
    for file in chosen:
        content, name = await file.read(), file.filename or ""
        if refusal := file_refusal(name, content):
            raise Impossible(f"{name}: {refusal}")
        digest = hashlib.sha256(content).hexdigest()
        entry = {"row": paper, "file_name": name, "size": len(content), "sha256": digest}
        taken.append(entry | {"id": secrets.token_hex(6)})
    return taken


async def show_withdrawal(visit: Visit) -> Response:
    return visit.page("withdraw.html", record=_record(visit, "withdraw"), at_step=3)


async def withdraw(visit: Visit) -> Response:
    record = _record(visit, "withdraw")
    try:
        act(visit.world, record, Order("withdraw", visit.said("lyDo").strip()))
    except Impossible as error:
        visit.flash("error", str(error))
        return visit.go(f"/ca-nhan/ho-so/{record.number}/rut")
    visit.flash("success", "Đã gửi yêu cầu rút hồ sơ")
    return _back(visit, record)


async def letter(visit: Visit) -> Response:
    """One of the office's letters."""
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    found = letters_of(record).get(visit.request.path_params["letter"])
    if found is None:
        return visit.not_found()
    return document(visit, "letter.html", found.name, record, letter=found)


async def result(visit: Visit) -> Response:
    """The result as a file."""
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    found = result_file(record)
    if found is None:
        return visit.not_found()
    content = found.content
    if fault := visit.world.faults.any_of(ResultOther, visit.step):
        other = result_file(replace(record, number="H45.00000-000000-0000"))
        content = fault.given(content, other.content if other else b"")
    return attachment(content, found.name, "application/pdf")

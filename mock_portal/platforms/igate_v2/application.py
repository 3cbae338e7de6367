"""The way of a dossier at one address: what its scripts ask for and send, step by step."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from starlette.responses import JSONResponse, Response

from ...committing import RESPONSIBLE, SUCCESS, Refused, commit
from ...delivery import METHOD, fee_context, keep_delivery, method_field, postal_fields
from ...drafting import begin, keep_form
from ...drawing import procedure_of
from ...faults.commit import DraftPressed
from ...faults.form import ListPaged, TypingResets
from ...faults.review import CommitMoved
from ...fees import dong
from ...filters import kb
from ...forms_model import TICKED, Condition, Field, Section, Values
from ...records import Draft, Record
from ...storing import store
from ...uploads import keep_papers
from ...visits import Halt, Visit
from .catalogue import behind
from .components import Drafter
from .model import model_of, read_model
from .places import PREFIX

CASES = ("Trường hợp thông thường", "Trường hợp cần xác minh")
INCOMPLETE = "Thông tin chưa hợp lệ, vui lòng kiểm tra lại"


async def show(visit: Visit) -> Response:
    """The shell: everything else comes by its scripts."""
    _ = visit.citizen
    told = behind(visit.world.drawn, visit.request.path_params["oid"])
    if told is None:
        return visit.not_found()
    procedure, agency = told
    sid = visit.draft().sid if "sid" in visit.query else ""
    office = f"Ủy ban nhân dân {visit.site.blocks.tree.full_name(agency)}"
    return visit.page(
        "apply.html", procedure=procedure, office=office, cases=CASES, sid=sid,
        oid=visit.request.path_params["oid"],
    )  # fmt: skip


async def create(visit: Visit) -> Response:
    """A draft, once the case is chosen."""
    _ = visit.citizen
    told = behind(visit.world.drawn, visit.text("oid"))
    if told is None or visit.text("truongHop") not in CASES:
        return visit.json(422, message="Vui lòng chọn trường hợp giải quyết")
    return _told(visit, sid=begin(visit, *told).sid)


def _told(visit: Visit, **content: Any) -> Response:
    """An answer to a script of the page, with what faults let it do."""
    manners = visit.world.faults.manners(visit.step)
    headers = {"Cache-Control": "no-store"}
    return JSONResponse({**content, "manners": manners}, headers=headers)


def _drafter(visit: Visit, values: Values) -> Drafter:
    faults = visit.world.faults
    paged = faults.has(ListPaged) or faults.has(TypingResets)
    return Drafter(visit.world.drawn, values, paged=paged)


def _posted_model(visit: Visit) -> dict[str, Any]:
    try:
        read = json.loads(visit.text("data"))
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise Halt(visit.json(400, message="Dữ liệu gửi lên không đọc được"))
    return read


def _errors(visit: Visit, draft: Draft) -> Response:
    """What is wrong, by the name of the control it stands beside."""
    errors, draft.errors = draft.errors, {}
    told = {visit.world.drawn.name(key): text for key, text in errors.items()}
    return visit.json(422, message=INCOMPLETE, errors=told)


def _after(visit: Visit, step: str) -> Draft:
    """The draft in hand, if the step before was taken."""
    draft = visit.draft()
    if step not in draft.steps:
        raise Halt(visit.json(409, message="Vui lòng hoàn thành các bước trước"))
    return draft


# Step 1.


async def form(visit: Visit) -> Response:
    draft = visit.draft()
    blocks, procedure = visit.site.blocks, procedure_of(draft)
    sections = blocks.sections(procedure)
    return _told(
        visit,
        components=_drafter(visit, draft.values).form(sections, blocks.owner),
        data=model_of(_fields(sections), draft.values, visit.world.drawn),
    )


def _fields(sections: tuple[Section, ...]) -> tuple[Field, ...]:
    return tuple(one for section in sections for one in section.fields)


async def save_form(visit: Visit) -> Response:
    draft = visit.draft()
    procedure = procedure_of(draft)
    asked = visit.site.blocks.fields(procedure)
    values = read_model(asked, _posted_model(visit), visit.world.drawn)
    keep_form(visit, draft, procedure, values)
    return _errors(visit, draft) if draft.errors else _told(visit, ok=True)


# Step 2.


async def papers(visit: Visit) -> Response:
    draft = _after(visit, "form")
    name, value = visit.world.drawn.name, visit.world.drawn.value
    rows = []
    for row in procedure_of(draft).form.rows:
        kind = f"{row.key}_kind"
        rows.append(
            {
                "row": name(row.key),
                "name": row.name,
                "header": row.header,
                "required": row.demanded(draft.values),
                "shown_only": row.present_only,
                "kind": name(kind),
                "original": value(kind, "original"),
                "copy": value(kind, "copy"),
                "chosen": value(kind, draft.rows.get(kind, row.original_or_copy)),
                "copies": name(f"{row.key}_copies"),
                "count": draft.rows.get(f"{row.key}_copies", str(row.copies)),
                "files": [
                    {"id": p.id, "name": p.label, "size": p.size, "kb": kb(p.size)}
                    for p in draft.papers_of(row.key)
                ],
            }
        )
    return _told(visit, rows=rows)


async def save_papers(visit: Visit) -> Response:
    draft = _after(visit, "form")
    keep_papers(visit, draft)
    if draft.errors:
        message = next(iter(draft.errors.values()))
        return visit.json(422, message=message, errors=_errors_of(visit, draft))
    return _told(visit, ok=True)


def _errors_of(visit: Visit, draft: Draft) -> dict[str, str]:
    errors, draft.errors = draft.errors, {}
    return {visit.world.drawn.name(key): text for key, text in errors.items()}


# Step 3.


async def fee(visit: Visit) -> Response:
    draft = _after(visit, "papers")
    fields = _delivery_fields(visit, draft)
    values = {fields[0].key: "in_person"} | draft.delivery
    return _told(
        visit,
        components=_drafter(visit, values).fields(fields),
        data=model_of(fields, values, visit.world.drawn),
        **_fees(visit, draft),
    )


def _delivery_fields(visit: Visit, draft: Draft) -> tuple[Field, ...]:
    """What is asked of the result's way back; the post's part while it is chosen."""
    by_post = Condition(METHOD, ("postal",))
    post = (replace(one, shown_when=by_post) for one in postal_fields(visit.site))
    return (method_field(procedure_of(draft)), *post)


def _fees(visit: Visit, draft: Draft) -> dict[str, Any]:
    told = fee_context(visit, draft)
    lines = [
        {
            "name": line.name,
            "quantity": f"{line.quantity} {line.unit}",
            "price": dong(line.price),
            "amount": dong(line.amount),
        }
        for line in told["lines"]
    ]
    return {"lines": lines, "total": dong(told["total"]), "payment": told["payment"]}


async def save_fee(visit: Visit) -> Response:
    """Sent after each change; the fees are worked out anew."""
    draft = _after(visit, "papers")
    fields = _delivery_fields(visit, draft)
    keep_delivery(visit, draft, read_model(fields, _posted_model(visit), visit.world.drawn))
    errors = _errors_of(visit, draft)
    return _told(visit, ok=not errors, errors=errors, **_fees(visit, draft))


async def last(visit: Visit) -> Response:
    """What the last button needs: a captcha, and the box beside it."""
    draft = _after(visit, "papers")
    world = visit.world
    # Looked at once more, with all of it said: what other portals have a page of its own for.
    is_whole = bool(draft.delivery) and not draft.numbers
    if is_whole and world.faults.any_of(DraftPressed, visit.step):
        store(visit.site, world, visit.citizen, draft)
    return _told(
        visit,
        captcha=world.captchas.make(world.clock.now()).id,
        box=world.drawn.name(RESPONSIBLE.name),
        ticked=RESPONSIBLE.sent(TICKED, world.drawn),
    )


async def apply(visit: Visit) -> Response:
    """The number of the stored dossier, or why there is none."""
    try:
        done = await commit(visit)
    except Refused as refused:
        return visit.json(422, message=str(refused))
    if isinstance(done, Response):
        return done
    record: Record | None = visit.world.records.get(done)
    due = record.due_on.strftime("%d/%m/%Y") if record else ""
    return visit.json(
        message=SUCCESS, soHoSo=done, ngayHenTra=due, at=f"{PREFIX}/ca-nhan/ho-so/{done}"
    )


async def apply_elsewhere(visit: Visit) -> Response:
    """The other addresses and methods of `commit_moved`; without that fault there are none."""
    if not visit.world.faults.has(CommitMoved):
        raise Halt(visit.not_found())
    return await apply(visit)

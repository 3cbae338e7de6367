"""The papers of a draft: files go up one by one as soon as they are chosen."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import replace

from starlette.datastructures import UploadFile
from starlette.responses import Response

from .drawing import procedure_of
from .drawn_names import DrawnNames
from .faults.papers import (
    FileOffered,
    UploadHalf,
    UploadLate,
    UploadNameCut,
    UploadTwice,
)
from .filetypes import is_what_it_says
from .procedures import Procedure
from .records import Draft, Paper
from .steps import UPLOAD
from .values import Control
from .visits import Halt, Visit

MAX_BYTES = 6 * 1024 * 1024
MAX_FILES = 5
MAX_OTHER_ROWS = 20
TOO_BIG = "Dung lượng tối đa là 6 Mb"
WRONG_TYPE = "Vui lòng chọn tệp đúng định dạng!"
TOO_MANY = f"Mỗi giấy tờ chỉ được đính kèm tối đa {MAX_FILES} tệp"
NO_FILE_HERE = "Mục này không nhận tệp đính kèm"
MISSING = "Vui lòng đính kèm đủ Hồ sơ bắt buộc"
UNNAMED = "Vui lòng nhập tên giấy tờ khác"


async def upload(visit: Visit) -> Response:
    draft = visit.draft()
    failed = await visit.world.faults.at("on_upload", visit)
    if failed is not None:
        return failed
    procedure = procedure_of(draft)
    row = _row(procedure, visit.world.drawn, visit.text("row"))
    refusal = _row_refusal(procedure, draft, row)
    if refusal:
        return visit.json(422, message=refusal)
    taken = []
    for file in visit.files:
        paper = await _take(visit, draft, row, file)
        taken.append({"id": paper.id, "name": paper.label, "size": paper.size})
    if not taken:
        return visit.json(422, message="Không tải được file hoặc lưu thất bại")
    late = visit.world.faults.any_of(UploadLate, UPLOAD)
    shown_after = late.number if late else 0
    return visit.json(message="Tải tệp lên thành công", files=taken, shown_after_s=shown_after)


def _row(procedure: Procedure, drawn: DrawnNames, said: str) -> str:
    """The row that a file was sent for; nothing when the page has none of this name."""
    keys = [row.key for row in procedure.form.rows] + _others([said], drawn)
    return next((key for key in keys if drawn.name(key) == said), "")


def _others(said: Iterable[str], drawn: DrawnNames) -> list[str]:
    """The rows added under "Giấy tờ khác" that these names belong to."""
    other = re.compile(rf"{drawn.name('other')}-(\d{{1,3}})(?:-\w+)?")
    found = filter(None, map(other.fullmatch, said))
    return list(dict.fromkeys(f"other-{match[1]}" for match in found))


def _row_refusal(procedure: Procedure, draft: Draft, key: str) -> str | None:
    row = procedure.form.row(key)
    if row is not None:
        return NO_FILE_HERE if row.header else None
    if not key:
        return NO_FILE_HERE
    others = draft.other_rows()
    return NO_FILE_HERE if key not in others and len(others) >= MAX_OTHER_ROWS else None


async def _take(visit: Visit, draft: Draft, row: str, file: UploadFile) -> Paper:
    content = await file.read()
    name = file.filename or ""
    full = len(draft.papers_of(row)) >= MAX_FILES
    if refusal := TOO_MANY if full else file_refusal(name, content):
        raise Halt(visit.json(422, message=refusal))
    faults = visit.world.faults
    if faults.any_of(UploadHalf, UPLOAD):
        content = content[: len(content) // 2]
    offered = faults.any_of(FileOffered, UPLOAD)
    if offered is not None:
        content = offered.kept(content)
    cut = faults.any_of(UploadNameCut, UPLOAD)
    paper = Paper(
        id=secrets.token_hex(6),
        row=row,
        file_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        shown=cut.cut(name) if cut else "",
        offered=offered is not None,
    )
    if paper.offered:
        visit.world.files[paper.id] = content
    draft.papers.append(paper)
    if faults.any_of(UploadTwice, UPLOAD):
        draft.papers.append(replace(paper, id=secrets.token_hex(6)))
    visit.world.save_draft(draft)
    return paper


def file_refusal(name: str, content: bytes) -> str | None:
    """The portal's words about a file that it does not take."""
    if len(content) > MAX_BYTES:
        return TOO_BIG
    return None if is_what_it_says(name, content) else WRONG_TYPE


async def remove(visit: Visit) -> Response:
    draft = visit.draft()
    draft.papers = [paper for paper in draft.papers if paper.id != visit.text("id")]
    visit.world.save_draft(draft)
    return visit.json(message="Đã xóa tệp")


def keep_papers(visit: Visit, draft: Draft) -> None:
    """Takes what was said about the rows; the step counts only when nothing is missing."""
    procedure = procedure_of(draft)
    draft.rows = _read_rows(procedure, visit.posted, visit.world.drawn)
    draft.errors = _faults(procedure, draft)
    draft.passed("papers", right=not draft.errors)
    visit.world.save_draft(draft)


def _read_rows(procedure: Procedure, posted: dict[str, str], drawn: DrawnNames) -> dict[str, str]:
    """What is said about each row: original or copy, how many, the name of an added one."""
    rows = [row.key for row in procedure.form.rows if not row.header]
    asked = [control for key in rows for control in (_kind(key), Control(f"{key}_copies"))]
    asked += [Control(f"{key}_name") for key in _others(posted, drawn)]
    sent = {control: posted.get(drawn.name(control.name)) for control in asked}
    return {c.name: c.read(text, drawn) for c, text in sent.items() if text is not None}


def _kind(row: str) -> Control:
    return Control(f"{row}_kind", f"{row}_kind", ("original", "copy"))


def _faults(procedure: Procedure, draft: Draft) -> dict[str, str]:
    errors = {
        row.key: MISSING
        for row in procedure.form.rows
        if row.demanded(draft.values) and not draft.papers_of(row.key)
    }
    for key in draft.other_rows():
        if draft.papers_of(key) and not draft.rows.get(f"{key}_name", "").strip():
            errors[key] = UNNAMED
    return errors


def row_name(procedure: Procedure, draft: Draft, key: str) -> str:
    row = procedure.form.row(key)
    return row.name if row is not None else draft.rows.get(f"{key}_name", "")

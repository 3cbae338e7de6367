"""The wallet of electronic documents: a file goes up, then it is given a name."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace

from starlette.responses import Response

from ...faults.papers import UploadHalf, UploadLate, UploadNameCut
from ...records import Paper
from ...steps import UPLOAD
from ...uploads import file_refusal
from ...visits import Visit
from ..national.vneid_modals import citizen

BAD_NAME = "Tên tài liệu không hợp lệ"
LOST = "Không tải được file hoặc lưu thất bại"
LONGEST_NAME = 100


async def upload(visit: Visit) -> Response:
    """One file, which is nobody's document before it has a name."""
    account, world = citizen(visit), visit.world
    failed = await world.faults.at("on_upload", visit)
    if failed is not None:
        return failed
    if len(visit.files) != 1:
        return visit.json(400, message=LOST)
    [file] = visit.files
    name, content = file.filename or "", await file.read()
    if words := file_refusal(name, content):
        return visit.json(400, message=words)
    if world.faults.any_of(UploadHalf, UPLOAD):
        content = content[: len(content) // 2]
    paper = Paper(
        id=secrets.token_hex(8),
        row=account.username,
        file_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    world.uploads[paper.id] = paper
    return visit.json(fileId=paper.id, tenGoc=name)


async def keep(visit: Visit) -> Response:
    """Puts it into the wallet, under a name without dots."""
    account, world = citizen(visit), visit.world
    paper = world.uploads.get(str(visit.body.get("fileId", "")))
    name = str(visit.body.get("tenTaiLieu", "")).strip()
    if paper is None or paper.row != account.username:
        return visit.json(400, message=LOST)
    if not name or "." in name or len(name) > LONGEST_NAME:
        return visit.json(422, message=BAD_NAME)
    world.uploads[paper.id] = replace(paper, shown=name)
    late = world.faults.any_of(UploadLate, UPLOAD)
    cut = world.faults.any_of(UploadNameCut, UPLOAD)
    shown = cut.cut(name) if cut else name
    return visit.json(taiLieuId=paper.id, ten=shown, after_s=late.number if late else 0)

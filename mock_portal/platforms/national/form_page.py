"""The page `nop-ho-so`: what its scripts ask for before anything is filed."""

from __future__ import annotations

import hashlib
import json
import secrets

from starlette.responses import Response

from ...faults.form import Version2
from ...faults.papers import UploadHalf, UploadLate, UploadNameCut
from ...filetypes import is_what_it_says
from ...people import Account
from ...records import Paper
from ...steps import AGENCY, UPLOAD
from ...uploads import WRONG_TYPE
from ...visits import Visit
from .catalogue import Agency, agency_by_id, opened
from .declarations import Declaration, by_id, next_version
from .drifting import drifts
from .envelope import refused, told
from .population import facts_of
from .survey_model import Names, model_of, rules_of
from .vneid_modals import citizen, signed_in

MAX_BYTES = 2 * 1024 * 1024
TOO_BIG = "Vui lòng chọn tệp nhỏ hơn 2MB!"
NAME_LETTERS = 50


async def show(visit: Visit) -> Response:
    """The shell; whoever is not signed in finds the first modal over it."""
    query = visit.query
    made = opened(visit, query.get("formalityId") or query.get("formalityCaseId", ""))
    if made is None:
        return visit.not_found()
    agency = agency_by_id(query.get("departmentId", ""))
    if signed_in(visit) is None and not visit.session.username:
        wanted = f"{visit.path}?{visit.request.url.query}"
        return visit.page("sign_in.html", target=wanted)
    return visit.page("nop_ho_so.html", made=made, procedure=made.procedure, agency=agency)


async def model(visit: Visit) -> Response:
    """The survey of a case and its version; for who is signed in, what the page does with it."""
    made = by_id(str(visit.body.get("id", "")))
    if made is None:
        return refused(404, "NOT_FOUND", "Không tìm thấy biểu mẫu")
    if visit.world.faults.any_of(Version2, AGENCY):
        made = next_version(made)
    made = drifts(visit.world).form(made)
    told_to_all = {
        "formJson": json.dumps(model_of(made, visit.world.drawn), ensure_ascii=False),
        "version": made.version,
    }
    account = signed_in(visit)
    if account is None:
        return told(told_to_all)
    drawn, agency = visit.world.drawn, agency_by_id(str(visit.body.get("departmentId", "")))
    return told(
        told_to_all
        | {
            "data": _prefilled(made, Names(drawn, made), account, agency),
            "rules": rules_of(made, drawn),
            "submitter": facts_of(account),
            "papers": list(made.papers),
            "manners": visit.world.faults.manners(visit.step),
        }
    )


def _prefilled(
    made: Declaration, names: Names, account: Account, agency: Agency | None
) -> dict[str, str]:
    """The submitter's block, which is nobody's to change."""
    return {
        names.of[one.name]: text
        for one in made.questions.values()
        if one.account and (text := submitted(one.account, account, agency))
    }


def submitted(fact: str, account: Account, agency: Agency | None) -> str:
    """A fact of the account, or the agency that was chosen."""
    if fact == "agency":
        return agency.name if agency else ""
    return account.fact(fact)


async def upload(visit: Visit) -> Response:
    """One file, which belongs to a dossier only when that is filed or kept."""
    account = citizen(visit)
    failed = await visit.world.faults.at("on_upload", visit)
    if failed is not None:
        return failed
    if len(visit.files) != 1:
        return refused(400, "INVALID", "Không tải được tệp")
    [file] = visit.files
    name, content = file.filename or "", await file.read()
    if len(content) > MAX_BYTES:
        return refused(400, "FILE_TOO_LARGE", TOO_BIG)
    if not is_what_it_says(name, content):
        return refused(400, "FILE_TYPE", WRONG_TYPE)
    world = visit.world
    if world.faults.any_of(UploadHalf, UPLOAD):
        content = content[: len(content) // 2]
    cut = world.faults.any_of(UploadNameCut, UPLOAD)
    paper = Paper(
        id=secrets.token_hex(8),
        row=account.username,
        file_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    world.uploads[paper.id] = paper
    late = world.faults.any_of(UploadLate, UPLOAD)
    shown = cut.cut(name) if cut else _cut(name)
    return told({"fileId": paper.id, "name": shown, "after_s": late.number if late else None})


def _cut(name: str) -> str:
    return name if len(name) <= NAME_LETTERS else f"{name[:NAME_LETTERS]}…"

"""The e-form's own pages: asked from a frame of another origin, known by the ticket alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ...drafting import NOT_IN_POPULATION
from ...faults.form import PopulationMismatch
from ...faults.moj import UnseenList
from ...frames import OpenForm
from ...people import Account, Session
from ...visits import EXPIRED, Halt, Visit
from ...world import World
from ..national.places_lists import late, told_units
from ..national.population import facts_of
from .eforms import (
    LISTS,
    PROVINCES,
    REQUESTER,
    UNSEEN,
    VIETNAM,
    WARDS,
    EForm,
    Question,
    choices_of,
    declarations,
)

FORM = "to-khai"
OTHER_VERSION = "Biểu mẫu đã có phiên bản khác, vui lòng tải lại trang"
SAVED = "Lưu tờ khai thành công"


def session_of(world: World, request: Request) -> Session:
    """Whose the form is; of an unknown ticket, nobody's."""
    found = world.frames.get(request.query_params.get("phieu", ""))
    known = found and world.session(found.session.id)
    return known or Session("", world.clock.now())


def _open(visit: Visit) -> tuple[OpenForm, EForm, Account]:
    found = visit.world.frames.get(visit.query.get("phieu", ""))
    if found is None or visit.account is None:
        raise Halt(visit.json(401, message=EXPIRED))
    made = next(one for one in declarations().values() if one.slug == found.draft.slug)
    return found, next(one for one in made.eforms if one.id == found.form), visit.account


async def show(visit: Visit) -> Response:
    """The shell of the form."""
    if visit.query.get("phieu", "") not in visit.world.frames:
        return visit.not_found()
    return visit.page("eform.html", id=visit.request.path_params["id"])


async def call(visit: Visit) -> Response:
    """What the form asks for: itself with what is known of the account, or one of its lists."""
    found, form, account = _open(visit)
    asked = str(visit.body.get("apiId", ""))
    if asked == FORM:
        facts = _facts(account)
        stored = answers_of(found, form)
        return visit.json(
            form=form.described(),
            answers=stored or _prefilled(form, facts, account.sex),
            account=facts,
            manners=visit.world.faults.manners(visit.step),
        )
    if asked in (PROVINCES, WARDS):
        await late(visit)
        found_units = choices_of(asked, str(visit.body.get("giaTri", "")))
        return visit.json(options=told_units(visit, found_units))
    if asked not in LISTS:
        return visit.json(404, message="Không tìm thấy danh mục")
    options = choices_of(asked)
    otherwise = asked in UNSEEN and visit.world.faults.any_of(UnseenList, visit.step)
    return visit.json(options=otherwise.instead_of(options) if otherwise else options)


def _facts(account: Account) -> dict[str, str]:
    facts = facts_of(account)
    # As it stands in a box of letters.
    day = "/".join(reversed(facts["birth_date"].split("-")))
    return facts | {"birth_day": day, "phone": account.phone, "email": account.email}


def _prefilled(form: EForm, facts: Mapping[str, str], sex: str) -> dict[str, str]:
    """What is known of the account: of the requester, or of the party whose account it is."""
    made: dict[str, str] = {}
    for section in form.sections:
        if section.holder in (REQUESTER, sex):
            made |= {q.key: facts[q.fact] for q in section.questions if q.fact}
    return made


def answers_of(found: OpenForm, form: EForm) -> dict[str, str]:
    """What was stored of one form."""
    begins = f"{form.id}/"
    values = found.draft.values
    return {k.removeprefix(begins): v for k, v in values.items() if k.startswith(begins)}


async def save(visit: Visit) -> Response:
    """Keeps the declaration, and gives it back as it is kept; or says at which boxes it is not."""
    found, form, _ = _open(visit)
    sent = visit.body.get("toKhai")
    questions = {one.key: one for one in form.questions}
    if not isinstance(sent, dict) or not all(
        key in questions and isinstance(value, str) for key, value in sent.items()
    ):
        return visit.json(400, message=OTHER_VERSION)
    if wrong := _wrong(questions, sent):
        return visit.json(422, message="Vui lòng kiểm tra lại tờ khai", fields=wrong)
    if visit.world.faults.any_of(PopulationMismatch, visit.step):
        return visit.json(422, message=NOT_IN_POPULATION, fields={})
    kept = {k: v for k, v in sent.items() if v and questions[k].is_shown(sent)}
    draft, begins = found.draft, f"{form.id}/"
    draft.values = {k: v for k, v in draft.values.items() if not k.startswith(begins)}
    draft.values |= {f"{begins}{key}": value for key, value in kept.items()}
    visit.world.save_draft(draft)
    return visit.json(message=SAVED, answers=kept)


def _wrong(questions: Mapping[str, Question], sent: Mapping[str, Any]) -> dict[str, str]:
    shown = [one for one in questions.values() if one.is_shown(sent)]
    found = ((one.key, _refusal(one, sent.get(one.key, "").strip(), sent)) for one in shown)
    return {key: words for key, words in found if words}


def _refusal(one: Question, value: str, sent: Mapping[str, str]) -> str:
    """Words about one answer; freely chosen."""
    if not value:
        return f"Vui lòng nhập {one.title}" if one.required else ""
    match one.type:
        case "text":
            return ""
        case "number":
            return "" if value.isascii() and value.isdigit() else f"{one.title} phải là số"
        case "date" | "date_text":
            whole = one.type == "date" or value.count("-") == len(("month", "day"))
            return "" if not whole or _is_date(value) else f"{one.title} không đúng"
        case _:
            known = one.text_of(value, sent) is not None or value == VIETNAM
            return "" if known else f"{one.title}: lựa chọn không hợp lệ"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

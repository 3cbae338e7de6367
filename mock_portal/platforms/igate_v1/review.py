"""The review page, its captcha, and the ways off it."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from ...captcha import picture
from ...faults.commit import DraftPressed
from ...records import Draft
from ...world import World
from .blocks import page_sections
from .controls import procedure_of
from .fee import delivery_entry, fee_context
from .papers import require_step, row_name
from .storing import store
from .web import Visit

# How long a right captcha lets the dossier through.
CAPTCHA_GOOD_FOR = timedelta(minutes=2)


async def show_review(visit: Visit) -> Response:
    draft = visit.draft()
    require_step(visit, draft, "fee", "nhap-le-phi-ho-so")
    procedure = procedure_of(draft)
    if not draft.numbers and visit.world.faults.any_of(DraftPressed, visit.step):
        store(visit.world, visit.citizen, draft)
    return visit.page(
        "review.html",
        **fee_context(visit, draft),
        sections=page_sections(procedure),
        values=draft.values,
        way=delivery_entry(draft),
        papers=[(row_name(procedure, draft, p.row), p) for p in draft.papers],
        captcha=visit.world.captchas.make(visit.world.clock.now()),
        at_step=2,
    )


async def captcha_image(visit: Visit) -> Response:
    captcha = visit.world.captchas.get(visit.request.path_params["id"])
    if captcha is None:
        return visit.not_found()
    return Response(picture(captcha), media_type="image/png", headers={"Cache-Control": "no-store"})


async def new_captcha(visit: Visit) -> Response:
    captcha = visit.world.captchas.make(visit.world.clock.now())
    return visit.json(id=captcha.id)


async def check_captcha(visit: Visit) -> Response:
    """Asked by the page before it posts the dossier; a wrong answer brings a new picture."""
    draft, world = visit.draft(), visit.world
    now, key = world.clock.now(), visit.text("captchaId")
    if key == draft.captcha_id and captcha_is_good(world, draft):
        return visit.json(ok=True)
    refusal = world.captcha_refusal(visit.step, key, visit.text("maXacNhan"))
    if refusal is None:
        draft.captcha_id, draft.captcha_right_at = key, now
        return visit.json(ok=True)
    return visit.json(ok=False, message=refusal, id=world.captchas.make(now).id)


def captcha_is_good(world: World, draft: Draft) -> bool:
    right_at = draft.captcha_right_at
    return right_at is not None and world.clock.now() - right_at <= CAPTCHA_GOOD_FOR


async def keep_for_later(visit: Visit) -> Response:
    """The draft is kept anyway; this says so and leaves."""
    visit.draft()
    visit.flash("success", "Lưu hồ sơ thành công")
    return visit.go("/ca-nhan/quan-ly-ho-so")


async def cancel(visit: Visit) -> Response:
    draft = visit.draft()
    draft.cancelled = True
    visit.world.save_draft(draft)
    visit.flash("success", "Đã hủy hồ sơ")
    return visit.go("/ca-nhan/quan-ly-ho-so")

"""The captcha: its picture, another one, and what a script of the page asks before it sends."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from .. import committing
from ..captcha import picture
from ..visits import Visit


async def captcha_image(visit: Visit) -> Response:
    captcha = visit.world.captchas.get(visit.request.path_params["id"])
    if captcha is None:
        return visit.not_found()
    return Response(picture(captcha), media_type="image/png", headers={"Cache-Control": "no-store"})


async def new_captcha(visit: Visit) -> Response:
    captcha = visit.world.captchas.make(visit.world.clock.now())
    return visit.json(id=captcha.id)


async def check_captcha(visit: Visit) -> Response:
    return JSONResponse(committing.check_captcha(visit))

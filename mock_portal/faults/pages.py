"""Faults that any page may have."""

from __future__ import annotations

import asyncio
import math
import random
import time

from starlette.responses import PlainTextResponse, Response

from ..steps import AGENCY, FEE, FORM, PAPERS, RECORD, REVIEW, SENDING, STEPS
from .base import Call, Fault, Order, UnknownFault


class Maintenance(Fault):
    """Answers 503 “Hệ thống đang bảo trì. Vui lòng thử lại sau”, with nothing done."""

    name = "maintenance"

    async def on_request(self, call: Call) -> Response | None:
        return call.maintenance()


class BlankPage(Fault):
    """Answers 200 with no body at all, with nothing done."""

    name = "blank_page"

    async def on_request(self, call: Call) -> Response | None:
        return Response(b"", 200, media_type="text/html", headers={"Cache-Control": "no-store"})


class Error500(Fault):
    """Answers 500, with nothing done (at one step, or on any page)."""

    name, choices, arg_is_step = "error_500", STEPS, True

    async def on_request(self, call: Call) -> Response | None:
        return PlainTextResponse("Internal Server Error", status_code=500)


class TooManyRequests(Fault):
    """Answers 429 with Retry-After, then to everything until that many seconds have passed."""

    name, default, numeric, once = "too_many_requests", "1", True, True

    def __init__(self, order: Order, rng: random.Random) -> None:
        super().__init__(order, rng)
        self._until = 0.0

    def strikes(self, step: str) -> bool:
        closed = time.monotonic() < self._until and self.step in (None, step)
        if not closed and not super().strikes(step):
            return False
        if not closed:
            self._until = time.monotonic() + self.number
        return True

    async def on_request(self, call: Call) -> Response | None:
        wait = max(0, math.ceil(self._until - time.monotonic()))
        text = "429 Too Many Requests"
        return PlainTextResponse(text, status_code=429, headers={"Retry-After": str(wait)})


class AnswerAfter(Fault):
    """Does its work at once, but answers so many seconds later."""

    name, default, numeric = "answer_after", "1", True

    async def on_answer(self, call: Call) -> Response | None:
        await asyncio.sleep(self.number)
        return None


class SessionExpires(Fault):
    """Ends the session when a step is sent, or, where nothing is sent or with `open_`, opened."""

    name, default, once = "session_expires", FORM, True
    choices = (*STEPS, *(f"open_{step}" for step in (AGENCY, FORM, PAPERS, FEE)))

    def __init__(self, order: Order, rng: random.Random) -> None:
        arg = order.arg or order.step
        order = Order(order.name, arg, order.times, order.probability)
        super().__init__(order, rng)
        self._on_sending = self.arg in SENDING
        self.step = (self.arg or FORM).removeprefix("open_")

    def applies(self, call: Call) -> bool:
        return call.sending == self._on_sending

    async def on_request(self, call: Call) -> Response | None:
        return call.expire()


class PageFrozen(Fault):
    """Freezes a page of the dossier for so many seconds as soon as it has loaded."""

    name, default, numeric, manner = "page_frozen", "3", True, "page_frozen"
    where = (AGENCY, FORM, PAPERS, FEE, REVIEW)


class LateScripts(Fault):
    """Keeps the buttons of a page of the dossier disabled for so many seconds."""

    name, default, numeric, manner = "late_scripts", "2", True, "late_scripts"
    where = (AGENCY, FORM, PAPERS, FEE, REVIEW)


class ToastShort(Fault):
    """Lets messages vanish after so many seconds, instead of 4."""

    name, default, numeric, manner = "toast_short", "0.3", True, "toast_short"


class ValuesElsewhere(Fault):
    """Sends what stands on a page to another origin: `localhost`, or with `@PORT` that port."""

    name, manner, where = "values_elsewhere", "values_elsewhere", (FORM, REVIEW, RECORD)
    default = "fetch"
    choices = ("fetch", "beacon", "form", "frame", "picture", "socket", "worker", "link")

    def _checked(self, arg: str | None) -> str | None:
        how, _, port = (arg or "").partition("@")
        if port and not port.isdecimal():
            raise UnknownFault(f"{self.name}: “{port}” không phải số cổng")
        super()._checked(how)
        return arg

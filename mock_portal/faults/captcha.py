"""Faults of the captcha."""

from __future__ import annotations

from ..steps import CAPTCHA, COMMIT, SIGN_IN
from .base import Fault


class CaptchaWrong(Fault):
    """Refuses a right answer: “Mã xác nhận không đúng”, and a new picture."""

    name, once, where = "captcha_wrong", True, (CAPTCHA, COMMIT, SIGN_IN)


class CaptchaExpires(Fault):
    """Lets a right answer come too late: “Mã xác nhận đã hết hiệu lực”, and a new picture."""

    name, once, where = "captcha_expires", True, (CAPTCHA, COMMIT, SIGN_IN)

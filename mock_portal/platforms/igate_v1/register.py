"""Opening an account: personal data, a code by SMS or e-mail, a password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from ...blocks import blocks
from ...drawing import default_values
from ...people import Account
from ...validation import Errors, check
from ...values import parsed_date, read_posted
from ...visits import Halt, Visit
from ...world import World
from .places import REGISTERING

OTP_LIFETIME = timedelta(minutes=2)
OTP_ATTEMPTS = 3
PASSWORD_RULES = (
    "Từ 8 đến 32 ký tự",
    "Có chữ hoa và chữ thường",
    "Có ít nhất một chữ số",
    "Có ít nhất một ký tự đặc biệt, ví dụ - _ @ ! #",
)
TAKEN = "Tài khoản này đã tồn tại trên Cổng"


@dataclass(slots=True)
class Registration:
    """One visitor's way to an account; it lives in the session."""

    values: dict[str, str] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)
    otp: str = ""
    sent_at: datetime | None = None
    attempts: int = 0
    proved: bool = False

    @property
    def username(self) -> str:
        by_phone = self.values.get("hinhThucDangKy") != "email"
        return self.values["soDienThoai" if by_phone else "email"]


def _pending(visit: Visit) -> Registration:
    pending = visit.session.registration
    if not isinstance(pending, Registration) or not pending.otp:
        raise Halt(visit.go("/dang-ky"))
    return pending


async def show_form(visit: Visit) -> Response:
    form, kept = blocks(REGISTERING), visit.session.registration
    pending = kept if isinstance(kept, Registration) else Registration()
    errors, pending.errors = pending.errors, {}
    defaults = default_values(form.sections)
    return visit.page(
        "register.html",
        sections=form.sections,
        values=pending.values or defaults,
        defaults=defaults,
        errors=errors,
        captcha=visit.world.captchas.make(visit.world.clock.now()),
        at_step=0,
    )


async def send_form(visit: Visit) -> Response:
    form, world = blocks(REGISTERING), visit.world
    pending = Registration(read_posted(form.fields.values(), visit.posted, world.drawn))
    visit.session.registration = pending
    pending.errors = check(form.sections, pending.values, world.clock.now().date())
    if not pending.errors and _taken(world, pending):
        pending.errors["soCmnd"] = TAKEN
    key, text = visit.text("captchaId"), visit.text("maXacNhan")
    if refusal := world.captcha_refusal(visit.step, key, text):
        pending.errors["maXacNhan"] = refusal
    if pending.errors:
        for words in list(pending.errors.values())[:1]:
            visit.flash("error", words)
        return visit.go("/dang-ky")
    _send_otp(visit, pending)
    return visit.go("/dang-ky/xac-thuc")


def _taken(world: World, pending: Registration) -> bool:
    """One person has one account; so has one telephone."""
    claimed = {pending.values["soCmnd"], pending.values["soDienThoai"], pending.username}
    known = world.accounts.values()
    return any(claimed & {one.citizen_id, one.phone, one.username} for one in known)


def _send_otp(visit: Visit, pending: Registration) -> None:
    world = visit.world
    pending.otp = f"{world.rng.randrange(10**6):06d}"
    pending.sent_at, pending.attempts = world.clock.now(), 0
    channel = "email" if pending.values.get("hinhThucDangKy") == "email" else "sms"
    words = f"[THỬ NGHIỆM] Mã OTP đăng ký tài khoản: {pending.otp}. Có hiệu lực trong 2 phút."
    world.send(pending.username, channel, words)


async def show_otp(visit: Visit) -> Response:
    pending = _pending(visit)
    return visit.page("otp.html", sent_to=_masked(pending.username), at_step=0)


def _masked(address: str) -> str:
    return address[:3] + "*" * max(0, len(address) - 6) + address[-3:]


async def check_otp(visit: Visit) -> Response:
    pending = _pending(visit)
    sent_at = pending.sent_at
    if sent_at is None or visit.world.clock.now() - sent_at > OTP_LIFETIME:
        visit.flash("error", "Mã OTP đã hết hiệu lực, vui lòng gửi lại mã")
        return visit.go("/dang-ky/xac-thuc")
    if pending.attempts >= OTP_ATTEMPTS:
        visit.flash("error", "Đã nhập sai quá 3 lần, vui lòng gửi lại mã")
        return visit.go("/dang-ky/xac-thuc")
    if visit.said("maOtp").strip() != pending.otp:
        pending.attempts += 1
        visit.flash("error", "Mã OTP không đúng")
        return visit.go("/dang-ky/xac-thuc")
    pending.proved = True
    return visit.go("/dang-ky/mat-khau")


async def send_otp_again(visit: Visit) -> Response:
    _send_otp(visit, _pending(visit))
    visit.flash("success", "Đã gửi lại mã OTP")
    return visit.go("/dang-ky/xac-thuc")


async def show_password(visit: Visit) -> Response:
    _proved(visit)
    return visit.page("password.html", rules=PASSWORD_RULES, at_step=0)


def _proved(visit: Visit) -> Registration:
    pending = _pending(visit)
    if not pending.proved:
        raise Halt(visit.go("/dang-ky/xac-thuc"))
    return pending


async def set_password(visit: Visit) -> Response:
    pending, password = _proved(visit), visit.said("matKhau")
    fault = _password_fault(password, visit.said("nhapLaiMatKhau"))
    if fault is None and _taken(visit.world, pending):
        fault = TAKEN
    if fault:
        visit.flash("error", fault)
        return visit.go("/dang-ky/mat-khau")
    account = _account(pending)
    account.set_password(password)
    visit.world.add_account(account)
    visit.session.registration = None
    visit.flash("success", "Đăng ký tài khoản thành công, vui lòng đăng nhập")
    return visit.go("/dang-nhap")


def _password_fault(password: str, again: str) -> str | None:
    kept = (
        8 <= len(password) <= 32,
        re.search(r"[A-Z]", password) and re.search(r"[a-z]", password),
        re.search(r"\d", password),
        re.search(r"[^\w\s]|_", password),
    )
    for rule, satisfied in zip(PASSWORD_RULES, kept, strict=True):
        if not satisfied:
            return f"Mật khẩu chưa đúng quy tắc: {rule}"
    return None if password == again else "Mật khẩu nhập lại không khớp"


def _account(pending: Registration) -> Account:
    values = pending.values
    born = parsed_date(values["ngaySinh"])
    facts: dict[str, Any] = {
        "full_name": values["hoTen"],
        "sex": values["gioiTinh"],
        "birth_date": born.isoformat() if born else "",
        "citizen_id": values["soCmnd"],
        "phone": values["soDienThoai"],
        "email": values.get("email", ""),
        "detail": values["diaChi_detail"],
    }
    levels = ("province", "district", "commune")
    province, district, commune = (values[f"diaChi_{level}"] for level in levels)
    return Account(username=pending.username, residence=(province, district, commune), **facts)

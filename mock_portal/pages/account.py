"""Signing in and out."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from ..visits import Visit

WRONG_BEFORE_CAPTCHA = 3


async def show_sign_in(visit: Visit) -> Response:
    if visit.account is not None:
        return RedirectResponse(_target(visit.query.get("tiep", "")), status_code=303)
    return _sign_in_page(visit, "", visit.query.get("tiep", ""))


async def sign_in(visit: Visit) -> Response:
    world, session = visit.world, visit.session
    username = visit.said("tenDangNhap").strip()
    if session.failed_sign_ins >= WRONG_BEFORE_CAPTCHA:
        key, text = visit.text("captchaId"), visit.text("maXacNhan")
        if refusal := world.captcha_refusal(visit.step, key, text):
            visit.flash("error", refusal)
            return _sign_in_page(visit, username, visit.text("tiep"))
    account = world.accounts.get(username)
    if account is None or not account.accepts(visit.said("matKhau")):
        session.failed_sign_ins += 1
        visit.flash("error", "Tên đăng nhập hoặc mật khẩu không đúng")
        return _sign_in_page(visit, username, visit.text("tiep"))
    return _signed_in(visit, account.username)


def _signed_in(visit: Visit, username: str) -> Response:
    """A new session, so that a cookie known before signing in is worth nothing."""
    visit.world.sessions.pop(visit.session.id, None)
    visit.session = visit.world.open_session()
    visit.session.username = username
    visit.fresh_cookie = True
    return RedirectResponse(_target(visit.text("tiep")), status_code=303)


def _sign_in_page(visit: Visit, username: str, target: str) -> Response:
    asked = visit.session.failed_sign_ins >= WRONG_BEFORE_CAPTCHA
    captcha = visit.world.captchas.make(visit.world.clock.now()) if asked else None
    return visit.page("sign_in.html", username=username, target=target, captcha=captcha, at_step=0)


def _target(address: str) -> str:
    """Back to where the visitor wanted to go, but only on this portal."""
    return address if address.startswith("/") and not address.startswith("//") else "/"


async def sign_out(visit: Visit) -> Response:
    visit.world.sessions.pop(visit.session.id, None)
    visit.session = visit.world.open_session()
    visit.fresh_cookie = True
    visit.flash("success", "Bạn đã đăng xuất")
    return RedirectResponse(f"{visit.site.prefix}/dang-nhap", status_code=303)

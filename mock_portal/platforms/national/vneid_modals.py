"""What the modals of the sign-in ask for and send."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.responses import Response

from ...dice import dice
from ...faults.national import ReturnTo
from ...people import Account
from ...visits import Halt, Visit
from ...vneid import DOSSIER, PROCEDURE, QR, RETURNS, SignIn
from ...world import World
from .places import FORM, SEARCH

UNKNOWN = "Số định danh cá nhân hoặc mật khẩu không đúng"
NUMBER = "number"


async def show(visit: Visit) -> Response:
    """The home page with the first modal open, for whoever is sent to sign in."""
    if signed_in(visit) is not None:
        return visit.go("/")
    return visit.page("sign_in.html", target=_own(visit.query.get("tiep", "/")))


async def begin(visit: Visit) -> Response:
    """A new sign-in of this visitor, with a QR picture of its own."""
    world = visit.world
    made = SignIn(visit.session, _own(visit.text("tiep")), _return_of(visit))
    world.sign_ins[made.id] = made
    visit.session.sign_in = made.id
    return visit.json(id=made.id, step=made.step)


def _return_of(visit: Visit) -> str:
    world = visit.world
    if fault := world.faults.any_of(ReturnTo, visit.step):
        return str(fault.arg)
    return dice(f"{world.settings.seed}:{len(world.sign_ins)}").choice(RETURNS)


async def state(visit: Visit) -> Response:
    """Asked again and again by the page, since the person may act on the telephone."""
    made = _running(visit)
    name = made.account.full_name if made.account and visit.session.username else ""
    return visit.json(step=made.step, name=name, address=_back_to(made))


async def answer(visit: Visit) -> Response:
    """What was said in the modal that is open."""
    made, step, said = _running(visit), visit.text("step"), visit.text("said")
    if step == NUMBER:
        account = by_number(visit.world, said)
        if made.step != QR or account is None or not account.accepts(visit.text("password")):
            return visit.json(422, message=UNKNOWN)
        meet(visit.world, made, account, NUMBER)
    elif words := made.answer(step, said):
        return visit.json(422, message=words)
    return await state(visit)


def meet(world: World, made: SignIn, account: Account, how: str) -> None:
    """It is known who signs in: a code goes to their telephone."""
    made.known(account, how)
    world.send(account.phone, "sms", f"[THỬ NGHIỆM] Mã xác nhận đăng nhập: {made.otp}")


def by_number(world: World, number: str) -> Account | None:
    found = (one for one in world.accounts.values() if one.citizen_id == number.strip())
    return next(found, None)


def _running(visit: Visit) -> SignIn:
    made = visit.world.sign_ins.get(visit.request.path_params["id"])
    if made is None or made.session is not visit.session:
        raise Halt(visit.not_found())
    return made


def signed_in(visit: Visit) -> Account | None:
    """Who has passed all modals: the name may stand in the header before."""
    return None if visit.session.sign_in else visit.account


def citizen(visit: Visit) -> Account:
    """The same; whoever is not is sent to the modals."""
    account = signed_in(visit)
    if account is None:
        raise Halt(visit.sign_in_again())
    return account


def _back_to(made: SignIn) -> str:
    """Where one comes back to: the dossier, or the procedure with or without its agency."""
    address = urlsplit(made.wanted)
    asked = {name: texts[0] for name, texts in parse_qs(address.query).items()}
    if address.path != FORM or "formalityId" not in asked or made.returns == DOSSIER:
        return made.wanted
    page = f"{SEARCH}?formalityId={asked['formalityId']}"
    if made.returns == PROCEDURE and "departmentId" in asked:
        return f"{page}&departmentId={asked['departmentId']}"
    return page


def _own(address: str) -> str:
    """Only on this portal."""
    return address if address.startswith("/") and not address.startswith("//") else "/"

"""The wizard of the Ministry of Justice, as captures and public code of 2026 show it.

Four steps at one address; the declaration is an e-form in a frame of another origin.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ...pages import account, desk, following, personal
from ...visits import DESK, Handler, Visit, endpoint
from ...world import World
from ..national import after, vneid_modals
from . import catalogue, filing, frame, wallet, wizard
from .places import (
    BEGIN,
    CALL,
    COMMIT,
    EFORM,
    LIST,
    OWN,
    RESULT,
    SAVE,
    SITE,
    SUPPLEMENT,
    UPLOAD,
    WALLET,
    WARDS,
    WIZARD,
)

__all__ = ["routes"]

_GET: dict[str, Handler] = {
    "/": catalogue.show_list,
    LIST: catalogue.show_list,
    WIZARD: wizard.show,
    RESULT: after.show_result,
    "/dang-nhap": vneid_modals.show,
    "/vneid/{id}": vneid_modals.state,
    "/ca-nhan/quan-ly-ho-so": personal.show_list,
    OWN: personal.show_record,
    f"{OWN}/giay-tiep-nhan": personal.receipt,
    f"{OWN}/tep/{{id}}": personal.scan,
    SUPPLEMENT: following.show_supplement,
    f"{OWN}/rut": following.show_withdrawal,
    f"{OWN}/phieu/{{letter}}": following.letter,
    f"{OWN}/ket-qua": following.result,
    f"{DESK}/dang-nhap": desk.show_sign_in,
    DESK: desk.show_list,
    f"{DESK}/ho-so/{{number}}": desk.show_record,
    f"{DESK}/ho-so/{{number}}/ket-qua": desk.result,
}
_POST: dict[str, Handler] = {
    "/vneid": vneid_modals.begin,
    "/vneid/{id}": vneid_modals.answer,
    "/dang-xuat": account.sign_out,
    UPLOAD: wallet.upload,
    SUPPLEMENT: following.send_supplement,
    f"{OWN}/rut": following.withdraw,
    f"{DESK}/dang-nhap": desk.sign_in,
    f"{DESK}/dang-xuat": desk.sign_out,
    f"{DESK}/ho-so/{{number}}/{{work}}": desk.work,
}
_JSON: dict[str, Handler] = {
    BEGIN: wizard.begin,
    WALLET: wallet.keep,
    COMMIT: filing.send,
}
_FRAME: dict[str, Handler] = {CALL: frame.call, SAVE: frame.save}


def routes(world: World) -> Sequence[BaseRoute]:
    """All pages of the platform, and those of the forms in their frame."""

    async def anything_else(visit: Visit) -> Response:
        return visit.not_found()

    made: list[BaseRoute] = []
    for methods, table in ((["GET"], _GET), (["POST"], _POST)):
        made += [Route(p, endpoint(SITE, world, h, p), methods=methods) for p, h in table.items()]
    for path, handler in _JSON.items():
        answer = endpoint(SITE, world, handler, path, takes_json=True)
        made.append(Route(path, answer, methods=["POST"]))
    for path, handler in _FRAME.items():
        answer = endpoint(
            SITE, world, handler, path, takes_json=True, reads=True, whose=frame.session_of
        )
        made.append(Route(path, answer, methods=["POST"]))
    wards = endpoint(SITE, world, catalogue.wards, WARDS, takes_json=True, reads=True)
    shell = endpoint(SITE, world, frame.show, EFORM, whose=frame.session_of)
    made += [
        Route(WARDS, wards, methods=["POST"]),
        Route(EFORM, shell),
        Route("/static/{name}", SITE.static),
        Route("/{rest:path}", endpoint(SITE, world, anything_else)),
    ]
    return made

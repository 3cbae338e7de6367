"""The addresses of the ministry's wizard, and which step of a dossier's way each belongs to."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request

from ... import steps
from ...blocks import Blocks
from ...sites import Site
from ...units import OF_2025
from ...visits import OFFICE_STEPS
from ..national.confirming import state_of
from ..national.places import HERE as NATIONAL

HERE = Path(__file__).parent
LIST = "/danh-sach-thu-tuc"
WIZARD = "/nop-ho-so/{number}"
BEGIN = "/api/HoSo/thong-tin-chung"
UPLOAD = "/api/File/upload"
WALLET = "/api/File/cap-nhat-tai-lieu-ca-nhan"
WARDS = "/api/DanhMuc/phuong-xa"
COMMIT = "/api/HoSo/gui-ho-so"
RESULT = "/ket-qua-nop-ho-so/{id}"
EFORM = "/e-form/{id}"
CALL = "/api/eform-service/api/call-api"
SAVE = "/api/eform-service/api/luu-to-khai"
OWN = "/ca-nhan/ho-so/{number}"
SUPPLEMENT = f"{OWN}/bo-sung"

STEP_AT: dict[str, str] = {
    "/dang-nhap": steps.SIGN_IN,
    "/vneid": steps.SIGN_IN,
    "/vneid/{id}": steps.SIGN_IN,
    LIST: steps.AGENCY,
    WIZARD: steps.AGENCY,
    BEGIN: steps.AGENCY,
    EFORM: steps.FORM,
    CALL: steps.FORM,
    SAVE: steps.FORM,
    UPLOAD: steps.UPLOAD,
    WALLET: steps.PAPERS,
    WARDS: steps.FEE,
    COMMIT: steps.COMMIT,
    "/ca-nhan/quan-ly-ho-so": steps.LIST,
    OWN: steps.RECORD,
    RESULT: steps.RECORD,
    f"{OWN}/giay-tiep-nhan": steps.RECORD,
    f"{OWN}/tep/{{id}}": steps.RECORD,
    f"{OWN}/phieu/{{letter}}": steps.RECORD,
    f"{OWN}/ket-qua": steps.RECORD,
    **OFFICE_STEPS,
}


def step_of(request: Request, place: str) -> str:
    """The step of a request at a place; what is added to a dossier is sent once for good, too."""
    if place == SUPPLEMENT and request.method == "POST":
        return steps.COMMIT
    return STEP_AT.get(place, "")


SITE = Site(
    folder=HERE,
    prefix="",
    cookie="DVCTP",
    step_of=step_of,
    province="Dịch vụ công ngành Tư pháp",
    office_code="H15",
    # Only the units of it are used: the forms are files of this platform's own.
    blocks=Blocks(HERE, owner="", owner_name="", owner_id="", subject="", tree=OF_2025),
    globals={"registers": False, "number_label": "Mã hồ sơ", "state_of": state_of},
    like=NATIONAL,
)


def twin(host: str) -> str:
    """The same mock by its other name, which a browser takes for another origin.

    Args:
        host: name and port, as the browser asked for the page.

    On a name that is neither of the two there is no other: the form is of the same origin then.
    """
    name, colon, port = host.partition(":")
    return {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}.get(name, name) + colon + port

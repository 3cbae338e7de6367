"""The addresses of the platform, and which step of a dossier's way each belongs to."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request

from ... import steps
from ...blocks import Blocks
from ...drawn_names import DrawnNames
from ...sites import Site
from ...units import OF_2025
from ...visits import OFFICE_STEPS
from .spelled import dress

HERE = Path(__file__).parent
PREFIX = "/vi"
# One address for the whole way: the office and the procedure are in its id.
APPLY = "/padsvc/apply-online/{oid}"
API = "/padsvc/api"
OWN = "/ca-nhan/ho-so/{number}"
SUPPLEMENT = f"{OWN}/bo-sung"
DAK_LAK = "66"

STEP_AT: dict[str, str] = {
    "/dang-nhap": steps.SIGN_IN,
    "/thu-tuc/{code}": steps.AGENCY,
    APPLY: steps.AGENCY,
    f"{API}/ho-so": steps.AGENCY,
    f"{API}/thong-tin": steps.FORM,
    f"{API}/danh-muc/{{list}}": steps.FORM,
    f"{API}/thanh-phan": steps.PAPERS,
    f"{API}/xoa-tep": steps.PAPERS,
    f"{API}/tai-tep": steps.UPLOAD,
    f"{API}/phi": steps.FEE,
    f"{API}/nop": steps.REVIEW,
    f"{API}/huy": steps.REVIEW,
    "/captcha": steps.CAPTCHA,
    "/captcha/{id}.png": steps.CAPTCHA,
    "/captcha/kiem-tra": steps.CAPTCHA,
    f"{API}/nop-ho-so": steps.COMMIT,
    "/ca-nhan/quan-ly-ho-so": steps.LIST,
    OWN: steps.RECORD,
    f"{OWN}/giay-tiep-nhan": steps.RECORD,
    f"{OWN}/tep/{{id}}": steps.RECORD,
    f"{OWN}/phieu/{{letter}}": steps.RECORD,
    f"{OWN}/ket-qua": steps.RECORD,
    **OFFICE_STEPS,
}


def step_of(request: Request, place: str) -> str:
    """The step of a request at a place.

    What is added to a dossier is sent once for good, as the dossier was.
    """
    if place == SUPPLEMENT and request.method == "POST":
        return steps.COMMIT
    return STEP_AT.get(place, "")


def address_of(drawn: DrawnNames, code: str, ward: str) -> str:
    """Where a procedure is applied for at an office, below the prefix."""
    return APPLY.replace("{oid}", drawn.object_id("apply", code, ward))


SITE = Site(
    folder=HERE,
    prefix=PREFIX,
    cookie="SESSION",
    step_of=step_of,
    province="tỉnh Đắk Lắk",
    office_code="H15",
    blocks=Blocks(
        HERE,
        owner="Phần II. Thông tin chủ hồ sơ",
        owner_name="ownerFullname",
        owner_id="ownerIdentityNumber",
        subject="noiDung",
        tree=OF_2025,
        dress=dress,
    ),
    globals={"registers": False, "address_of": address_of, "number_label": "Mã hồ sơ"},
)

"""The addresses of the national portal, and which step of a dossier's way each belongs to."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from starlette.requests import Request

from ... import steps
from ...blocks import Blocks
from ...sites import Site
from ...units import OF_2025
from ...visits import OFFICE_STEPS
from .confirming import state_of

HERE = Path(__file__).parent
PREFIX = ""
API = "/api/v1"
PROCEDURE = "/thu-tuc-hanh-chinh/{id}"
SEARCH = "/tim-kiem-thu-tuc-hanh-chinh"
FORM = "/nop-ho-so"
RESULT = "/ket-qua-nop-ho-so/{id}"
PAY = "/thanh-toan-truc-tuyen/{id}"
CREATE = f"{API}/submitting/create-dossier-by-citizen"
UPLOAD = f"{API}/submitting/upload-attachment-by-citizen"
AGENCIES = f"{API}/submitting/formality/list-department-url-by-citizen"
PROVINCES = f"{API}/configuring/location/province-vn"
WARDS = f"{API}/configuring/location/list-by-citizen"
CITIZEN = f"{API}/submitting/get-citizen-by-code"
MODEL = f"{API}/configuring/formality/get-formality-form-by-citizen"
RECORD = f"{API}/configuring/formality/get-formality-by-citizen"
EVERY = f"{API}/submitting/formality/list-all-formality-by-citizen"
EVERY_PUBLIC = f"{API}/submitting/formality/list-all-public-formality-by-citizen"
OWN = "/ca-nhan/ho-so/{number}"
SUPPLEMENT = f"{OWN}/bo-sung"
CONFIRM = f"{OWN}/xac-nhan"

STEP_AT: dict[str, str] = {
    "/dang-nhap": steps.SIGN_IN,
    "/vneid": steps.SIGN_IN,
    "/vneid/{id}": steps.SIGN_IN,
    PROCEDURE: steps.AGENCY,
    SEARCH: steps.AGENCY,
    AGENCIES: steps.AGENCY,
    RECORD: steps.AGENCY,
    EVERY: steps.AGENCY,
    EVERY_PUBLIC: steps.AGENCY,
    FORM: steps.FORM,
    MODEL: steps.FORM,
    PROVINCES: steps.FORM,
    WARDS: steps.FORM,
    CITIZEN: steps.FORM,
    UPLOAD: steps.UPLOAD,
    CREATE: steps.COMMIT,
    PAY: steps.FEE,
    "/tra-cuu-ho-so": steps.LIST,
    "/captcha": steps.CAPTCHA,
    "/captcha/{id}.png": steps.CAPTCHA,
    "/ca-nhan/quan-ly-ho-so": steps.LIST,
    OWN: steps.RECORD,
    RESULT: steps.RECORD,
    CONFIRM: steps.RECORD,
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


def drawn_id(begins: str, *what: str) -> str:
    """An id in the shape of uuid7, always the same for the same thing, as the portal's are."""
    digits = begins + blake2b("\n".join(what).encode(), digest_size=16).hexdigest()
    return "-".join((digits[:8], digits[8:12], f"7{digits[13:16]}", f"b{digits[17:20]}",
                     digits[20:32]))  # fmt: skip


SITE = Site(
    folder=HERE,
    prefix=PREFIX,
    cookie="DVCQG",
    step_of=step_of,
    province="Cổng Dịch vụ công quốc gia",
    office_code="G15",
    # Only the units of it are used: the forms are files of this platform's own.
    blocks=Blocks(HERE, owner="", owner_name="", owner_id="", subject="", tree=OF_2025),
    globals={"registers": False, "number_label": "Mã hồ sơ", "state_of": state_of},
)

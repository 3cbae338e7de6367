"""The addresses of the platform, and which step of a dossier's way each belongs to."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request

from ... import steps
from ...blocks import Blocks
from ...sites import Site
from ...visits import OFFICE_STEPS

HERE = Path(__file__).parent
REGISTERING = HERE / "register.toml"
PREFIX = "/dich-vu-cong"
ONLINE = "/tiep-nhan-online"
OWN = "/ca-nhan/ho-so/{number}"
SUPPLEMENT = f"{OWN}/bo-sung"
LISTS = "/model/htmloption/{list}"

# Pages that belong to no step (home, the list of procedures, registering) are left out.
STEP_AT: dict[str, str] = {
    "/dang-nhap": steps.SIGN_IN,
    "/thu-tuc/{code}": steps.AGENCY,
    f"{ONLINE}/chon-co-quan": steps.AGENCY,
    f"{ONLINE}/nhap-thong-tin-ho-so": steps.FORM,
    f"{ONLINE}/luuHoSo": steps.FORM,
    f"{ONLINE}/thanh-phan-ho-so": steps.PAPERS,
    f"{ONLINE}/xoaTep": steps.PAPERS,
    f"{ONLINE}/luuThanhPhanHoSo": steps.PAPERS,
    f"{ONLINE}/taiTep": steps.UPLOAD,
    f"{ONLINE}/nhap-le-phi-ho-so": steps.FEE,
    f"{ONLINE}/checkAnHienLePhi": steps.FEE,
    f"{ONLINE}/luuLePhiHoSo": steps.FEE,
    f"{ONLINE}/kiem-tra-ho-so": steps.REVIEW,
    f"{ONLINE}/luuNhap": steps.REVIEW,
    f"{ONLINE}/huy-ho-so": steps.REVIEW,
    "/captcha": steps.CAPTCHA,
    "/captcha/{id}.png": steps.CAPTCHA,
    "/captcha/kiem-tra": steps.CAPTCHA,
    f"{ONLINE}/nopHoSo": steps.COMMIT,
    "/ca-nhan/quan-ly-ho-so": steps.LIST,
    f"{ONLINE}/ket-qua": steps.RECORD,
    OWN: steps.RECORD,
    f"{OWN}/giay-tiep-nhan": steps.RECORD,
    f"{OWN}/tep/{{id}}": steps.RECORD,
    f"{OWN}/phieu/{{letter}}": steps.RECORD,
    f"{OWN}/ket-qua": steps.RECORD,
    **OFFICE_STEPS,
}
# The pages with lists that are loaded later.
_ASKING = {
    f"{PREFIX}{ONLINE}/chon-co-quan": steps.AGENCY,
    f"{PREFIX}{ONLINE}/nhap-le-phi-ho-so": steps.FEE,
}


def step_of(request: Request, place: str) -> str:
    """The step of a request; a list belongs to the page that asks for it, or else to the form.

    What is added to a dossier is sent once for good, as the dossier was.
    """
    if place == SUPPLEMENT and request.method == "POST":
        return steps.COMMIT
    if place != LISTS:
        return STEP_AT.get(place, "")
    asking = urlsplit(request.headers.get("referer", "")).path
    return _ASKING.get(asking, steps.FORM)


# The box "Người nộp là chủ hồ sơ" copies only part: not the address, birth date or sex.
COPIED = (
    ("CongDan_tenCongDan", "ChuHoSo_tenChuHoSo"),
    ("CongDan_soCmnd", "ChuHoSo_soCmnd"),
    ("CongDan_diDong", "ChuHoSo_diDong"),
    ("CongDan_email", "ChuHoSo_email"),
)
SITE = Site(
    folder=HERE,
    prefix=PREFIX,
    cookie="PHPSESSID",
    step_of=step_of,
    province="tỉnh Phú Yên",
    office_code="H45",
    blocks=Blocks(
        HERE,
        owner="Thông tin chủ hồ sơ",
        owner_name="ChuHoSo_tenChuHoSo",
        owner_id="ChuHoSo_soCmnd",
        subject="HoSoOnline_veViec",
    ),
    globals={
        "copied": COPIED,
        "registers": True,
        "number_label": "Số hồ sơ",
        "steps": (
            "Đăng ký/Đăng nhập",
            "Lựa chọn DVC",
            "Nộp hồ sơ trực tuyến",
            "Theo dõi kết quả",
            "Nhận kết quả",
        ),
    },
)

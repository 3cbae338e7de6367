"""The addresses of the platform, and which step of a dossier's way each belongs to."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from ... import steps

PREFIX = "/dich-vu-cong"
ONLINE = "/tiep-nhan-online"
# The office's own pages.
DESK = "/mot-cua"
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
    DESK: steps.DESK,
    f"{DESK}/ho-so/{{number}}": steps.DESK,
    f"{DESK}/ho-so/{{number}}/ket-qua": steps.DESK,
    f"{DESK}/ho-so/{{number}}/{{work}}": steps.DEED,
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

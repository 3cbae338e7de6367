"""The same birth at the national portal of 2026, by the names that its page gives its questions.

Public programs know them so: `<name>__<digits>`, of which only the digits change from version to
version. What a person answers in VNeID's modals, the mock's own API answers.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

from bench import journey

PLAIN = (
    Path(__file__).parents[1] / "fixtures" / "edition_2026" / "birth_registration" / "plain.yaml"
)
FORMALITY = "019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7"
SEARCH = f"/tim-kiem-thu-tuc-hanh-chinh?formalityId={FORMALITY}"
PROVINCE, WARD, AGENCY = "Tỉnh Đắk Lắk", "Phường Phú Yên", "UBND Phường Phú Yên"
PROVINCE_CODE, WARD_CODE = "66", "22240"
PAPER_ROW = "Giấy chứng sinh (hoặc giấy tờ thay)"
FINAL, FILED = "Lưu và nộp hồ sơ", "Nộp hồ sơ thành công"
OWN = "/ca-nhan/ho-so"

# It brings up the sections of the parents.
DRIVER = ("citizenLoaikhaisinh_NgdcKS", "Đã xác định được cả cha lẫn mẹ")
RADIOS = {
    "citizenQuanhevoinguoiduockhaisinh": "Cha",
    "citizenNoisinhnks": "Trong nước",
    "citizenQuequannks": "Trong nước",
}
SELECTS = {
    "citizenGioitinh_NgdcKS": "Nữ",
    "citizenQuoctich_NgdcKS": "Việt Nam",
    "citizenDanToc_NgdcKS": "Kinh",
    "citizenLoaiDangKy": "Đăng ký đúng hạn",
}
ADDRESSES = ("citizenNoisinhnks", "citizenQuequannks")
DATES = {"citizenNgaythangnamsinh_NgdcKS": "02/11/2026"}
# Whom the portal looks up by the three, and what it locks then.
PEOPLE = (
    {
        "citizenNDK_HoVaTen": "Trần Thị Mẫu",
        "citizenNDK_SoDinhDanh": "054192000102",
        "citizenNDK_NgaySinh": "08/07/1992",
    },
    {
        "citizenNDK_HoVaTenCha": "Nguyễn Văn Thử",
        "citizenNDK_SoDinhDanhCha": journey.CITIZEN_NUMBER,
        "citizenNDK_NgaySinhCha": "13/02/1990",
    },
)
LOCKED = ("citizenCoquancap_me", "citizenCoquancap_cha")

_direct = build_opener(ProxyHandler({}))


def texts(child: str) -> dict[str, str]:
    """The plain boxes; the child's name makes each filing another one."""
    return {
        "citizenHoVaTen_NgdcKS": child,
        "citizenNoisinhnks_ChiTiet": "Bệnh viện Ví Dụ",
        "citizenSoluongbansao": "0",
    }


def answer_vneid(address: str, sign_in: str) -> None:
    """The mock's own API in the part of the citizen with a telephone: every modal."""
    said = json.dumps({"action": "all", "username": journey.USERNAME}).encode()
    head = {"Content-Type": "application/json"}
    at = f"{address}/__mock__/vneid/{sign_in}"
    asked = Request(at, said, head)  # noqa: S310 - the mock, on this machine
    _direct.open(asked, timeout=10).close()

"""The one birth journey that every contender files, under the names of the mock's boxes.

Nothing but the standard library: every peer reads it in its own environment.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

PASSWORD = "Mat-khau-123"  # noqa: S105 - of an invented citizen of the mock
USERNAME = "nguyenvanthu"
PAPER = Path(__file__).parents[1] / "fixtures" / "papers" / "chung-sinh.pdf"
PROCEDURE = "1.001193"
COMMUNE = ("Tỉnh Phú Yên", "Thị xã Đông Hòa", "Xã Hòa Thành")

ADDRESSES = {
    "ChuHoSo_diaChi": "Thôn Ví Dụ 1",
    "requester_residence": "Thôn Ví Dụ 1",
    "child_native_place": None,
    "mother_residence": "Thôn Ví Dụ 1",
    "father_residence": "Thôn Ví Dụ 1",
}
SELECTS = {
    "ChuHoSo_ngaySinh_day": "13",
    "ChuHoSo_ngaySinh_month": "02",
    "ChuHoSo_ngaySinh_year": "1990",
    "ChuHoSo_gioiTinh": "Nam",
    "requester_id_type": "Căn cước công dân",
    "requester_relation_to_child": "Cha",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "father_ethnicity": "Kinh",
    "father_nationality": "Việt Nam",
}
RADIOS = {
    "submitter_role": "self",
    "child_gender": "nu",
    "child_birth_place_kind": "health_facility",
    "copy_request": "no",
}
DRIVER = ("parents_declared", "both")
BIRTH_DATE = "02112026"
BIRTH_DATE_IN_WORDS = "Ngày mồng hai tháng mười một năm hai nghìn không trăm hai mươi sáu"
ID_ISSUE_DATE = "10/05/2021"

_direct = build_opener(ProxyHandler({}))


def texts(child: str) -> dict[str, str]:
    """The plain boxes; the child's name makes each filing another one."""
    return {
        "ChuHoSo_tenChuHoSo": "Nguyễn Văn Thử",
        "ChuHoSo_soCmnd": "054090000101",
        "ChuHoSo_diDong": "0905000101",
        "ChuHoSo_email": "thu@vidu.example",
        "requester_full_name": "Nguyễn Văn Thử",
        "requester_id_number": "054090000101",
        "requester_id_issuer": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "child_full_name": child,
        "child_birth_date_in_words": BIRTH_DATE_IN_WORDS,
        "child_birth_place": "Bệnh viện Ví Dụ, Phường 9, Thành phố Tuy Hòa, Tỉnh Phú Yên",
        "mother_full_name": "Trần Thị Mẫu",
        "mother_birth_year": "1992",
        "father_full_name": "Nguyễn Văn Thử",
        "father_birth_year": "1990",
    }


def captcha(address: str, picture: str) -> str:
    """The mock's own API in the part of the person who reads the picture."""
    number = picture.rsplit("/", 1)[1].removesuffix(".png")
    with _direct.open(f"{address}/__mock__/captcha/{number}", timeout=10) as answer:
        return str(json.load(answer)["text"])

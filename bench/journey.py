"""The one birth journey that every contender files, by what people read on the pages.

Nothing but the standard library: every peer reads it in its own environment.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

PASSWORD = "Mat-khau-123"  # noqa: S105 - of an invented citizen of the mock
USERNAME = "nguyenvanthu"
CITIZEN_NUMBER = "054090000101"
PAPER = Path(__file__).parents[1] / "fixtures" / "papers" / "chung-sinh.pdf"
PROCEDURE = "1.001193"
COMMUNE = ("Tỉnh Phú Yên", "Thị xã Đông Hòa", "Xã Hòa Thành")

PAPER_ROW = (
    "Giấy chứng sinh; không có thì văn bản của người làm chứng; "
    "không có người làm chứng thì giấy cam đoan về việc sinh"
)
# Marks each control and each row with what a person reads there, for `asked`.
LABELS = (Path(__file__).parent / "labels.js").read_text("utf-8")

AGENCY = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã")
DETAIL = "Địa chỉ chi tiết"
ADDRESSES = {
    "Thông tin chủ hồ sơ / Địa chỉ": "Thôn Ví Dụ 1",
    "Người yêu cầu / Nơi cư trú": "Thôn Ví Dụ 1",
    "Người được khai sinh / Quê quán": None,
    "Người mẹ / Nơi cư trú": "Thôn Ví Dụ 1",
    "Người cha / Nơi cư trú": "Thôn Ví Dụ 1",
}
SELECTS = {
    "Thông tin chủ hồ sơ / Ngày sinh / Ngày": "13",
    "Thông tin chủ hồ sơ / Ngày sinh / Tháng": "02",
    "Thông tin chủ hồ sơ / Ngày sinh / Năm": "1990",
    "Thông tin chủ hồ sơ / Giới tính": "Nam",
    "Người yêu cầu / Giấy tờ tùy thân: loại": "Căn cước công dân",
    "Người yêu cầu / Quan hệ với người được khai sinh": "Cha",
    "Người được khai sinh / Dân tộc": "Kinh",
    "Người được khai sinh / Quốc tịch": "Việt Nam",
    "Người mẹ / Dân tộc": "Kinh",
    "Người mẹ / Quốc tịch": "Việt Nam",
    "Người cha / Dân tộc": "Kinh",
    "Người cha / Quốc tịch": "Việt Nam",
}
CHOICES = (
    "Người yêu cầu / Tư cách người nộp hồ sơ / Người có yêu cầu trực tiếp nộp",
    "Người được khai sinh / Giới tính / Nữ",
    "Người được khai sinh / Nơi sinh: loại / Tại cơ sở y tế",
    "Yêu cầu khác / Đề nghị cấp bản sao / Không",
)
# It brings up the sections of the parents, under these headings.
DRIVER = "Cha, mẹ / Khai thông tin cha, mẹ / Cả cha và mẹ"
PARENTS = ("Người mẹ", "Người cha")
PLEDGE = (
    "Cam đoan / Cam đoan nội dung đăng ký khai sinh đúng sự thật, "
    "được sự thỏa thuận nhất trí của các bên liên quan"
)
RESPONSIBILITY = "Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên"
BIRTH_DATE_BOX = "Người được khai sinh / Ngày, tháng, năm sinh"
ID_ISSUE_DATE_BOX = "Người yêu cầu / Giấy tờ tùy thân: ngày cấp"
BIRTH_DATE = "02112026"
BIRTH_DATE_IN_WORDS = "Ngày mồng hai tháng mười một năm hai nghìn không trăm hai mươi sáu"
ID_ISSUE_DATE = "10/05/2021"
ID_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
BIRTH_PLACE = "Bệnh viện Ví Dụ, Phường 9, Thành phố Tuy Hòa, Tỉnh Phú Yên"

_direct = build_opener(ProxyHandler({}))


def texts(child: str) -> dict[str, str]:
    """The plain boxes; the child's name makes each filing another one."""
    return {
        "Thông tin chủ hồ sơ / Họ và tên": "Nguyễn Văn Thử",
        "Thông tin chủ hồ sơ / Số CCCD/CMND": CITIZEN_NUMBER,
        "Thông tin chủ hồ sơ / Số điện thoại": "0905000101",
        "Thông tin chủ hồ sơ / Email": "thu@vidu.example",
        "Người yêu cầu / Họ, chữ đệm, tên người yêu cầu": "Nguyễn Văn Thử",
        "Người yêu cầu / Giấy tờ tùy thân: số": CITIZEN_NUMBER,
        "Người yêu cầu / Giấy tờ tùy thân: cơ quan cấp": ID_ISSUER,
        "Người được khai sinh / Họ, chữ đệm, tên": child,
        "Người được khai sinh / Ghi bằng chữ": BIRTH_DATE_IN_WORDS,
        "Người được khai sinh / Nơi sinh": BIRTH_PLACE,
        "Người mẹ / Họ, chữ đệm, tên người mẹ": "Trần Thị Mẫu",
        "Người mẹ / Năm sinh": "1992",
        "Người cha / Họ, chữ đệm, tên người cha": "Nguyễn Văn Thử",
        "Người cha / Năm sinh": "1990",
    }


def asked(label: str) -> str:
    """The selector of what `LABELS` has marked with this label."""
    return f'[data-asked="{label}"]'


def address(group: str) -> dict[str, str]:
    """The lists of an address, by what is asked, with what is chosen."""
    lists = zip(AGENCY, COMMUNE, strict=True)
    return {f"{group} / {level}" if group else level: name for level, name in lists}


def captcha(address: str, picture: str) -> str:
    """The mock's own API in the part of the person who reads the picture."""
    number = picture.rsplit("/", 1)[1].removesuffix(".png")
    with _direct.open(f"{address}/__mock__/captcha/{number}", timeout=10) as answer:
        return str(json.load(answer)["text"])

"""The same birth at the successor's portal, by what people read on its pages.

What the two portals have in common is `journey`'s.
"""

from __future__ import annotations

from pathlib import Path

from bench import journey

PREFIX = "/vi"
PROVINCE, WARD = "Tỉnh Đắk Lắk", "Phường Phú Yên"
LEVELS = {"Tỉnh/Thành phố": PROVINCE, "Phường/Xã": WARD}
FORM, PAPERS = "Thông tin hồ sơ", "Thành phần hồ sơ"
LAST, FILED = "Phí, lệ phí và hình thức nhận kết quả", "Nộp hồ sơ thành công"
# The selector of each component by what a person reads there, in small letters.
LABELS = (Path(__file__).parent / "labels_v2.js").read_text("utf-8")

OWNER = "Phần II. Thông tin chủ hồ sơ"
ADDRESSES = {
    f"{OWNER} / Nơi thường trú": "Thôn Ví Dụ 1",
    "Người yêu cầu / Nơi cư trú": "Thôn Ví Dụ 1",
    "Người được khai sinh / Quê quán": None,
    "Người mẹ / Nơi cư trú": "Thôn Ví Dụ 1",
    "Người cha / Nơi cư trú": "Thôn Ví Dụ 1",
}
DATES = {
    f"{OWNER} / Ngày sinh": "13/02/1990",
    "Người yêu cầu / Giấy tờ tùy thân: ngày cấp": journey.ID_ISSUE_DATE,
    "Người được khai sinh / Ngày, tháng, năm sinh": "02/11/2026",
}
_OWN = "Thông tin chủ hồ sơ / "
# The lists that do not show the right choice from the start.
SELECTS = {
    f"{OWNER} / Giới tính": "Nam",
    "Người yêu cầu / Quan hệ với người được khai sinh": "Cha",
}
RADIOS = {
    "Người yêu cầu / Tư cách người nộp hồ sơ": "Người có yêu cầu trực tiếp nộp",
    "Người được khai sinh / Giới tính": "Nữ",
    "Người được khai sinh / Nơi sinh: loại": "Tại cơ sở y tế",
    "Yêu cầu khác / Đề nghị cấp bản sao": "Không",
}
# It brings up the sections of the parents.
DRIVER = {"Cha, mẹ / Khai thông tin cha, mẹ": "Cả cha và mẹ"}


def texts(child: str) -> dict[str, str]:
    """The plain boxes: the owner's under their own names, the declaration's as everywhere."""
    owner = {
        "Họ và tên chủ hồ sơ": "Nguyễn Văn Thử",
        "Số định danh/CCCD": journey.CITIZEN_NUMBER,
        "Điện thoại": "0905000101",
        "Thư điện tử": "thu@vidu.example",
    }
    declared = journey.texts(child)
    return {
        **{f"{OWNER} / {label}": text for label, text in owner.items()},
        **{label: text for label, text in declared.items() if not label.startswith(_OWN)},
    }


def addresses() -> list[tuple[str, str]]:
    """The lists of all addresses, each with what is chosen, wider ones first."""
    return [(f"{of} / {level}", name) for of in ADDRESSES for level, name in LEVELS.items()]


def details() -> dict[str, str]:
    """What is typed below the lists of an address."""
    return {f"{of} / {journey.DETAIL}": text for of, text in ADDRESSES.items() if text}

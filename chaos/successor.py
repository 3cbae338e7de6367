"""What igate_v2 stores of a dossier whose golden is igate_v1's ledger.

Its own blocks have other labels, its addresses are in the units since 2025, and it spells some
peoples otherwise. By the mock's own tables: were it by the library's, what the library reads or
maps wrongly would be called right here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mock_portal.platforms.igate_v2.spelled import other_people
from mock_portal.units import OF_2025, now_in, path_by_names

_PROVINCE, _DISTRICT, _COMMUNE = "Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã"
_BLOCKS = {
    "Thông tin người nộp hồ sơ": "Phần I. Thông tin người nộp",
    "Thông tin chủ hồ sơ": "Phần II. Thông tin chủ hồ sơ",
    "Thông tin chung": "Phần III. Nội dung hồ sơ",
}
_LABELS = {
    "Số CCCD/CMND": "Số định danh/CCCD",
    "Số điện thoại": "Điện thoại",
    "Email": "Thư điện tử",
    "Địa chỉ": "Nơi thường trú",
    "Về việc": "Nội dung yêu cầu giải quyết",
}
_NAMES = {
    "Thông tin người nộp hồ sơ": "Họ và tên người nộp",
    "Thông tin chủ hồ sơ": "Họ và tên chủ hồ sơ",
}
_OFFICE = "Ủy ban nhân dân "


def golden_of(golden: Mapping[str, Any]) -> dict[str, Any]:
    """The same submission as igate_v2 keeps it."""
    told = dict(golden)
    told["agency"] = _agency(told["agency"])
    told["fields"] = {
        _printed(key): _spelled(key, value) for key, value in _since_2025(told["fields"]).items()
    }
    if "address" in told["delivery"]:
        old = told["delivery"]["address"]
        province, ward = _moved(old["province"], old["district"], old["commune"])
        address = {"province": province, "district": ward, "detail": old["detail"]}
        told["delivery"] = {**told["delivery"], "address": address}
    return told


def _agency(name: str) -> str:
    commune, district, province = name.removeprefix(_OFFICE).split(", ")
    return f"{_OFFICE}{OF_2025.full_name(_path(province, district, commune))}"


def _path(province: str, district: str, commune: str) -> tuple[str, ...]:
    return now_in(path_by_names(province, district, commune), OF_2025)


def _moved(province: str, district: str, commune: str) -> tuple[str, str]:
    path = _path(province, district, commune)
    return OF_2025.name_of(path[0]), OF_2025.name_of(*path)


def _since_2025(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Each address of three levels as one of two."""
    found = dict(fields)
    for key in [key for key in fields if key.endswith(f" / {_DISTRICT}")]:
        group = key.removesuffix(_DISTRICT)
        old = [found.pop(group + level) for level in (_PROVINCE, _DISTRICT, _COMMUNE)]
        found[group + _PROVINCE], found[group + _COMMUNE] = _moved(*old)
    return found


def _printed(key: str) -> str:
    """The key of one of the portal's own fields by the labels that it has here."""
    block, *labels = key.split(" / ")
    if block not in _BLOCKS:
        return key
    own = {**_LABELS, "Họ và tên": _NAMES.get(block, "")}
    return " / ".join((_BLOCKS[block], *(own.get(label, label) for label in labels)))


def _spelled(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _spelled(k, v) for k, v in value.items()}
    if isinstance(value, list):
        return [_spelled(key, one) for one in value]
    return other_people(value) if "Dân tộc" in key and isinstance(value, str) else value

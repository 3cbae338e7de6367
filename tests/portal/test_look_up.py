"""Anybody may see where a dossier stands by its number, and nobody's name."""

from __future__ import annotations

import httpx

from .conftest import PREFIX, Citizen, Mock


def _looked_up(mock: Mock, **asked: str) -> str:
    """By somebody who has no session."""
    address = f"{mock.url}{PREFIX}/tra-cuu-ho-so"
    return httpx.get(address, params=asked, trust_env=False).text


def test_a_number_tells_where_it_stands_and_nobodys_name(mock: Mock, citizen: Citizen) -> None:
    citizen.sign_in()
    number = citizen.file()
    page = _looked_up(mock, soHoSo=f" {number} ")
    assert number in page
    assert "Mới đăng ký" in page
    assert "Nguyễn Văn Thử" not in page
    assert "054090000101" not in page


def test_an_unknown_number_is_said_and_is_no_html(mock: Mock) -> None:
    page = _looked_up(mock, soHoSo="<b>1</b>")
    assert "Không tìm thấy hồ sơ số “&lt;b&gt;1&lt;/b&gt;”" in page
    assert "Không tìm thấy" not in _looked_up(mock)

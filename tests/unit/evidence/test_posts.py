"""The forms the page posted, read from their bodies."""

from __future__ import annotations

from portal_bot.evidence.posts import _pairs


def test_an_urlencoded_form_is_read() -> None:
    body = b"a=1&b=Nguy%E1%BB%85n+V%C4%83n&empty="
    assert _pairs("application/x-www-form-urlencoded", body) == [
        ("a", "1"),
        ("b", "Nguyễn Văn"),
        ("empty", ""),
    ]


def test_a_multipart_form_is_read_without_its_files() -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
        + "Nguyễn".encode()
        + b'\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="s.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF\r\n--x--\r\n"
    )
    assert _pairs("multipart/form-data; boundary=x", body) == [("a", "Nguyễn")]


def test_anything_else_is_no_form() -> None:
    assert _pairs("application/json", b'{"a": 1}') == []

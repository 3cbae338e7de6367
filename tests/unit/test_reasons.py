"""What others say in English is told in Vietnamese, or by its kind: never as it is."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from portal_bot.reasons import in_words, network, of_model
from tests.support.english import english_in


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_error_of_the_system(number: int) -> None:
    told = in_words(OSError(number, os.strerror(number), "x"))
    assert told
    assert english_in(told) == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "ổ đĩa đầy"),
        (errno.EACCES, "không cho phép"),
        (errno.EROFS, "ổ đĩa chỉ cho đọc"),
        (errno.EADDRINUSE, "đang có chương trình khác dùng"),
        (9999, "lỗi hệ điều hành 9999"),
    ],
)
def test_those_that_a_clerk_meets(number: int, told: str) -> None:
    assert told in in_words(OSError(number, "in English"))


def test_windows_own_numbers_come_first() -> None:
    error = OSError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined]
    assert in_words(error) == "đang bị chương trình khác giữ"


def test_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff" * 5000)
    with closing(sqlite3.connect(tmp_path / "x")) as db, pytest.raises(sqlite3.Error) as raised:
        db.execute("select 1 from x")
    assert in_words(raised.value) == "không phải tệp cơ sở dữ liệu"
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(tmp_path / "khong" / "co")
    assert in_words(raised.value) == "không mở được tệp"


@pytest.mark.parametrize(
    "text", ["", "{", '{"a" 1}', '{"a": 1 "b"}', "[1]x", '"a', '"\n"', '"\\q"', "{,}", "[1,]"]
)
def test_json(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as raised:
        json.loads(text)
    assert in_words(raised.value) != "JSONDecodeError"
    assert english_in(in_words(raised.value)) == []


@pytest.mark.parametrize("text", ["a", "a =", '"', "[a", 'x = "\\q"', "a = 1 b"])
def test_toml(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    assert in_words(raised.value).startswith("sai cú pháp")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\na = 2\n", "mục ở dòng 2 đã ghi ở trên rồi; bỏ một"),
        ("a = 1\na = 2", "mục cuối tệp đã ghi ở trên rồi; bỏ một"),
        ("[a]\n[a]\n", "mục ở dòng 2 đã ghi ở trên rồi; bỏ một"),
        ("x = {a = 1, a = 2}\n", "mục ở dòng 1 đã ghi ở trên rồi; bỏ một"),
    ],
)
def test_toml_that_says_something_twice(text: str, told: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    assert in_words(raised.value) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Page.goto: net::ERR_CONNECTION_REFUSED at http://x/", "không có chương trình nào nghe"),
        ("Page.goto: net::ERR_NAME_NOT_RESOLVED at http://x/", "không có máy nào tên ấy"),
        ("Page.goto: net::ERR_CERT_DATE_INVALID at https://x/", "chứng thư bảo mật"),
        ("Page.goto: net::ERR_SOMETHING_NEW at https://x/", "lỗi mạng SOMETHING_NEW"),
        ("Locator.click: Timeout 30000ms exceeded.\nCall log:", "đợi 30 giây không được"),
        ("Page.title: Target page, context or browser has been closed", "đã bị đóng"),
        ("Connection closed while reading from the driver", "đã bị đóng"),
        ("Locator.fill: Element is not an <input>", "trình duyệt không làm được (Locator.fill)"),
        ("anything else at all", "Error"),
    ],
)
def test_the_browser(said: str, told: str) -> None:
    from playwright.async_api import Error

    assert told in in_words(Error(said))
    assert english_in(in_words(Error(said)).replace("Error", "")) == []


def test_text_without_a_network_error_is_none() -> None:
    assert network("đã nhận") == ""
    assert in_words(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")) == "không phải chữ UTF-8"
    assert in_words(KeyError("x")) == "KeyError"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    number: int = Field(ge=1, le=9)
    text: str
    yes: bool
    rows: tuple[str, ...]


def test_every_fault_of_a_model() -> None:
    wrongs = [
        {},
        {"number": "x", "text": 1, "yes": "x", "rows": 1, "more": 1},
        {"number": 0, "text": "", "yes": True, "rows": []},
        {"number": 10, "text": "", "yes": [], "rows": []},
    ]
    for wrong in wrongs:
        with pytest.raises(ValidationError) as raised:
            _Model.model_validate(wrong)
        told = [of_model(dict(each)) for each in raised.value.errors()]
        assert english_in("\n".join(told)) == []
        assert "giá trị không dùng được" not in told

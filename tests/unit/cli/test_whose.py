"""Whom `export` and `purge` are about: found however they are written, and nobody else."""

from __future__ import annotations

import pytest

from portal_bot.keeping.whose import NamedPerson

SAME = [
    ("0905123456", "ĐT: +84905123456."),
    ("+84 905 123 456", "0905.123.456"),
    ("84905123456", "(0905) 123 456"),
    ("(+84) 905-123-456", "0905123456"),
    ("0540 8500 0018", "số 054085000018,"),
    ("054085000018", "0540 8500 0018"),
    ("Lê Thị Hòa", "LÊ THỊ HOÀ"),
    ("Nguyễn Thị Thuý", "Nguyễn\u00a0Thị Thúy"),
    ("Đỗ Quỳnh", "Đô\u0303 Quy\u0300nh"),
    ("Trần Văn An", "Trần Văn\u200b An"),
]
OTHERS = [
    ("0905123456", "10905123456"),
    ("054085000018", "0540850000181"),
    ("Lê Thị Hòa", "Lê Thị Hóa"),
    ("Lê Thị Hòa", "Lê Thị Hoa"),
    ("Lê Thị Hoa", "Lê Thị Hòa"),
    ("Trần Văn Kinh", "Trần Văn Kính"),
    ("Trần Văn Kinh", "Tra\u0302\u0300n Va\u0306n Ki\u0301nh"),
    ("Trần Văn An", "Trần Văn Anh"),
    ("Trần Văn An", "Trần Vân An"),
]


@pytest.mark.parametrize(("said", "text"), SAME)
def test_one_person_however_they_are_written(said: str, text: str) -> None:
    assert NamedPerson(said).is_in(text)


@pytest.mark.parametrize(("said", "text"), OTHERS)
def test_what_is_destroyed_is_nobody_elses(said: str, text: str) -> None:
    assert not NamedPerson(said).is_in(text)

"""What is wrong with a JSON text, without a word of the parser."""

from __future__ import annotations

import re

import pytest

from portal_bot.dossier import json_text
from portal_bot.dossier.source import Unreadable
from tests.unit.dossier.test_yaml_lines import ENGLISH


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("{'a': 1}", 1, "ngoặc đơn"),
        ('{\n"a": 1,\n}', 2, "thừa dấu phẩy"),
        ('{"a": [1,\n2,]}', 2, "thừa dấu phẩy"),
        ('{"a" 1}', 1, "dấu hai chấm"),
        ('{"a"：1}', 1, "hai chấm"),  # noqa: RUF001 - the wide colon
        ('{"a" = 1}', 1, "hai chấm"),
        ('{\n"a": "b"\n"c": "d"}', 2, "thiếu dấu phẩy"),
        ('{"a": 0905}', 1, "ngoặc kép"),
        ('{"a": Hòa}', 1, "ngoặc kép"),
        ('{"a": None}', 1, "true, false, null"),
        ('{"a": NaN}', 1, "true, false, null"),
        ('{"a": True}', 1, "true, false, null"),
        ("{a: 1}", 1, "tên mục"),
        ('{"a": }', 1, "thiếu giá trị"),
        ('{"a": 1', 1, "thiếu dấu }"),
        ('["a"', 1, "thiếu dấu }"),
        ('{"a": [1}', 1, "không khớp"),
        ('{"a": 1}}', 1, "hết"),
        ('{"a": 1}\n{"b": 2}', 2, "một hồ sơ"),
        ('{\n// ghi chú\n"a": 1}', 2, "ghi chú"),
        ('{"a": 1 /* x */}', 1, "ghi chú"),
        ("{“a”: 1}", 1, "Word"),
        ('{"a": “b”}', 1, "Word"),
        ('{\n"a": "C:\\Users\\b"}', 2, r"\\"),
        ('{\n"a": "D:\\nam\\tai"}', 2, r"\\"),
        ('{"a": "\\u12"}', 1, r"\\"),
        ('{\n"a": "x\ny"}', 2, "xuống dòng"),
        ('{"a": "x\ty"}', 1, "tab"),
        ('{"a": "x\x1by"}', 1, "ESC"),
        ('{"a":\u00a01}', 1, "U\\+00A0"),
        ('{"a": 1,\ufeff "b": 2}', 1, "U\\+FEFF"),
        ('{"a": "b', 1, "không đóng"),
        ("[" * 50, 1, "lồng nhau"),
        ("hồ sơ", 1, "ngoặc kép"),
    ],
)
def test_the_mistake_is_told_at_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        json_text.parse(text)
    fault = caught.value
    assert fault.line == line
    assert re.search(says, fault.message), fault.message
    assert not ENGLISH.search(fault.message.replace("true, false, null", "")), fault.message


def test_what_json_writes_for_lines_and_quotes_is_read() -> None:
    text = r'{"a": "x\ny\t\"z\" \\ \/", "b": "D:\\nam\\tai", "c": "Ti\u1ebfng"}'
    assert json_text.parse(text).data == {"a": 'x\ny\t"z" \\ /', "b": "D:\\nam\\tai", "c": "Tiếng"}

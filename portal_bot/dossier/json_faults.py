"""Why a text is no JSON: the mistakes that people make, told at their place."""

from __future__ import annotations

import json
import re

from portal_bot.dossier.foreign import foreign
from portal_bot.dossier.odd_characters import ODD_BLANKS, UNSEEN, forbidden, named

_SYNTAX = "Tệp không đúng cú pháp JSON: "
_ODD = re.compile(f"[{ODD_BLANKS}{UNSEEN}]")
_SMART = "“”„‟«»‘’‚‹›″`´"  # noqa: RUF001 - quotes that Word makes
_YAML = re.compile(r"\s*(?:#[^\n]*\n\s*|---\s*\n\s*)*[A-Za-z_]+[ ]*:(?:\s|$)")
_NOT_JSON_WORDS = re.compile(r"(?i)(?:true|false|null|none|nan|-?infinity|undefined|yes|no)\b")
# A drive, and a folder whose first letter makes an escape of the backslash before it.
_MISREAD = re.compile(r'"\s*[A-Za-z]:\\[bfnrt]\w')
_REMEDY = "mỗi dấu \\ ghi hai lần (\\\\), hoặc dùng / thay cho \\"


def told(text: str, error: json.JSONDecodeError) -> tuple[int | None, str]:
    """The line and the message, without a word of the parser."""
    if what := foreign(text.encode("utf-8", "surrogatepass")):
        return None, f"Đây không phải tệp hồ sơ mà là {what}"
    if not text.lstrip().startswith(("{", "[")) and _YAML.match(text):
        return 1, "Tệp này viết kiểu YAML; đổi đuôi tệp thành .yaml rồi chạy lại"
    at, words = _reason(text, error)
    return text.count("\n", 0, at) + 1, _SYNTAX + words


def _reason(text: str, error: json.JSONDecodeError) -> tuple[int, str]:
    at, said = error.pos, error.msg
    if "escape" in said:
        at = _last_backslash(text, at)
        return at, f"dấu \\ trong ngoặc kép; {_REMEDY}"
    if "control character" in said:
        return _control(text, at)
    if "Unterminated" in said:
        return at, 'dấu " mở ở đây mà không đóng'
    if "Half" in said:
        return at, "mã \\u chỉ là nửa ký tự; gõ thẳng ký tự ấy"
    if "Nested" in said:
        return at, "các mục lồng nhau quá sâu"
    return _by_what_stands_there(text, at, said)


def _last_backslash(text: str, at: int) -> int:
    found = text.rfind("\\", 0, at + 1)
    return found if found >= 0 else at


def _control(text: str, at: int) -> tuple[int, str]:
    sign = text[at : at + 1]
    if sign in {"\n", "\r"}:
        opened = text.rfind('"', 0, at)
        return max(
            opened, 0
        ), 'dấu " mở ở đây mà hết dòng chưa đóng; xuống dòng trong giá trị ghi \\n'
    return at, f"trong ngoặc kép có {named(sign)}; xóa đi và gõ lại"


def misread(text: str) -> tuple[int, str] | None:
    r"""The line of a Windows path whose folders JSON reads as tabs and line ends: ``D:\new``."""
    found = _MISREAD.search(text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return line, f"{_SYNTAX}dấu \\ trong ngoặc kép bị đọc thành ký tự khác; {_REMEDY}"


def _by_what_stands_there(text: str, at: int, said: str) -> tuple[int, str]:
    sign, before = text[at : at + 1], text[:at].rstrip()
    if (bad := forbidden(sign)) is not None:
        return at, bad[1]
    if sign and _ODD.match(sign):
        return at, f"có {named(sign)} ở ngoài ngoặc kép; xóa đi và gõ lại"
    if not sign:
        return max(len(before) - 1, 0), "tệp hết giữa chừng: thiếu dấu } hoặc ] đóng"
    if sign == "'":
        return at, "dấu ngoặc đơn '; JSON chỉ dùng ngoặc kép \" thẳng"
    if sign in _SMART:
        return at, f'ngoặc kép cong {sign} là của Word; gõ lại bằng " thẳng'
    if text.startswith(("//", "/*", "#"), at):
        return at, "có ghi chú; JSON không có ghi chú, hãy xóa đi"
    if sign in "]}" and before.endswith(","):
        return len(before) - 1, f"thừa dấu phẩy trước dấu {sign}"
    return _by_what_is_missing(text, at, before, said)


def _by_what_is_missing(text: str, at: int, before: str, said: str) -> tuple[int, str]:
    sign = text[at]
    last = max(len(before) - 1, 0)
    if "':'" in said:
        if sign in "：=":  # noqa: RUF001 - the wide colon
            return at, f"dấu “{sign}” sau tên mục; gõ lại dấu hai chấm “:”"
        return at, "thiếu dấu hai chấm sau tên mục"
    if "','" in said:
        if sign in "}]":
            return at, f"dấu {sign} không khớp với dấu đã mở"
        if sign == '"' or sign in "{[":
            return last, "thiếu dấu phẩy sau giá trị này"
        return at, "sau giá trị này còn chữ; đặt cả giá trị trong ngoặc kép, rồi đến dấu phẩy"
    if "Extra" in said:
        return at, "sau khi hồ sơ đã hết vẫn còn chữ; một tệp chỉ chứa một hồ sơ"
    if "property name" in said:
        return at, 'tên mục phải ở trong ngoặc kép "'
    if sign in ",:}]":
        return at, f"thiếu giá trị trước dấu {sign}"
    if _NOT_JSON_WORDS.match(text, at):
        return (
            at,
            "giá trị không có trong JSON; chỉ có true, false, null, còn lại đặt trong ngoặc kép",
        )
    return at, 'giá trị bằng chữ phải ở trong ngoặc kép "'

"""Characters that nobody sees and that change what a file says."""

from __future__ import annotations

import re

# Blanks that look like the one on the keyboard and are another: no blank to YAML.
ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0"
UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# Some editors start a new line there and some do not, so that nobody agrees on what line 7 is.
_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_FORBIDDEN = re.compile(
    f"[\x00-\x08{_BREAKS}\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# Of the bytes of UTF-8, those that letters, digits and signs of a Vietnamese keyboard need.
_USUAL = bytes(
    [0x0A, *range(0x20, 0x7F), *range(0x80, 0xC0), *range(0xC3, 0xC7), 0xCC, 0xE1]
)  # fmt: skip
_NAMES = {
    "\u00a0": "dấu cách không ngắt",
    "\u202f": "dấu cách hẹp không ngắt",
    "\u3000": "dấu cách toàn khổ",
    "\u200b": "dấu cách ẩn",
    "\ufeff": "dấu BOM ẩn",
    "\t": "dấu tab",
    "\x00": "ký tự rỗng",
    "\x1b": "ký tự ESC",
    "\r": "dấu xuống dòng lạ",
    "\x85": "dấu xuống dòng lạ",
    "\u2028": "dấu xuống dòng lạ",
    "\u2029": "dấu xuống đoạn lạ",
    "\x0b": "dấu xuống dòng của Word",
    "\x0c": "dấu sang trang",
}
_ODD_BLANK = re.compile(f"[{ODD_BLANKS}]")


def is_usual(text: str) -> bool:
    """Whether the text holds nothing but what a keyboard types: quick, and no more than a hint."""
    return not text.encode("utf-8", "surrogatepass").translate(None, _USUAL)


def named(character: str) -> str:
    """What to call a character that cannot be shown: ``dấu cách không ngắt (U+00A0)``."""
    name = _NAMES.get(character)
    if name is None:
        name = "khoảng trắng lạ" if _ODD_BLANK.match(character) else "ký tự ẩn"
        if character < " " or "\x7f" <= character <= "\x9f":
            name = "ký tự điều khiển"
    return f"{name} (U+{ord(character):04X})"


def forbidden(text: str) -> tuple[int, str] | None:
    """The line of the first character that no dossier may hold, and what to do about it."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    character = found[0]
    line = text.count("\n", 0, found.start()) + 1
    if character == "\x00":
        return line, (
            "có ký tự rỗng (U+0000): tệp lưu bằng mã UTF-16 (“Unicode”) hoặc không phải văn bản; "
            "lưu lại với mã UTF-8"
        )
    if character == "\ufeff":
        why = "thường do ghép hai tệp hoặc dán từ nơi khác"
    elif character in _BREAKS:
        why = "thường do dán từ Word hay trang web"
    else:
        why = "không thấy trên màn hình"
    return line, f"có {named(character)}, {why}; xóa ký tự đó rồi gõ lại chỗ này"

"""Values of a YAML file: what stands in quotes, what stands without, and comments behind both."""

from __future__ import annotations

import re

from portal_bot.dossier.yaml_doubts import OUR_KEY, YamlPage
from portal_bot.dossier.yaml_escapes import escape_at_fault
from portal_bot.marked import own

COLON_INSIDE = re.compile(r":(?=[ \t\n]|\Z)")
COMMENT = re.compile(r"[ \t]+#(?P<said>[^\n]*)")
_NEXT_LINE = re.compile(r"\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)([^\s#])")
_SMART = re.compile(r"(?P<open>[“”„‟«‘’‚‹″`´])[^“”„‟»‘’›″`´]*[“”„‟»‘’›″`´]\Z")  # noqa: RUF001 - those of Word
_SMART_START = re.compile(r"[“”„‟«‘’‚‹″´]")  # noqa: RUF001 - those of Word
# A comment that begins so was a value: "# 12 đường", "# [a.pdf]".
_LIKE_A_VALUE = re.compile(r"\s*[0-9\[{\"']")
_SPECIAL = "&*!%@`]}"
_PUT_ASIDE = re.compile(r"[ \t]*(?:-(?=[ \t\n]|\Z)|[\"']?[A-Za-z_]+[\"']?[ \t]*:(?=[ \t\n]|\Z))")
_OWN_LINE = "là ghi chú thì viết “##” hoặc viết thành dòng riêng"


def special(page: YamlPage, at: int) -> None:
    """Notes a value that begins with a sign that means something to YAML."""
    sign = page.text[at]
    message = f"giá trị bắt đầu bằng dấu {sign}, mà YAML hiểu khác; đặt cả giá trị trong ngoặc kép"
    page.doubt(at, "special_start", message, certain=sign in "&!")


def plain(page: YamlPage, at: int, rest: str, *, block: bool) -> None:
    """Looks at a value without quotes: to the end of its line, or of its part of a list."""
    if rest[:1] in _SPECIAL or rest.rstrip() == "?" or rest.startswith("? "):
        special(page, at)
        return
    found = COMMENT.search(rest) if block else None
    said = rest[: found.start()] if found else rest.rstrip()
    if smart := _SMART.match(said):
        message = f'ngoặc kép cong {smart["open"]} là của Word; gõ lại bằng " thẳng hoặc bỏ đi'
        page.doubt(at, "smart_quotes", message, certain=True)
    elif _SMART_START.match(said) and (found or COLON_INSIDE.search(said)):
        message = f'ngoặc kép cong {said[0]} không phải ngoặc kép của YAML; gõ lại bằng " thẳng'
        page.doubt(at, "smart_quotes", message)
    elif colon := COLON_INSIDE.search(said):
        colon_inside(page, at + colon.start())
    if found:
        comment(page, at, rest)


def colon_inside(page: YamlPage, at: int) -> None:
    """Notes a colon that YAML takes for that of a key."""
    message = "có dấu hai chấm trong giá trị; đặt cả giá trị trong ngoặc kép"
    page.doubt(at, "colon_inside", message)


def comment(page: YamlPage, at: int, rest: str) -> None:
    """A comment behind a value without quotes: YAML files what stands before it, no more.

    Ours, those of `portal-bot new`, begin with two signs. ``#2`` is no comment that anybody
    writes; ``# 2`` may be one.
    """
    found = COMMENT.search(rest)
    if found is None or found["said"].startswith("#"):
        return
    said = found["said"]
    left = own(_end(rest[: found.start()]))
    cut = f"YAML bỏ phần từ dấu # (“#{own(said.rstrip()[:20])}”), chỉ còn “{left}”"
    sure = said[:1] not in {"", " ", "\t"}
    page.doubt(
        at + found.start("said") - 1,
        "hash_cuts_value",
        f"{cut}; nếu đó là giá trị thì đặt cả giá trị trong ngoặc kép, {_OWN_LINE}",
        certain=True,
        severity="error" if sure else "warning",
    )


def _end(kept: str) -> str:
    return kept.strip()[-30:]


def comment_alone(page: YamlPage, at: int, begins: int, column: int, *, item: bool = False) -> None:
    """A key or an item with nothing but a comment: its value may have begun with ``#``."""
    said = page.rest(begins + 1)
    below = _NEXT_LINE.match(page.text, begins + 1 + len(said))
    listed = below is not None and below[2] == "-" and not item
    is_heading = listed or (below is not None and len(below[1]) > column)
    sure = said[:1] not in {"", " ", "\t"}
    usual = begins - at > 1 and not sure and _LIKE_A_VALUE.match(said) is None
    if said.startswith("#") or is_heading or usual:
        return
    what = f"YAML bỏ cả giá trị vì bắt đầu bằng dấu # (“#{own(said.rstrip()[:20])}”)"
    page.doubt(
        begins,
        "hash_cuts_value",
        f"{what}; nếu đó là giá trị thì đặt trong ngoặc kép, {_OWN_LINE}",
        certain=True,
        severity="error" if sure else "warning",
    )


def comment_below(page: YamlPage, at: int) -> None:
    """A comment that is indented under a value as if it went on: YAML files the line above only.

    A key or an item that somebody put aside with a ``#`` was none of that value.
    """
    said = page.rest(at + 1)
    if said.startswith("#") or _PUT_ASIDE.match(said):
        return
    sure = said[:1] not in {"", " ", "\t"}
    page.doubt(
        at,
        "hash_cuts_value",
        f"YAML bỏ cả dòng này vì bắt đầu bằng dấu # (“#{own(said.rstrip()[:20])}”); nếu nó thuộc "
        "giá trị ở trên thì đặt cả giá trị trong ngoặc kép trên một dòng, là ghi chú thì viết "
        "thẳng cột với tên mục",
        certain=True,
        severity="error" if sure else "warning",
    )


def closed(page: YamlPage, at: int, begins: int) -> int:
    """What stands behind a closed quote or bracket; returns the start of the line after it."""
    rest = page.rest(at)
    tail = rest.strip()
    if tail.startswith("#"):
        _comment_behind(page, at, rest)
    elif tail:
        after_close(page, at, page.text[begins], tail)
    return at + len(rest) + 1


def _comment_behind(page: YamlPage, at: int, rest: str) -> None:
    tight = rest.startswith("#")
    tail = rest.strip()
    if not tight and tail[1:2] in {"", " ", "\t", "#"}:
        return
    what = f"YAML bỏ phần “{own(tail[:20])}” sau dấu {page.text[at - 1]}"
    page.doubt(
        page.text.index("#", at),
        "hash_cuts_value",
        f"{what}; nếu đó là giá trị thì đưa cả vào trong ngoặc kép, {_OWN_LINE}",
        certain=True,
        severity="error" if tight else "warning",
    )


def after_close(page: YamlPage, at: int, opened: str, tail: str) -> None:
    """Notes letters behind a closed quote or bracket."""
    if opened in "\"'":
        remedy = "đặt cả giá trị trong một cặp ngoặc, hoặc bỏ ngoặc"
    else:
        opened = {"[": "]", "{": "}"}[opened]
        remedy = "xóa đi, hoặc đặt cả giá trị trong ngoặc kép"
    what = f"sau dấu {opened} đóng còn chữ (“{own(tail[:15])}”)"
    page.doubt(at, "after_close", f"{what}; {remedy}")


def quoted(page: YamlPage, at: int) -> int:
    """Walks over a quoted value; returns the place after it."""
    quote, told = page.text[at], len(page.doubts)
    ends, is_closed = _end_of_quoted(page.text, at + 1, quote)
    if quote == '"':
        _escapes(page, at + 1, ends)
    if is_closed:
        return ends + 1
    if len(page.doubts) == told:
        name = "ngoặc kép" if quote == '"' else "ngoặc đơn"
        message = f"dấu {name} {quote} mở ở đây mà không đóng"
        page.doubt(at, "unclosed_quote", message, certain=True)
    return ends


def _end_of_quoted(text: str, at: int, quote: str) -> tuple[int, bool]:
    """Where it closes; or where it should have: before a line that begins with a key."""
    while at < len(text):
        sign = text[at]
        if sign == "\n" and OUR_KEY.match(text, at + 1):
            return at, False
        if (sign == "\\" and quote == '"') or (sign == "'" == quote == text[at + 1 : at + 2]):
            at += 2
        elif sign == quote:
            return at, True
        else:
            at += 1
    return len(text), False


def _escapes(page: YamlPage, begins: int, ends: int) -> None:
    inside = page.text[begins:ends]
    if "\\" in inside and (fault := escape_at_fault(inside)):
        page.doubt(begins + fault[0], "backslash", fault[1], certain=True)

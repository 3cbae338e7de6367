"""Our own look at the lines of a YAML file: where a clerk meant another thing than YAML reads.

A YAML parser tells where it gave up, which is often lines after the mistake, and says nothing of
what it took for a comment or an escape. This look knows only the YAML that dossiers are written
in, walks from the top, and tells what is odd at the place where it stands. It judges nothing that
reads well: `yaml_text` asks only when the parser failed or something suspicious was seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal_bot.dossier.odd_characters import named
from portal_bot.dossier.yaml_doubts import ODD, TIGHT_KEY, Doubt, YamlPage
from portal_bot.dossier.yaml_flow import flow
from portal_bot.dossier.yaml_values import (
    COLON_INSIDE,
    COMMENT,
    closed,
    comment,
    comment_alone,
    comment_below,
    plain,
    quoted,
    special,
)
from portal_bot.marked import own

_LEADING_ODD = re.compile(rf"[ ]*(?:- +)*-?(\t|{ODD})")
_ODD_BEFORE = re.compile(rf"({ODD})[ \t]*[\"'\[{{|>&*!]")
_KEY = re.compile(
    r"(?P<key>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'|[^\s\"'\[\]{},#&*!|>%@`][^\n]*?)"
    r"[ \t]*:(?=[ \t\n]|\Z)"
)
_DASH = re.compile(r"-(?:[ \t]+|(?=\n|\Z))")
_TIGHT_DASH = re.compile(r"-[^\s-]")
_MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t\n]|\Z)|%")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#[^\n]*)?(?=\n|\Z)")
_ONE_WORD = re.compile(r"[^\s\"'\[{|>]+\s*(?=\n|\Z)")
# A name of ours, or a label of a form, which has a letter that English has not.
_OUR_NAMES = re.compile(
    r"[\"']?(?:[A-Za-z_][A-Za-z_0-9.]*|(?=[^:]*[À-ỹ])[A-Za-zÀ-ỹ][^:#]*)[\"']?(?: *\Z|\Z)"
)
_EQUAL = "thụt bằng nhau các mục cùng cấp"


def look(text: str) -> list[Doubt]:
    """All that is odd, in the order of the text, whose lines only line feeds part."""
    walk = _Walk(YamlPage(text))
    at = 0
    while at < len(text):
        at = walk.line(at)
    return sorted(walk.page.doubts, key=lambda doubt: doubt.at)


@dataclass(slots=True)
class _Level:
    """A mapping that we are in.

    Attributes:
        column: where its keys stand.
        at: its first key.
        holds: what its last key has already: nothing, ``value`` or ``list``.
    """

    column: int
    at: int
    holds: str = ""


class _Walk:
    """One walk over the lines of a block; what spans lines is walked over in one step."""

    def __init__(self, page: YamlPage) -> None:
        self.page = page
        self._levels: list[_Level] = []

    def line(self, start: int) -> int:
        """Walks over what begins on the line; returns the start of the line after it."""
        page, rest = self.page, self.page.rest(start)
        at, end = start + len(rest) - len(rest.lstrip(" ")), start + len(rest)
        if page.text[at : at + 1] == "#":
            self._comment_line(at, at - start)
            return end + 1
        if not rest.strip() or _MARKER.match(page.text, start):
            return end + 1
        if odd := _LEADING_ODD.match(rest):
            what = f"đầu dòng có {named(odd[1])}; chỉ thụt đầu dòng bằng dấu cách"
            page.doubt(start + odd.start(1), "odd_blank", what, certain=odd[1] != "\t")
        at, dashes = self._dashes(at)
        if at >= end:
            return end + 1
        key = _KEY.match(page.text, at)
        if key is None or _is_cut(key):
            return self._no_key(start, at, dashes=dashes)
        self._place(at, at - start, dashes=dashes)
        self._key(key)
        value = page.after_blanks(key.end())
        empty = value >= len(page.text) or page.text[value] in "\n#"
        self._levels[-1].holds = "" if empty else "value"
        return self._value(key.end(), at - start)

    def _comment_line(self, at: int, column: int) -> None:
        """A line of its own, but under a value, where the rest of that value would stand."""
        above = self._above()
        if above.holds == "value" and column > above.column:
            comment_below(self.page, at)

    def _dashes(self, at: int) -> tuple[int, bool]:
        dashes = False
        while dash := _DASH.match(self.page.text, at):
            at, dashes = dash.end(), True
        return at, dashes

    def _key(self, key: re.Match[str]) -> None:
        found = TIGHT_KEY.match(self.page.text, key.start())
        if found and found.end() <= key.end():
            self.page.tight_key(key.start(), found)
        elif not self.page.unseen_in_key(key.start(), key["key"]) and not _OUR_NAMES.match(
            key["key"]
        ):
            self.page.doubt(key.start(), "odd_key", f"tên mục lạ: “{own(key['key'][:30])}”")

    def _place(self, at: int, column: int, *, dashes: bool) -> None:
        """Whether a key stands where a key may stand."""
        popped = self._leave(column)
        above = self._above()
        if above.column == column:
            return
        if not dashes and (popped or above.holds == "list"):
            message = f"thụt đầu dòng không khớp mục nào ở gần; {_EQUAL}"
            odd_above = above.column % 2 == 1 and column % 2 == 0
            self.page.doubt(above.at if odd_above else at, "indentation", message)
        elif not dashes and above.holds:
            message = f"dòng này thụt vào sâu hơn dòng trên; {_EQUAL}"
            self.page.doubt(at, "indentation", message)
        self._levels.append(_Level(column, at))

    def _above(self) -> _Level:
        return self._levels[-1] if self._levels else _Level(-1, 0)

    def _leave(self, column: int) -> bool:
        """Leaves the mappings that stand further in; whether there was one."""
        before = len(self._levels)
        while self._levels and self._levels[-1].column > column:
            self._levels.pop()
        return len(self._levels) < before

    def _no_key(self, start: int, at: int, *, dashes: bool) -> int:
        """An item, a value or the rest of one; or what should have been a key."""
        page, rest = self.page, self.page.rest(at)
        if dashes:
            return self._item(start, at)
        above = self._above().column
        if page.key_at_fault(at, rest):
            return at + len(rest) + 1
        if _TIGHT_DASH.match(rest):
            message = (
                f"thiếu dấu cách sau dấu gạch đầu dòng “-”; ghi “- {own(rest[1:12].strip())}…”"
            )
            page.doubt(at, "tight_dash", message, certain=True)
        elif not self._levels or at - start <= above or self._may_be_a_key(rest):
            self._no_colon(at, rest)
        if self._levels:
            self._levels[-1].holds = "value"
        return self._value(at, above)

    def _may_be_a_key(self, rest: str) -> bool:
        """One word alone under a key that has no value yet: a value, or a key broken in two."""
        return not self._levels[-1].holds and _ONE_WORD.match(rest) is not None

    def _item(self, start: int, at: int) -> int:
        dash = self.page.text.index("-", start)
        self._leave(dash - start)
        above = self._above()
        if above.holds == "value" and dash - start > above.column:
            message = "mục ở trên đã có giá trị, mà dòng này lại là một phần của danh sách"
            message += "; mỗi giá trị một dòng “- …”"
            self.page.doubt(at, "item_in_value", message, certain=True)
        above.holds = above.holds or "list"
        if self.page.text[at] == "#":
            comment_alone(self.page, at, at, dash - start, item=True)
            return at + len(self.page.rest(at)) + 1
        return self._value(at, dash - start)

    def _no_colon(self, at: int, rest: str) -> None:
        found = COMMENT.search(rest)
        if found and COLON_INSIDE.search(rest, found.start()):
            comment(self.page, at, rest)
            return
        word = rest.split(maxsplit=1)[0][:20]
        message = f"thiếu dấu hai chấm sau tên mục, hoặc dòng trên chưa hết: “{own(word)}”"
        self.page.doubt(at, "no_colon", message)

    def _value(self, at: int, column: int) -> int:
        """Walks over a value in a block; returns the start of the line after it."""
        page = self.page
        begins = page.after_blanks(at)
        first = page.text[begins : begins + 1]
        after = begins + len(page.rest(begins)) + 1
        if first == "#":
            comment_alone(page, at, begins, self._above().column)
        elif first and first in "\"'":
            return closed(page, quoted(page, begins), begins)
        elif first and first in "[{":
            return closed(page, flow(page, begins), begins)
        elif first and first in "|>":
            return self._block(begins, column)
        elif first and first != "\n":
            self._plain(begins)
        return after

    def _plain(self, at: int) -> None:
        if odd := _ODD_BEFORE.match(self.page.text, at):
            message = f"trước giá trị có {named(odd[1])}; xóa đi và gõ lại"
            self.page.doubt(at, "odd_blank", message, certain=True)
        plain(self.page, at, self.page.rest(at), block=True)

    def _block(self, at: int, column: int) -> int:
        header = _BLOCK_HEADER.match(self.page.text, at)
        if header is None:
            special(self.page, at)
            return at + len(self.page.rest(at)) + 1
        at = header.end() + 1
        while at < len(self.page.text):
            rest = self.page.rest(at)
            if rest.strip() and len(rest) - len(rest.lstrip(" ")) <= column:
                break
            at += len(rest) + 1
        return at


def _is_cut(key: re.Match[str]) -> bool:
    """Whether a comment begins before the colon: then the colon is no key's."""
    return key["key"][0] not in "\"'" and COMMENT.search(key["key"]) is not None

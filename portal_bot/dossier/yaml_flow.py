"""Lists and mappings in brackets, which may go over several lines."""

from __future__ import annotations

import re

from portal_bot.dossier.yaml_doubts import OUR_KEY, YamlPage
from portal_bot.dossier.yaml_values import after_close, colon_inside, comment, plain, quoted
from portal_bot.marked import own

_TEXT = re.compile(r"(?:[^,\[\]{}:#\n]|:(?![ \t\n,\[\]{}]|\Z)|(?<![ \t])#)+")
_CLOSING = {"[": "]", "{": "}"}
_PARTING = ",[{"


def flow(page: YamlPage, begins: int) -> int:
    """Walks over what a bracket opens; returns the place after it."""
    return _Flow(page, begins).end()


class _Flow:
    """One walk, from the first bracket to the one that closes it."""

    def __init__(self, page: YamlPage, begins: int) -> None:
        self._page, self._text, self._begins = page, page.text, begins
        self._open: list[int] = []
        self._last = ""
        self._is_value = False
        # Where a part of a mapping began that has no colon yet.
        self._part = -1

    def end(self) -> int:
        at = self._begins
        while at < len(self._text):
            sign = self._text[at]
            if sign == "\n":
                if self._last not in _PARTING and OUR_KEY.match(self._text, at + 1):
                    break
                at += 1
            elif sign in " \t":
                at += 1
            else:
                at = self._step(at, sign)
                if not self._open:
                    return at
        self._unclosed()
        return min(at, len(self._text))

    def _step(self, at: int, sign: str) -> int:
        if sign == "#":
            return self._comment(at)
        if self._part >= 0 and sign in ",}":
            self._no_colon(self._part, at)
        if sign in ",:[{]}":
            self._part = -1
            self._sign(at, sign)
            at += 1
        elif sign in "\"'" and self._last in ",[{:":
            at = quoted(self._page, at)
        else:
            at = self._words(at)
        self._is_value = sign == ":" or (self._is_value and sign not in ",[{]}")
        self._last = sign
        return at

    def _sign(self, at: int, sign: str) -> None:
        if sign in _CLOSING:
            self._open.append(at)
        elif sign in "]}":
            opened = self._text[self._open.pop()]
            if _CLOSING[opened] != sign:
                message = f"dấu {sign} không khớp với dấu {opened} đã mở"
                self._page.doubt(at, "wrong_bracket", message)
        elif sign == ":" and self._is_value:
            colon_inside(self._page, at)

    def _words(self, at: int) -> int:
        found = _TEXT.match(self._text, at)
        if found is None:
            return at + 1
        page, said = self._page, found[0]
        if self._last and self._last in "\"'":
            after_close(page, at, self._last, said.strip())
        in_key = self._text[self._open[-1]] == "{" and not self._is_value
        if in_key and self._part < 0:
            self._part = at
        if not in_key or not (page.key_at_fault(at, said) or page.unseen_in_key(at, said)):
            plain(page, at, said, block=False)
        return found.end()

    def _no_colon(self, begins: int, ends: int) -> None:
        if self._page.doubted_since(begins):
            return
        part = self._text[begins:ends].strip()[:25]
        message = (
            f"phần “{own(part)}” trong dấu {{ }} không có dấu hai chấm; dấu phẩy thuộc tên mục hay "
            "giá trị thì đặt cả tên mục hay giá trị ấy trong ngoặc kép"
        )
        self._page.doubt(begins, "no_colon", message, certain=True)

    def _comment(self, at: int) -> int:
        """Only one that cuts words off: behind a comma it is a comment like any other."""
        rest = self._page.rest(at)
        start = self._text.rfind("\n", 0, at) + 1
        line = self._text[start : at + len(rest)]
        before = max(line.rfind(sign, 0, at - start) for sign in ",[{:") + 1
        cut = line[before : at - start].strip()
        if cut and cut[-1] not in "\"']}" and self._last not in _PARTING:
            comment(self._page, start + before, line[before:])
        return at + len(rest)

    def _unclosed(self) -> None:
        """Unless something odd inside is the cause, and this what comes of it."""
        if self._page.doubted_since(self._begins):
            return
        at = self._open[-1]
        opened = self._text[at]
        message = f"dấu {opened} mở ở đây mà không có dấu {_CLOSING[opened]} đóng"
        self._page.doubt(at, "unclosed_bracket", message)

"""JSON with places, numbers kept as written; stricter than YAML's idea of JSON, on purpose."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in fact
from typing import Any

from portal_bot.dossier import json_faults
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.source import Tree, Unreadable

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"true|false|null")
_HALF = re.compile("[\ud800-\udfff]")
# As in `yaml_text`: a dossier is the same in either form.
_DEEPEST = 24


def parse(text: str) -> Tree:
    """Reads the text's one value.

    Raises:
        Unreadable: with the line, when it is not JSON.
    """
    reader = _Reader(text)
    try:
        at = reader.value(reader.skip(0), ())
        if at != len(text):
            raise json.JSONDecodeError("Extra data", text, at)
    except json.JSONDecodeError as error:
        line, message = json_faults.told(text, error)
        raise Unreadable("broken_file", message, line) from error
    if "\\" in text and (found := json_faults.misread(text)):
        raise Unreadable("broken_file", found[1], found[0])
    return reader.tree


class _Reader:
    """One walk over the text; every method takes a position and returns the next one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines: dict[Place, int] = {}
        self.tree = Tree(lines=self._lines)
        self._newlines = [match.start() for match in re.finditer("\n", text)]

    def skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def value(self, at: int, place: Place) -> int:
        """Reads a value into the tree's data and returns the position after it and its blanks."""
        self.tree.data, end = self._any(at, place)
        return self.skip(end)

    def _line(self, at: int) -> int:
        return bisect_right(self._newlines, at) + 1

    def _fail(self, message: str, at: int) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self.text, at)

    def _any(self, at: int, place: Place) -> tuple[Any, int]:
        self._lines.setdefault(place, self._line(at))
        if len(place) > _DEEPEST:
            raise self._fail("Nested too deeply", at)
        first = self.text[at : at + 1]
        if first == "{":
            return self._object(at, place)
        if first == "[":
            return self._array(at, place)
        if first == '"':
            return self._string(at)
        if found := _WORD.match(self.text, at) or _NUMBER.match(self.text, at):
            return (None if found[0] == "null" else found[0]), found.end()
        raise self._fail("Expecting value", at)

    def _string(self, at: int) -> tuple[str, int]:
        text, end = scanstring(self.text, at + 1)
        if not text.isascii() and _HALF.search(text):
            raise self._fail("Half a letter", at)
        return text, end

    def _object(self, at: int, place: Place) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self.skip(at + 1)
        while self.text[at : at + 1] != "}":
            if found:
                at = self._comma(at)
            if self.text[at : at + 1] != '"':
                raise self._fail("Expecting property name enclosed in double quotes", at)
            start = at
            key, at = self._string(at)
            at = self.skip(at)
            if self.text[at : at + 1] != ":":
                raise self._fail("Expecting ':' delimiter", at)
            here = (*place, key)
            if key in found:
                self._twice(key, here, self._line(start))
                _value, at = self._any(self.skip(at + 1), (*here, ""))
            else:
                self._lines[here] = self._line(start)
                found[key], at = self._any(self.skip(at + 1), here)
            at = self.skip(at)
        return found, at + 1

    def _array(self, at: int, place: Place) -> tuple[list[Any], int]:
        found: list[Any] = []
        at = self.skip(at + 1)
        while self.text[at : at + 1] != "]":
            if found:
                at = self._comma(at)
            item, at = self._any(at, (*place, len(found)))
            found.append(item)
            at = self.skip(at)
        return found, at + 1

    def _comma(self, at: int) -> int:
        if self.text[at : at + 1] != ",":
            raise self._fail("Expecting ',' delimiter", at)
        return self.skip(at + 1)

    def _twice(self, key: str, here: Place, line: int) -> None:
        message = f"Mục “{key}” ghi hai lần (dòng {self._lines[here]} và {line}); bỏ một"
        self.tree.faults.append((line, Finding(here, "duplicate_key", message)))

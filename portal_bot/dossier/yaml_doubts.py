"""What our own look at a YAML file found odd, and the text it looks at."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from portal_bot.dossier.odd_characters import ODD_BLANKS, UNSEEN, named
from portal_bot.dossier.problems import Severity

ODD = f"[{ODD_BLANKS}{UNSEEN}]"
# What our keys look like, at the start of a line: only this is taken for a key in a wrong place.
OUR_KEY = re.compile(r"[ \t]*(?:- +)?[A-Za-z_]{2,}[ \t]*:(?=[ \t\n]|\Z)")
# Or a label, in words: "Họ, chữ đệm, tên".
_WORDS = "[A-Za-zÀ-ỹ_]{2,}(?:[ ,/]+[A-Za-zÀ-ỹ_]+)*"
TIGHT_KEY = re.compile(rf"{_WORDS}(?P<colon>[ \t]*:)(?P<next>{ODD}|[^\s/\\:])")
_WIDE_COLON = re.compile(rf"[ \t]*[\"']?{_WORDS}[\"']?\s*([：﹕∶꞉ː])")  # noqa: RUF001 - the wide ones
_OTHER_SIGN = re.compile(r"([a-z]+(?:_[a-z]+)*)[ \t]*([=;])")
_LOOSE_KEY = re.compile(rf"[A-Za-z_]+({ODD})")
_REST = re.compile(r"[^\n]*")
_BLANKS = re.compile(r"[ \t]*")
_AGAIN = "xóa đi và gõ lại"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something odd on a line.

    Attributes:
        at: where, counted in letters from the text's start.
        certain: it is wrong, also where a parser reads the file without complaint.
    """

    line: int
    at: int
    code: str
    message: str
    certain: bool
    severity: Severity = "error"


@dataclass
class YamlPage:
    """A text, its lines parted by line feeds only, and what was found odd in it."""

    text: str
    doubts: list[Doubt] = field(default_factory=list)
    _last: int = -1

    @cached_property
    def _ends(self) -> list[int]:
        """Where its lines end."""
        return [end.start() for end in re.finditer("\n", self.text)]

    def doubt(
        self,
        at: int,
        code: str,
        message: str,
        *,
        certain: bool = False,
        severity: Severity = "error",
    ) -> None:
        """Notes what is odd at a place."""
        line = bisect_left(self._ends, at) + 1
        self._last = max(self._last, at)
        self.doubts.append(Doubt(line, at, code, message, certain, severity))

    def doubted_since(self, at: int) -> bool:
        """Whether anything was found odd there or behind."""
        return self._last >= at

    def rest(self, at: int) -> str:
        """What is left of the line."""
        return _REST.match(self.text, at)[0]  # type: ignore[index]  # matches also nothing

    def after_blanks(self, at: int) -> int:
        """The place after the blanks that stand here."""
        return _BLANKS.match(self.text, at).end()  # type: ignore[union-attr]  # matches also nothing

    def key_at_fault(self, at: int, said: str) -> bool:
        """Notes what is wrong with a key that YAML does not take for one."""
        if sign := _OTHER_SIGN.match(said):
            message = f"thiếu dấu hai chấm: có dấu {sign[2]} ở chỗ đó; ghi “{sign[1]}: …”"
            self.doubt(at + sign.start(2), "odd_colon", message)
        elif wide := _WIDE_COLON.match(said):
            message = f"dấu hai chấm lạ “{wide[1]}”; gõ lại dấu “:” và một dấu cách"
            self.doubt(at + wide.start(1), "odd_colon", message, certain=True)
        elif tight := TIGHT_KEY.match(said):
            self.tight_key(at, tight)
        else:
            return False
        return True

    def tight_key(self, at: int, found: re.Match[str]) -> None:
        """Notes a colon that no blank follows."""
        odd, place = found["next"], at + found.start("next") - found.start()
        if re.match(ODD, odd):
            message = f"sau dấu hai chấm có {named(odd)} thay cho dấu cách; {_AGAIN}"
            self.doubt(place, "odd_blank", message, certain=True)
            return
        name = found[0][: -len(odd)].rstrip(" \t:")
        message = f"thiếu dấu cách sau dấu hai chấm; ghi “{name}: …”"
        self.doubt(place, "tight_colon", message, certain=True)

    def unseen_in_key(self, at: int, said: str) -> bool:
        """Notes a letter that nobody sees within a key."""
        found = _LOOSE_KEY.match(said)
        if found is not None:
            message = f"trong tên mục có {named(found[1])}; {_AGAIN}"
            self.doubt(at + found.start(1), "odd_blank", message, certain=True)
        return found is not None

"""How an `.ods` shows its numbers, as far as it matters: which parts of a day are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from portal_bot.intake.workbook.cell_values import Looks
from portal_bot.intake.workbook.sheet_scan import RawCell, careful_parser, feed

# No program reads a calendar's odd beginning into a day that is counted from here.
_BEGINS = date(1904, 1, 1)
_SEEN = {"number:day": "d", "number:month": "m", "number:year": "y", "number:hours": "h"}
_USUAL_DAY, _PERCENT, _CLOCK = "dmy", "%", "h"
_FIXED = ("", _USUAL_DAY, _PERCENT, _CLOCK)
_TIME = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S")
_SECONDS = 86_400


class OdsLooks:
    """What styles say, while they are read.

    Attributes:
        concealed: the styles of sheets that are hidden.
    """

    def __init__(self) -> None:
        self.concealed = set[str]()
        self._days: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, str]] = {}
        self._formats = list(_FIXED)
        self._day = self._style = ""

    def read(self, pieces: Iterable[bytes]) -> None:
        """Hears the styles that all documents of a kind share.

        Raises:
            Unreadable: it is damaged.
        """
        parser = careful_parser()
        parser.StartElementHandler = self.hear
        feed(parser, pieces)

    def hear(self, name: str, has: Mapping[str, str]) -> None:
        """One element of a style."""
        if name == "style:style":
            self._style = has.get("style:name", "")
            own = has.get("style:data-style-name", ""), has.get("style:parent-style-name", "")
            self._of_style[self._style] = own
        elif name == "number:date-style":
            self._day = has.get("style:name", "")
            self._days[self._day] = ""
        elif name in _SEEN:
            seen = self._days.get(self._day)
            if seen is not None and _SEEN[name] not in seen:
                self._days[self._day] = seen + _SEEN[name]
        elif name == "style:table-properties" and has.get("table:display") == "false":
            self.concealed.add(self._style)
        elif name.endswith("-style"):
            self._day = ""

    def looks(self) -> Looks:
        """What the styles of the cells that were made here mean."""
        return Looks(tuple(self._formats), _BEGINS)

    def cell(self, kind: str, has: Mapping[str, str], style: str) -> RawCell | None:
        """A number, day, time or answer as any other spreadsheet has it; `None`: it is a text."""
        if kind in {"float", "currency"}:
            return RawCell("n", has.get("office:value", ""))
        if kind == "percentage":
            return RawCell("n", has.get("office:value", ""), _FIXED.index(_PERCENT))
        if kind == "boolean":
            return RawCell("b", "1" if has.get("office:boolean-value") == "true" else "0")
        if kind == "date":
            return self._a_day(has.get("office:date-value", ""), style)
        if kind == "time" and (found := _TIME.fullmatch(has.get("office:time-value", ""))):
            hours, minutes, seconds = map(int, found.groups())
            share = Decimal(hours * 3600 + minutes * 60 + seconds) / _SECONDS
            return RawCell("n", str(share), _FIXED.index(_CLOCK))
        return None

    def _a_day(self, said: str, style: str) -> RawCell:
        try:
            at = datetime.fromisoformat(said)
        except ValueError:
            return RawCell("e", said)
        since = at.replace(tzinfo=None) - datetime.combine(_BEGINS, datetime.min.time())
        number = Decimal(since // timedelta(seconds=1)) / _SECONDS
        return RawCell("n", str(number), self._look(style))

    def _look(self, style: str) -> int:
        shown = ""
        for _ in range(10):
            days, parent = self._of_style.get(style, ("", ""))
            if shown := self._days.get(days, ""):
                break
            style = parent
        shown = shown or _USUAL_DAY
        if shown not in self._formats:
            self._formats.append(shown)
        return self._formats.index(shown)

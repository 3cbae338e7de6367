"""What a cell says, as a dossier's text; what a spreadsheet made of it is undone or refused.

Nothing is guessed: a day whose day of the month is not shown, a number that lost its last digits, a
formula and an error are refused, and the cell is named by whoever tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from portal_bot.dossier.letters import Unfit
from portal_bot.dossier.problems import Refused
from portal_bot.intake.workbook.sheet_scan import RawCell, parse

Value = str | Unfit
# Kinds of fields that a day may stand in.
_DAYS = frozenset(("date", "birth_date", "partial_date", "partial_birth_date", "moment"))
# Kinds of fields that yes or no is an answer to.
_ANSWERS = frozenset(("choice", "tick", "confirmed"))
_PARTIAL = frozenset(("partial_date", "partial_birth_date"))
# Beyond so many digits a spreadsheet has lost some.
_DIGITS = 15
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY_CODE, _TIME_CODE = re.compile("[dyb]", re.IGNORECASE), re.compile("[hs]", re.IGNORECASE)
# What the numbers of looks mean that every program knows by heart.
_BUILT_IN: dict[int, str] = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 22, *range(27, 32), 36, *range(50, 59)), "d/m/yyyy"),
    16: "d/m",
    17: "m/yyyy",
    22: "d/m/yyyy h:mm",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "h:mm"),
}
_BLANKS = re.compile("[\u00a0\u2007\u202f]")
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Looks:
    """How numbers look, by the number of their style.

    Attributes:
        formats: the number format of each style.
        begins: the day before the first day of the calendar.
    """

    formats: tuple[str, ...] = ()
    begins: date = date(1899, 12, 30)

    def of(self, style: int) -> str:
        """A style's format, without what it only quotes."""
        return self.formats[style] if 0 <= style < len(self.formats) else ""


@dataclass(slots=True)
class _Styles:
    own: dict[int, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    inside: bool = False


def looks_of(styles: Iterable[bytes], *, since_1904: bool) -> Looks:
    """Reads a workbook's styles.

    Args:
        styles: the part that holds them.
        since_1904: whether days are counted from 1904, as on old Macs.
    """
    seen = _Styles()

    def start(name: str, has: Mapping[str, str]) -> None:
        if name == "numFmt" and has.get("numFmtId", "").isdecimal():
            seen.own[int(has["numFmtId"])] = has.get("formatCode", "")
        elif name == "cellXfs":
            seen.inside = True
        elif name == "xf" and seen.inside:
            number = has.get("numFmtId", "0")
            seen.used.append(int(number) if number.isdecimal() else 0)

    def end(name: str) -> None:
        if name == "cellXfs":
            seen.inside = False

    parse(styles, start, end)
    named = (seen.own.get(each) or _BUILT_IN.get(each, "") for each in seen.used)
    formats = tuple(_QUOTED.sub("", text.partition(";")[0]) for text in named)
    return Looks(formats, date(1904, 1, 1) if since_1904 else date(1899, 12, 30))


def value_of(cell: RawCell, kind: str, looks: Looks) -> Value:
    """What the cell says, for a field of this kind (`Spec.type_name`)."""
    if cell.kind == "s":
        text = cell.text
        # A blank of another kind does not count as printable; nearly every text is.
        return text.strip() if text.isprintable() else _BLANKS.sub(" ", text).strip()
    if cell.kind == "n":
        return _number(cell.text, kind, looks.of(cell.style), looks.begins)
    if cell.kind == "b":
        if kind not in _ANSWERS:
            return _unfit(
                "cell_truth", "là TRUE/FALSE của bảng tính; đặt ô dạng Văn bản rồi gõ lại"
            )
        return "Có" if cell.text.strip() in {"1", "true"} else "Không"
    if cell.kind == "d":
        return _iso_day(cell.text, kind)
    if cell.kind == "f":
        return _unfit(
            "formula", "là công thức; chép ô rồi dán lại bằng Dán đặc biệt > Giá trị, hoặc gõ chữ"
        )
    return _unfit("cell_error", f"là lỗi của bảng tính ({_cut(cell.text)}); gõ lại giá trị")


def _unfit(code: str, message: str) -> Unfit:
    return Unfit(Refused(code, f"ô này {message}"))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _number(text: str, kind: str, look: str, begins: date) -> Value:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text.strip()
    if not number.is_finite():
        return text.strip()
    if look and look != "@" and "general" not in look.lower():
        if _is_day(look):
            return _day(number, kind, look, begins)
        if _TIME_CODE.search(look) and 0 <= number < 1:
            minutes = int(number * 24 * 60 + Decimal("0.5"))
            return f"{minutes // 60:02}:{minutes % 60:02}"
        if "%" in look:
            number *= 100
    return _written(number)


def _is_day(look: str) -> bool:
    """Whether a number of this look is a day; `m` beside hours or seconds is minutes."""
    return bool(_DAY_CODE.search(look)) or ("m" in look.lower() and not _TIME_CODE.search(look))


def _written(number: Decimal) -> Value:
    if number == number.to_integral_value():
        told = f"{number.to_integral_value():f}"
        if len(told.lstrip("-0")) > _DIGITS:
            return _unfit(
                "digits_lost",
                "là số quá dài, bảng tính đã bỏ mất các chữ số cuối; đặt ô dạng Văn bản rồi gõ lại "
                "theo giấy tờ",
            )
        return told
    # As a spreadsheet shows it, without what binary fractions leave behind.
    rounded = Decimal(f"{float(number):.15g}")
    return f"{rounded:f}".replace(".", ",")


def _day(number: Decimal, kind: str, look: str, begins: date) -> Value:
    serial = int(number)
    # Day 60 of 1900 never was; before it the calendar is a day late.
    if begins.year < 1900 and serial < 61:
        serial += 1 if serial < 60 else 0
    try:
        day = begins + timedelta(days=serial)
    except OverflowError:
        return _unfit("cell_day", "là ngày không có thật; gõ lại theo giấy tờ")
    if kind not in _DAYS:
        return _unfit(
            "cell_day",
            f"đã bị bảng tính đổi thành ngày {day:%d/%m/%Y}; đặt ô dạng Văn bản rồi gõ lại theo "
            "giấy tờ",
        )
    if "d" not in look.lower():
        if kind in _PARTIAL:
            return f"{day:%m/%Y}" if "m" in look.lower() else f"{day:%Y}"
        return _unfit(
            "cell_day",
            f"chỉ cho thấy tháng, năm ({day:%m/%Y}) mà bảng tính giữ ngày {day:%d/%m/%Y}; đặt ô "
            "dạng Văn bản rồi gõ đủ ngày",
        )
    if kind == "moment":
        seconds = int((number - int(number)) * 86_400 + Decimal("0.5"))
        at = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001  # a cell knows no zone; the reader of moments says Vietnam's
        return f"{at:%d/%m/%Y %H:%M}"
    return f"{day:%d/%m/%Y}"


def _iso_day(text: str, kind: str) -> Value:
    """A day as newer programs may write it: ``1990-02-13T00:00:00``."""
    if kind not in _DAYS:
        return _unfit("cell_day", "đã bị bảng tính đổi thành ngày; gõ lại theo giấy tờ")
    day, _, clock = text.strip().removesuffix("Z").partition("T")
    return f"{day} {clock}".strip() if kind == "moment" else day


def is_doubtful_day(cell: RawCell, looks: Looks) -> date | None:
    """A day that a spreadsheet set to another country's order would have turned around."""
    look = looks.of(cell.style)
    if cell.kind != "n" or not _is_day(look):
        return None
    try:
        day = looks.begins + timedelta(days=int(Decimal(cell.text)))
    except (InvalidOperation, OverflowError, ValueError):
        return None
    return day if day.day <= 12 and day.day != day.month else None

"""Finds and reads a roster: YAML, or a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from portal_bot import files, settings
from portal_bot.catalogue.names import clean
from portal_bot.roster.duty import DutyDay, Roster, RosterError, RosterPerson, RosterRemark
from portal_bot.roster.roster_words import RawRow, day_in, names_in
from portal_bot.shown import shown

NAMES = ("roster.yaml", "roster.yml", "roster.xlsx")
BOOK = ".xlsx"
KINDS = frozenset({".yaml", ".yml", BOOK})
# Some ten years of days; and who fills a disk with a roster is stopped early.
_LARGEST = 2_000_000
_BETWEEN_DAYS = re.compile(r"\s*(?:\.\.|đến|tới|→|\s[-\u2013]\s)\s*")


def find_roster(said: Path | None, home: Path) -> Path | None:
    """Which file is meant: the one that was said, else the setting's, else the home's.

    Raises:
        SetupError: the settings cannot be read.
    """
    if said is not None:
        return said
    if named := settings.value(settings.ROSTER):
        return Path(named).expanduser()
    return next((home / name for name in NAMES if (home / name).exists()), None)


def read_roster(path: Path) -> Roster:
    """A roster with all that could be read of it, and what could not.

    Raises:
        RosterError: it is no roster at all: no such file, not YAML, no workbook.
    """
    if path.suffix.lower() not in KINDS:
        raise RosterError(f"lịch trực {shown(path)}: tên tệp phải kết thúc bằng .yaml hoặc .xlsx")
    try:
        content = files.read(path, _LARGEST)
    except files.Unopened as error:
        raise RosterError(f"lịch trực {shown(path)}: {error.reason}") from error
    if len(content) > _LARGEST:
        raise RosterError(f"lịch trực {shown(path)}: tệp lớn hơn {_LARGEST // 1_000_000} MB")
    if path.suffix.lower() == BOOK:
        from portal_bot.roster.roster_book import book_rows  # slow: openpyxl

        rows = book_rows(content, path)
    else:
        from portal_bot.roster.roster_yaml import yaml_rows  # slow: only for YAML

        rows = yaml_rows(content, path)
    return _roster(rows, path)


def _roster(rows: Iterable[RawRow], path: Path) -> Roster:
    people: list[RosterPerson] = []
    days: list[DutyDay] = []
    unread: list[RosterRemark] = []
    for kind, where, said in rows:
        if kind == "unread":
            unread.append(RosterRemark("not_understood", "error", where, said["message"]))
        elif kind == "person":
            people += _person(said, where, unread)
        else:
            days += _day(said, where, unread)
    listed = Roster(people=tuple(people))
    return Roster(
        people=tuple(people),
        days=tuple(
            DutyDay(
                row.day,
                listed.spelled(row.officer),
                listed.spelled(row.volunteer),
                row.note,
                row.where,
            )
            for row in days
        ),
        unread=tuple(unread),
        path=path,
    )


def _person(said: dict[str, Any], where: str, unread: list[RosterRemark]) -> Iterator[RosterPerson]:
    name, role = clean(str(said.get("name") or "")), said.get("role")
    if not name:
        unread.append(RosterRemark("no_name", "error", where, "thiếu họ tên người trực"))
        return
    if role not in {"officer", "volunteer"}:
        told = f"“{name}” là ai: ghi “Cán bộ” hoặc “Đoàn viên”"
        unread.append(RosterRemark("no_role", "error", where, told))
        return
    off: list[tuple[date, date]] = []
    for text in _periods(said.get("off")):
        period = _period(text)
        if period is None:
            told = f"ngày nghỉ “{shown(str(text))}” không đọc được; ghi 24/12/2026 - 31/12/2026"
            unread.append(RosterRemark("bad_day", "error", where, told))
        else:
            off.append(period)
    yield RosterPerson(name, role, tuple(off), where)


def _periods(value: Any) -> list[Any]:
    several = value if isinstance(value, list | tuple) else [value]
    parts: list[Any] = []
    for one in several:
        parts += [one] if isinstance(one, date) else re.split(r"[;,\n]", str(one or ""))
    return [part for part in parts if isinstance(part, date) or part.strip()]


def _period(value: Any) -> tuple[date, date] | None:
    if (one := day_in(value)) is not None:
        return one, one
    ends = [day_in(part) for part in _BETWEEN_DAYS.split(str(value).strip())]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        return None
    return ends[0], ends[1]


def _day(said: dict[str, Any], where: str, unread: list[RosterRemark]) -> Iterator[DutyDay]:
    day = day_in(said.get("day"))
    if day is None:
        told = f"“{shown(str(said.get('day') or ''))}” không phải ngày; ghi ngày/tháng/năm"
        unread.append(RosterRemark("bad_day", "error", where, f"{told}, ví dụ 01/12/2026"))
        return
    officer, volunteer = names_in(said.get("officer")), names_in(said.get("volunteer"))
    yield DutyDay(day, officer, volunteer, clean(str(said.get("note") or "")), where)

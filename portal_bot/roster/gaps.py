"""What is wrong with a roster: gaps, double duty, days off, names that nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from portal_bot.catalogue.calendar import UnknownYear, holidays, is_projected, is_working_day
from portal_bot.catalogue.names import fold, nearest
from portal_bot.moments import day as told_day
from portal_bot.roster.duty import ROLE_WORDS, ROLES, DutyDay, Role, Roster, RosterRemark
from portal_bot.roster.weekdays import weekday
from portal_bot.shown import shown

# Days of duty of one role between who has most and who has least: up to here it is chance.
_FAIR = 2


def examined(
    roster: Roster, since: date | None = None, until: date | None = None
) -> tuple[RosterRemark, ...]:
    """All that is to be said, what must be mended first.

    Args:
        roster: as it was read.
        since: the first day to look at; left out: the roster's own.
        until: the last, likewise.
    """
    days = [row.day for row in roster.days]
    first = since or min(days, default=None)
    last = until or max(days, default=None)
    found = [*roster.unread, *_of_people(roster)]
    asked = [row for row in roster.days if _within(row.day, since, until)]
    for row in asked:
        found += _of_row(roster, row)
    found += _twice(asked)
    if first is None or last is None:
        found.append(RosterRemark("empty", "error", "lịch trực", "chưa có ngày nào"))
    else:
        found += _gaps(roster, first, last)
        found += _unequal(roster, asked)
    return tuple(sorted(found, key=lambda remark: remark.severity != "error"))


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def day_off(day: date) -> str | None:
    """Why offices do not work on a day; `None`: they do.

    Raises:
        UnknownYear: nobody knows the holidays of the year.
    """
    if is_working_day(day):
        return None
    return holidays(day.year).get(day) or weekday(day)


def _of_people(roster: Roster) -> Iterator[RosterRemark]:
    if not roster.people:
        told = "chưa có danh sách người trực: tên viết sai không nhận ra được"
        yield RosterRemark("no_people", "warning", "lịch trực", told)
    for name, count in Counter(fold(person.name) for person in roster.people).items():
        if count > 1:
            same = [person for person in roster.people if fold(person.name) == name]
            told = f"“{shown(same[0].name)}” có {count} lần: ghi thêm chữ để phân biệt"
            yield RosterRemark(
                "same_name", "error", same[-1].where, f"{told}, hoặc bỏ bớt một dòng"
            )


def _of_row(roster: Roster, row: DutyDay) -> Iterator[RosterRemark]:
    where = f"{told_day(row.day)} ({row.where})" if row.where else told_day(row.day)
    for role in ROLES:
        for name in row.names(role):
            yield from _of_name(roster, row.day, role, name, where)
    for name, count in Counter(fold(name) for name in (*row.officer, *row.volunteer)).items():
        if count > 1:
            shown_name = next(n for n in (*row.officer, *row.volunteer) if fold(n) == name)
            told = f"{shown(shown_name)} trực hai chỗ trong một ngày: đổi một chỗ"
            yield RosterRemark("double_duty", "error", where, told)
    try:
        why = day_off(row.day)
    except UnknownYear as error:
        yield RosterRemark("unknown_year", "warning", where, error.message)
        return
    if why is not None and (row.officer or row.volunteer):
        yield RosterRemark(
            "holiday", "error", where, f"là ngày nghỉ ({why}): bỏ, hoặc dời người trực"
        )


def _of_name(
    roster: Roster, day: date, role: Role, name: str, where: str
) -> Iterator[RosterRemark]:
    if not roster.people:
        return
    person = roster.person(name)
    if person is None:
        near = nearest(name, [each.name for each in roster.people], 1)
        meant = f" (có phải {near[0]}?)" if near else ""
        told = f"“{shown(name)}” không có trong danh sách người trực{meant}"
        yield RosterRemark("unknown_name", "error", where, told)
    elif person.role != role:
        told = f"{person.name} là {ROLE_WORDS[person.role]}, ở đây ghi là {ROLE_WORDS[role]}"
        yield RosterRemark("other_role", "warning", where, told)
    if person is not None and person.is_off(day):
        yield RosterRemark("away", "error", where, f"{person.name} nghỉ ngày này: cần người thay")


def _twice(rows: list[DutyDay]) -> Iterator[RosterRemark]:
    for day, count in Counter(row.day for row in rows).items():
        if count > 1:
            places = ", ".join(row.where for row in rows if row.day == day)
            told = f"ngày này ghi {count} lần ({places}); chỉ dòng đầu được dùng, gộp lại làm một"
            yield RosterRemark("same_day", "error", told_day(day), told)


def _gaps(roster: Roster, first: date, last: date) -> Iterator[RosterRemark]:
    for day in _every(first, last):
        try:
            if not is_working_day(day):
                continue
        except UnknownYear as error:
            told = f"{error.message}; các ngày từ đây không soát được"
            yield RosterRemark("unknown_year", "warning", told_day(day), told)
            return
        row = roster.on(day)
        missing = [ROLE_WORDS[r] for r in ROLES if row is None or not row.names(r)]
        if missing:
            told = f"{weekday(day)}: chưa có {' và '.join(missing)}"
            yield RosterRemark("gap", "error", told_day(day), told)
    if is_projected(last):
        told = f"lịch nghỉ hoán đổi năm {last.year} chưa có quyết định; soát lại khi có"
        yield RosterRemark("projected", "warning", told_day(last), told)


def _unequal(roster: Roster, rows: list[DutyDay]) -> Iterator[RosterRemark]:
    for role in ROLES:
        times = Counter(name for row in rows for name in row.names(role))
        counts = {person.name: times[person.name] for person in roster.of(role)}
        if counts and max(counts.values()) - min(counts.values()) > _FAIR:
            most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
            told = f"{most} trực {counts[most]} ngày, {least} {counts[least]} ngày"
            yield RosterRemark("unequal", "warning", ROLE_WORDS[role], told)


def _every(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)

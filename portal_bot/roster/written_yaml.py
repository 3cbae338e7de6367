"""A roster as YAML, as people may go on writing it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from portal_bot.moments import day as told_day
from portal_bot.roster.duty import DutyDay, Role, Roster, RosterPerson
from portal_bot.roster.weekdays import weekday

_PARTS: tuple[tuple[Role, str, str], ...] = (
    ("officer", "officers", "cán bộ một cửa"),
    ("volunteer", "volunteers", "đoàn viên, thanh niên tình nguyện"),
)


def written_yaml(roster: Roster, title: str) -> str:
    """A roster whose days and people read as they stand here."""
    return "\n".join(_lines(roster, title)) + "\n"


def _lines(roster: Roster, title: str) -> Iterator[str]:
    yield f"# {title}"
    yield "# Nghỉ: thêm off: [24/12/2026 - 31/12/2026]. Soát lại: portal-bot roster check TỆP"
    for role, key, words in _PARTS:
        yield f"{key}:  # {words}"
        for person in roster.of(role):
            yield _person(person)
    yield "days:"
    for row in sorted(roster.days, key=lambda each: each.day):
        yield f"  {told_day(row.day)}: {_duty(row)}  # {weekday(row.day)}"


def _person(person: RosterPerson) -> str:
    if not person.off:
        return f"  - {_text(person.name)}"
    off = ", ".join(_text(f"{told_day(a)} - {told_day(b)}") for a, b in person.off)
    return f"  - {{name: {_text(person.name)}, off: [{off}]}}"


def _duty(row: DutyDay) -> str:
    said = {role: names for role, _, _ in _PARTS if (names := row.names(role))}
    parts = [f"{role}: {_names(names)}" for role, names in said.items()]
    if row.note:
        parts.append(f"note: {_text(row.note)}")
    return f"{{{', '.join(parts)}}}"


def _names(names: tuple[str, ...]) -> str:
    return _text(names[0]) if len(names) == 1 else f"[{', '.join(map(_text, names))}]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

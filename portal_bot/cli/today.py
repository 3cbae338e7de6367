"""`portal-bot today`: who is on duty."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.day_option import a_day
from portal_bot.cli.shared_options import Json, a_path

if TYPE_CHECKING:
    from portal_bot.roster import Roster

# Tết gives nine days off in a row; so far ahead is the next working day at the most.
_AHEAD = 15


def run(
    file: Annotated[
        Path | None,
        typer.Option("--roster", metavar="TỆP", parser=a_path, help="Lịch trực (.yaml, .xlsx)."),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--day", metavar="NGÀY", help="Một ngày khác: 01/12/2026.")
    ] = None,
    json: Json = False,
) -> int:
    """Exit 10 when nobody is on duty although offices work."""
    from portal_bot import clock, settings  # slow: not for --help
    from portal_bot.roster import RosterError, find_roster, read_roster  # slow: not for --help

    asked = a_day(day, "--day") or clock.today()
    path = find_roster(file, settings.home_path())
    roster = read_roster(path) if path else None
    told = [_told(roster, each) for each in (asked, _next_working_day(asked)) if each]
    if json:
        print_json({"roster": path and str(path), "today": told[0], "next": told[1:]})
    else:
        for one in told:
            out().print(_line(one))
        if roster is None:
            out().print(
                "Chưa có lịch trực: `portal-bot roster make --help` cho biết cách lập.",
                style="yellow",
            )
    return RosterError.exit_code if roster is not None and told[0]["missing"] else 0


def _told(roster: Roster | None, day: date) -> dict[str, Any]:
    from portal_bot.catalogue.calendar import UnknownYear  # slow: not for --help
    from portal_bot.roster.duty import ROLE_WORDS, ROLES  # slow: not for --help
    from portal_bot.roster.gaps import day_off  # slow: not for --help

    row = roster.on(day) if roster else None
    try:
        off = day_off(day)
    except UnknownYear:
        off = None
    missing = [ROLE_WORDS[r] for r in ROLES if row is None or not row.names(r)] if not off else []
    return {
        "day": day.isoformat(),
        "off": off,
        "officer": list(row.officer) if row else [],
        "volunteer": list(row.volunteer) if row else [],
        "note": row.note if row else "",
        "missing": missing if roster else [],
    }


def _line(told: dict[str, Any]) -> str:
    from portal_bot.moments import day  # slow: not for --help
    from portal_bot.roster.weekdays import weekday  # slow: not for --help
    from portal_bot.shown import shown  # slow: not for --help

    when = date.fromisoformat(told["day"])
    parts = [
        f"{words} {shown(', '.join(told[role]))}"
        for role, words in (("officer", "cán bộ"), ("volunteer", "đoàn viên"))
        if told[role]
    ]
    parts += [f"nghỉ ({told['off']})"] if told["off"] else []
    parts += [f"chưa có {' và '.join(told['missing'])}"] if told["missing"] else []
    note = f" ({shown(told['note'])})" if told["note"] else ""
    return f"{weekday(when)} {day(when)}: {'; '.join(parts) or 'chưa xếp ai'}{note}"


def _next_working_day(day: date) -> date | None:
    from portal_bot.catalogue.calendar import UnknownYear, is_working_day  # slow: not for --help

    try:
        days = (day + timedelta(days=ahead) for ahead in range(1, _AHEAD))
        return next((each for each in days if is_working_day(each)), None)
    except UnknownYear:
        return None


command = verb(
    run,
    help="Hôm nay ai trực, ngày làm việc kế tiếp ai trực, theo lịch trực.",
    example="portal-bot today",
)

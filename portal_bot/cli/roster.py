"""`portal-bot roster`: who is on duty on which day; examined, and proposed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.cli.commands import group, verb
from portal_bot.cli.console import out, print_json
from portal_bot.cli.day_option import Since, Until, days_between
from portal_bot.cli.shared_options import Json, a_path
from portal_bot.errors import UsageError
from portal_bot.reasons import in_words

if TYPE_CHECKING:
    from datetime import date

    from portal_bot.roster import Roster, RosterPerson
    from portal_bot.roster.duty import Role

_TITLE = "Lịch trực hỗ trợ nộp hồ sơ dịch vụ công"
File = Annotated[
    Path | None,
    typer.Argument(
        metavar="TỆP",
        parser=a_path,
        help="Lịch trực (.yaml, .xlsx); không ghi thì theo thiết lập, hoặc trong thư mục dữ liệu.",
    ),
]


def check(file: File = None, since: Since = None, until: Until = None, json: Json = False) -> int:
    """Exit 10 when something is to be mended."""
    from portal_bot.roster.duty import RosterError  # slow: not for --help
    from portal_bot.roster.gaps import examined  # slow: not for --help

    first, last = days_between(since, until)
    roster = _named(file)
    found = examined(roster, first, last)
    errors = sum(remark.severity == "error" for remark in found)
    if json:
        told = [remark.as_json() for remark in found]
        print_json({"path": str(roster.path), "days": len(roster.days), "problems": told})
    else:
        for remark in found:
            mark = "✗" if remark.severity == "error" else "!"
            style = "red" if remark.severity == "error" else "yellow"
            out().print(f"{mark} {remark.where}: {remark.message}", style=style)
        warnings = len(found) - errors
        told_end = f"{errors} chỗ phải sửa, {warnings} lưu ý" if found else "không có gì phải sửa"
        out().print(f"{roster.path}: {len(roster.days)} ngày; {told_end}.")
    return RosterError.exit_code if errors else 0


def make(
    since: Since = None,
    until: Until = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            metavar="TỆP",
            parser=a_path,
            help="Làm tiếp từ lịch này: giữ những ngày đã xếp, lấy người và ngày nghỉ ở đó.",
        ),
    ] = None,
    officer: Annotated[
        list[str] | None,
        typer.Option(metavar="TÊN", help="Một cán bộ, ghi nhiều lần được; thêm vào lịch cũ."),
    ] = None,
    volunteer: Annotated[
        list[str] | None,
        typer.Option(metavar="TÊN", help="Một đoàn viên, ghi nhiều lần được."),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="TỆP", help="Ghi vào tệp mới này, .yaml hoặc .xlsx; không thì in ra."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Never writes over a file: a roster is changed by hand after it was made."""
    first, last = days_between(since, until)
    if first is None or last is None:
        raise UsageError("cần cả --from và --to: xếp lịch cho những ngày nào")
    made = _proposed(_begun(file, officer or [], volunteer or []), first, last)
    if target is not None:
        _write(target, made)
    if json:
        print_json({"path": target and str(target), "days": _days_json(made, first, last)})
    elif target is None:
        from portal_bot.roster.written_yaml import written_yaml  # slow: not for --help

        sys.stdout.write(written_yaml(made, _TITLE))
    if target is not None and not json:
        sys.stderr.write(f"Đã tạo {target}. Sửa xong thì chạy: portal-bot roster check {target}\n")


def _named(file: Path | None) -> Roster:
    from portal_bot import settings  # slow: not for --help
    from portal_bot.roster import find_roster, read_roster  # slow: not for --help

    path = find_roster(file, settings.home_path())
    if path is None:
        raise UsageError(
            f"chưa có lịch trực: ghi tên tệp, hoặc để roster.yaml hay roster.xlsx trong "
            f"{settings.home_path()}; làm mới bằng `portal-bot roster make --from NGÀY --to NGÀY "
            "--officer TÊN --volunteer TÊN --out TỆP`"
        )
    return read_roster(path)


def _begun(file: Path | None, officers: list[str], volunteers: list[str]) -> Roster:
    """The roster to go on from, with the people who were added to it.

    Raises:
        UsageError: nobody was named; or something in it would be lost.
    """
    from portal_bot.roster import Roster  # slow: not for --help

    known = _named(file) if file is not None or not (officers or volunteers) else Roster()
    twice = len({row.day for row in known.days}) < len(known.days)
    if known.unread or twice:
        raise UsageError(
            f"{known.path} còn dòng không đọc được hoặc ngày ghi hai lần: sửa trước, theo "
            f"`portal-bot roster check {known.path}`"
        )
    people = [*known.people, *_people("officer", officers), *_people("volunteer", volunteers)]
    unique = {(_known_name(person), person.role): person for person in reversed(people)}
    kept = [person for person in people if unique[_known_name(person), person.role] is person]
    if not kept:
        raise UsageError("chưa có ai để xếp: thêm --officer TÊN và --volunteer TÊN")
    return replace(known, people=tuple(kept))


def _known_name(person: RosterPerson) -> str:
    """By which two spellings of one person are one."""
    from portal_bot.catalogue.names import fold  # slow: not for --help

    return fold(person.name)


def _people(role: Role, names: list[str]) -> list[RosterPerson]:
    from portal_bot.catalogue.names import clean  # slow: not for --help
    from portal_bot.roster import RosterPerson  # slow: not for --help

    if any(not clean(name) for name in names):
        raise UsageError("có một tên người trực để trống")
    return [RosterPerson(clean(name), role) for name in names]


def _proposed(roster: Roster, first: date, last: date) -> Roster:
    from portal_bot.catalogue.calendar import UnknownYear  # slow: not for --help
    from portal_bot.roster.fair import MOST_DAYS, proposed  # slow: not for --help

    if (last - first).days >= MOST_DAYS:
        raise UsageError(f"xếp nhiều nhất {MOST_DAYS} ngày một lần; kiểm tra lại năm")
    try:
        return proposed(roster, first, last)
    except UnknownYear as error:
        raise UsageError(error.message) from error


def _days_json(roster: Roster, first: date, last: date) -> list[dict[str, object]]:
    return [
        {
            "day": row.day.isoformat(),
            "officer": list(row.officer),
            "volunteer": list(row.volunteer),
        }
        for row in roster.days
        if first <= row.day <= last
    ]


def _write(target: Path, roster: Roster) -> None:
    from portal_bot.roster.roster_file import BOOK, KINDS  # slow: not for --help

    if target.suffix.lower() not in KINDS:
        raise UsageError(f"--out {target}: tên tệp phải kết thúc bằng .yaml hoặc .xlsx")
    if target.suffix.lower() == BOOK:
        from portal_bot.roster.roster_book import written_book  # slow: openpyxl

        content = written_book(roster, _TITLE)
    else:
        from portal_bot.roster.written_yaml import written_yaml  # slow: not for --help

        content = written_yaml(roster, _TITLE).encode()
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UsageError(f"{target} đã có; không ghi đè. Chọn tên khác") from error
    except OSError as error:
        raise UsageError(f"không ghi được {target}: {in_words(error)}") from error


command = group(
    {
        "check": verb(
            check,
            help="Soát lịch trực: ngày trống, trực trùng, ngày nghỉ, tên không có trong danh sách.",
            example="portal-bot roster check lich-truc.xlsx",
        ),
        "make": verb(
            make,
            help="Xếp lịch trực đều cho mọi ngày làm việc; ngày đã xếp thì giữ nguyên.",
            example="portal-bot roster make --from 01/12/2026 --to 31/12/2026 "
            '--officer "Trần Thị Mẫu" --volunteer "Lê Văn Thử" --out lich-truc.xlsx',
        ),
    },
    help="Lịch trực: đoàn viên nào, cán bộ nào, ngày nào.",
    example="portal-bot roster check lich-truc.xlsx",
)

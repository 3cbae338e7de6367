"""`portal-bot new`: an empty dossier that explains itself, or a workbook with a row a dossier."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.catalogue.years import FIRST, Year
from portal_bot.cli.card_option import As, Cards, read_cards, with_pictures
from portal_bot.cli.commands import verb
from portal_bot.cli.console import print_json
from portal_bot.cli.edition_option import EditionYear
from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.piped import dossier_out
from portal_bot.cli.shared_options import Json, procedures_by_name
from portal_bot.errors import UsageError
from portal_bot.reasons import in_words

if TYPE_CHECKING:
    from portal_bot.intake.cards.card_values import CardValues
    from portal_bot.registry import AnyFlow

# The workbook of all procedures, beside one of each.
ALL = "tat-ca-thu-tuc"
_WORKBOOK = ".xlsx"


def run(
    procedure: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THỦ_TỤC",
            help="Tên gọi (“khai sinh”), tên ngắn (birth_registration) hoặc mã (1.001193).",
            autocompletion=procedures_by_name,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="TỆP",
            help="Ghi vào tệp này: .yaml (một hồ sơ) hoặc .xlsx (bảng tính, mỗi dòng một hồ sơ); "
            "không có thì in ra màn hình. Cùng --all: một thư mục.",
        ),
    ] = None,
    every: Annotated[
        bool,
        typer.Option(
            "--all", help="Bảng tính của mọi thủ tục, và một bảng tính có đủ, vào thư mục --out."
        ),
    ] = False,
    card: Cards = None,
    role: As = None,
    short: Annotated[
        bool,
        typer.Option(
            "--short",
            help="Chỉ các mục bắt buộc, tên mục bằng tiếng Việt; mục có khi mới cần là chú thích.",
        ),
    ] = False,
    asked: Annotated[
        bool,
        typer.Option(
            "--ask",
            help="Hỏi từng mục ngay trong cửa sổ này, soát từng câu; nghỉ giữa chừng thì chạy lại "
            "cùng lệnh để hỏi tiếp.",
        ),
    ] = False,
    edition: EditionYear = None,
    json: Json = False,
) -> int | None:
    """Never writes over a file: it may be somebody's half-done dossier."""
    if sum((every, short, asked)) > 1:
        raise UsageError("--all, --short và --ask không đi cùng nhau; chọn một")
    if short and card:
        raise UsageError("--short và --card không đi cùng nhau; bỏ một, hoặc dùng --ask --card")
    if every:
        if procedure or out is None or card:
            raise UsageError("--all đi cùng --out THƯ_MỤC, không đi cùng tên thủ tục hay --card")
        _every(out, as_json=json)
        return None
    if not procedure:
        raise UsageError("thiếu thủ tục nào: portal-bot new THỦ_TỤC, hoặc --all --out THƯ_MỤC")
    if role and not card:
        raise UsageError("--as đi cùng --card ẢNH")
    words, pictures = with_pictures(procedure, card or [])
    flow = wanted(words)
    if edition is not None and edition != FIRST:
        if pictures or asked or short or (out and out.suffix.lower() == _WORKBOOK):
            raise UsageError(f"--edition {edition} chỉ tạo được hồ sơ .yaml trống")
        flow = _as_in(flow, edition)
    said = read_cards(flow, pictures, role or []) if pictures else None
    if asked:
        from portal_bot.cli.asked_here import ask  # slow: only where somebody is asked

        return ask(flow, out, as_json=json, given=said.tree() if said else None)
    _one(flow, out, said, short=short, as_json=json)
    return None


def _as_in(flow: AnyFlow, edition: Year) -> AnyFlow:
    """The procedure as the edition has it.

    Raises:
        UsageError: it is not filed there, or its form is not known.
    """
    from portal_bot.judged_edition import flow_in  # slow: only where it is asked for

    found = flow_in(flow, edition)
    if not isinstance(found, type):
        raise UsageError(found.message)
    return found


def _one(
    flow: AnyFlow, out: Path | None, said: CardValues | None, *, short: bool, as_json: bool
) -> None:
    is_book = out is not None and out.suffix.lower() == _WORKBOOK
    if is_book and short:
        raise UsageError(f"--short là cho tệp .yaml, không cho bảng tính {out}; bỏ một trong hai")
    text = "" if is_book else _skeleton(flow, said, short=short)
    if out is not None:
        _write(out, text.encode() if text else _workbook([flow], said))
    if as_json:
        written = {"path": str(out)} if out is not None else {"template": text}
        filled = {"filled": sorted(map(".".join, said.values))} if said else {}
        print_json({"procedure": flow.slug, **written, **filled}, holds_dossier=True)
    elif out is None:
        dossier_out().write(text)
    else:
        sys.stderr.write(f"Đã tạo {out}. Điền xong thì chạy: portal-bot check {out}\n")


def _skeleton(flow: AnyFlow, said: CardValues | None, *, short: bool) -> str:
    if short:
        from portal_bot.dossier.short_template import short_template  # slow: not for --help

        return short_template(flow)
    from portal_bot.dossier.template import template  # slow: not for --help

    if said is None:
        return template(flow)
    from portal_bot.intake.cards.card_skeleton import begun  # only with a card

    return begun(template(flow), said)


def _workbook(flows: Sequence[AnyFlow], said: CardValues | None = None) -> bytes:
    from portal_bot.intake.workbook.blank_workbook import blank_workbook  # slow: openpyxl

    if said is None:
        return blank_workbook(flows)
    from portal_bot.intake.workbook.first_row import begun_workbook  # only with a card

    return begun_workbook(flows[0], said.values, said.notes)


def _every(folder: Path, *, as_json: bool) -> None:
    """A workbook a procedure, and one with a sheet for each.

    Raises:
        UsageError: the folder cannot be made, or one of the files is there already.
    """
    from portal_bot import registry  # slow: not for --help

    flows = list(registry.flows().values())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"không tạo được thư mục {folder}: {in_words(error)}") from error
    files = {folder / f"{flow.slug}{_WORKBOOK}": [flow] for flow in flows}
    files[folder / f"{ALL}{_WORKBOOK}"] = flows
    if there := [path.name for path in files if path.exists()]:
        raise UsageError(f"{folder} đã có {', '.join(there)}; không ghi đè. Chọn thư mục khác")
    for path, those in files.items():
        _write(path, _workbook(those))
    if as_json:
        print_json({"paths": [str(path) for path in files]})
    else:
        told = f"Đã tạo {len(flows)} bảng tính và {ALL}{_WORKBOOK} trong {folder}.\n"
        sys.stderr.write(told)


def _hint(path: Path) -> str:
    is_open = path.suffix.lower() == ".ods"
    return (
        " (mở .xlsx bằng LibreOffice rồi lưu thành .ods thì mọi lệnh cũng đọc)" if is_open else ""
    )


def _write(path: Path, content: bytes) -> None:
    """A dossier holds personal data: only its owner reads it.

    Raises:
        UsageError: the file is there, its folder is not, or its name ends otherwise.
    """
    if path.suffix.lower() not in {".yaml", ".yml", _WORKBOOK}:
        raise UsageError(f"--out {path}: tên tệp phải kết thúc bằng .yaml hoặc .xlsx{_hint(path)}")
    try:
        handle = os.open(
            path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
    except FileExistsError as error:
        raise UsageError(f"{path} đã có; không ghi đè. Chọn tên khác, hoặc tự xóa nó") from error
    except OSError as error:
        raise UsageError(f"không ghi được {path}: {in_words(error)}") from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)


command = verb(
    run,
    help="Một tệp hồ sơ trống cho thủ tục, mỗi mục một dòng chú thích; hoặc bảng tính (.xlsx), mỗi "
    "dòng một hồ sơ, có danh sách để chọn. Điền vào rồi chạy check.",
    example="portal-bot new khai sinh --out khai-sinh.xlsx",
)

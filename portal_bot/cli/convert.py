"""`portal-bot convert`: a dossier of one edition as one of the other; what is still to be said."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.atomic_write import write_private
from portal_bot.catalogue.years import Year
from portal_bot.cli.commands import verb
from portal_bot.cli.console import out as printed
from portal_bot.cli.console import print_json
from portal_bot.cli.edition_option import a_year
from portal_bot.cli.shared_options import Json, Paths, a_path
from portal_bot.errors import SetupError, UsageError
from portal_bot.reasons import in_words
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.conversion import Conversion

_TEXTS = (".yaml", ".yml", ".json")


def run(
    paths: Paths,
    edition: Annotated[
        Year,
        typer.Option(
            "--edition", metavar="NĂM", parser=a_year, help="Theo ấn bản nào: 2022 hoặc 2026."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="TỆP",
            parser=a_path,
            help="Ghi vào tệp này, hoặc thư mục này; không có: cạnh hồ sơ, tên thêm năm.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Never writes over a file, and makes no value up."""
    from portal_bot.conversion import converted  # slow: not for --help
    from portal_bot.dossier.finding import survey  # slow: not for --help

    found = survey(paths).dossiers
    targets = [_target(path, edition, out, alone=len(found) == 1) for path in found]
    if not found:
        raise UsageError(f"không có hồ sơ nào ở {', '.join(shown(path) for path in paths)}")
    done = [
        (converted(path, edition, target), target)
        for path, target in zip(found, targets, strict=True)
    ]
    for made, target in done:
        _write(made, target)
    if json:
        told = [made.as_json() | {"out": str(target)} for made, target in done]
        print_json({"dossiers": told})
        return
    for made, target in done:
        _tell(made, target)


def _target(path: Path, edition: int, out: Path | None, *, alone: bool) -> Path:
    """Where it is written.

    Raises:
        UsageError: it is no dossier file, or something is there already.
    """
    if path.suffix.lower() not in _TEXTS:
        raise UsageError(f"{shown(path)}: chỉ chuyển được tệp {', '.join(_TEXTS)}")
    name = f"{path.stem}.{edition}{path.suffix}"
    if out is None:
        target = path.with_name(name)
    elif out.suffix.lower() in _TEXTS:
        if not alone:
            raise UsageError(f"--out {shown(out)}: nhiều hồ sơ thì phải là một thư mục")
        target = out
    else:
        target = out / name
    if target.exists():
        raise UsageError(f"{shown(target)} đã có; không ghi đè: chọn tên khác bằng --out")
    return target


def _write(made: Conversion, target: Path) -> None:
    if target.suffix.lower() == ".json":
        text = json_text.dumps(made.data, ensure_ascii=False, indent=2) + "\n"
    else:
        import yaml  # slow: only where a file is written

        body = yaml.safe_dump(made.data, allow_unicode=True, sort_keys=False, width=10_000)
        text = "".join(f"# {line}\n" for line in _remarks(made)) + body
    try:
        write_private(target, text)
    except OSError as error:
        raise SetupError(f"không ghi được {shown(target)}: {in_words(error)}") from error


def _remarks(made: Conversion) -> list[str]:
    """What stands above the dossier; no value of anybody."""
    lines = [f"Chuyển từ {shown(made.path.name)} sang ấn bản {made.year}."]
    if made.asked:
        lines += ["Còn phải khai hoặc sửa:", *(f"  {p.field}: {p.code}" for p in made.asked)]
    if made.left:
        lines += ["Không chuyển được:", *(f"  {path}: {title}" for path, title in made.left)]
    return lines


def _tell(made: Conversion, target: Path) -> None:
    console = printed()
    console.print(f"{shown(target)}: chuyển được {len(made.carried)} mục khai", style="bold")
    if made.asked:
        console.print("  Còn phải khai hoặc sửa:")
    for problem in made.asked:
        console.print(f"    {problem.field}: {problem.message}")
    if made.left:
        console.print("  Ấn bản kia không hỏi, hoặc hỏi khác:")
    for path, title in made.left:
        console.print(f"    {path}: {title}")
    if not made.asked:
        console.print("  Không còn thiếu gì; đọc lại rồi soát bằng “portal-bot check”")


command = verb(
    run,
    help="Chuyển hồ sơ từ ấn bản này của thủ tục sang ấn bản kia: mang theo những gì giống nhau, "
    "kể ra những gì người khai còn phải nói. Không đoán giá trị nào, không ghi đè tệp nào.",
    example="portal-bot convert ho-so/khai-sinh.yaml --edition 2026",
)

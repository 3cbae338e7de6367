"""`portal-bot new`: an empty dossier that explains itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from portal_bot.cli.commands import verb
from portal_bot.cli.console import print_json
from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.shared_options import Json, Procedure
from portal_bot.errors import UsageError
from portal_bot.reasons import in_words


def run(
    procedure: Procedure,
    out: Annotated[
        Path | None,
        typer.Option(metavar="TỆP", help="Ghi vào tệp này (.yaml); không có thì in ra màn hình."),
    ] = None,
    json: Json = False,
) -> None:
    """Never writes over a file: it may be somebody's half-done dossier."""
    from portal_bot.dossier.template import template  # slow: not for --help

    flow = wanted(procedure)
    text = template(flow)
    if out is not None:
        _write(out, text)
    if json:
        written = {"path": str(out)} if out is not None else {"template": text}
        print_json({"procedure": flow.slug, **written})
    elif out is None:
        sys.stdout.write(text)
    else:
        sys.stderr.write(f"Đã tạo {out}. Điền xong thì chạy: portal-bot check {out}\n")


def _write(path: Path, text: str) -> None:
    """A dossier holds personal data: only its owner reads it.

    Raises:
        UsageError: the file is there, its folder is not, or it would be no YAML.
    """
    if path.suffix.lower() not in {".yaml", ".yml"}:
        raise UsageError(f"--out {path}: tên tệp phải kết thúc bằng .yaml")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise UsageError(f"{path} đã có; không ghi đè. Chọn tên khác, hoặc tự xóa nó") from error
    except OSError as error:
        raise UsageError(f"không ghi được {path}: {in_words(error)}") from error
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


command = verb(
    run,
    help="Một tệp hồ sơ trống cho thủ tục, mỗi mục một dòng chú thích. Điền vào rồi chạy check.",
    example="portal-bot new birth_registration --out khai-sinh.yaml",
)

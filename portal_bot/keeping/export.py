"""What is held of a citizen, in the clear, to be handed to them: a folder, or a zip file."""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from portal_bot import clock, files
from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError, UsageError
from portal_bot.journal import Filing, JournalPort
from portal_bot.keeping.pieces import laid_open, pieces_of
from portal_bot.moments import moment, stamp
from portal_bot.reasons import in_words
from portal_bot.registry import title_of
from portal_bot.tracking.result_check import safe_name

READ_ME = "doc-truoc.txt"
_ZIP = ".zip"
_KINDS = (
    ("proof", "tờ đối chiếu: hồ sơ nói gì, cổng hiện gì"),
    ("citizen", "tờ để người dân đọc và ký"),
    ("receipt", "giấy tiếp nhận của cổng"),
    ("handed-in", "những gì đã nộp"),
    ("journal", "tóm tắt lần nộp"),
    ("lich-su", "từng việc đã ghi trong sổ nhật ký"),
    ("differences", "chỗ cổng lưu khác với hồ sơ"),
    ("ket-qua", "kết quả đã tải từ cổng"),
)


def export(home: Path, journal: JournalPort, filings: Sequence[Filing], to: Path) -> Path:
    """Lays open all that is kept of some filings.

    Args:
        home: the home folder.
        journal: its journal.
        filings: which.
        to: a folder that is not there yet or is empty, or a file that ends with `.zip`.

    Returns:
        `to`.

    Raises:
        UsageError: something is there already.
        SetupError: a piece does not open, or `to` cannot be written.
    """
    is_zip = to.suffix.lower() == _ZIP
    if files.whole(to).is_relative_to(files.whole(home)):
        raise UsageError(
            f"--out {to}: nằm trong thư mục dữ liệu, nơi mọi thứ phải khóa; ghi ra chỗ khác"
        )
    if files.is_there(to) and (is_zip or not to.is_dir() or any(to.iterdir())):
        raise UsageError(f"--out {to}: đã có; chọn thư mục hoặc tên tệp khác")
    # A zip is made of a folder beside it, which then goes.
    folder = to.with_suffix("") if is_zip else to
    if is_zip and files.is_there(folder):
        raise UsageError(f"{folder} đã có; chọn tên tệp khác")
    written: list[Path] = []
    try:
        for filing in filings:
            written += _one(home, journal, filing, folder)
        kept = {file.name for file in written}
        written.append(write_private(folder / READ_ME, _read_me(filings, kept)))
        if is_zip:
            _zipped(written, folder, to)
    except OSError as error:
        raise SetupError(f"không ghi được vào {to}: {in_words(error)}") from error
    return to


def _one(home: Path, journal: JournalPort, filing: Filing, folder: Path) -> Iterable[Path]:
    history = journal.history(filing.id)
    name = filing.receipt.number if filing.receipt else filing.id
    place = folder / safe_name(name) / filing.id
    yield from laid_open(home, pieces_of(home, filing, history), place)
    yield write_private(place / "lich-su.json", _told(filing, history))


def _told(filing: Filing, history: Sequence[Mapping[str, Any]]) -> str:
    told = {
        "filing": filing.id,
        "procedure": title_of(filing.procedure),
        "portal": filing.portal,
        "dossier": filing.path,
        "state": filing.state,
        "number": filing.receipt and filing.receipt.number,
        "history": list(history),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _read_me(filings: Sequence[Filing], kept: Collection[str]) -> str:
    lines = [f"Dữ liệu đang giữ về hồ sơ của ông/bà, lập lúc {stamp(clock.now())}.", ""]
    for filing in filings:
        receipt = filing.receipt
        number = f", số {receipt.number}" if receipt else ", cổng chưa nhận"
        at = f", nhận {moment(receipt.received_at)}" if receipt else ""
        lines.append(f"* {title_of(filing.procedure)}{number}{at} ({filing.id})")
    lines += ["", "Trong mỗi thư mục:", ""]
    for name, what in _KINDS:
        if any(file.startswith(name) for file in kept):
            lines.append(f"* {name}…: {what}")
    if any(file.endswith(".jpg") for file in kept):
        lines.append("* ….jpg: ảnh màn hình của cổng, mọi giá trị đã che")
    lines += ["", "Muốn xóa: nói với bộ phận đã giúp nộp hồ sơ (lệnh portal-bot purge).", ""]
    return "\n".join(lines)


def _zipped(written: Iterable[Path], folder: Path, to: Path) -> None:
    part = write_private(to.with_name(f".{to.stem}.{secrets.token_hex(4)}.part"), b"")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in written:
            archive.write(file, file.relative_to(folder))
            file.unlink()
    part.replace(to)
    for place in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        place.rmdir()
    folder.rmdir()

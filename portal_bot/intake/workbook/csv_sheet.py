"""A CSV as a sheet: whatever code it is in, and whatever parts its columns."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal_bot.dossier.source import Unreadable
from portal_bot.intake.workbook.sheet_scan import MOST_ROWS, RawCell, ScannedSheet
from portal_bot.intake.workbook.zip_parts import read
from portal_bot.shown import shown

_WIDEST = 1_000
_LONGEST = 100_000
_PARTED_BY = ";,\t|"
# A formula stands here as text, and would be one again in the next program.
_FORMULAS = ("=", "@")
# What a mark at the beginning says of the code.
_MARKED = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WINDOWS = "cp1258"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV's text, and how it was written.

    Attributes:
        text: in NFC, where Windows wrote it with its marks apart.
        code: the name of the code it is in.
        parted_by: what stands between two columns.
    """

    text: str
    code: str
    parted_by: str


def csv_text(path: Path) -> CsvText:
    """Reads the file.

    Raises:
        Unreadable: it cannot be opened, or is no text that people write here.
    """
    content = read(path)
    code = next((name for mark, name in _MARKED if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(code)
    except UnicodeDecodeError:
        # Vietnamese Windows: vowels and tones are letters of their own.
        code = _WINDOWS
        try:
            text = unicodedata.normalize("NFC", content.decode(code))
        except UnicodeDecodeError as error:
            told = "không phải văn bản UTF-8 hay Windows-1258; lưu lại thành “CSV UTF-8”"
            raise Unreadable("unreadable_file", f"{shown(path.name)} {told}") from error
    if "\0" in text:
        raise Unreadable("unreadable_file", f"{shown(path.name)} không phải tệp văn bản CSV")
    return CsvText(text, code, _parting(text))


def _parting(text: str) -> str:
    """The sign of which there is most in the fullest of the first lines."""
    lines = [line for line in text.splitlines()[:20] if line]
    counts = {sign: max((line.count(sign) for line in lines), default=0) for sign in _PARTED_BY}
    return max(_PARTED_BY, key=lambda sign: counts[sign])


def scanned(path: Path) -> ScannedSheet:
    """The file's cells; its sheet is called as a spreadsheet calls it, by the file.

    Raises:
        Unreadable: as `csv_text`, and where it is no CSV or has too much in it.
    """
    told = csv_text(path)
    sheet = ScannedSheet(path.stem)
    lines = csv.reader(io.StringIO(told.text, newline=""), delimiter=told.parted_by)
    try:
        for number, line in enumerate(lines, 1):
            if number > MOST_ROWS or len(line) > _WIDEST:
                raise Unreadable("too_big", f"{shown(path.name)} có quá nhiều dòng hoặc cột")
            cells = {at: _cell(text) for at, text in enumerate(line, 1) if text.strip()}
            if cells:
                sheet.rows[number] = cells
    except csv.Error as error:
        broken = f"{shown(path.name)} không đọc được ở dòng {lines.line_num}: dấu nháy không khép?"
        raise Unreadable("broken_file", broken, lines.line_num) from error
    return sheet


def _cell(text: str) -> RawCell:
    kind = "f" if text.startswith(_FORMULAS) else "s"
    return RawCell(kind, text[:_LONGEST])


def with_texts(path: Path, texts: Mapping[int, dict[int, str]]) -> bytes:
    """The file with these texts in these cells, by row and column; other lines as they are.

    What its code has no letter for makes the whole file UTF-8, with the mark that Excel wants.

    Raises:
        Unreadable: as `csv_text`.
    """
    told = csv_text(path)
    ends = "\r\n" if "\r\n" in told.text else "\n"
    lines = _Lines(told.text)
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=told.parted_by, lineterminator=ends)
    for number, line in enumerate(csv.reader(lines, delimiter=told.parted_by), 1):
        raw = lines.taken()
        if number not in texts:
            made.write(raw)
            continue
        cells = dict(enumerate(line, 1)) | texts[number]
        writer.writerow([cells.get(at, "") for at in range(1, max(cells) + 1)])
    return _encoded(made.getvalue(), told.code)


def _encoded(text: str, code: str) -> bytes:
    if code == _WINDOWS:
        # A letter with its shape is one there, its tone another.
        text = "".join(map(_with_tone_apart, text))
    try:
        return text.encode(code)
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", text).encode("utf-8-sig")


def _with_tone_apart(letter: str) -> str:
    try:
        letter.encode(_WINDOWS)
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in _TONES)
        return unicodedata.normalize("NFC", apart.replace(tone, "")) + tone if tone else letter
    return letter


class _Lines:
    """The text line by line, and what of it was read since somebody asked."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._taken.append(line)
        return line

    def taken(self) -> str:
        told = "".join(self._taken)
        self._taken.clear()
        return told

"""Which filings are somebody's: by a number, a name, a telephone, wherever the filing tells it."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from portal_bot import privacy
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.errors import UsageError
from portal_bot.journal import Filing, JournalPort
from portal_bot.keeping.pieces import pieces_of
from portal_bot.marked import own
from portal_bot.strongbox.box import box_of

_SHORTEST = 4
_SEPARATORS = re.compile(r"[\s.()-]")
_BETWEEN = r"[\s.()-]{0,2}"
_PHONE, _ABROAD = re.compile(r"0\d{9}"), re.compile(r"(?:00)?84(\d{9})")
# A tone, and what of its syllable is written behind it.
_TONE = re.compile("([\u0300\u0301\u0303\u0309\u0323])((?:[^\\W\\d_]|[\u0302\u0306\u031b])+)")
# Hyphens that show only at a line's end, and letters without a width.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MARKUP = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL)
_TEXTS = {".html", ".json"}


class NamedPerson:
    """Somebody, as they are written somewhere.

    Args:
        said: a number (identity, telephone) or a full name, with its diacritics.

    Raises:
        UsageError: so little is said that it would be many people.
    """

    def __init__(self, said: str) -> None:
        word = _even(said)
        digits = _SEPARATORS.sub("", word).removeprefix("+")
        is_number = digits.isascii() and digits.isdecimal()
        if len(digits if is_number else word) < _SHORTEST:
            raise UsageError(
                f"--person “{own(said)}”: ghi đủ số định danh, số điện thoại hoặc họ tên"
            )
        privacy.register([said], names=True)
        written = _grouped(digits) if is_number else re.escape(word)
        self._found = re.compile(rf"(?<![\w\u0300-\u036f]){written}(?![\w\u0300-\u036f])")

    def is_in(self, text: str) -> bool:
        """Whether a text names them."""
        return self._found.search(_even(text)) is not None


def filings_of(home: Path, journal: JournalPort, person: NamedPerson) -> list[Filing]:
    """The filings that name a person anywhere: applicant, submitter, relative, witness.

    Args:
        home: the home folder.
        journal: its journal.
        person: whom.

    Raises:
        JournalAltered: a filing's history does not open.
    """
    filings = journal.all()
    keep_names_out(Path(filing.path) for filing in filings)
    return [
        filing
        for filing in filings
        if any(map(person.is_in, _texts(home, filing, journal.history(filing.id))))
    ]


def _texts(home: Path, filing: Filing, history: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield filing.path
    yield json.dumps(history, ensure_ascii=False)
    box = box_of(home)
    for piece in pieces_of(home, filing, history):
        if piece.path.suffix in _TEXTS:
            # What does not open is told by `verify`, and is nobody's here.
            try:
                text = box.read(piece.path).decode("utf-8", "replace")
            except (OSError, ValueError):
                continue
            yield html.unescape(_MARKUP.sub(" ", text))


def _grouped(digits: str) -> str:
    """A number however its digits are grouped; a telephone's with its country or without."""
    if abroad := _ABROAD.fullmatch(digits):
        digits = f"0{abroad[1]}"
    told = _BETWEEN.join(digits)
    if not _PHONE.fullmatch(digits):
        return told
    return rf"(?:0|(?:\+|00)?84{_BETWEEN}(?:0{_BETWEEN})?){_BETWEEN}{_BETWEEN.join(digits[1:])}"


def _even(text: str) -> str:
    """The text as names are compared: what nobody sees left out, a tone at its syllable's end.

    "hoà" and "hòa" are one; "hoá" is another.
    """
    apart = unicodedata.normalize("NFD", text.casefold().translate(_UNSEEN))
    return " ".join(_TONE.sub(r"\2\1", apart).split())

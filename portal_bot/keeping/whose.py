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
        digits = re.sub(r"[\s.-]", "", word)
        self._word = digits if digits.isdecimal() else word
        if len(self._word) < _SHORTEST:
            raise UsageError(
                f"--person “{own(said)}”: ghi đủ số định danh, số điện thoại hoặc họ tên"
            )
        privacy.register([said], names=True)
        self._found = re.compile(rf"(?<!\w){re.escape(self._word)}(?!\w)")

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


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())

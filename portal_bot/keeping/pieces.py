"""The pieces that a home keeps of one filing, and how they are laid open to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError, UsageError
from portal_bot.evidence.folder import EVIDENCE
from portal_bot.evidence.manifest import MANIFEST
from portal_bot.journal import Filing
from portal_bot.reasons import in_words
from portal_bot.run.home import JOURNAL
from portal_bot.strongbox.box import bare, box_of, is_kept, why_not
from portal_bot.strongbox.locking import NotOpened
from portal_bot.tracking.followed import ODD_RESULT, RESULT


@dataclass(frozen=True, slots=True)
class Piece:
    """One file that is kept.

    Attributes:
        path: as it is called in the clear.
        name: as it is shown to people: a result says that it is one.
    """

    path: Path
    name: str


def insist_journal(home: Path) -> None:
    """Refuses a home without a journal: one that is opened would be made, blank.

    Raises:
        UsageError: nothing was filed from it; a worker of a queue keeps evidence, and no journal.
    """
    if not (home / JOURNAL).exists():
        raise UsageError(
            f"chưa giữ hồ sơ nào ở {home}: chưa nộp lần nào từ đây. Nếu nộp qua hàng đợi chung của "
            "nhiều máy thì sổ nằm ở đó: thêm --queue -"
        )


def evidence_of(home: Path, filing: Filing) -> Path:
    """The folder of a filing's evidence in this home, whether it is there or not."""
    return home / EVIDENCE / filing.portal / filing.id


def pieces_of(home: Path, filing: Filing, history: Iterable[Mapping[str, Any]]) -> list[Piece]:
    """All that is kept of a filing, by name.

    Args:
        home: the home folder.
        filing: the filing.
        history: its lines in the journal, which name its results.
    """
    folder = evidence_of(home, filing)
    files = folder.iterdir() if folder.is_dir() else ()
    found = {bare(file) for file in files if file.name != MANIFEST}
    pieces = [Piece(path, path.name) for path in sorted(found)]
    results = (Path(e["file"]) for e in history if e["kind"] in {RESULT, ODD_RESULT})
    own = {bare(path) for path in results if path.is_relative_to(home) and is_kept(bare(path))}
    return [*pieces, *(Piece(path, f"ket-qua-{path.name}") for path in sorted(own))]


def laid_open(home: Path, pieces: Sequence[Piece], to: Path) -> list[Path]:
    """Writes pieces in the clear.

    Args:
        home: whose they are.
        pieces: which.
        to: the folder.

    Returns:
        Where they lie, in their order.

    Raises:
        SetupError: one does not open, or cannot be written; the message names it.
    """
    box, written = box_of(home), list[Path]()
    for piece in pieces:
        try:
            written.append(write_private(to / piece.name, box.read(piece.path)))
        except NotOpened as error:
            raise why_not(error) from error
        except OSError as error:
            raise SetupError(f"{piece.path}: {in_words(error)}") from error
    return written

"""The list of what is kept of one filing: hashes in a chain, signed with the home's key (Ed25519).

Each piece's link is made over the link before it, so that none can be taken out, added or moved
without the last link being another; that one is signed, and the journal notes the whole list's
hash: an older list, however well signed, is not taken for the newest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_bot.atomic_write import write_private
from portal_bot.strongbox import ENDING
from portal_bot.strongbox.signing import is_signed, public_of, signed

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ListedPiece:
    """One piece as it was listed: its file's name, and the SHA-256 of its locked bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of one filing.

    Attributes:
        filing: the filing's id.
        pieces: in the order in which they were first kept.
        head: the last link of the chain, as it was written.
        signature: over all of it, hex.
    """

    filing: str
    pieces: tuple[ListedPiece, ...]
    head: str
    signature: str

    @property
    def is_chained(self) -> bool:
        """Whether the chain is that of these pieces in this order."""
        return self.head == chained(self.filing, self.pieces)

    def is_signed(self, public: bytes) -> bool:
        """Whether the home's key signed it."""
        return is_signed(_told(self.filing, self.head), self.signature, public)


def chained(filing: str, pieces: Iterable[ListedPiece]) -> str:
    """The last link over pieces in their order."""
    link = hashlib.sha256(filing.encode()).hexdigest()
    for piece in pieces:
        text = json.dumps([link, piece.name, piece.sha256], ensure_ascii=False)
        link = hashlib.sha256(text.encode()).hexdigest()
    return link


def hashed(file: Path) -> str:
    """The SHA-256 of a file's bytes, hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def write(folder: Path, filing: str, seed: bytes, *, ending: str = ENDING) -> str:
    """Lists what lies in a filing's folder, or a run's; returns the list's hash.

    Args:
        folder: the folder.
        filing: the filing's id, or the run's name.
        seed: what the home signs with.
        ending: of the files that are listed.

    Raises:
        OSError: it cannot be read or written.
    """
    there = {
        file.name: hashed(file)
        for file in folder.iterdir()
        if file.name.endswith(ending) and file.name != MANIFEST
    }
    known = read(folder)
    before = [piece.name for piece in known.pieces] if known else []
    order = [*(name for name in before if name in there), *sorted(there.keys() - set(before))]
    return _write(folder, filing, [ListedPiece(name, there[name]) for name in order], seed)


def strike_out(folder: Path, gone: Collection[str], seed: bytes) -> None:
    """Takes pieces that were destroyed out of a list; of the others it says what it said.

    Raises:
        OSError: it cannot be written.
    """
    if (known := read(folder)) is not None:
        left = [piece for piece in known.pieces if piece.name not in gone]
        _write(folder, known.filing, left, seed)


def sign_again(folder: Path, before: bytes | None, seed: bytes, noted_as: str | None) -> str | None:
    """Signs a list anew, as it stands, where it is the one that was kept; returns its hash.

    Args:
        folder: where it lies.
        before: who signed it; `None`: the same as now.
        seed: what the home signs with from now on.
        noted_as: the list's hash as the journal has it; `None`: no journal tells.

    Returns:
        `None`: it is not the list that was kept, and stays as it is.

    Raises:
        OSError: it cannot be read or written.
    """
    known = read(folder)
    if known is None or not known.is_chained:
        return None
    now = hashed(folder / MANIFEST)
    if known.is_signed(public_of(seed)):
        return now
    whole = before is not None and known.is_signed(before) and noted_as in {None, now}
    return _write(folder, known.filing, known.pieces, seed) if whole else None


def _write(folder: Path, filing: str, pieces: Sequence[ListedPiece], seed: bytes) -> str:
    head = chained(filing, pieces)
    told = {
        "filing": filing,
        "pieces": [[piece.name, piece.sha256] for piece in pieces],
        "head": head,
        "signature": signed(_told(filing, head), seed),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    file = folder / MANIFEST
    if not file.exists() or file.read_bytes() != text.encode():
        write_private(file, text)
    return hashlib.sha256(text.encode()).hexdigest()


def read(folder: Path) -> Manifest | None:
    """The list that lies there; `None`: none, or none that can be understood."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        pieces = tuple(ListedPiece(str(name), str(digest)) for name, digest in told["pieces"])
        return Manifest(str(told["filing"]), pieces, str(told["head"]), str(told["signature"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def noted(history: Iterable[Mapping[str, object]], kind: str) -> str | None:
    """The list's hash as the journal last noted it."""
    found = [str(event["manifest"]) for event in history if event["kind"] == kind]
    return found[-1] if found else None


def _told(filing: str, head: str) -> bytes:
    return f"portal_bot manifest 1\n{filing}\n{head}".encode()

"""The evidence folder of one filing: locked, each piece, with the filing's own key.

What was kept of a filing that the portal has received is never written again: what a later run has
to say lies beside it (`receipt-2.html`). The two sheets that people read, print and sign before the
dossier leaves stand open besides, until it is received (`sheets/`).
"""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from portal_bot.atomic_write import write_private
from portal_bot.evidence import manifest
from portal_bot.evidence.handed_in import HANDED_IN, HandedIn
from portal_bot.evidence.manifest import MANIFEST
from portal_bot.rooms import room
from portal_bot.strongbox.box import bare, box_of, sealed
from portal_bot.strongbox.locking import NotOpened
from portal_bot.strongbox.working import SHEETS

EVIDENCE = "evidence"
PROOF, CITIZEN = "proof.html", "citizen.html"


class EvidenceFolder:
    """``<home>/evidence/<portal>/<filing id>/``.

    Args:
        home: the home folder.
        portal: the portal's name.
        filing: the filing's id.
    """

    def __init__(self, home: Path, portal: str, filing: str) -> None:
        self.path = room(home, EVIDENCE, portal, filing)
        self._box = box_of(home)
        self._filing = filing
        self._sheets = home / SHEETS / portal / filing
        for left in self.path.glob(".*"):
            # What a kill left of a piece that was being written.
            left.unlink(missing_ok=True)

    @property
    def proof(self) -> Path | None:
        """The newest proof sheet: to be read as it is, once received only by `Strongbox.read`."""
        return self._newest(PROOF)

    @property
    def citizen_sheet(self) -> Path | None:
        """The newest sheet for the citizen, likewise."""
        return self._newest(CITIZEN)

    def keep_sheets(self, proof: str, citizen: str) -> None:
        """Both sheets: locked, and to be read until the dossier is received."""
        for name, page in ((PROOF, proof), (CITIZEN, citizen)):
            self._write(self._open(name), page.encode())
            write_private(self._sheets / name, page)

    def keep_picture(self, screen: str, picture: bytes) -> None:
        """The masked picture of a screen."""
        self._write(self._open(f"{screen}.jpg"), picture)

    def close(self, *, but: Collection[str] = ()) -> None:
        """From now on nothing in it is written again, but files of these names."""
        for file in self.path.iterdir():
            if file.name != MANIFEST and bare(file).name not in but:
                # Even a later run of ours cannot write it by mistake.
                file.chmod(stat.S_IRUSR)
        shutil.rmtree(self._sheets, ignore_errors=True)

    def seal(self) -> str:
        """Lists and signs what is kept; returns the list's hash, for the journal.

        Raises:
            OSError: the list cannot be written.
        """
        return manifest.write(self.path, self._filing, self._box.key.signing_seed)

    def read(self, name: str) -> bytes:
        """A piece as it was kept.

        Raises:
            NotOpened: it was changed, or its key was destroyed.
            OSError: it is not there.
        """
        return self._box.read(self.path / name)

    def names(self) -> set[str]:
        """What is kept, by name."""
        return {bare(file).name for file in self.path.iterdir() if file.name != MANIFEST}

    def _newest(self, name: str) -> Path | None:
        if (open_sheet := self._sheets / name).exists():
            return open_sheet
        newest = sealed(self._versions(name)[-1])
        return newest if newest.exists() else None

    def _versions(self, name: str) -> list[Path]:
        """A piece, and what was written beside it since it was closed: the newest last."""
        first, found = self.path / name, [self.path / name]
        for number in count(2):
            later = first.with_name(f"{first.stem}-{number}{first.suffix}")
            if not sealed(later).exists():
                return found
            found.append(later)
        return found

    def _open(self, name: str) -> Path:
        """Where what is called so may be written: the newest that is not closed."""
        versions = self._versions(name)
        if not _is_closed(versions[-1]):
            return versions[-1]
        first = versions[0]
        return first.with_name(f"{first.stem}-{len(versions) + 1}{first.suffix}")

    def _keep(self, name: str, content: bytes) -> None:
        """Writes a piece, unless the newest of its name says just that."""
        newest = self._versions(name)[-1]
        if not (_is_closed(newest) and self._says(newest, content)):
            self._write(self._open(name), content)

    def _says(self, piece: Path, content: bytes) -> bool:
        try:
            return self._box.read(piece) == content
        except NotOpened:
            return False

    def _write(self, piece: Path, content: bytes) -> None:
        self._box.keep(piece, content, self._filing)

    def keep_receipt(self, document: bytes, ending: str) -> None:
        """The portal's own receipt, as it may be kept (`filing.kept_receipt`)."""
        self._keep(f"receipt.{ending}", document)

    def keep_summary(
        self, summary: Mapping[str, Any], history: Sequence[Mapping[str, Any]]
    ) -> None:
        """What the filing came to, and the journal's lines about it."""
        content = {**summary, "journal": list(history)}
        text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
        self._keep("journal.json", f"{text}\n".encode())

    def keep_handed_in(self, handed_in: HandedIn) -> None:
        """What was handed in, for the citizen's slip."""
        text = json.dumps(handed_in.as_json(), ensure_ascii=False, indent=2, sort_keys=True)
        self._keep(HANDED_IN, f"{text}\n".encode())

    def keep_differences(self, differences: Sequence[Mapping[str, str]]) -> None:
        """What the stored record says otherwise than the dossier."""
        text = json.dumps(list(differences), ensure_ascii=False, indent=2)
        self._keep("differences.json", f"{text}\n".encode())


def _is_closed(piece: Path) -> bool:
    file = sealed(piece)
    return file.exists() and not file.stat().st_mode & stat.S_IWUSR

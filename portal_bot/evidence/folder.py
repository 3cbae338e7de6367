"""The evidence folder of one filing. Only its owner can read it.

What was kept of a filing that the portal has received is never written again: what a later run has
to say lies beside it (`receipt-2.html`).
"""

from __future__ import annotations

import json
import stat
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from portal_bot.atomic_write import write_private
from portal_bot.evidence.handed_in import HANDED_IN, HandedIn
from portal_bot.rooms import room


class EvidenceFolder:
    """``<home>/evidence/<portal>/<filing id>/``.

    Args:
        home: the home folder.
        portal: the portal's name.
        filing: the filing's id.
    """

    def __init__(self, home: Path, portal: str, filing: str) -> None:
        self.path = room(home, "evidence", portal, filing)

    @property
    def proof(self) -> Path:
        """The newest proof sheet, if there is one."""
        return self._versions("proof.html")[-1]

    def new_proof(self) -> Path:
        """Where a proof sheet goes."""
        return self._open("proof.html")

    @property
    def citizen_sheet(self) -> Path:
        """The newest sheet for the citizen, if there is one."""
        return self._versions("citizen.html")[-1]

    def new_citizen_sheet(self) -> Path:
        """Where a sheet for the citizen goes."""
        return self._open("citizen.html")

    def picture(self, screen: str) -> Path:
        """Where the masked picture of a screen goes."""
        return self._open(f"{screen}.jpg")

    def close(self, *, but: Collection[str] = ()) -> None:
        """From now on nothing in it is written again, but files of these names."""
        for file in self.path.iterdir():
            if file.is_file() and file.name not in but:
                # Even a later run of ours cannot write it by mistake.
                file.chmod(stat.S_IRUSR)

    def _versions(self, name: str) -> list[Path]:
        """A file, and what was written beside it since it was closed: the newest last."""
        first, found = self.path / name, [self.path / name]
        for number in count(2):
            later = first.with_name(f"{first.stem}-{number}{first.suffix}")
            if not later.exists():
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

    def _keep(self, name: str, content: bytes) -> Path:
        """Writes a file, unless the newest of its name says just that."""
        newest = self._versions(name)[-1]
        if _is_closed(newest) and newest.read_bytes() == content:
            return newest
        return write_private(self._open(name), content)

    def keep_receipt(self, document: bytes, ending: str) -> Path:
        """The portal's own receipt, as it may be kept (`filing.kept_receipt`)."""
        return self._keep(f"receipt.{ending}", document)

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


def _is_closed(file: Path) -> bool:
    return file.exists() and not file.stat().st_mode & stat.S_IWUSR

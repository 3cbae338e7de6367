"""The evidence folder of one filing. Only its owner can read it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from portal_bot.settings import private_dir, write_private


class EvidenceFolder:
    """``<home>/evidence/<portal>/<filing id>/``.

    Args:
        home: the home folder.
        portal: the portal's name.
        filing: the filing's id.
    """

    def __init__(self, home: Path, portal: str, filing: str) -> None:
        self.path = private_dir(home / "evidence" / portal / filing)

    @property
    def proof(self) -> Path:
        return self.path / "proof.html"

    def picture(self, screen: str) -> Path:
        """Where the masked picture of a screen goes."""
        return self.path / f"{screen}.jpg"

    def keep_receipt(self, document: bytes, ending: str) -> Path:
        """The portal's own receipt, byte for byte."""
        return write_private(self.path / f"receipt.{ending}", document)

    def keep_summary(
        self, summary: Mapping[str, Any], history: Sequence[Mapping[str, Any]]
    ) -> None:
        """What the filing came to, and the journal's lines about it."""
        content = {**summary, "journal": list(history)}
        text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
        write_private(self.path / "journal.json", text + "\n")

    def keep_differences(self, differences: Sequence[Mapping[str, str]]) -> None:
        """What the stored record says otherwise than the dossier."""
        text = json.dumps(list(differences), ensure_ascii=False, indent=2)
        write_private(self.path / "differences.json", text + "\n")

"""What a filed dossier said, field by field, as keyed hashes: to tell later what differs.

Nobody without the home's secret can guess a value from them, and no value is kept. They lie locked,
so that nobody without the home's key makes one dossier look like another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from portal_bot.intake.filed_content import NOT_FILED, filed
from portal_bot.intake.ready import Ready
from portal_bot.journal.seal import keyed_content
from portal_bot.strongbox.box import box_of, sealed

FOLDER = "fingerprints"


def fingerprints_of(home: Path, portal: str, filing: str) -> tuple[Path, Path]:
    """Where those of a filing lie: as it is called in the clear, and locked."""
    file = home / FOLDER / portal / f"{filing}.json"
    return file, sealed(file)


class Fingerprints:
    """``<home>/fingerprints/<portal>/<filing id>.json``: one locked file a filing.

    Args:
        home: the home folder.
        portal: the portal's name.
        secret: the home's secret.
    """

    def __init__(self, home: Path, portal: str, secret: bytes) -> None:
        self._home = home
        self._portal = portal
        self._secret = secret

    def keep(self, filing: str, ready: Ready) -> None:
        """Before a dossier is filed: what it says, unless that is kept already.

        Raises:
            OSError: it cannot be written.
            SetupError: the home's key is missing.
        """
        kept = self._read(filing)
        content = keyed_content(self._secret, ready.content_hash)
        if kept is None or self._content(kept) != content:
            said = {"content_hash": content, "fields": self._of(ready)}
            file, _locked = fingerprints_of(self._home, self._portal, filing)
            box_of(self._home).keep(file, json.dumps(said, sort_keys=True).encode(), filing)

    def differing(self, filing: str, content_hash: str, ready: Ready) -> list[str] | None:
        """The fields in which a dossier differs from the content that was filed.

        Args:
            filing: the filing's id.
            content_hash: of what was filed.
            ready: the dossier as it is now.

        Returns:
            The dossier's field names with the portal's labels, by name; `None` where it is not
            known what was filed.
        """
        kept = self._read(filing)
        if kept is None or self._content(kept) != content_hash:
            return None
        before, now = kept["fields"], self._of(ready)
        labels = {f"declaration.{e.path}": e.label for e in ready.entries}
        names = sorted(n for n in before.keys() | now.keys() if before.get(n) != now.get(n))
        return [f"{name} ({labels[name]})" if name in labels else name for name in names]

    def _content(self, kept: Mapping[str, Any]) -> str:
        """An older file's is a plain hash."""
        return keyed_content(self._secret, str(kept["content_hash"]))

    def _read(self, filing: str) -> dict[str, Any] | None:
        file, _locked = fingerprints_of(self._home, self._portal, filing)
        try:
            kept = json.loads(box_of(self._home).read(file))
        except (OSError, ValueError):
            return None
        whole = isinstance(kept, dict) and {"content_hash", "fields"} <= kept.keys()
        return kept if whole else None

    def _of(self, ready: Ready) -> dict[str, str]:
        content = {
            **filed(ready.dossier, but=NOT_FILED),
            "declaration": filed(ready.declaration),
            # Of what the dossier names: which copy was sent says nothing of the dossier.
            "papers": {key: list(hashes) for key, hashes in ready.scan_hashes.items()},
        }
        return {name: self._mark(name, value) for name, value in _leaves(content)}

    def _mark(self, name: str, value: object) -> str:
        # With the name: two fields that say the same must not be seen to do so.
        message = f"{name}\x1f{value}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()[:32]


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its dotted name; what is empty is left out."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{name}.{number}")
    elif value is not None:
        yield name, value

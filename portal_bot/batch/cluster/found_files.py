"""Which file a filing of the shared journal was made of, which keeps neither names nor paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from portal_bot.batch.cluster.vault import Vault
from portal_bot.checking import Checked
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.identity import Identity
from portal_bot.journal import Filing
from portal_bot.journal.seal import keyed_content


class FoundFiles:
    """Finds a filing's file among dossiers that were given.

    Args:
        dossiers: those.
        vault: this machine's.
    """

    def __init__(self, dossiers: Sequence[Checked], vault: Vault) -> None:
        self._dossiers = dossiers
        self._secret = vault.secret
        self._keys: dict[str, dict[str, Path]] = {}

    def path(self, filing: Filing) -> Path | None:
        """The dossier of this filing; of one that was edited, where it is known for the same."""
        if filing.portal not in self._keys:
            self._keys[filing.portal] = dict(self._of(filing.portal))
        # By content where the key fails: at the mock, or after the subject was edited.
        same = (c.path for c in self._dossiers if c.ok and self._content(c) == filing.content_hash)
        return self._keys[filing.portal].get(filing.key) or next(same, None)

    def _content(self, checked: Checked) -> str:
        return keyed_content(self._secret, content_hash(checked))

    def _of(self, portal: str) -> Iterator[tuple[str, Path]]:
        """The keys at a real portal; those at the mock are of a world that only the mock knows."""
        identity = Identity(self._secret, portal)
        for checked in self._dossiers:
            if checked.flow is not None and checked.dossier is not None:
                said = checked.flow.code, checked.subject, checked.dossier.request
                yield identity.key(*said), checked.path

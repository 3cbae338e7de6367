"""A dossier that passed its check: nothing of it is missing any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal_bot.checking import Checked
from portal_bot.dossier.block import Declaration
from portal_bot.dossier.entries import Entry, entries
from portal_bot.dossier.exceptions import Applied
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.sensitive import sensitive_values
from portal_bot.errors import DossierError
from portal_bot.flow import Flow
from portal_bot.intake.filed_content import content_hash
from portal_bot.privacy import masked


@dataclass(frozen=True, slots=True)
class Ready:
    """What is filed, whole.

    Attributes:
        path: the dossier's file.
        flow: the procedure's script.
        dossier: the dossier.
        declaration: what the procedure asks for.
        subject: whom or what it is about.
        content_hash: over everything that is filed.
        entries: what is declared, as the form shows it; what is filled in and read back is one.
        papers: what is sent, by paper: the scans, or copies made of them.
        scan_hashes: SHA-256 of each scan that the dossier names, likewise.
        exceptions: which of our rules the dossier overruled.
        sensitive: the values that must never reach a log or a picture.
        reference: the filing's id that stands beside it in a workbook.
        digests: SHA-256 of what is sent, by paper, in the order of `papers`.
    """

    path: Path
    flow: type[Flow[Any]]
    dossier: Dossier
    declaration: Declaration
    subject: tuple[str, ...]
    content_hash: str
    entries: tuple[Entry, ...] = field(repr=False)
    papers: Mapping[str, Sequence[Path]]
    scan_hashes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    exceptions: Sequence[Applied] = ()
    sensitive: Collection[str] = field(default=(), repr=False)
    reference: str = ""
    digests: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, checked: Checked) -> Ready:
        """Takes a checked dossier over.

        Raises:
            DossierError: it did not pass its check.
        """
        flow, dossier, declaration = checked.flow, checked.dossier, checked.declaration
        if not checked.ok or flow is None or dossier is None or declaration is None:
            raise DossierError(f"{checked.path} chưa qua được bước kiểm tra")
        return cls(
            path=checked.path,
            flow=flow,
            dossier=dossier,
            declaration=declaration,
            subject=checked.subject,
            content_hash=content_hash(checked),
            entries=entries(declaration),
            papers=checked.papers,
            scan_hashes=checked.scan_hashes,
            exceptions=checked.exceptions,
            sensitive=sensitive_values(dossier, declaration),
            reference=checked.reference,
            digests=checked.digests,
        )

    @property
    def username(self) -> str | None:
        """Whose sign-in files it; `None` where the dossier names none."""
        account = self.dossier.account
        return account.username if account else None

    @property
    def account(self) -> str | None:
        """The same, masked."""
        return masked(self.username) if self.username is not None else None

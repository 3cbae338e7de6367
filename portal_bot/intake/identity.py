"""Which dossier is the same dossier, and what of it counts: key, reference, content.

The key is an HMAC that only this home can compute, because a plain hash of a 12-digit id can be
guessed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from portal_bot import files
from portal_bot.catalogue.names import fold
from portal_bot.dossier.book_rows import file_of, is_row
from portal_bot.errors import DossierError
from portal_bot.intake.marks import Marker, NamedAgency, shown_agency
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, State
from portal_bot.journal.seal import keyed_content

REFERENCE_LENGTH = 10


class Destination(Protocol):
    """What is needed of a portal to name the dossiers that go there."""

    @property
    def name(self) -> str:
        """The portal's name."""

    @property
    def origins(self) -> Sequence[str]:
        """Its places, its own first."""

    @property
    def agency(self) -> NamedAgency:
        """With whom a dossier is filed that does not say."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Names dossiers at one portal, for one home, or for all machines of one queue.

    Attributes:
        secret: the home's, or the queue's.
        portal: the portal's name.
        world: the mock's world; empty for a real portal.
        origin: where the portal is; empty where only keys are asked for.
        agency: with whom a dossier is filed that does not say, likewise.
    """

    secret: bytes = field(repr=False)
    portal: str
    world: str = ""
    origin: str = ""
    agency: str = ""

    @classmethod
    def at(cls, portal: Destination, secret: bytes, world: str) -> Identity:
        """Names dossiers that go to this portal."""
        office = shown_agency(portal.agency)
        return cls(secret, portal.name, world, portal.origins[0], office)

    def key(self, procedure: str, subject: Sequence[str], request: str | None) -> str:
        """The dossier's key: portal (and the mock's world), procedure, subject, request label.

        Subjects are compared without regard to case, to how letters are composed, or to where the
        tone mark stands (hoà, hòa).
        """
        parts = [self.portal, self.world, procedure]
        parts += [*(fold(s) for s in subject), "", fold(request or "")]
        message = "\x1f".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self.secret, message.encode(), hashlib.sha256).hexdigest()

    def key_of(self, ready: Ready) -> str:
        """The key of a dossier that passed its check."""
        return self.key(ready.flow.code, ready.subject, ready.dossier.request)

    def filing(self, ready: Ready) -> Filing:
        """The filing that this dossier is, as a journal would first see it."""
        key = self.key_of(ready)
        name = reference(key)
        marker = Marker(self.secret, self.world, self.origin, self.agency)
        return Filing(
            id=name,
            key=key,
            portal=self.portal,
            procedure=ready.flow.slug,
            path=str(ready.path),
            content_hash=self.content(ready.content_hash),
            state=State.NEW,
            account=ready.account,
            marks=marker.marks(ready, file=_file(ready, name)),
        )

    def content(self, content_hash: str) -> str:
        """What a journal keeps of a content's hash: a plain one could be tried against."""
        return keyed_content(self.secret, content_hash)

    def is_same(self, kept: str, content_hash: str) -> bool:
        """Whether what a journal keeps of a content is this one's."""
        return self.content(kept) == self.content(content_hash)

    def other_content(
        self, known: Filing, ready: Ready, differing: Sequence[str] | None = None
    ) -> DossierError | None:
        """Why a dossier is not filed that was sent with other content before; `None`: it was not.

        Args:
            known: the filing under its key.
            ready: the dossier as it is now.
            differing: the names of what differs, where that is known.
        """
        if not known.was_sent or self.is_same(known.content_hash, ready.content_hash):
            return None
        sent = known.receipt.number if known.receipt else "chưa rõ kết quả"
        # A shared journal keeps no paths, and cannot be asked for what differs.
        shared = known.path == known.id
        if not shared and Path(known.path) != ready.path:
            sent += f", từ tệp {known.path}"
        where = f" (khác ở: {', '.join(differing)})" if differing else ""
        how = (
            ""
            if shared
            else f": `portal-bot submit --supersede {file_of(ready.path).name}` cho biết cách"
        )
        return DossierError(
            f"yêu cầu này đã được nộp ({sent}) với nội dung khác{where}; không nộp lần nữa. Nếu là "
            f"sửa hồ sơ đã nộp, làm trên cổng{how}. Nếu đây thật là một yêu cầu khác về cùng "
            "người, ghi nhãn riêng vào mục request",
            field="request",
        )


def _file(ready: Ready, name: str) -> str:
    """What stands for a dossier's file; empty: its path says nothing to a journal.

    A row moves when others are sorted or deleted: what stays with it is the id of its filing.
    """
    if is_row(ready.path):
        return ready.reference or name
    # A path that is but the filing's name is that of a dossier from the queue.
    return "" if str(ready.path) == name else str(files.whole(ready.path))


def reference(key: str) -> str:
    """The short name of a filing: it names the evidence and stands in the portal's note field."""
    letters = base64.b32encode(bytes.fromhex(key)).decode()[:REFERENCE_LENGTH]
    return f"PB-{letters}"

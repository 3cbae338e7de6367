"""What makes a change by other hands visible: rows and histories sealed with the home's secret.

A filing's history is folded into one keyed hash, its *head*, event by event; the row's own seal
covers every column and the head. Who cannot compute them can neither change a row, nor add, drop or
swap a line of its history, without that being seen when the filing is next opened.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Sequence
from typing import Any

_KEYED = "hmac:"
# Made once: of a journal's many lines, making it anew was a third of the time. `repr`: other hands
# may have put bytes where a text was.
_as_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode
# A line of a history as it is folded: attempt, at, kind, detail, as they stand in their columns.
Line = tuple[Any, ...]


def keyed(secret: bytes, purpose: str, text: str) -> str:
    """A hash that nobody without the secret can try values against."""
    return hmac.digest(secret, f"{purpose}\x1f{text}".encode(), "sha256").hex()


def keyed_content(secret: bytes, content_hash: str) -> str:
    """What a journal keeps of a content's hash; what is kept so already stays as it is."""
    if content_hash.startswith(_KEYED) or not content_hash:
        return content_hash
    return _KEYED + keyed(secret, "content", content_hash)


class Seal:
    """Seals the rows of one journal.

    Args:
        secret: the home's, or the queue's.

    Attributes:
        fingerprint: tells which secret it was, without telling the secret.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._key = hmac.digest(secret, b"portal-bot: journal", "sha256")
        self.fingerprint = fingerprint(secret)

    def content(self, content_hash: str) -> str:
        """As `keyed_content`, with this secret."""
        return keyed_content(self._secret, content_hash)

    def next(self, head: str | None, line: Line) -> str:
        """The head of a history after one more line."""
        return self._hash("event", head or "", *line)

    def head(self, lines: Iterable[Line]) -> str:
        """The head of a whole history."""
        head = ""
        for line in lines:
            head = self.next(head, line)
        return head

    def row(self, columns: Sequence[Any], head: str | None) -> str:
        """The seal of a row: its columns as they stand, and its history's head."""
        return self._hash("row", head or "", *columns)

    def holds(self, columns: Sequence[Any], head: str | None, mac: str | None) -> bool:
        """Whether a row is as it was sealed."""
        return _is_same(mac, self.row(columns, head))

    def link(self, here: str, there: str) -> str:
        """The seal of two neighbours in the roll."""
        return self._hash("link", here, there)

    def is_link(self, here: str, there: str, mac: str) -> bool:
        """Whether two neighbours are as they were written."""
        return _is_same(mac, self.link(here, there))

    def _hash(self, *parts: Any) -> str:
        return hmac.digest(
            self._key, _as_text(parts).encode("utf-8", "surrogatepass"), "sha256"
        ).hex()


def _is_same(said: object, right: str) -> bool:
    """Whether a seal, whatever other hands put in its place, is the right one."""
    return isinstance(said, str) and hmac.compare_digest(
        said.encode(errors="replace"), right.encode()
    )


def fingerprint(secret: bytes) -> str:
    """Which secret it is: short, and of no use to whoever looks for the secret."""
    return hmac.digest(secret, b"portal-bot: which secret", "sha256")[:8].hex()

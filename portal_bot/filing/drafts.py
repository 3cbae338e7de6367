"""Drafts that attempts left on the portal: known from the journal, cancelled where that is safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# The newest; more than so many are not chased in one attempt.
MOST = 3
OPENED = "draft"
KEPT = "draft_kept"
CANCELLED = "draft_cancelled"


def abandoned(history: Iterable[Mapping[str, Any]]) -> list[str]:
    """The drafts of attempts that ended before anything was sent, oldest first.

    A draft whose commit request left is never among them, whatever was proved later: to cancel it
    could withdraw a dossier. Nor is one that a dry run left there on purpose.
    """
    left: list[str] = []
    sent: str | None = None
    for event in history:
        match event["kind"]:
            case "draft":
                left.append(event["draft"])
            case "draft_kept" | "draft_cancelled":
                left = [draft for draft in left if draft != event["draft"]]
            case "intent" if left:
                sent = left.pop()
            case "not_sent" if sent is not None:
                left.append(sent)
                sent = None
            case "received":
                sent = None
    return left

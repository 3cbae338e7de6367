"""Drafts that attempts left on the portal: known from the journal, cancelled where that is safe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

# The newest; more than so many are not chased in one attempt.
MOST = 3
OPENED = "draft"
KEPT = "draft_kept"
CANCELLED = "draft_cancelled"
KINDS = (OPENED, KEPT, CANCELLED)


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
            # The newest is the one whose button is pressed: never cancelled, unless nothing left.
            case "intent" if left:
                sent = left.pop()
            case "not_sent" if sent is not None:
                left.append(sent)
                sent = None
            case "received":
                sent = None
    return left


def sent(history: Iterable[Mapping[str, Any]]) -> str | None:
    """The draft whose commit request may have left last: the one open at the last intent.

    A journal that was restored from a copy does not know which one that was.
    """
    opened: str | None = None
    found: str | None = None
    for event in history:
        match event["kind"]:
            case "draft" | "draft_kept":
                opened = event["draft"]
            case "older_journal":
                opened = None
            case "intent":
                found = opened
    return found


def kept(history: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The draft that the last dry run left on purpose, while it may still be one of ours.

    With what it was filled with (`content`), which a draft of an older version does not say.
    """
    last: Mapping[str, Any] | None = None
    for event in history:
        match event["kind"]:
            case "draft_kept":
                last = event
            case "draft_cancelled" if last is not None and event["draft"] == last["draft"]:
                last = None
            case "intent":
                last = None
    return last


def newest(history: Iterable[Mapping[str, Any]]) -> str | None:
    """What the portal calls the draft that was opened last, whatever became of it since.

    One that was cancelled is there no more.
    """
    last: str | None = None
    for event in history:
        match event["kind"]:
            case "draft" | "draft_kept":
                last = event["draft"]
            case "draft_cancelled" if event["draft"] == last:
                last = None
    return last


def newest_of_each(events: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """`newest` of every filing, from the events of `KINDS` of them all."""
    of_each: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for filing, event in events:
        of_each[filing].append(event)
    return {filing: last for filing, lines in of_each.items() if (last := newest(lines))}

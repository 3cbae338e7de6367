"""Which parts of a journal are personal, and how they stand in it: covered, each as its filing's.

What answers "was it submitted?" stays in the clear (states, intents, numbers, keyed hashes), so
neither a lost key nor a purged filing ever makes a dossier look new. Seals are made over what is
written, covered: they hold without any key but the secret.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from portal_bot.journal.filing import State
from portal_bot.strongbox import is_covered

# Whose file it was, what went wrong in whose words, whose account it was.
PERSONAL = frozenset({"path", "fault", "account"})
PURGED, SEALED_EVIDENCE = "purged", "sealed"
# Events that say what was sent, and tell codes, numbers, times and hashes only.
PLAIN_KINDS = frozenset(
    {
        *("checked", "content", "attempt", "intent", "received", "second_receipt", "disowned"),
        *("verified", "not_verified", "evidence", "claimed", "older_journal", "found"),
        *("supplement_intent", "supplement_received", "supplement_not_sent"),
        *(SEALED_EVIDENCE, PURGED),
        *(state.value for state in State),
    }
)


class Cover(Protocol):
    """Covers what is personal; the strongbox of a home does."""

    def cover(self, filing: str, text: str) -> str:
        """The text as it is written down."""

    def uncover(self, filing: str, stored: str) -> str:
        """The text again. Raises `ValueError` where it cannot be had."""


def covered(
    cover: Cover | None, filing: str, names: Sequence[str], values: Sequence[Any]
) -> tuple[Any, ...]:
    """The columns of a row as they are written."""
    if cover is None:
        return tuple(values)
    return tuple(
        cover.cover(filing, value)
        # Its own id stands for the path of one that was purged.
        if name in PERSONAL and value not in {None, filing} and not is_covered(value)
        else value
        for name, value in zip(names, values, strict=True)
    )


def covered_detail(cover: Cover | None, filing: str, kind: str, detail: str) -> str:
    """An event's detail as it is written."""
    if cover is None or kind in PLAIN_KINDS or is_covered(detail):
        return detail
    return cover.cover(filing, detail)


def since_purge(history: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was written of a filing since it was last purged; all, where it never was."""
    purged = [at for at, event in enumerate(history) if event["kind"] == PURGED]
    return list(history[purged[-1] + 1 :] if purged else history)


def uncovered(cover: Cover | None, filing: str, stored: str) -> str | None:
    """A text as it was; `None`: it is covered, and there is nothing to open it with.

    Raises:
        ValueError: it does not open.
    """
    if not is_covered(stored):
        return stored
    return None if cover is None else cover.uncover(filing, stored)

"""By which it is seen that the office changed a stored dossier: its values as keyed hashes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from portal_bot.journal.seal import keyed
from portal_bot.portals.roles import Record

KIND = "record_marks"
# Enough to tell one dossier's few dozen values apart.
_PLACE, _VALUE = 8, 10


def record_marks(secret: bytes, record: Record) -> dict[str, str]:
    """Each value's hash, by its place's."""
    return {
        _mark(secret, place): keyed(secret, "record value", _text(value))[:_VALUE]
        for place, value in record.fields.items()
    }


def changed_places(
    secret: bytes, record: Record, history: Iterable[Mapping[str, Any]]
) -> tuple[str, ...] | None:
    """Where the record is no longer what it was when it was last looked at.

    Returns the labels; `None`: nobody looked before.
    """
    kept: Mapping[str, str] | None = None
    for event in history:
        if event["kind"] == KIND:
            kept = event["marks"]
    if kept is None:
        return None
    now = record_marks(secret, record)
    names = {_mark(secret, place): place for place in record.fields}
    changed = [names[mark][-1] for mark, value in now.items() if kept.get(mark) != value]
    gone = len(kept.keys() - now.keys())
    return (*dict.fromkeys(changed), *([f"{gone} mục không còn"] if gone else []))


def _mark(secret: bytes, place: tuple[str, str, str]) -> str:
    return keyed(secret, "record place", "\x1f".join(place))[:_PLACE]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

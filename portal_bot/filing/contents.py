"""Whether the bytes of the stored scans were compared, as the journal's lines tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

KIND = "contents"
COMPARED = "nội dung tệp đã so"
NOT_COMPARED = "nội dung tệp chưa so"


def told(history: Iterable[Mapping[str, Any]]) -> str | None:
    """What the last read-back said of them; `None`: nothing was read back, or there are none."""
    last = None
    for event in history:
        if event["kind"] == KIND:
            last = str(event["told"])
    return last


def compared(history: Iterable[Mapping[str, Any]]) -> bool | None:
    """Whether all of them were; `None` as of `told`."""
    last = told(history)
    return None if last is None else last == COMPARED


def compared_of_each(events: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, bool]:
    """`compared` of every filing, from the events of `KIND` of them all."""
    return {filing: event["told"] == COMPARED for filing, event in events}

"""Which of the journal's filings `status` is asked about."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from portal_bot.errors import UsageError
from portal_bot.filing.field_words import STATES
from portal_bot.filing.standing import ALL, UNPAID, Standing, is_open, standing
from portal_bot.moments import in_vietnam

if TYPE_CHECKING:
    from portal_bot.filing.report import FilingReport

Wanted = Callable[["FilingReport"], bool]


def wanted(*, only_open: bool, today: date | None, states: Sequence[str]) -> Wanted:
    """Whether a filing is asked for: all that is said must hold of it, of `states` any.

    Args:
        only_open: only where something is left to do.
        today: only what was received, or written of in the journal, on this day in Vietnam.
        states: English or Vietnamese, also without diacritics.

    Raises:
        UsageError: a state that nobody knows.
    """
    kinds = [_kind(text) for text in states]

    def is_wanted(filing: FilingReport) -> bool:
        return (
            (not only_open or is_open(filing))
            and (today is None or _is_of(filing, today))
            and (not kinds or any(kind(filing) for kind in kinds))
        )

    return is_wanted


def _kind(text: str) -> Wanted:
    said = _plain(text.replace(",", ""))
    if said in STATES:
        return lambda filing: filing.state == said
    names = {one.name for one in ALL if said in {_plain(one.name), _told(one)}}
    # “đã nhận” is not “chưa rõ đã nhận chưa”: only where nothing begins so, anywhere will do.
    names = names or {one.name for one in ALL if f"{_told(one)} ".startswith(f"{said} ")}
    names = names or {one.name for one in ALL if f" {said} " in f" {_told(one)} "}
    if not said or not names:
        known = "; ".join(f"{one.name} ({one.words})" for one in ALL)
        raise UsageError(f"--state “{text}”: không có tình trạng ấy; có: {known}")
    return lambda filing: standing(filing).name in names or (UNPAID.name in names and filing.unpaid)


def _told(one: Standing) -> str:
    return _plain(one.words.replace(",", ""))


def _plain(text: str) -> str:
    """Letters without their marks, one blank between words; a name's ``-`` is a ``_``."""
    bare = unicodedata.normalize("NFD", text.strip().casefold().replace("đ", "d"))
    kept = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(kept.replace("-", "_").split())


def _is_of(filing: FilingReport, today: date) -> bool:
    times = (filing.receipt and filing.receipt.received_at, filing.changed_at)
    return any(_day(at) == today for at in times if at)


def _day(at: str) -> date | None:
    try:
        return in_vietnam(datetime.fromisoformat(at)).date()
    except ValueError:
        return None

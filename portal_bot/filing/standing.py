"""How a dossier stands, as people are told: its words, how they look, who comes first.

One of programs' states may be several things for a person: a dossier that is *received* was either
not read back yet, or was read back and differs. These are never told in the same breath.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from portal_bot.errors import HumanNeeded
from portal_bot.filing.field_words import STATES
from portal_bot.filing.report import FilingReport
from portal_bot.moments import moment

Look = Literal["good", "open", "look", "bad"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One way to stand.

    Attributes:
        name: a stable English word; a state's own, or a finer one.
        words: Vietnamese.
        look: `good`: done; `open`: on its way; `look`: somebody must look; `bad`: it did not go.
    """

    name: str
    words: str
    look: Look


def _of_state(name: str, look: Look) -> Standing:
    return Standing(name, STATES[name], look)


DIFFERING = Standing("differing", "đã nhận, cổng lưu KHÁC hồ sơ", "bad")
ALIKE = Standing("alike", "đã nhận, có hồ sơ giống nó trên cổng", "look")
DOUBLED = Standing("two_records", "đã nhận, cổng tạo hai hồ sơ", "bad")
FILLED = Standing("filled", "đã điền xong, chưa nộp", "good")
FILED_BEFORE = Standing("filed", "đã nộp từ trước, không điền thử nữa", "good")
NOT_FILLED = Standing("not_filled", "không điền xong, chưa nộp", "bad")
NOT_FILLED_YET = Standing("not_filled", "cần một người, chưa điền xong, chưa nộp", "look")
WAITING = Standing("waiting", "đang nộp, đợi một người", "look")
# Who needs a person first; then what did not go, what is on its way, what is done, what waits.
_ORDER = (
    _of_state("uncertain", "bad"),
    _of_state("needs_human", "look"),
    _of_state("awaiting_payment", "look"),
    WAITING,
    DIFFERING,
    DOUBLED,
    ALIKE,
    _of_state("received", "look"),
    # Here come those whose fee is open.
    _of_state("rejected", "bad"),
    _of_state("failed", "bad"),
    _of_state("new", "bad"),
    _of_state("filing", "open"),
    _of_state("verified", "good"),
    _of_state("checked", "open"),
)
_BY_NAME = {one.name: one for one in _ORDER}
# So far down the list a person must look; next are those whose fee is open.
_LOOK = _ORDER.index(_BY_NAME["received"])
_UNPAID = _LOOK + 0.5
UNPAID = Standing("unpaid", "chưa nộp lệ phí", "look")
ALL = (*_ORDER, UNPAID)


def standing(filing: FilingReport) -> Standing:
    """How this one stands."""
    if filing.state == "received" and filing.verified is False:
        code = filing.error.code if filing.error else ""
        return {DOUBLED.name: DOUBLED, ALIKE.name: ALIKE}.get(code, DIFFERING)
    if filing.state == "filing" and filing.waits_for:
        return WAITING
    return _BY_NAME[filing.state]


def filled(filing: FilingReport) -> Standing:
    """How a dry run of this one ended."""
    if filing.state == "new":
        # It did not pass its check, and was not tried at all.
        return _BY_NAME["new"]
    if filing.receipt is not None:
        return FILED_BEFORE
    if not filing.filled:
        needs = filing.exit_code == HumanNeeded.exit_code
        return NOT_FILLED_YET if needs else NOT_FILLED
    return FILLED


def before_words(filing: FilingReport) -> str:
    """Of a dossier that an earlier run sent, and this one did not."""
    at = moment(filing.receipt.received_at) if filing.receipt else ""
    return f"đã nộp từ trước{f', lúc {at}' if at else ''}; lần này không gửi gì"


def needs_person(filing: FilingReport) -> bool:
    """Whether it does not go on, or must not be left, without somebody who looks at it."""
    return _rank(filing) <= _LOOK


def is_open(filing: FilingReport) -> bool:
    """Whether anything is left to do: by a person, or by the next run."""
    return standing(filing).name != "verified" or filing.unpaid or filing.office_waits


def by_urgency(filings: Iterable[FilingReport]) -> list[FilingReport]:
    """Who needs a person first; those that stand alike by their day of appointment."""
    return sorted(filings, key=lambda f: (_rank(f), _due_at(f)))


def _rank(filing: FilingReport) -> float:
    rank: float = _ORDER.index(standing(filing))
    return min(rank, _UNPAID) if filing.unpaid else rank


def _due_at(filing: FilingReport) -> str:
    due_at = filing.receipt.due_at if filing.receipt else None
    return due_at or "~"

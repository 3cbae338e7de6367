"""How a dossier stands, in words that never contradict each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot.filing.report import FilingReport
from portal_bot.filing.standing import (
    before_words,
    by_urgency,
    filled,
    is_open,
    needs_person,
    standing,
)
from portal_bot.journal import Due, Fault, Receipt, State

DUE = Due(24_000, "Phí", "tại quầy")
RECEIPT = Receipt("H45-1", "2026-11-23T08:00:00+07:00", "2026-11-24T00:00:00+07:00")


def report(state: str, **more: object) -> FilingReport:
    made = FilingReport(id="PB-A", path=Path("a.yaml"), procedure="x", state=state)
    return replace(made, **more)  # type: ignore[arg-type] # the test's own fields


def test_received_is_either_not_read_back_or_different_never_both() -> None:
    unread, differs = report("received"), report("received", verified=False)
    doubled = report("received", verified=False, error=Fault("two_records", "…"))
    assert standing(unread).words == "đã nhận, chưa đối chiếu"
    assert standing(differs).words == "đã nhận, cổng lưu KHÁC hồ sơ"
    assert standing(doubled).words == "đã nhận, cổng tạo hai hồ sơ"
    assert {standing(each).look for each in (unread, differs)} == {"look", "bad"}
    assert "chưa đối chiếu" not in standing(differs).words


@pytest.mark.parametrize("state", list(State))
def test_every_state_stands_somewhere(state: State) -> None:
    assert standing(report(state.value)).words


def test_who_needs_a_person_comes_first() -> None:
    verified = report("verified", verified=True)
    unpaid = report("verified", verified=True, due=DUE)
    paid = report("verified", verified=True, due=Due(24_000, "", "", paid=True))
    differs = report("received", verified=False)
    order = [report("uncertain"), report("needs_human"), differs, report("received"), unpaid]
    rest = [
        report("rejected"),
        report("failed"),
        report("filing"),
        paid,
        verified,
        report("checked"),
    ]
    assert by_urgency([*reversed(rest), *reversed(order)])[:5] == order
    assert [f.state for f in by_urgency([*reversed(rest)])] == [f.state for f in rest]
    assert [needs_person(f) for f in order] == [True, True, True, True, False]
    assert all(is_open(f) for f in [*order, *rest[:3], rest[-1]])
    assert not is_open(paid)
    assert not is_open(verified)


def test_those_that_are_done_stand_by_their_day() -> None:
    later = report("verified", receipt=Receipt("H45-2", None, "2026-12-01T00:00:00+07:00"))
    sooner = report("verified", receipt=RECEIPT)
    assert by_urgency([report("verified"), later, sooner])[:2] == [sooner, later]


def test_one_that_waits_for_somebody_on_its_way_is_among_the_first() -> None:
    waits = report("filing", waits_for="mã OTP")
    assert by_urgency([report("rejected"), waits])[0] is waits
    assert standing(waits).name == "waiting"


def test_a_dry_run_says_that_nothing_was_submitted() -> None:
    assert filled(report("checked", filled=True)).words == "đã điền xong, chưa nộp"
    assert filled(report("checked", exit_code=21)).words == "không điền xong, chưa nộp"
    assert filled(report("checked", exit_code=30)).words.startswith("cần một người")
    assert "đã nộp từ trước" in filled(report("verified", exit_code=10, receipt=RECEIPT)).words
    assert filled(report("new")).words == "chưa đạt, chưa gửi"


def test_what_was_sent_before_says_when() -> None:
    filed = report("verified", receipt=RECEIPT)
    assert before_words(filed) == "đã nộp từ trước, lúc 23/11/2026 08:00; lần này không gửi gì"
    told = before_words(report("verified", receipt=Receipt("H45-1")))
    assert told == "đã nộp từ trước; lần này không gửi gì"

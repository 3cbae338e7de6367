"""What is to be paid: from the portal's record, and by a person's word."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.filing.drafts import newest, newest_of_each
from portal_bot.filing.payment import as_recorded
from portal_bot.filing.report import of_filing
from portal_bot.journal import NOTHING_DUE, Due, Filing, Receipt, State
from portal_bot.portals.igate_v1.record import due_of
from portal_bot.privacy import masked

OWED = Due(24_000, "Phí cấp bản sao", "Nộp trực tiếp tại quầy")


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("24.000 đồng (Chờ thanh toán)", Due(24_000, "", "Chờ thanh toán")),
        ("24.000 đ (Nộp trực tiếp tại quầy)", Due(24_000, "", "Nộp trực tiếp tại quầy")),
        ("1.234.567 VNĐ (Đã thanh toán)", Due(1_234_567, "", "Đã thanh toán", paid=True)),
        ("24,000 đồng (đã nộp)", Due(24_000, "", "đã nộp", paid=True)),
        ("24.000 đồng (Chưa thanh toán)", Due(24_000, "", "Chưa thanh toán")),
        ("0 đồng (Không phải nộp)", NOTHING_DUE),
        ("24.000 đồng (Miễn lệ phí)", NOTHING_DUE),
        ("24.000 đồng", None),
        ("liên hệ một cửa", None),
        ("", None),
    ],
)
def test_the_record_says_how_much_and_whether_it_is_paid(printed: str, due: Due | None) -> None:
    assert due_of({"Lệ phí": printed}) == due


def test_a_record_without_a_fee_says_nothing() -> None:
    assert due_of({}) is None


@pytest.mark.parametrize(
    ("known", "told", "kept"),
    [
        (None, Due(24_000, "", "Chờ thanh toán"), Due(24_000, "", "Chờ thanh toán")),
        # The review screen says better what for and where.
        (OWED, Due(24_000, "", "Chờ thanh toán"), OWED),
        (
            OWED,
            Due(24_000, "", "Đã thanh toán", paid=True),
            Due(24_000, OWED.why, OWED.where, paid=True),
        ),
        # What a person saw paid, a record at the counter never shows.
        (
            Due(24_000, "", "", paid=True),
            Due(24_000, "", "Nộp trực tiếp tại quầy"),
            Due(24_000, "", "", paid=True),
        ),
        (OWED, NOTHING_DUE, NOTHING_DUE),
        # The office asks for other money than the form did.
        (
            Due(24_000, "", "", paid=True),
            Due(30_000, "", "Chờ thanh toán"),
            Due(30_000, "", "Chờ thanh toán"),
        ),
    ],
)
def test_the_record_has_the_last_word_on_the_money(known: Due | None, told: Due, kept: Due) -> None:
    assert as_recorded(known, told) == kept


@pytest.mark.parametrize(
    ("state", "due", "told"),
    [
        (State.VERIFIED, OWED, True),
        (State.RECEIVED, OWED, True),
        (State.FAILED, OWED, False),
        (State.CHECKED, OWED, False),
        (State.VERIFIED, NOTHING_DUE, False),
    ],
)
def test_only_what_was_filed_is_owed(state: State, due: Due, told: bool) -> None:
    filing = Filing("PB-A", "k", "mock", "x", "a.yaml", "h", state, receipt=Receipt("1"), due=due)
    report = of_filing(filing, Path("a.yaml"))
    assert (report.due is not None, report.unpaid) == (told, told)
    assert report.fee_known


def test_a_user_name_is_known_to_its_owner_only() -> None:
    assert masked("nguyen.van.thu") == "ng•••hu"
    assert masked("054090000101") == "05•••01"
    assert [masked(name) for name in ("", "a", "thu", "thu.mau")] == ["•••"] * 4


def test_the_newest_draft_is_the_one_that_lies_there() -> None:
    lines = [
        {"kind": "draft", "draft": "1"},
        {"kind": "draft", "draft": "2"},
        {"kind": "draft_cancelled", "draft": "1"},
    ]
    assert newest(lines) == "2"
    assert newest([*lines, {"kind": "draft_cancelled", "draft": "2"}]) is None
    assert newest([]) is None
    assert newest_of_each([("PB-A", line) for line in lines] + [("PB-B", lines[2])]) == {
        "PB-A": "2"
    }

"""A receipt that was made to keep its reader busy: the filing is over in time all the same."""

from __future__ import annotations

import re

import pytest

from portal_bot.filing.kept_receipt import kept_receipt
from tests.unit.evidence.test_safe_page import NUMBER, PAGE

BUSY = {
    "no tag ends": "<p " * 100_000,
    "no quote ends": "<p a='" * 60_000 + ">",
    "only long": PAGE + " " * 20_000,
}


@pytest.mark.parametrize("page", BUSY)
def test_a_page_that_was_made_to_keep_its_reader_busy_is_kept_in_time(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal_bot.filing.kept_receipt._CPU_S", 0.5)
    kept = kept_receipt(BUSY[page].encode(), NUMBER)
    assert bool(kept.doubt) is (NUMBER not in BUSY[page])
    said = kept.content.decode().partition("<body>")[2].partition("</body>")[0]
    assert not re.search(r"<(?!/?(?:pre|p|div|h1|table|tr|td|b)[ >])", said)

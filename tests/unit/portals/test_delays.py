"""How long reconciliation waits for a portal whose delays change while we run."""

from __future__ import annotations

import pytest

from portal_bot.portals.delays import Delays


@pytest.mark.parametrize(
    ("now", "before", "longest"),
    [
        (Delays(2, 0.0), Delays(5, 1.0), Delays(5, 1.0)),
        (Delays(9, 3.0), Delays(5, 1.0), Delays(9, 3.0)),
        (Delays(2, None), Delays(2, 1.0), Delays(2, None)),
    ],
)
def test_the_longer_of_each_counts_and_what_nobody_knows_stays_unknown(
    now: Delays, before: Delays, longest: Delays
) -> None:
    assert now.at_least(before) == longest

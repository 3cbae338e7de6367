"""No flow without its wrong dossiers: each has three at least, whichever file they stand in."""

from __future__ import annotations

from collections import Counter

import pytest

from portal_bot.registry import flows
from tests.flows.test_rules import BROKEN
from tests.flows.test_rules_a import BROKEN as BROKEN_A
from tests.flows.test_rules_b import BROKEN as BROKEN_B
from tests.flows.test_rules_c import BROKEN as BROKEN_C

CASES = Counter(
    row[0].partition("/")[0] for rows in (BROKEN, BROKEN_A, BROKEN_B, BROKEN_C) for row in rows
)


@pytest.mark.parametrize("slug", sorted(flows()))
def test_three_wrong_dossiers_at_least_are_refused(slug: str) -> None:
    assert CASES[slug] >= 3

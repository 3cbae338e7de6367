"""A slice of `make mutated-forms`: some of the kinds each day."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from tests.mutated.grounds import GROUNDS
from tests.mutated.pages import CASES
from tests.mutated.playing import Mutation
from tests.support.mock import MockPortal

# Short, and with all there is: a driver, addresses, three kinds of dates, radio buttons.
FORM = next(case for case in CASES if case.parent.name == "civil_status_extract_copy")
# One of so many kinds a day: Form.io takes its time for each form.
SHARES = {"igate_v1": 3, "igate_v2": 10}


@pytest.mark.browser
async def test_a_form_is_filled_by_its_meaning_or_refused_by_name(
    platform: str,
    platform_mock: MockPortal,
    context: BrowserContext,
    pages: Path,
    pytestconfig: pytest.Config,
) -> None:
    turn: int = pytestconfig.option.turn
    ground = GROUNDS[platform](context, platform_mock, pages / "vendor")
    keeps, breaks = await ground.start()
    kinds = [*((kind, True) for kind in keeps), *((kind, False) for kind in breaks)]
    share = SHARES[platform]
    asked = [Mutation(FORM, kind, turn, same) for kind, same in kinds[turn % share :: share]]
    ended = [await ground.play(one) for one in asked]
    assert [str(one) for one in ended if one is not None and not one.is_right] == []
    assert len([one for one in ended if one is not None]) >= len(asked) - 2

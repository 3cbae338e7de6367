"""A slice of `make mutated-forms`: some of the kinds each day."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from tests.mutated.grounds import GROUNDS
from tests.mutated.playing import Mutation
from tests.support.mock import MockPortal

# Short, and with all there is: a driver, addresses, three kinds of dates, radio buttons.
FORMS = {"moj": "marital_status_certificate"}
FORM = "civil_status_extract_copy"
# One of so many kinds a day: the libraries take their time for each form, the wizard for its steps.
SHARES = {"igate_v1": 3, "igate_v2": 10, "moj": 26, "national": 14}


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
    name = FORMS.get(platform, FORM)
    form = next(case for case in ground.cases if case.parent.name == name)
    asked = [Mutation(form, kind, turn, same) for kind, same in kinds[turn % share :: share]]
    ended = [one for one in [await ground.play(one) for one in asked] if one is not None]
    wrong = [one for one in ended if not (one.is_right and one.is_classed_rightly)]
    assert [str(one) for one in wrong] == []
    assert len(ended) >= len(asked) - 2

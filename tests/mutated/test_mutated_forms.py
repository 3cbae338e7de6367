"""A slice of `make mutated-forms`: a third of the kinds each day."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from tests.mutated.pages import CASES, PLATFORMS
from tests.mutated.playing import Mutation, Playground
from tests.support.mock import MockPortal

# Short, and with all there is: a driver, addresses, three kinds of dates, radio buttons.
FORM = next(case for case in CASES if case.parent.name == "civil_status_extract_copy")


@pytest.mark.browser
@pytest.mark.parametrize("platform", sorted(PLATFORMS))
async def test_a_form_is_filled_by_its_meaning_or_refused_by_name(
    platform: str,
    mock: MockPortal,
    context: BrowserContext,
    pages: Path,
    pytestconfig: pytest.Config,
) -> None:
    turn: int = pytestconfig.option.turn
    ground = Playground(context, mock, pages / "vendor", platform)
    keeps, breaks = await ground.start()
    kinds = [*((kind, True) for kind in keeps), *((kind, False) for kind in breaks)]
    asked = [Mutation(FORM, kind, turn, same) for kind, same in kinds[turn % 3 :: 3]]
    ended = [await ground.play(one) for one in asked]
    assert [str(one) for one in ended if one is not None and not one.is_right] == []
    assert len([one for one in ended if one is not None]) >= len(asked) - 2

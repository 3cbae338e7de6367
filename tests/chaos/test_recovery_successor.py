"""What only igate_v2 does: lists in pages, emptied by typing, full of ids; a step that is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chaos.dossiers import shipped
from chaos.judge import differences
from chaos.platforms import IGATE_V2, PROFILES
from chaos.program import PASSWORD
from portal_bot import settings
from tests.portal.v2 import why_not
from tests.support.mock import MockPortal, running_mock
from tests.support.outcome import Outcome, submitted

pytestmark = pytest.mark.in_turn(2)


@pytest.fixture(scope="module")
def _v2() -> Iterator[MockPortal]:
    if reason := why_not():
        pytest.skip(reason)
    with running_mock("--pace", "instant", "--seed", "1", "--platform", IGATE_V2) as portal:
        yield portal


@pytest.fixture
def v2(_v2: MockPortal, monkeypatch: pytest.MonkeyPatch) -> MockPortal:
    monkeypatch.setenv(settings.PASSWORD, PASSWORD)
    _v2.reset()
    return _v2


async def filed(v2: MockPortal, home: Path) -> Outcome:
    return await submitted(v2, home, portal=PROFILES[IGATE_V2])


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("step_lost", {"step": "form"}),
        # Ten lists, each to be searched.
        pytest.param("typing_resets", {}, marks=pytest.mark.thorough),
        pytest.param("step_lost", {"step": "papers"}, marks=pytest.mark.thorough),
        # Long lists by page, in tests/widgets.
        pytest.param("list_paged", {}, marks=pytest.mark.thorough),
    ],
)
async def test_what_the_successors_page_does_is_mended_by_the_same_hand(
    v2: MockPortal, tmp_path: Path, name: str, how: dict[str, str]
) -> None:
    (sample,) = shipped(["birth_registration/plain"], IGATE_V2)
    v2.fault(name, **how)
    outcome = await filed(v2, tmp_path)
    assert (outcome.state, outcome.message) == ("verified", "")
    (record,) = outcome.stored
    assert differences(sample.golden, record) == []
    assert len(outcome.commits) == 1
    # It changes how a list is told, and strikes nothing.
    assert v2.struck(name) or name == "list_paged"


async def test_a_list_of_ids_is_refused_and_the_field_named(v2: MockPortal, tmp_path: Path) -> None:
    """Which of them is meant would be a guess."""
    v2.fault("ids_for_labels", times=99)
    outcome = await filed(v2, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("failed", 21)
    assert outcome.filing.error is not None
    assert outcome.filing.error.field is not None
    assert "không có lựa chọn này" in outcome.message
    assert outcome.commits == []

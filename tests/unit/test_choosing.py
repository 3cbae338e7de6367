"""What a run leaves out comes to its turn, and is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import choosing
from tests.support.choosing import in_turn

FILES = [Path(name) for name in ("a/1", "a/2", "a/3", "b/1", "b/2", "c/1")]


@pytest.mark.parametrize("turn", [0, 5, 739_948])
def test_of_each_flow_one_dossier_has_its_turn(turn: int) -> None:
    assert sorted(path.parent.name for path in in_turn(FILES, turn)) == ["a", "b", "c"]


def test_after_as_many_turns_as_the_longest_flow_has_dossiers_all_had_theirs() -> None:
    assert set().union(*(in_turn(FILES, 100 + turn) for turn in range(3))) == set(FILES)


def test_the_same_turn_gives_the_same_dossiers_in_whichever_order_they_are_found() -> None:
    assert in_turn(reversed(FILES), 7) == in_turn(FILES, 7)


def test_what_a_worker_left_out_is_counted_once_by_the_run_that_started_it(
    pytestconfig: pytest.Config,
) -> None:
    class Node:
        config = pytestconfig
        workeroutput = {"left_out": 61}

    before = pytestconfig.stash[choosing._LEFT_OUT]
    try:
        choosing.pytest_testnodedown(Node(), None)
        choosing.pytest_testnodedown(Node(), None)
        assert pytestconfig.stash[choosing._LEFT_OUT] == max(61, before)
    finally:
        pytestconfig.stash[choosing._LEFT_OUT] = before


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("case", range(9))
def test_of_cases_marked_in_turn_one_of_three_stays(
    case: int, pytestconfig: pytest.Config, request: pytest.FixtureRequest
) -> None:
    stays = case % 3 == pytestconfig.option.turn % 3
    assert (request.node.get_closest_marker("thorough") is None) == stays

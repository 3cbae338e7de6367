"""Which tests a run leaves for `make test-all`, and how many, told at its end: a pytest plugin.

`make test` leaves out what is marked `thorough`: what costs much and is met, in another way, by a
quicker test that stays. Of a flow's dossiers all but one are so, another one each day: the turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from portal_bot import clock

_LEFT_OUT = pytest.StashKey[int]()
# What a worker of xdist tells the run that started it.
_TOLD = "left_out"


def thorough(*values: object) -> list[Any]:
    """Values of a parameter that are left to `make test-all`."""
    return [pytest.param(value, marks=pytest.mark.thorough) for value in values]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--turn",
        type=int,
        help="which dossier of each flow is the one that is not `thorough`; without it, the day's",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_LEFT_OUT] = 0
    # Chosen once: the workers are given the options of the run that starts them.
    if config.option.turn is None:
        config.option.turn = clock.machine().toordinal()


def in_turn(paths: Iterable[Path], turn: int) -> set[Path]:
    """Of the files of each folder one, the next one at the next turn."""
    folders: dict[Path, list[Path]] = {}
    for path in sorted(paths):
        folders.setdefault(path.parent, []).append(path)
    return {files[(turn + place) % len(files)] for place, files in enumerate(folders.values())}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The slow ones first: at the end there is only what is quickly done."""
    _leave_to_other_turns(items, config.option.turn)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _leave_to_other_turns(items: Iterable[pytest.Item], turn: int) -> None:
    """Where `in_turn(n)` marks a test, one of n of its cases stays; where a file, of its tests."""
    seen: Counter[str] = Counter()
    for item in items:
        for node, mark in item.iter_markers_with_node("in_turn"):
            marked = node.nodeid.partition("[")[0]
            if (seen[marked] - turn) % mark.args[0]:
                item.add_marker(pytest.mark.thorough)
            seen[marked] += 1


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    if items:
        items[0].config.stash[_LEFT_OUT] += len(items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        told[_TOLD] = session.config.stash[_LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Every worker of xdist collects, and leaves out, the same."""
    told = getattr(node, "workeroutput", {})
    node.config.stash[_LEFT_OUT] = max(node.config.stash[_LEFT_OUT], told.get(_TOLD, 0))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    many = config.stash[_LEFT_OUT]
    if many and config.option.markexpr:
        terminalreporter.section("left out")
        terminalreporter.line(
            f"{many} tests are left out by -m “{config.option.markexpr}”; of each flow one dossier "
            f"was filed, by --turn {config.option.turn}. Everything: make test-all"
        )

"""Dossiers with warnings about which nobody said yes are held, the others go on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot.batch.run_plan import Item
from portal_bot.batch.run_work import _held
from portal_bot.checking import check_paths
from portal_bot.human import TerminalHuman
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Journal, Seal
from portal_bot.run.options import Options
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")
STRANGE = {"consent.given_by": "Phan Văn Chẳng Có Đây"}
DEATH = FIXTURES / "death_registration" / "plain.yaml"


def items(folder: Path) -> list[Item]:
    paths = [
        written(folder / "a.yaml", STRANGE, BIRTH),
        written(folder / "b.yaml", None, DEATH),
        written(folder / "c.yaml", STRANGE, FIXTURES / "copy_certification" / "plain.yaml"),
    ]
    checked = check_paths(paths)
    assert all(each.ok for each in checked)
    return [Item(number, each, Ready.of(each)) for number, each in enumerate(checked)]


@pytest.mark.parametrize(("yes", "held"), [(False, {0: 30, 2: 30}), (True, {})])
def test_without_a_terminal_only_yes_lets_them_go(
    yes: bool, held: dict[int, int], tmp_path: Path
) -> None:
    done: list[Any] = []
    with Journal(tmp_path / "journal.sqlite3", Seal(b"s" * 32)) as journal:
        desk: Any = SimpleNamespace(
            journal=journal,
            identity=Identity(b"s" * 32, "that"),
            human=TerminalHuman(),
            accounts=SimpleNamespace(done=done.append),
        )
        run: Any = SimpleNamespace(options=Options(yes=yes))
        found = asyncio.run(_held(desk, items(tmp_path), run))
    assert {number: report.exit_code for number, report in found.items()} == held
    assert len(done) == len(held)
    assert all(r.error and r.error.code == "human_needed" for r in found.values())
    assert all(r.state == "checked" and not r.sent for r in found.values())

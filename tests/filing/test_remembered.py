"""An engine that chooses by what the page sends, not by what it prints, does not get through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.form import sight
from tests.portal.words import Words, controls
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)


@pytest.fixture(autouse=True)
def _made_anew() -> Iterator[None]:
    """What a document is given at its start is kept by the process."""
    sight.at_hand.cache_clear()
    yield
    sight.at_hand.cache_clear()


# Where the engine reads the choices of a native select: there alone this one reads otherwise.
HONEST = (
    "onePlace(wanted, offered.map((option) => option.text), offered.map((option) => option.value))"
)
BY_VALUE = (
    "([offered.findIndex((option) => "
    "option.text.trim() === wanted.trim() && LEARNT.has(option.value))]"
    '.map((n) => (n < 0 ? "missing" : n))[0])'
)


def chooses_by(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine knows the values of that world, and takes no other for its choice."""
    drawn = Words(world).drawn
    known = {
        control.sent(code, drawn)
        for control in controls("1.001193").values()
        for code in control.codes or ()
    }
    text = sight.script()
    assert HONEST in text
    learnt = f"const LEARNT = new Set({sorted(known)});\n"
    first, rest = text.replace(HONEST, BY_VALUE).split("\n", 1)
    monkeypatch.setattr(sight, "script", lambda: f"{first}\n{learnt}{rest}")


async def test_what_was_learnt_in_one_world_chooses_nothing_in_another(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses_by(mock.get("/health")["world"], monkeypatch)
    report = await aio.fill([BIRTH], portal_url=mock.address, home=tmp_path / "first")
    assert (report.exit_code, report.filings[0].error) == (0, None)
    mock.reset()
    report = await aio.submit([BIRTH], portal_url=mock.address, home=tmp_path / "second")
    error = report.filings[0].error
    assert error is not None, report.as_json()
    assert (report.exit_code, error.code) == (21, "portal_changed")
    assert "không có lựa chọn này" in error.message
    assert mock.commits() == mock.submissions() == []


async def test_what_is_printed_chooses_in_every_world(mock: MockPortal, tmp_path: Path) -> None:
    seen = set()
    for number in range(2):
        mock.reset()
        seen.add(mock.get("/health")["world"])
        report = await aio.fill([BIRTH], portal_url=mock.address, home=tmp_path / str(number))
        assert (report.exit_code, report.filings[0].error) == (0, None)
    assert len(seen) == 2

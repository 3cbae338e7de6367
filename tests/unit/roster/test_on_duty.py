"""Who was on duty stands in a filing's history: the dossier's own word first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.journal import Filing, State
from portal_bot.roster import on_duty
from portal_bot.roster.on_duty import Attendants, attendants, set_down
from portal_bot.run.home import writing

DAY = date(2026, 12, 1)
ROSTER = """\
officers: [Trần Thị Mẫu]
volunteers: [Nguyễn Văn Thử]
days:
  01/12/2026: {officer: Trần Thị Mẫu, volunteer: Nguyễn Văn Thử}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PORTAL_BOT_ROSTER", raising=False)
    monkeypatch.setenv("PORTAL_BOT_HOME", str(tmp_path))
    (tmp_path / "roster.yaml").write_text(ROSTER, "utf-8")
    return tmp_path


def test_the_dossier_comes_first_and_the_roster_fills_in(place: Path) -> None:
    both = Attendants("Trần Thị Mẫu", "Nguyễn Văn Thử")
    assert attendants(Attendants(), DAY, place) == both
    mixed = attendants(Attendants("Lê Văn Giả"), DAY, place)
    assert mixed == Attendants("Lê Văn Giả", "Nguyễn Văn Thử")
    assert not attendants(Attendants(), date(2026, 12, 2), place)
    assert both.words == "cán bộ Trần Thị Mẫu, đoàn viên Nguyễn Văn Thử"


def test_a_roster_that_was_mended_is_read_anew(place: Path) -> None:
    attendants(Attendants(), DAY, place)
    (place / "roster.yaml").write_text(ROSTER.replace("Nguyễn Văn Thử", "Phạm Thị Ví Dụ"), "utf-8")
    assert attendants(Attendants(), DAY, place).volunteer == "Phạm Thị Ví Dụ"


@pytest.mark.parametrize("text", ["[", "", "x"])
def test_a_broken_roster_keeps_nobody_from_filing(place: Path, text: str) -> None:
    (place / "roster.yaml").write_text(text, "utf-8")
    assert attendants(Attendants("A"), DAY, place) == Attendants("A")


def test_it_is_noted_once_and_told(place: Path) -> None:
    fresh = Filing("PB-A", "a", "mock", "birth_registration", "a.yaml", "", State.NEW)
    with clock.at(DAY), writing(place) as journal:
        filing = journal.open(fresh)
        for _ in range(2):
            set_down(journal, filing, Attendants(), place)
        history = journal.history("PB-A")
        assert [event["kind"] for event in history] == ["checked", "on_duty"]
        assert on_duty.told(history).officer == "Trần Thị Mẫu"
        # Another shift goes on with it.
        set_down(journal, filing, Attendants("Lê Văn Giả", "Đỗ Thử"), place)
        assert on_duty.told(journal.history("PB-A")).volunteer == "Đỗ Thử"
        assert not journal.unsound()

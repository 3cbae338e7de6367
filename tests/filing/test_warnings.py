"""A warning stops its dossier until somebody has looked; a consent's moment is set down once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.batch.accepted_warnings import KIND
from portal_bot.human import TerminalHuman
from portal_bot.moments import stamp
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES
from tests.support.kept import opened
from tests.support.mock import MockPortal
from tests.support.outcome import submitted

pytestmark = pytest.mark.in_turn(2)

DEATH = FIXTURES / "death_registration" / "plain.yaml"
# Nobody of this name stands in the dossier; and when they agreed is left out.
STRANGE = {"consent": {"given_by": "Phan Văn Chẳng Có Đây"}}


async def test_without_anybody_nothing_is_sent_and_yes_is_an_answer(
    mock: MockPortal, tmp_path: Path
) -> None:
    dossier, home = written(tmp_path / "a.yaml", STRANGE), tmp_path / "nha"
    report = await aio.submit(
        [dossier, DEATH], portal_url=mock.address, home=home, human="terminal"
    )
    held, other = report.filings
    assert (held.state, held.exit_code) == ("checked", 30)
    assert held.error is not None
    assert held.error.field == "consent.given_by"
    assert "--yes" in held.error.message
    # That one has no warning, and needs a person only for the captcha.
    assert other.state != "checked"
    assert mock.submissions() == []
    assert report.exit_code == 30

    done = await submitted(mock, home, dossier, yes=True)
    assert done.state == "verified"
    assert [e["how"] for e in done.history if e["kind"] == KIND] == ["--yes"]


async def test_the_answer_and_the_moment_stay_for_the_next_run(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def confirm(_self: TerminalHuman, question: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(TerminalHuman, "confirm", confirm)
    dossier, home = written(tmp_path / "a.yaml", STRANGE), tmp_path / "nha"
    # The captcha needs somebody, too: the first run ends there.
    first = await submitted(mock, home, dossier, human="terminal")
    assert first.state == "needs_human"
    done = await submitted(mock, home, dossier)
    assert done.state == "verified"
    assert len(asked) == 1
    (moment,) = [e["given_at"] for e in done.history if e["kind"] == "consent"]
    told = opened(Path(str(done.filing.evidence)) / "proof.html").decode()
    assert f"Phan Văn Chẳng Có Đây, lúc {stamp(datetime.fromisoformat(moment))}" in told
    assert done.kinds.count("consent") == 1


async def test_a_result_by_post_is_told_on_the_proof_sheet(
    mock: MockPortal, tmp_path: Path
) -> None:
    full = BIRTH.with_name("full.yaml")
    (filled,) = (await aio.fill([full], portal_url=mock.address, home=tmp_path / "nha")).filings
    assert filled.proof is not None
    told = filled.proof.read_text("utf-8")
    assert "cước do người dân trả" in told
    assert "3 ngày làm việc" in told

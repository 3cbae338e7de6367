"""Papers that the office asks for reach the dossier that it has: once, whatever happens."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal_bot import aio, clock
from portal_bot.errors import DossierError, SubmissionUncertain, UsageError
from portal_bot.filing.supplement_book import SentFile
from tests.support.at_office import history, intended
from tests.support.choosing import thorough
from tests.support.dossiers import written
from tests.support.fixtures import FIXTURES
from tests.support.mock import MockPortal
from tests.support.outcome import submitted

SCAN = FIXTURES / "papers" / "chung-sinh.pdf"


async def asked_for(mock: MockPortal, home: Path, dossier: Path) -> str:
    """Files it, and lets the office ask for a paper; the number."""
    outcome = await submitted(mock, home, written(dossier))
    (number,) = outcome.numbers
    mock.post(
        f"/officer/{number}", action="request_supplement", note="Mờ", papers=["Giấy chứng sinh"]
    )
    return number


def add_paper(dossier: Path) -> Path:
    """Adds one more scan of the same paper to the dossier's file."""
    extra = dossier.with_name("chung-sinh-trang-2.pdf")
    extra.write_bytes(SCAN.read_bytes())
    told = yaml.safe_load(dossier.read_text("utf-8"))
    papers = told["papers"]["birth_notification"]
    files = [papers] if isinstance(papers, str) else papers
    return written(dossier, {"papers.birth_notification": [*files, str(extra)]}, dossier)


@pytest.mark.parametrize(
    "fault",
    [
        "commit_then_drop",
        *thorough(
            "drop_before_commit",
            "commit_then_502",
            "refuse_502",
            "commit_then_expired",
            "commit_delay",
        ),
    ],
)
async def test_it_is_sent_once_to_the_same_dossier_and_read_back(
    mock: MockPortal, tmp_path: Path, fault: str
) -> None:
    dossier = tmp_path / "a.yaml"
    number = await asked_for(mock, tmp_path, dossier)
    with pytest.raises(DossierError, match="chưa có giấy tờ nào"):
        await aio.supplement(dossier, portal_url=mock.address, home=tmp_path)
    add_paper(dossier)
    mock.fault(fault, times=1)
    report = await aio.supplement(dossier, portal_url=mock.address, home=tmp_path)
    assert (report.number, report.state, report.files, report.exit_code) == (
        number,
        "verified",
        1,
        0,
    )
    (stored,) = mock.submissions()
    (added,) = stored["supplements"]
    (paper,) = added["papers"]
    assert (paper["row"], paper["file_name"]) == ("Giấy chứng sinh", "chung-sinh-trang-2.pdf")
    assert paper["sha256"] == hashlib.sha256(SCAN.read_bytes()).hexdigest()
    assert f"{report.id}-BS1" in added["note"]
    # Said again it is not sent again, and never filed as a new dossier.
    commits = len(mock.commits())
    with pytest.raises(DossierError, match="không yêu cầu bổ sung"):
        await aio.supplement(dossier, portal_url=mock.address, home=tmp_path)
    assert len(mock.commits()) == commits
    assert (await submitted(mock, tmp_path, dossier)).exit_code == 10
    assert len(mock.submissions()) == 1


async def test_one_that_was_left_over_its_button_is_never_pressed_again(
    mock: MockPortal, tmp_path: Path
) -> None:
    dossier = tmp_path / "a.yaml"
    number = await asked_for(mock, tmp_path, dossier)
    add_paper(dossier)
    filing_id = aio.status(home=tmp_path).filings[0].id
    assert filing_id is not None
    sent = [SentFile("Giấy chứng sinh", SCAN.stat().st_size)]
    intended(tmp_path, filing_id, sent, at=clock.now())
    # The office went on meanwhile: nobody can tell what became of the papers.
    mock.post(f"/officer/{number}", action="receive")
    commits = len(mock.commits())
    with pytest.raises(SubmissionUncertain, match=f"{filing_id}-BS1"):
        await aio.supplement(dossier, portal_url=mock.address, home=tmp_path)
    report = await aio.track(portal_url=mock.address, home=tmp_path, now=True)
    assert report.exit_code == SubmissionUncertain.exit_code
    assert [r.code for r in report.filings[0].remarks] == ["supplement_uncertain"]
    question = aio.question(filing_id, home=tmp_path)
    assert (question.candidates, question.supplement) == ((number,), f"{filing_id}-BS1")
    how: dict[str, Any] = {"portal_url": mock.address, "home": tmp_path, "by": "Nguyễn Cán Bộ"}
    with pytest.raises(UsageError, match="không ghi lần bổ sung"):
        await aio.resolve(filing_id, received=number, **how)
    settled = await aio.resolve(filing_id, not_received=True, **how)
    assert settled.state == "verified"
    kinds = [str(event["kind"]) for event in history(tmp_path, filing_id)]
    assert kinds[-2:] == ["supplement_resolved", "supplement_released"]
    assert len(mock.commits()) == commits

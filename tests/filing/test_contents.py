"""Whether the bytes of the stored scans were compared is told, not only kept in the evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.cli.receipts import show
from tests.support.mock import MockPortal
from tests.support.outcome import submitted

REMARK = "Nội dung tệp chưa so"


@pytest.mark.parametrize("offered", [True, False])
async def test_the_report_says_whether_the_bytes_were_compared(
    mock: MockPortal, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, offered: bool
) -> None:
    if offered:
        mock.fault("file_offered", "same")
    outcome = await submitted(mock, tmp_path)
    assert outcome.state == "verified"
    told_then = [event["told"] for event in outcome.history if event["kind"] == "contents"]
    assert told_then == ["nội dung tệp đã so" if offered else "nội dung tệp chưa so"]
    for report in (aio.Report((outcome.filing,)), aio.status([], tmp_path)):
        (told,) = report.as_json()["filings"]
        assert told["papers_compared"] is offered
        show(report, practice=True)
        assert (REMARK in capsys.readouterr().out) is not offered

"""A last screen that sends otherwise than known: stopped and told, or the same one request."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.choosing import thorough
from tests.support.mock import MockPortal
from tests.support.outcome import submitted

# All of them, and more, at the gate alone: tests/unit/browser/test_gate.py, and test_gate_ways.py.


@pytest.mark.parametrize("how", ["get", *thorough("semicolon", "slash", "case", "path", "put")])
async def test_a_commit_by_another_address_or_method_is_stopped(
    mock: MockPortal, tmp_path: Path, how: str
) -> None:
    mock.fault("commit_moved", how)
    outcome = await submitted(mock, tmp_path)
    assert mock.struck("commit_moved") == 1
    assert (outcome.state, outcome.exit_code) == ("failed", 21)
    assert outcome.commits == []
    assert mock.submissions() == []
    assert "đã chặn, chưa có gì được nộp" in outcome.message


@pytest.mark.parametrize("how", ["worker", *thorough("fetch", "frame")])
async def test_the_known_request_may_come_from_whoever_the_page_has(
    mock: MockPortal, tmp_path: Path, how: str
) -> None:
    mock.fault("commit_moved", how)
    outcome = await submitted(mock, tmp_path)
    assert mock.struck("commit_moved") == 1
    assert outcome.filing.verified
    assert len(outcome.commits) == len(mock.submissions()) == 1


@pytest.mark.parametrize("when", ["timer", *thorough("load", "leave")])
async def test_a_page_that_submits_itself_files_nothing(
    mock: MockPortal, tmp_path: Path, when: str
) -> None:
    mock.fault("page_submits_itself", when)
    outcome = await submitted(mock, tmp_path)
    assert mock.struck("page_submits_itself") >= 1
    if when == "leave":
        # Left by its own button only, when all is sent: what it then tries is too late.
        assert outcome.filing.verified
    else:
        assert (outcome.state, outcome.exit_code) == ("failed", 21)
        assert outcome.commits == []
    assert len(mock.submissions()) == (when == "leave")

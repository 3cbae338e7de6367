"""The mark that switches a fault of the mock on for one test."""

from __future__ import annotations

import pytest

from tests.support.mock import MockPortal


@pytest.mark.fault("commit_then_drop", "rst", times=1)
@pytest.mark.fault("error_500", step="list")
def test_a_test_may_be_marked_with_faults(mock: MockPortal) -> None:
    told = [(one["name"], one["arg"], one["times"]) for one in mock.get("/health")["faults"]]
    assert told == [("error_500", "list", None), ("commit_then_drop", "rst", 1)]


def test_without_a_mark_there_is_no_fault(mock: MockPortal) -> None:
    assert mock.get("/health")["faults"] == []

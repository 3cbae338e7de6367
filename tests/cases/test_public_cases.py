"""Inputs that made other programs stumble, or that clerks really have; nobody here wrote them.

The collection is not part of this project. Where it lies beside the checkout it is run whole;
its values stand as tests of our own in `tests/unit`, too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import ROOT, Case
from tests.support.fixtures import mock, one_mock
from tests.support.mock import MockPortal

__all__ = ["mock", "one_mock"]

COLLECTION = ROOT.parent / "shared" / "cases"


def _cases() -> dict[str, Any]:
    try:
        expected = json.loads((COLLECTION / "expected.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    cases: dict[str, Any] = expected["cases"]
    return cases


CASES = _cases()


@pytest.mark.skipif(not CASES, reason="the collection of public cases is not beside the checkout")
def test_the_collection_is_whole() -> None:
    assert {folder.name for folder in COLLECTION.iterdir() if folder.is_dir()} == set(CASES)


def _is_filed(name: str) -> bool:
    return any("submit" in answer for answer in CASES[name]["any_of"])


@pytest.mark.parametrize(
    "name",
    # What `check` takes of those that are filed stands in tests/unit; that the portal then has what
    # was taken, the goldens ask for.
    [pytest.param(n, marks=pytest.mark.thorough if _is_filed(n) else ()) for n in CASES],
)
def test_what_is_right_of_it(name: str, mock: MockPortal, tmp_path: Path) -> None:
    case = Case(COLLECTION / name, CASES[name], tmp_path)
    wrong = {answer["name"]: case.wrong_of(answer, mock) for answer in case.expected["any_of"]}
    assert not all(wrong.values()), json.dumps(wrong, ensure_ascii=False, indent=1)

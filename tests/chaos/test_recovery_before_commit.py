"""Trouble before the commit point is waited out, mended or started over: filed once, and right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.mock import MockPortal
from tests.support.outcome import submitted

pytestmark = pytest.mark.in_turn(2)

Fault = tuple[str, str | None, dict[str, object]]
ONCE: dict[str, object] = {"times": 1}
MENDED: list[Fault] = [
    ("stale_csrf", "form", ONCE),
    ("too_many_requests", "1", {**ONCE, "step": "papers"}),
    ("upload_silent", None, ONCE),
    ("upload_twice", None, ONCE),
]
# Begun anew, waited for, or uploaded again by the same hand as one of those.
OF_A_KIND: list[Fault] = [
    ("blank_page", None, {**ONCE, "step": "form"}),
    ("error_500", "record", ONCE),
    ("captcha_expires", None, ONCE),
    ("upload_late", "2", {}),
    ("upload_half", None, ONCE),
    ("upload_name_cut", None, {}),
    ("late_scripts", "0.5", {}),
    ("page_frozen", "0.5", {"step": "form"}),
]
# What is mended at one step is mended at all of them by the same hand; a session that ends on the
# form is in test_lost_answers.
OTHER_STEPS: list[Fault] = [
    *(
        ("session_expires", step, ONCE)
        for step in (
            "sign_in",
            "agency",
            "form",
            "papers",
            "upload",
            "fee",
            "review",
            "captcha",
            "record",
        )
    ),
    *(("stale_csrf", step, ONCE) for step in ("upload", "captcha")),
    *(("error_500", step, ONCE) for step in ("fee", "captcha")),
]
# The form engine's, played on pages of its own in tests/form.
OF_THE_FORM: list[Fault] = [
    ("driver_wipe_late", "1.5", {}),
    ("late_cascade", "0.8", {}),
    ("cascade_empty_once", None, {}),
    ("cascade_reload", None, {}),
    ("rerender", None, {}),
    ("prefill_account_address", None, {}),
    ("version_2", "reordered", {}),
]
# Played in tests/filing/test_submit.py, too.
OF_A_FILING: list[Fault] = [
    ("maintenance", None, {**ONCE, "step": "review"}),
    ("captcha_wrong", None, ONCE),
    ("upload_500", None, ONCE),
]
ALSO_ELSEWHERE = [*OF_A_KIND, *OTHER_STEPS, *OF_THE_FORM, *OF_A_FILING]


def named(fault: Fault) -> str:
    return "-".join(filter(None, fault[:2]))


@pytest.mark.parametrize(
    ("name", "arg", "how"),
    [
        *(pytest.param(*one, id=named(one)) for one in MENDED),
        *(pytest.param(*one, id=named(one), marks=pytest.mark.thorough) for one in ALSO_ELSEWHERE),
    ],
)
async def test_it_is_filed_once_and_stored_as_the_golden_says(
    mock: MockPortal, tmp_path: Path, name: str, arg: str | None, how: dict[str, object]
) -> None:
    mock.fault(name, arg, **how)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code, outcome.message) == ("verified", 0, "")
    assert mock.struck(name) >= 1
    assert len(outcome.commits) == 1
    assert outcome.as_golden()
    assert {"proof.html", "receipt.html", "journal.json"} <= outcome.kept


async def test_a_word_of_refusal_that_vanishes_at_once_is_still_heard(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("toast_short", "0.02")
    mock.fault("population_mismatch")
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("rejected", 22)
    assert "Thông tin chưa hợp lệ" in outcome.message
    assert outcome.commits == []


async def test_what_the_attempts_left_on_the_portal_is_cancelled(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("error_500", "fee", times=2)
    outcome = await submitted(mock, tmp_path)
    assert outcome.state == "verified"
    opened = [e["draft"] for e in outcome.history if e["kind"] == "draft"]
    cancelled = [e["draft"] for e in outcome.history if e["kind"] == "draft_cancelled"]
    assert len(opened) == 3
    assert cancelled == opened[:2]

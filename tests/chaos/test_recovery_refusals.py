"""What cannot be mended by trying again: nothing is sent, and the one who must act is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.mock import MockPortal
from tests.support.outcome import submitted

pytestmark = pytest.mark.in_turn(2)


@pytest.mark.parametrize(
    "change",
    [
        "renamed:child_full_name",
        "required",
        # To the form engine, as a label that is called otherwise.
        pytest.param("removed:child_full_name", marks=pytest.mark.thorough),
    ],
)
async def test_a_form_of_another_version_is_not_filled_and_its_field_is_named(
    mock: MockPortal, tmp_path: Path, change: str
) -> None:
    mock.fault("version_2", change)
    outcome = await submitted(mock, tmp_path)
    assert mock.struck("version_2") == 1
    assert (outcome.state, outcome.exit_code) == ("failed", 21)
    assert outcome.filing.error is not None
    assert outcome.filing.error.code == "portal_changed"
    wanted = "ô bắt buộc mà hồ sơ không nói tới" if change == "required" else "child.full_name"
    assert wanted in outcome.message
    assert outcome.commits == []


async def test_a_citizen_unknown_to_the_population_database_is_the_dossiers_fault(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("population_mismatch")
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("rejected", 22)
    assert "thông tin công dân không tồn tại trong CSDLQG về dân cư" in outcome.message
    assert outcome.filing.error is not None
    assert outcome.filing.error.field == "applicant.citizen_id"
    assert outcome.commits == []


@pytest.mark.parametrize(
    ("name", "arg", "code"),
    [
        ("error_500", "form", "portal_unavailable"),
        ("session_expires", "agency", "session_lost"),
        # Once, in test_recovery_before_commit.
        pytest.param("upload_half", None, "portal_unavailable", marks=pytest.mark.thorough),
        # Waited for as long as it asks: tests/unit/test_retry.py; once, in the same place.
        pytest.param("too_many_requests", "300", "portal_unavailable", marks=pytest.mark.thorough),
    ],
)
async def test_a_portal_that_stays_in_trouble_is_given_up_after_bounded_tries(
    mock: MockPortal, tmp_path: Path, name: str, arg: str | None, code: str
) -> None:
    mock.fault(name, arg, **({"times": 99} if name == "session_expires" else {}))
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("failed", 20)
    assert outcome.filing.error is not None
    assert outcome.filing.error.code == code
    assert outcome.commits == []
    assert outcome.kinds.count("draft") <= 4


# tests/filing/test_submit.py: three wrong captchas.
@pytest.mark.thorough
async def test_a_captcha_that_is_never_right_is_the_portals_no(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("captcha_wrong", times=9)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("rejected", 22)
    assert outcome.kinds.count("intent") == outcome.kinds.count("not_sent") == 3
    assert outcome.commits == []

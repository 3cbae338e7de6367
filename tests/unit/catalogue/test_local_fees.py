"""The desk's own fees take the place of references, never of what a law fixes."""

from datetime import date
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.catalogue import FeeDue, fee_due
from portal_bot.catalogue.procedures import procedures
from portal_bot.errors import SetupError

SOURCE = 'source = "Nghị quyết 23/2023/NQ-HĐND"\n'


def due(slug: str) -> FeeDue:
    late = {"child": {"birth_date": date(2026, 1, 2)}}
    return fee_due(procedures()[slug], late, date(2026, 11, 20))


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "fees.toml"
    monkeypatch.setenv(settings.FEES, str(path))
    return path


def test_the_desks_amount_is_due_and_names_who_decided_it(listed: Path) -> None:
    fees = '[fees]\nbirth_registration = 5000\n"1.004873" = 0\n'
    listed.write_text(SOURCE + fees, "utf-8")
    birth, status = due("birth_registration"), due("marital_status_certificate")
    assert (birth.amount_vnd, birth.verified) == (5_000, True)
    assert birth.lines[0].basis == "Nghị quyết 23/2023/NQ-HĐND"
    assert "mức của địa phương" in birth.lines[0].why
    assert (status.amount_vnd, status.verified) == (0, True)
    # What the list does not name stays a reference.
    assert due("death_reregistration").verified is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fees]\nbirth_registration = 5000\n", "source"),
        (SOURCE, r"\[fees\]"),
        (SOURCE + "[fees]\nno_such = 1\n", "no_such"),
        (SOURCE + "[fees]\nsignature_certification = 1\n", "do luật định"),
        (SOURCE + "[fees]\nbirth_registration = 5.5\n", "số đồng nguyên"),
        (SOURCE + "[fees]\nbirth_registration = -1\n", "số đồng nguyên"),
        ("fees = [", "không đọc được"),
    ],
)
def test_a_list_that_cannot_be_right_stops_and_says_where(
    text: str, said: str, listed: Path
) -> None:
    listed.write_text(text, "utf-8")
    with pytest.raises(SetupError, match=said) as caught:
        due("birth_registration")
    assert str(listed) in str(caught.value)


def test_a_list_that_is_not_there_stops(listed: Path) -> None:
    with pytest.raises(SetupError, match="không đọc được"):
        due("birth_registration")

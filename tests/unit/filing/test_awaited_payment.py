"""What may wait for its fee: all of which it is not known that nothing is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.checking import check_paths
from portal_bot.filing.awaited_payment import may_wait
from portal_bot.intake.ready import Ready
from portal_bot.portals.profile import load
from portal_bot.practice import samples

DAY = date(2026, 11, 23)
KNOWN_DUE, UNKNOWN = "thủ tục có phí", "chưa rõ hồ sơ này có phải trả phí không"


def ready(case: str) -> Ready:
    path = samples() / "edition_2026" / f"{case}.yaml"
    (checked,) = check_paths([path], today=DAY, office=load("mock_national").office, edition=2026)
    return Ready.of(checked)


@pytest.mark.parametrize(
    ("case", "filed_on", "why"),
    [
        ("birth_registration/plain", DAY, ""),
        ("birth_registration/plain", date(2027, 11, 23), UNKNOWN),
        ("birth_registration/full", DAY, KNOWN_DUE),
        ("civil_status_change_correction/plain", DAY, UNKNOWN),
        ("civil_status_extract_copy/plain", DAY, KNOWN_DUE),
        ("marital_status_certificate/plain", DAY, UNKNOWN),
        # The procedure itself is free; the copies asked for in its form are not.
        ("marriage_registration/plain", DAY, KNOWN_DUE),
    ],
)
def test_only_what_is_known_to_be_free_cannot_wait(case: str, filed_on: date, why: str) -> None:
    told = may_wait(ready(case), filed_on)
    assert told.startswith(why)
    assert bool(told) is bool(why)
    assert not told or "mục chờ thanh toán" in told


def test_what_the_desks_own_list_says_is_free_is_known_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fees = tmp_path / "fees.toml"
    said = 'source = "Nghị quyết ví dụ"\n[fees]\nmarital_status_certificate = 0\n'
    monkeypatch.setenv(settings.FEES, str(fees))
    fees.write_text(said, "utf-8")
    assert may_wait(ready("marital_status_certificate/plain"), DAY) == ""

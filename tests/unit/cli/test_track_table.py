"""What `track` shows: what is to be done first, with its day in working days; then the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal_bot.cli.track_table import show_tracked
from portal_bot.journal import Due, Fault, Filing, Receipt, State
from portal_bot.tracking.followed import Followed, OfficeTurn
from portal_bot.tracking.remarks import remarks_of
from portal_bot.tracking.track_report import TrackedFiling, TrackReport

FRIDAY = date(2026, 11, 20)
FILING = Filing(
    "PB-1", "key", "mock", "birth_registration", "ho-so/an.yaml", "", State.VERIFIED,
    receipt=Receipt("H45.22243-261120-0001"),
)  # fmt: skip


def at_office(words: str, **known: object) -> Followed:
    told = Followed(FILING, "H45.22243-261120-0001", (OfficeTurn(words, None),))
    return replace(told, **known)  # type: ignore[arg-type] # a test's own words


def shown(capsys: pytest.CaptureFixture[str], *told: Followed) -> str:
    show_tracked([TrackedFiling(one, FRIDAY, remarks=remarks_of(one)) for one in told])
    return " ".join(capsys.readouterr().out.split())


def test_what_is_to_be_done_stands_first_with_its_day(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    asked = at_office("Yêu cầu bổ sung giấy tờ", until=date(2026, 11, 25), papers=("Sổ hộ khẩu",))
    late = at_office("Đang xử lý", due=date(2026, 11, 17))
    done = at_office("Đã xử lý xong", result=Path("kq.pdf"))
    owed = replace(
        at_office("Được tiếp nhận"), filing=replace(FILING, due=Due(15000, "", "trực tuyến"))
    )
    text = shown(capsys, late, done, asked, owed)
    assert "Bổ sung giấy tờ: 1 hồ sơ" in text
    assert "nộp thêm: Sổ hộ khẩu" in text
    # The 24th is a holiday.
    assert "25/11/2026 (còn 2 ngày làm việc)" in text
    assert "17/11/2026 (quá 3 ngày làm việc)" in text
    assert "phát kết quả; đã tải: kq.pdf" in text
    assert "nộp 15.000 đ (trực tuyến)" in text
    assert text.index("Bổ sung") < text.index("Cơ quan quá hạn")


def test_a_quiet_day_says_so_and_an_oddity_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "không có việc gì" in shown(capsys, at_office("Mới đăng ký", due=date(2026, 11, 25)))
    text = shown(capsys, at_office("Mới đăng ký", missing=True))
    assert "không còn hồ sơ H45.22243-261120-0001" in text
    assert "chương trình không nộp lại" in text


def test_the_exit_code_is_the_highest_and_an_account_that_failed_counts() -> None:
    fine = TrackedFiling(at_office("Mới đăng ký"), FRIDAY)
    odd = at_office("Chờ liên thông")
    strange = TrackedFiling(odd, FRIDAY, remarks=remarks_of(odd))
    failed = TrackedFiling(
        at_office(""), FRIDAY, error=Fault("human_needed", "mật khẩu"), error_exit=30
    )
    assert TrackReport((fine,)).exit_code == 0
    assert TrackReport((fine, strange)).exit_code == 21
    assert TrackReport((fine, strange, failed)).exit_code == 30
    told = TrackReport((strange,)).as_json()["filings"][0]
    assert (told["state"], told["status"], told["todo"]) == (None, "Chờ liên thông", None)

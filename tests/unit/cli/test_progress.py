"""What people and programs see of a run while it goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal_bot import privacy
from portal_bot.cli.progress import EventLines, ProgressWatch
from portal_bot.cli.watching import picture
from portal_bot.filing.report import FilingReport, Report
from portal_bot.run.events import Event, Kind
from tests.unit.cli.terminal import Terminal


def event(kind: Kind, number: int, text: str) -> Event:
    return Event(kind, f"PB-{number}", Path(f"ho-so/{number}.yaml"), text)


def batch(watch: ProgressWatch | EventLines) -> None:
    with watch:
        watch(Event("plan", "", Path(), "3"))
        watch(event("done", 1, "verified"))
        watch(event("step", 2, "Đăng nhập"))
        watch(event("waiting", 2, "mã xác nhận"))
        watch(event("answered", 2, "mã xác nhận"))
        watch(event("done", 2, "needs_human"))
        watch(Event("line", "", Path(), "cổng yêu cầu đợi 30 giây; cả hàng đợi"))


def test_plain_lines_tell_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    batch(ProgressWatch("Cổng"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[:4] == [
        "Cổng",
        "ho-so/1.yaml: đã nhận, đã đối chiếu [1/3 hồ sơ · đã nhận, đã đối chiếu: 1]",
        "ho-so/2.yaml: Đăng nhập",
        "PB-2 ho-so/2.yaml: đợi một người (mã xác nhận)",
    ]
    # What an earlier run filed is no rate; what this one worked on is.
    assert lines[4].startswith("ho-so/2.yaml: cần một người [2/3 hồ sơ · ")
    assert "hồ sơ/phút · còn chưa tới 1 phút" in lines[4]
    assert lines[5] == "cổng yêu cầu đợi 30 giây; cả hàng đợi"


def test_on_a_terminal_who_needs_somebody_keeps_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    batch(ProgressWatch("Cổng"))
    drawn = screen.getvalue()
    assert "PB-2 ho-so/2.yaml: cần một người" in drawn
    assert "2/3 hồ sơ" in drawn
    assert "PB-1 ho-so/1.yaml" not in drawn


@pytest.mark.parametrize("live", [True, False])
def test_nothing_is_written_over_a_question(monkeypatch: pytest.MonkeyPatch, live: bool) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr(screen, "isatty", lambda: live)
    monkeypatch.setattr("sys.stderr", screen)
    with ProgressWatch("Cổng") as watch:
        watch(Event("plan", "", Path(), "2"))
        with watch.paused():
            before = screen.getvalue()
            watch(event("waiting", 1, "mã OTP"))
            watch(event("done", 2, "failed"))
            assert screen.getvalue() == before
        assert "đợi một người (mã OTP)" in screen.getvalue()
        assert "không xong, chưa gửi" in screen.getvalue()


def test_programs_get_a_line_of_json_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    privacy.register(["Nguyễn Văn Thử"])
    watch = EventLines()
    batch(watch)
    watch(event("note", 3, "thử lại: Nguyễn Văn Thử"))
    with watch.paused():
        watch(event("step", 3, "Mở thủ tục"))
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["kind"] for line in lines][:3] == ["plan", "done", "step"]
    assert (lines[0]["filing"], lines[0]["path"], lines[0]["text"]) == (None, None, "3")
    assert lines[-2]["text"] == "thử lại: •••"
    assert lines[-1]["filing"] == "PB-3"


def test_watching_shows_first_who_needs_somebody_and_fits_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from portal_bot.cli.console import out

    def filing(number: int, state: str, waits_for: str | None = None) -> FilingReport:
        path = Path(f"ho-so/{number:02}.yaml")
        return FilingReport(
            id=f"PB-{number}", path=path, procedure="x", state=state, waits_for=waits_for
        )

    filings = [filing(n, "verified") for n in range(20)]
    filings += [filing(20, "filing", "mã OTP"), filing(21, "uncertain"), filing(22, "checked")]
    out().print(picture([(Report(tuple(filings)), True)], height=16, width=100))
    told = capsys.readouterr().out
    assert "20/23 hồ sơ đã nhận" in told
    assert "THỬ NGHIỆM" in told
    assert told.index("21.yaml") < told.index("20.yaml") < told.index("00.yaml")
    assert "PB-20: đang đợi một người (mã OTP)" in told
    assert "22.yaml" not in told
    assert "và 16 hồ sơ nữa" in told


def test_watching_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    from portal_bot.cli.console import out

    out().print(picture([], height=24, width=100))
    assert "Chưa có hồ sơ nào" in capsys.readouterr().out

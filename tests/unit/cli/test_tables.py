"""At every width each number, word and file's name stands unbroken."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from portal_bot.cli.receipts import overview, show
from portal_bot.cli.tables import short, wrapped
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.standing import standing
from portal_bot.journal import Due, Fault, Receipt
from portal_bot.shown import shown
from tests.unit.cli.terminal import Terminal

WIDTHS = (60, 80, 100, 140, 200)
NAMES = (
    "ho-so/birth_registration/plain.yaml",
    "ho-so/birth_registration_with_parent_recognition/full.yaml",
    "ho-so/khai sinh/đơn của bà Nguyễn Thị Mẫu Ánh (2).yaml",
    unicodedata.normalize("NFD", "hồ-sơ/quý-iv/khai-sinh-số-0001-Trần-Thử.yaml"),
    "戸籍/出生届.yaml",
    "/a/very/long/way/down/thư-mục-của-tổ-một-cửa-xã-hòa-thành/x.xlsx",
    "tron.yaml",
)
STATES = (
    ("verified", True),
    ("received", False),
    ("received", None),
    ("uncertain", None),
    ("needs_human", None),
    ("failed", None),
    ("checked", None),
)
MESSAGE = "cổng trả lời: “Hồ sơ thiếu giấy chứng sinh, đề nghị bổ sung” " * 6


def filing(number: int) -> FilingReport:
    state, verified = STATES[number % len(STATES)]
    is_filed = state in {"verified", "received"}
    at = "2026-11-23T08:00:00+07:00", "2026-11-24T11:30:00+07:00"
    return FilingReport(
        id=f"PB-{number:010}",
        path=Path(NAMES[number % len(NAMES)]),
        procedure="birth_registration",
        state=state,
        receipt=Receipt(f"H45.22243-261123-{number:04}", *at) if is_filed else None,
        verified=verified,
        due=Due(1_234_567 * (number + 1), "Phí", "tại quầy") if is_filed else None,
        error=None if is_filed else Fault("portal_rejected", MESSAGE),
    )


FILINGS = [filing(number) for number in range(60)]


def words_of(one: FilingReport) -> list[str]:
    told = [*standing(one).words.split(), one.path.name]
    if one.receipt is not None:
        told += [one.receipt.number, "24/11/2026 11:30", f"{1_234_567:,}".replace(",", ".")]
    return told


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", range(len(STATES)))
def test_a_single_row_is_whole_and_no_wider_than_the_terminal(
    number: int, name: str, width: int
) -> None:
    one = replace(filing(number), path=Path(name))
    lines = [line.plain for line in overview([one], width)]
    assert max(map(cell_len, lines)) <= width
    for word in words_of(one)[:-1]:
        assert any(word in line for line in lines), word


@pytest.mark.parametrize("width", WIDTHS)
def test_many_rows_of_all_kinds_are_whole(width: int) -> None:
    lines = [line.plain for line in overview(FILINGS, width, practice=True)]
    assert max(map(cell_len, lines)) <= width
    text = "\n".join(lines)
    for one in FILINGS:
        if one.receipt is not None:
            assert text.count(one.receipt.number) == 1
        assert text.count(one.path.name) >= 1


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_path_gives_way_in_its_folders_only(width: int) -> None:
    long = FilingReport(
        "PB-A",
        Path("ho-so/" + "thư-mục-rất-dài-" * 8 + "kết-thúc/khai-sinh-của-cháu.yaml"),
        "x",
        "verified",
        Receipt("H45.22243-261123-0001"),
        verified=True,
    )
    [row] = [line.plain for line in overview([long], width) if "…" in line.plain]
    assert "/khai-sinh-của-cháu.yaml" in row
    assert row.startswith("th")
    assert cell_len(row) <= width


def test_a_name_wider_than_the_terminal_is_not_cut_either() -> None:
    name = "khai-sinh-" * 9 + ".yaml"
    one = FilingReport("PB-A", Path("a") / name, "x", "checked")
    assert any(name in line.plain for line in overview([one], 60))


@pytest.mark.parametrize("colours", ["NO_COLOR", "FORCE_COLOR", None])
@pytest.mark.parametrize("width", WIDTHS)
def test_on_a_terminal_nothing_is_cut_with_and_without_colours(
    width: int, colours: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    if colours:
        monkeypatch.setenv(colours, "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(width))
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    show(Report(tuple(FILINGS)), practice=True, run="submit")
    drawn = screen.getvalue()
    coloured = re.search(r"\x1b\[(?:\d+;)*[39][1-7]m", drawn) is not None
    assert coloured is (colours != "NO_COLOR")
    lines = re.sub(r"\x1b\[[\d;]*m", "", drawn).splitlines()
    assert max(map(cell_len, lines)) <= width
    for one in FILINGS:
        assert any(one.path.name in line for line in lines)
        if one.receipt is not None:
            assert any(one.receipt.number in line for line in lines)
    words = {word for line in lines for word in line.split()}
    assert set(MESSAGE.split()) <= words


def test_in_a_file_a_sentence_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    show(Report((filing(3),)), practice=False)
    assert " ".join(MESSAGE.split()) in capsys.readouterr().out


def test_what_a_terminal_would_obey_is_written_out() -> None:
    assert short(Path("a/e\x1b[31m.yaml")) == "a/e⟨U+001B⟩[31m.yaml"
    assert shown("Thử\u202fa\u00a0b") == "Thử\u202fa\u00a0b"


def test_words_are_wrapped_whole() -> None:
    assert wrapped(["a b.yaml", "một", "hai"], 8, "  ") == ["a b.yaml", "  một", "  hai"]
    assert wrapped([], 8) == []

"""After the receipt: slips, the page of what is open and the report, from the shared journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from portal_bot import clock
from portal_bot.cli.app import main
from portal_bot.journal import Due, Filing, JournalPort, Receipt
from portal_bot.moments import iso
from portal_bot.run.home import writing
from tests.cluster.standing import Standing


@pytest.fixture
def queue(database: str, key: str, tmp_path: Path) -> Iterator[Standing]:
    standing = Standing.at(database, tmp_path)
    yield standing
    standing.link.close()


def number(at: int) -> str:
    return f"H45.22243-261120-{at:04}"


def received(journal: JournalPort, filing: Filing, at: int) -> Filing:
    """As if a worker had filed it, as the `at`-th."""
    return received_as(journal, filing, number(at))


def received_as(journal: JournalPort, filing: Filing, told: str) -> Filing:
    """Likewise, under this number."""
    begun = journal.begin(filing)
    intended = journal.intend(begun, click_deadline=clock.now(UTC) + timedelta(minutes=1))
    owes = journal.owe(intended, Due(8_000, "Lệ phí", "Nộp trực tiếp tại quầy"), by="review")
    now = iso(clock.now())
    known = journal.receive(owes, Receipt(told, now, now), how="answer")
    return journal.verify(known, verified=True)


def headline(capsys: pytest.CaptureFixture[str], *said: str) -> tuple[dict[str, Any], list[str]]:
    today = f"{clock.today():%d/%m/%Y}"
    assert main(["report", "--from", today, "--to", today, "--json", *said]) == 0
    told = json.loads(capsys.readouterr().out)
    return told["headline"], told["remarks"]


def test_the_report_counts_what_a_home_and_the_queue_know_once(
    queue: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at, name in enumerate(("một", "hai"), 1):
        received(queue.journal, queue.queued(name), at)
    queue.queued("ba")
    told, remarks = headline(capsys, "--queue", queue.url)
    assert (told["Hồ sơ nộp trong kỳ"], told["Đã đối chiếu với cổng"]) == (2, 2)
    assert told["Hồ sơ chưa nộp được, còn lại cuối kỳ"] == 1
    assert told["Phải nộp (đồng)"] == 16_000
    assert not remarks

    # A desk that filed the second of them by itself before it joined the queue, and one more.
    home, drawn = tmp_path / "quay", queue.journal.all()[0]
    with writing(home) as journal:
        for at in (2, 3):
            mine = replace(drawn, id=f"PB-{at}", key=f"khóa {at}", receipt=None, due=None)
            received(journal, journal.open(replace(mine, intent=None, verified=None)), at)
    told, remarks = headline(capsys, "--queue", queue.url, "--home", str(home))
    assert (told["Hồ sơ nộp trong kỳ"], told["Phải nộp (đồng)"]) == (3, 24_000)
    assert remarks == ["1 hồ sơ có ở hai sổ nhật ký, hoặc hai lần: chỉ tính một lần."]


@pytest.mark.browser
def test_slips_and_the_page_of_what_is_open_come_from_the_queue(
    queue: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (queue.queued(name) for name in ("một", "hai"))
    received(queue.journal, first, 1)
    received(queue.journal, second, 2)
    queue.queued("ba")
    to, page = tmp_path / "giay-hen.pdf", tmp_path / "con-viec.html"
    by_file = str(tmp_path / "hai.yaml")
    assert main(["slip", "--queue", queue.url, by_file, number(1), "--out", str(to)]) == 0
    assert "máy nào nộp thì giữ bản ghi ấy" in " ".join(capsys.readouterr().err.split())
    sheets = pypdfium2.PdfDocument(to)
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert [number(2) in texts[0], number(1) in texts[1], len(texts)] == [True, True, 2]
    # What is not received has no slip; what nobody queued is not known.
    assert main(["slip", "--queue", queue.url, str(tmp_path / "ba.yaml")]) == 10
    assert main(["slip", "--queue", queue.url, number(9)]) == 2

    assert main(["status", "--queue", queue.url, "--html", str(page)]) == 0
    told = page.read_text("utf-8")
    assert all(number(at) in told for at in (1, 2))
    assert told.count("8.000") >= 2

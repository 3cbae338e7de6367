"""Our own dossier among others: by its reference, else by what was filed; never by a guess."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.dossier.entries import Entry
from portal_bot.filing.search import Findings, Match, Sought, is_cut, search
from portal_bot.portals.base import Listed, Paper, Record, StoredPaper

REFERENCE = "PB-ABCDEFGHIJ"
TITLE = "Thủ tục đăng ký khai sinh"
OWNER = "Nguyễn Văn Thử"
CHILD = "Người được khai sinh"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SUBJECT = (
    Entry(CHILD, None, "Họ, chữ đệm, tên", "Nguyễn Thử Nghiệm An", "child.full_name"),
    Entry(CHILD, None, "Ngày sinh", date(2026, 11, 2), "child.birth_date"),
    Entry("", None, "Giấy tờ", ({"Tên": "Bằng tốt nghiệp"},), "originals.rows"),
    Entry("Cam đoan", None, "Cam đoan", True, "pledge.confirmed"),
)
FIELDS: Mapping[tuple[str, str, str], Any] = {
    (CHILD, "", "Họ, chữ đệm, tên"): "Nguyễn Thử Nghiệm An",
    (CHILD, "", "Ngày sinh"): "02/11/2026",
    ("", "", "Giấy tờ"): ({"Tên": "Bằng tốt nghiệp"},),
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(NOW):
        yield


class Portal:
    """A platform that has only records, with or without a field for our reference."""

    def __init__(self, *records: Record, notes: bool = False) -> None:
        self.records = {record.number: record for record in records}
        self.notes = notes
        self.opened: list[str] = []

    async def my_dossiers(self, enough: Callable[[Listed], Awaitable[bool]]) -> None:
        for number, record in self.records.items():
            await enough(Listed(number, record.head.get("title", TITLE), OWNER.upper(), "", ""))

    async def record(self, number: str) -> Record:
        self.opened.append(number)
        return self.records[number]

    def reference_in(self, record: Record) -> str | None:
        return record.head.get("note", "") if self.notes else None

    def filed_at(self, record: Record) -> datetime | None:
        return datetime.fromisoformat(record.head["at"]) if "at" in record.head else None


def record(
    number: str = "H45-1",
    *,
    head: Mapping[str, str] | None = None,
    paper: str | None = "chung-sinh.pdf",
    **changed: object,
) -> Record:
    fields = dict(FIELDS)
    if "child" in changed:
        fields[CHILD, "", "Họ, chữ đệm, tên"] = changed["child"]
    papers = () if paper is None else (StoredPaper("Giấy chứng sinh", paper, 5),)
    return Record(number, {"at": NOW.isoformat(), **(head or {})}, fields, papers)


@pytest.fixture
def sought(tmp_path: Path) -> Sought:
    scan = tmp_path / "chung-sinh.pdf"
    request: Any = SimpleNamespace(
        reference=REFERENCE,
        title=TITLE,
        applicant=SimpleNamespace(full_name=OWNER),
        papers=(Paper("Giấy chứng sinh", (scan,)),),
    )
    return Sought(request, SUBJECT, NOW - timedelta(seconds=20))


def judged(sought: Sought, one: Record, *, notes: bool = False) -> Match:
    return sought.judge(Portal(notes=notes), one)  # type: ignore[arg-type] # what is asked of it


@pytest.mark.parametrize(
    ("note", "match"),
    [
        (REFERENCE, Match.OURS),
        (f"Nộp hộ. {REFERENCE}", Match.OURS),
        (REFERENCE[:7], Match.LIKELY),
        (f"{REFERENCE[:7]}…", Match.LIKELY),
        ("", Match.LIKELY),
        ("PB-KLMNOPQRST", Match.NOT),
        ("công dân tự nộp", Match.NOT),
    ],
)
def test_the_reference_decides_where_it_is_whole(sought: Sought, note: str, match: Match) -> None:
    assert judged(sought, record(head={"note": note}), notes=True) is match


@pytest.mark.parametrize(
    ("one", "match"),
    [
        (record(), Match.LIKELY),
        (record(child="Nguyễn Thử"), Match.LIKELY),
        (record(child="NGUYỄN THỬ NGHIỆM AN"), Match.LIKELY),
        (record(paper=None), Match.LIKELY),
        (record(child="Nguyễn Thử Nghiệm Bình"), Match.NOT),
        (record(paper="khac.pdf"), Match.POSSIBLE),
        (record(head={"at": (NOW - timedelta(days=300)).isoformat()}), Match.POSSIBLE),
    ],
)
def test_without_a_reference_the_subject_the_papers_and_the_time_decide(
    sought: Sought, one: Record, match: Match
) -> None:
    assert judged(sought, one) is match


def test_a_time_that_cannot_be_read_proves_nothing(sought: Sought) -> None:
    one = record()
    timeless = Record(one.number, {}, one.fields, one.papers)
    assert judged(sought, timeless) is Match.POSSIBLE


async def found(sought: Sought, *records: Record, notes: bool = False) -> Findings:
    return await search(Portal(*records, notes=notes), sought)  # type: ignore[arg-type] # likewise


async def test_one_likely_record_alone_is_adopted(sought: Sought) -> None:
    other = record("H45-2", child="Nguyễn Thử Nghiệm Bình")
    assert (await found(sought, record(), other)).adopted == "H45-1"


async def test_a_likely_record_beside_a_possible_one_is_not(sought: Sought) -> None:
    older = record("H45-2", head={"at": (NOW - timedelta(days=300)).isoformat()})
    findings = await found(sought, record(), older)
    assert findings.adopted is None
    assert findings.numbers == ("H45-1", "H45-2")


async def test_the_reference_goes_before_everything_alike(sought: Sought) -> None:
    ours = record("H45-2", head={"note": REFERENCE})
    assert (await found(sought, record(), ours, notes=True)).adopted == "H45-2"


async def test_the_receipts_of_other_filings_are_not_opened(sought: Sought) -> None:
    portal = Portal(record(), record("H45-2"))
    findings = await search(portal, sought.without({"H45-2"}))  # type: ignore[arg-type] # likewise
    assert findings.adopted == "H45-1"
    assert portal.opened == ["H45-1"]


async def test_another_procedure_is_not_opened(sought: Sought) -> None:
    findings = await found(sought, record(head={"title": "Đăng ký kết hôn"}))
    assert findings == Findings()


@pytest.mark.parametrize(
    ("stored", "cut"),
    [("Đăng ký khai", True), ("Đăng ký kha…", True), ("", True), ("Đăng ký khai tử", False)],
)
def test_a_text_cut_at_its_end_contradicts_nothing(stored: str, cut: bool) -> None:
    assert is_cut(stored, "Đăng ký khai sinh") is cut

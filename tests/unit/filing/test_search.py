"""Our own dossier among others: by its reference, else by what was filed; never by a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.filing.likeness import is_cut
from portal_bot.filing.search import Findings, Match, Sought, search
from portal_bot.portals.roles import Listed, ListedDraft, Overview, Paper, Record, StoredPaper

REFERENCE = "PB-ABCDEFGHIJ"
DRAFT = "nhap1"
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

    def __init__(self, *records: Record, notes: bool = False, **listed: Any) -> None:
        self.records = {record.number: record for record in records}
        self.notes = notes
        self.opened: list[str] = []
        self.listed = listed

    async def overview(self, **_: object) -> Overview:
        lines = tuple(
            Listed(number, one.head.get("title", TITLE), one.head.get("owner", OWNER), "", "")
            for number, one in self.records.items()
        )
        drafts = (ListedDraft(DRAFT, ""),)
        return replace(Overview(lines=lines, drafts=drafts), **self.listed)

    async def record(self, number: str, *, beside: bool = False) -> Record:
        self.opened.append(number)
        if number not in self.records:
            raise PortalChanged("trang lạ")
        return as_told(self.records[number], notes=self.notes)


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
    said = dict(head or {})
    return Record(
        number,
        said,
        fields,
        papers,
        procedure=said.get("title", ""),
        reference=said.get("note"),
        filed_at=datetime.fromisoformat(said["at"]) if "at" in said else NOW,
    )


def as_told(one: Record, *, notes: bool) -> Record:
    """As a portal tells of it that has a field for notes, or none."""
    return replace(one, reference=(one.reference or "") if notes else None)


@pytest.fixture
def sought(tmp_path: Path) -> Sought:
    scan = tmp_path / "chung-sinh.pdf"
    request: Any = SimpleNamespace(
        code="1.001193",
        reference=REFERENCE,
        title=TITLE,
        applicant=SimpleNamespace(full_name=OWNER),
        papers=(Paper("Giấy chứng sinh", (scan,)),),
    )
    return Sought(request, SUBJECT, NOW - timedelta(seconds=20), draft=DRAFT)


def judged(sought: Sought, one: Record, *, notes: bool = False) -> Match:
    return sought.judge(as_told(one, notes=notes))


@pytest.mark.parametrize(
    ("note", "match"),
    [
        (REFERENCE, Match.OURS),
        (f"Nộp hộ. {REFERENCE}", Match.OURS),
        (REFERENCE[:7], Match.LIKELY),
        (f"{REFERENCE[:7]}…", Match.LIKELY),
        ("", Match.LIKELY),
        ("PB-KLMNOPQRST", Match.POSSIBLE),
        ("PB-KLMNOPQRSU", Match.NOT),
        ("công dân tự nộp", Match.POSSIBLE),
    ],
)
def test_the_reference_decides_where_it_is_whole(sought: Sought, note: str, match: Match) -> None:
    known = replace(sought, is_another=lambda ref: ref == "PB-KLMNOPQRSU")
    assert judged(known, record(head={"note": note}), notes=True) is match


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
    timeless = replace(one, filed_at=None)
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


async def test_what_was_there_before_or_was_read_back_as_anothers_is_not_opened(
    sought: Sought,
) -> None:
    portal = Portal(record(), record("H45-2"), record("H45-3"))
    known = replace(sought, known={"H45-2"}, before={"H45-3"})
    findings = await search(portal, known)  # type: ignore[arg-type] # likewise
    assert findings.adopted == "H45-1"
    assert portal.opened == ["H45-1"]


async def test_the_list_decides_the_order_and_never_what_is_left_out(sought: Sought) -> None:
    """An owner's name or a procedure's that a list prints otherwise hides no record."""
    head = {"owner": "Trần Thị Mẫu", "title": "Thủ tục đăng ký kết hôn", "note": REFERENCE}
    portal = Portal(record("H45-1", head=head), record("H45-2"), notes=True)
    findings = await search(portal, sought)  # type: ignore[arg-type] # likewise
    assert portal.opened == ["H45-2", "H45-1"]
    assert findings.ours == ("H45-1",)


async def test_another_procedure_that_we_know_is_another_dossier(sought: Sought) -> None:
    findings = await found(sought, record(head={"title": "Thủ tục đăng ký kết hôn"}))
    assert findings.proves_absence


@pytest.mark.parametrize(
    ("change", "listed", "told"),
    [
        ({}, {"doubts": ("dòng 1 có 6 ô khác 5 cột",)}, "6 ô"),
        ({}, {"whole": False}, "chưa đọc hết"),
        ({}, {"drafts": ()}, "nhap1 không còn là bản nháp"),
        ({"draft": None}, {}, "không biết bản nháp"),
        ({"before": {"H45-9"}}, {}, "không thấy lại hồ sơ H45-9"),
        ({"shown": {"H45-9"}}, {}, "không thấy lại hồ sơ H45-9"),
        ({}, {"strays": ("H45-7",)}, "không đọc được hồ sơ H45-7"),
    ],
)
async def test_silence_is_believed_only_of_a_list_that_was_read_whole_and_is_ours(
    sought: Sought, change: dict[str, Any], listed: dict[str, Any], told: str
) -> None:
    portal = Portal(record(child="Nguyễn Thử Nghiệm Bình"), **listed)
    findings = await search(portal, replace(sought, **change))  # type: ignore[arg-type] # likewise
    assert not findings.numbers
    assert not findings.proves_absence
    assert told in "; ".join((*findings.doubts, *findings.sent))


async def test_a_list_without_a_doubt_proves_absence(sought: Sought) -> None:
    known = replace(sought, before={"H45-1"})
    findings = await search(Portal(record()), known)  # type: ignore[arg-type] # likewise
    assert findings.proves_absence


async def test_a_record_without_reference_is_not_adopted_from_a_doubtful_list(
    sought: Sought,
) -> None:
    assert (await found(sought, record())).adopted == "H45-1"
    doubtful = Portal(record(), doubts=("có bảng lạ",))
    assert (await search(doubtful, sought)).adopted is None  # type: ignore[arg-type] # likewise


async def test_a_record_with_our_reference_is_adopted_whatever_the_list_looks_like(
    sought: Sought,
) -> None:
    ours = record(head={"note": REFERENCE})
    portal = Portal(ours, notes=True, lines=(), strays=("H45-1",), doubts=("có bảng lạ",))
    findings = await search(portal, sought)  # type: ignore[arg-type] # likewise
    assert findings.adopted == "H45-1"


def test_a_record_that_shows_nothing_of_the_subject_is_not_likely(sought: Sought) -> None:
    one = record()
    assert judged(sought, replace(one, fields={})) is Match.POSSIBLE


@pytest.mark.parametrize(
    ("stored", "cut"),
    [("Đăng ký khai", True), ("Đăng ký kha…", True), ("", True), ("Đăng ký khai tử", False)],
)
def test_a_text_cut_at_its_end_contradicts_nothing(stored: str, cut: bool) -> None:
    assert is_cut(stored, "Đăng ký khai sinh") is cut

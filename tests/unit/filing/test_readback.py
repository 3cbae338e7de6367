"""What the portal stored against what was to be filed: every difference is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal_bot.dossier.entries import Entry
from portal_bot.filing.readback import compare, content_differences
from portal_bot.portals.roles import Paper, Record, StoredPaper

CHILD = "Người được khai sinh"
HOLDER = "Thông tin người nộp hồ sơ"
ENTRIES = (
    Entry(CHILD, None, "Họ, chữ đệm, tên", "Nguyễn Thử An", "child.full_name"),
    Entry(CHILD, None, "Ngày sinh", date(2026, 11, 2), "child.birth_date"),
    Entry(CHILD, "Quê quán", "Phường/Xã", "Xã Hòa Thành", "child.native_place", level=2),
    Entry(CHILD, None, "Số Giấy chứng sinh", None, "child.certificate"),
    Entry("Cam đoan", None, "Cam đoan", True, "pledge.confirmed"),
    Entry(
        "Bản sao", None, "Giấy tờ", ({"Tên": "Bằng", "Số bản": "2"}, {"Tên": "Thẻ"}), "originals"
    ),
)
STORED: Mapping[tuple[str, str, str], str | tuple[Mapping[str, str], ...]] = {
    (CHILD, "", "Họ, chữ đệm, tên"): "Nguyễn Thử An",
    (CHILD, "", "Ngày sinh"): "02/11/2026",
    (CHILD, "Quê quán", "Phường/Xã"): "Xã Hòa Thành",
    ("Cam đoan", "", "Cam đoan"): "Có",
    ("Bản sao", "", "Giấy tờ"): ({"Tên": "Bằng", "Số bản": "2"}, {"Tên": "Thẻ", "Số bản": ""}),
}


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Paper, ...]:
    scan = tmp_path / "chung-sinh.pdf"
    scan.write_bytes(b"12345")
    return (Paper("Giấy chứng sinh", (scan,)),)


def record(changes: Mapping[tuple[str, str, str], object] | None = None, size: int = 5) -> Record:
    fields = {k: v for k, v in {**STORED, **(changes or {})}.items() if v is not None}
    stored = (StoredPaper("Giấy chứng sinh", "chung-sinh.pdf", size),)
    return Record("H45-1", {}, fields, stored)  # type: ignore[arg-type] # None was left out


def test_an_equal_record_has_no_differences(papers: tuple[Paper, ...]) -> None:
    assert compare(record(), ENTRIES, papers) == []


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        ((CHILD, "", "Họ, chữ đệm, tên"), "Nguyễn Thử", "child.full_name"),
        ((CHILD, "", "Họ, chữ đệm, tên"), "NGUYỄN THỬ AN", "child.full_name"),
        ((CHILD, "", "Họ, chữ đệm, tên"), None, "child.full_name"),
        ((CHILD, "", "Ngày sinh"), "11/02/2026", "child.birth_date"),
        ((CHILD, "Quê quán", "Phường/Xã"), "Xã Hòa Tân Đông", "child.native_place"),
        ((CHILD, "", "Số Giấy chứng sinh"), "12", "child.certificate"),
        (("Cam đoan", "", "Cam đoan"), None, "pledge.confirmed"),
        (("Bản sao", "", "Giấy tờ"), ({"Tên": "Bằng", "Số bản": "2"},), "originals"),
        ((CHILD, "", "Ô lạ"), "một giá trị", ""),
    ],
)
def test_each_change_is_found_and_named(
    papers: tuple[Paper, ...], place: tuple[str, str, str], value: object, path: str
) -> None:
    (difference,) = compare(record({place: value}), ENTRIES, papers)
    assert difference.path == path
    assert difference.place == " / ".join(part for part in place if part)


def test_only_the_sections_that_are_the_portals_own_are_judged_elsewhere(
    papers: tuple[Paper, ...],
) -> None:
    holder = record({(HOLDER, "", "Ô lạ"): "của tài khoản"})
    assert compare(holder, ENTRIES, papers, own=[HOLDER]) == []
    strange = record({("Người được ủy quyền", "", "Họ và tên"): "Người khác"})
    (difference,) = compare(strange, ENTRIES, papers, own=[HOLDER])
    assert difference.place == "Người được ủy quyền / Họ và tên"


def test_a_dropped_or_half_stored_paper_is_found(papers: tuple[Paper, ...]) -> None:
    dropped = Record("H45-1", {}, dict(STORED), ())
    assert [d.path for d in compare(dropped, ENTRIES, papers)] == ["papers"]
    half = compare(record(size=2), ENTRIES, papers)
    assert [(bool(d.wanted), bool(d.found)) for d in half] == [(True, False), (False, True)]


def test_a_paper_stored_twice_is_found(papers: tuple[Paper, ...]) -> None:
    once = StoredPaper("Giấy chứng sinh", "chung-sinh.pdf", 5)
    twice = Record("H45-1", {}, dict(STORED), (once, once))
    assert [d.wanted for d in compare(twice, ENTRIES, papers)] == [""]


def test_other_bytes_of_the_same_length_are_found_where_the_file_is_offered_back(
    papers: tuple[Paper, ...],
) -> None:
    checked = (replace(papers[0], digests=("checked",)),)
    one = StoredPaper("Giấy chứng sinh", "chung-sinh.pdf", 5, "/tep/1")
    assert content_differences(checked, [(one, "checked")]) == []
    assert content_differences(checked, [(one, None)]) == []
    (difference,) = content_differences(checked, [(one, "other")])
    assert difference.path == "papers"

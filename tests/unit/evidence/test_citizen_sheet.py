"""What the citizen reads before signing: whose dossier it is, only what is filled in, all of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot.dossier.entries import Entry
from portal_bot.evidence.citizen_sheet import citizen_page, filled_rows
from portal_bot.evidence.citizen_words import to_pay
from portal_bot.evidence.proof_sheet import proof_page
from portal_bot.form import Comparison
from portal_bot.form.values import printed
from portal_bot.journal import NOTHING_DUE, Due
from tests.support.fixtures import BIRTH, FIXTURES
from tests.support.sheets import OWED, sheet_of, shown

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")
CASES = sorted(FIXTURES.glob("*/full.yaml"))
FULL = BIRTH.with_name("full.yaml")


def _plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body")[2]).split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_it_names_the_person_and_shows_every_filled_value_on_both_sides(case: Path) -> None:
    sheet = sheet_of(case)
    page = citizen_page(sheet)
    who = sheet.request.applicant.full_name
    assert re.search(r"<title>(.*?)</title>", page)[1].startswith(f"Hồ sơ của {who}")  # type: ignore[index]  # it has one
    assert "THỬ NGHIỆM" in page
    assert "ký hoặc điểm chỉ" in page
    rows = re.findall(r"<tr[^>]*><td>.*?</tr>", page)
    assert rows
    assert all("></td>" not in row for row in rows)
    text = _plain(page)
    for row in sheet.comparison:
        value = printed(row.entry.value)
        if value and "&" not in value and row.entry.level is None:
            assert text.count(value) >= 1, row.name
    assert page.count('<img src="data:image/jpeg') == len(sheet.papers)


def test_what_the_portal_looked_up_is_not_called_right_on_either_sheet() -> None:
    left = shown(Entry("Người mẹ", None, "Dân tộc", None, "", looked_up=True))
    found = replace(left, found="Kinh", equal=True)
    (row,) = filled_rows(Comparison([found]))
    assert (row.declared, row.shown) == ("(để cổng tự điền)", "Kinh")
    sheet = sheet_of(BIRTH)
    page = _plain(proof_page(replace(sheet, comparison=Comparison([*sheet.comparison, found]))))
    assert f"Tất cả {len(sheet.comparison)} mục" in page
    assert "1 mục hồ sơ để cổng tự điền" in page
    assert "(để cổng tự điền) Kinh" in page


def test_what_is_left_empty_is_not_printed_and_an_address_is_one_line() -> None:
    home = [
        shown(Entry("Người mẹ", "Nơi cư trú", label, value, "", level=level))
        for level, (label, value) in enumerate(
            [
                ("Tỉnh", "Tỉnh Phú Yên"),
                ("Huyện", "Thị xã Đông Hòa"),
                ("Xã", ""),
                ("Chi tiết", "Thôn 1"),
            ]
        )
    ]
    rows = Comparison(
        [
            shown(Entry("Người mẹ", None, "Họ tên", "Trần Thị Mẫu", "")),
            shown(Entry("Người mẹ", None, "Email", None, "")),
            shown(Entry("Người mẹ", None, "Có đăng ký", False, "")),
            *home,
            shown(Entry("Người cha", "Giấy tờ", "Số", None, "")),
        ]
    )
    told = [(row.label, row.declared) for row in filled_rows(rows)]
    assert told == [
        ("Họ tên", "Trần Thị Mẫu"),
        ("Có đăng ký", "Không"),
        ("Nơi cư trú", "Thôn 1, Thị xã Đông Hòa, Tỉnh Phú Yên"),
    ]


def test_what_only_the_portal_shows_is_printed_and_marked() -> None:
    sheet = sheet_of(BIRTH)
    odd = shown(Entry("Người mẹ", None, "Nghề nghiệp", None, ""), "Nông dân")
    page = citizen_page(replace(sheet, comparison=Comparison([*sheet.comparison, odd])))
    assert "1 chỗ trên cổng KHÁC tờ khai" in page
    assert re.search(r'<tr class="differs"><td>Nghề nghiệp</td>.*?Nông dân', page)


def test_both_sheets_show_a_commune_as_it_was_declared_and_as_it_is_sent(tmp_path: Path) -> None:
    sheet = sheet_of(BIRTH, communes=2025)
    assert sheet.request.agency.commune == "Phường Phú Yên"
    address = "Thôn Ví Dụ 1, Xã Hòa Thành, Thị xã Đông Hòa, Tỉnh Phú Yên"
    now = "Thôn Ví Dụ 1, Phường Phú Yên, Tỉnh Đắk Lắk"
    assert f"{address}; từ 01/7/2025 là {now}" in _plain(citizen_page(sheet))
    proof = _plain(proof_page(sheet))
    old = "Xã Hòa Thành, Thị xã Đông Hòa"
    assert f"{old} gửi theo tên từ 01/7/2025: Phường Phú Yên Phường Phú Yên" in proof
    assert "gửi theo" not in _plain(proof_page(sheet_of(BIRTH)))


def test_what_people_typed_is_no_html() -> None:
    sheet = sheet_of(BIRTH)
    odd = shown(Entry("Khác", None, "Ghi thêm", "<b>x</b> & y", ""))
    page = citizen_page(replace(sheet, comparison=Comparison([odd])))
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in page


def test_by_post_it_says_to_whom_for_how_much_and_how_much_later() -> None:
    text = _plain(citizen_page(sheet_of(FULL)))
    for said in (
        "Bưu điện đưa đến: Nguyễn Văn Thử",
        "Cước bưu điện: 26.000 đ",
        "cước do người dân trả",
        "3 ngày làm việc",
        "Ngày có kết quả, dự kiến: 20/11/2026",
        "24.000 đồng: Phí cấp bản sao trích lục",
    ):
        assert said in text
    assert "Bưu điện" not in _plain(citizen_page(sheet_of(BIRTH)))


def test_without_facts_the_post_is_told_all_the_same() -> None:
    text = _plain(citizen_page(replace(sheet_of(FULL), outlook=None)))
    assert "cước do người dân trả; kết quả đến sau ngày hẹn 3 ngày làm việc" in text
    assert "chưa tính được" in text


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, "Chưa rõ"),
        (NOTHING_DUE, "Không phải nộp khoản nào"),
        (OWED, "chậm nhất là trước lúc trả kết quả (suy ra"),
        (Due(15_000, "Lệ phí", "Thanh toán trực tuyến sau khi nộp"), "lúc cổng báo có yêu cầu"),
        (Due(15_000, "", "Chờ thanh toán"), "lúc cổng báo có yêu cầu"),
        (Due(15_000, "Lệ phí", "Khác"), "hỏi nơi tiếp nhận"),
        (replace(OWED, paid=True), "Đã nộp"),
    ],
)
def test_paying_is_told_as_far_as_it_is_known(due: Due | None, said: str) -> None:
    told = " ".join(to_pay(due))
    assert said in told
    assert ("Lúc nào" in told) is (due is not None and due.open)


def test_for_the_file_all_is_there_and_codes_are_folded(tmp_path: Path) -> None:
    sheet = sheet_of(FULL)
    entry = Entry("Người mẹ", None, "Dân tộc", "Kinh", "mother.ethnicity")
    same = Entry("Người mẹ", None, "Tên", "Trần Thị Mẫu", "mother.name")
    blank = Entry("Người mẹ", None, "Email", None, "mother.email")
    made = replace(
        sheet,
        comparison=Comparison([shown(entry), shown(same), shown(blank)]),
        posted={"mother.ethnicity": ("01",), "mother.name": ("Trần Thị Mẫu",)},
        passed=("POST /luuLePhi",),
    )
    page = proof_page(made)
    folded = " ".join(re.findall(r"<details.*?</details>", page, flags=re.DOTALL))
    for code in ("01", "POST /luuLePhi", "sid=1", made.papers[0].sha256):
        assert code in folded
    assert "<td>Trần Thị Mẫu</td><td>Trần Thị Mẫu</td><td>Trần Thị Mẫu</td>" in page
    assert "<td>Email</td>" in page

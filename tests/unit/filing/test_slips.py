"""Whose slip is meant: by number, id, file or folder; what no portal has gets none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot.errors import UsageError
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.evidence.handed_in import kept_in
from portal_bot.evidence.slip_page import slips_page
from portal_bot.filing.report import FilingReport
from portal_bot.filing.slips import slips_of
from portal_bot.journal import Due, Receipt
from portal_bot.portals.profile import load
from tests.support.days import USUAL
from tests.support.fixtures import BIRTH
from tests.support.sheets import slip_of

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")


def filed(name: str, path: str, number: int | None, **more: object) -> FilingReport:
    at = f"2026-11-20T09:{number or 0:02}:00+07:00"
    receipt = Receipt(f"H45.22243-261120-{number:04}", at, "2026-11-23") if number else None
    made = FilingReport(
        id=f"PB-{name}",
        path=Path(path),
        procedure="birth_registration",
        state="verified" if number else "uncertain",
        receipt=receipt,
        portal="mock",
        exit_code=0 if number else 40,
        changed_at=at,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # by their names


A = filed("A", "/ho-so/a.yaml", 1)
B = filed("B", "/ho-so/so.xlsx/Khai sinh!2", 2)
C = filed("C", "/ho-so/c.yaml", None)


@pytest.fixture
def known() -> list[FilingReport]:
    return [C, B, A]


@pytest.mark.parametrize(
    ("asked", "meant", "left"),
    [
        (["H45.22243-261120-0001"], ["PB-A"], []),
        ([" h45.22243-261120-0001 "], ["PB-A"], []),
        (["pb-b"], ["PB-B"], []),
        (["/ho-so"], ["PB-A", "PB-B"], ["PB-C"]),
        (["/ho-so/so.xlsx"], ["PB-B"], []),
        (["/ho-so/a.yaml", "PB-A", "/ho-so"], ["PB-A", "PB-B"], ["PB-C"]),
        (["PB-B", "PB-A"], ["PB-B", "PB-A"], []),
        (["PB-C"], [], ["PB-C"]),
    ],
)
def test_each_that_is_meant_has_one(
    known: list[FilingReport], asked: list[str], meant: list[str], left: list[str]
) -> None:
    found = slips_of(asked, known, None)
    assert [filing.id for filing in found.filings] == meant
    assert [filing.id for filing in found.left_out] == left
    assert len(found.slips) == len(meant)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("H45.22243-261120-0009", "không có hồ sơ số “H45.22243-261120-0009”"),
        ("/ho-so/khac.yaml", "không có hồ sơ số"),
        (str(BIRTH), "chưa có hồ sơ nào được nộp từ"),
        ("", "đường dẫn rỗng"),
    ],
)
def test_what_was_never_filed_is_said(known: list[FilingReport], asked: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        slips_of([asked], known, None)


def test_of_what_was_practised_over_and_over_the_last_counts(known: list[FilingReport]) -> None:
    again = replace(A, id="PB-Z", changed_at="2026-11-21T09:00:00+07:00")
    known.append(again)
    for asked in ("H45.22243-261120-0001", "/ho-so/a.yaml"):
        assert [f.id for f in slips_of([asked], known, None).filings] == ["PB-Z"]


def test_a_portal_of_ones_own_is_named(known: list[FilingReport], tmp_path: Path) -> None:
    known.append(filed("R", "/that/r.yaml", 7, portal="que-toi"))
    with pytest.raises(UsageError, match=r"cổng “que-toi”.*--portal TỆP\.toml"):
        slips_of(["PB-R"], known, None)
    profile = tmp_path / "que-toi.toml"
    mock = load("mock").model_dump(mode="json")
    lines = ['name = "que-toi"\ntitle = "Cổng quê tôi"\naddress = "https://cong.example"']
    lines += [f"{k} = {json.dumps(mock[k])}" for k in ("platform", "proved", "code_pattern")]
    for part in ("agency", "uploads", "timing"):
        said = {k: v for k, v in mock[part].items() if v is not None}
        lines += [
            f"[{part}]",
            *(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in said.items()),
        ]
    profile.write_text("\n".join(lines), "utf-8")
    (slip,) = slips_of(["PB-R"], known, str(profile)).slips
    # Nothing is known of its counter, and nothing is made up.
    assert slip.look_up == ""
    page = slips_page([slip], USUAL)
    assert "THỬ NGHIỆM" not in page
    assert "1900" not in page


def test_it_tells_what_was_kept_and_not_what_the_file_says_now(
    known: list[FilingReport], tmp_path: Path
) -> None:
    folder = EvidenceFolder(tmp_path, "mock", "PB-A")
    handed_in = slip_of(BIRTH.with_name("full.yaml")).handed_in
    assert handed_in is not None
    folder.keep_handed_in(handed_in)
    folder.close()
    assert kept_in(folder.path) == handed_in
    due = Due(24_000, "Phí", "Nộp trực tiếp tại quầy")
    # As a queue tells it, on the machine of that worker.
    known[:] = [replace(A, evidence=f"quay-1:{folder.path}", due=due)]
    (slip,) = slips_of(["PB-A"], known, None).slips
    page = slips_page([slip], USUAL)
    for said in (*handed_in.papers, handed_in.owner, "24.000 đồng", "khoảng 27/11/2026"):
        assert said in page
    # A newer word lies beside the closed one, and counts.
    folder.keep_handed_in(replace(handed_in, owner="Người Khác"))
    assert kept_in(folder.path) == replace(handed_in, owner="Người Khác")


def test_where_nothing_was_kept_the_number_and_the_day_remain(known: list[FilingReport]) -> None:
    (slip,) = slips_of(["PB-A"], known, None).slips
    page = slips_page([slip], USUAL)
    assert slip.handed_in is None
    assert "H45.22243-261120-0001" in page
    assert "23/11/2026" in page
    assert "xem giấy tiếp nhận của cổng" in page


def test_another_communes_counter_is_not_told(known: list[FilingReport]) -> None:
    slip = slip_of(BIRTH.parents[1] / "copy_certification" / "full.yaml")
    page = slips_page([slip], USUAL)
    assert "1900 0000" not in page
    assert "07:30" not in page
    assert "Hỏi Bộ phận Một cửa UBND phường 1, Thành phố Tuy Hòa" in page

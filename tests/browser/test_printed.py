"""The papers that a citizen is given, as the browser prints them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from portal_bot import clock, settings
from portal_bot.browser.printing import printed_by
from portal_bot.browser.session import Running
from portal_bot.evidence.citizen_sheet import citizen_page
from portal_bot.evidence.slip_page import slips_page
from tests.support.days import USUAL
from tests.support.fixtures import BIRTH, FIXTURES
from tests.support.sheets import NUMBER, sheet_of, slip_of

CASES = sorted(case for case in FIXTURES.glob("*/*.yaml") if case.stem in {"full", "awkward"})
each_share = pytest.mark.parametrize("share", [CASES[n::4] for n in range(4)], ids=range(4))
A4, A5 = (595, 842), (420, 595)


@pytest.fixture(autouse=True)
def _on_the_fixtures_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.NOW, clock.as_variable(USUAL))


def _size(page: bytes) -> set[tuple[int, int]]:
    boxes = [sheet.mediabox for sheet in PdfReader(BytesIO(page)).pages]
    return {(round(float(box.width)), round(float(box.height))) for box in boxes}


def _texts(page: bytes) -> list[str]:
    """Word by word: how it is broken into lines is the printer's."""
    document = pypdfium2.PdfDocument(page)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    return [" ".join(text.split()) for text in texts]


def _codes(page: bytes) -> list[list[str]]:
    """What a telephone reads from each sheet, printed in 200 dots an inch."""
    document = pypdfium2.PdfDocument(page)
    drawn = [sheet.render(scale=200 / 72, grayscale=True).to_pil() for sheet in document]
    return [[code.text for code in zxingcpp.read_barcodes(image)] for image in drawn]


@pytest.mark.slow
@pytest.mark.in_turn(4)
@each_share
async def test_every_sheet_for_a_citizen_is_one_page(share: list[Path], running: Running) -> None:
    many = {}
    for case in share:
        page = await printed_by(running, citizen_page(sheet_of(case)))
        many[f"{case.parent.name}/{case.stem}"] = len(_texts(page))
        # A pixel of difference is the browser's.
        assert all(abs(w - A4[0]) <= 1 and abs(h - A4[1]) <= 1 for w, h in _size(page))
    assert {name: pages for name, pages in many.items() if pages != 1} == {}


async def test_a_batch_of_slips_is_one_file_with_a_sheet_each(running: Running) -> None:
    numbers = [f"H45.22243-261120-{n:04}" for n in range(1, 4)]
    cases = [BIRTH, BIRTH.with_name("full.yaml"), FIXTURES / "copy_certification" / "full.yaml"]
    slips = [slip_of(case, number) for case, number in zip(cases, numbers, strict=True)]
    page = await printed_by(running, slips_page(slips, clock.now()))
    texts = _texts(page)
    assert len(texts) == 3
    assert all(abs(w - A5[0]) <= 1 and abs(h - A5[1]) <= 1 for w, h in _size(page))
    for slip, text, number, codes in zip(slips, texts, numbers, _codes(page), strict=True):
        assert codes == [f"http://127.0.0.1:4321/dich-vu-cong/tra-cuu-ho-so?soHoSo={number}"]
        assert slip.handed_in is not None
        for said in (
            number,
            "THỬ NGHIỆM",
            slip.title,
            slip.handed_in.owner,
            "23/11/2026",
            "24.000 đồng",
            *slip.handed_in.papers,
        ):
            assert said in text, said
    # By post: to whom, whose money, how much later.
    assert "Bưu điện đưa đến" in texts[1]
    assert "khoảng 27/11/2026" in texts[1]
    # The counter's hours where it is this one, and that nobody has confirmed them.
    known = "Giờ làm việc của quầy: 07:30 đến 11:30 và 13:30 đến 17:00, thứ Hai đến thứ Sáu (suy ra"
    assert [known in text for text in texts] == [True, True, False]
    assert PdfReader(BytesIO(page)).metadata.title == "Giấy hẹn (3 tờ)"  # type: ignore[union-attr]  # there is one


@pytest.mark.slow
@pytest.mark.in_turn(4)
@each_share
async def test_every_slip_is_one_page(share: list[Path], running: Running) -> None:
    slips = [slip_of(case, f"{NUMBER[:-4]}{n:04}") for n, case in enumerate(share)]
    page = await printed_by(running, slips_page(slips, clock.now()))
    texts = _texts(page)
    assert len(texts) == len(slips)
    assert [len(codes) for codes in _codes(page)] == [1] * len(slips)
    for slip, text in zip(slips, texts, strict=True):
        assert slip.receipt.number in text


async def test_what_is_printed_fetches_nothing(running: Running) -> None:
    page = await printed_by(running, '<p>chữ</p><img src="http://127.0.0.1:9/anh.png">')
    assert _texts(page) == ["chữ"]

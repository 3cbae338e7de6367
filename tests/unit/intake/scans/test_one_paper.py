"""One file of one or several scans: what is left alone, what is made, and always the same."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from portal_bot.intake.scans.one_paper import NotMade, Original, made_of
from portal_bot.papers import USUAL, Limits
from tests.support.drawn_scans import on_a_table, page, saved
from tests.support.fixtures import FIXTURES

SMALL = (827, 1169)  # A4 at 100 dpi
SCANS = sorted((FIXTURES / "papers").glob("*.pdf"))


def original(image: Image.Image, kind: str = "JPEG", **options: Any) -> Original:
    if kind == "HEIF":
        from pillow_heif import register_heif_opener  # as the product does

        register_heif_opener()
    return Original(f"a.{kind.lower()}", saved(image, kind, **options))


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def upside(turned: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turned
    return exif


@pytest.mark.parametrize("scan", SCANS, ids=lambda path: path.name)
def test_what_the_portal_takes_stays_as_it_is(scan: Any) -> None:
    made = made_of([Original(scan.name, scan.read_bytes())], USUAL)
    assert (made.content, made.ending, made.as_it_was) == (scan.read_bytes(), "pdf", True)


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_an_upright_page_stays_as_it_is(kind: str, ending: str) -> None:
    scan = original(page(1, SMALL), kind)
    made = made_of([scan], USUAL)
    assert (made.content, made.ending, made.as_it_was) == (scan.content, ending, True)


@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "HEIF"])
def test_what_no_portal_takes_becomes_a_photograph(kind: str) -> None:
    made = made_of([original(page(2, SMALL), kind)], USUAL)
    assert (made.ending, made.as_it_was, opened(made.content).format) == ("jpg", False, "JPEG")
    assert opened(made.content).size == SMALL


@pytest.mark.parametrize("turned", range(2, 9))
def test_a_telephones_turn_is_taken_into_the_picture(turned: int) -> None:
    made = made_of([original(page(3, SMALL), exif=upside(turned))], USUAL)
    picture = opened(made.content)
    assert not picture.getexif()
    assert picture.size == (SMALL if turned < 5 else SMALL[::-1])


@pytest.mark.parametrize("angle", [0.0, 1.0, -2.0])
@pytest.mark.parametrize("table", [(96, 78, 62), (12, 12, 14), (60, 84, 70)])
def test_the_table_is_cut_off(angle: float, table: tuple[int, int, int]) -> None:
    made = made_of([original(on_a_table(page(4, SMALL), angle, table))], USUAL)
    width, height = opened(made.content).size
    assert SMALL[0] <= width <= SMALL[0] * 1.12
    assert SMALL[1] <= height <= SMALL[1] * 1.12


def test_nothing_is_cut_off_where_the_edges_are_not_plain() -> None:
    patterned = on_a_table(page(5, SMALL))
    for x in range(0, patterned.width, 40):
        patterned.paste((200, 190, 180), (x, 0, x + 20, 60))
        patterned.paste((200, 190, 180), (x, patterned.height - 60, x + 20, patterned.height))
    assert opened(made_of([original(patterned)], USUAL).content).size == patterned.size


def test_it_is_made_smaller_until_it_fits() -> None:
    scan = original(page(6, (2480, 3508)), quality=97)
    limits = Limits(max_bytes=500_000)
    assert len(scan.content) > limits.max_bytes
    made = made_of([scan], limits)
    assert len(made.content) <= limits.max_bytes
    assert max(opened(made.content).size) >= 1754


def test_what_cannot_be_made_smaller_and_still_be_read_is_refused() -> None:
    with pytest.raises(NotMade, match=r"vẫn nặng .* chỉ nhận 20,0 KB"):
        made_of([original(page(7))], Limits(max_bytes=20 * 1024))


def test_several_become_one_pdf_in_their_order() -> None:
    lying = page(9, SMALL).rotate(90, expand=True)
    scans = [
        Original("x.pdf", SCANS[0].read_bytes()),
        original(page(8, SMALL)),
        original(lying, "PNG"),
    ]
    made = made_of(scans, USUAL)
    pages = PdfReader(BytesIO(made.content)).pages
    before = len(PdfReader(SCANS[0]).pages)
    assert (made.ending, len(pages)) == ("pdf", before + 2)
    assert pages[-2].mediabox.width < pages[-2].mediabox.height
    assert pages[-1].mediabox.width > pages[-1].mediabox.height


def test_a_tiff_of_many_pages_becomes_a_pdf_of_as_many() -> None:
    pages = [page(n, SMALL).convert("1") for n in range(3)]
    out = BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    made = made_of([Original("fax.tif", out.getvalue())], USUAL)
    assert len(PdfReader(BytesIO(made.content)).pages) == 3


def test_a_pdf_that_is_only_padded_loses_the_padding_and_no_page() -> None:
    padded = SCANS[0].read_bytes() + bytes(USUAL.max_bytes)
    made = made_of([Original("x.pdf", padded)], USUAL)
    assert len(made.content) < 2 * len(SCANS[0].read_bytes())
    assert len(PdfReader(BytesIO(made.content)).pages) == len(PdfReader(SCANS[0]).pages)


def test_what_is_signed_is_never_drawn_anew() -> None:
    writer = PdfWriter(clone_from=SCANS[0])
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    form = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
    writer.root_object[NameObject("/AcroForm")] = form
    out = BytesIO()
    writer.write(out)
    with pytest.raises(NotMade, match="chữ ký số"):
        made_of([Original("x.pdf", out.getvalue())], Limits(max_bytes=20_000))


def test_the_same_scans_give_the_same_bytes() -> None:
    scans = [
        Original("x.pdf", SCANS[0].read_bytes()),
        original(on_a_table(page(10, SMALL), 1.0)),
        original(page(11, SMALL), "WEBP"),
    ]
    first, second = made_of(scans, USUAL), made_of(scans, USUAL)
    assert first.content == second.content
    assert b"Date" not in first.content


@pytest.mark.parametrize(
    "content", [b"", b"khong phai gi", b"\xff\xd8\xff" + bytes(50), b"%PDF-1.7\n", b"II*\0" * 9]
)
def test_what_is_no_scan_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotMade):
        made_of([Original("x", content), Original("y", content)], USUAL)

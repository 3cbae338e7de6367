"""What a scan shows, in words for whoever must scan it again."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from portal_bot.papers import USUAL, Limits, look, page_verdicts
from portal_bot.papers.alike import is_same, print_of
from portal_bot.papers.card_sign import card_turn, may_be_a_card
from tests.support.drawn_scans import blank, blurred, dimmed, page, saved
from tests.support.fixtures import FIXTURES

SMALL = (827, 1169)
CARD = "054090000101|212345678|Nguyễn Văn Thử|13021990|Nam|Thôn Ví Dụ 1, Xã Hòa Thành|10052021"


def told(tmp_path: Path, name: str, content: bytes) -> list[tuple[str, str]]:
    path = tmp_path / name
    path.write_bytes(content)
    return [(fault.severity, fault.code) for fault in look(path).faults]


def pdf_of(*pages: Image.Image) -> bytes:
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=100)
    return out.getvalue()


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def drawing(orders: bytes, resources: DictionaryObject | None = None, pages: int = 1) -> bytes:
    """A PDF whose pages all draw this."""
    writer = PdfWriter()
    stream = DecodedStreamObject()
    stream.set_data(orders)
    at = writer._add_object(stream.flate_encode())
    for _ in range(pages):
        made = writer.add_blank_page(595, 842)
        made[NameObject("/Contents")] = at
        made[NameObject("/Resources")] = resources or DictionaryObject()
    return written(writer)


def card(turned: int = 0) -> Image.Image:
    code = BytesIO()
    segno.make(CARD).save(code, kind="png", scale=4)
    made = page("card", (1000, 630))
    made.paste(Image.open(code).convert("RGB"), (650, 40))
    return made.rotate(turned, expand=True)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("kind", ["jpg", "png", "pdf"])
@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (page(1, SMALL), []),
        (blank(1, SMALL), [("error", "paper_blank")]),
        (Image.new("RGB", SMALL, (0, 0, 0)), [("error", "paper_black")]),
        (dimmed(page(1, SMALL), 0.2), [("warning", "paper_dark")]),
        (blurred(page(1, SMALL), 4), [("warning", "paper_blurred")]),
    ],
)
def test_what_a_page_shows_is_judged_in_every_kind_of_file(
    tmp_path: Path, kind: str, image: Image.Image, expected: list[tuple[str, str]]
) -> None:
    content = pdf_of(image) if kind == "pdf" else saved(image, {"jpg": "JPEG"}.get(kind, "PNG"))
    assert told(tmp_path, f"a.{kind}", content) == expected


def test_one_white_page_of_several_is_for_a_look(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(page(1, SMALL), blank(2, SMALL), page(3, SMALL), blank(4, SMALL)))
    (fault,) = look(path).faults
    assert (fault.severity, fault.code) == ("warning", "paper_blank")
    assert fault.message.startswith("Tệp a.pdf, trang 2, 4: trắng, không có chữ")


def test_a_form_of_adobes_own_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=FIXTURES / "papers" / "chung-sinh.pdf")
    form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form
    assert told(tmp_path, "a.pdf", written(writer)) == [("error", "paper_xfa")]


def test_a_script_and_files_inside_are_told(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=FIXTURES / "papers" / "chung-sinh.pdf")
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('x')")}
    action = DictionaryObject({NameObject(name): value for name, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    assert told(tmp_path, "a.pdf", written(writer)) == [("warning", "paper_script")]
    writer = PdfWriter(clone_from=FIXTURES / "papers" / "chung-sinh.pdf")
    writer.add_attachment("b.txt", b"x")
    assert told(tmp_path, "b.pdf", written(writer)) == [("warning", "paper_attached_files")]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_card_is_known_by_its_code_and_says_how_it_lies(turned: int) -> None:
    assert card_turn(card(turned).convert("L")) == -turned % 360


def test_no_other_code_makes_a_card() -> None:
    out = BytesIO()
    segno.make("https://vidu.example/054090000101").save(out, kind="png", scale=6)
    assert card_turn(Image.open(out).convert("L")) is None


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Giấy tờ tùy thân", True),
        ("Căn cước công dân hoặc hộ chiếu (xuất trình)", True),
        ("Bản sao cần chứng thực", True),
        ("Giấy tờ chứng minh nơi cư trú (giai đoạn chuyển tiếp)", True),
        ("Văn bản ủy quyền việc đăng ký khai sinh (được chứng thực)", False),
        ("Giấy chứng sinh", False),
        ("Giấy báo tử", False),
    ],
)
def test_which_papers_may_be_a_card(title: str, is_one: bool) -> None:
    assert may_be_a_card(title) is is_one


def test_the_same_page_is_known_again_and_another_is_not() -> None:
    first = page(1)
    same = Image.open(BytesIO(saved(first.resize((1100, 1556)), quality=50)))
    prints = [print_of(p.convert("L")) for p in (first, same, dimmed(first, 0.8), page(2))]
    assert is_same(prints[0], prints[1])
    assert is_same(prints[0], prints[2])
    assert not is_same(prints[0], prints[3])
    assert not is_same(b"", b"")


def test_no_two_of_the_fixtures_scans_look_the_same() -> None:
    prints = [look(scan).print for scan in sorted((FIXTURES / "papers").iterdir())]
    pairs = [(a, b) for a in range(len(prints)) for b in range(a)]
    assert [pair for pair in pairs if is_same(prints[pair[0]], prints[pair[1]])] == []


def test_a_scan_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = saved(page("once", SMALL))
    first = told(tmp_path, "a.jpg", content)
    monkeypatch.setattr(page_verdicts, "_looked_through", pytest.fail)
    assert told(tmp_path, "b.jpg", content) == first


def _nested() -> bytes:
    """Each form draws the next one twenty times: 20 to the sixth."""
    writer = PdfWriter()
    inner = None
    for _ in range(6):
        form = StreamObject()
        form[NameObject("/Type")] = NameObject("/XObject")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject([NumberObject(n) for n in (0, 0, 595, 842)])
        if inner is not None:
            named = {NameObject(f"/F{n}"): inner for n in range(20)}
            things = DictionaryObject({NameObject("/XObject"): DictionaryObject(named)})
            form[NameObject("/Resources")] = things
        form._data = b"".join(b"/F%d Do " % n for n in range(20))
        inner = writer._add_object(form)
    made = writer.add_blank_page(595, 842)
    things = DictionaryObject({NameObject("/F0"): inner})
    made[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): things})
    stream = DecodedStreamObject()
    stream.set_data(b"/F0 Do")
    made[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def _huge_picture() -> bytes:
    writer = PdfWriter()
    picture = StreamObject()
    for name, value in {"Width": 60_000, "Height": 60_000, "BitsPerComponent": 1}.items():
        picture[NameObject(f"/{name}")] = NumberObject(value)
    picture[NameObject("/Subtype")] = NameObject("/Image")
    picture[NameObject("/ColorSpace")] = NameObject("/DeviceGray")
    picture[NameObject("/Filter")] = NameObject("/FlateDecode")
    picture._data = zlib.compress(bytes(60_000 * 60_000 // 8 // 100))
    made = writer.add_blank_page(595, 842)
    things = DictionaryObject({NameObject("/I"): writer._add_object(picture)})
    made[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): things})
    stream = DecodedStreamObject()
    stream.set_data(b"595 0 0 842 0 0 cm /I Do")
    made[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


@pytest.mark.parametrize(
    "bomb",
    [_nested, _huge_picture, lambda: drawing(b"0 0 595 842 re f " * 2_000_000)],
    ids=["forms within forms", "a picture of 3.6 billion points", "an endless drawing"],
)
def test_what_would_take_all_memory_is_refused_at_once(
    tmp_path: Path, bomb: Callable[[], bytes]
) -> None:
    content = bomb()
    (tmp_path / "a.pdf").write_bytes(content)
    began = time.process_time()
    faults = look(tmp_path / "a.pdf").faults
    assert [fault.code for fault in faults] == ["paper_too_heavy"]
    assert time.process_time() - began < 3


def test_thousands_of_pages_are_not_all_looked_at(tmp_path: Path) -> None:
    content = drawing(b"0 0 0 rg 100 100 300 300 re f", pages=4000)
    (tmp_path / "a.pdf").write_bytes(content)
    began = time.process_time()
    assert look(tmp_path / "a.pdf").faults == []
    assert time.process_time() - began < 3
    assert page_verdicts.chosen(4000)[0] == 0
    assert page_verdicts.chosen(4000)[-1] == 3999
    assert len(page_verdicts.chosen(4000)) == page_verdicts.MOST_PAGES


@pytest.mark.parametrize(("size", "kind"), [((9000, 9000), "PNG"), ((30_000, 2000), "TIFF")])
def test_a_picture_of_absurd_size_is_refused(
    tmp_path: Path, size: tuple[int, int], kind: str
) -> None:
    out = BytesIO()
    Image.new("RGB", size, "white").save(
        out, kind, **({} if kind == "PNG" else {"compression": "tiff_lzw"})
    )
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(out.getvalue())
    assert [fault.code for fault in look(path).faults] == ["paper_unreadable"]


@pytest.mark.parametrize("kind", ["WEBP", "TIFF"])
def test_what_is_made_into_a_copy_is_judged_as_well(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(saved(blank(1, SMALL), kind))
    scan = look(path, USUAL)
    assert (scan.to_prepare, [f.code for f in scan.faults]) == (True, ["paper_blank"])
    path.write_bytes(saved(page(1, SMALL), kind))
    assert (look(path).to_prepare, look(path).faults) == (True, [])


def test_only_what_the_portal_does_not_take_is_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(page(1, SMALL)))
    size = path.stat().st_size
    assert not look(path, Limits(max_bytes=size)).to_prepare
    assert look(path, Limits(max_bytes=size - 1)).to_prepare
    assert look(path, Limits(types=("pdf",))).to_prepare

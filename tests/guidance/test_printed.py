"""What comes out of the printer, read back: its sides, words, letters and codes.

Made once a test and looked at in every way: in parts, each tester would print all of it anew.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops
from pypdf import PageObject, PdfReader

from portal_bot import registry, settings
from portal_bot.guidance.guide_files import Guide, ProcedureFiles, write_guide
from portal_bot.guidance.leaflet_facts import LeafletFacts, leaflet_facts
from portal_bot.guidance.loudspeaker import LONGEST_S
from portal_bot.guidance.whereabouts import Whereabouts, whereabouts
from portal_bot.registry import AnyFlow

STEPS = ("sign-in", "procedure", "declaration", "papers", "delivery", "receipt")
ADDRESS = "http://127.0.0.1:8899/cong-dich-vu-cong/cong-dan/nop-ho-so-truc-tuyen/lua-chon-dich-vu"
CONTACT = (
    "điện thoại 0257 3822 123 hoặc 0905 000 101 (Zalo), sáng 7:30-11:30, chiều 13:30-17:00, thứ "
    "hai đến thứ sáu, sáng thứ bảy 7:30-11:00; hỏi người trực đeo thẻ xanh"
)
A4, A3 = (595, 842), (842, 1191)
# Points of the smallest letters: what is held in the hand; the notice board's, on A4 and on A3.
LEAFLET, ON_A4, ON_A3 = 6.9, 6.3, 9.0
ALL = slice(None)
SHARES = 6

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Made:
    """What was made, of what, for where, and how long it took."""

    guide: Guide
    those: dict[str, LeafletFacts]
    where: Whereabouts
    seconds: float


async def _made(out: Path, where: Whereabouts, pictures: Path | None, share: slice = ALL) -> Made:
    flows = [*registry.flows().items()][share]
    those = {slug: leaflet_facts(flow) for slug, flow in flows}
    began = time.monotonic()
    guide = await write_guide(list(those.values()), where, out, pictures=pictures, poster=True)
    return Made(guide, those, where, time.monotonic() - began)


@pytest.mark.thorough
@pytest.mark.slow
async def test_without_pictures_portal_and_telephone(tmp_path: Path) -> None:
    made = await _made(tmp_path, whereabouts(None, None, ""), None)
    assert len(made.guide.procedures) == 29
    assert list(_faults(made)) == []
    # A minute on a quiet machine is promised, and a quarter of it is used; testers are not alone.
    assert made.seconds <= 120


@pytest.mark.thorough
@pytest.mark.slow
async def test_all_with_all_that_makes_them_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await test_with_all_that_makes_it_long(ALL, tmp_path, monkeypatch)


@pytest.mark.in_turn(SHARES)
@pytest.mark.slow
@pytest.mark.parametrize("share", [slice(n, None, SHARES) for n in range(SHARES)])
async def test_with_all_that_makes_it_long(
    share: slice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures, a long address and telephone, the desk's own fees, the marks of practice."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for step in STEPS:
        (pictures / f"{step}.png").write_bytes(_noise())
    fees = tmp_path / "fees.toml"
    source = "Nghị quyết số 23/2023/NQ-HĐND ngày 12/12/2023 của Hội đồng nhân dân tỉnh Mẫu"
    slugs = [slug for slug, flow in registry.flows().items() if not _is_fixed_by_law(flow)]
    lines = [f'source = "{source}"', "[fees]", *(f"{slug} = 123456" for slug in slugs)]
    fees.write_text("\n".join(lines), "utf-8")
    monkeypatch.setenv(settings.FEES, str(fees))
    made = await _made(tmp_path / "out", whereabouts("mock", ADDRESS, CONTACT), pictures, share)
    assert list(_faults(made)) == []


def _is_fixed_by_law(flow: AnyFlow) -> bool:
    facts = registry.facts(flow)
    return facts is None or facts.fee.verified


def _noise() -> bytes:
    drawn = BytesIO()
    Image.effect_noise((320, 120), 80).save(drawn, "PNG")
    return drawn.getvalue()


def _faults(made: Made) -> Iterator[str]:
    for each in made.guide.procedures:
        for fault in (*_of_leaflet(each, made), *_of_announcement(each), *_of_picture(each, made)):
            yield f"{each.slug}: {fault}"
    for paper, size, least in (("A4", A4, ON_A4), ("A3", A3, ON_A3)):
        for fault in _of_poster(made.guide.poster[paper], made, size, least):
            yield f"poster {paper}: {fault}"


def _of_leaflet(each: ProcedureFiles, made: Made) -> Iterator[str]:
    of, where, reader = made.those[each.slug], made.where, PdfReader(each.pdf)
    if len(reader.pages) != 2:
        yield f"{len(reader.pages)} sides"
    contact = where.contact[:1].upper() + where.contact[1:]
    marks = ["THỬ NGHIỆM"] if where.practice else []
    told = [*_all_that_is_told(of), where.short_address, contact, *marks]
    yield from _of_pages(reader, A4, LEAFLET, told)
    if not where.practice and "THỬ NGHIỆM" in each.page.read_text("utf-8"):
        yield "marked as practice"
    yield from _wrong_drawn(each.pdf, len(reader.pages) - 1, made)


def _all_that_is_told(of: LeafletFacts) -> list[str]:
    lines = [*of.term, *of.fee, of.code, of.level, of.form]
    return [
        of.title,
        of.result,
        *of.who,
        *(paper.name for group in of.papers for paper in group.papers),
        *(text for line in lines for text in (line.text, line.doubt)),
        *of.returns,
        *of.remarks,
        *of.basis,
    ]


def _of_announcement(each: ProcedureFiles) -> Iterator[str]:
    if not 0 < each.seconds <= LONGEST_S:
        yield f"read in {each.seconds} s"
    if not each.loudspeaker.read_text("utf-8").strip():
        yield "nothing to read"


def _of_picture(each: ProcedureFiles, made: Made) -> Iterator[str]:
    image = Image.open(each.picture)
    if image.size != (1080, 1350):
        yield f"a picture of {image.size}"
    # Whoever sends it on makes it smaller.
    for shown in (image, image.resize((720, 900))):
        if (codes := _codes(shown)) != [made.where.address]:
            yield f"the picture's codes at {shown.size}: {codes}"


def _of_poster(pdf: Path, made: Made, size: tuple[int, int], least: float) -> Iterator[str]:
    reader = PdfReader(pdf)
    if len(reader.pages) != 1:
        yield f"{len(reader.pages)} pages"
    told = [text for of in made.those.values() for text in _in_short(of)]
    yield from _of_pages(reader, size, least, told)
    yield from _wrong_drawn(pdf, 0, made)


def _in_short(of: LeafletFacts) -> list[str]:
    fee = of.fee_in_short.text.replace("/trường hợp", "").replace("/hồ sơ", "")
    return [of.code.text, of.short, of.term_in_short.text, of.term_otherwise, fee]


def _of_pages(
    reader: PdfReader, size: tuple[int, int], least: float, told: list[str]
) -> Iterator[str]:
    """Paper, letters and their size, and what is not found in the words that it gives back."""
    sizes: list[float] = []

    def note(text: str, around: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes.append(abs(around[3] * matrix[3]) * size)

    text = ""
    for page in reader.pages:
        box = (float(page.mediabox.width), float(page.mediabox.height))
        # The browser counts in its own points, of which each is three quarters of one.
        if max(abs(one - other) for one, other in zip(box, size, strict=True)) > 1.5:
            yield f"paper of {box}"
        text += page.extract_text(visitor_text=note)
        yield from (f"{font} is not embedded" for font in _unembedded(page))
    if min(sizes) < least:
        yield f"letters of {min(sizes):.1f} points"
    if re.search("[\ufffd\u25a1]", text) or not set("ĐđưởộẤấ") & set(text):
        yield "letters are missing"
    plain = _plain(text)
    yield from (f"not told: {one}" for one in told if _plain(one) not in plain)


def _plain(text: str) -> str:
    """Where lines are broken says nothing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def _wrong_drawn(pdf: Path, side: int, made: Made) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    drawn = document[side].render(scale=2).to_pil()
    document.close()
    if (codes := _codes(drawn)) != [made.where.address]:
        yield f"its codes: {codes}"
    red, green, blue = drawn.convert("RGB").split()
    shades = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    # Points by how far their colours lie apart.
    if any(sum(shade.histogram()[8:]) for shade in shades):
        yield "something is told by a colour"


def _codes(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


def _unembedded(page: PageObject) -> Iterator[str]:
    """The fonts that a printing shop would have to have."""
    resources: Any = page["/Resources"]
    fonts = resources.get("/Font", {})
    for font in (fonts[name].get_object() for name in fonts):
        inner = font.get("/DescendantFonts", [font])[0].get_object()
        described = inner.get("/FontDescriptor")
        held = described.get_object() if described else {}
        # A Type 3 font is its own drawing.
        if font["/Subtype"] != "/Type3" and not {"/FontFile", "/FontFile2", "/FontFile3"} & {*held}:
            yield str(font.get("/BaseFont"))

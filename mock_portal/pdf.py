"""One-page PDF files with Vietnamese text that can be read back, without a browser or a library."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LETTERS = Path(__file__).parent / "data" / "letters"
# A4 in points.
WIDTH, HEIGHT, MARGIN = 595, 842, 64
UNKNOWN = "?"
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /DejaVuSerif /Encoding /Identity-H "
    b"/DescendantFonts [6 0 R] /ToUnicode 8 0 R >>"
)
_GLYPHS_OF_FONT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /DejaVuSerif /CIDToGIDMap /Identity "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"/FontDescriptor 7 0 R /W [WIDTHS] >>"
)
# In thousandths of the size, from the font's own tables.
_MEASURES = (
    b"<< /Type /FontDescriptor /FontName /DejaVuSerif /Flags 4 /ItalicAngle 0 /Ascent 939 "
    b"/Descent -236 /CapHeight 729 /StemV 80 /FontBBox [-770 -347 2105 1109] /FontFile2 9 0 R >>"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; `bold` is drawn with a thicker stroke."""

    text: str
    size: float = 12
    bold: bool = False
    centred: bool = False
    # Points above it.
    gap: float = 6


@cache
def _letters() -> Mapping[str, tuple[int, int]]:
    """Glyph and width (in thousandths of the size) of each letter."""
    raw = json.loads((LETTERS / "letters.json").read_text("utf-8"))
    return {letter: (glyph, width) for letter, (glyph, width) in raw.items()}


@cache
def _font() -> bytes:
    return (LETTERS / "dejavu-serif-vi.ttf").read_bytes()


def _glyphs(text: str) -> list[tuple[int, int]]:
    known = _letters()
    return [known.get(letter, known[UNKNOWN]) for letter in text]


def _width(text: str, size: float) -> float:
    return sum(width for _, width in _glyphs(text)) * size / 1000


def one_page(title: str, lines: Iterable[Line]) -> bytes:
    """A PDF of one A4 page; what does not fit on it is left out."""
    drawn = _drawn(lines)
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (vi) >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>".encode(),
            _stream(drawn),
            _FONT,
            _GLYPHS_OF_FONT.replace(b"WIDTHS", _widths()),
            _MEASURES,
            _stream(_to_unicode()),
            _stream(_font(), f"/Length1 {len(_font())} "),
            b"<< /Title <FEFF" + title.encode("utf-16-be").hex().upper().encode() + b"> >>",
        ]
    )


def _drawn(lines: Iterable[Line]) -> bytes:
    """The page's content: every paragraph broken into lines."""
    parts, top = ["BT"], float(HEIGHT - MARGIN)
    for line in lines:
        top -= line.gap
        for text in _broken(line):
            top -= line.size * 1.3
            if top < MARGIN:
                return "\n".join([*parts, "ET"]).encode()
            indent = (WIDTH - 2 * MARGIN - _width(text, line.size)) / 2 if line.centred else 0
            weight = f"2 Tr {line.size / 40:.2f} w" if line.bold else "0 Tr"
            glyphs = "".join(f"{glyph:04X}" for glyph, _ in _glyphs(text))
            where = f"1 0 0 1 {MARGIN + indent:.2f} {top:.2f} Tm"
            parts.append(f"/F {line.size} Tf {weight} {where} <{glyphs}> Tj")
    return "\n".join([*parts, "ET"]).encode()


def _broken(line: Line) -> list[str]:
    """Its words on as many lines as they need."""
    found = [""]
    for word in line.text.split():
        longer = f"{found[-1]} {word}".strip()
        if _width(longer, line.size) > WIDTH - 2 * MARGIN and found[-1]:
            found.append(word)
        else:
            found[-1] = longer
    return found


@cache
def _widths() -> bytes:
    return " ".join(f"{glyph} [{width}]" for glyph, width in _letters().values()).encode()


@cache
def _to_unicode() -> bytes:
    """By which a reader gets the letters back from the glyphs."""
    pairs = [f"<{glyph:04X}> <{ord(letter):04X}>" for letter, (glyph, _) in _letters().items()]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(one)} beginbfchar\n" + "\n".join(one) + "\nendbfchar" for one in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Letters def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{body}\nendcmap end end"
    ).encode()


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content, 9)
    head = f"<< /Length {len(packed)} {more}/Filter /FlateDecode >>"
    return head.encode() + b"\nstream\n" + packed + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    """The objects with the table that says where each begins; the last is the file's title."""
    made, begins = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        begins.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % begin for begin in begins)
    made += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), table,
    )  # fmt: skip
    return bytes(made)

"""A portal's receipt is kept as what it says; nothing of it runs from this machine's disk."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from portal_bot.evidence.safe_page import safe_page
from portal_bot.filing.kept_receipt import kept_receipt
from tests.support.fixtures import FIXTURES
from tests.support.markup import MARKUP

NUMBER = "H45.12-261129-0007"
PAGE = f"""<!doctype html><html><head><title>x</title><script>evil()</script></head>
<body onload=evil()><h1>Giấy tiếp nhận</h1><table><tr><td colspan=2>Số: <b>{NUMBER}</b>
<tr><td style="background:url(//x)">Nguyễn &amp; Văn</table><img src=x onerror=evil()>
<a href="javascript:evil()">Tải</a><svg><script>evil()</script></svg>
<iframe srcdoc="<script>evil()</script>"></iframe><math><mi>x</mi></math>
<form action=//x><input name=a></form><p>Hết"""
LIVELY = ("<script", "<img", "<svg", "<iframe", "<a", "onload", "onerror", "javascript:", "<form")


class Seen(HTMLParser):
    """Every element and attribute, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


OURS = Seen(safe_page(b"").html)


def test_what_it_says_is_kept_and_nothing_that_runs() -> None:
    made = safe_page(PAGE.encode())
    assert NUMBER in made.text
    assert "<b>H45.12-261129-0007</b>" in made.html
    assert "Nguyễn &amp; Văn" in made.html
    assert not [word for word in LIVELY if word in made.html.lower()]
    assert 'colspan="2"' in made.html
    assert "default-src 'none'" in made.html


@given(
    st.text()
    | st.lists(st.sampled_from([*MARKUP, "</p>", "</script>", "<!--", "]]>"])).map("".join)
)
def test_whatever_comes_only_harmless_elements_come_out(text: str) -> None:
    seen = Seen(safe_page(text.encode("utf-8", "replace")).html)
    assert not seen.tags & {
        "script",
        "img",
        "svg",
        "iframe",
        "a",
        "form",
        "object",
        "embed",
        "base",
    }
    assert seen.attributes <= OURS.attributes | {"colspan", "rowspan"}


def test_a_page_without_an_end_is_cut_and_says_so() -> None:
    made = safe_page(b"<div>" * 700_000)
    assert len(made.html) < 4_000_000
    assert "phần sau đã bỏ" in made.html


def pdf(text: str) -> bytes:
    if not text:
        return (FIXTURES / "papers" / "chung-sinh.pdf").read_bytes()
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    orders = StreamObject()
    orders.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(orders)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("document", "ending", "doubt"),
    [
        (PAGE.encode(), "html", ""),
        (PAGE.replace("0007", "0008").encode(), "html", "không ghi số"),
        (PAGE.replace("-0007", "<i>-0007</i>").encode(), "html", ""),
        (f"<script>{NUMBER}</script>".encode(), "html", "không ghi số"),
        (b"", "html", "không ghi số"),
        (b"\xff\xfe\x00<script>", "html", "không ghi số"),
        (pdf(NUMBER), "pdf", ""),
        (pdf("another number"), "pdf", "không ghi số"),
        (pdf(""), "pdf", "bản quét"),
        (b"%PDF-1.7 broken", "pdf", "không mở được"),
        (picture(), "jpg", "là ảnh"),
    ],
)
def test_the_receipt_is_held_against_the_dossiers_number(
    document: bytes, ending: str, doubt: str
) -> None:
    kept = kept_receipt(document, NUMBER)
    assert kept.ending == ending
    assert bool(kept.doubt) is bool(doubt)
    assert doubt in kept.doubt
    if ending == "html":
        assert not [word for word in LIVELY if word in kept.content.decode().lower()]
    else:
        assert kept.content == document

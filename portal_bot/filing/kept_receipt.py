"""The portal's own receipt as it is kept, and whether it is this dossier's."""

from __future__ import annotations

from dataclasses import dataclass

from portal_bot.evidence.safe_page import (
    SafePage,
    bare,
    safe_page,
    safe_page_apart,
    unread_page,
)
from portal_bot.papers import apart
from portal_bot.papers.pdf_text import first_text
from portal_bot.papers.picture_file import kind_of

_PAGES = 5
# A page that was made for it keeps a reader busy for the square of its length.
_READ_AT_ONCE, _CPU_S = 20_000, 5.0
_ENDINGS = {"jpeg": "jpg", "png": "png"}


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """What is kept.

    Attributes:
        content: the file's bytes.
        ending: what they are, without the dot.
        doubt: why it is not surely this dossier's, in Vietnamese; empty: it names the number.
    """

    content: bytes
    ending: str
    doubt: str


def kept_receipt(document: bytes, number: str) -> KeptReceipt:
    """A PDF or a picture as it came, anything else as text: nothing in it runs when it is opened.

    What it is, its bytes say and not the portal.

    Args:
        document: the portal's bytes.
        number: the dossier number, which it should name.
    """
    kind = kind_of(document)
    if kind == "pdf":
        return KeptReceipt(document, "pdf", _doubt_of_pdf(document, number))
    if kind in _ENDINGS:
        doubt = f"giấy tiếp nhận của cổng là ảnh, chưa so được với số {number}"
        return KeptReceipt(document, _ENDINGS[kind], doubt)
    doubt = "" if bare(number) in _page(document).text else _other(number)
    return KeptReceipt(_page(document, doubt).html.encode(), "html", doubt)


def _page(document: bytes, remark: str = "") -> SafePage:
    if len(document) <= _READ_AT_ONCE:
        return safe_page(document, remark)
    try:
        text, (html,) = apart.call(safe_page_apart, [document], remark, cpu_s=_CPU_S)
    except apart.Unfinished:
        return unread_page(document, remark)
    return SafePage(html.decode(), text)


def _doubt_of_pdf(document: bytes, number: str) -> str:
    try:
        text = bare(first_text(document, _PAGES))
    except ValueError as error:
        return f"giấy tiếp nhận của cổng là PDF không mở được ({error}), chưa so được với {number}"
    if not text:
        return f"giấy tiếp nhận của cổng là bản quét, chưa so được với số {number}"
    return "" if bare(number) in text else _other(number)


def _other(number: str) -> str:
    return f"giấy tiếp nhận của cổng không ghi số {number}; số ấy vẫn được giữ: xem lại trên cổng"

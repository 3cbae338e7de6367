"""What a PDF says in letters; a scan says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from portal_bot.papers import apart
from portal_bot.papers.pdf_file import opened


def first_text(content: bytes, pages: int) -> str:
    """The text of the first pages.

    Args:
        content: the file's bytes.
        pages: how many of them.

    Raises:
        ValueError: it cannot be read, or not within the time and memory for one; why, in words.
    """
    try:
        told, _ = apart.call(text_of, [content], pages)
    except apart.Unfinished as unfinished:
        raise ValueError(unfinished.why) from unfinished
    if told["why"]:
        raise ValueError(told["why"])
    return str(told["text"])


def text_of(blobs: Sequence[bytes], pages: int) -> apart.Told:
    """The text, or why there is none; see `apart`."""
    (content,) = blobs
    try:
        with opened(content) as pdf:
            some = pdf.reader.pages[: min(pages, pdf.count)]
            return {"text": " ".join(page.extract_text() or "" for page in some), "why": ""}, []
    except Exception as error:  # noqa: BLE001 - any bytes may come here: they open, or do not
        return {"text": "", "why": type(error).__name__}, []

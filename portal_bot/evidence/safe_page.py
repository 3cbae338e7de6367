"""A portal's page as it may be kept: what it says, and nothing that runs or asks for anything.

Kept as it came, its scripts would run whenever somebody opens the file, with the rights of a file
of this machine. So only elements of a list come through, without attributes but those of tables;
all text is written anew, escaped. What cannot be in the result needs not be looked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from portal_bot.shown import shown

# Nobody's receipt is longer; what is behind it is left out, and that is said.
MOST_BYTES = 2_000_000
_KEPT = frozenset(
    {"h1", "h2", "h3", "h4", "p", "div", "section", "table", "thead", "tbody", "tfoot", "tr", "th",
     "td", "caption", "ul", "ol", "li", "dl", "dt", "dd", "b", "strong", "i", "em", "u", "small"}
)  # fmt: skip
_ALONE = frozenset({"br", "hr"})
_SPANS = frozenset({"colspan", "rowspan"})
# Their content is no text for people.
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"}
)
_DEEPEST = 60
_LINES = "\n\t\r"
_TOP = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Giấy tiếp nhận</title>
<style>body { font-family: serif; margin: 2em } td, th { padding: .2em .6em; text-align: left }
.note { color: #555; font-size: .8em; border-top: 1px solid #999; margin-top: 2em }</style>
</head><body>
"""


@dataclass(frozen=True, slots=True)
class SafePage:
    """A page that may be kept.

    Attributes:
        html: the whole file.
        text: what it says, without any blanks between.
    """

    html: str
    text: str


def safe_page(content: bytes, remark: str = "") -> SafePage:
    """The page without whatever is not text.

    Args:
        content: its bytes, whatever they are.
        remark: what is to be said of it at its end.
    """
    reader = _Reader()
    reader.feed(_decoded(content))
    reader.close()
    return SafePage(_page(reader.written(), content, remark), bare("".join(reader.said)))


def safe_page_apart(contents: Sequence[bytes], remark: str) -> tuple[str, list[bytes]]:
    """The same as a piece of work for `papers.apart`: a page can be made to keep a reader busy."""
    page = safe_page(contents[0], remark)
    return page.text, [page.html.encode()]


def unread_page(content: bytes, remark: str = "") -> SafePage:
    """As `safe_page`, where markup cannot be told from text in time: all of it stands as text.

    What it says is then not known.
    """
    written = f"<pre>{escape(shown(_decoded(content), keep=_LINES))}</pre>"
    return SafePage(_page(written, content, remark), "")


def _decoded(content: bytes) -> str:
    return content[:MOST_BYTES].decode("utf-8", "replace")


def _page(written: str, content: bytes, remark: str) -> str:
    notes = [
        "Nội dung trang của cổng; hình, liên kết và mã chạy được đã bỏ. SHA-256 của bản gốc: "
        + hashlib.sha256(content).hexdigest(),
        f"Bản gốc dài {len(content)} byte, phần sau đã bỏ." if len(content) > MOST_BYTES else "",
        remark,
    ]
    below = "".join(f"<p>{escape(note)}</p>" for note in notes if note)
    return f'{_TOP}{written}\n<div class="note">{below}</div>\n</body></html>\n'


def bare(text: str) -> str:
    """Without blanks: two texts that print the same number hold it in the same letters."""
    return "".join(text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._out: list[str] = []
        self._open: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if self._silent:
            return
        if tag in _ALONE:
            self._out.append(f"<{tag}>")
        elif tag in _KEPT and len(self._open) < _DEEPEST:
            spans = "".join(
                f' {name}="{int(value[:3])}"'
                for name, value in attrs
                if name in _SPANS and value and value.isascii() and value.isdecimal()
            )
            self._out.append(f"<{tag}{spans}>")
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Nothing of HTML closes itself so, save what has no end anyway; `<svg/>` does.
        if tag in _ALONE:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if tag in self._open:
            while self._open:
                last = self._open.pop()
                self._out.append(f"</{last}>")
                if last == tag:
                    return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)
            self._out.append(escape(shown(data, keep=_LINES)))

    def written(self) -> str:
        """All that came through, each element closed."""
        return "".join(self._out) + "".join(f"</{tag}>" for tag in reversed(self._open))

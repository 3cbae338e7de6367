"""Files that carry a dossier's ending and are something else: said by what they begin with."""

from __future__ import annotations

_WORD = "tệp Word, Excel hoặc tệp nén; mở ra rồi chép nội dung vào tệp văn bản"
_PAGE = "trang web (HTML); chép nội dung vào tệp văn bản"
_UTF_16 = "văn bản mã UTF-16 (“Unicode” trong Notepad); lưu lại với mã UTF-8"
_BEGINNINGS = (
    (b"PK\x03\x04", _WORD),
    (b"\xd0\xcf\x11\xe0", _WORD),
    (b"{\\rtf", "tệp RTF của Word; lưu lại dạng văn bản thuần (.txt), rồi đổi đuôi"),
    (b"%PDF-", "tệp PDF"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"\x89PNG", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"\x1f\x8b", "tệp nén"),
    (b"7z\xbc\xaf", "tệp nén"),
    (b"Rar!", "tệp nén"),
    (b"SQLite format 3", "tệp cơ sở dữ liệu"),
    (b"\xff\xfe\x00\x00", "văn bản mã UTF-32; lưu lại với mã UTF-8"),
    (b"\x00\x00\xfe\xff", "văn bản mã UTF-32; lưu lại với mã UTF-8"),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
    (b"<!doctype", _PAGE),
    (b"<html", _PAGE),
    (b"<?xml", "tệp XML (có thể do Word hoặc Excel lưu); chép nội dung vào tệp văn bản"),
)
_ENOUGH = 64


def foreign(content: bytes) -> str | None:
    """What the file is instead of a dossier, with what to do, or ``None`` when nothing says so."""
    start = content[:_ENOUGH].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for beginning, what in _BEGINNINGS:
        if start.startswith(beginning) or start.lower().startswith(beginning):
            return what
    # In UTF-16 a plain letter brings a zero, a Vietnamese one may bring none: a third will do.
    zeros = content[:_ENOUGH].count(0)
    if zeros * 3 >= len(content[:_ENOUGH]) > 1:
        return _UTF_16
    return None

"""Looks at one scan the way the portal, and after it the official, will."""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from portal_bot.reasons import in_words

# "Dung lượng tối đa là 6 Mb" on the iGate v1 papers screen.
MAX_BYTES = 6 * 1024 * 1024
_MAX_NAME = 100
_FORBIDDEN_IN_NAMES = frozenset('\\/:*?"<>|')
_SUFFIXES = {".pdf": "pdf", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png"}
_SIGNATURES = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_PRINTED = {"pdf": "PDF", "jpeg": "ảnh JPEG", "png": "ảnh PNG"}


@dataclass(frozen=True, slots=True)
class PaperFault:
    """One reason why a scan cannot be handed in; the message is for the clerk."""

    code: str
    message: str


def inspect(path: Path, *, max_bytes: int = MAX_BYTES) -> list[PaperFault]:
    """Every fault of the scan at `path`; none means the portal can take it."""
    try:
        if not path.is_file():
            return [PaperFault("paper_missing", f"Không có tệp {path.name}.")]
        size = path.stat().st_size
        faults = [*_name_faults(path.name), *_size_faults(path.name, size, max_bytes)]
        return [*faults, *(_content_faults(path) if 0 < size <= max_bytes else ())]
    except OSError as error:
        return [
            PaperFault("paper_unreadable", f"Không đọc được tệp {path.name}: {in_words(error)}.")
        ]


def sha256(path: Path) -> str:
    """The scan's fingerprint, as the evidence and the mock portal state it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name_faults(name: str) -> list[PaperFault]:
    bad = sorted({c for c in name if c in _FORBIDDEN_IN_NAMES or not c.isprintable()})
    if bad:
        shown = " ".join(repr(c)[1:-1] for c in bad)
        return [PaperFault("paper_name", f"Tên tệp {name!r} có ký tự cổng không nhận: {shown}")]
    if len(name) > _MAX_NAME:
        message = f"Tên tệp dài {len(name)} ký tự, tối đa {_MAX_NAME}: {name}"
        return [PaperFault("paper_name", message)]
    return []


def _size_faults(name: str, size: int, max_bytes: int) -> list[PaperFault]:
    if size == 0:
        return [PaperFault("paper_empty", f"Tệp {name} rỗng (0 byte): hãy quét lại.")]
    if size > max_bytes:
        shown, limit = (f"{n / 1024 / 1024:.1f}".replace(".", ",") for n in (size, max_bytes))
        message = f"Tệp {name} nặng {shown} MB, cổng chỉ nhận tối đa {limit} MB."
        return [PaperFault("paper_too_big", message)]
    return []


def _content_faults(path: Path) -> list[PaperFault]:
    said = _SUFFIXES.get(path.suffix.lower())
    if said is None:
        message = f"Tệp {path.name}: chỉ nhận .pdf, .jpg, .jpeg hoặc .png."
        return [PaperFault("paper_type", message)]
    with path.open("rb") as file:
        head = file.read(1024)
    found = _type_of(head)
    if found != said:
        actual = _PRINTED[found] if found else _other_type(head)
        message = f"Tệp {path.name} mang tên {_PRINTED[said]} nhưng nội dung là {actual}."
        return [PaperFault("paper_type", message)]
    open_: Callable[[Path], PaperFault | None] = _open_pdf if said == "pdf" else _open_image
    fault = open_(path)
    return [fault] if fault else []


def _type_of(head: bytes) -> str | None:
    # The PDF standard lets a few bytes stand before its mark, and scanners use that.
    if b"%PDF-" in head:
        return "pdf"
    return next((kind for kind, mark in _SIGNATURES.items() if head.startswith(mark)), None)


def _other_type(head: bytes) -> str:
    """What it is instead (Word, HEIC, a web page), so that the clerk sees what went wrong."""
    import puremagic

    try:
        extension = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return "loại khác"
    return f"loại {extension}" if extension else "loại khác"


def _open_pdf(path: Path) -> PaperFault | None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # It reports on stderr what it could mend; what it could not is raised.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as file:
            reader = PdfReader(file)
            if reader.is_encrypted and not reader.decrypt(""):
                message = f"Tệp {path.name} có mật khẩu: cán bộ sẽ không mở được."
                return PaperFault("paper_locked", message)
            if not reader.pages or reader.pages[0].mediabox.width <= 0:
                return PaperFault("paper_unreadable", f"Tệp {path.name} không có trang nào.")
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError) as error:
        return _damaged(path, error)
    except (TypeError, ValueError) as error:
        # A damaged file leads the parser anywhere: these are its words for "not a PDF".
        return _damaged(path, error)
    return None


def _open_image(path: Path) -> PaperFault | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                image.verify()
            with Image.open(path) as image:
                # An eighth of the size is enough to find a torn file, at a tenth of the time.
                image.draft(None, (image.width // 8, image.height // 8))
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return PaperFault("paper_unreadable", f"Ảnh {path.name} quá lớn (số điểm ảnh).")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        return _damaged(path, error)
    return None


def _damaged(path: Path, error: Exception) -> PaperFault:
    reason = type(error).__name__
    return PaperFault("paper_unreadable", f"Tệp {path.name} hỏng, không mở được ({reason}).")

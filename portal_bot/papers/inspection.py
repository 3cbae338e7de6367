"""Looks at one scan the way the portal, and after it the official, will. It is read once."""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from portal_bot import files
from portal_bot.papers.fault import PaperFault
from portal_bot.papers.limits import USUAL, Limits, too_large
from portal_bot.shown import shown

_MAX_NAME = 100
_FORBIDDEN_IN_NAMES = frozenset('\\/:*?"<>|')
_KINDS = {"pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "png": "png"}
_MARKS = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_PRINTED = {"pdf": "PDF", "jpeg": "ảnh JPEG", "png": "ảnh PNG"}
# What other endings begin with, where a portal takes them: what is inside is not looked at.
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_OTHER_MARKS = {
    **dict.fromkeys(("doc", "xls", "ppt"), _OLE),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "zip"), _ZIP),
    "rar": b"Rar!\x1a\x07",
    "gif": b"GIF8",
}
# What tells a file's kind lies no further in; a PDF's mark is also looked for behind the headers
# that a download left before it.
_HEAD = 1024
_BEFORE_PDF = 64 * 1024
# Nobody can read a paper on a picture as narrow as this: a placeholder, an icon.
MIN_SIDE = 32
# More than any portal takes: a file that is only compared with what it was.
_ANY_SCAN = 256 * 1024 * 1024
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that was looked at.

    Attributes:
        faults: none means the portal can take it.
        sha256: of its bytes; empty where they could not all be read.
        size: its bytes.
    """

    faults: list[PaperFault] = field(default_factory=list)
    sha256: str = ""
    size: int = 0


def look(path: Path, limits: Limits = USUAL) -> Scan:
    """Reads the scan once, and tells every fault of it; nothing is raised for what it holds."""
    name = shown(path.name)
    try:
        content = files.read(path, limits.max_bytes)
    except files.Unopened as fault:
        return Scan([_unopened(path, fault)])
    if len(content) > limits.max_bytes:
        return Scan([*_name_faults(path.name), _too_big(path, len(content), limits)])
    faults = [*_name_faults(path.name), *_content_faults(name, path.suffix, content, limits)]
    return Scan(faults, hashlib.sha256(content).hexdigest(), len(content))


def inspect(path: Path, limits: Limits = USUAL) -> list[PaperFault]:
    """Every fault of the scan at `path`; none means the portal can take it."""
    return look(path, limits).faults


def sha256(path: Path) -> str:
    """The scan's fingerprint, as the evidence and the mock portal state it.

    Raises:
        OSError: it is no file any more, or may not be read.
    """
    return hashlib.sha256(files.read(path, _ANY_SCAN)).hexdigest()


def _unopened(path: Path, fault: files.Unopened) -> PaperFault:
    name = shown(path.name)
    if fault.kind == "folder":
        return PaperFault("paper_folder", f"“{name}” là thư mục{_inside(path)}")
    if fault.kind == "missing":
        lost = (
            "; tên này là liên kết (lối tắt) tới một tệp không còn" if files.is_there(path) else ""
        )
        return PaperFault("paper_missing", f"Không có tệp {name}: {fault.reason}{lost}")
    return PaperFault("paper_unreadable", f"Không đọc được tệp {name}: {fault.reason}")


def _inside(folder: Path) -> str:
    """What to write instead of a folder's name."""
    try:
        names = [n for n in files.listed(folder) if Path(n).suffix[1:].lower() in _KINDS]
    except files.Unopened as fault:
        return f" và {fault.reason}"
    if not names:
        return ", trong đó không có bản quét nào; ghi từng tệp"
    listed = ", ".join(f"“{shown(folder.name)}/{shown(name)}”" for name in names[:_MOST_NAMED])
    more = " …" if len(names) > _MOST_NAMED else ""
    return f"; ghi từng tệp trong đó: {listed}{more}"


def _name_faults(name: str) -> list[PaperFault]:
    bad = sorted({c for c in name if c in _FORBIDDEN_IN_NAMES or shown(c) != c})
    if bad:
        letters = " ".join(map(shown, bad))
        told = f"Tên tệp “{shown(name)}” có ký tự cổng không nhận: {letters}; đổi tên tệp"
        return [PaperFault("paper_name", told)]
    if len(name) > _MAX_NAME:
        message = f"Tên tệp dài {len(name)} ký tự, tối đa {_MAX_NAME}: {name}"
        return [PaperFault("paper_name", message)]
    return []


def _too_big(path: Path, read: int, limits: Limits) -> PaperFault:
    try:
        size = max(read, path.stat().st_size)
    except OSError:
        size = read
    told, limit = too_large(size, limits.max_bytes)
    return PaperFault(
        "paper_too_big",
        f"Tệp {shown(path.name)} nặng {told}, {limits.whose} chỉ nhận tối đa {limit}.",
    )


def _content_faults(name: str, suffix: str, content: bytes, limits: Limits) -> list[PaperFault]:
    if not content:
        return [PaperFault("paper_empty", f"Tệp {name} rỗng (0 byte): hãy quét lại.")]
    ending = suffix[1:].lower()
    if ending not in limits.types:
        *most, last = (f".{one}" for one in limits.types)
        endings = f"{', '.join(most)} hoặc {last}" if most else last
        return [PaperFault("paper_type", f"Tệp {name}: {limits.whose} chỉ nhận {endings}.")]
    said = _KINDS.get(ending)
    if said is None:
        mark = _OTHER_MARKS.get(ending, b"")
        told = f"Tệp {name} mang đuôi .{ending} nhưng nội dung là {_kind_of(content)}."
        return [] if content.startswith(mark) else [PaperFault("paper_type", told)]
    if not content.startswith(_MARKS[said]):
        return [_of_another_kind(name, said, content)]
    fault = _opened(name, content, _open_pdf if said == "pdf" else _open_image)
    return [fault] if fault else []


def _of_another_kind(name: str, said: str, content: bytes) -> PaperFault:
    before = content[:_BEFORE_PDF].find(_MARKS["pdf"])
    if said == "pdf" and before > 0:
        # Readers look further than the first byte; portals look at nothing but that.
        told = (
            f"Tệp {name}: trước dấu “%PDF-” có {before} byte thừa, cổng không nhận; mở bằng chương "
            "trình đọc PDF rồi lưu thành tệp PDF mới (hoặc in ra PDF)"
        )
    else:
        told = (
            f"Tệp {name} mang tên {_PRINTED[said]} nhưng nội dung là {_kind_of(content)}. "
            f"{_remedy(content)}"
        )
    return PaperFault("paper_type", told)


def _remedy(content: bytes) -> str:
    """A right file with a wrong ending is renamed; of any other kind a right one is made."""
    kinds = {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}
    ending = next((kinds[k] for k, mark in _MARKS.items() if content.startswith(mark)), None)
    if ending:
        return f"Đổi đuôi tên tệp thành {ending}, ghi tên mới vào hồ sơ."
    return "Mở tệp ấy rồi lưu (hoặc in) ra PDF, hoặc quét lại; chỉ đổi đuôi tên thì không được."


def _kind_of(content: bytes) -> str:
    """What it is instead (Word, HEIC, a web page), so that the clerk sees what went wrong."""
    known = (kind for kind, mark in _MARKS.items() if content.startswith(mark))
    if kind := next(known, None):
        return _PRINTED[kind]
    import puremagic  # slow: only where there is such a scan

    try:
        extension = puremagic.from_string(content[:_HEAD])
    except Exception:  # noqa: BLE001 - only a guess for the message; any bytes may come here
        return "loại khác"
    return f"loại {extension}" if extension else "loại khác"


def _opened(
    name: str, content: bytes, open_: Callable[[str, bytes], PaperFault | None]
) -> PaperFault | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return open_(name, content)
    except Exception:  # noqa: BLE001 - a damaged file leads a parser anywhere
        told = f"Tệp {name} hỏng hoặc chưa chép hết, không mở được: chép lại hoặc quét lại."
        return PaperFault("paper_unreadable", told)


def _open_pdf(name: str, content: bytes) -> PaperFault | None:
    from pypdf import PdfReader  # slow: only where there is such a scan

    # It reports on stderr what it could mend; what it could not is raised.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return PaperFault(
            "paper_locked",
            f"Tệp {name} có mật khẩu: cán bộ sẽ không mở được; lưu lại bản không có mật khẩu.",
        )
    if not reader.pages or reader.pages[0].mediabox.width <= 0:
        return PaperFault("paper_unreadable", f"Tệp {name} không có trang nào: hãy quét lại.")
    return None


def _open_image(name: str, content: bytes) -> PaperFault | None:
    from PIL import Image  # slow: only where there is such a scan

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    kinds = ("JPEG", "PNG")
    try:
        with Image.open(BytesIO(content), formats=kinds) as image:
            width, height = image.size
            image.verify()
        if min(width, height) < MIN_SIDE:
            told = f"Ảnh {name} chỉ có {width} x {height} điểm, không đọc được: hãy quét lại."
            return PaperFault("paper_too_small", told)
        with Image.open(BytesIO(content), formats=kinds) as image:
            # An eighth of the size is enough to find a torn file, at a tenth of the time.
            image.draft(None, (max(1, width // 8), max(1, height // 8)))
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return PaperFault(
            "paper_unreadable",
            f"Ảnh {name} quá lớn (số điểm ảnh): quét lại ở độ phân giải thấp hơn.",
        )
    return None

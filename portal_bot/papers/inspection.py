"""Looks at one scan the way the portal, and after it the official, will. It is read once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from portal_bot import files
from portal_bot.marked import own
from portal_bot.papers.fault import PaperFault
from portal_bot.papers.limits import USUAL, Limits, too_large
from portal_bot.papers.page_verdicts import Judgement, judged
from portal_bot.papers.picture_file import ENDINGS, kind_of
from portal_bot.shown import shown

_MAX_NAME = 100
_FORBIDDEN_IN_NAMES = frozenset('\\/:*?"<>|')
_PDF = b"%PDF-"
_PRINTED = {
    "pdf": "PDF",
    "jpeg": "ảnh JPEG",
    "png": "ảnh PNG",
    "tiff": "ảnh TIFF",
    "webp": "ảnh WebP",
    "heic": "ảnh HEIC",
}
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
# More than any portal takes: a file that is only compared with what it was.
_ANY_SCAN = 256 * 1024 * 1024
_MOST_NAMED = 3


# A photograph that is made smaller before it is sent may be as large as this.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that was looked at.

    Attributes:
        faults: no error among them means that it can be handed in.
        sha256: of its bytes; empty where they could not all be read.
        size: its bytes.
        print: by which its first page is known again (`alike`).
        card: whether a page carries a citizen card's QR.
        to_prepare: whether the portal takes not this file, but a copy made of it (`intake.scans`).
    """

    faults: list[PaperFault] = field(default_factory=list)
    sha256: str = ""
    size: int = 0
    print: bytes = b""
    card: bool = False
    to_prepare: bool = False


def look(path: Path, limits: Limits = USUAL) -> Scan:
    """Reads the scan once, and tells every fault of it; nothing is raised for what it holds."""
    kind = ENDINGS.get(path.suffix[1:].lower())
    is_picture = kind not in {None, "pdf"}
    most = max(limits.max_bytes, MOST_BYTES) if is_picture else limits.max_bytes
    try:
        content = files.read(path, most)
    except files.Unopened as fault:
        return Scan([_unopened(path, fault)])
    if len(content) > most:
        return Scan([*_name_faults(path.name), _too_big(path, len(content), limits)])
    digest, size = hashlib.sha256(content).hexdigest(), len(content)
    is_taken = path.suffix[1:].lower() in limits.types and size <= limits.max_bytes
    if is_picture and not is_taken and content:
        other = _of_another_kind(kind, content)
        found = Judgement((other,)) if other else judged(content, digest, str(kind))
        return Scan(_named(found, path), digest, size, found.print, found.card, to_prepare=True)
    found = _content(path, digest, content, limits)
    faults = [*_name_faults(path.name), *_named(found, path)]
    return Scan(faults, digest, size, found.print, found.card)


def _named(found: Judgement, path: Path) -> list[PaperFault]:
    name = shown(path.name)
    return [PaperFault(f.code, f.message.replace("{}", name), f.severity) for f in found.faults]


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
        return PaperFault("paper_folder", f"“{own(name)}” là thư mục{_inside(path)}")
    if fault.kind == "missing":
        lost = (
            "; tên này là liên kết (lối tắt) tới một tệp không còn" if files.is_there(path) else ""
        )
        return PaperFault("paper_missing", f"Không có tệp {name}: {fault.reason}{lost}")
    return PaperFault("paper_unreadable", f"Không đọc được tệp {name}: {fault.reason}")


def _inside(folder: Path) -> str:
    """What to write instead of a folder's name."""
    try:
        names = [n for n in files.listed(folder) if Path(n).suffix[1:].lower() in ENDINGS]
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
        told = f"Tên tệp “{own(shown(name))}” có ký tự cổng không nhận: {letters}; đổi tên tệp"
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
        f"Tệp {shown(path.name)} nặng {told}, {limits.whose} chỉ nhận tối đa {limit}. Làm nhỏ lại: "
        "portal-bot scan TỆP",
    )


def _content(path: Path, digest: str, content: bytes, limits: Limits) -> Judgement:
    if not content:
        return Judgement((PaperFault("paper_empty", "Tệp {} rỗng (0 byte): hãy quét lại."),))
    ending = path.suffix[1:].lower()
    if ending not in limits.types:
        *most, last = (f".{one}" for one in limits.types)
        endings = f"{', '.join(most)} hoặc {last}" if most else last
        told = f"Tệp {{}}: {limits.whose} chỉ nhận {endings}."
        return Judgement((PaperFault("paper_type", told),))
    said = ENDINGS.get(ending)
    if said is None:
        if content.startswith(_OTHER_MARKS.get(ending, b"")):
            return Judgement()
        told = f"Tệp {{}} mang đuôi .{ending} nhưng nội dung là {_kind_of(content)}."
        return Judgement((PaperFault("paper_type", told),))
    fault = _of_another_kind(said, content)
    return Judgement((fault,)) if fault else judged(content, digest, said)


def _of_another_kind(said: str | None, content: bytes) -> PaperFault | None:
    if said is None or kind_of(content) == said:
        return None
    before = content[:_BEFORE_PDF].find(_PDF)
    if said == "pdf" and before > 0:
        # Readers look further than the first byte; portals look at nothing but that.
        told = (
            f"Tệp {{}}: trước dấu “%PDF-” có {before} byte thừa, cổng không nhận; mở bằng chương "
            "trình đọc PDF rồi lưu thành tệp PDF mới (hoặc in ra PDF)"
        )
    else:
        told = (
            f"Tệp {{}} mang tên {_PRINTED[said]} nhưng nội dung là {_kind_of(content)}. "
            f"{_remedy(content)}"
        )
    return PaperFault("paper_type", told)


def _remedy(content: bytes) -> str:
    """A right file with a wrong ending is renamed; of any other kind a right one is made."""
    kind = kind_of(content)
    ending = next((one for one, of in ENDINGS.items() if of == kind), None)
    if ending:
        return f"Đổi đuôi tên tệp thành .{ending}, ghi tên mới vào hồ sơ."
    return "Mở tệp ấy rồi lưu (hoặc in) ra PDF, hoặc quét lại; chỉ đổi đuôi tên thì không được."


def _kind_of(content: bytes) -> str:
    """What it is instead (Word, a web page), so that the clerk sees what went wrong."""
    if kind := kind_of(content):
        return _PRINTED[kind]
    import puremagic  # slow: only where there is such a scan

    try:
        extension = puremagic.from_string(content[:_HEAD])
    except Exception:  # noqa: BLE001 - only a guess for the message; any bytes may come here
        return "loại khác"
    return f"loại {extension}" if extension else "loại khác"

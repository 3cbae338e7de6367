"""Whether a file is the result that it is called: what it is, how large, whose number is in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from portal_bot.papers.pdf_text import first_text
from portal_bot.papers.picture_file import ENDINGS, kind_of
from portal_bot.portals.told_office import OfferedResult

# The number stands on one of the first pages.
_PAGES = 5
# What else an office hands out; nothing of it runs by being opened, macros apart.
_DOCUMENTS = frozenset(
    {"doc", "docx", "odt", "xls", "xlsx", "ods", "txt", "xml", "zip", "rar", "7z"}
)
_SAFE = re.compile(r"[^\w.-]+")
_LONGEST = 80
_NAMELESS = "ket-qua"
# What Windows takes for a device, whatever its ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def odd(content: bytes, offered: OfferedResult, number: str) -> str | None:
    """Why it is not taken for the result; `None`: it is what its name says.

    A scan without text, and a picture, show no number to a program: that is not held against them.

    Args:
        content: the file.
        offered: what the portal says of it.
        number: the dossier number.
    """
    if not content:
        return "rỗng (0 byte)"
    if offered.size is not None and offered.size >= 0 and len(content) != offered.size:
        return f"nặng {len(content)} byte, cổng ghi {offered.size}"
    ending = PurePosixPath(safe_name(offered.name)).suffix[1:].lower()
    said = ENDINGS.get(ending)
    if said is None and ending not in _DOCUMENTS:
        # A page or a program would run with a click, from this machine's own disk.
        return f"là tệp .{ending}, không phải giấy tờ" if ending else "không có đuôi tên tệp"
    if said is not None and kind_of(content) != said:
        return f"không phải {said.upper()} như tên “{offered.name}”"
    if said != "pdf":
        return None
    try:
        text = _bare(first_text(content, _PAGES))
    except ValueError as error:
        return f"không mở được ({error})"
    if text and _bare(number) not in text:
        return f"không ghi số {number} bên trong"
    return None


def safe_name(offered: str) -> str:
    """The file's own name, as far as any machine takes it."""
    plain = _SAFE.sub("_", PurePosixPath(offered.replace("\\", "/")).name).strip("._")
    plain = plain[-_LONGEST:] or _NAMELESS
    return f"{_NAMELESS}-{plain}" if _DEVICE.match(plain) else plain


def kept_name(offered: str) -> str:
    """What a result is called here: its path is told to scripts, its name may be a citizen's."""
    return f"{_NAMELESS}{PurePosixPath(safe_name(offered)).suffix.lower()}"


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)

"""Whether a file is of the type that its name says, by its first bytes."""

from __future__ import annotations

from pathlib import PurePath

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "doc": _OLE,
    "xls": _OLE,
    "docx": _ZIP,
    "xlsx": _ZIP,
    "odt": _ZIP,
    "zip": _ZIP,
    "pdf": (b"%PDF-",),
    "rar": (b"Rar!\x1a\x07",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
}


def is_what_it_says(name: str, content: bytes) -> bool:
    """An accepted ending, and a beginning that fits it."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending == "dxf":
        return b"SECTION" in content[:2048] or content.startswith(b"AutoCAD Binary DXF")
    return content.startswith(_SIGNATURES.get(ending, ())) if ending in _SIGNATURES else False

"""The spellings that one name has on keyboards, papers and in portals' lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
APOSTROPHES = "'\u2018\u2019\u02bc\u00b4`"
KINDS = {"Tỉnh", "Thành", "Thị", "Huyện", "Phường", "Xã"}
_OLD = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)


def spellings(name: str) -> Iterator[str]:
    """Other ways to write the same letters."""
    yield name
    yield from (name.lower(), name.upper(), name.title())
    yield unicodedata.normalize("NFD", name)
    yield f"  {name.replace(' ', '  ')}\u00a0"
    yield name.replace(" ", "\u00a0")
    for hyphen in HYPHENS:
        yield name.replace("-", hyphen)
        yield name.replace("-", f" {hyphen} ")
        yield name.replace(" - ", hyphen)
        if name.split()[0] not in KINDS:
            yield name.replace(" - ", hyphen).replace(" ", hyphen)
    yield name.replace("-", " ")
    for apostrophe in APOSTROPHES:
        yield name.replace("'", apostrophe)
    yield name.replace("'", "")
    yield name.replace("Đ", "\u00d0")
    yield name.replace("Đ", "\u0189")
    for new, old in _OLD.items():
        yield name.replace(new, old)
    yield name.replace("Mỹ", "Mĩ").replace("Kỳ", "Kì").replace("Lý", "Lí").replace("Quý", "Quí")

"""Vietnamese in the codes of the nineties, and as keys pressed without a keyboard program.

Tables of their own: the checker's must not prove itself. TCVN 5712:1993 (VN3, the fonts ABC), and
VNI for Windows, whose letters are one of ASCII and a mark behind it.
"""

from __future__ import annotations

import unicodedata

_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",  # noqa: RUF001 - the old code's
        strict=True,
    )
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_ROUND, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    _GRAVE: "ø", _ACUTE: "ù", _HOOK: "û", _TILDE: "õ", _DOT: "ï",
    _ROUND: "â", _ROUND + _GRAVE: "à", _ROUND + _ACUTE: "á", _ROUND + _HOOK: "å",
    _ROUND + _TILDE: "ã", _ROUND + _DOT: "ä",
    _BREVE: "ê", _BREVE + _GRAVE: "è", _BREVE + _ACUTE: "é", _BREVE + _HOOK: "ú",
    _BREVE + _TILDE: "ü", _BREVE + _DOT: "ë",
}  # fmt: skip
_VNI_WHOLE = {"đ": "ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_VNI_HORNED = {"o": "ô", "u": "ö"}
_TELEX_TONES = {_GRAVE: "f", _ACUTE: "s", _HOOK: "r", _TILDE: "x", _DOT: "j"}
_TELEX_SHAPES = {_ROUND: "", _BREVE: "w", _HORN: "w"}
_VNI_KEYS = {
    _ACUTE: "1", _GRAVE: "2", _HOOK: "3", _TILDE: "4", _DOT: "5", _ROUND: "6", _HORN: "7",
    _BREVE: "8",
}  # fmt: skip


def _parts(letter: str) -> tuple[str, str, str]:
    """The letter of ASCII, the mark that makes another letter of it, and its tone."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    shape = "".join(m for m in marks if m in {_ROUND, _BREVE, _HORN})
    return base, shape, "".join(m for m in marks if m in _TELEX_TONES)


def as_tcvn3(text: str) -> str:
    """As a program of today shows a text in the fonts ABC; their capitals have no tones."""
    return "".join(_TCVN3.get(c, _TCVN3.get(c.lower(), c)) for c in text)


def as_vni(text: str) -> str:
    """As a program of today shows a text in VNI."""
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    low = letter.lower()
    if low in _VNI_WHOLE:
        told = _VNI_WHOLE[low]
    else:
        base, shape, tone = _parts(low)
        if shape == _HORN:
            base, shape = _VNI_HORNED[base], ""
        told = base + _VNI_MARKS.get(shape + tone, "")
    return told.upper() if letter.isupper() else told


def as_telex(text: str) -> str:
    """The keys of Telex: ``Nguyeenx Vawn``."""
    return " ".join(map(_telex, text.split(" ")))


def _telex(word: str) -> str:
    keys, tones = "", ""
    for letter in word:
        if letter in "đĐ":
            keys += "dd" if letter == "đ" else "Dd"
            continue
        base, shape, tone = _parts(letter)
        keys += base + (base.lower() if shape == _ROUND else _TELEX_SHAPES.get(shape, ""))
        tones += _TELEX_TONES.get(tone, "")
    return keys + tones


def as_vni_typed(text: str) -> str:
    """The keys of VNI typing: ``Nguye6n4``."""
    return " ".join(map(_numbered, text.split(" ")))


def _numbered(word: str) -> str:
    keys, tones = "", ""
    for letter in word:
        if letter in "đĐ":
            keys += "d9" if letter == "đ" else "D9"
            continue
        base, shape, tone = _parts(letter)
        keys += base + _VNI_KEYS.get(shape, "")
        tones += _VNI_KEYS.get(tone, "")
    return keys + tones

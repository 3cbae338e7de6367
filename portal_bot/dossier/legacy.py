"""Text that is Vietnamese in another code or before a keyboard program: VNI, TCVN3, Telex, bytes
read as the wrong letters. What was meant is only ever proposed, for another page shows otherwise.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from portal_bot.dossier.syllables import TONES, in_case_of, is_syllable, with_tone


class Guess(NamedTuple):
    """What a text seems to be, in Vietnamese, and what was probably meant; empty: nobody knows."""

    what: str
    meant: str


def _pairs(marks: str, shape: str) -> dict[str, str]:
    return {mark: shape + tone for mark, tone in zip(marks, ["", *TONES.values()], strict=True)}


_CIRCUMFLEX, _BREVE = _pairs("âáàåãä", "\u0302"), _pairs("êéèúüë", "\u0306")
_PLAIN = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_MARK = "ùøûõïâáàåãäêéèúüë"
_VNI = re.compile(rf"([aeouyôö])([{_MARK}])|[ñôöæóòî]", re.IGNORECASE)
# Pairs that no Vietnamese word has: "oà", "oá", "uà" (hoà, hoá, quà) stay out.
_VNI_SURE = re.compile(
    r"[aey][ùøûõïâáàåãäêéèúüë]|o[ùøûõïâåãä]|u[ùøûõï]|ô[ùøûõï]|ö[ùøûõïa-z]", re.IGNORECASE
)

_TCVN3_CODES = (
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·\u00b8¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ\u00d7ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)
# A sign within a word, or a capital with a mark behind a small letter.
_TCVN3_SURE = re.compile(
    "[a-zA-Z][¡-©«-¹»-¾\u00d7÷]|[¡-©«-¹»-¾\u00d7÷][a-zA-Z]|[a-zß-ÿ][ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÝÞ]"
    # No letters of ours; a font of capitals makes them of TRÇN THÞ MÉU.
    "|[A-Za-z][ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþ]"
)
_MOJIBAKE = re.compile("á[»º]|Ã[\x80-\xbf\u0192]|Ä[\x80-\x91\u2018\u2019]|Æ[°¡]|â€|ï»¿")
# Meer, Kees, Coor, Moons: names of the Netherlands, of the Cơ Tu; the keys may be no accident.
_FOREIGN = re.compile("[a-z]*(?:aa|ee|oo)[mnpt]?[rs]", re.IGNORECASE)
_EDGES = ".,;:()[]\"'“”\u2018\u2019!?-/"


def guess(text: str, *, name: bool = False) -> Guess | None:
    """What the text seems to be instead of Vietnamese in Unicode, or ``None``.

    Args:
        text: one line, in NFC.
        name: a person's name, in which one word of raw Telex or VNI typing is enough.
    """
    for look in (_entity, _mojibake, _vni, _tcvn3):
        if (found := look(text)) is not None:
            return found
    return _typed(text, name=name)


def _entity(text: str) -> Guess | None:
    if (
        "&" not in text
        or (told := html.unescape(text)) == text
        or not re.search(r"&[^;\s]+;", text)
    ):
        return None
    return Guess("có mã HTML (&…;) của trang web", told)


def _mojibake(text: str) -> Guess | None:
    if text.isascii():
        return None
    try:
        read = b"".join(c.encode("latin-1" if ord(c) < 256 else "cp1252") for c in text)
        return Guess("là chữ UTF-8 bị đọc nhầm bảng mã", read.decode("utf-8"))
    except UnicodeError:
        broken = _MOJIBAKE.search(text)
    return Guess("là chữ UTF-8 bị đọc nhầm bảng mã", "") if broken else None


def _vni(text: str) -> Guess | None:
    sure = _VNI_SURE.search(text)
    return _recoded(text, _from_vni, _VNI_SURE, "viết bằng bảng mã VNI-Windows") if sure else None


def _from_vni(word: str) -> str:
    def one(found: re.Match[str]) -> str:
        base, mark = found[1], found[2]
        if base is None:
            return in_case_of(_SINGLE[found[0].lower()], found[0])
        mark, low = mark.lower(), base.lower()
        marks = _PLAIN.get(mark) or _CIRCUMFLEX.get(mark) or _BREVE.get(mark, "")
        letter = unicodedata.normalize("NFC", _SINGLE.get(low, low) + marks)
        return letter.upper() if base.isupper() else letter

    return _VNI.sub(one, word)


def _tcvn3(text: str) -> Guess | None:
    if text.isascii():
        return None
    sure = _TCVN3_SURE.search(text)
    return (
        _recoded(text, _from_tcvn3, _TCVN3_SURE, "viết bằng bảng mã TCVN3 (ABC)") if sure else None
    )


def _from_tcvn3(word: str) -> str:
    told = word.translate(_TCVN3)
    capitals = [char for char in word if char.isascii() and char.isalpha()]
    return told.upper() if len(capitals) > 1 and all(map(str.isupper, capitals)) else told


def _recoded(
    text: str, read: Callable[[str], str], sure: re.Pattern[str], what: str
) -> Guess | None:
    """Whether most words are Vietnamese in this code, one of them certainly."""
    words = [word for raw in text.split() if (word := raw.strip(_EDGES))]
    wrong = [w for w in words if sure.search(w) and not is_syllable(w) and is_syllable(read(w))]
    if not wrong:
        return None
    now = sum(is_syllable(word) for word in words)
    then = sum(is_syllable(word if ord(max(word)) > 255 else read(word)) for word in words)
    if then <= now or then * 2 <= len(words):
        return None
    return Guess(what, " ".join(w if ord(max(w)) > 255 else read(w) for w in text.split()))


def _typed(text: str, *, name: bool) -> Guess | None:
    """Telex or VNI as the keys were pressed, without a program that makes letters of them."""
    words = text.split()
    meant = [typed(word) for word in words]
    sure = [w for w, m in zip(words, meant, strict=True) if m and _is_sure(w, m)]
    enough = bool(sure) if name else len(words) > 1 and (len(sure) > 1 or _has_w(sure))
    # Crown Tower Two, Cows Milk: among words of another language a syllable is a chance.
    if not enough or not (name or _is_vietnamese(words, meant)):
        return None
    kind = "VNI" if any(c.isdigit() for c in sure[0]) else "Telex"
    told = " ".join(m or w for w, m in zip(words, meant, strict=True))
    return Guess(f"gõ kiểu {kind} mà chưa bật bộ gõ tiếng Việt", told)


def _is_vietnamese(words: list[str], meant: list[str | None]) -> bool:
    """Whether most of the words are syllables, as they are or as they were meant."""
    pairs = zip(words, meant, strict=True)
    return sum(bool(m) or is_syllable(w.strip(_EDGES)) for w, m in pairs) * 2 > len(words)


def _has_w(words: list[str]) -> bool:
    return any("w" in word.lower() or "dd" in word.lower() or word[-1].isdigit() for word in words)


def _is_sure(word: str, meant: str) -> bool:
    """Both a letter's shape and a tone were typed: no chance."""
    marks = unicodedata.normalize("NFD", meant)
    toned = any(mark in TONES.values() for mark in marks)
    shaped = any(m in "\u0302\u0306\u031bđĐ" for m in marks)
    return toned and shaped and len(word) > 2 and _FOREIGN.fullmatch(word) is None


_SHAPES = (
    ("uow", "ươ"), ("uoo", "uô"), ("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"),
    ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
_VNI_SHAPES = (
    ("uo7", "ươ"), ("u7o7", "ươ"), ("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"),
    ("a8", "ă"), ("o7", "ơ"), ("u7", "ư"),
)  # fmt: skip
_VNI_TONES = dict(zip("12345", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_STOPS = re.compile(r"(?:c|ch|p|t)$")


def typed(word: str) -> str | None:
    """The syllable that the keys of a word would have made, or ``None`` when they make none."""
    if not word.isascii() or not word.isalnum() or len(word) > 12:
        return None
    low = word.lower()
    if low.isalpha():
        made = None if is_syllable(low) else _decoded(low, TONES, _SHAPES)
    else:
        made = _decoded(low, _VNI_TONES, _VNI_SHAPES)
    return in_case_of(made, word) if made and not made.isascii() else None


def _decoded(word: str, tones: dict[str, str], shapes: tuple[tuple[str, str], ...]) -> str | None:
    if (whole := _shaped(word, shapes)) is not None:
        return whole
    # A tone's key is pressed behind a vowel: Crown is no "Cown" with a tone.
    vowel = next((at for at, letter in enumerate(word) if letter in "aeiouy"), len(word))
    for at in range(len(word) - 1, vowel, -1):
        tone = tones.get(word[at])
        if tone is None:
            continue
        bare = _shaped(word[:at] + word[at + 1 :], shapes)
        sharp = tone in ("\u0301", "\u0323")
        if bare is not None and (sharp or not _STOPS.search(bare)):
            return with_tone(bare, tone)
    return None


def _shaped(word: str, shapes: tuple[tuple[str, str], ...]) -> str | None:
    for keys, letter in shapes:
        word = word.replace(keys, letter)
    return word if is_syllable(word) else None

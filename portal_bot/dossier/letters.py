"""The letters of every text in a dossier: what looks right and is another letter is made right
where paper would show no difference; what is no letter of a Vietnamese or foreign name in Latin
script is refused by name and place.

A letter that looks like another and is in no list of ours is refused: no list need be complete.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from portal_bot.dossier import legacy
from portal_bot.dossier.look_alikes import D_STROKE, ETH, LOOK_ALIKE, SLIPS, named
from portal_bot.dossier.problems import Refused
from portal_bot.dossier.syllables import TONES, is_syllable
from portal_bot.marked import own
from portal_bot.shown import code

_VIETNAMESE = "đĐ" + "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter, tone in product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", ["", *TONES.values()])
)
# The great mass of what people write. "&" and "?" are looked at: &amp; and Nguy?n are damage.
_USUAL = re.compile(rf"[ !-%'->@-~{_VIETNAMESE}“”\u2018\u2019\u2013…²°]*")
# A marked vowel behind another as in no word (aà, oâ), or a marked capital behind a small letter:
# other codes make these of Vietnamese.
_RECODED = re.compile(
    "[âãàáèéêùõúÀ-Ý](?:(?<=[aeyAEYôÔ][âãàáèéêùõúÂÃÀÁÈÉÊÙÕÚ])|(?<=[oO][âãõùÂÃÕÙ])|(?<=[uU][õùÕÙ])"
    "|(?<=[a-zß-ỹ][À-Ý]))"
)
# Keys pressed without a keyboard program: "Vawn", "Va8n"; the doubled ones are looked for besides.
_TYPED = re.compile("[aeoudAEOUD][wW6-9]")
# What is left of a word whose letters became question marks: Nguy?n, Th?, ?inh.
_LOST = re.compile(
    r"[^\W\d_]\?[^\W\d_]|(?<!\S)\?[^\W\d_]|\b[bcdđghklmnpqrstvx]{1,3}\?", re.IGNORECASE
)
_DOUBLED = ("aa", "ee", "oo", "dd")
# What a line may be broken or indented by; every other control character is refused.
_BLANKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\u2028\u2029", " "))

_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202c\u2066\u2068\u2069\u034f\u180e"
    "\u2061\u2062\u2063\u2064"
) | frozenset(map(chr, range(0xFE00, 0xFE10)))
_BREAK = "\u200b"  # a zero-width *space*: nobody sees whether two words or one were meant
# Consonants that a tone made of, typed behind the syllable and not on its vowel.
_BEHIND = "\u00f1\u0144\u01f9"
# What Vietnamese, the peoples of the highlands and foreign names put on or under a letter.
_MARKS = frozenset("\u0302\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u031b\u0327\u0328\u0331\u0323")
_TONE_MARKS = frozenset(TONES.values())
_SHAPE_MARKS = frozenset("\u0302\u0306\u031b")


class Unfit:
    """Stands in the place of a text that cannot be taken; whoever asks for the text is told why."""

    __slots__ = ("refused",)

    def __init__(self, refused: Refused) -> None:
        self.refused = refused


@lru_cache(maxsize=8192)
def tidy(text: str) -> str | Unfit:
    """The text in NFC on one line, its letters right; or why it cannot be taken."""
    if _USUAL.fullmatch(text) and not _is_suspect(text):
        return " ".join(text.split())
    try:
        return _judged(text)
    except Refused as refused:
        return Unfit(refused)


def _is_suspect(text: str) -> bool:
    if not text.isascii() and _RECODED.search(text):
        return True
    if " " not in text:  # a word by itself may be a code, a user name, anything
        return False
    return may_be_typed(text)


def may_be_typed(text: str) -> bool:
    """Whether there is anything in a text that Telex or VNI typing has and Vietnamese has not."""
    low = text.lower()
    return any(pair in low for pair in _DOUBLED) or _TYPED.search(text) is not None


def odd_letters(text: str) -> str:
    """What in a key is on no Vietnamese keyboard, for people; empty where all is."""
    composed = dict.fromkeys(unicodedata.normalize("NFC", text))
    return ", ".join(named(char) for char in composed if not _USUAL.fullmatch(char))


def _judged(text: str) -> str:
    told = unicodedata.normalize("NFC", text.translate(_BLANKS))
    _refuse_guess(told)
    if told != (bare := _without_invisible(told)):
        # To the codes before Unicode some of these are letters: asked with them, and without.
        _refuse_guess(bare)
        told = bare
    told = unicodedata.normalize("NFC", "".join(_reordered(_same_looking(told))))
    for at in range(len(told)):
        why = _fault(told, at)
        if why is not None:
            raise _refused(told, at, why)
    _refuse_slips(told)
    return " ".join(told.split())


def _refuse_guess(text: str) -> None:
    guess = legacy.guess(text)
    if guess is None and "?" in text and _LOST.search(text) and not re.search("[/=]", text):
        guess = legacy.Guess("có dấu ? ở chỗ chữ đã mất", "")
    if guess is not None:
        meant = f", có lẽ là “{own(guess.meant)}”" if guess.meant else ""
        raise Refused(
            "letters",
            f"“{own(text)}” {guess.what}; ghi lại bằng chữ Việt Unicode (UTF-8){meant}",
        )


def _without_invisible(text: str) -> str:
    if _INVISIBLE.isdisjoint(text):
        return text
    for found in re.finditer(_BREAK, text):
        around = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if all(side.isalpha() for side in around):
            raise _refused(
                text, found.start(), "; nếu là hai từ thì ghi dấu cách, nếu không thì bỏ"
            )
    return "".join(char for char in text if char not in _INVISIBLE)


def _same_looking(text: str) -> str:
    """With the letters that a page shows the same; other scripts only where Latin is meant."""
    letters = [c for c in text if c.isalpha()]
    # What stands for an apostrophe (as in H.Thử, U+02BC) is a letter to Unicode, and of no script.
    foreign = [c for c in letters if not _is_latin(c) and unicodedata.category(c) != "Lm"]
    bases = {unicodedata.normalize("NFD", c)[0] for c in foreign}
    mixed = len(foreign) < len(letters) and all(base in LOOK_ALIKE for base in bases)
    made = []
    for at, char in enumerate(text):
        base, *marks = list(unicodedata.normalize("NFD", char))
        initial = at == 0 or not text[at - 1].isalpha()
        if char in D_STROKE and (initial or char not in ETH):
            made.append(D_STROKE[char])
        elif base in LOOK_ALIKE and (mixed or _is_latin(base)):
            made.append(LOOK_ALIKE[base] + "".join(marks))
        else:
            made.append(_compatible(char))
    return "".join(made)


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith(("LATIN ", "FULLWIDTH LATIN "))


def _compatible(char: str) -> str:
    """Full-width, mathematical and joined letters (ﬁ) as the plain ones that they are."""
    name = unicodedata.name(char, "")
    if name.startswith(("FULLWIDTH ", "MATHEMATICAL ")) or "LIGATURE F" in name:
        plain = unicodedata.normalize("NFKC", char)
        return plain if plain.isascii() else char
    return char


def _reordered(text: str) -> list[str]:
    """With a letter's own mark before its tone: ``á`` and a circumflex are ``ấ``."""
    clusters: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return [c if len(c) < 3 else c[0] + "".join(sorted(c[1:], key=_order)) for c in clusters]


def _order(mark: str) -> tuple[int, int]:
    return (unicodedata.combining(mark), 0 if mark in _SHAPE_MARKS else 1)


def _fault(text: str, at: int) -> str | None:
    """Why a character that is neither usual nor ASCII may not stand there; ``None``: it may."""
    char = text[at]
    if char in _VIETNAMESE or " " <= char <= "~":
        return None
    category = unicodedata.category(char)
    if category[0] == "L":
        return None if _is_name_letter(char, category) else ""
    if category[0] == "M":
        return _mark_fault(text, at)
    if category[0] == "C" or category == "Nd" or ord(char) > 0xFFFF:
        return ""
    if char == "\ufffd":
        return ": chữ ở đây đã mất"
    return "" if char in "\ufffc\u2800" else None


def _is_name_letter(char: str, category: str) -> bool:
    if category == "Lm":
        return char in "\u02bb\u02bc\u02b9"  # written for apostrophes
    return (
        _is_latin(char) and not 0x0250 <= ord(char) <= 0x02AF and not 0x1D00 <= ord(char) <= 0x1DBF
    )


def _mark_fault(text: str, at: int) -> str | None:
    start = at
    while start and unicodedata.combining(text[start]):
        start -= 1
    base, *marks = list(unicodedata.normalize("NFD", text[start : at + 1]))
    if not (base.isascii() and base.isalpha()):
        return "; dấu này không đứng trên chữ nào nhận nó"
    tones = [mark for mark in marks if mark in _TONE_MARKS]
    if len(set(marks)) < len(marks) or len(tones) > 1 or len(marks) > 3:
        return f"; chữ “{base}” có hai dấu chồng nhau"
    if text[at] in _TONE_MARKS and (base.lower() not in "aeiouy" or len(marks) < 2):
        return f"; dấu thanh đặt trên chữ “{base}”"
    return None if text[at] in _MARKS | _TONE_MARKS else ""


def _refused(text: str, at: int, why: str) -> Refused:
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    word = text[start : end if end > 0 else None]
    hidden = unicodedata.category(text[at])[0] in "CMZ"
    safe = "".join(code(c) if c == text[at] and hidden else c for c in word[:60])
    return Refused(
        "letters",
        f"ký tự thứ {at + 1}, trong “{own(safe)}”, là {named(text[at])}{why}; xóa đi rồi gõ lại",
    )


def _refuse_slips(text: str) -> None:
    for word in text.split():
        if word.isascii():
            continue
        meant = "".join(SLIPS.get(c, c) for c in word)
        if meant == word and word[-1:] in _BEHIND:
            meant = _tone_moved(word)
        if meant != word and is_syllable(meant) and not is_syllable(word):
            odd = next(c for c in word if c in SLIPS or c in _BEHIND)
            raise Refused(
                "letters",
                f"“{own(word)}” có {named(odd)}, có lẽ là “{own(meant)}”; gõ lại như trên giấy tờ",
            )


def _tone_moved(word: str) -> str:
    """``Nguyêñ`` as ``Nguyễn``: the tone was typed behind the last letter."""
    last, tone = list(unicodedata.normalize("NFD", word[-1]))
    for at in range(len(word) - 2, -1, -1):
        if word[at] in "êơôâăưÊƠÔÂĂƯ":
            moved = unicodedata.normalize("NFC", word[at] + tone)
            return word[:at] + moved + word[at + 1 : -1] + last
    return word

"""What is unusual in a person's name, and may well be right: only ever a remark."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from portal_bot.dossier.legacy import typed
from portal_bot.dossier.letters import may_be_typed
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import Spec
from portal_bot.dossier.syllables import is_bare_syllable, is_syllable
from portal_bot.marked import own

# Families and middle names that are written so in nine names of ten.
_WITH_MARKS = {
    "nguyen": "Nguyễn", "tran": "Trần", "le": "Lê", "pham": "Phạm", "huynh": "Huỳnh",
    "hoang": "Hoàng", "vu": "Vũ", "vo": "Võ", "dang": "Đặng", "bui": "Bùi", "do": "Đỗ", "ho": "Hồ",
    "ngo": "Ngô", "duong": "Dương", "ly": "Lý", "truong": "Trương", "dinh": "Đinh",
    "doan": "Đoàn", "trinh": "Trịnh", "luong": "Lương", "van": "Văn", "thi": "Thị", "huu": "Hữu",
    "duc": "Đức", "quoc": "Quốc",
}  # fmt: skip
_TITLE = re.compile(
    "(?:Ông|Bà|Anh|Chị|Cô|Chú|Bác|Cháu|Em|Bé) (?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Vũ|Võ|Đặng|Bùi|"
    r"Đỗ|Hồ|Ngô|Dương|Đinh|Đoàn|Trịnh|Lương|Phan|Trương) \w+ "
)
# Van der Berg, de la Cruz, bin Ali: written small.
_PARTICLES = frozenset(("van", "de", "den", "di", "da", "do", "la", "le", "du", "bin", "ten", "y"))
_TELEX_END = re.compile(r"[sfrxjwSFRXJW](?: |$)")
_PARTS = re.compile(r"[^\W_]+", re.UNICODE)


class Remark(NamedTuple):
    """What there is to say of a name."""

    code: str
    message: str


def finding(spec: Spec, name: str, *_around: object) -> Finding | None:
    """The remark on a field's name as a warning; called as every check of a field is."""
    told = remark(name)
    if told is None:
        return None
    return Finding((spec.name,), told.code, f"“{spec.title}”: {told.message}", "warning")


@lru_cache(maxsize=4096)
def remark(name: str) -> Remark | None:
    """What is unusual in a name that `parse_name` took, or ``None``."""
    if " " not in name:
        return Remark("one_word_name", f"“{own(name)}” chỉ có một chữ; đúng như trên giấy tờ?")
    if name.islower():
        told = f"“{own(name)}” viết thường cả; có phải “{own(_capitals(name))}”?"
        return Remark("name_case", told + (_marks(name) if name.isascii() else ""))
    if not name.istitle() and (told := _uneven(name)):
        return Remark("name_case", f"“{own(name)}” viết hoa không đều; có phải “{own(told)}”?")
    if _TITLE.match(name):
        title = own(name.split(maxsplit=1)[0])
        told = f"“{own(name)}” có tiếng xưng hô “{title}”? Chỉ ghi họ, chữ đệm, tên"
        return Remark("name_with_title", told)
    if name.isascii() and (marks := _marks(name)):
        return Remark("name_without_marks", f"“{own(name)}” không có dấu nào{marks}")
    if _TELEX_END.search(name) or may_be_typed(name):
        return _raw_keys(name)
    return None  # all in capitals is how cards print it, and what the portal then keeps


def _capitals(name: str) -> str:
    """With a capital at each word, also behind an apostrophe or a hyphen: ``H'Bing Niê``."""
    return _PARTS.sub(lambda part: part[0][:1].upper() + part[0][1:], name.lower())


def _uneven(name: str) -> str:
    """A Vietnamese name with its capitals right, where some are missing or too many."""
    odd = [word for word in name.split() if word.isalpha() and not word.istitle()]
    if name.isupper() or not odd or not all(map(is_syllable, name.split())):
        return ""
    return "" if _PARTICLES.issuperset(odd) else _capitals(name)


def _marks(name: str) -> str:
    """Of a Vietnamese name without diacritics, what it probably begins with."""
    words = name.lower().split()
    if not all(map(is_bare_syllable, words)):
        return ""
    known = [_WITH_MARKS.get(word, "…") for word in words]
    example = f", ví dụ “{own(' '.join(known))}”" if set(known) != {"…"} else ""
    return f"; ghi đủ dấu như trên giấy tờ{example}; nếu giấy tờ không có dấu thì giữ nguyên"


def _raw_keys(name: str) -> Remark | None:
    words = [(word, typed(word)) for word in name.split()]
    meant = " ".join(made or word for word, made in words)
    # Max Lee is somebody; only among Vietnamese words is it a slip.
    if meant == name or not all(made or is_syllable(word) for word, made in words):
        return None
    told = f"“{own(name)}” có phải gõ khi chưa bật bộ gõ? Nếu đúng thì là “{own(meant)}”"
    return Remark("name_typed_raw", told)

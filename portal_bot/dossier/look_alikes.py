"""Letters that are not what they look like, and what each is called.

Look-alikes are those of Unicode's confusables (UTS 39) that usual fonts draw the same.
"""

from __future__ import annotations

import unicodedata

_CYRILLIC = dict(
    zip(
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405"
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d",
        "ABEKMHOPCTXYIJSaeopcyxijshdqw",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
        "\u03bf\u03f2\u03f3",
        "ABEZHIKMNOPTYXocj",
        strict=True,
    )
)
LOOK_ALIKE = {**_CYRILLIC, **_GREEK, "\u0251": "a", "\u0261": "g"}
D_STROKE = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
ETH = frozenset("\u00d0\u00f0")
# Real letters of other languages, which in a Vietnamese syllable are a slip: proposed only.
SLIPS = {
    "\u0131": "i", "\u01cd": "Ă", "\u01ce": "ă", "\u0140": "l", "\u013f": "L", "\u017f": "s",
    "\u0192": "f", "\u022e": "O", "\u022f": "o", "\u0226": "A", "\u0227": "a",
}  # fmt: skip
SCRIPTS = {
    "CYRILLIC": "chữ Kirin (Nga)", "GREEK": "chữ Hy Lạp", "ARMENIAN": "chữ Ác-mê-ni-a",
    "CJK": "chữ Hán", "HANGUL": "chữ Hàn", "HIRAGANA": "chữ Nhật", "KATAKANA": "chữ Nhật",
    "THAI": "chữ Thái Lan", "LAO": "chữ Lào", "KHMER": "chữ Khơ-me", "ARABIC": "chữ Ả Rập",
    "EXTENDED": "chữ số Ả Rập", "ARABIC-INDIC": "chữ số Ả Rập", "HEBREW": "chữ Do Thái",
    "DEVANAGARI": "chữ Ấn Độ", "CHAM": "chữ Chăm", "TAI": "chữ Thái",
}  # fmt: skip
CATEGORIES = {
    "Cc": "ký tự điều khiển", "Cf": "ký tự ẩn, không nhìn thấy", "Cs": "mã hỏng",
    "Co": "ký tự riêng của một phông chữ", "Cn": "mã không có chữ", "Mn": "dấu",
    "Me": "dấu", "Mc": "dấu", "So": "hình hoặc ký hiệu", "Lm": "ký hiệu phiên âm",
}  # fmt: skip


def named(char: str) -> str:
    """A character for people: what it is and its number, shown only where it shows itself."""
    category = unicodedata.category(char)
    if " " < char <= "~":
        return f"“{char}”"
    if category[0] in "CZ":  # these do not show, whatever they are called
        return f"{CATEGORIES.get(category, 'ký tự lạ')} {_number(char)}"
    shown = f"◌{char}" if category[0] == "M" else char
    return f"{_kind(char, category)} “{shown}” ({_number(char)})"


def _kind(char: str, category: str) -> str:
    script = unicodedata.name(char, "").partition(" ")[0]
    return SCRIPTS.get(script) or CATEGORIES.get(category) or "chữ lạ"


def _number(char: str) -> str:
    return f"U+{ord(char):04X}"

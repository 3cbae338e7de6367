"""Every spelling of a value is found, nothing of one is left, and little else is taken."""

from __future__ import annotations

import base64
import html
import json
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from portal_bot import privacy
from portal_bot.privacy import MASK, Redactor
from portal_bot.spellings import bare

NAME = "Nguyễn Văn An"
NUMBER = "054090000101"


def told(*values: str) -> Redactor:
    redactor = Redactor()
    redactor.register(values)
    return redactor


def _entities(text: str, form: str) -> str:
    return "".join(form.format(ord(letter)) for letter in text)


def _odd_letters(text: str, form: str) -> str:
    return "".join(c if c.isascii() else form.format(ord(c)) for c in text)


def _odd_bytes(text: str, form: str) -> str:
    return "".join(chr(byte) if byte < 0x80 else form.format(byte) for byte in text.encode())


def _mathematical(letter: str) -> str:
    if not letter.isascii() or not letter.isalnum():
        return letter
    return chr(0x1D7CE + int(letter) if letter.isdecimal() else 0x1D400 + ord(letter.upper()) - 65)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode().rstrip("=")


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper case": str.upper,
    "lower case": str.lower,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "address": quote,
    "address, decomposed": lambda text: quote(unicodedata.normalize("NFD", text)),
    "address, lower case": lambda text: quote(text).lower(),
    "form": quote_plus,
    "JSON": lambda text: json.dumps({"a": text})[7:-2],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "bytes": lambda text: repr(text.encode())[2:-1],
    "decimal entities": lambda text: _entities(text, "&#{};"),
    "hexadecimal entities": lambda text: _entities(text, "&#x{:x};"),
    "base64": lambda text: _base64(text),
    "base64 of addresses": lambda text: _base64(text).replace("+", "-").replace("/", "_"),
    "base64, one further": lambda text: _base64(f"x{text}"),
    "base64, two further": lambda text: _base64(f"xy{text}"),
    "hexadecimal": lambda text: text.encode().hex(),
    "an e-mail's": lambda text: _odd_bytes(text, "={:02X}"),
    "Git's": lambda text: _odd_bytes(text, "\\{:03o}"),
    "long escapes": lambda text: _odd_letters(text, "\\U{:08x}"),
    "braced escapes": lambda text: _odd_letters(text, "\\u{{{:x}}}"),
    "an old script's": lambda text: _odd_letters(text, "%u{:04x}"),
    "entities without an end": lambda text: _odd_letters(text, "&#{}"),
    "in colours": lambda text: "\x1b[0m \x1b[1;31m".join(text.split()),
    "mathematical letters": lambda text: "".join(map(_mathematical, text)),
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS.keys())
@pytest.mark.parametrize("value", [NAME, NUMBER, "Đặng Thị Ngọc Ánh", "K'Sor H'Bia"])
def test_every_spelling_is_taken_out(value: str, spell: Callable[[str], str]) -> None:
    assert told(value).redact(f"<{spell(value)}>") == f"<{MASK}>"


@pytest.mark.parametrize(
    "spelled",
    ["nguyen van an", "NGUYEN VAN AN", "Nguyễn Van An", "Nguyễn  Văn\n An", "nguyen-van-an"],
)
def test_a_name_without_its_marks_is_that_name(spelled: str) -> None:
    assert told(NAME).redact(spelled) == MASK


@pytest.mark.parametrize(
    "spelled",
    ["054 090 000 101", "054.090.000.101", "0540-9000-0101", "0 5 4 0 9 0 0 0 0 1 0 1", NUMBER],
)
def test_a_number_is_found_however_it_is_grouped(spelled: str) -> None:
    assert told(NUMBER).redact(f"số {spelled}.") == f"số {MASK}."


@pytest.mark.parametrize(
    "spelled", ["0905000101", "0905 000 101", "+84905000101", "(+84) 905.000.101", "84905000101"]
)
def test_a_phone_is_found_with_its_country(spelled: str) -> None:
    assert "5000101" not in told("0905000101").redact(spelled).replace(" ", "").replace(".", "")


@pytest.mark.parametrize("value", ["0905000101", NUMBER])
def test_a_number_is_found_without_the_noughts_that_a_spreadsheet_drops(value: str) -> None:
    assert told(value).redact(f"[{int(value)}]") == f"[{MASK}]"


@pytest.mark.parametrize("before", ["C:\\", "C:\\x", "a=", "?x&", "%", "&#"])
def test_what_only_begins_like_an_escape_hides_no_number(before: str) -> None:
    assert told("05485001").redact(f"{before}05485001") == f"{before}{MASK}"


def test_a_short_name_in_colours_stands_by_itself() -> None:
    assert told("Lê An").redact("\x1b[31mLê An\x1b[0m") == f"\x1b[31m{MASK}\x1b[0m"


@pytest.mark.parametrize("value", ["1990-02-03", "03/02/1990", "3/2/1990"])
@pytest.mark.parametrize(
    "spelled",
    [
        "1990-02-03",
        "03/02/1990",
        "3/2/1990",
        "03.02.1990",
        "03\\/02\\/1990",
        "19900203",
        "datetime.date(1990, 2, 3)"[14:-1],
        "3 tháng 2 năm 1990",
        "03 tháng 02 năm 1990",
    ],
)
def test_a_date_is_found_however_it_is_written(value: str, spelled: str) -> None:
    assert told(value).redact(f"sinh {spelled};") == f"sinh {MASK};"


@pytest.mark.parametrize("spelled", ["Hòa Thành", "Hoà Thành", "hoa thanh", "Hoa thành"])
def test_both_places_of_the_tone_mark_are_one_name(spelled: str) -> None:
    assert told("Hòa Thành").redact(spelled) == MASK


@pytest.mark.parametrize("other", ["Hóa Thành", "hoả thanh", "Hòa Thánh"])
def test_other_marks_are_another_word(other: str) -> None:
    assert told("Hòa Thành").redact(other) == other


@pytest.mark.parametrize(
    "values",
    [
        ("Nguyễn Văn An", "Nguyễn Văn An Bình"),
        ("Trần Nguyễn Văn An", "Nguyễn Văn An Bình"),
        ("Trần Nguyễn Văn", "Văn An Bình"),
        ("Nguyễn Văn", "An Bình", "Trần Nguyễn Văn An Bình"),
    ],
)
def test_overlapping_names_leave_no_part(values: tuple[str, ...]) -> None:
    redacted = told(*values).redact("bà Trần Nguyễn Văn An Bình ký")
    assert all(part not in redacted for part in ("Nguyễn", "Văn", "Bình"))
    assert redacted.startswith("bà ")
    assert redacted.endswith(" ký")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Nam", "Nam sinh ngày 3 tháng 2; Việt Nam"),
        ("An", "không an toàn"),
        ("Minh", "chứng minh; thông minhh"),
        ("Kinh", "Kính gửi; kinhphi"),
        ("12345", "12345"),
        ("Hoa Mai", "hóa mai"),
    ],
)
def test_short_values_do_not_eat_common_words(value: str, text: str) -> None:
    expected = text.replace("minh;", f"{MASK};")
    assert told(value).redact(text) == expected


def test_ordinary_lines_stay_as_they_are() -> None:
    redactor = told(NAME, NUMBER, "0905000101", "1990-02-03", "thu@vidu.example", "Thôn Ví Dụ 1")
    line = (
        "birth_registration, bước “Điền tờ khai”: không có ô “Giới tính” trong “Người được khai "
        "sinh” (2026-11-22T16:51:33+07:00, H45.22243-261123-0001, PB-UHSG7NSTT4, 100% &amp; \\n)"
    )
    assert redactor.redact(line) == line


@pytest.mark.parametrize(
    "text", ["số 054090000999", "gọi 0905000999", "+84905000999", "thư ai.do@vidu.example"]
)
def test_what_looks_like_a_person_is_taken_out_unnamed(text: str) -> None:
    assert Redactor().redact(text).endswith(MASK)


def test_the_text_around_stays_byte_for_byte() -> None:
    text = f"a%20b \\u00e9 &eacute; {unicodedata.normalize('NFD', 'ế')} {NAME}\t%C3"
    assert told(NAME).redact(text) == text.replace(NAME, MASK)


def test_broken_escapes_are_only_text() -> None:
    text = "%E1%BB \\u12 &#x; &nosuch; \\xe1 &#99999999; %ZZ"
    assert told(NAME).redact(text) == text


@example("", "\u0300")
@example("\u0f81", "")
@example("\u0f81", "\u0f35")
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_around_a_value_does_no_harm(before: str, after: str) -> None:
    redacted = told("Nguyễn Thử Nghiệm Dài").redact(f"{before}Nguyễn Thử Nghiệm Dài{after}")
    assert "Thử Nghiệm Dài" not in redacted


@given(st.text(max_size=200))
def test_a_text_without_values_is_left_alone(text: str) -> None:
    # What is drawn may be a word of this program's own, “THUNGHIEM” among them.
    assume(not any(part in bare(text) for part in ("quachvi", "vidu", "duthu", "thunghiem")))
    assert told("Quách Ví Dụ Thử Nghiệm").redact(text) == Redactor().redact(text)


def test_forgets_when_told() -> None:
    redactor = told(NAME)
    redactor.clear()
    assert redactor.redact(NAME) == NAME


def test_the_process_has_one_registry() -> None:
    privacy.register([NAME])
    try:
        assert privacy.redact(html.escape(f"<{NAME}>")) == f"&lt;{MASK}&gt;"
    finally:
        privacy.clear()
    assert privacy.redact(NAME) == NAME


def test_a_batch_of_values_does_not_slow_a_line_down() -> None:
    """Linear in the values, with a small factor: no pattern is compiled again for each dossier."""
    redactor = told(*(f"Nguyễn Thử Nghiệm {number:04}" for number in range(2000)))
    assert redactor.redact("dòng của Nguyễn Thử Nghiệm 1999 đây") == f"dòng của {MASK} đây"


def test_of_thousands_of_values_each_is_found_and_those_that_begin_alike_too() -> None:
    names = [f"{NAME} {letter}{number}" for letter in "abc" for number in range(1000)]
    redactor = told(*names, NAME)
    for name in (names[0], names[1234], names[-1], NAME):
        assert redactor.redact(f"hồ sơ của {name}, đã nhận") == f"hồ sơ của {MASK}, đã nhận"


def test_a_line_is_looked_through_once_however_many_values_there_are() -> None:
    redactor = told(*(f"Nguyễn Văn Thứ {number}" for number in range(3000)))

    class Asked(dict[int, tuple[int, ...]]):
        times = 0

        def get(self, key: int, default: object = None) -> object:  # type: ignore[override]  # it counts
            self.times += 1
            return super().get(key, default)

    line = "filing PB: uncertain, nothing of anybody stands here"
    assert redactor.redact(line) == line
    asked = redactor._values.lengths = Asked(redactor._values.lengths)
    assert redactor.redact(line) == line
    assert 0 < asked.times <= len(line)

"""The line of a citizen card's QR: both orders, whatever its letters went through."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal_bot.dossier.card_line import card_of, is_card_line, text_of_payload
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.legacy import _TCVN3_CODES, _TCVN3_LETTERS
from portal_bot.dossier.persons import Gender
from portal_bot.dossier.problems import Refused

TODAY = date(2026, 11, 22)
HOME = "Thôn Ví Dụ 1, Hòa Thành, Đông Hòa, Phú Yên"
FRONT = f"054090000101|221234567|Nguyễn Văn Thử|13021990|Nam|{HOME}|10052021"
BACK = f"054090000101||Nguyễn Văn Thử|13021990|Nam|{HOME}|10052021||||"
OTHER_ORDER = f"054090000101|Nguyễn Văn Thử|13021990|Nam|{HOME}|10052021|221234567||Cha|Mẹ"


@pytest.mark.parametrize(
    ("line", "old"), [(FRONT, "221234567"), (BACK, ""), (OTHER_ORDER, "221234567")]
)
def test_both_orders_say_the_same(line: str, old: str) -> None:
    card = card_of(line, TODAY)
    assert (card.number, card.old_number) == ("054090000101", old)
    assert (card.full_name, card.gender) == ("Nguyễn Văn Thử", Gender.MALE)
    assert (card.birth, card.issued) == (PartialDate(1990, 2, 13), date(2021, 5, 10))
    assert card.residence == HOME


@pytest.mark.parametrize(
    "line",
    [
        f"{FRONT}\r\n",
        f"\ufeff{FRONT}",
        f"]Q1{FRONT}\t",
        f"  {FRONT}  ",
        FRONT.replace("|", " | "),
        FRONT.replace("|", "\uff5c", 2),
        FRONT.replace("13021990", "13/02/1990").replace("10052021", "10-05-2021"),
        unicodedata.normalize("NFD", FRONT),
        FRONT.encode().decode("latin-1"),
        FRONT.upper().replace("|NAM|", "|Nam|"),
    ],
)
def test_what_scanners_and_programs_make_of_it_is_undone(line: str) -> None:
    card = card_of(line, TODAY)
    assert card.full_name.casefold() == "nguyễn văn thử"
    assert (card.number, card.issued) == ("054090000101", date(2021, 5, 10))


def windows_1258(text: str) -> bytes:
    """As Windows wrote it: a letter with its shape, its tone behind it."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = list(unicodedata.normalize("NFD", letter))
            tones = "".join(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
            shape = "".join(m for m in marks if m not in tones)
            out += (unicodedata.normalize("NFC", base + shape) + tones).encode("cp1258")
    return out


def test_bytes_of_old_programs_are_read() -> None:
    tcvn3 = FRONT.translate(str.maketrans(_TCVN3_LETTERS, _TCVN3_CODES)).encode("latin-1")
    ways = [
        FRONT.encode(),
        FRONT.encode("utf-8-sig"),
        FRONT.encode("utf-16"),
        unicodedata.normalize("NFD", FRONT).encode(),
        windows_1258(FRONT),
        tcvn3,
    ]
    assert [card_of(text_of_payload(way), TODAY) for way in ways] == [card_of(FRONT, TODAY)] * 6


@pytest.mark.parametrize("sex", ["Nu", "N?", "n"])
def test_a_scanner_that_knows_no_vietnamese_leaves_name_and_home_open(sex: str) -> None:
    name = "Tran Thi Mau" if sex == "Nu" else "Tr?n Th? M?u"
    card = card_of(f"054192000102||{name}|08071992|{sex}|Thon Vi Du 1, Phu Yen|15062021", TODAY)
    assert (card.full_name, card.residence, card.gender) == ("", "", Gender.FEMALE)
    assert card.number == "054192000102"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("13021990", "13021991", "năm sinh"),
        ("13021990", "31021990", "ngày sinh"),
        ("|Nam|", "|Nữ|", "giới tính"),
        ("10052021", "32052021", "ngày cấp"),
        ("10052021", "10051980", "ngày cấp"),
        ("10052021", "10052031", "ngày cấp"),
        ("054090", "054990", "số định danh"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused_without_its_values(
    old: str, new: str, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        card_of(FRONT.replace(old, new), TODAY)
    assert refused.value.code == "card_contradicts_itself"
    assert says in refused.value.message
    assert not any(part in refused.value.message for part in ("054", "1990", "Thử", "Thôn"))


def test_only_a_year_of_birth_is_one() -> None:
    for born in ("1990", "00001990"):
        assert card_of(FRONT.replace("13021990", born), TODAY).birth == PartialDate(1990)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "054090000101",
        "054090000101|",
        "054090000101|a|b",
        "054090000101|||||||",
        "https://example.com/|054090000101",
        "00020101021138570010A00000072701270006970403",
        "DN4545420000000|4e677579|01/01/1990|1|",
        f"{FRONT}{'|x' * 40}",
        FRONT + "x" * 2000,
    ],
)
def test_what_is_no_card_is_none(text: str) -> None:
    with pytest.raises(Refused) as refused:
        card_of(text, TODAY)
    assert refused.value.code == "not_a_card"


def outcome(text: str) -> str:
    """``card``, or the code of the refusal."""
    try:
        assert len(card_of(text, TODAY).number) == 12
    except Refused as refused:
        return refused.code
    return "card"


OUTCOMES = {"card", "not_a_card", "card_contradicts_itself"}


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "ignore")))
@example(b"\xff\xfe\x00")
@example(b"054090000101|" + b"\x00" * 90)
def test_any_bytes_are_a_card_or_a_refusal(payload: bytes) -> None:
    assert outcome(text_of_payload(payload)) in OUTCOMES


@given(st.lists(st.text(max_size=12), min_size=3, max_size=12))
def test_any_fields_behind_a_number_are_a_card_or_a_refusal(fields: list[str]) -> None:
    text = "|".join(("054090000101", *fields))
    assert outcome(text) in OUTCOMES
    assert is_card_line(text)

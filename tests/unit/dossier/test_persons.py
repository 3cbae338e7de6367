"""Names, mail addresses, peoples."""

import unicodedata

import pytest

from portal_bot.dossier.letters import tidy
from portal_bot.dossier.persons import (
    Gender,
    parse_email,
    parse_ethnicity,
    parse_name,
    parse_nationality,
)
from portal_bot.dossier.problems import Refused


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn Thử",
        "Tôn Nữ Huyền Trang Đài Mẫu",
        "Ksor H'Thử Nghiệm",
        "Y-Bliưr Ví Dụ",
        "Rơ Ô H'Ví Dụ",
        "Kpă Thử",
        "NGUYỄN VĂN THỬ",
    ],
)
def test_names_of_every_people_are_kept_as_written(name: str) -> None:
    assert parse_name(name) == name


def test_a_name_is_brought_into_nfc_with_single_blanks() -> None:
    written = unicodedata.normalize("NFD", "  Nguyễn\u00a0 Văn\tThử ")
    assert parse_name(written) == "Nguyễn Văn Thử"
    assert parse_name("Ksor H\u2019Thử") == "Ksor H'Thử"


@pytest.mark.parametrize("name", ["K", "Nguyễn Văn 2", "Nguyễn_Văn", "a@b c", "Nguyễn (Văn) Thử"])
def test_what_is_no_full_name_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_name(name)
    assert refused.value.code == "person_name"


@pytest.mark.parametrize("written", ["thu@vidu.example", "a.b+c@vi-du.com.vn"])
def test_a_mail_address_is_taken(written: str) -> None:
    assert parse_email(written) == written


@pytest.mark.parametrize(
    "written", ["thu@", "thu", "thu@vidu", "t..u@vidu.vn", "thử@vidu.vn", "a b@c.vn"]
)
def test_what_is_no_mail_address_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        parse_email(written)


def test_an_unknown_people_or_nationality_names_the_nearest() -> None:
    with pytest.raises(Refused, match="Ê-đê"):
        parse_ethnicity("E de")
    with pytest.raises(Refused, match="Việt Nam"):
        parse_nationality("Viet Nam")
    assert parse_ethnicity("Rhadé") == "Ê-đê"


def test_a_gender_is_said_by_code_or_label() -> None:
    assert Gender.parse("NỮ") is Gender.parse("nu") is Gender.FEMALE
    with pytest.raises(Refused, match=r"nam \(Nam\)") as refused:
        Gender.parse("khác")
    assert refused.value.code == "unknown_option"


@pytest.mark.parametrize(
    "name",
    ["Không", "không có", "Chưa đặt tên", "Không rõ", "Vô danh", "None", "null", "true", "XXX",
     "Bé gái", "Chưa có"],
)  # fmt: skip
def test_what_stands_for_no_name_is_not_filed_as_one(name: str) -> None:
    with pytest.raises(Refused, match="không phải tên ai"):
        parse_name(name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Nguyễn Thử An - Trần Thị Mẫu", "hai người"),
        ("Nguyễn Thử An và Trần Thị Mẫu", "hai người"), ("K''Thử", "liền nhau"),
    ],
)  # fmt: skip
def test_one_name_is_of_one_person(name: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        parse_name(name)


@pytest.mark.parametrize(
    "name",
    # Danish, Dutch, Polish, Cơ Tu, Mông, Khmer, Chăm, Tày, and what looks like Telex or two people.
    ["Kees de Beer", "Anneke Meer", "Mees Kees", "Coor Nghi", "Haakon Aas", "Crown Tower Two",
     "Và Mí Dia", "VÀ Y MỶ", "Y - Thử", "Na Na", "Na", "Danh Sa Rươl", "Châu Kim Sươnl", "Vũ Đuya",
     "Katơr Thị Sính", "Chamaléa Thị Vĩ", "Bh'nướch Thử", "Tou Neh Đạ Lê", "Moong Thị Ooc", "Ka",
     "Néang Sa Ri", "Lò Thị Ế", "Hờ A Nếnh", "Sừng Sừng Khai", "Ma Seo Dế", "Rơ Ông Ha Thử",
     "Nguyễn-Phúc Bảo Thử", "Sean O'Connor", "Bjørn Ødegård", "Paweł Wójcik", "Zoë Müller"],
)  # fmt: skip
def test_nobody_is_turned_away_for_a_rare_name(name: str) -> None:
    assert parse_name(tidy(name)) == name


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("thu@vidu.example.", "“thu@vidu.example”"), ("mailto:thu@vidu.example", "“thu@vidu.e"),
        ("Nguyễn Thử <thu@vidu.example>", "“thu@vidu.example”"), ("thu@vidu,example", "“thu@vidu."),
        ("thu @vidu.example", "“thu@vidu.example”"), ("thử@vidu.example", "chữ “ử”"),
        ("a@vidu.example; b@vidu.example", "nhiều địa chỉ"), ("không có", "ví dụ"),
        (".thu@vidu.example", "ví dụ"), ("thu.@vidu.example", "ví dụ"),
    ],
)  # fmt: skip
def test_a_spoilt_address_says_what_it_may_be(written: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        parse_email(written)

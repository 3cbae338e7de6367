"""Names, mail addresses, peoples."""

import unicodedata

import pytest

from portal_bot.dossier.people import (
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

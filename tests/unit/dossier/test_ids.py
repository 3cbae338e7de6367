"""Numbers of identity papers."""

import pytest

from portal_bot.dossier.ids import IdType, holder, misfit, parse_citizen_id, parse_id_number
from portal_bot.dossier.persons import Gender
from portal_bot.dossier.problems import Refused


def test_a_citizen_id_tells_of_its_holder() -> None:
    told = holder(parse_citizen_id("054302000108"))
    assert (told.province, told.gender, told.birth_year) == ("Tỉnh Phú Yên", Gender.FEMALE, 2002)


@pytest.mark.parametrize("written", ["054090000101", "054 090 000 101", "054.090.000101"])
def test_blanks_and_dots_do_not_count(written: str) -> None:
    assert parse_citizen_id(written) == "054090000101"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("05409000010", "citizen_id_format"),
        ("0540900001011", "citizen_id_format"),
        ("05409000010A", "citizen_id_format"),
        ("٠٥٤٠٩٠٠٠٠١٠١", "citizen_id_format"),
        ("054490000101", "citizen_id_century"),
    ],
)
def test_what_cannot_be_a_citizen_id_is_refused(written: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_citizen_id(written)
    assert refused.value.code == code


def test_eleven_digits_hint_at_the_lost_zero() -> None:
    with pytest.raises(Refused, match="mất số 0 ở đầu"):
        parse_citizen_id("54090000101")


def test_a_number_given_abroad_is_taken_and_has_no_province() -> None:
    assert holder(parse_citizen_id("120090000101")).province is None


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("054090000101", ("cccd",)),
        ("221000959", ("cmnd",)),
        ("054090000101", ("cmnd",)),
        ("C1234567", ("passport",)),
        ("C12345678", ("passport",)),
        ("GKS 12/VD", ("other",)),
        ("C1234567", ("cccd", "cmnd", "passport")),
    ],
)
def test_a_number_fits_its_kind_of_paper(number: str, kinds: tuple[str, ...]) -> None:
    assert misfit(number, kinds) is None


@pytest.mark.parametrize(
    ("number", "kinds", "code"),
    [
        ("221000959", ("cccd",), "id_number_format"),
        ("0540900001", ("cmnd",), "id_number_format"),
        ("12345678", ("passport",), "id_number_format"),
        ("C1234567", ("cccd", "cmnd"), "id_number_format"),
        ("054490000101", ("cccd",), "citizen_id_century"),
    ],
)
def test_a_number_of_another_kind_is_told_of(
    number: str, kinds: tuple[str, ...], code: str
) -> None:
    refused = misfit(number, kinds)
    assert refused is not None
    assert refused.code == code


def test_any_number_loses_its_blanks_and_gains_capitals() -> None:
    assert parse_id_number(" c123 4567 ") == "C1234567"
    assert parse_id_number("054-192-000\u2013102") == "054192000102"
    assert parse_id_number("221-000-110") == "221000110"
    assert parse_id_number("41-02/0099") == "41-02/0099"
    for text in ("1", "x" * 31):
        with pytest.raises(Refused):
            parse_id_number(text)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("54090000101.0", '.0 ở cuối; có phải "054090000101"?'),
        ("054090000101.0", '"054090000101"'),
        ("5.4090000101E+10", '"054090000101"'),
        ("5.41E+10", "bảng tính"),
        ("54,090,000,101", '"054090000101"'),
        ("'054090000101", "dấu nháy"),
        ("1090000101", '"001090000101"'),
        ("221000959", "Chứng minh nhân dân"),
        ("O54090000101", '“O” ở chỗ của chữ số; có phải "054090000101"?'),
        ("05409000010l", "“l”"),
    ],
)
def test_what_seems_to_have_happened_to_a_number_is_told(written: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_citizen_id(written)
    assert refused.value.code == "citizen_id_format"
    assert told in refused.value.message


@pytest.mark.parametrize("written", ["221000959.0", "2.21E+08", "'221000959", "54,090,000,101"])
def test_a_number_out_of_a_spreadsheet_is_of_no_paper(written: str) -> None:
    with pytest.raises(Refused, match="bảng tính"):
        parse_id_number(written)


@pytest.mark.parametrize(
    ("number", "kind", "told"),
    [
        ("54090000101", "cccd", '"054090000101"'),
        ("221000959", "cccd", "cmnd"),
        ("22100095", "cmnd", '"022100095"'),
        ("22100O959", "cmnd", '"221000959"'),
        ("C12345O7", "passport", '"C1234507"'),
    ],
)
def test_a_misfit_says_what_it_may_be(number: str, kind: str, told: str) -> None:
    refused = misfit(number, (kind,))
    assert refused is not None
    assert told in refused.message


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Thẻ căn cước", "cccd"), ("Căn cước", "cccd"), ("căn cước điện tử", "cccd"),
        ("CC", "cccd"),
        ("thẻ CC", "cccd"), ("CCCD gắn chip", "cccd"), ("THẺ CĂN CƯỚC", "cccd"), ("CMTND", "cmnd"),
        ("Giấy chứng minh nhân dân", "cmnd"), ("hộ chiếu phổ thông", "passport"),
        ("Giấy chứng nhận căn cước", "other"),
    ],
)  # fmt: skip
def test_a_paper_is_known_by_all_its_names(written: str, kind: str) -> None:
    assert IdType.parse(written).value == kind


@pytest.mark.parametrize("written", ["thẻ đảng viên", "giấy phép lái xe", "thẻ cử tri", "VNeID"])
def test_no_paper_is_hinted_at_for_another(written: str) -> None:
    with pytest.raises(Refused) as refused:
        IdType.parse(written)
    assert "gần nhất" not in refused.value.message


@pytest.mark.parametrize("written", ["05409000010.1", "0540900001.01", "54090000102.5"])
def test_a_fraction_is_not_read_as_the_whole_number(written: str) -> None:
    with pytest.raises(Refused, match="thập phân"):
        parse_citizen_id(written)
    with pytest.raises(Refused):
        parse_id_number(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("054090000101||Nguyễn Văn Thử|13021990|Nam|Thôn Ví Dụ 1|10052021", 'QR.*"054090000101"'),
        ("054090000101|225000101|", "QR"), ("B1234567", "hộ chiếu"), ("c7654321", "hộ chiếu"),
    ],
)  # fmt: skip
def test_what_was_pasted_instead_of_an_id_is_named(written: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        parse_citizen_id(written)

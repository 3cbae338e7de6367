"""Addresses."""

import pytest
from pydantic import ValidationError

from portal_bot.catalogue import provinces as catalogue
from portal_bot.dossier.places import Address, Locality, agency
from portal_bot.dossier.problems import Refused


def refused_by(data: dict[str, str]) -> Refused:
    with pytest.raises(ValidationError) as error:
        Locality.model_validate(data)
    refused = error.value.errors()[0]["ctx"]["error"]
    assert isinstance(refused, Refused)
    return refused


def test_in_phu_yen_the_commune_is_enough() -> None:
    place = Address.model_validate({"commune": "hoà thành", "detail": "Thôn Ví Dụ 1"})
    assert (place.province, place.district, place.commune) == (
        "Tỉnh Phú Yên",
        "Thị xã Đông Hòa",
        "Xã Hòa Thành",
    )


def test_a_written_district_must_hold_the_commune() -> None:
    refused = refused_by({"district": "Huyện Tuy An", "commune": "Hòa Thành"})
    assert (refused.code, refused.part) == ("commune_not_in_district", "commune")
    assert "Thị xã Đông Hòa" in refused.message


def test_an_unknown_commune_names_the_nearest() -> None:
    refused = refused_by({"commune": "Xã Hòa Thanh"})
    assert (refused.code, refused.part) == ("unknown_commune", "commune")
    assert "Xã Hòa Thành" in refused.message


def test_a_unit_of_2025_is_not_taken_for_one_of_2022() -> None:
    refused = refused_by({"commune": "Phường Phú Yên"})
    assert refused.code == "unknown_commune"
    assert "01/7/2025" in refused.message
    assert "Hòa Thành" in refused.message


def test_an_unknown_district_lists_the_nine() -> None:
    refused = refused_by({"district": "Đắk Lắk", "commune": "Hòa Thành"})
    assert (refused.code, refused.part) == ("unknown_district", "district")
    assert "Thị xã Sông Cầu" in refused.message


def test_an_unknown_province_names_the_nearest() -> None:
    refused = refused_by({"province": "Phú Yênn", "commune": "Hòa Thành"})
    assert (refused.code, refused.part) == ("unknown_province", "province")
    assert "Tỉnh Phú Yên" in refused.message


def test_homonyms_are_asked_about_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [
        catalogue.Commune("1", "Xã Giả Định", "Huyện Tuy An", ()),
        catalogue.Commune("2", "Phường Giả Định", "Thị xã Đông Hòa", ()),
    ]
    monkeypatch.setattr(catalogue, "find_communes", lambda _name: twins)
    refused = refused_by({"commune": "Giả Định"})
    assert refused.code == "ambiguous_commune"
    assert "Xã Giả Định, Huyện Tuy An; Phường Giả Định, Thị xã Đông Hòa" in refused.message
    place = Locality.model_validate({"district": "Tuy An", "commune": "Giả Định"})
    assert place.commune == "Xã Giả Định"


def test_elsewhere_district_and_commune_are_kept_as_written() -> None:
    place = Locality.model_validate(
        {"province": "Khánh Hoà", "district": "Thành phố Nha Trang", "commune": "Phường Vĩnh Hải"}
    )
    assert place.province == "Tỉnh Khánh Hòa"
    assert place.commune == "Phường Vĩnh Hải"
    with pytest.raises(ValidationError, match="district"):
        Locality.model_validate({"province": "Khánh Hòa", "commune": "Phường Vĩnh Hải"})


def test_an_address_needs_its_detail() -> None:
    with pytest.raises(ValidationError, match="detail"):
        Address.model_validate({"commune": "Hòa Thành"})


def test_an_agency_is_a_commune() -> None:
    assert agency("xã hoà thành").district == "Thị xã Đông Hòa"
    with pytest.raises(Refused):
        agency("Xã Không Có")

"""What must never reach a log."""

from pathlib import Path

from portal_bot.checking import check_paths
from portal_bot.dossier.sensitive import sensitive_values

FIXTURES = Path(__file__).parents[3] / "fixtures"


def test_names_numbers_phones_details_and_births_are_kept_back() -> None:
    (checked,) = check_paths([FIXTURES / "birth_registration" / "full.yaml"])
    values = sensitive_values(checked.dossier, checked.declaration)
    assert {
        "Trần Thị Mẫu",
        "054192000102",
        "0905000102",
        "mau@vidu.example",
        "Thôn Ví Dụ 1",
        "1992-07-08",
        "08/07/1992",
        "tranthimau",
        "Nguyễn Trần Mẫu Bình",
        "05/10/2026",
        "Ngày mồng năm tháng mười năm hai nghìn không trăm hai mươi sáu",
        "054090000101",
        "0905000101",
    } <= values


def test_places_options_and_years_stay_readable_in_logs() -> None:
    (checked,) = check_paths([FIXTURES / "birth_registration" / "full.yaml"])
    values = sensitive_values(checked.dossier, checked.declaration, None)
    assert not {"Xã Hòa Thành", "Tỉnh Phú Yên", "Kinh", "Cha", "1992", "Việt Nam"} & values


def test_nothing_that_short_is_searched_for() -> None:
    (checked,) = check_paths([FIXTURES / "copy_certification" / "plain.yaml"])
    assert all(len(value) >= 4 for value in sensitive_values(checked.dossier, checked.declaration))

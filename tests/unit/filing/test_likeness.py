"""What a print says against a dossier: only what is plainly something else contradicts it."""

from __future__ import annotations

from datetime import date

import pytest

from portal_bot.filing.likeness import another_owner, another_procedure, contradicts

NAME = "Nguyễn Văn Thử"
BIRTH = ("1.001193", "Thủ tục đăng ký khai sinh")


@pytest.mark.parametrize(
    "printed",
    [
        "",
        NAME,
        NAME.upper(),
        "NGUYEN VAN THU",
        "N***** V** T**",
        "Nguyễn V** T**",
        "Nguyễn Văn",
        "Nguyễn Văn T…",
        "Nguyễn V. Thử",
        "N.V.Thử",
        "Ông Nguyễn Văn Thử",
        "(Ông) Nguyễn Văn Thử",
        "Nguyễn Văn Thử (chủ hộ)",
        "Chủ hồ sơ: Nguyễn Văn Thử",
        "Thử Nguyễn Văn",
        "xxxxxx Thử",
    ],
)
def test_a_name_printed_otherwise_is_not_another_owner(printed: str) -> None:
    assert not another_owner(printed, NAME)


@pytest.mark.parametrize("printed", ["Trần Thị Mẫu", "NGUYỄN VĂN BÌNH", "Ông Lê Văn Ví Dụ"])
def test_another_name_is_another_owner(printed: str) -> None:
    assert another_owner(printed, NAME)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "Thủ tục đăng ký khai sinh",
        "THỦ TỤC ĐĂNG KÝ KHAI SINH",
        "Thủ tục đăng ký…",
        "Đăng ký khai sinh",
        "Khai sinh",
        "ĐKKS",
        "1.001193",
        "1.001193 - Đăng ký khai sinh",
        "TTHC lĩnh vực hộ tịch",
    ],
)
def test_a_procedure_printed_otherwise_is_not_another_one(printed: str) -> None:
    assert not another_procedure(printed, *BIRTH)


@pytest.mark.parametrize("printed", ["Thủ tục đăng ký kết hôn", "2.000815", "1.000894 Kết hôn"])
def test_a_procedure_that_we_know_is_another_one(printed: str) -> None:
    assert another_procedure(printed, *BIRTH)


@pytest.mark.parametrize(
    ("stored", "wanted", "is_another"),
    [
        ("", "Nguyễn Thử An", False),
        (None, "Nguyễn Thử An", False),
        ("Nguyễn Thử", "Nguyễn Thử An", False),
        ("NGUYỄN THỬ AN", "Nguyễn Thử An", False),
        ("Nguyen Thu An", "Nguyễn Thử An", False),
        ("Cháu Nguyễn Thử An", "Nguyễn Thử An", False),
        ("N***** T** A*", "Nguyễn Thử An", False),
        ("Nguyễn Thử Anh", "Nguyễn Thử An", True),
        ("Nguyễn Thử An Bình", "Nguyễn Thử An", True),
        ("054090000101", "054090000101", False),
        ("0540 9000 0101", "054090000101", False),
        ("0540****0101", "054090000101", False),
        ("05409000010", "054090000101", False),
        ("054090000102", "054090000101", True),
        ("Hòa Thành", "Xã Hòa Thành", False),
        ("X. Hoà Thành", "Xã Hòa Thành", False),
        ("Phường Hòa Vinh", "Xã Hòa Thành", True),
        ("02/11/2026", date(2026, 11, 2), False),
        ("2026-11-02", date(2026, 11, 2), False),
        ("02/11/2026 00:00", date(2026, 11, 2), False),
        ("ngày 2 tháng 11", date(2026, 11, 2), False),
        ("03/11/2026", date(2026, 11, 2), True),
        ("2026-11-03", date(2026, 11, 2), True),
        ("Không", True, False),
        (({"Tên": "Bằng"},), ({"Tên": "Bằng tốt nghiệp"},), False),
        (({"Tên": "Thẻ"},), ({"Tên": "Bằng tốt nghiệp"},), True),
        ("lạ", ({"Tên": "Bằng tốt nghiệp"},), False),
    ],
)
def test_a_stored_value_contradicts_only_where_it_is_plainly_another(
    stored: object, wanted: object, *, is_another: bool
) -> None:
    assert contradicts(stored, wanted) is is_another

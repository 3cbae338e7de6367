"""What is unusual in a name is a remark, never an error."""

import pytest

from portal_bot.dossier.name_remarks import remark
from portal_bot.marked import readable


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("K'Nam", "one_word_name", "một chữ"),
        ("nguyễn văn thử", "name_case", "“Nguyễn Văn Thử”"),
        ("h'bing niê", "name_case", "“H'Bing Niê”"),
        ("nguyen van thu", "name_case", "“Nguyễn Văn …”"),
        ("Nguyen Van Thu", "name_without_marks", "“Nguyễn Văn …”"),
        ("TRAN THI MAU", "name_without_marks", "“Trần Thị …”"),
        ("Phan Minh Anh", "name_without_marks", "giữ nguyên"),
        ("Nguyễn văn an", "name_case", "“Nguyễn Văn An”"),
        ("nGUYỄN vĂN aN", "name_case", "“Nguyễn Văn An”"),
        ("Bà Trần Thị Mẫu", "name_with_title", "“Bà”"),
        ("Lê Thị Beer", "name_typed_raw", "“Lê Thị Bể”"),
        ("Nguyễn Vawn An", "name_typed_raw", "“Nguyễn Văn An”"),
    ],
)
def test_what_is_unusual_is_told_with_a_proposal(name: str, code: str, told: str) -> None:
    found = remark(name)
    assert found is not None
    assert found.code == code
    assert told in readable(found.message)


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Văn Thử", "NGUYỄN VĂN THỬ", "Ksor H'Linh", "John Smith", "James Brown"],
)
def test_most_names_have_no_remark(name: str) -> None:
    assert remark(name) is None

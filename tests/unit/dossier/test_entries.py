"""A declaration as the form shows it."""

from datetime import date

from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import FullDate, PartialDate
from portal_bot.dossier.entries import Entry, Rows, entries
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.kinds import Quantity, Tick
from portal_bot.dossier.places import Address, Locality


class YesNo(Choice):
    YES = "yes", "Có"
    NO = "no", "Không"


class Row(Block):
    what: str = Field("Tên giấy tờ")
    issued: FullDate = Field("Ngày cấp")
    count: Quantity = Field("Số bản")
    copy_kind: YesNo | None = Optional("Bản sao")


class Contact(Block):
    mail: str = Field("Email")
    place: Locality = Field("Nơi ở")


class Child(Block):
    born: FullDate = Field("Ngày sinh")
    met: PartialDate | None = Optional("Gặp")
    copies: YesNo = Field("Cấp bản sao", driver=True)
    count: Quantity | None = Optional("Số lượng")
    home: Address = Field("Nơi cư trú")
    contact: Contact | None = Optional("Liên hệ")
    rows: list[Row] | None = Optional("Giấy tờ")
    agreed: Tick = Field("Đồng ý")


class Form(Declaration):
    child: Child = Field("Người con")
    father: Contact | None = Optional("Người cha")
    delivered_to: Locality | None = Optional("Nơi nhận")
    remark: str | None = Optional("Ghi chú")


FORM = Form.model_validate(
    {
        "child": {
            "born": "05/04/2025",
            "met": "05/1950",
            "copies": "yes",
            "count": "2",
            "home": {"commune": "Hòa Thành", "detail": "Thôn Ví Dụ 1"},
            "contact": {"mail": "a@b.example", "place": {"commune": "Hòa Vinh"}},
            "rows": [{"what": "Bằng", "issued": "30/06/2017", "count": "3", "copy_kind": "no"}],
            "agreed": "true",
        }
    }
)
BY_PATH = {entry.path: entry for entry in entries(FORM)}


def test_values_stand_as_the_portal_shows_them() -> None:
    values = {path.partition(".")[2]: entry.value for path, entry in BY_PATH.items()}
    assert values["born"] == date(2025, 4, 5)
    assert values["met"] == PartialDate(1950, 5)
    assert values["copies"] == "Có"
    assert values["count"] == "2"
    assert values["agreed"] is True


def test_an_address_is_a_group_of_four_levels() -> None:
    levels = [e for e in entries(FORM) if e.path.startswith("child.home.")]
    assert [(e.section, e.group, e.label, e.value, e.level) for e in levels] == [
        ("Người con", "Nơi cư trú", "Tỉnh/Thành phố", "Tỉnh Phú Yên", 0),
        ("Người con", "Nơi cư trú", "Quận/Huyện", "Thị xã Đông Hòa", 1),
        ("Người con", "Nơi cư trú", "Phường/Xã", "Xã Hòa Thành", 2),
        ("Người con", "Nơi cư trú", "Địa chỉ chi tiết", "Thôn Ví Dụ 1", 3),
    ]


def test_a_block_in_a_section_is_a_group_and_an_address_in_it_names_both() -> None:
    assert BY_PATH["child.contact.mail"].group == "Liên hệ"
    assert BY_PATH["child.contact.place.commune"].group == "Liên hệ / Nơi ở"


def test_a_table_is_rows_by_column_heading() -> None:
    rows: Rows = (
        {
            "Tên giấy tờ": "Bằng",
            "Ngày cấp": date(2017, 6, 30),
            "Số bản": "3",
            "Bản sao": "Không",
        },
    )
    assert BY_PATH["child.rows"] == Entry("Người con", None, "Giấy tờ", rows, "child.rows")


def test_what_is_not_declared_must_be_empty_on_the_page() -> None:
    assert BY_PATH["father.mail"] == Entry("Người cha", None, "Email", None, "father.mail")
    assert BY_PATH["father.place.commune"].value is None
    assert BY_PATH["delivered_to.commune"].group == "Nơi nhận"
    assert BY_PATH["remark"] == Entry("", None, "Ghi chú", None, "remark")


def test_only_drivers_are_drivers() -> None:
    assert [path for path, entry in BY_PATH.items() if entry.driver] == ["child.copies"]

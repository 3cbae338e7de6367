"""Each entry means exactly one control, or the portal has changed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from portal_bot.dossier.entries import Entry, Value
from portal_bot.errors import PortalChanged
from portal_bot.form.comparison import FormMismatch, compare, leftovers, unspoken
from portal_bot.form.plan import absent_error, plan, refuse_unfit
from portal_bot.form.snapshot import Control, Snapshot

CHILD = "Người được khai sinh"


def control(label: str, *titles: str, kind: str = "text", **facts: Any) -> Control:
    return Control(
        handle=label, frame=0, kind=kind, label=label, titles=titles or (CHILD,), **facts
    )


def entry(
    label: str, value: Value = "x", *, section: str = CHILD, group: str | None = None
) -> Entry:
    return Entry(section, group, label, value, f"child.{label}")


def test_matches_by_section_group_and_label() -> None:
    snapshot = Snapshot(
        (
            control("Phường/Xã *", CHILD, "Quê quán (*)"),
            control("Phường/Xã", CHILD, "Nơi cư trú"),
            control("Phường/Xã", "Cha", "Nơi cư trú"),
        )
    )
    made = plan([entry("Phường/Xã", group="Nơi cư trú")], snapshot)
    assert [one.control for one in made.assigned] == [snapshot.controls[1]]


def test_a_title_around_everything_does_not_matter() -> None:
    snapshot = Snapshot((control("Tên", "Tờ khai", CHILD), control("Xã", "Tờ khai", CHILD, "Quê")))
    made = plan([entry("Tên"), entry("Xã", group="Quê")], snapshot)
    assert not made.absent


def test_a_group_within_a_group_is_named_with_both() -> None:
    snapshot = Snapshot((control("Xã", "Cha", "Nơi cư trú", "Tạm trú"),))
    assert plan([entry("Xã", section="Cha", group="Nơi cư trú / Tạm trú")], snapshot).assigned
    assert plan([entry("Xã", section="Cha", group="Tạm trú")], snapshot).assigned
    assert not plan([entry("Xã", section="Cha", group="Nơi cư trú")], snapshot).assigned


def test_a_control_in_a_group_is_not_the_sections_own() -> None:
    snapshot = Snapshot((control("Xã", CHILD, "Quê quán"),))
    assert plan([entry("Xã")], snapshot).absent[0].count == 0


def test_what_is_missing_is_named_with_the_nearest_first_and_no_value() -> None:
    snapshot = Snapshot(
        (control("Dân tộc"), control("Ngày, tháng, năm sinh"), control("Giới tính"))
    )
    made = plan([entry("Ngày sinh", date(2020, 1, 2))], snapshot)
    message = str(absent_error(made.absent, snapshot))
    assert "“Ngày sinh” trong “Người được khai sinh” (child.Ngày sinh)" in message
    assert message.index("Ngày, tháng, năm sinh") < message.index("Giới tính")
    assert "2020" not in message


def test_two_of_one_name_are_never_chosen_between() -> None:
    snapshot = Snapshot((control("Tên"), control("Tên")))
    made = plan([entry("Tên")], snapshot)
    assert "có 2 ô cùng tên" in str(absent_error(made.absent, snapshot))


@pytest.mark.parametrize(
    ("facts", "value", "why"),
    [
        ({"max_length": 3}, "bốn ", "dài hơn 3"),
        ({"max_length": 3}, "😀😀", "dài hơn 3"),
        ({"kind": "number", "minimum": "1"}, "0", "nhỏ hơn"),
        ({"kind": "number", "maximum": "9"}, "10", "lớn hơn"),
        ({"kind": "number"}, "mười", "không phải là số"),
        ({"kind": "radio", "options": ("Nam", "Nữ")}, "Khác", "đang có 2 lựa chọn"),
        ({"kind": "select", "options": ("Xã A", "Phường A")}, "A", "2 lựa chọn giống nhau"),
        ({"kind": "checkbox"}, "Có", "có hoặc không"),
        ({"kind": "native_date"}, "1950", "ngày đầy đủ"),
        ({"kind": "table", "columns": ("Tên",)}, ({"Tuổi": "1"},), "cột “Tuổi”"),
        ({"kind": "table"}, "x", "là bảng"),
        ({}, ({"Tên": "x"},), "không phải là bảng"),
    ],
)
def test_a_value_that_a_control_cannot_take_is_refused_by_name(
    facts: dict[str, Any], value: Value, why: str
) -> None:
    made = plan([entry("Ô", value)], Snapshot((control("Ô", **facts),)))
    with pytest.raises(PortalChanged, match=why) as caught:
        refuse_unfit(made.assigned)
    assert caught.value.field == "child.Ô"


def test_a_read_only_control_is_compared_not_refused() -> None:
    snapshot = Snapshot((control("Tên", read_only=True, max_length=3, value="An Ninh"),))
    wanted = [entry("Tên", "Nguyễn An")]
    refuse_unfit(plan(wanted, snapshot).assigned)
    [row] = compare(wanted, snapshot).differences
    assert row.note == "chỉ đọc"


def test_what_nobody_spoke_of_is_told_within_the_sections_spoken_of() -> None:
    snapshot = Snapshot(
        (
            control("Tên", value="x"),
            control("Ghi chú", value="cũ"),
            control("Số", CHILD, "Quê quán", value="12"),
            control("Khóa", value="y", disabled=True),
            control("Email", "Người nộp", value="a@b"),
        )
    )
    wanted = [entry("Tên")]
    assert [one.label for one in unspoken(wanted, snapshot)] == ["Ghi chú", "Số"]
    assert [row.name for row in leftovers(wanted, snapshot)] == [
        f"{CHILD} / Ghi chú",
        f"{CHILD} / Quê quán / Số",
    ]


def test_a_mismatch_tells_fields_and_keeps_values_for_the_proof_sheet() -> None:
    snapshot = Snapshot((control("Tên", value="Lê Văn Bí Mật"),))
    mismatch = FormMismatch(compare([entry("Tên", "Trần Văn Kín"), entry("Tuổi")], snapshot))
    assert str(mismatch).splitlines() == [
        "Biểu mẫu khác hồ sơ ở 2 ô:",
        f"  {CHILD} / Tên   khác hồ sơ  (child.Tên)",
        f"  {CHILD} / Tuổi  không thấy trên màn hình  (child.Tuổi)",
    ]
    assert mismatch.code == "portal_changed"
    assert mismatch.exit_code == 21
    assert mismatch.comparison[0].found == "Lê Văn Bí Mật"
    assert "Kín" not in repr(mismatch.comparison)


def test_a_contract_is_json_without_values() -> None:
    seen = control("Tên *", value="Lê Văn Bí Mật", required=True, max_length=100, model="m")
    [told] = Snapshot((seen,)).contract()
    assert told == {
        "label": "Tên *",
        "kind": "text",
        "titles": [CHILD],
        "required": True,
        "max_length": 100,
    }
    assert "Bí Mật" not in json.dumps(told) + repr(seen)

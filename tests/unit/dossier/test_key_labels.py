"""A key may be the form's label, however it is typed; it is never guessed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal_bot.catalogue.names import plain
from portal_bot.checking import Checked, check_paths
from portal_bot.dossier.block import Block
from portal_bot.dossier.field import Optional
from portal_bot.dossier.key_labels import keys_called, label_key, names_of, nearest_key
from portal_bot.dossier.load import load
from portal_bot.dossier.model import FLOW_PARTS, Applicant, Dossier
from portal_bot.dossier.places import Address
from portal_bot.dossier.source import Source
from portal_bot.dossier.spec import specs
from portal_bot.dossier.written_keys import WrittenKeys, english, own_path
from portal_bot.intake.filed_content import content_hash
from portal_bot.registry import AnyFlow, flows
from tests.support.days import moment_of
from tests.support.fixtures import BIRTH, FIXTURES

FLOWS = list(flows().values())
BIRTH_FLOW = flows()["birth_registration"]
TODAY = date(2026, 11, 22)


def _typed(label: str) -> str:
    """As it is in no dictionary: capitals, underscores, marks of the form."""
    return f"{label.upper().replace(' ', '_')}_(*)"


WAYS: dict[str, Callable[[str], str]] = {
    "as printed": str,
    "without diacritics": plain,
    "decomposed": lambda label: unicodedata.normalize("NFD", label),
    "marked": _typed,
    "unbreakable": lambda label: label.replace(" ", "\u00a0") + ":",
}


def labelled(raw: Any, cls: type[Block], flow: AnyFlow, way: Callable[[str], str]) -> Any:
    """The same with labels for keys."""
    if isinstance(raw, list):
        return [labelled(row, cls, flow, way) for row in raw]
    if not isinstance(raw, dict):
        return raw
    inner: dict[str, Any] = {spec.name: spec.block or spec.row for spec in specs(cls)}
    if cls is Dossier:
        inner |= dict(zip(FLOW_PARTS, (flow.declaration, flow.papers), strict=True))
    return {
        way(label_key(cls, key)): labelled(value, inner[key], flow, way) if inner[key] else value
        for key, value in raw.items()
    }


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
def test_each_key_of_each_procedure_has_a_label_of_its_own(flow: AnyFlow) -> None:
    blocks: list[type[Block]] = [Dossier, flow.declaration, flow.papers]
    for cls in blocks:
        for name in names_of(cls):
            assert keys_called(label_key(cls, name), cls) in {(name,), ()}, (cls, name)
        blocks += [inner for spec in specs(cls) if (inner := spec.block or spec.row)]
    assert len(blocks) > 10


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
def test_a_dossier_with_labels_is_the_same_dossier(flow: AnyFlow, tmp_path: Path) -> None:
    source = FIXTURES / flow.slug / "plain.yaml"
    raw, today = load(source).data, moment_of(source).date()
    (before,) = check_paths([source], today=today)
    raw["papers"] = {
        name: [str(FIXTURES / "papers" / Path(file).name) for file in _several(files)]
        for name, files in (raw.get("papers") or {}).items()
    }
    for number, way in enumerate(WAYS.values()):
        file = tmp_path / f"{number}.json"
        text = json.dumps(labelled(raw, Dossier, flow, way), ensure_ascii=False)
        file.write_text(text, "utf-8")
        (checked,) = check_paths([file], today=today)
        assert [p.message for p in checked.problems] == [p.message for p in before.problems]
        assert content_hash(checked) == content_hash(before) != ""
        assert english(checked.said, flow) == raw
        # Somebody may have edited the file: it is compared as it is written.
        assert checked.said == load(file).data


def _several(files: Any) -> list[str]:
    return [files] if isinstance(files, str) else files


@pytest.mark.parametrize(
    ("written", "section", "keys"),
    [
        ("Họ, chữ đệm, tên người yêu cầu", "Người yêu cầu", ("full_name",)),
        ("họ, chữ đệm, tên", "Người yêu cầu", ("full_name",)),
        ("ho_chu_dem_ten", "Người yêu cầu", ("full_name",)),
        ("* HỌ, CHỮ ĐỆM, TÊN:", "Người yêu cầu", ("full_name",)),
        ("họ, chữ đem, ten", "Người yêu cầu", ("full_name",)),
        ("hộ, chữ đệm, tên", "Người yêu cầu", ()),  # another word
        ("giấy tờ tùy thân - số", "Người yêu cầu", ("id_number",)),
        ("giấy tờ tuỳ thân: số", "Người yêu cầu", ("id_number",)),  # the tone elsewhere
        ("ngày cấp", "Người yêu cầu", ("id_issue_date",)),
        ("họ", "Người yêu cầu", ()),
        ("", "Người yêu cầu", ()),
        ("***", "Người yêu cầu", ()),
    ],
)
def test_a_label_is_known_however_it_is_typed(
    written: str, section: str, keys: tuple[str, ...]
) -> None:
    requester = next(s.block for s in specs(BIRTH_FLOW.declaration) if s.name == "requester")
    assert requester is not None
    assert keys_called(written, requester, section) == keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("thủ tục", "procedure"), ("người nộp", "applicant"), ("chủ hồ sơ", "applicant"),
        ("khai", "declaration"), ("Tờ khai", "declaration"), ("giấy tờ", "papers"),
        ("trả kết quả", "delivery"), ("nhận kết quả", "delivery"), ("đồng ý", "consent"),
        ("su dong y cua nguoi dan", "consent"), ("cơ quan thực hiện", "agency"),
        ("tài khoản", "account"), ("ngoại lệ", "exceptions"), ("người trực", "desk"),
        ("nhãn yêu cầu", "request"),
    ],
)  # fmt: skip
def test_the_parts_of_a_dossier_have_words_of_their_own(written: str, key: str) -> None:
    assert keys_called(written, Dossier) == (key,)


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("tỉnh", ("province",)),
        ("quận", ("district",)),
        ("thị xã", ("district",)),
        ("xã", ("commune",)),
        ("thị trấn", ("commune",)),
        ("thành phố", ("province", "district")),
    ],
)
def test_the_levels_of_a_place_have_short_names(written: str, keys: tuple[str, ...]) -> None:
    assert keys_called(written, Address) == keys


class Register(Block):
    number: str | None = Optional("Số")
    book: str | None = Optional("Sổ")
    sheet: str | None = Optional("Tờ: số")
    again: str | None = Optional("Tờ số")


def test_what_two_keys_are_called_is_never_guessed() -> None:
    assert keys_called("số", Register) == ("number",)
    assert keys_called("sổ", Register) == ("book",)
    assert keys_called("so", Register) == ("number", "book")
    assert keys_called("tờ số", Register) == ("sheet", "again")
    assert label_key(Register, "sheet") == "sheet"
    assert label_key(Register, "book") == "Sổ"


def check(folder: Path, text: str) -> Checked:
    file = folder / "ho-so.yaml"
    file.write_text(text, "utf-8")
    (checked,) = check_paths([file], today=TODAY)
    return checked


HEAD = """thủ tục: khai sinh
người nộp:
  họ và tên: Trần Thị Mẫu
  số định danh cá nhân: "054192000102"
  ngày sinh: 08/07/1992
  số điện thoại: "0905000102"
  nơi cư trú: {xã: Hòa Thành, địa chỉ chi tiết: Thôn Ví Dụ 1}
"""


def told(checked: Checked, code: str) -> list[tuple[str, str, str]]:
    return [(p.where, p.field, p.message) for p in checked.problems if p.code == code]


def test_two_names_of_one_key_are_one_key_twice(tmp_path: Path) -> None:
    text = HEAD + "  full_name: Trần Thị Hai\n  Số_Điện_Thoại: '1'\n"
    first, second = told(check(tmp_path, text), "duplicate_key")
    assert first[:2] == ("ho-so.yaml:3", "người nộp.họ và tên")
    assert "“họ và tên” và “full_name” là một (dòng 3 và 8)" in first[2]
    assert second[:2] == ("ho-so.yaml:9", "người nộp.Số_Điện_Thoại")
    assert "“số điện thoại” và “Số_Điện_Thoại” là một (dòng 6 và 9)" in second[2]


def test_a_label_of_two_keys_is_told_with_both(tmp_path: Path) -> None:
    text = HEAD.replace("{xã:", "{thành phố: Tuy Hòa, xã:")
    ((where, field, message),) = told(check(tmp_path, text), "ambiguous_key")
    assert (where, field) == ("ho-so.yaml:7", "người nộp.nơi cư trú.thành phố")
    assert "“province” hoặc “district”" in message


def test_a_problem_names_the_key_as_it_is_written_and_its_line(tmp_path: Path) -> None:
    checked = check(tmp_path, HEAD.replace('"0905000102"', '"12"'))
    problem = next(p for p in checked.problems if p.code == "phone")
    assert (problem.where, problem.field) == ("ho-so.yaml:6", "người nộp.số điện thoại")
    assert problem.own_field == "applicant.phone"


def test_what_is_missing_is_named_as_the_writer_would_name_it(tmp_path: Path) -> None:
    text = HEAD.replace("  ngày sinh: 08/07/1992\n", "") + "khai:\n  child: {gender: nam}\n"
    missing = {field: message for _, field, message in told(check(tmp_path, text), "missing")}
    assert "bổ sung mục “Ngày sinh”" in missing["người nộp.Ngày sinh"]
    assert "gồm “Người đồng ý”" in missing["Sự đồng ý của người dân"]
    # Within a mapping with English keys, English ones.
    assert "bổ sung mục “birth_date”" in missing["khai.child.birth_date"]


def test_a_problem_of_a_file_without_labels_is_told_as_before() -> None:
    source = load(BIRTH)
    keys = WrittenKeys(source)
    assert keys.english(source.data, Dossier) is source.data
    assert source.written is None


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("ngày xinh", "“Ngày sinh”"),
        ("ngay_sinhh", "“Ngày sinh”"),
        ("ngaysinh", "“Ngày sinh”"),
        ("birthdate", "“birth_date” (Ngày sinh)"),
        ("họ tên", "“Họ và tên”"),
        ("xyzw", ""),
    ],
)
def test_the_nearest_key_is_told_in_the_language_of_the_writer(written: str, near: str) -> None:
    labels = not written.isascii() or " " in written
    assert nearest_key(written, Applicant, labels=labels) == near


def test_a_key_that_is_none_of_them_lists_those_of_its_language(tmp_path: Path) -> None:
    text = HEAD + "  qwxz: 1\nzzzz zzz: 1\n"
    _, other = told(check(tmp_path, text), "unknown_key")
    assert "chỉ có: “Thủ tục”, " in other[2]


def test_an_exception_may_name_its_person_by_labels() -> None:
    parts = {"declaration": BIRTH_FLOW.declaration}
    assert own_path("khai.người mẹ", Dossier, parts) == "declaration.mother"
    assert own_path("chủ hồ sơ", Dossier, parts) == "applicant"
    assert own_path("declaration.father", Dossier, parts) == "declaration.father"
    assert own_path("bà ngoại.x", Dossier, parts) == "bà ngoại.x"


def test_yaml_of_labels_reads_as_it_stands(tmp_path: Path) -> None:
    raw = labelled(load(BIRTH).data, Dossier, BIRTH_FLOW, str)
    file = tmp_path / "ho-so.yaml"
    file.write_text(yaml.safe_dump(raw, allow_unicode=True, width=1_000), "utf-8")
    assert load(file).data == raw
    assert load(file).problems == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("thủ tục: x\nchủ hồ sơ:\n  họ và tên:Nguyễn Văn Thử\n", 3, "“họ và tên: …”"),
        ("thủ tục: x\nchủ hồ sơ:\n  họ và tên\uff1aNguyễn Văn Thử\n", 3, "Dấu hai chấm lạ"),
        ("thủ tục: x\nchủ hồ sơ: {họ, chữ đệm, tên: A}\n", 2, "ngoặc kép"),
        ("thủ tục: x\nchủ hồ sơ\n  họ và tên: A\n", 2, "“chủ”"),
        ("thủ tục: x\nchủ hồ sơ:\n\thọ và tên: A\n", 3, "dấu tab"),
    ],
)  # fmt: skip
def test_slips_of_the_keyboard_are_found_beside_labels_too(
    text: str, line: int, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "ho-so.yaml"
    file.write_text(text, "utf-8")
    problem = load(file).problems[0]
    assert problem.where == f"ho-so.yaml:{line}"
    assert says in problem.message


def test_data_that_are_no_mapping_are_left_alone() -> None:
    for said in (None, "x", [{"họ và tên": "x"}]):
        assert WrittenKeys(Source(Path(), {})).english(said, Applicant) in (
            said,
            [{"full_name": "x"}],
        )

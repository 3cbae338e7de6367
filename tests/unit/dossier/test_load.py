"""Files become texts with places; what is wrong with a file becomes a problem."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot.dossier import json_text, yaml_text
from portal_bot.dossier.finding import find
from portal_bot.dossier.load import load
from portal_bot.dossier.source import Source, Unreadable
from portal_bot.dossier.yaml_doubts import YamlPage

YAML = """\
procedure: 1.001190
applicant:
  citizen_id: 012345670123
  phone:
  yes: no
rows:
  - {date: 2020-02-31, n: 0x1F}
  - "b"
"""


def written(folder: Path, text: str | bytes, name: str = "a.yaml") -> Source:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(path)


def test_every_scalar_stays_text(tmp_path: Path) -> None:
    assert written(tmp_path, YAML).data == {
        "procedure": "1.001190",
        "applicant": {"citizen_id": "012345670123", "phone": None, "yes": "no"},
        "rows": [{"date": "2020-02-31", "n": "0x1F"}, "b"],
    }


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_is_nothing_and_a_quoted_nothing_is_text(tmp_path: Path, nothing: str) -> None:
    source = written(tmp_path, f"a: {nothing}\nb: '{nothing}'\n")
    assert source.data == {"a": None, "b": nothing}


def test_every_place_has_its_line(tmp_path: Path) -> None:
    source = written(tmp_path, YAML)
    assert source.where(("applicant", "citizen_id")) == "a.yaml:3"
    assert source.where(("rows", 0, "n")) == "a.yaml:7"
    assert source.where(("rows", 1)) == "a.yaml:8"
    assert source.where(("applicant", "not", "there")) == "a.yaml:2"


def test_json_reads_as_yaml_does(tmp_path: Path) -> None:
    text = (
        '{\n "code": 1.001190,\n "big": 12345678901234567890,\n "list": [true,\n null, "\\u1ea1"]}'
    )
    source = written(tmp_path, text, "a.json")
    assert source.data == {
        "code": "1.001190",
        "big": "12345678901234567890",
        "list": ["true", None, "ạ"],
    }
    assert source.where(("list", 2)) == "a.json:5"


def test_a_tab_between_json_tokens_is_a_blank(tmp_path: Path) -> None:
    assert written(tmp_path, '{\n\t"a":\t"b"\r\n}', "a.json").data == {"a": "b"}


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_a_key_said_twice_is_told_with_both_lines(tmp_path: Path, name: str) -> None:
    source = written(tmp_path, '{"a": {"b": "1",\n "b": "2"}}', name)
    (problem,) = source.problems
    assert (problem.code, problem.field, problem.where) == ("duplicate_key", "a.b", f"{name}:2")
    assert "dòng 1 và 2" in problem.message
    assert source.data == {"a": {"b": "1"}}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\n c: d\n", 2),
        ("a: 'b\n", 1),
        ("a:\n\t- b\n", 2),
        ("a: [b\n", 1),
        ("a: b: c\n", 1),
        ("---\na: b\n---\nc: d\n", 4),
        ("? [a]\n: b\n", 1),
        ("a: &x {b: c}\nd: *x\n", 1),
        ("a: *x\n", 1),
    ],
)
def test_broken_yaml_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (problem,) = written(tmp_path, text).problems
    assert problem.code == "broken_file"
    assert problem.where.startswith("a.yaml:")
    assert int(problem.where.split(":")[1]) >= line


@pytest.mark.parametrize(
    "text",
    [
        "{'a': 1}",
        '{"a": 1,}',
        '{"a" 1}',
        '{"a": 01}',
        '["a"',
        '{"a": NaN}',
        '{"a": 1} x',
        '{"a": "\n"}',
    ],
)
def test_broken_json_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    (problem,) = written(tmp_path, text, "a.json").problems
    assert (problem.code, problem.where) == ("broken_file", "a.json:1")


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 1_000, "- " * 100_000, "? " * 100_000])
def test_a_file_made_to_hurt_is_a_broken_file(tmp_path: Path, name: str, text: str) -> None:
    (problem,) = written(tmp_path, text, name).problems
    assert problem.code == "broken_file"


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_so_many_keys_as_no_dossier_has_are_cut(tmp_path: Path, name: str) -> None:
    keys = ",\n".join(f'"k{n}": "1"' for n in range(5_000))
    source = written(tmp_path, f"{{{keys}}}", name)
    assert [problem.code for problem in source.problems] == ["too_many_items"]
    assert len(source.data) == 1_000


def test_a_file_that_is_odd_in_every_line_is_told_of_in_time() -> None:
    page = YamlPage("\n" * 2_000_000)
    began = time.process_time()
    for at in range(0, 2_000_000, 100):
        page.doubt(at, "a", "b")
        assert page.doubted_since(at)
    assert (page.doubts[0].line, page.doubts[-1].line) == (1, 1_999_901)
    assert time.process_time() - began < 3.0


def test_a_billion_laughs_are_not_laughed(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    (problem,) = written(tmp_path, "\n".join(lines)).problems
    assert problem.code == "broken_file"


def test_a_tag_makes_nothing_and_is_told(tmp_path: Path) -> None:
    source = written(tmp_path, "a: !!python/object/apply:os.system ['true']\nb: !!int '3'\n")
    assert source.data is None
    assert [p.where for p in source.problems] == ["a.yaml:1", "a.yaml:2"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"  \n", "empty_file"),
        (b"a: \xff\xfe", "unreadable_file"),
        ("a: Hòa".encode("utf-16"), "unreadable_file"),
        (b"just words", "not_a_dossier"),
        (b"- a\n- b\n", "not_a_dossier"),
        (b"# only a comment\n", "not_a_dossier"),
        (b"x" * 2_000_001, "unreadable_file"),
    ],
)
def test_what_is_no_dossier_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    source = written(tmp_path, content)
    assert [problem.code for problem in source.problems] == [code]
    assert source.data is None


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert written(tmp_path, "\ufeffa: b\n").data == {"a": "b"}


def test_a_missing_file_and_a_workbook_are_told(tmp_path: Path) -> None:
    assert [p.code for p in load(tmp_path / "none.yaml").problems] == ["unreadable_file"]
    assert [p.code for p in load(tmp_path / "a.xlsx").problems] == ["unsupported_file"]
    assert [p.code for p in load(tmp_path / "a.txt").problems] == ["unsupported_file"]
    (tmp_path / "folder.yaml").mkdir()
    assert [p.code for p in load(tmp_path / "folder.yaml").problems] == ["unreadable_file"]


def test_what_a_portal_stored_is_no_dossier_of_the_folder(tmp_path: Path) -> None:
    for name in ("a.json", "a.expected.json"):
        (tmp_path / name).touch()
    assert [p.name for p in find([tmp_path])] == ["a.json"]


def test_a_folder_gives_its_dossiers_by_name_and_not_its_scans(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.JSON", "scan.pdf", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "x.yaml").touch()
    assert [p.name for p in find([tmp_path])] == ["a.yml", "b.yaml", "c.JSON"]
    assert list(find([tmp_path / "scan.pdf"])) == [tmp_path / "scan.pdf"]


values = st.recursive(
    st.text() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_json_says_what_the_standard_reader_says(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    assert json_text.parse(text).data == json.loads(text)


@given(st.text(max_size=60))
def test_no_text_breaks_a_reader(text: str) -> None:
    for parse in (yaml_text.parse, json_text.parse):
        with suppress(Unreadable):
            assert all(line >= 1 for line, _finding in parse(text).faults)

"""Where a clerk meant another thing than YAML reads: found at its line, said in Vietnamese."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal_bot.dossier import yaml_text
from portal_bot.dossier.load import load
from portal_bot.dossier.source import Source, Tree, Unreadable
from portal_bot.dossier.yaml_lines import look

FIXTURES = Path(__file__).parents[3] / "fixtures"
# A dossier's beginning, so that the line at fault is never the first.
HEAD = "procedure: birth_registration\napplicant:\n  full_name: Nguyễn Văn Thử\n"
FIRST = 4
# Words of the parser; none of ours has one of them.
ENGLISH = re.compile(
    r"\b(?:did|not|find|found|expected|expecting|unknown|escape|invalid|while|scanning|parsing|could|"
    r"mapping|values|token|character|delimiter|value|property|unexpected|end|stream|the|of)\b",
    re.IGNORECASE,
)


def told(tmp_path: Path, text: str | bytes, name: str = "a.yaml") -> Source:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def line_of(where: str) -> int:
    return int(where.rpartition(":")[2])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        # The hash, where it surely cuts.
        ("  birth_place: Trạm y tế #2, Phường 9", r"bỏ phần từ dấu # \(“#2, Phường 9”\)"),
        ("  detail: Lô B #12 đường Thử", "ngoặc kép"),
        ("  detail: #12 đường Thử", "bỏ cả giá trị"),
        ("  detail: Căn hộ\t#5", "#"),
        ("  scans: [a.pdf #2.pdf, b.pdf]", "#"),
        ("  - a #2.pdf", "#|danh sách"),
        ('  detail: "Lô B"#12', "#"),
        ("  full #name: x", "#"),
        ("  detail: Lô B\n    #12 đường Thử", "bỏ cả dòng này"),
        # The backslash.
        (r'  scan: "C:\Users\canbo\a.pdf"', r"\\.*ngoặc đơn"),
        (r'  scan: "D:\01-khai-sinh\a.pdf"', r"\\.*/"),
        (r'  scan: "D:\new\tai.pdf"', r"\\"),
        (r'  scan: "D:\Nam\x41.pdf"', r"\\"),
        (r'  scan: "\\may-chu\scan\a.pdf"', r"\\"),
        (r'  scan: ["scan\nam.pdf"]', r"\\"),
        (r'  scan: ["D:\scan\", b.pdf]', r"\\"),
        (r'  detail: "Thôn 1\Xã 2"', r"\\"),
        (r'  scan: "scan\_1.pdf"', r"\\"),
        # Blanks that are none, and colons that are none.
        ("  gender:\u00a0Nam", r"U\+00A0"),
        ("  gender:\u202fNam", r"U\+202F"),
        ("  gender:\u3000Nam", r"U\+3000"),
        ("  gender:\u2009Nam", "khoảng trắng lạ"),
        ("  gender\u00a0: Nam", r"U\+00A0"),
        ("\u00a0 gender: Nam", "đầu dòng"),
        ("  \u2003gender: Nam", "đầu dòng"),
        ("  ge\u200bnder: Nam", r"U\+200B"),
        ("  address: {commune:\u00a0Xã A, detail: B}", r"U\+00A0"),
        ("  gender:Nam", "thiếu dấu cách sau dấu hai chấm"),
        ("  gender :Nam", "thiếu dấu cách"),
        ("  address: {commune:Xã A, detail: B}", "thiếu dấu cách"),
        ("  gender：Nam", "："),  # noqa: RUF001 - the wide colon
        ("  gender： Nam", "："),  # noqa: RUF001 - the wide colon
        ("  gender Nam", "thiếu dấu hai chấm"),
        ("  gender = Nam", "thiếu dấu hai chấm.*=.*“gender: …”"),
        ("  full_name=Trần Thị Mẫu", "thiếu dấu hai chấm.*=.*“full_name: …”"),
        ("  full_name; Trần Thị Mẫu", "thiếu dấu hai chấm.*;.*“full_name: …”"),
        ("  detail: ? Thôn 1", "bắt đầu bằng dấu"),
        ("  detail: - Thôn 1", "trong ngoặc kép"),
        # Quotes.
        ("  gender: “Nam”", "Word"),
        ("  gender: ‘Nam’", "Word"),  # noqa: RUF001 - what Word makes of '
        ("  address: {commune: “Xã A”, detail: B}", "Word"),
        ('  detail: "Thôn Ví Dụ 1', "mở ở đây mà không đóng"),
        ("  detail: 'Thôn Ví Dụ 1", "mở ở đây mà không đóng"),
        ('  detail: "Thôn 1" xã Hòa', "sau dấu"),
        ("  child: 'H'Thử'", "sau dấu"),
        # Indentation and lists.
        ("\tgender: Nam", "tab"),
        ("   gender: Nam", "thụt"),
        (" gender: Nam", "thụt"),
        ("  scans: a.pdf\n  - b.pdf", "danh sách|thụt"),
        ("  scans:\n    -a.pdf", "sau dấu gạch đầu dòng"),
        ("  scans:\n    -\u00a0a.pdf", r"U\+00A0"),
        # Signs that mean something to YAML.
        *[(f"  detail: {sign}abc", "bắt đầu bằng dấu") for sign in "*&!%@`|>]}"],
        ("  detail: [Thôn 1", r"\["),
        ("  address: {commune: A", r"\{"),
        ("  address: {commune: Xã A, xã B, detail: C}", "dấu phẩy"),
        ("  detail: [1] Thôn", r"\]"),
        ("  address: {commune: [A}", "không khớp|không có dấu"),
        ("  detail: ghi chú: a: b", "hai chấm trong giá trị"),
        ("  detail: Tổ: 5", "hai chấm trong giá trị"),
        ("  address: {detail: Tổ: 5}", "hai chấm trong giá trị"),
        ("  <<: *x", r"\*|<<"),
        # What cannot be seen.
        ("  detail: Thôn\ufeff 1", r"U\+FEFF"),
        ("\ufeff  detail: Thôn 1", r"U\+FEFF"),
        ("  detail: Thôn\u2028Ví Dụ", r"U\+2028"),
        ("  detail: Thôn\x85Ví Dụ", r"U\+0085"),
        ("  detail: Thôn\x0bVí Dụ", "Word"),
        ("  detail: Thôn\x1b[31m", "ESC"),
        ("  detail: Thôn\x07", "điều khiển"),
        ("  detail: Thôn\x00", "UTF-16"),
    ],
)
def test_the_line_at_fault_and_its_cause_are_told(tmp_path: Path, line: str, says: str) -> None:
    source = told(tmp_path, f"{HEAD}{line}\n  phone: '0905000101'\nconsent: x\n")
    first = source.problems[0]
    assert first.severity == "error"
    assert source.data is None
    assert re.search(says, first.message, re.IGNORECASE), first.message
    assert FIRST <= line_of(first.where) <= FIRST + line.count("\n")
    assert not ENGLISH.search(re.sub("“[^”]*”", "", first.message)), first.message


@pytest.mark.parametrize(
    "line",
    ["  detail: Trạm # 2", "  detail: Nam  # hay Nữ", "  detail: # 12 đường", '  detail: "Lô" #12'],
)
def test_a_comment_that_may_be_a_value_is_warned_of(tmp_path: Path, line: str) -> None:
    (problem,) = told(tmp_path, HEAD + line).problems
    assert (problem.severity, problem.field) == ("warning", "applicant.detail")
    assert line_of(problem.where) == FIRST
    assert "#" in problem.message


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("detail: Nam  ## Giới tính", "Nam"),
        ('detail: "Trạm #2"  # ghi chú', "Trạm #2"),
        ("detail: Trạm#2", "Trạm#2"),
        ("detail:        # Địa chỉ (*)", None),
        ("detail:        # Địa chỉ (*)\n  # số nhà", None),
        ("detail: |\n    a # b\n    c: d\n", "a # b\nc: d\n"),
        ("detail: >-\n    -a\n    gender:Nam", "-a gender:Nam"),
        ("detail: Câu lạc bộ “Ví Dụ”", "Câu lạc bộ “Ví Dụ”"),
        ("detail: http://vidu.example/a", "http://vidu.example/a"),
        ("detail: Thôn 1,\n    xã Hòa", "Thôn 1, xã Hòa"),
        ("detail: lúc 8:30, R&D, Tốt!", "lúc 8:30, R&D, Tốt!"),
        ("detail: 'D:\\a\\b.pdf'", "D:\\a\\b.pdf"),
        ('detail: "D:\\\\a\\\\b.pdf"', "D:\\a\\b.pdf"),
        ("detail: D:\\Users\\a.pdf", "D:\\Users\\a.pdf"),
        ('detail: "Nguy\\u1EC5n V\\xE2n"', "Nguyễn Vân"),
        ('detail: "Gi\\u1EA5y.pdf"', "Giấy.pdf"),
        ('detail: "a\\nb"', "a\nb"),
        ('detail: "x \\\n    y"', "x y"),
        ("detail:\tNam", "Nam"),
        ("detail : Nam", "Nam"),
        ("detail: Nam\u00a0", "Nam\u00a0"),
        ("detail: No", "No"),
        ("detail: 0123", "0123"),
        ("detail: 1_000", "1_000"),
        ("detail: 12:30:45", "12:30:45"),
        ("detail: ~", None),
        ("detail: 'Null'", "Null"),
        ("detail: 😀", "😀"),
    ],
)
def test_what_reads_as_it_is_meant_is_left_alone(
    tmp_path: Path, line: str, value: str | None
) -> None:
    source = told(tmp_path, f"{HEAD}  {line}\n")
    assert source.problems == []
    assert source.data["applicant"]["detail"] == value


def test_a_comment_under_a_value_where_it_would_go_on_is_warned_of(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, f"{HEAD}  detail: Thôn Ví Dụ\n    # 5 phường 2\n  a: x\n").problems
    assert (problem.severity, line_of(problem.where)) == ("warning", FIRST + 1)
    assert "bỏ cả dòng này" in problem.message


@pytest.mark.parametrize(
    "lines",
    [
        "  detail: Nam\n  # ghi chú ngang hàng\n",
        "  detail: Nam\n# ghi chú đầu dòng\n",
        "  detail: Nam\n    ## ghi chú của mẫu\n",
        "  detail: Nam\n    # gender: Nữ\n",
        "  scans:\n    - a.pdf\n    # - b.pdf\n      #- c.pdf\n",
        "  detail:\n    # số nhà\n    Thôn Ví Dụ\n",
        "  detail: {a: b,\n    # số nhà\n    c: d}\n",
    ],
)
def test_a_comment_of_its_own_or_put_aside_is_left_alone(tmp_path: Path, lines: str) -> None:
    assert told(tmp_path, HEAD + lines).problems == []


def test_a_shouted_null_is_nothing_and_says_so(tmp_path: Path) -> None:
    source = told(tmp_path, f"{HEAD}  middle: NULL\n")
    assert source.data["applicant"]["middle"] is None
    assert [(p.severity, p.where) for p in source.problems] == [("warning", "a.yaml:4")]


def test_every_path_with_backslashes_is_told_at_once(tmp_path: Path) -> None:
    text = HEAD + '  scans:\n    - "C:\\Users\\a.pdf"\n    - "b.pdf"\n    - "D:\\02\\c.pdf"\n'
    assert [line_of(p.where) for p in told(tmp_path, text).problems] == [5, 7]


def test_line_ends_of_every_machine_are_line_ends(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        source = told(tmp_path, (HEAD + "  gender: Nam\n  phone:x\n").replace("\n", end))
        assert [line_of(p.where) for p in source.problems] == [5]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\x08\xff", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"{\\rtf1\\ansi procedure: x}", "RTF"),
        (b"<!DOCTYPE html>\n<html><body>procedure: x</body></html>", "HTML"),
        (b"<html><body>x: y</body></html>", "HTML"),
        (b"<?xml version='1.0'?><a>x</a>", "XML"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "ảnh"),
        ("procedure: Hòa".encode("utf-16"), "UTF-16"),
        ("procedure: Hòa".encode("utf-16-be"), "UTF-16"),
        ("procedure: x\n".encode("utf-16-le"), "UTF-16"),
        ("procedure: Hòa".encode("utf-32"), "UTF-32"),
        (b'{"procedure":\n\t"a",\n"b": [1,\n\t2}', "ngoặc|dấu"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    for name in ("a.yaml", "a.json"):
        (problem,) = told(tmp_path, content, name).problems
        assert re.search(says, problem.message), problem.message
        assert not ENGLISH.search(problem.message)


def test_json_by_the_name_of_yaml_and_yaml_by_the_name_of_json(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, '{"a": "\\ud83d\\ude00",\n"b": "c"}').problems
    assert ".json" in problem.message
    (problem,) = told(tmp_path, "# hồ sơ\nprocedure: x\n", "a.json").problems
    assert ".yaml" in problem.message


@pytest.mark.parametrize(
    "path", sorted(FIXTURES.glob("*/*.yaml")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_nothing_is_odd_in_a_good_dossier(path: Path) -> None:
    assert look(path.read_text("utf-8")) == []


# ---- dossiers broken by chance -------------------------------------------------------------------

NASTY = [
    *" \t#:-'\"\\[]{},&*!|>%@`?=.~\n\u00a0\u202f\u3000\ufeff\u200b\u2028\x85\x1b\x00“”‘’：",  # noqa: RUF001
    " #", " # ", ": ", "- ", "\\U", "\\0", '"C:\\Users"', "---\n", "\r",
]  # fmt: skip


def scalars(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from scalars(value)
    elif isinstance(data, list):
        for item in data:
            yield from scalars(item)
    elif data is not None:
        yield data


def broken(text: str, dice: random.Random) -> tuple[str, range]:
    """The text with one edit, and the lines around it."""
    at = dice.randrange(len(text))
    deed = dice.choice(["insert", "delete", "replace"])
    taken = 0 if deed == "insert" else 1
    put = "" if deed == "delete" else dice.choice(NASTY)
    line = text.count("\n", 0, at) + 1
    lines = range(line - 1, line + 2 + put.count("\n"))
    return text[:at] + put + text[at + taken :], lines


def visible(text: str) -> str:
    """The letters and digits, in order; signs are YAML's own as often as not."""
    return "".join(c for c in text if c.isalnum())


def read_or_told(text: str) -> tuple[Tree, Unreadable | None]:
    try:
        return yaml_text.parse(text), None
    except Unreadable as fault:
        return Tree(), fault


# A line of its own, ours, one behind a closed value, one of a key that was left empty.
COMMENTS = re.compile(r"(?m)^\s*#.*|(?<=\s)##.*|(?<=[\]}\"'])\s+# .*|(?<=:)\s{2,}# .*")


@pytest.mark.parametrize("seed", range(40))
def test_a_dossier_broken_anywhere_is_read_whole_or_told(seed: int) -> None:
    """Nothing is eaten in silence, nothing is said in English, and the line is the right one."""
    dice = random.Random(seed)
    path = dice.choice(sorted(FIXTURES.glob("*/*.yaml")))
    good = path.read_text("utf-8")
    for _ in range(25):
        text, lines = broken(good, dice)
        tree, fault = read_or_told(text)
        if fault is not None:
            assert fault.line in lines, (fault.line, lines, fault.message, text)
            assert not ENGLISH.search(re.sub("“[^”]*”", "", fault.message)), fault.message
            continue
        if tree.faults or "\\" in text:
            assert all(at in lines for at, _finding in tree.faults), (
                tree.faults,
                lines,
                text,
            )
            continue
        read = "".join(scalars(tree.data))
        assert visible(read) == visible(COMMENTS.sub("", text)), (lines, text)

"""docs/your-own-flows.md, done as it says: a stranger's package beside ours, whole and broken."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.support.once import once
from tests.support.said import Said

pytestmark = pytest.mark.in_turn(3)

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "my_flows"
SLUG = "village_hall_booking"
OURS = ROOT / "fixtures" / "civil_status_extract_copy" / "plain.yaml"
Beside = Callable[..., Said]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as pip installs it, its entry point written beside it."""

    def build(folder: Path) -> None:
        source = folder / "source" / "my_flows"
        shutil.copytree(EXAMPLE, source)
        words = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target"]
        command = [sys.executable, "-m", "pip", "install", *words, str(folder / "target")]
        subprocess.run([*command, str(source)], check=True, capture_output=True)

    return once(tmp_path_factory, "own-flows", build) / "target"


@pytest.fixture
def package(built: Path, tmp_path: Path) -> Path:
    """One's own copy, to be broken."""
    shutil.copytree(built, tmp_path / "installed")
    return tmp_path / "installed" / "my_flows"


@pytest.fixture
def beside(call: Call, package: Path) -> Beside:
    """A command on a machine that has the package, too."""

    def run(*words: str | Path) -> Said:
        return call(*words, PYTHONPATH=str(package.parent))

    return run


def test_what_the_page_shows_is_what_the_example_holds() -> None:
    page = (ROOT / "docs" / "your-own-flows.md").read_text("utf-8")
    shown = re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert {name for name, _ in shown} >= {"pyproject.toml", f"my_flows/{SLUG}.py"}
    for name, text in shown:
        assert text == (EXAMPLE / name).read_text("utf-8"), name


def test_it_is_listed_shown_begun_and_checked_as_ours_are(beside: Beside, tmp_path: Path) -> None:
    listed = beside("list", "--json").json
    assert listed["broken"] == []
    assert len(listed["procedures"]) == 30
    assert SLUG in {each["slug"] for each in listed["procedures"]}
    told = beside("show", "mượn nhà văn hóa", "--json").json
    assert (told["slug"], told["code"]) == (SLUG, "9.000001")
    begun = tmp_path / "begun.yaml"
    assert beside("new", "9.000001", "--out", begun).code == 0
    assert beside("check", begun).code == 10
    assert beside("check", EXAMPLE / "dossiers").code == 0


def test_of_a_strangers_procedure_only_its_own_facts_are_told(
    beside: Beside, package: Path
) -> None:
    told = beside("show", SLUG)
    assert told.code == 0
    assert "897" not in told.out
    assert "phục dựng" not in told.out.lower()
    assert "Mức tin cậy: thấp; mã thủ tục đã thấy trong nguồn" in told.out
    described = beside("show", SLUG, "--json").json
    assert (described["level_reconstructed"], described["reconstruction"]) == (False, "")
    ours = beside("show", "birth_registration").out
    assert "897/QĐ-UBND" in ours
    file = package / f"{SLUG}.toml"
    said = file.read_text("utf-8").replace("code_verified = true", "code_verified = false")
    file.write_text(said, "utf-8")
    told = beside("show", SLUG)
    assert "Phục dựng: Mã thủ tục ghi theo trí nhớ, chưa thấy trong nguồn." in told.out
    assert "897" not in told.out
    for unsaid in ("code_verified", "confidence", "return_methods", "no ="):
        said = _without(unsaid)(said)
    file.write_text(said, "utf-8")
    told = beside("show", SLUG)
    assert told.code == 0, told.err
    for word in ("tin cậy", "thấy trong nguồn", "chưa xác minh", "trí nhớ", "Trả kết quả"):
        assert word not in told.out
    assert "9.000001 ?" not in beside("list").out


def test_facts_that_are_broken_are_told_once(beside: Beside, package: Path) -> None:
    """By the file that must be mended; what else is wrong with a flow is told beside it."""
    file = package / f"{SLUG}.toml"
    file.write_text(_without("[deadline]")(file.read_text("utf-8")), "utf-8")
    (fault,) = beside("list", "--json").json["broken"]
    assert (fault["slug"], fault["file"]) == (SLUG, str(file))
    assert beside("list").err.count("Lỗi:") == 1
    (package / f"{SLUG}.py").write_text("class Broken(\n", "utf-8")
    faults = beside("list", "--json").json["broken"]
    assert {fault["slug"] for fault in faults} == {SLUG}
    assert [f"{SLUG}.py:1" in fault["file"] for fault in faults] == [True, False]


def test_a_rule_that_takes_its_figure_from_the_facts_is_broken_there(
    beside: Beside, tmp_path: Path
) -> None:
    text = (EXAMPLE / "dossiers" / "meeting.yaml").read_text("utf-8")
    wedding = tmp_path / "wedding.yaml"
    wedding.write_text(text.replace("Họp thôn", "wedding").replace("guests: 40", "guests: 201"))
    said = beside("check", wedding)
    assert said.code == 10
    assert "papers.programme" in said.out
    assert "declaration.use.guests" in said.out
    assert "quá số chỗ" in said.out


def _without(word: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"^{re.escape(word)}.*\n", "", text, count=1, flags=re.MULTILINE)


def _with(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@dataclass(frozen=True)
class Broken:
    """A copy of the flow, broken in one way.

    Attributes:
        file: which of its two is spoilt, by its ending.
        spoil: what is done to the text.
        where: what tells the place: some words of the line, or the line's number; 0: any.
    """

    file: str
    spoil: Callable[[str], str]
    where: str | int = 0


BROKEN = {
    "no_code": Broken("toml", _without("code ="), 1),
    "no_level": Broken("toml", _without("level ="), 1),
    "no_deadline": Broken("toml", _without("[deadline]"), 1),
    "paper_without_name": Broken("toml", _without('name = "Chương'), "[[paper]]"),
    "level_as_text": Broken("toml", _with("level = 4", 'level = "4"'), 'level = "4"'),
    "unknown_key": Broken("toml", _with('"lượt"\n', '"lượt"\nunits = 1\n'), "units = 1"),
    "text_without_quotes": Broken("toml", _with('"Phiếu', "Phiếu"), "result ="),
    "said_twice": Broken("toml", _with("no = 1\n", "no = 1\nno = 2\n"), "no = 2"),
    "no_options": Broken("toml", _with("[options.purpose]", "[options.purposes]")),
    "bracket": Broken("py", _with("class Use(", "class Use(("), "class Use(("),
    "no_such_word": Broken("py", _with("import Flow,", "import Flow, no_such_word,")),
    "no_such_subject": Broken("py", _with('subject = ("use.date"', 'subject = ("use.day"')),
    "ends_the_program": Broken("py", _with("class Use(", "raise SystemExit(3)\n\n\nclass Use(")),
    "divides": Broken("py", _with("class Use(", "1 / 0\n\n\nclass Use(")),
}


def test_each_way_to_break_one_is_told_with_its_place_and_breaks_only_that(
    beside: Beside, package: Path, tmp_path: Path
) -> None:
    """All side by side in one package; the whole one beside them, and ours, go on."""
    dossiers = tmp_path / "dossiers"
    dossiers.mkdir()
    dossier = (EXAMPLE / "dossiers" / "meeting.yaml").read_text("utf-8")
    places = {how: _spoilt(package, how, number) for number, how in enumerate(BROKEN, 2)}
    for slug in (*BROKEN, SLUG):
        (dossiers / f"{slug}.yaml").write_text(dossier.replace(SLUG, slug), "utf-8")
    shutil.copy(OURS, dossiers)

    listed = beside("list", "--json").json
    assert len(listed["procedures"]) == 30
    assert {fault["slug"] for fault in listed["broken"]} == set(BROKEN)
    said = beside("check", dossiers, "--json")
    assert said.code == 50
    checked = {Path(each["path"]).stem: each for each in said.json["dossiers"]}
    assert {stem for stem, each in checked.items() if each["ok"]} == {SLUG, OURS.stem}
    for how, (file, line) in places.items():
        told = [fault["message"] for fault in listed["broken"] if fault["slug"] == how]
        for words in (*told[:1], str(checked[how])):
            # What a flow misses in its facts may be told of either.
            assert str(file if line else file.with_suffix("")) in words
            assert line is None or re.search(rf"(?:dòng|line) {line}\b", words), words


def _spoilt(package: Path, how: str, number: int) -> tuple[Path, int | None]:
    """Writes a copy of the flow that is broken so; where, as far as a line is to be told."""
    broken = BROKEN[how]
    for kind in ("py", "toml"):
        text = (package / f"{SLUG}.{kind}").read_text("utf-8")
        text = text.replace("9.000001", f"9.0000{number:02}")
        if kind == broken.file:
            spoilt = broken.spoil(text)
            assert spoilt != text
            text = spoilt
        (package / f"{how}.{kind}").write_text(text, "utf-8")
    file = package / f"{how}.{broken.file}"
    if isinstance(broken.where, int):
        return file, broken.where or None
    before, found, _ = file.read_text("utf-8").partition(broken.where)
    assert found
    return file, before.count("\n") + 1


def test_facts_in_another_encoding_are_told_with_file_and_line(
    beside: Beside, package: Path
) -> None:
    file = package / f"{SLUG}.toml"
    file.write_bytes(file.read_bytes().replace("thôn".encode(), "thôn".encode("cp1258"), 1))
    listed = beside("list", "--json").json
    assert len(listed["procedures"]) == 29
    message = listed["broken"][0]["message"]
    assert str(file) in message
    assert "dòng 3: không phải chữ UTF-8" in message


def test_facts_that_notepad_saved_are_read_and_may_leave_the_ways_to_return_unsaid(
    beside: Beside, package: Path
) -> None:
    file = package / f"{SLUG}.toml"
    text = _without("return_methods")(file.read_text("utf-8")).replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    said = beside("check", EXAMPLE / "dossiers")
    assert said.code == 0, said.out


def test_other_toml_in_the_package_is_no_procedure(beside: Beside, package: Path) -> None:
    (package / "config.toml").write_text("colour = 1\n")
    (package / "folder.toml").mkdir()
    (package / "gone.toml").symlink_to("nowhere")
    assert beside("list", "--json").json["broken"] == []
    assert beside("check", EXAMPLE / "dossiers").code == 0


def test_a_package_that_cannot_be_imported_breaks_only_itself(
    beside: Beside, package: Path
) -> None:
    (package / "__init__.py").write_text("import no_such_package_of_anybody\n")
    (fault,) = beside("list", "--json").json["broken"]
    assert fault["slug"] == "my_flows"
    assert "no_such_package_of_anybody" in fault["message"]
    assert beside("check", OURS).code == 0


@pytest.mark.parametrize("slug", [SLUG, "birth_registration", "an_earlier_name"])
def test_it_takes_no_name_and_no_code_of_ours_away(
    beside: Beside, package: Path, slug: str
) -> None:
    """1.001193 is our birth registration's, whichever of the two is read first."""
    file = package / f"{SLUG}.toml"
    text = file.read_text("utf-8").replace("9.000001", "1.001193")
    file.write_text(text, "utf-8")
    for kind in ("py", "toml"):
        (package / f"{SLUG}.{kind}").rename(package / f"{slug}.{kind}")
    listed = beside("list", "--json").json
    (fault,) = listed["broken"]
    assert fault["file"] == str(package / f"{slug}.py")
    assert "flows/birth_registration.py" in Path(fault["message"]).as_posix()
    assert len(listed["procedures"]) == 29
    told = beside("show", "1.001193", "--json").json
    assert told["title"] == "Thủ tục đăng ký khai sinh"
    assert "lượt" not in str(told["fee"])

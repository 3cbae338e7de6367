"""One dossier never takes the others along, and a huge one takes no time."""

from __future__ import annotations

import asyncio
import importlib
import json
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal_bot import checking, judged_papers, papers, privacy, registry, settings
from portal_bot.catalogue.procedures import procedures
from portal_bot.checking import Checked, check_paths
from portal_bot.dossier.problems import MORE, MOST
from portal_bot.errors import SetupError
from portal_bot.papers import Limits

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = date(2026, 11, 22)
TEXT = (FIXTURES / "birth_registration" / "plain.yaml").read_text("utf-8")
TEXT = TEXT.replace("../papers", "papers")
SCAN = "[papers/chung-sinh.pdf]"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    home = tmp_path / "home"
    monkeypatch.setenv(settings.HOME, str(home))
    yield home
    privacy.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ho-so"
    shutil.copytree(FIXTURES / "papers", made / "papers")
    return made


def write(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def breaking(when: str, error: BaseException) -> Callable[..., Any]:
    whole = papers.look

    def look(path: Path, limits: Limits) -> Any:
        if path.name == when:
            raise error
        return whole(path, limits)

    return look


def test_what_nobody_foresaw_is_one_dossiers_failure(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "054090000101"
    error = KeyError(f"{secret} của Nguyễn Văn Thử")
    monkeypatch.setattr(judged_papers, "look", breaking("giay-to.pdf", error))
    shutil.copy(folder / "papers" / "chung-sinh.pdf", folder / "papers/giay-to.pdf")
    write(folder, "a.yaml", ("procedure:", "request: lần một\nprocedure:"))
    write(folder, "b.yaml", (SCAN, "[papers/giay-to.pdf]"))
    write(folder, "c.yaml", ("procedure:", "request: lần hai\nprocedure:"))
    good, bad, third = checked = check_paths([folder], today=TODAY)
    assert (good.ok, bad.ok, third.ok) == (True, False, True)
    assert checked.exit_code == 50
    (problem,) = bad.problems
    assert problem.code == "bug"
    assert problem.message.startswith("b.yaml: lỗi của chương trình (KeyError); chi tiết ở ")
    (report,) = (home / "bugs").iterdir()
    assert str(report) in problem.message
    told = report.read_text("utf-8")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "KeyError" in told
    assert "in judge" in told
    assert secret not in told
    assert "Nguyễn Văn Thử" not in told
    assert json.loads(json.dumps(bad.as_json()))["ok"] is False


def test_each_failure_has_a_report_of_its_own(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judged_papers, "look", breaking("chung-sinh.pdf", ZeroDivisionError()))
    for number in range(5):
        write(folder, f"{number}.yaml", ("procedure:", f"request: {number}\nprocedure:"))
    assert check_paths([folder], today=TODAY).exit_code == 50
    assert len(list((home / "bugs").iterdir())) == 5


def test_a_failure_before_anything_was_read_keeps_no_words(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> Any:
        raise ValueError(path.read_text("utf-8"))

    write(folder, "a.yaml")
    monkeypatch.setattr(checking, "load", fail)
    (bad,) = check_paths([folder])
    assert bad.exit_code == 50
    (report,) = (home / "bugs").iterdir()
    assert "ValueError" in report.read_text("utf-8")
    assert "Thử" not in report.read_text("utf-8")


def test_a_home_that_cannot_be_written_does_not_hide_the_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.HOME, "/dev/null/khong")
    monkeypatch.setattr(judged_papers, "look", breaking("chung-sinh.pdf", ZeroDivisionError()))
    write(folder, "a.yaml")
    (bad,) = check_paths([folder], today=TODAY)
    assert bad.problems[0].message == "a.yaml: lỗi của chương trình (ZeroDivisionError)"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), asyncio.CancelledError(), SetupError("x")])
def test_what_concerns_the_whole_run_ends_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(judged_papers, "look", breaking("chung-sinh.pdf", error))
    write(folder, "a.yaml")
    with pytest.raises(type(error)):
        check_paths([folder], today=TODAY)


def more(checked: Checked) -> str:
    return next(p.message for p in checked.problems if p.code == MORE)


# How much of it; the limits that it meets are the same in a twentieth.
HUGE: dict[str, Callable[[int], tuple[str, str]]] = {
    "unknown keys.yaml": lambda part: (
        TEXT + "".join(f"k{n}: 1\n" for n in range(150_000 // part)),
        "chỗ nữa"),
    "in a group.yaml": lambda _: (
        TEXT.replace("declaration:\n", "declaration:\n" + "  {}\n".join(
            f"k{n}:" for n in range(900)) + "  {}\n"), ""),
    "one key.yaml": lambda part: (
        TEXT + "a: 1\n" * (150_000 // part), f"còn {150_000 // part - 50} chỗ"),
    "keys twice.yaml": lambda part: (
        TEXT + "".join(f"k{n}: 1\n" for n in range(50_000 // part)) * 2,
        "chỗ nữa"),
    "scans.yaml": lambda part: (
        TEXT.replace(SCAN, "[" + "a.pdf, " * (100_000 // part) + "]"), ""),
    "items.yaml": lambda part: (
        TEXT.replace("birth_year: 1992", "birth_year: [" + "1, " * (100_000 // part) + "]"), ""),
    "rows.json": lambda part: (
        json.dumps({"procedure": "monthly_social_allowance",
                    "declaration": {"family": [{"x": n} for n in range(100_000 // part)]}}), ""),
    "keys.json": lambda part: (
        json.dumps({f"k{n}": 1 for n in range(100_000 // part)}), "chỗ nữa"),
    "one line.json": lambda part: (json.dumps({"procedure": "x" * (1_900_000 // part)}), ""),
    "one word.yaml": lambda part: ("procedure: " + "x" * (1_900_000 // part), ""),
    "a number.json": lambda part: ('{"procedure": ' + "9" * (1_000_000 // part) + "}", ""),
    "deep.json": lambda part: ('{"a":' * (50_000 // part), ""),
    "deep.yaml": lambda part: ("- " * (50_000 // part), ""),
}  # fmt: skip
# What took minutes once stays whole, and what is about depth alone.
WHOLE = {"unknown keys.yaml", "in a group.yaml", "deep.json", "deep.yaml"}


@pytest.mark.parametrize(
    ("name", "part"),
    [
        *((name, 20) for name in HUGE if name not in WHOLE),
        *(
            pytest.param(name, 1, marks=() if name in WHOLE else pytest.mark.thorough)
            for name in HUGE
        ),
    ],
)
def test_a_file_made_to_last_ends_soon_with_fifty_problems_at_most(
    folder: Path, name: str, part: int
) -> None:
    text, said = HUGE[name](part)
    (folder / name).write_text(text, "utf-8")
    began = time.process_time()
    (checked,) = check_paths([folder], today=TODAY)
    took = time.process_time() - began
    assert not checked.ok
    assert checked.exit_code == 10
    assert 1 <= len(checked.problems) <= MOST + 1
    if said:
        assert said in more(checked)
    # A minute and more, before; two or three seconds on a machine with other things to do.
    assert took < 15


def test_an_error_is_never_hidden_behind_fifty_warnings(folder: Path) -> None:
    from portal_bot.dossier.problems import Problem, bounded

    warnings = [Problem("warning", "w", "", f"a:{n}", "") for n in range(80)]
    told = bounded([*warnings, Problem("error", "e", "", "a:99", "")], 0, "a")
    assert [p.code for p in told].count("e") == 1
    assert told[-1].code == MORE
    assert "còn 31 chỗ" in told[-1].message
    assert [p.where for p in told[:49]] == [f"a:{n}" for n in range(49)]
    assert bounded(warnings[:50], 0, "a") == warnings[:50]


def of_row(folder: Path, scans: str, limits: Limits) -> list[tuple[str, str, str]]:
    path = write(folder, "a.yaml", (SCAN, scans))
    (checked,) = check_paths([path], today=TODAY, limits=limits)
    # One scan stands for several here, which is worth a warning and not what is asked.
    return [(p.code, p.field, p.message) for p in checked.problems if p.code != "same_scan"]


def test_the_portals_limits_decide(folder: Path) -> None:
    row = "papers.birth_notification"
    size = (folder / "papers" / "chung-sinh.pdf").stat().st_size
    one, three = SCAN, "[" + ", ".join(["papers/chung-sinh.pdf"] * 3) + "]"
    assert of_row(folder, one, Limits(max_bytes=size)) == []
    ((code, field, told),) = of_row(folder, one, Limits(max_bytes=size - 1, whose="Cổng Ví Dụ"))
    assert (code, field) == ("paper_too_big", f"{row}.0")
    assert "Cổng Ví Dụ chỉ nhận tối đa" in told
    ((code, field, told),) = of_row(folder, three, Limits(max_files=2, whose="Cổng Ví Dụ"))
    assert (code, field) == ("too_many_papers", row)
    assert "có 3 tệp, Cổng Ví Dụ chỉ nhận tối đa 2 tệp" in told
    assert of_row(folder, three, Limits(max_files=3)) == []
    ((code, _, told),) = of_row(folder, one, Limits(types=("png",), whose="Cổng Ví Dụ"))
    assert (code, "Cổng Ví Dụ chỉ nhận .png" in told) == ("paper_type", True)
    ((code, field, _),) = of_row(folder, three, Limits(max_total=3 * size - 1))
    assert (code, field) == ("papers_too_big", "papers")
    assert of_row(folder, three, Limits(max_total=3 * size)) == []


def test_a_path_is_never_tidied(folder: Path) -> None:
    for name in ("a  b.pdf", " c.pdf"):
        shutil.copy(folder / "papers" / "chung-sinh.pdf", folder / name)
    for said in ('"a  b.pdf"', '["a  b.pdf", " c.pdf"]', '" c.pdf"'):
        assert of_row(folder, said, Limits()) == []


def test_a_broken_flow_fails_its_own_dossiers_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = importlib.import_module

    def import_module(name: str) -> Any:
        if name == "portal_bot_flows.death_registration":
            raise SyntaxError("hỏng")
        return whole(name)

    monkeypatch.setattr(importlib, "import_module", import_module)
    registry._loaded.cache_clear()
    try:
        write(folder, "a.yaml")
        write(folder, "b.yaml", ("procedure: birth_registration", "procedure: death_registration"))
        write(folder, "c.yaml", ("procedure: birth_registration", 'procedure: "1.000656"'))
        checked = check_paths([folder], today=TODAY)
        assert [each.exit_code for each in checked] == [0, 50, 50]
        for bad in checked[1:]:
            (problem,) = bad.problems
            assert (problem.code, problem.field) == ("flow_broken", "procedure")
            assert "flows/death_registration.py" in problem.message.replace("\\", "/")
            assert "SyntaxError: hỏng" in problem.message
        assert len(registry.flows()) == len(procedures()) - 1
        assert list(registry.broken()) == ["death_registration"]
    finally:
        registry._loaded.cache_clear()

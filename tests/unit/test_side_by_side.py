"""Dossiers of one run that ask for the same, or for the same but for a slip of the keyboard."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from bench.check import LARGEST, write_dossiers
from portal_bot.checking import check_paths
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")
CHILD = "declaration.child.full_name"
BORN = "declaration.child.birth_date"
MARITAL = FIXTURES / "marital_status_certificate" / "full.yaml"
DEATH = FIXTURES / "death_registration" / "full.yaml"


def codes(folder: Path) -> list[list[str]]:
    wanted = {"duplicate_dossier", "near_twin", "duplicate_deed"}
    return [[p.code for p in each.problems if p.code in wanted] for each in check_paths([folder])]


def pair(folder: Path, source: Path, one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    written(folder / "a.yaml", one, source)
    written(folder / "b.yaml", other, source)
    first, second = codes(folder)
    assert first == []
    return second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Hòa An", "Nguyễn Hoà An"),
        ("Nguyễn Hòa An", "NGUYỄN HÒA AN"),
        ("Nguyễn Hòa An", "nguyễn  hòa an"),
    ],
)
def test_one_name_written_in_two_ways_is_a_duplicate(one: str, other: str, tmp_path: Path) -> None:
    assert pair(tmp_path, BIRTH, {CHILD: one}, {CHILD: other}) == ["duplicate_dossier"]


@pytest.mark.parametrize("seed", range(8))
def test_one_or_two_letters_make_a_twin(seed: int, tmp_path: Path) -> None:
    drawn = random.Random(seed)
    name = "Nguyễn Thị Mẫu Bình"
    letters = list(name)
    for _ in range(1 + seed % 2):
        spot = drawn.choice([n for n, c in enumerate(letters) if c in "ghnmht"])
        letters[spot] = drawn.choice("nhmtc")
    other = "".join(letters)
    expected = ["near_twin"] if other != name else ["duplicate_dossier"]
    assert pair(tmp_path, BIRTH, {CHILD: name}, {CHILD: other}) == expected


@pytest.mark.parametrize(
    ("one", "other", "seen"),
    [
        ("2026-11-02", "2026-11-03", True),
        ("2026-11-02", "2026-11-20", True),
        ("2026-11-02", "2026-09-13", False),
    ],
)
def test_a_day_that_differs_by_a_digit_or_two(
    one: str, other: str, seen: bool, tmp_path: Path
) -> None:
    changes = [{BORN: day, "declaration.child.birth_date_in_words": ""} for day in (one, other)]
    assert pair(tmp_path, BIRTH, *changes) == (["near_twin"] if seen else [])


def marital(number: str, name: str) -> dict[str, Any]:
    return {
        "applicant.citizen_id": number,
        "applicant.full_name": name,
        "declaration.requester.id_number": number,
        "declaration.requester.full_name": name,
        "declaration.subject.id_number": number,
        "declaration.subject.full_name": name,
    }


@pytest.mark.parametrize(
    ("number", "name", "seen"),
    [
        ("054188000105", "Phạm Thị Thử Nghiệm", True),
        ("054188000140", "Phạm Thị Thử Nghiệm", True),
        ("054188000105", "Phạm Thị Thủ Nghiệm", True),
        ("054188000105", "Lê Thị Hoàn Khác", False),
        ("054188009876", "Phạm Thị Thử Nghiệm", False),
    ],
)
def test_a_number_that_is_near_counts_only_with_the_name(
    number: str, name: str, seen: bool, tmp_path: Path
) -> None:
    first = marital("054188000104", "Phạm Thị Thử Nghiệm")
    told = pair(tmp_path, MARITAL, first, marital(number, name))
    assert told == (["near_twin"] if seen else [])


def test_a_label_of_its_own_says_that_it_is_another(tmp_path: Path) -> None:
    one, other = {CHILD: "Nguyễn Mẫu An"}, {CHILD: "Nguyễn Mẫu Ân", "request": "sinh đôi"}
    assert pair(tmp_path, BIRTH, one, other) == []


def test_a_twin_is_a_warning_and_names_the_other(tmp_path: Path) -> None:
    dead = "declaration.deceased.full_name"
    assert pair(tmp_path, DEATH, {dead: "Phạm Văn Giả Anh"}, {dead: "Phạm Văn Giả Ân"}) == [
        "near_twin"
    ]
    _, second = check_paths([tmp_path])
    (told,) = [p for p in second.problems if p.code == "near_twin"]
    assert (told.severity, told.where) == ("warning", "b.yaml")
    assert str(tmp_path / "a.yaml") in told.message
    assert second.ok


def test_among_many_the_slip_is_found_and_soon(tmp_path: Path) -> None:
    write_dossiers(tmp_path, [LARGEST], 300)
    for path in tmp_path.iterdir():
        path.write_text(path.read_text("utf-8").partition("\nrequest:")[0], "utf-8")
    text = (tmp_path / "0117.yaml").read_text("utf-8")
    assert "Bình An" in text
    began = time.process_time()
    before = sum(map(len, codes(tmp_path)))
    took = time.process_time() - began
    (tmp_path / "0300.yaml").write_text(text.replace("Nguyễn Trần Mẫu", "Nguyễn Trần Mẫn"), "utf-8")
    told = codes(tmp_path)
    assert told[-1] == ["near_twin"]
    assert sum(map(len, told)) == before + 1
    assert took < 15

"""`check`: what people read and what programs get."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES
from tests.unit.cli.conftest import Call

WRONG = {"declaration.child.birth_date": "31/02/2026", "applicant.citizen_id": "123"}


def test_a_good_dossier_passes(call: Call) -> None:
    said = call("check", BIRTH)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{BIRTH}: đạt\n")


def test_every_problem_has_its_file_and_line(tmp_path: Path, call: Call) -> None:
    dossier = written(tmp_path / "birth.yaml", WRONG)
    said = call("check", dossier, BIRTH)
    assert said.code == 10
    head, *problems, _good, total = said.out.splitlines()
    assert head == f"{dossier}: chưa đạt"
    assert total == "1/2 hồ sơ đạt"
    for field in WRONG:
        [line] = [each for each in problems if f" {field}: lỗi: " in each]
        assert line.startswith("  birth.yaml:")


def test_json_has_the_shape_of_the_contract(tmp_path: Path, call: Call) -> None:
    dossier = written(tmp_path / "birth.yaml", WRONG)
    said = call("check", dossier, BIRTH, "--json")
    assert said.code == 10
    wrong, good = said.json["dossiers"]
    assert (wrong["path"], wrong["ok"]) == (str(dossier), False)
    assert (good["path"], good["ok"]) == (str(BIRTH), True)
    assert {problem["field"] for problem in wrong["problems"]} >= set(WRONG)
    for problem in wrong["problems"]:
        assert set(problem) == {"severity", "code", "field", "where", "message"}


def test_a_folder_is_every_dossier_in_it(call: Call) -> None:
    said = call("check", FIXTURES / "birth_registration", "--json")
    files = sorted((FIXTURES / "birth_registration").glob("*.yaml"))
    assert [dossier["path"] for dossier in said.json["dossiers"]] == [str(f) for f in files]


@pytest.mark.parametrize("name", ["nothing.yaml", "picture.png", "broken.yaml"])
def test_a_file_that_is_no_dossier_is_at_fault(name: str, tmp_path: Path, call: Call) -> None:
    if name != "nothing.yaml":
        (tmp_path / name).write_bytes(b"\x89PNG: [")
    said = call("check", tmp_path / name)
    assert said.code == 10
    assert name in said.out


def test_nothing_is_written_to_the_home(call: Call, home: Path) -> None:
    call("check", BIRTH)
    assert not home.exists()

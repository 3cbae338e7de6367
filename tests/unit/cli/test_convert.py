"""`convert`: writes beside, never over, and tells what is still to be said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.fixtures import FIXTURES
from tests.unit.cli.conftest import Call


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES / "papers", tmp_path / "papers")
    (tmp_path / "ho-so").mkdir()
    place = tmp_path / "ho-so" / "khai-sinh.yaml"
    shutil.copy(FIXTURES / "birth_registration" / "plain.yaml", place)
    return place


def test_it_writes_beside_and_never_over(dossier: Path, call: Call) -> None:
    said = call("convert", dossier, "--edition", "2026")
    assert said.code == 0
    assert "declaration.mother.birth_date: Thiếu “Ngày, tháng, năm sinh”" in said.out
    assert "mother.birth_year: Năm sinh" in said.out
    written = dossier.with_name("khai-sinh.2026.yaml")
    text = written.read_text("utf-8")
    assert text.startswith("# Chuyển từ khai-sinh.yaml sang ấn bản 2026.\n# Còn phải khai")
    assert "edition: '2026'" in text
    # What is left to say is what `check` says.
    told = call("check", written, "--allow-outside", "--json").json["dossiers"][0]["problems"]
    wrong = [problem["field"] for problem in told if problem["severity"] == "error"]
    assert len(wrong) == 8
    assert all(f"#   {field}: " in text for field in wrong)
    again = call("convert", dossier, "--edition", "2026")
    assert again.code == 2
    assert "không ghi đè" in again.err


def test_a_folder_is_written_and_scans_are_named_from_it(
    dossier: Path, tmp_path: Path, call: Call
) -> None:
    said = call("convert", dossier, "--edition", "2026", "--out", tmp_path / "sau" / "a", "--json")
    (told,) = said.json["dossiers"]
    assert told["edition"] == 2026
    assert "child.birth_kind" in told["carried"]
    text = Path(told["out"]).read_text("utf-8")
    assert "../../papers/chung-sinh.pdf" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--edition", "2024"], "chỉ có 2022, 2026"),
        (["--edition", "2022"], "đã theo ấn bản 2022"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    words: list[str], told: str, dossier: Path, call: Call
) -> None:
    said = call("convert", dossier, *words)
    assert said.code == 2
    assert told in said.err


def test_a_portal_of_2026_refuses_a_dossier_of_2022_and_the_option_overrules(
    dossier: Path, call: Call
) -> None:
    refused = call("check", dossier, "--edition", "2026", "--json")
    assert refused.code == 10
    (problem,) = refused.json["dossiers"][0]["problems"]
    assert problem["code"] == "wrong_edition"
    assert call("check", dossier, "--edition", "2022").code in {0, 10}

"""What is a dossier in a folder, and what is named though it is left out."""

import os
from pathlib import Path

import pytest

from portal_bot.dossier.finding import find, survey

DOSSIER = "procedure: birth_registration\n"


def touched(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DOSSIER, "utf-8")


def skipped(folder: Path) -> dict[str, str]:
    return {str(s.path.relative_to(folder)): s.code for s in survey([folder]).skipped}


@pytest.mark.parametrize(
    "name",
    [
        "._hoso.yaml", "~$hoso.yaml", ".hoso.yaml", ".~lock.hoso.yaml#", ".DS_Store", "Thumbs.db",
        "desktop.ini", "Desktop.ini", "__MACOSX/hoso.yaml", "$RECYCLE.BIN/hoso.yaml",
        ".git/config.yaml", "hoso.expected.json", "quet.pdf", "anh.JPG",
    ],
)  # fmt: skip
def test_what_the_system_made_is_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    touched(tmp_path, "hoso.yaml", name)
    found = survey([tmp_path])
    assert found.dossiers == [tmp_path / "hoso.yaml"]
    assert found.skipped == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("hai.yaml.txt", "wrong_ending"), ("hai.yml.tmp", "wrong_ending"),
        ("hai.json.bak", "wrong_ending"), ("hai.YAML.TXT", "wrong_ending"),
        ("hai.yaml~", "wrong_ending"), ("hai.yaml (1)", "wrong_ending"),
        ("hai.yaml_cu", "wrong_ending"), ("hai.txt", "wrong_ending"), ("hai", "wrong_ending"),
    ],
)  # fmt: skip
def test_what_looks_like_a_dossier_is_named(tmp_path: Path, name: str, code: str) -> None:
    touched(tmp_path, "hoso.yaml", name)
    (left,) = survey([tmp_path]).skipped
    assert (left.path.name, left.code, left.is_dossier) == (name, code, True)
    assert f"“{name}”" in left.message


def test_office_files_are_named_and_no_more(tmp_path: Path) -> None:
    touched(tmp_path, "hoso.yaml", "danh-sach.xls", "don.docx", "so.csv", "so.fods")
    assert {s.path.name: s.is_dossier for s in survey([tmp_path]).skipped} == {
        "danh-sach.xls": False,
        "don.docx": False,
        "so.csv": False,
        "so.fods": False,
    }


def test_a_workbook_is_a_dossier_file_and_its_result_beside_it_is_none(tmp_path: Path) -> None:
    touched(tmp_path, "so.xlsx", "~$so.xlsx", ".~lock.so.xlsx#", "so.ket-qua.xlsx")
    touched(tmp_path, "so.ket-qua-2.xlsx", "ket-qua.xlsx", "so.ket-qua-thang.xlsx")
    found = survey([tmp_path])
    own = ("ket-qua.xlsx", "so.ket-qua-thang.xlsx", "so.xlsx")
    assert found.dossiers == [tmp_path / name for name in own]
    assert found.skipped == []


def test_notes_that_are_no_dossier_are_not_named(tmp_path: Path) -> None:
    touched(tmp_path, "hoso.yaml")
    (tmp_path / "ghi-chu.txt").write_text("gọi lại bà Ví Dụ", "utf-8")
    (tmp_path / "LICENSE").write_bytes(b"\0\1")
    assert skipped(tmp_path) == {}


def test_a_folder_with_dossiers_is_named_with_how_to_take_it_along(tmp_path: Path) -> None:
    touched(tmp_path, "hoso.yaml", "Trần Thị B/hoso.yaml", "sâu/hơn/nữa/x.json")
    touched(tmp_path, "quet/a.pdf", "trong/b.jpg")
    first, second = survey([tmp_path]).skipped
    assert (first.path.name, second.path.name) == ("Trần Thị B", "sâu")
    assert str(tmp_path / "Trần Thị B") in first.message
    assert str(tmp_path / "sâu" / "hơn" / "nữa") in second.message


@pytest.mark.parametrize("name", ["hai.yaml.txt", "x.yml.bak", "hoso.json (1)", "HAI.YAML.TXT"])
def test_a_misnamed_dossier_in_a_folder_below_is_named(tmp_path: Path, name: str) -> None:
    touched(tmp_path, "hoso.yaml", f"B/sâu/{name}")
    (left,) = survey([tmp_path]).skipped
    assert (left.code, left.is_dossier) == ("wrong_ending", True)
    assert f"sâu/{name}" in left.message.replace(os.sep, "/")
    touched(tmp_path, "B/hoso.yaml")
    (left,) = survey([tmp_path]).skipped
    assert left.code == "folder"
    assert f"sâu/{name}" in left.message.replace(os.sep, "/")


def test_a_copy_of_a_dossier_in_a_folder_below_is_no_misnamed_one(tmp_path: Path) -> None:
    touched(tmp_path, "hoso.yaml", "B/x.yml", "B/x.yml.bak", "B/.x.yaml.swp", "B/a.expected.json")
    (left,) = survey([tmp_path]).skipped
    assert left.code == "folder"
    assert "x.yml.bak" not in left.message


def test_what_is_given_by_name_as_well_is_not_left_out(tmp_path: Path) -> None:
    touched(tmp_path, "hoso.yaml", "B/hoso.yaml", "hai.yaml.txt")
    found = survey([tmp_path, tmp_path / "B", tmp_path / "hai.yaml.txt"])
    assert found.skipped == []
    assert len(found.dossiers) == 3


def test_an_empty_folder_among_others_is_named(tmp_path: Path) -> None:
    touched(tmp_path, "A/hoso.yaml")
    (tmp_path / "B").mkdir()
    assert [s.code for s in survey([tmp_path / "A", tmp_path / "B"]).skipped] == ["no_dossier"]
    assert survey([tmp_path / "B"]).skipped == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_links_that_lead_back_or_in_circles_end(tmp_path: Path) -> None:
    touched(tmp_path, "ho-so/hoso.yaml")
    folder = tmp_path / "ho-so"
    (folder / "tro-lai").symlink_to(".")
    (folder / "len").symlink_to("..")
    (folder / "vong").symlink_to("vong")
    assert skipped(folder) == {}
    assert list(find([folder / "vong"])) == [folder / "vong"]


def test_a_thousand_folders_do_not_take_long_to_name(tmp_path: Path) -> None:
    touched(tmp_path, "hoso.yaml", *(f"sâu/{n}/hoso.yaml" for n in range(60)))
    (left,) = survey([tmp_path]).skipped
    assert "hơn 20 hồ sơ" in left.message


@pytest.mark.parametrize("name", ["hoso.yaml~", "hoso.yaml.bak", "hoso.yaml.swp", "#hoso.yaml#"])
def test_a_copy_that_a_program_left_of_a_dossier_is_named_and_fails_nothing(
    tmp_path: Path, name: str
) -> None:
    touched(tmp_path, "hoso.yaml", name)
    (left,) = survey([tmp_path]).skipped
    assert (left.code, left.is_dossier) == ("left_copy", False)
    assert name in left.message


@pytest.mark.parametrize("name", ["hai.ymal", "hai.yam", "hai.csv1", "hai.toml"])
def test_a_dossier_under_any_ending_is_named(tmp_path: Path, name: str) -> None:
    touched(tmp_path, "hoso.yaml", name)
    assert skipped(tmp_path) == {name: "wrong_ending"}


def test_an_archive_is_named_and_fails_nothing(tmp_path: Path) -> None:
    touched(tmp_path, "hoso.yaml")
    (tmp_path / "ho-so.zip").write_bytes(b"PK\3\4")
    (left,) = survey([tmp_path]).skipped
    assert (left.code, left.is_dossier) == ("archive", False)


def test_a_folder_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched(tmp_path, "hoso.yaml", "B/x.yaml")
    scan = os.scandir

    def refusing(path: str | os.PathLike[str]) -> object:
        if Path(path).name == "B":
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    (left,) = survey([tmp_path]).skipped
    assert (left.code, left.is_dossier) == ("closed_folder", True)
    assert "“B”" in left.message

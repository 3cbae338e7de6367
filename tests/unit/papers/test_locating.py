"""A scan is found under its own name first, then under one that only looks the same."""

import os
import unicodedata
from pathlib import Path

import pytest

from portal_bot import files
from portal_bot.papers import PaperFault, locate

NAME = "giấy chứng sinh số 1.pdf"
NFD = unicodedata.normalize("NFD", NAME)


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode())
    return path


def found(folder: Path, said: str) -> bytes:
    path = locate(folder, Path(said))
    assert isinstance(path, Path), path
    assert path.is_absolute()
    return unicodedata.normalize("NFC", path.read_bytes().decode()).encode()


def refused(folder: Path, said: str) -> PaperFault:
    fault = locate(folder, Path(said))
    assert isinstance(fault, PaperFault)
    assert fault.message.isprintable() or "\xa0" in fault.message
    return fault


@pytest.mark.parametrize(
    ("on_disk", "said"),
    [
        (NFD, NAME),
        (NAME, NFD),
        (f"Trần Thị Bé/{NFD}", f"{unicodedata.normalize('NFD', 'Trần Thị Bé')}/{NAME}"),
        (f"{unicodedata.normalize('NFD', 'Hồ sơ')}/quét/{NAME}", f"Hồ sơ/quét/{NFD}"),
        ("chung sinh  1.pdf", "chung sinh  1.pdf"),
        ("chung sinh  1.pdf", "chung sinh 1.pdf"),
        ("chung sinh 1.pdf", "chung sinh  1.pdf"),
        ("Screenshot 9.41.20\u202fAM.png", "Screenshot 9.41.20 AM.png"),
        ("a\u00a0b.pdf", "a b.pdf"),
        (" a.pdf", "a.pdf"),
        ("a .pdf", "a .pdf"),
        (" a.pdf ", " a.pdf "),
        ("CHUNG-SINH.PDF", "chung-sinh.pdf"),
        ("Quet/a.JPG", "quet/A.jpg"),
        ("ĐƠN.pdf", unicodedata.normalize("NFD", "đơn.PDF")),
        ("b/../c.pdf", "b/../c.pdf"),
    ],
)
def test_one_file_that_looks_the_same_is_taken(tmp_path: Path, on_disk: str, said: str) -> None:
    (tmp_path / "b").mkdir()
    made(tmp_path, on_disk)
    assert found(tmp_path, said) == unicodedata.normalize("NFC", on_disk).encode()


def test_the_exact_name_comes_first(tmp_path: Path) -> None:
    for name in (NFD, NAME, NAME.upper(), "a  b.pdf", "a b.pdf"):
        path = tmp_path / name
        path.write_text(repr(name))
    for name in (NFD, NAME, NAME.upper(), "a  b.pdf", "a b.pdf"):
        taken = locate(tmp_path, Path(name))
        assert isinstance(taken, Path)
        assert taken.read_text() == repr(name)


@pytest.mark.skipif(os.name != "posix", reason="two such names are one elsewhere")
def test_of_two_that_look_the_same_none_is_taken(tmp_path: Path) -> None:
    for name in ("a  b.pdf", "a\u00a0b.pdf", "X.pdf", "x.PDF"):
        made(tmp_path, name)
    fault = refused(tmp_path, "a b.pdf")
    assert fault.code == "paper_ambiguous"
    assert "2 dấu cách" in fault.message
    assert "U+00A0" in fault.message
    fault = refused(tmp_path, "x.pdf")
    assert "“X.pdf” và “x.PDF”" in fault.message


def test_one_folder_of_two_that_has_the_file_is_gone_into(tmp_path: Path) -> None:
    made(tmp_path, f"{unicodedata.normalize('NFD', 'bé')}/a.pdf")
    (tmp_path / "bé").mkdir(exist_ok=True)
    assert found(tmp_path, "bé/a.pdf").endswith(b"a.pdf")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere these are good paths")
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("C:\\Users\\can bo\\a.pdf", "cạnh hồ sơ có “a.pdf”"),
        ("D:/01-khai-sinh/a.pdf", "máy Windows"),
        ("quet\\b.pdf", "ví dụ “quet/b.pdf”"),
        ("https://vi.du/a.pdf", "là địa chỉ"),
        ("file:///tmp/a.pdf", "là địa chỉ"),
        ("aa.pdf", "có phải “a.pdf”?"),
        ("a\0.pdf", "ký tự mà máy không nhận"),
        ("a.pdf/b.pdf", "giữa đường dẫn có một tệp"),
        ("x" * 400, "dài quá mức"),
        ("khong/co/gi.pdf", "không có ở đó"),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(tmp_path: Path, said: str, told: str) -> None:
    made(tmp_path, "a.pdf")
    fault = refused(tmp_path, said)
    assert fault.code == "paper_missing"
    assert told in fault.message


@pytest.mark.parametrize(
    "said",
    [
        "\\\\may-chu\\quet\\b.pdf",
        "//may-chu/quet/b.pdf",
        "\\\\?\\UNC\\may-chu\\quet\\b.pdf",
        "\\\\.\\pipe\\b.pdf",
        "/\\may-chu/b.pdf",
    ],
)
def test_another_machine_is_not_asked_for_a_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """A look alone would sign in there, on Windows."""
    monkeypatch.setattr(files, "is_there", lambda path: pytest.fail(f"looked for {path}"))
    fault = refused(tmp_path, said)
    assert fault.code == "paper_elsewhere"
    assert "ví dụ “b.pdf”" in fault.message


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_links_keep_their_own_name_and_loops_are_left_to_the_reader(tmp_path: Path) -> None:
    made(tmp_path, "kho/SHA256")
    (tmp_path / "a.pdf").symlink_to("kho/SHA256")
    (tmp_path / "vong.pdf").symlink_to("vong.pdf")
    (tmp_path / "thu-muc").symlink_to("thu-muc")
    for name in ("a.pdf", "vong.pdf"):
        path = locate(tmp_path, Path(name))
        assert isinstance(path, Path)
        assert path.name == name
    assert "vòng lại" in refused(tmp_path, "thu-muc/a.pdf").message

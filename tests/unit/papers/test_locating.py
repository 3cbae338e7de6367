"""A scan is found under its own name first, then under one that only looks the same."""

import os
import unicodedata
from pathlib import Path

import pytest

from portal_bot import files, practice
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


@pytest.fixture
def dossiers(tmp_path: Path) -> Path:
    """A folder of dossiers, and beside it what is none of theirs."""
    made(tmp_path, "khac/rieng.pdf")
    made(tmp_path, "ho-so-cu/a.pdf")
    folder = tmp_path / "ho-so"
    made(folder, "a.pdf")
    made(folder, "quet/b.pdf")
    return folder


@pytest.mark.parametrize(
    "said",
    [
        "../khac/rieng.pdf",
        "quet/../../khac/rieng.pdf",
        "./../khac/RIENG.pdf",
        "../khac/không-có.pdf",
        "../ho-so-cu/a.pdf",
        "..",
        "ABSOLUTE/khac/rieng.pdf",
        "ABSOLUTE/ho-so/../khac/rieng.pdf",
        "ABSOLUTE/ho-so-cu/a.pdf",
        "/dev/zero",
        "/proc/self/environ",
    ],
)
def test_what_lies_outside_the_dossiers_folder_is_not_even_looked_at(
    dossiers: Path, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = said.replace("ABSOLUTE", str(dossiers.parent))
    seen: list[Path] = []
    there = files.is_there

    def noted(path: Path) -> bool:
        seen.append(path)
        return there(path)

    monkeypatch.setattr(files, "is_there", noted)
    fault = refused(dossiers, said)
    assert fault.code == "paper_outside"
    assert "nằm ngoài thư mục của hồ sơ" in fault.message
    # Only whether one of its name lies beside the dossier is asked.
    assert {path.parent for path in seen} <= {dossiers}


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
@pytest.mark.parametrize("way", ["tep.pdf", "thu-muc/rieng.pdf", "vong/tep.pdf"])
def test_no_link_leads_out(dossiers: Path, way: str) -> None:
    outside = dossiers.parent / "khac"
    (dossiers / "tep.pdf").symlink_to(outside / "rieng.pdf")
    (dossiers / "thu-muc").symlink_to(outside, target_is_directory=True)
    (dossiers / "vong").symlink_to(dossiers, target_is_directory=True)
    assert refused(dossiers, way).code == "paper_outside"
    assert isinstance(locate(dossiers, Path(way), outside=True), Path)


def test_where_it_is_allowed_a_scan_may_lie_anywhere(dossiers: Path) -> None:
    for said in ("../khac/rieng.pdf", str(dossiers.parent / "khac" / "rieng.pdf")):
        found_at = locate(dossiers, Path(said), outside=True)
        assert found_at == files.whole(dossiers.parent / "khac" / "rieng.pdf")


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_folder_that_is_itself_a_link_holds_its_own_scans(dossiers: Path) -> None:
    link = dossiers.parent / "link"
    link.symlink_to(dossiers, target_is_directory=True)
    for said in ("quet/b.pdf", str(link / "a.pdf"), "quet/../a.pdf"):
        assert isinstance(locate(link, Path(said)), Path), said


def test_the_samples_dummy_scans_may_be_named_from_anywhere(tmp_path: Path) -> None:
    scan = practice.samples() / "papers" / "chung-sinh.pdf"
    assert locate(tmp_path, scan) == files.whole(scan)
    assert refused(tmp_path, str(scan.parents[1] / "days.toml")).code == "paper_outside"


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_several_dossiers_may_share_papers_beside_them(dossiers: Path) -> None:
    shared = made(dossiers.parent, "papers/chung/c.pdf")
    for said in ("../papers/chung/c.pdf", str(shared)):
        assert locate(dossiers, Path(said)) == files.whole(shared)
    (dossiers.parent / "papers" / "lien-ket.pdf").symlink_to(dossiers.parent / "khac" / "rieng.pdf")
    for said in ("../papers/lien-ket.pdf", "../papers/../khac/rieng.pdf", "../../papers/c.pdf"):
        assert refused(dossiers, said).code == "paper_outside"


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_papers_beside_that_are_a_link_are_nobodys(dossiers: Path) -> None:
    (dossiers.parent / "papers").symlink_to(dossiers.parent / "khac", target_is_directory=True)
    assert refused(dossiers, "../papers/rieng.pdf").code == "paper_outside"

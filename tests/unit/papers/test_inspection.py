from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from portal_bot.papers import USUAL, Limits, inspect, sha256
from tests.support.fixtures import FIXTURES

SCANS = sorted((FIXTURES / "papers").iterdir())


def codes(path: Path) -> list[str]:
    return [fault.code for fault in inspect(path)]


def image(kind: str, size: tuple[int, int] = (640, 480)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def pdf(*, pages: int = 1, password: str | None = None) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(200, 300)
        drawing = DecodedStreamObject()
        drawing.set_data(b"0 0 0 rg 40 100 120 60 re f")
        page[NameObject("/Contents")] = writer._add_object(drawing)
    if password is not None:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


@pytest.mark.parametrize("scan", SCANS, ids=lambda path: path.name)
def test_the_fixtures_scans_are_fit(scan: Path) -> None:
    assert inspect(scan) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", image("JPEG")),
        ("ANH.JPEG", image("JPEG")),
        ("anh.png", image("PNG")),
        ("giấy chứng sinh.pdf", pdf()),
        ("quet.PDF", pdf()),
    ],
)
def test_takes_what_portals_take(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert inspect(path) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "anh.jpg",
            image("PNG"),
            "Tệp anh.jpg mang tên ảnh JPEG nhưng nội dung là ảnh PNG. Đổi ",
        ),
        (
            "don.pdf",
            image("JPEG"),
            "Tệp don.pdf mang tên PDF nhưng nội dung là ảnh JPEG. Đổi ",
        ),
        (
            "anh.png",
            pdf(),
            "Tệp anh.png mang tên ảnh PNG nhưng nội dung là PDF. Đổi ",
        ),
        ("anh.jpg", b"khong phai anh " * 9, "Tệp anh.jpg mang tên ảnh JPEG nhưng nội dung là"),
        ("don.pdf", word(), "Tệp don.pdf mang tên PDF nhưng nội dung là loại ."),
        ("don.docx", word(), "Tệp don.docx: cổng chỉ nhận .pdf, .jpg, .jpeg hoặc .png."),
        ("don", pdf(), "Tệp don: cổng chỉ nhận .pdf, .jpg, .jpeg hoặc .png."),
    ],
)
def test_the_content_decides_not_the_name(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (fault,) = inspect(path)
    assert fault.code == "paper_type"
    assert fault.message.startswith(said)


def test_a_type_nobody_knows_is_said_to_be_another(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    path.write_bytes(b"\x01\x02\x03\x04" * 64)
    (fault,) = inspect(path)
    assert fault.message.startswith("Tệp don.pdf mang tên PDF nhưng nội dung là loại khác. Mở ")


@pytest.mark.parametrize("name", ["anh.jpg", "anh.png"])
def test_a_torn_image_is_unreadable(tmp_path: Path, name: str) -> None:
    kind = "PNG" if name.endswith("png") else "JPEG"
    path = tmp_path / name
    whole = image(kind, (400, 300))
    path.write_bytes(whole[: len(whole) // 2])
    (fault,) = inspect(path)
    assert fault.code == "paper_unreadable"
    assert fault.message.startswith(f"Tệp {name} hỏng hoặc chưa chép hết, không mở được: chép lại")


def test_an_image_of_absurd_size_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    path = tmp_path / "anh.png"
    path.write_bytes(image("PNG"))
    assert [fault.message for fault in inspect(path)] == [
        "Ảnh anh.png quá lớn (số điểm ảnh): quét lại ở độ phân giải thấp hơn."
    ]


@pytest.mark.parametrize("torn", [pdf()[:60], b"%PDF-1.7\n" + b"\xff" * 500, b"%PDF-"])
def test_a_torn_pdf_is_unreadable(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "don.pdf"
    path.write_bytes(torn)
    assert codes(path) == ["paper_unreadable"]


def test_a_pdf_needs_a_page(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    path.write_bytes(pdf(pages=0))
    assert [fault.message for fault in inspect(path)] == [
        "Tệp don.pdf không có trang nào: hãy quét lại."
    ]


def test_a_pdf_behind_a_password_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    path.write_bytes(pdf(password="bi-mat"))
    assert codes(path) == ["paper_locked"]


def test_a_pdf_that_anyone_opens_is_not_locked(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    path.write_bytes(pdf(password=""))
    assert inspect(path) == []


def test_an_empty_file_says_scan_it_again(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    path.touch()
    assert [fault.message for fault in inspect(path)] == [
        "Tệp don.pdf rỗng (0 byte): hãy quét lại."
    ]


def test_the_limit_is_the_portals_own(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    path.write_bytes(pdf())
    size = path.stat().st_size
    assert inspect(path, Limits(max_bytes=size)) == []
    assert [f.code for f in inspect(path, Limits(max_bytes=size - 1))] == ["paper_too_big"]


def test_what_is_too_big_is_told_in_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    with path.open("wb") as file:
        file.truncate(USUAL.max_bytes + 1_100_000)
    assert [fault.message for fault in inspect(path)] == [
        "Tệp don.pdf nặng 7,0 MB, cổng chỉ nhận tối đa 6,0 MB. Làm nhỏ lại: portal-bot scan TỆP"
    ]


def test_a_missing_file_is_missing_and_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    assert codes(tmp_path / "don.pdf") == ["paper_missing"]
    (tmp_path / "trang").mkdir()
    (fault,) = inspect(tmp_path / "trang")
    assert fault.code == "paper_folder"
    assert fault.message == "“trang” là thư mục, trong đó không có bản quét nào; ghi từng tệp"
    for number in range(4):
        (tmp_path / "trang" / f"{number}.pdf").write_bytes(pdf())
    (fault,) = inspect(tmp_path / "trang")
    listed = "“trang/0.pdf”, “trang/1.pdf”, “trang/2.pdf” …"
    assert fault.message == f"“trang” là thư mục; ghi từng tệp trong đó: {listed}"


@pytest.mark.parametrize("name", ['don"1.pdf', "don<1>.pdf", "don:1.pdf", "don\n1.pdf"])
def test_a_name_the_portal_refuses_is_found_here(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(pdf())
    assert codes(path) == ["paper_name"]


def test_a_name_of_over_a_hundred_letters_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / ("d" * 97 + ".pdf")
    path.write_bytes(pdf())
    (fault,) = inspect(path)
    assert (fault.code, "dài 101 ký tự" in fault.message) == ("paper_name", True)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "don:1.pdf"
    path.write_bytes(image("PNG"))
    assert codes(path) == ["paper_name", "paper_type"]


def test_the_fingerprint_is_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "don.pdf"
    path.write_bytes(b"abc" * 100_000)
    assert sha256(path) == hashlib.sha256(b"abc" * 100_000).hexdigest()

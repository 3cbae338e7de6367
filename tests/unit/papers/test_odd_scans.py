"""Odd and damaged scans: each is taken, or refused with a reason; none breaks the program."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfWriter

from portal_bot.papers import inspect
from tests.support.fixtures import FIXTURES

pytestmark = pytest.mark.in_turn(2)

SCANS = sorted((FIXTURES / "papers").iterdir())


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def locked(algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=FIXTURES / "papers" / "chung-sinh.pdf")
    writer.encrypt("", "chỉ cấm sao chép", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (600, 600)) -> Image.Image:
    """Not white, and nothing to read: whether it opens is what is asked."""
    noise = Image.effect_noise(size, 80)
    if mode == "I;16":
        return noise.convert("I").point(lambda level: level * 257).convert(mode)
    return noise.convert("RGB").convert(mode)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cmyk.jpg", saved(plain("CMYK"), "JPEG")),
        ("xam.jpg", saved(plain("L"), "JPEG", progressive=True)),
        ("16.png", saved(plain("I;16"), "PNG")),
        ("1.png", saved(plain("1"), "PNG")),
        ("dong.png", saved(plain(), "PNG", save_all=True, append_images=[plain(), plain()])),
        ("hai.jpg", saved(plain(), "MPO", save_all=True, append_images=[plain()])),
        ("dai.jpg", saved(plain(size=(32, 4000)), "JPEG")),
        ("aes128.pdf", locked("AES-128")),
        ("aes256.pdf", locked("AES-256")),
        ("rc4.pdf", locked("RC4-128")),
    ],
)
def test_what_people_can_open_is_taken(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert inspect(tmp_path / name) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(1, 1), (7, 7), (1, 4000), (4000, 7), (8, 8), (31, 500)])
def test_a_picture_of_a_few_pixels_is_too_small(
    tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    path = tmp_path / f"anh.{kind.lower()}"
    path.write_bytes(saved(plain(size=size), kind))
    (fault,) = inspect(path)
    assert fault.code == "paper_too_small"
    assert f"{size[0]} x {size[1]}" in fault.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", saved(plain(), "WEBP")),
        ("anh.png", saved(plain(), "GIF")),
        ("anh.jpg", b"\0\0\0\x18ftypheic" + bytes(200)),
        ("anh.png", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
        ("don.pdf", b"\n%PDF-1.7\n"),
        ("don.pdf", b"\xef\xbb\xbf%PDF-1.7\n"),
    ],
)
def test_what_only_bears_the_name_is_refused_by_its_kind(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert [fault.code for fault in inspect(tmp_path / name)] == ["paper_type"]


def damaged(content: bytes, dice: random.Random) -> bytes:
    torn = bytearray(content)
    for _ in range(dice.choice([1, 4, 40])):
        torn[dice.randrange(len(torn))] = dice.randrange(256)
    if dice.random() < 0.4:
        at = dice.randrange(len(torn))
        del torn[at : at + dice.randrange(1, 600)]
    if dice.random() < 0.3:
        torn = torn[: dice.randrange(8, len(torn))] if len(torn) > 9 else torn
    return bytes(torn)


@pytest.mark.parametrize("scan", SCANS, ids=lambda path: path.name)
def test_no_damage_breaks_the_program(tmp_path: Path, scan: Path) -> None:
    dice = random.Random(scan.name)
    path = tmp_path / scan.name
    for _ in range(15):
        path.write_bytes(damaged(scan.read_bytes(), dice))
        assert all(fault.code.startswith("paper_") for fault in inspect(path))

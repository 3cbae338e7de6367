from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from portal_bot.papers.thumbnail import MOST_BYTES, thumbnail
from tests.support.drawn_scans import grain, page, saved
from tests.support.fixtures import FIXTURES

SCANS = sorted((FIXTURES / "papers").iterdir())


def picture(address: str) -> Image.Image:
    head, _, body = address.partition(",")
    assert head == "data:image/jpeg;base64"
    assert len(body) <= MOST_BYTES
    return Image.open(BytesIO(base64.b64decode(body)))


@pytest.mark.parametrize("scan", SCANS, ids=lambda path: path.name)
def test_each_scan_has_its_stamp(scan: Path) -> None:
    assert 100 <= max(picture(thumbnail(scan)).size) <= 150


@pytest.mark.parametrize("size", [(60, 90), (300, 420), (1240, 1754)])
def test_never_the_whole_scan(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(saved(grain(page(1, size), 9)))
    assert max(picture(thumbnail(path)).size) <= max(size) // 3


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.pdf", "a.heic", "a.doc", "khong-co.pdf"])
def test_what_shows_nothing_has_none(tmp_path: Path, name: str) -> None:
    if name.startswith("a."):
        (tmp_path / name).write_bytes(b"nothing at all")
    assert thumbnail(tmp_path / name) == ""

"""`guide`, wrong in every way: one line, nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import settings
from tests.unit.cli.conftest import Call


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.BROWSER, "/nowhere/chromium")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["khong co thu tuc nay"], "không có thủ tục"),
        (["khai sinh", "--portal", "khong-co"], "không có cổng"),
        (["khai sinh", "--portal-url", "vidu"], "phải là một địa chỉ web"),
        (["khai sinh", "--contact", "a" * 300], "--contact dài 300"),
        (["khai sinh", "--pictures", "khong-co"], "không có thư mục này"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    words: list[str], told: str, tmp_path: Path, call: Call
) -> None:
    out = tmp_path / "out"
    said = call("guide", *words, "--out", out)
    assert said.code == 2
    assert told in said.err
    assert not out.exists()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, call: Call) -> None:
    out = tmp_path / "out"
    out.write_text("mine")
    said = call("guide", "khai sinh", "--out", out)
    assert said.code == 2
    assert "không phải thư mục" in said.err
    assert out.read_text() == "mine"


def test_without_a_browser_it_says_how_to_get_one(tmp_path: Path, call: Call) -> None:
    said = call("guide", "khai sinh", "--out", tmp_path / "out")
    assert said.code == 12
    assert settings.BROWSER in said.err

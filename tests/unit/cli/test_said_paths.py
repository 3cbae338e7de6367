"""Paths and names as a shell gives them: empty ones, and ones in several words."""

import subprocess
import sys
from pathlib import Path

import pytest

from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.shared_options import a_path
from portal_bot.errors import UsageError
from portal_bot.registry import title_of


@pytest.mark.parametrize("said", ["", " "])
def test_an_empty_path_is_not_the_folder_one_stands_in(said: str) -> None:
    with pytest.raises(UsageError, match="rỗng"):
        a_path(said)
    assert a_path("ho-so/") == Path("ho-so")


@pytest.mark.parametrize("words", [["khai sinh"], ["khai", "sinh"], ["KHAI", "SINH"], ["1.001193"]])
def test_a_procedure_is_found_with_or_without_quotes(words: list[str]) -> None:
    assert wanted(words).slug == "birth_registration"


def test_a_slug_is_told_as_a_title() -> None:
    assert title_of("birth_registration") == "Thủ tục đăng ký khai sinh"
    assert title_of("chua_biet") == "chua_biet"
    assert title_of(None) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="its shells cannot close a stream")
def test_a_closed_stdout_is_no_bug(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m portal_bot status >&-"],
        env={"PORTAL_BOT_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")

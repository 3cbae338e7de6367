"""TOML from anywhere is read in time, or refused; nothing of it ends the program."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from portal_bot import settings, settings_file
from portal_bot.errors import SetupError, UsageError
from portal_bot.portals.profile import load
from portal_bot.toml_text import toml_of

DEEP = {
    "lists": "name = " + "[" * 20_000 + "]" * 20_000,
    "fewer lists": "name = " + "[" * 3_000 + "]" * 3_000,
    "a dotted key": "a" + ".a" * 50_000 + " = 1",
    "a dotted table": "[a" + " . a" * 50_000 + "]",
    "inline tables": "a = " + "{a = " * 4_000 + "1" + "}" * 4_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_nests_without_end_is_refused_at_once(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.monotonic()
    with pytest.raises(tomllib.TOMLDecodeError):
        toml_of(text)
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    (tmp_path / settings_file.NAME).write_text(text, "utf-8")
    with pytest.raises(SetupError, match="quá sâu"):
        settings_file.read(tmp_path)
    profile = tmp_path / "cong.toml"
    profile.write_text(text, "utf-8")
    profile.chmod(0o600)
    with pytest.raises(UsageError, match="quá sâu"):
        load(str(profile), tmp_path)
    assert time.monotonic() - began < 5


def test_what_people_write_is_read() -> None:
    assert toml_of('a.b.c = "một.hai.ba"\n[[d]]\ne = [[1], [2]]') == {
        "a": {"b": {"c": "một.hai.ba"}},
        "d": [{"e": [[1], [2]]}],
    }

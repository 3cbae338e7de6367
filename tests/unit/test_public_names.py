"""The public face: each name stands once, in `portal_bot/__init__.pyi`."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import portal_bot

STUB = Path(portal_bot.__file__).with_suffix(".pyi")
# Public name: the module it comes from, empty for a module.
HOMES = {
    alias.name: node.module or ""
    for node in ast.parse(STUB.read_text("utf-8")).body
    if isinstance(node, ast.ImportFrom)
    for alias in node.names
}


def test_the_public_names_are_those_of_the_stub() -> None:
    assert dir(portal_bot) == sorted(HOMES)


def test_every_name_of_the_stub_is_public_for_type_checkers_too() -> None:
    """Without its alias a name of a stub is the stub's own."""
    nodes = [n for n in ast.parse(STUB.read_text("utf-8")).body if isinstance(n, ast.ImportFrom)]
    names = [(alias.name, alias.asname) for node in nodes for alias in node.names]
    assert [name for name, told in names if name != told] == []
    assert len(names) == len(HOMES), "a name stands twice"


@pytest.mark.parametrize("name", sorted(HOMES))
def test_every_public_name_is_what_its_home_says(name: str) -> None:
    home = importlib.import_module(f"portal_bot.{HOMES[name] or name}")
    assert getattr(portal_bot, name) is getattr(home, name, home)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="attribute nothing"):
        getattr(portal_bot, "nothing")  # noqa: B009 - type checkers know that it is not there


def test_importing_the_package_loads_nothing_of_it() -> None:
    assert _loaded("import portal_bot", "portal_bot.", "pydantic") == []


def test_the_words_of_a_flow_pull_no_browser_in() -> None:
    words = sorted(name for name, home in HOMES.items() if home.startswith(("blocks", "dossier")))
    assert _loaded(f"from portal_bot import Flow, {', '.join(words)}", "playwright") == []


def test_the_synchronous_doors_pull_no_browser_in_before_they_are_called() -> None:
    doors = ", ".join(name for name, home in HOMES.items() if home == "api")
    assert _loaded(f"from portal_bot import {doors}", "playwright") == []


def test_a_door_is_opened_without_what_is_behind_it() -> None:
    """The browser's driver starts first: what else a run needs is loaded meanwhile."""
    behind = ("filing", "form", "intake", "checking", "dossier.model", "registry", "batch.line")
    code = "from portal_bot import aio, fill, submit; import portal_bot.batch.local"
    assert _loaded(code, "rapidfuzz", *(f"portal_bot.{room}" for room in behind)) == []


@pytest.mark.parametrize("name", portal_bot.aio.__all__)
def test_the_asynchronous_face_has_every_name_that_it_says(name: str) -> None:
    assert getattr(portal_bot.aio, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(portal_bot.aio, "nothing")  # noqa: B009 - type checkers know that it is not there


def _loaded(code: str, *beginnings: str) -> list[str]:
    """The modules with these beginnings that a program has loaded at its end."""
    code += f"; import sys; print(*(m for m in sys.modules if m.startswith({beginnings!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()

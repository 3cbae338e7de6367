"""The public face."""

import importlib
import subprocess
import sys

import pytest

import portal_bot


def test_the_public_names_are_sorted_and_all_there() -> None:
    assert portal_bot.__all__ == sorted(portal_bot.__all__)
    assert set(portal_bot.__all__) == set(portal_bot._HOMES)
    assert dir(portal_bot) == portal_bot.__all__


@pytest.mark.parametrize("name", portal_bot.__all__)
def test_every_public_name_is_what_its_home_says(name: str) -> None:
    home = importlib.import_module(f"portal_bot.{portal_bot._HOMES[name]}")
    assert getattr(portal_bot, name) is getattr(home, name, home)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = portal_bot.nothing


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = (
        "import sys, portal_bot;"
        "print([m for m in sys.modules if m.startswith(('portal_bot.', 'pydantic'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_words_of_a_flow_pull_no_browser_in() -> None:
    words = sorted(set(portal_bot.__all__) - {"Form", "aio", "check", "fill", "submit"})
    code = (
        f"import sys; from portal_bot import {', '.join(words)}; print('playwright' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

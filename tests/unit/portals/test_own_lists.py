"""The account's own list is called what its portal calls it, wherever people read of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import portal_bot
from portal_bot.portals import platform_of
from portal_bot.portals.igate_v1.account_pages import AccountPages
from portal_bot.portals.own_lists import OWN_LISTS, SOME_LIST
from portal_bot.portals.profile import load, own_list_of, shipped

ROOM = Path(portal_bot.__file__).parent


@pytest.mark.parametrize("name", shipped())
def test_a_portal_calls_its_list_what_its_page_is_headed(name: str) -> None:
    portal = load(name)
    platform = platform_of(portal)
    assert issubclass(platform, AccountPages)
    assert platform.list_kind.heading == portal.own_list == own_list_of(name)


def test_a_portal_that_nobody_knows_any_more_has_a_list_all_the_same() -> None:
    assert own_list_of("gone") == SOME_LIST


def test_no_message_has_such_a_name_by_itself() -> None:
    named = [
        f"{file.relative_to(ROOM)}:{text.lineno}"
        for file in ROOM.rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
        if any(f"“{name}”" in text.value or text.value == name for name in OWN_LISTS.values())
    ]
    assert {place.partition(":")[0] for place in named} == {"portals/own_lists.py"}, named

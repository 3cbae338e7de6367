"""A room is found by its name; GLOSSARY's words are those of the tree."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tools.house import same_classes, same_rooms

ROOT = Path(__file__).parents[2]
# Texts and comments, which name nothing.
SAID = re.compile(r'(?s:""".*?""")|"[^"\n]*"|#.*')
FOLDERS = ("portal_bot", "mock_portal", "chaos", "tests")
ROW = re.compile(
    r"^\| \*\*(?P<word>[^*]+)\*\* \| [^|]*\| (?P<means>[^|]+)\| (?P<avoid>[^|]*)\|$", re.MULTILINE
)
GLOSSARY = (ROOT / "GLOSSARY.md").read_text("utf-8")
ROWS = {row["word"]: row for row in ROW.finditer(GLOSSARY)}


def test_no_two_rooms_have_one_name() -> None:
    assert same_rooms() == []


def test_one_class_name_has_one_meaning() -> None:
    assert same_classes() == []


@cache
def words_of_the_tree() -> frozenset[str]:
    """All words of which names are made, in small letters."""
    names: set[str] = set()
    for path in (p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py")):
        code = SAID.sub(" ", path.read_text("utf-8"))
        names |= {path.stem, *re.findall(r"[A-Za-z_]\w*", code)}
    parts = (re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name) for name in names)
    return frozenset(part.lower() for found in parts for part in found)


@pytest.mark.parametrize("word", ROWS)
def test_each_word_of_the_glossary_is_one_of_the_tree(word: str) -> None:
    parts = [part for part in re.split(r"[ -]", word.lower()) if part not in {"of", "the", "by"}]
    # As it stands, or as a name makes it: several, or done.
    for part in parts:
        forms = {part, f"{part}s", f"{part}ed", f"{part.removesuffix('e')}ing"}
        assert forms & words_of_the_tree(), part


def test_the_words_stand_in_order_and_each_once() -> None:
    words = [row["word"].lower() for row in ROW.finditer(GLOSSARY)]
    assert len(words) > 40
    assert len(words) == len(set(words))

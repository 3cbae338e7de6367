"""A room is found by its name; GLOSSARY's words are those of the tree."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tools.house import same_classes, same_rooms

ROOT = Path(__file__).parents[2]
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


def words_of_the_tree() -> set[str]:
    """All words of which names are made, in small letters."""
    found: set[str] = set()
    for path in (p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py")):
        names = [path.stem, path.parent.name]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                names.append(node.name)
            elif isinstance(node, ast.arg):
                names.append(node.arg)
            elif isinstance(node, ast.Attribute):
                names.append(node.attr)
        for name in names:
            found |= {part.lower() for part in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)}
    return found


TREE = words_of_the_tree()


@pytest.mark.parametrize("word", ROWS)
def test_each_word_of_the_glossary_is_one_of_the_tree(word: str) -> None:
    parts = [part for part in re.split(r"[ -]", word.lower()) if part not in {"of", "the", "by"}]
    # As it stands, or as a name makes it: several, or done.
    assert all(
        {part, f"{part}s", f"{part}ed", part.removesuffix("e") + "ing"} & TREE for part in parts
    )


def test_the_words_stand_in_order_and_each_once() -> None:
    words = [row["word"].lower() for row in ROW.finditer(GLOSSARY)]
    assert len(words) > 40
    assert len(words) == len(set(words))

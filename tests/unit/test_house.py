"""A room is found by its name; GLOSSARY's words are those of the tree."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tools.house import same_classes, same_rooms, unexplained_imports

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


def test_an_import_inside_a_function_says_on_its_line_why() -> None:
    assert unexplained_imports() == []


def test_an_import_without_its_reason_is_found_wherever_it_hides(tmp_path: Path) -> None:
    lines = [
        "import at_the_top",
        "def outer():",
        "    import bare",
        "    import told  # slow: only for a term",
        "    if told:",
        "        from deep import within",
        "    def inner():",
        "        import marked  # noqa: PLC0415",
        "        import typed  # type: ignore[import-untyped]",
        "    async def other():",
        "        from both import (  # noqa: PLC0415 - an extra, which may be missing",
        "            one,",
        "        )",
        "class Late:",
        "    def method(self):",
        "        import lonely  #",
    ]
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "module.py").write_text("\n".join(lines) + "\n")
    found = unexplained_imports(folder)
    assert sorted(int(place.rpartition(":")[2]) for place in found) == [3, 6, 8, 9, 16]


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

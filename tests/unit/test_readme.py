from __future__ import annotations

import html
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal_bot import fields
from portal_bot.catalogue.procedures import procedures
from portal_bot.cli.app import VERBS, group
from tools.check_site import fetched
from tools.gather_pages import pages
from tools.readme_table import LEGEND, README, with_table

ROOT = README.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("docs/**/*.md")])
FOR_PEOPLE = [ROOT / "README.vi.md", ROOT / "docs" / "mot-trang.html"]
# What stands for a word of the reader's own.
# These act while the line is read.
OWN = {"-h", "--version", "--install-completion"}
PLACES = {"TÊN": "mock", "MÃ": "PB-ABCDEFGHIJ", "LỆNH": "submit"}
each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)
# Where a page may mean a file to lie that it names in code.
PLACES_OF_FILES = (
    "",
    "portal_bot",
    "tests",
    "tests/flows",
    "tests/chaos",
    "docs/examples/my_flows",
)
TOLD_OF_BEFORE = {"flows/social_pension.py", "mock_portal/forms/social_pension.toml"}


def test_the_table_of_procedures_is_the_flows_own() -> None:
    text = README.read_text("utf-8")
    assert text == with_table(text), "run: python tools/readme_table.py"


def test_codes_that_were_recalled_are_marked_there_and_no_others() -> None:
    marked = set(
        re.findall(r"^\| `\w+` \| ([\d.]+) \? \|", README.read_text("utf-8"), re.MULTILINE)
    )
    recalled = {facts.code for facts in procedures().values() if not facts.code_verified}
    assert marked == recalled
    assert recalled
    assert LEGEND in README.read_text("utf-8")


def test_a_readme_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="the marks"):
        with_table("# portal_bot\n")


@each_document
def test_every_verb_it_names_is_there(path: Path) -> None:
    named = re.findall(r"portal(?:-bot|_bot) ([a-z]+)\b", _code_of(path))
    assert set(named) - {"import"} <= set(VERBS)


@each_document
def test_every_make_target_it_names_is_there(path: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    # `roster make` is a verb of ours.
    named = re.findall(r"(?<!roster )\bmake ([a-z-]+)", _code_of(path))
    assert set(named) <= set(targets)


@each_document
def test_every_variable_it_names_is_ours(path: Path) -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(PORTAL_BOT_[A-Z_]+)`", page, re.MULTILINE))
    assert set(re.findall(r"(?<!_)PORTAL_BOT_[A-Z_]*[A-Z]", path.read_text("utf-8"))) <= listed


@pytest.mark.parametrize("path", FOR_PEOPLE, ids=lambda path: path.name)
def test_every_command_it_tells_people_is_understood(path: Path) -> None:
    """Parsed to the end with its options, and not run."""
    commands = _commands_of(path)
    assert len(commands) > 5
    for command in commands:
        at: Any = group()
        words = [PLACES.get(word, word) for word in shlex.split(command)]
        context = at.make_context("portal-bot", ["--help"], resilient_parsing=True)
        while hasattr(at, "resolve_command") and words and not words[0].startswith("-"):
            _, at, words = at.resolve_command(context, words)
        # A verb that is only named has no arguments there.
        assert at.make_context("told", words, resilient_parsing=not words or words[0] in OWN), (
            command
        )


def _commands_of(path: Path) -> list[str]:
    """What follows `portal-bot`, or `py -m portal_bot`, on a line or between backticks."""
    text = html.unescape(path.read_text("utf-8"))
    code = re.findall(r"<code>(.*?)</code>", text) if path.suffix == ".html" else []
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    code += [line for block in blocks for line in block.splitlines()]
    code += re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    found = [re.match(r"(?:portal-bot|py -m portal_bot) (?!…)(.+)", line) for line in code]
    return [match[1] for match in found if match]


@each_document
def test_its_links_lead_to_files(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8"))
    missing = [link for link in links if ":" not in link and not (path.parent / link).exists()]
    assert missing == []


@each_document
def test_the_files_it_names_are_there(path: Path) -> None:
    if path.name == "CHANGELOG.md":
        pytest.skip("tells of what was")
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"`([a-z_0-9]+(?:/[a-z_0-9-]+)+\.(?:py|toml|js|md|txt))`", text))
    places = [path.parent, *(ROOT / place for place in PLACES_OF_FILES)]
    missing = {name for name in named if not any((place / name).is_file() for place in places)}
    assert missing - TOLD_OF_BEFORE == set()


def test_the_reference_names_every_word_of_fields() -> None:
    text = (ROOT / "docs" / "reference.md").read_text("utf-8")
    told = set(re.findall(r"`(\w+)`", text)) | {"Field", "Optional", "Listed"}
    assert set(fields.__all__) <= told
    assert "members: [Field, Optional, Listed]" in text


def test_contributing_is_short() -> None:
    assert (ROOT / "CONTRIBUTING.md").stat().st_size <= 6000


def test_every_page_stands_in_the_navigation_once() -> None:
    said = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    listed = [text for entry in said for text in _in_navigation(entry)]
    assert len(listed) == len(set(listed))
    assert set(listed) >= {path.as_posix() for path in pages()}
    assert {"README.vi.md", "docs/mot-trang.html"} <= set(listed)


def _in_navigation(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    else:
        for inner in entry.values():
            for one in [inner] if isinstance(inner, str) else inner:
                yield from _in_navigation(one)


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("a.html", '<link rel="stylesheet" href="https://fonts.vidu.example/a.css">', 1),
        ("a.html", '<script src="//cdn.vidu.example/a.js"></script><img src="a.png">', 1),
        ("a.html", '<a href="https://vidu.example">x</a><link rel="canonical" href="//a.b">', 0),
        ("a.html", "<style>@import 'https://vidu.example/a.css';</style>", 1),
        ("a.html", '<pre class="mermaid">a</pre>', 1),
        ("a.css", "@font-face { src: url(https://vidu.example/a.woff2) }", 1),
        ("a.css", "a { background: url(data:image/svg+xml;base64,AAAA) }", 0),
    ],
)
def test_a_page_that_would_fetch_from_another_host_is_named(
    tmp_path: Path, name: str, text: str, count: int
) -> None:
    (tmp_path / name).write_text(text)
    assert len(list(fetched(tmp_path / name))) == count


def _code_of(path: Path) -> str:
    """What stands in code blocks and between backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", path.read_text("utf-8"), re.DOTALL))

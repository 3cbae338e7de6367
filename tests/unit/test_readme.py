from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.cli.app import VERBS
from tools.readme_table import README, with_table

ROOT = README.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/README.md")])
each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def test_the_table_of_procedures_is_the_flows_own() -> None:
    text = README.read_text("utf-8")
    assert text == with_table(text), "run: python tools/readme_table.py"


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
    assert set(re.findall(r"\bmake ([a-z-]+)", _code_of(path))) <= set(targets)


@each_document
def test_every_variable_it_names_is_ours(path: Path) -> None:
    ours = {
        settings.HOME, settings.BROWSER, settings.PORTAL, settings.FEES, settings.PASSWORD,
        settings.QUEUE, settings.NOW,
    }  # fmt: skip
    assert set(re.findall(r"PORTAL_BOT_[A-Z]+", path.read_text("utf-8"))) <= ours


@each_document
def test_its_links_lead_to_files(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8"))
    missing = [link for link in links if ":" not in link and not (path.parent / link).exists()]
    assert missing == []


def _code_of(path: Path) -> str:
    """What stands in code blocks and between backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", path.read_text("utf-8"), re.DOTALL))

"""What a portal or a dossier says is text: in every page that we write, and in the terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rich.table import Table
from rich.text import Text

from portal_bot.cli import console
from portal_bot.cli.safe_console import SafeConsole
from portal_bot.page_template import page_template
from portal_bot.reports.cell_words import cell_text
from portal_bot.shown import shown
from tests.support.markup import MARKUP, UNSEEN

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.relative_to(ROOT) for path in (ROOT / "portal_bot").rglob("*.j2"))
# Made by us and handed in as markup, or as the address of a file or picture of ours.
OURS = {"mark", "chart", "qr", "proof", "sheet", "evidence", "picture"}


class Anything(str):
    """A text that is also whatever a template takes it for: a list, an object, a number."""

    parts = 1
    # Of a text a method, of what a template is given a value.
    title = count = property(lambda self: Anything(str(self)))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return "" if name in OURS else Anything(str(self))

    def __iter__(self) -> Iterator[Any]:
        return iter([Anything(str(self))] * type(self).parts)

    def __call__(self, *_: Any, **__: Any) -> Any:
        return Anything(str(self))

    def __getitem__(self, _: Any) -> Any:
        return Anything(str(self))

    def __format__(self, _: str) -> str:
        return str(self)

    def __gt__(self, other: Any) -> bool:
        return True

    __lt__ = __ge__ = __le__ = __gt__

    def __add__(self, _: Any) -> Any:
        return Anything(str(self))

    __sub__ = __mod__ = __mul__ = __radd__ = __add__


class Shape(HTMLParser):
    """The elements and attributes of a page, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: set[tuple[str, ...]] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # How long a text is decides some classes.
        self.parts.add((tag, *sorted(name for name, _ in attrs if name != "class")))

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(page: Path, said: str) -> str:
    """The page, in which everything says this."""
    from jinja2 import meta

    template = page_template(".".join(page.parent.parts), page.name)
    source = (ROOT / page).read_text("utf-8")
    names = meta.find_undeclared_variables(template.environment.parse(source))
    for parts in range(1, 7):
        Anything.parts = parts
        try:
            return template.render({n: "" if n in OURS else Anything(said) for n in names})
        except (ValueError, TypeError):
            # A loop takes more things apart.
            continue
    raise AssertionError(f"{page} takes no text apart")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_text_is_ever_markup(page: Path) -> None:
    plain = Shape(rendered(page, "abc"))
    assert "abc" in plain.text
    for said in MARKUP:
        made = Shape(rendered(page, said))
        assert made.parts == plain.parts, said


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_what_does_not_show_itself_is_told_by_its_code(page: Path) -> None:
    for said in UNSEEN:
        made = rendered(page, f"a{said}b")
        assert "⟨U+" in made, ascii(said)
        # A page's own lines are parted, and nothing else is in it that nobody sees.
        assert shown(made, keep="\n\t") == made, ascii(said)


def test_pages_hand_in_markup_only_where_it_is_ours() -> None:
    """So that whoever adds a `|safe` reads this first."""
    marked = {
        line.split("{{")[1].split("|safe")[0].strip()
        for page in PAGES
        for line in (ROOT / page).read_text("utf-8").splitlines()
        if "|safe" in line.replace(" ", "")
    }
    assert {name.rpartition(".")[2] for name in marked} <= OURS


@pytest.mark.parametrize("said", [*MARKUP, *UNSEEN], ids=ascii)
def test_the_terminal_shows_it_and_obeys_none_of_it(said: str) -> None:
    out = io.StringIO()
    terminal = SafeConsole(file=out, force_terminal=False, width=200, markup=False)
    table = Table("a", title="t")
    table.add_row(said)
    for each in (said, Text(said), table):
        terminal.print(each)
    told = out.getvalue()
    assert shown(told, keep="\n") == told
    if said.isprintable():
        assert told.count(said) == 3


@pytest.mark.parametrize("said", UNSEEN, ids=ascii)
def test_json_is_safe_to_look_at_and_says_the_same(said: str) -> None:
    document = {"a": f"x{said}y", said: ["đ"]}
    text = console.as_json_text(document, indent=2)
    assert shown(text, keep="\n") == text
    assert json.loads(text) == document
    assert "đ" in text


@pytest.mark.parametrize("said", UNSEEN, ids=ascii)
def test_reports_hold_only_what_shows_itself(said: str) -> None:
    assert shown(cell_text(f"a{said}")) == cell_text(f"a{said}")

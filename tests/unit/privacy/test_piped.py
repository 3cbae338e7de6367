"""A stream into a file is read line by line, however a line came about."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from io import StringIO

import pytest

from portal_bot import privacy
from portal_bot.cli.piped import dossier_out, without_values
from portal_bot.marked import MASK

NAME = "Nguyễn Thị Kiểm Thử"
WORDS = NAME.split()


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    privacy.register([NAME], names=True)
    yield
    privacy.clear()


def _raised() -> None:
    try:
        raise ValueError("\n".join(WORDS))
    except ValueError:
        traceback.print_exc(file=sys.stdout)


WAYS: dict[str, Callable[[], object]] = {
    "word by word": lambda: print(*WORDS),  # noqa: T201 - as anybody would
    "letter by letter": lambda: [sys.stdout.write(letter) for letter in NAME],
    "as lines": lambda: sys.stdout.writelines(f"{word} " for word in WORDS),
    "a word a line": lambda: sys.stdout.write("\n".join([*WORDS, ""])),
    "broken where no line ends": lambda: sys.stdout.write("\u2028".join(WORDS)),
    "of an exception": _raised,
}


def _said(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object], into: StringIO) -> str:
    monkeypatch.setattr(sys, "stdout", into)
    with without_values():
        do()
    return into.getvalue()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_name_in_parts_is_a_name(
    way: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _said(monkeypatch, way, StringIO())
    assert MASK in said
    # One word alone is many people.
    assert sum(word in said for word in WORDS) <= 1


class _Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_question_is_shown_at_once_and_nothing_is_held_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    file, screen = StringIO(), _Screen()

    def ask(into: StringIO) -> None:
        sys.stdout.write("Có không? ")
        sys.stdout.flush()
        seen.append(into.getvalue())
        sys.stdout.write("rồi ")
        dossier_out().write(NAME)
        sys.stdout.write("hết")

    assert _said(monkeypatch, lambda: ask(file), file) == f"Có không? rồi {NAME}hết"
    assert _said(monkeypatch, lambda: ask(screen), screen) == f"Có không? rồi {NAME}hết"
    assert seen == ["Có không? "] * 2

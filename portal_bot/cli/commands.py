"""Typer's commands in our manner: loaded late, in Vietnamese, and ending with an example."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

# What Typer says in English, by the line it stands on.
_WORDS = (
    (r"^Usage: ", "Cách dùng: "),
    (r"^Options:$", "Tùy chọn:"),
    (r"^Arguments:$", "Đối số:"),
    (r"^Commands:$", "Lệnh:"),
    (r"Show this message and exit\.", "Hiện trợ giúp này."),
    (r"\[default:", "[mặc định:"),
    (r"\[required\]", "[bắt buộc]"),
    (r"; required\]", "; bắt buộc]"),
    (r"\[OPTIONS\]", "[TÙY CHỌN]"),
    (r"COMMAND \[ARGS\]\.\.\.", "LỆNH …"),
    (r"Try '(.*)' for help\.", r"Xem “\1”."),
)


@dataclass(frozen=True, slots=True)
class Verb:
    """What is known of a verb without loading it: its line in the list of verbs."""

    summary: str


def in_vietnamese(text: str) -> str:
    """Typer's own words in a help text, translated."""
    for english, vietnamese in _WORDS:
        text = re.sub(english, vietnamese, text, flags=re.MULTILINE)
    return text


def _in_our_manner(help_text: str, example: str) -> str:
    return f"{in_vietnamese(help_text).rstrip()}\n\nVí dụ: {example}"


class VerbCommand(TyperCommand):
    """A verb that has been loaded; its help ends with an example."""

    example = ""
    # What is only known when it is asked for; it stands before the example.
    appendix: Callable[[], str] | None = None

    # Typer brings its own copy of Click in some versions: its context has no one name.
    def get_help(self, ctx: Any) -> str:
        more = f"\n\n{self.appendix()}" if self.appendix else ""
        return _in_our_manner(super().get_help(ctx) + more, self.example)


class SubGroup(TyperGroup):
    """A verb with verbs of its own."""

    example = ""

    def get_help(self, ctx: Any) -> str:
        return _in_our_manner(super().get_help(ctx), self.example)


class VerbGroup(SubGroup):
    """All verbs of a package; each in the module of its name.

    Args:
        verbs: the verbs by name, in the order of the help text.
        package: where their modules lie.
        help: one line for people.
        example: one command line.
    """

    def __init__(self, verbs: Mapping[str, Verb], *, package: str, help: str, example: str) -> None:  # noqa: A002 - Typer's name
        super().__init__(name="portal-bot", help=help, rich_markup_mode=None)
        self.example = example
        self._verbs = verbs
        self._package = package
        self.commands = {
            name: TyperCommand(name, short_help=verb.summary) for name, verb in verbs.items()
        }

    def list_commands(self, ctx: Any) -> list[str]:
        """In our order, the first steps first."""
        return list(self._verbs)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Loads the verb that was called."""
        name, _stub, rest = super().resolve_command(ctx, args)
        return name, name and self.load(name), rest

    def load(self, name: str) -> Any:
        """The verb itself: what its module calls `command`."""
        return import_module(f"{self._package}.{name}").command


def verb(function: Callable[..., int | None], *, help: str, example: str) -> VerbCommand:  # noqa: A002 - Typer's name
    """Makes a function a verb; what it returns is the exit code.

    Args:
        function: with Typer's annotations.
        help: what it does, for people.
        example: one command line that works.
    """
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(cls=VerbCommand, help=help)(function)
    command = get_command(app)
    if not isinstance(command, VerbCommand):
        raise TypeError(f"{function} became {command!r}")
    command.example = example
    return command


def group(
    commands: dict[str, VerbCommand],
    *,
    help: str,  # noqa: A002 - Typer's name
    example: str,
) -> SubGroup:
    """Makes verbs the sub-verbs of one."""
    for name, each in commands.items():
        each.name = name
    made = SubGroup(commands=dict(commands), help=help, rich_markup_mode=None)
    made.example = example
    return made

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
    (r"\[default: ", "[mặc định: "),
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


class _Spoken:
    """A command whose help is Vietnamese and ends with an example."""

    example: str = ""

    def get_help(self, ctx: typer.Context) -> str:
        text: str = super().get_help(ctx)  # type: ignore[misc]
        return f"{in_vietnamese(text).rstrip()}\n\nVí dụ: {self.example}"


class VerbCommand(_Spoken, TyperCommand):
    """A verb that has been loaded."""


class SubGroup(_Spoken, TyperGroup):
    """A verb with verbs of its own."""


class VerbGroup(_Spoken, TyperGroup):
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

    def list_commands(self, ctx: typer.Context) -> list[str]:  # noqa: ARG002
        return list(self._verbs)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, stub, rest = super().resolve_command(ctx, args)
        return name, stub and self.load(name), rest

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
    command: VerbCommand = get_command(app)
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

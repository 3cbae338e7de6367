"""Typer's commands in our manner: loaded late, in Vietnamese, and ending with an example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from portal_bot.cli.helping import InVietnamese

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


@dataclass(frozen=True, slots=True)
class Verb:
    """What is known of a verb without loading it: its line in the list of verbs."""

    summary: str


class VerbCommand(InVietnamese, TyperCommand):
    """A verb that has been loaded."""


class SubGroup(InVietnamese, TyperGroup):
    """A verb with verbs of its own."""


class VerbGroup(SubGroup):
    """All verbs of a package; each in the module of its name.

    Args:
        verbs: the verbs by name, in the order of the help text.
        package: where their modules lie.
        help: one line for people.
        example: one command line.
        options: a function whose parameters are the group's own options; their callbacks act.
    """

    def __init__(
        self,
        verbs: Mapping[str, Verb],
        *,
        package: str,
        help: str,  # noqa: A002 - Typer's name
        example: str,
        options: Callable[..., None],
    ) -> None:
        super().__init__(
            name="portal-bot",
            help=help,
            rich_markup_mode=None,
            params=_parameters(options),
            context_settings=HELP_OPTIONS,
        )
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
        return import_module(f"{self._package}.{name.replace('-', '_')}").command


def _parameters(function: Callable[..., None]) -> list[Any]:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command()(function)
    return get_command(app).params


def verb(function: Callable[..., int | None], *, help: str, example: str) -> VerbCommand:  # noqa: A002 - Typer's name
    """Makes a function a verb; what it returns is the exit code.

    Args:
        function: with Typer's annotations.
        help: what it does, for people.
        example: one command line that works.
    """
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(cls=VerbCommand, help=help, context_settings=HELP_OPTIONS)(function)
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
    made = SubGroup(
        commands=dict(commands), help=help, rich_markup_mode=None, context_settings=HELP_OPTIONS
    )
    made.example = example
    return made

"""Help is quick, Vietnamese, and ends with something to copy."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest

from portal_bot.cli.app import VERBS, group, main

GROUPS = {
    "account": ["set"],
    "catalogue": ["pull", "diff"],
    "desk": ["list", "receive", "forward", "return", "resolve"],
    "roster": ["check", "make"],
}
INNER = [[group_, verb] for group_, verbs in GROUPS.items() for verb in verbs]
COMMANDS = [[], *([verb] for verb in VERBS), *INNER]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_ends_with_an_example(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert last.startswith(f"Ví dụ: {' '.join(['portal-bot', *command])}")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_vietnamese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*command, "--help"])
    told = capsys.readouterr().out
    assert "Cách dùng: portal-bot" in told
    assert "Tùy chọn:" in told
    assert not re.search(
        r"Usage|Options:|Arguments:|Commands:|Show this|\[default|\[required", told
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_example_is_a_command_that_is_understood(command: list[str]) -> None:
    """Parsed to the end, without being run."""
    context = group().make_context("portal-bot", [*command, "--help"], resilient_parsing=True)
    loaded = group()
    for name in command:
        loaded = loaded.resolve_command(context, [name])[1]
    _, *words = shlex.split(loaded.example)
    at = group()
    while hasattr(at, "resolve_command"):
        _, at, words = at.resolve_command(context, words)
    assert at.make_context("example", words).command is at


@pytest.mark.parametrize("verb", [*([v] for v in VERBS if v not in GROUPS), *INNER], ids=" ".join)
def test_every_verb_speaks_json(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*verb, "--help"])
    assert "--json" in capsys.readouterr().out


def test_without_a_verb_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    assert all(f"  {verb} " in told for verb in VERBS)


def _loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


HEAVY = {
    "playwright",
    "pydantic",
    "loguru",
    "httpx",
    "yaml",
    "PIL",
    "portal_bot_flows",
    "portal_bot_mock",
}


def test_the_command_itself_loads_next_to_nothing() -> None:
    loaded = _loaded("import portal_bot.cli.app")
    assert not loaded & {*HEAVY, "rich", "keyring", "asyncio"}


def test_the_list_of_verbs_needs_no_more_of_ours_than_what_prints_it() -> None:
    code = "from portal_bot.cli.app import main; main(['--help'])"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    ours = {name for name in done.stderr.split() if name.startswith("portal_bot.")}
    ours = {name for name in ours if not name.startswith("portal_bot.cli")}
    told = {"portal_bot.marked", "portal_bot.shown"}
    assert ours == {"portal_bot._version", "portal_bot.errors", *told}


def test_a_check_loads_nothing_that_talks_to_anyone() -> None:
    code = "from portal_bot.cli.app import main; main(['check', 'nowhere'])"
    assert not _loaded(code) & {"playwright", "httpx", "keyring", "uvicorn", "dbos"}


def test_the_help_of_no_verb_loads_what_it_does_not_need() -> None:
    loaded = _loaded(
        "from portal_bot.cli.app import group, VERBS\nfor verb in VERBS: group().load(verb)"
    )
    assert not loaded & {*HEAVY, "rich", "keyring"}

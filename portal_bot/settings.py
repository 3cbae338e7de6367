"""Where things lie on this machine, and the names of the variables that say otherwise.

One order for all: a command-line option, else a variable, else `settings.toml` in the home, else
the default. docs/settings.md lists every variable and every key.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from portal_bot import settings_file
from portal_bot.errors import SetupError
from portal_bot.rooms import guarded, private_dir

FILE = settings_file.NAME
HOME = "PORTAL_BOT_HOME"
BROWSER = "PORTAL_BOT_BROWSER"
# `off`: without the browser's sandbox, where the system gives it to nobody.
SANDBOX = "PORTAL_BOT_SANDBOX"
PORTAL = "PORTAL_BOT_PORTAL"
FEES = "PORTAL_BOT_FEES"
ROSTER = "PORTAL_BOT_ROSTER"
OFFICER = "PORTAL_BOT_OFFICER"
NOTICES = "PORTAL_BOT_NOTICES"
# For tests and practice: the moment it is taken to be (`portal_bot.clock`).
NOW = "PORTAL_BOT_NOW"
QUEUE = "PORTAL_BOT_QUEUE"
# The home's own key as text, where no keyring can hold it (CI).
HOME_KEY = "PORTAL_BOT_HOME_KEY"
# The name of the variable, not a password.
PASSWORD = "PORTAL_BOT_PASSWORD"  # noqa: S105
SESSIONS = "PORTAL_BOT_SESSIONS"
COLOURS = "PORTAL_BOT_COLOURS"
# Ours, those that PostgreSQL's library reads, and the queue engine's: each may hold a secret.
_SECRETIVE = ("PORTAL_BOT_", "PG", "DBOS_")
# By which a driver, a browser or a library writes down what it sends: values, passwords, keys.
_TELLING = ("DEBUG", "PWDEBUG", "NODE_DEBUG", "NODE_OPTIONS", "SSLKEYLOGFILE", "CHROME_LOG_FILE")
# What the file in the home may say as well, by its key there.
_IN_FILE = {
    PORTAL: "portal",
    BROWSER: "browser",
    SESSIONS: "sessions",
    COLOURS: "colours",
    ROSTER: "roster",
    OFFICER: "officer",
    NOTICES: "notices",
}


def home(explicit: Path | None = None) -> Path:
    """The folder of journal and evidence; made if it is not there yet, and nobody else's.

    Raises:
        SetupError: it cannot be made, something else has its name, or others have it
            (`rooms.guarded`).
    """
    return made_home(home_place(explicit))


def home_place(explicit: Path | None = None) -> Path:
    """Where it is, whether it is there or not."""
    return (explicit or home_path()).expanduser().absolute()


def made_home(place: Path) -> Path:
    """As `home`, of the place that `home_place` told."""
    try:
        return guarded(private_dir(place))
    except SetupError as error:
        told = f"{error.message}; hoặc chọn thư mục khác bằng --home hay {HOME}"
        raise SetupError(told) from error


def home_path() -> Path:
    """The same without making it."""
    if named := os.environ.get(HOME):
        return Path(named).expanduser()
    import platformdirs  # only where no home was said

    return platformdirs.user_data_path("portal_bot", appauthor=False)


def value(name: str) -> str | None:
    """What a variable of ours says, else the file in the home; set but empty counts as not set.

    Raises:
        SetupError: the file is asked and not understood.
    """
    if (given := os.environ.get(name)) or name not in _IN_FILE:
        return given or None
    return settings_file.read(home_path()).get(_IN_FILE[name])


def place(name: str) -> str:
    """Who says it: the variable, or the file in the home with its line.

    Raises:
        SetupError: the file is asked and cannot be read.
    """
    if os.environ.get(name) or name not in _IN_FILE:
        return name
    return settings_file.place(home_path(), _IN_FILE[name])


def in_force() -> list[tuple[str, str | None, str]]:
    """Each key of the file: what is in force without options, and who says so.

    Raises:
        SetupError: the file is not understood.
    """
    file = settings_file.read(home_path())
    told: list[tuple[str, str | None, str]] = []
    for name, key in _IN_FILE.items():
        source = name if os.environ.get(name) else FILE if key in file else ""
        told.append((key, os.environ.get(name) or file.get(key), source))
    return told


def for_children(environment: Mapping[str, str]) -> dict[str, str]:
    """What of an environment a program is told that we start: nothing that is ours to know.

    And nothing that has it write down what it does: that is a dossier. A browser hands its own on
    to every process that it starts, and into a crash report.
    """
    return {
        name: given
        for name, given in environment.items()
        if not name.upper().startswith((*_SECRETIVE, *_TELLING))
    }


def sessions() -> int | None:
    """How many dossiers at once; `None`: nothing is said.

    Raises:
        SetupError: the variable is no such number, or the file is not understood.
    """
    given = value(SESSIONS)
    if given is None:
        return None
    most = settings_file.MOST_SESSIONS
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:4]) <= most):
        raise SetupError(f"{SESSIONS}: “{given}” phải là một số từ 1 đến {most}")
    return int(given)


def colours() -> str:
    """`auto`, `always` or `never`. What cannot be understood is told by others: `auto`."""
    try:
        given = value(COLOURS)
    except SetupError:
        return "auto"
    return given if given in settings_file.COLOURS else "auto"

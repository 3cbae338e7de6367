"""What is asked for by whom in each promised environment, and what of it the lock lacks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

US = "portal-bot"
_PYTHONS = ("3.11", "3.12", "3.13")
_SYSTEMS = (
    ("linux", "Linux", "posix", "x86_64"),
    ("linux", "Linux", "posix", "aarch64"),
    ("win32", "Windows", "nt", "AMD64"),
    ("darwin", "Darwin", "posix", "arm64"),
)
Environment = Mapping[str, str]
ENVIRONMENTS: tuple[Environment, ...] = tuple(
    {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.9",
        "platform_python_implementation": "CPython",
        "sys_platform": sys_platform,
        "platform_system": system,
        "os_name": os_name,
        "platform_machine": machine,
        "platform_release": "",
        "platform_version": "",
    }
    for python, (sys_platform, system, os_name, machine) in product(_PYTHONS, _SYSTEMS)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement, and the distribution that has it: its name and its version as installed."""

    by: str
    version: Version | None
    requirement: Requirement

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    def __str__(self) -> str:
        asker = self.by if self.version is None else f"{self.by} {self.version}"
        bare = Requirement(str(self.requirement))
        bare.marker = None
        return f"{asker} asks for {bare}"


def rows(text: str) -> list[Requirement]:
    """The lock's rows, each with its one version and its marker."""
    lines = (line for line in text.splitlines() if line and not line.startswith((" ", "#")))
    return [Requirement(line.removesuffix("\\")) for line in lines]


def locked(lock: Iterable[Requirement], environment: Environment) -> dict[str, Version]:
    """What is installed from the lock in an environment."""
    return {
        canonicalize_name(row.name): Version(next(iter(row.specifier)).version)
        for row in lock
        if _holds(row, environment)
    }


def first_asked(pyproject: Path) -> list[Asked]:
    """What we ask for ourselves: at run time, in every extra, and to be built."""
    said = tomllib.loads(pyproject.read_text("utf-8"))
    project = said["project"]
    lists = (project["dependencies"], *project["optional-dependencies"].values())
    texts = [*(text for those in lists for text in those), *said["build-system"]["requires"]]
    ours = [Asked("pyproject.toml", None, Requirement(text)) for text in texts]
    # Our own extras are in the list already.
    return [one for one in ours if one.name != US]


def all_asked(first: Sequence[Asked], environment: Environment) -> list[Asked]:
    """What they ask for, and what is asked for by that, as far as it is installed here."""
    asked: list[Asked] = []
    waiting = [one for one in first if _holds(one.requirement, environment)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        asked.append(one)
        wanted = one.name, frozenset(one.requirement.extras)
        if wanted not in seen:
            seen.add(wanted)
            waiting += _asked_by(*wanted, environment)
    return asked


def lacking(asked: Iterable[Asked], there: Mapping[str, Version]) -> Iterator[str]:
    """In words, what is not there, or not in a version that will do.

    Args:
        asked: by all.
        there: name and version of what is locked in the environment.
    """
    for one in asked:
        # Of another version than the one that is installed here nobody knows what it asks for.
        if one.version is not None and there.get(one.by) != one.version:
            continue
        version = there.get(one.name)
        if version is None:
            yield f"{one}: not in the lock"
        elif not one.requirement.specifier.contains(version, prereleases=True):
            yield f"{one}: the lock has {version}"


def installed(name: str) -> Version | None:
    """The version that is installed here."""
    try:
        return Version(distribution(name).version)
    except PackageNotFoundError:
        return None


def _asked_by(name: str, extras: frozenset[str], environment: Environment) -> Iterator[Asked]:
    for requirement in _requirements(name):
        if any(_holds(requirement, environment, extra) for extra in ("", *extras)):
            yield Asked(name, installed(name), requirement)


@cache
def _requirements(name: str) -> tuple[Requirement, ...]:
    if installed(name) is None:
        return ()
    return tuple(Requirement(text) for text in distribution(name).requires or ())


def _holds(requirement: Requirement, environment: Environment, extra: str = "") -> bool:
    marker = requirement.marker
    return marker is None or marker.evaluate({**environment, "extra": extra})

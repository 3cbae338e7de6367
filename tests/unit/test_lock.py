"""The lock is closed under its own requirements: pip need not, and may not, look past it."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.lock import (
    ENVIRONMENTS,
    Asked,
    Environment,
    all_asked,
    first_asked,
    installed,
    lacking,
    locked,
    rows,
)

ROOT = Path(__file__).parents[2]
LOCK = rows((ROOT / "requirements.lock").read_text("utf-8"))
NAMES = sorted({canonicalize_name(row.name) for row in LOCK})


def named(environment: Environment) -> str:
    place = (environment[key] for key in ("python_version", "sys_platform", "platform_machine"))
    return "-".join(place)


each_environment = pytest.mark.parametrize("environment", ENVIRONMENTS, ids=named)


@cache
def asked(place: str) -> list[Asked]:
    (environment,) = (one for one in ENVIRONMENTS if named(one) == place)
    return all_asked(first_asked(ROOT / "pyproject.toml"), environment)


def amiss(lock: list[Requirement]) -> list[str]:
    return [
        f"{named(environment)}: {what}"
        for environment in ENVIRONMENTS
        for what in lacking(asked(named(environment)), locked(lock, environment))
    ]


@each_environment
def test_whatever_is_asked_for_is_locked_in_a_version_that_will_do(
    environment: Environment,
) -> None:
    there = locked(LOCK, environment)
    assert list(lacking(asked(named(environment)), there)) == []


def test_what_is_installed_here_is_what_is_locked() -> None:
    """Else nobody could read what the locked ones ask for; `make test` installs them."""
    here = {key: str(value) for key, value in default_environment().items()}
    for name, version in locked(LOCK, here).items():
        assert installed(name) == version, f"{name}: {installed(name)} is installed"


def test_an_extra_that_another_package_asks_for_counts() -> None:
    """`coverage[toml]` of pytest-cov is what the lock once lacked."""
    here = next(e for e in ENVIRONMENTS if e["sys_platform"] == sys.platform)
    by_cov = [str(one.requirement) for one in asked(named(here)) if one.by == "pytest-cov"]
    assert any(text.startswith("coverage[toml]") for text in by_cov)


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("name", NAMES)
def test_without_one_row_it_is_noticed_who_asks_for_it(name: str) -> None:
    without = [row for row in LOCK if canonicalize_name(row.name) != name]
    told = amiss(without)
    assert told
    assert all(what.endswith(": not in the lock") for what in told)
    assert all(canonicalize_name(Requirement(_wanted(what)).name) == name for what in told)


def _wanted(what: str) -> str:
    return what.partition(" asks for ")[2].removesuffix(": not in the lock")


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [
        ("pydantic-core", "1.0", "the lock has 1.0"),
        ("pytest", "6.0", "pyproject.toml asks for pytest>=8.3.3: the lock has 6.0"),
        ("dbos", "4.0", "pyproject.toml asks for dbos==3.4.*: the lock has 4.0"),
        ("coverage", "1.0", "pytest-cov"),
    ],
)
def test_another_version_is_noticed(name: str, version: str, told: str) -> None:
    changed = [Requirement(f"{name}=={version}") if row.name == name else row for row in LOCK]
    assert changed != LOCK
    assert any(told in what for what in amiss(changed)), amiss(changed)


@pytest.mark.parametrize(
    ("name", "marker", "where"),
    [
        ("colorama", "sys_platform == 'linux'", "win32"),
        ("importlib-metadata", "python_version < '3.11'", "3.11-"),
        ("secretstorage", "sys_platform == 'win32'", "linux"),
    ],
)
def test_a_row_that_holds_in_the_wrong_place_is_noticed(name: str, marker: str, where: str) -> None:
    changed = [
        Requirement(f"{row.name}{row.specifier} ; {marker}") if row.name == name else row
        for row in LOCK
    ]
    told = amiss(changed)
    assert told
    assert all(where in what for what in told)

"""What the doors may be told: each option, its type, and what is answered to a wrong one."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import NoneType, SimpleNamespace
from typing import Any, Literal, TypedDict, get_args, get_origin, get_type_hints

from portal_bot import files, logs
from portal_bot.browser.lending import RECYCLE_AFTER
from portal_bot.errors import UsageError
from portal_bot.run.events import Tell
from portal_bot.run.stop import Stop

Asker = Literal["terminal", "window"]
PathLike = str | Path


class NoOptions(TypedDict):
    """What a door takes that takes none beside its own arguments."""


class CheckOptions(TypedDict, total=False):
    """How dossiers are checked.

    Attributes:
        portal: the portal whose limits scans are held against; left out: `PORTAL_BOT_PORTAL`,
            and where that is not set, what every portal that this version knows takes.
        home: the home folder whose journal is asked what was filed before; left out:
            `PORTAL_BOT_HOME` or the usual one.
        allow_outside: whether scans may lie outside the folder of the dossier that names them.
    """

    portal: str | None
    home: PathLike | None
    allow_outside: bool


class JournalOptions(TypedDict, total=False):
    """Whose journal.

    Attributes:
        home: the home folder; left out: `PORTAL_BOT_HOME` or the usual one.
        queue: the database of a queue that several machines share, in place of a home.
    """

    home: PathLike | None
    queue: str | None


class PortalOptions(TypedDict, total=False):
    """Which portal, and how it is met.

    Attributes:
        portal: the portal's name; left out: `PORTAL_BOT_PORTAL`.
        portal_url: another address for it; one on this machine means the mock.
        headed: whether the browser's window is seen.
        human: where a person is asked; left out: whatever fits the portal.
        device: a phone or tablet to pretend to be.
        home: the home folder; left out: `PORTAL_BOT_HOME` or the usual one.
        tell: is told what happens.
        quiet: entered while a person is asked: nothing may draw over the question.
        allow_outside: whether scans may lie outside the folder of the dossier that names them.
    """

    portal: str | None
    portal_url: str | None
    headed: bool
    human: Asker | None
    device: str | None
    home: PathLike | None
    tell: Tell
    quiet: Callable[[], AbstractContextManager[object]]
    allow_outside: bool


class FillOptions(PortalOptions, total=False):
    """Likewise, of many dossiers.

    Attributes:
        sessions: how many dossiers at once; left out: as many as the machine has cores. The
            portal's profile may allow fewer.
        patience_s: how long a dossier waits for a person before it is set aside.
        waiting_pages: how many dossiers may wait for a person beside those that are being filed.
        recycle_after: how many dossiers one browser serves.
        trace: whether a redacted trace of each session is kept in the home.
        stop: set by whoever wants the run to end early.
    """

    sessions: int | None
    patience_s: float
    waiting_pages: int
    recycle_after: int
    trace: bool
    stop: Stop | None


class ResolveOptions(PortalOptions, total=False):
    """Likewise, of one filing.

    Attributes:
        queue: the database of the queue whose filing it is, in place of a home.
    """

    queue: str | None


class TrackOptions(PortalOptions, total=False):
    """Likewise, of all that was filed.

    Attributes:
        queue: the database of the queue whose filings they are, in place of a home.
    """

    queue: str | None


class SubmitOptions(FillOptions, total=False):
    """Likewise, and who files.

    Attributes:
        queue: the database of a queue that several machines share; left out: this machine files.
        wait: whether to wait for the workers of that queue.
        yes: whether dossiers with warnings go without anybody being asked: they were looked at.
    """

    queue: str | None
    wait: bool
    yes: bool


@dataclass(frozen=True, slots=True)
class Options:
    """Every option of a run as it is where nothing is said; what each means: `SubmitOptions`."""

    portal: str | None = None
    portal_url: str | None = None
    headed: bool = False
    human: str | None = None
    device: str | None = None
    sessions: int | None = None
    home: Path | None = None
    tell: Tell = lambda _: None
    quiet: Callable[[], AbstractContextManager[object]] = nullcontext
    allow_outside: bool = False
    patience_s: float = 900.0
    waiting_pages: int = 8
    recycle_after: int = RECYCLE_AFTER
    trace: bool = False
    # Whoever was given none may still have to stop by itself.
    stop: Stop = field(default_factory=Stop, compare=False)
    queue: str | None = None
    wait: bool = True
    yes: bool = False


# Of a hundred; from here on one word looks like a slip of the other.
_LIKE = 60
_LEAST = {"sessions": 1, "patience_s": 0, "waiting_pages": 0, "recycle_after": 1}


def settled(door: Callable[..., Any], given: Mapping[str, Any]) -> Options:
    """What a door was told, as the run goes by it.

    Args:
        door: the function that was called; its annotations say which options it takes.
        given: what it was told beside its own arguments.

    Raises:
        UsageError: it takes no such option, or none of this kind.
    """
    logs.keep_still()
    if unknown := [name for name in given if name not in _taken(door)]:
        raise UsageError("; ".join(_no_such(door, name) for name in unknown))
    for name, value in given.items():
        _insist_fits(door, name, value)
    # `None` is what stands there when nothing is said.
    said = {name: value for name, value in given.items() if value is not None}
    if "home" in said:
        said["home"] = files.named(said["home"])
    return Options(**said)


def listed(paths: Iterable[PathLike] | PathLike) -> list[Path]:
    """One path or several, as a list.

    Raises:
        UsageError: one of them is empty, or is no path.
    """
    if isinstance(paths, str | bytes | Path) or not isinstance(paths, Iterable):
        return [files.named(paths)]
    return [files.named(each) for each in paths]


@cache
def _taken(door: Callable[..., Any]) -> dict[str, Any]:
    """The options that a door takes, and what each may be."""
    parameters = inspect.signature(door).parameters.values()
    for told in (each.annotation for each in parameters if each.kind is each.VAR_KEYWORD):
        # Of this one alone: what a door answers with is loaded late, and no name of its module.
        only = SimpleNamespace(__annotations__={"options": told})
        (kind,) = get_args(get_type_hints(only, vars(sys.modules[door.__module__]))["options"])
        return get_type_hints(kind)
    return {}


def _no_such(door: Callable[..., Any], name: str) -> str:
    from rapidfuzz import fuzz, process  # only for what is misspelt

    told = f"{door.__name__} không có tùy chọn “{name}”"
    parameters = inspect.signature(door).parameters.values()
    own = [each.name for each in parameters if each.kind is not each.VAR_KEYWORD]
    known = [*own, *_taken(door)]
    wanted = name.replace("-", "_").casefold()
    if name in Options.__dataclass_fields__:
        told += ", vì không có nghĩa gì với việc này"
    elif found := process.extractOne(wanted, known, scorer=fuzz.ratio, score_cutoff=_LIKE):
        return f"{told}; gần nhất là “{found[0]}”"
    return f"{told}; có: {', '.join(known)}"


def _insist_fits(door: Callable[..., Any], name: str, value: object) -> None:
    hint = _taken(door)[name]
    if not _fits(value, hint):
        # What was given may be an address with a password in it: its kind is told, never itself.
        raise UsageError(
            f"{door.__name__}: {name} phải là {_in_words(hint)}, không phải "
            f"{'chữ khác' if isinstance(value, str) else _kind(value)}"
        )
    least = _LEAST.get(name)
    if least is not None and isinstance(value, int | float) and not value >= least:
        raise UsageError(f"{door.__name__}: {name} nhỏ nhất là {least}, không phải {value}")


def _fits(value: object, hint: Any) -> bool:
    if isinstance(hint, type):
        # To Python `True` is a number, too; here it is a mistake.
        wanted = (int, float) if hint is float else hint
        return isinstance(value, wanted) and (hint is bool or not isinstance(value, bool))
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_origin(hint) is Callable:
        return callable(value)
    return any(_fits(value, each) for each in get_args(hint))


def _in_words(hint: Any) -> str:
    if hint is NoneType:
        return "None"
    if isinstance(hint, type):
        return hint.__name__
    if get_origin(hint) is Literal:
        return " hoặc ".join(f"“{each}”" for each in get_args(hint))
    if get_origin(hint) is Callable:
        return "hàm"
    return " hoặc ".join(_in_words(each) for each in get_args(hint))


def _kind(value: object) -> str:
    return type(value).__name__

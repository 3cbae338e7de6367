"""Finds the flows. Nothing is registered: a package says once that it holds flows."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType, ModuleType
from typing import Any

from portal_bot.catalogue.names import fold, nearest
from portal_bot.catalogue.procedures import ProcedureFacts, procedure
from portal_bot.errors import SetupError
from portal_bot.flow import Flow, module_of

GROUP = "portal_bot.flows"
AnyFlow = type[Flow[Any]]


@cache
def flows() -> MappingProxyType[str, AnyFlow]:
    """All flows of this installation by slug, sorted.

    Raises:
        SetupError: two flows have one code or one slug, or a package of flows cannot be loaded.
    """
    found = [flow for entry in sorted(entry_points(group=GROUP)) for flow in _of_entry(entry)]
    return MappingProxyType(collect(found))


def collect(found: list[AnyFlow]) -> dict[str, AnyFlow]:
    """The flows by slug.

    Raises:
        SetupError: two of them have one code or one slug.
    """
    by_slug: dict[str, AnyFlow] = {}
    by_code: dict[str, AnyFlow] = {}
    for flow in found:
        for key, known in ((flow.slug, by_slug), (flow.code, by_code)):
            other = known.setdefault(key, flow)
            if other is not flow:
                raise SetupError(
                    f"two flows are called {key}: {module_of(other)} and {module_of(flow)}"
                )
    return dict(sorted(by_slug.items()))


def _of_entry(entry: EntryPoint) -> list[AnyFlow]:
    try:
        package = entry.load()
    except ImportError as error:
        raise SetupError(
            f"the flows of {entry.name!r} ({entry.value}) do not load: {error}"
        ) from error
    return flows_in(package)


def flows_in(package: ModuleType) -> list[AnyFlow]:
    """The flows written in a package's modules, or in the module itself."""
    inside = pkgutil.iter_modules(getattr(package, "__path__", ()), f"{package.__name__}.")
    modules = [package, *(importlib.import_module(info.name) for info in inside)]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Flow)
        and value is not Flow
        and value.__module__ == module.__name__
    ]


def find(slug_or_code: str) -> AnyFlow | None:
    """The flow with this slug or national code."""
    wanted = slug_or_code.strip()
    if (alone := _alone(wanted)) is not None:
        return alone
    known = flows()
    return known.get(wanted) or next((f for f in known.values() if f.code == wanted), None)


@cache
def _packages() -> tuple[EntryPoint, ...]:
    """Asked once: it reads the files of all that is installed."""
    return tuple(entry_points(group=GROUP))


def _alone(slug: str) -> AnyFlow | None:
    """The flow in the module of this name, without waiting for all the others to load.

    Only where there is one package of flows: with several, two may have one slug.
    """
    packages = _packages()
    if len(packages) != 1 or not slug.isidentifier():
        return None
    name = f"{packages[0].value}.{slug}"
    try:
        found = flows_in(importlib.import_module(name))
    except ModuleNotFoundError as error:
        if error.name and name.startswith(error.name):
            return None
        raise
    return next((flow for flow in found if flow.slug == slug), None)


def nearest_slugs(wanted: str) -> list[str]:
    """The slugs of the flows that were most likely meant; also looks at codes and titles."""
    names = {fold(name): slug for slug, flow in flows().items() for name in _names(slug, flow)}
    likely = nearest(wanted, names, cutoff=70)
    return list(dict.fromkeys(names[name] for name in likely))


def _names(slug: str, flow: AnyFlow) -> tuple[str, ...]:
    return (slug, flow.code, flow.title)


def facts(flow: AnyFlow) -> ProcedureFacts | None:
    """The catalogue's entry for a flow; a user's own flow may have none."""
    return procedure(flow.code)


def level(flow: AnyFlow) -> int | None:
    """The service's level: the flow's own word, else the catalogue's."""
    entry = facts(flow)
    return flow.level or (entry.level if entry else None)

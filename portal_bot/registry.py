"""Finds the flows. Nothing is registered: a package says once that it holds flows."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint
from types import MappingProxyType, ModuleType
from typing import Any, cast

from portal_bot.catalogue.editions import SUBFOLDER, codes_of_2026
from portal_bot.catalogue.packages import comes_with_us, packages
from portal_bot.catalogue.procedures import (
    ProcedureFacts,
    facts_beside,
    procedures,
    slugs_by_code,
)
from portal_bot.catalogue.years import FIRST, Year
from portal_bot.errors import PortalBotError, SetupError
from portal_bot.flow import Flow, module_of

AnyFlow = type[Flow[Any]]


class BrokenFlow(PortalBotError):
    """A flow that cannot be loaded: its own dossiers fail, the others go on."""

    code = "flow_broken"


@dataclass(frozen=True, slots=True)
class Unloadable:
    """A flow, or a whole package of them, that cannot be loaded.

    Attributes:
        slug: its name, as dossiers say it.
        place: its file and the line in it, where known, else its module.
        error: what was raised.
    """

    slug: str
    place: str
    error: BaseException

    def told(self) -> str:
        """Which it is and why, in one line; a flow's own words are its writer's."""
        why = " ".join(str(self.error).split()) or "không nói gì"
        kind = type(self.error).__name__
        return f"thủ tục “{self.slug}” không dùng được: {self.place} bị lỗi ({kind}: {why})"


@dataclass(frozen=True, slots=True)
class _Loaded:
    flows: MappingProxyType[str, AnyFlow]
    broken: MappingProxyType[str, Unloadable]


@cache
def _loaded() -> _Loaded:
    found: list[AnyFlow] = []
    broken: dict[str, Unloadable] = {}
    for entry in packages():
        try:
            package = _of_entry(entry)
        except SetupError as error:
            broken[entry.name] = Unloadable(entry.name, entry.value, error)
            continue
        whole, faults = _modules(package)
        found += [flow for module in whole for flow in _flows_of(module)]
        for fault in faults:
            # Of two that are called the same, the first one's: ours, where it is ours.
            broken.setdefault(fault.slug, fault)
    kept, doubled = told_apart(found)
    return _Loaded(MappingProxyType(kept), MappingProxyType(doubled | broken))


def flows() -> MappingProxyType[str, AnyFlow]:
    """All flows of this installation that load and have a name and a code alone, by slug."""
    return _loaded().flows


@cache
def later_flows() -> MappingProxyType[str, AnyFlow]:
    """The flows that load of procedures which only a later edition has, by slug.

    They are none of `flows`, which are the first edition's.
    """
    found: dict[str, AnyFlow] = {}
    for slug in sorted({*codes_of_2026().values()} - flows().keys() - broken().keys()):
        with suppress(BrokenFlow):
            if (flow := _only_later(slug)) is not None:
                found[slug] = flow
    return MappingProxyType(found)


def flow_of(slug: str) -> AnyFlow | None:
    """The flow of this slug, of the first edition or of a later one that alone has it."""
    return flows().get(slug) or later_flows().get(slug)


def _only_later(slug: str) -> AnyFlow | None:
    """The flow of a later edition in the first package that has one of this name.

    Raises:
        BrokenFlow: there is one, and it does not load.
    """
    names = (f"{entry.value}.{SUBFOLDER}.{slug}" for entry in packages())
    return next((flow for name in names if (flow := _in_module(name, slug)) is not None), None)


def broken() -> MappingProxyType[str, Unloadable]:
    """The flows that do not load, by slug, and packages of flows, by their own name."""
    return _loaded().broken


def told_apart(found: Iterable[AnyFlow]) -> tuple[dict[str, AnyFlow], dict[str, Unloadable]]:
    """The flows by slug, sorted; and apart, by slug, those that have a name or a code of another.

    One that comes with the library keeps both; of two others nobody knows which one is meant.
    """
    known: dict[str, list[AnyFlow]] = {}
    for flow in dict.fromkeys(found):
        for key in (flow.slug, flow.code):
            known.setdefault(key, []).append(flow)
    refused: dict[AnyFlow, Unloadable] = {}
    for key, those in known.items():
        ours = [flow for flow in those if comes_with_us(flow.__module__)]
        if len(those) > 1:
            refused |= {flow: _doubled(key, flow, those) for flow in those if [flow] != ours}
    kept = {flow.slug: flow for those in known.values() for flow in those if flow not in refused}
    return dict(sorted(kept.items())), {flow.slug: fault for flow, fault in refused.items()}


def _doubled(key: str, flow: AnyFlow, those: Iterable[AnyFlow]) -> Unloadable:
    others = ", ".join(module_of(other) for other in those if other is not flow)
    told = f"“{key}” đã là của {others}; đổi tên tệp hoặc mã thủ tục"
    return Unloadable(flow.slug, module_of(flow), SetupError(told))


def _of_entry(entry: EntryPoint) -> ModuleType:
    try:
        package = entry.load()
    except (Exception, SystemExit) as error:  # a package of anybody's may raise anything
        raise SetupError(
            f"the flows of {entry.name!r} ({entry.value}) do not load: {error}"
        ) from error
    return cast(ModuleType, package)


def flows_in(package: ModuleType) -> list[AnyFlow]:
    """The flows written in a package's modules, or in the module itself.

    Raises:
        BrokenFlow: one of them cannot be loaded.
    """
    whole, faults = _modules(package)
    for fault in faults:
        raise _as_error(fault)
    return [flow for module in whole for flow in _flows_of(module)]


def _modules(package: ModuleType) -> tuple[list[ModuleType], list[Unloadable]]:
    """The package and the modules in it; those that cannot be imported, apart."""
    whole, faults = [package], []
    path = getattr(package, "__path__", ())
    for info in pkgutil.iter_modules(path, f"{package.__name__}."):
        try:
            whole.append(importlib.import_module(info.name))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one of many; told of by name
            faults.append(_broken(info.name, error))
    return whole, faults


def _broken(module: str, error: BaseException) -> Unloadable:
    try:
        spec = importlib.util.find_spec(module)
    except Exception:  # noqa: BLE001 - only where it lies; what is wrong is known already
        spec = None
    place = spec.origin if spec and spec.origin else module
    line = _line(error, place)
    return Unloadable(module.rpartition(".")[2], f"{place}:{line}" if line else place, error)


def _line(error: BaseException, file: str) -> int | None:
    """The line of the flow at which it went wrong: the last one, where it went through several."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__)
             if frame.f_code.co_filename == file]  # fmt: skip
    return lines[-1] if lines else None


def _flows_of(module: ModuleType) -> list[AnyFlow]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Flow)
        and value is not Flow
        and value.__module__ == module.__name__
    ]


def _as_error(fault: Unloadable) -> BrokenFlow:
    told = f"{fault.told()}; báo người bảo trì, các thủ tục khác vẫn dùng được"
    error = BrokenFlow(told, field="procedure")
    error.__cause__ = fault.error
    return error


def find(slug_or_code: str) -> AnyFlow | None:
    """The flow with this slug or national code, be it that of 2022 or that of 2026.

    Raises:
        BrokenFlow: it is there and does not load, or may be in a package that does not.
    """
    wanted = slug_or_code.strip()
    if (alone := _alone(wanted)) is not None:
        return alone
    known = flows()
    found = known.get(wanted) or next((f for f in known.values() if f.code == wanted), None)
    slug = codes_of_2026().get(wanted, "") if wanted[:1].isdecimal() else wanted
    if found is None and slug.isidentifier():
        found = known.get(slug) or (None if slug in broken() else _only_later(slug))
    if found is None and (fault := _fault_of(wanted)) is not None:
        raise _as_error(fault)
    return found


def _fault_of(wanted: str) -> Unloadable | None:
    """The broken flow that was asked for; the catalogue knows the codes of ours."""
    faults = broken()
    if not faults:
        return None
    slug = slugs_by_code().get(wanted, wanted)
    whole_packages = {entry.name for entry in packages()}
    whole = (fault for name, fault in faults.items() if name in whole_packages)
    return faults.get(slug) or next(whole, None)


def _alone(slug: str) -> AnyFlow | None:
    """The flow in the module of this name, without waiting for all the others to load.

    Only where there is one package of flows: with several, two may have one slug.
    """
    those = packages()
    if len(those) != 1 or not slug.isidentifier():
        return None
    return _in_module(f"{those[0].value}.{slug}", slug)


def _in_module(name: str, slug: str) -> AnyFlow | None:
    """The flow in the module of this dotted name; `None`: there is no such module.

    Raises:
        BrokenFlow: there is, and it does not load.
    """
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        # This module, or a part of the way to it; not one that only begins with the same letters.
        if error.name and f"{name}.".startswith(f"{error.name}."):
            return None
        raise _as_error(_broken(name, error)) from error
    except (Exception, SystemExit) as error:
        raise _as_error(_broken(name, error)) from error
    return _called(module, slug)


@cache
def _called(module: ModuleType, slug: str) -> AnyFlow | None:
    return next((flow for flow in _flows_of(module) if flow.slug == slug), None)


def in_edition(flow: AnyFlow, year: Year) -> AnyFlow | None:
    """The procedure's flow of an edition; `None`: nobody has written down its form.

    Raises:
        BrokenFlow: there is one, and it does not load.
    """
    if flow.edition == year:
        return flow
    home = flow.__module__.rpartition(".")[0].removesuffix(f".{SUBFOLDER}")
    name = ".".join((home, *([] if year == FIRST else [SUBFOLDER]), flow.slug))
    return _in_module(name, flow.slug)


def facts(flow: AnyFlow) -> ProcedureFacts | None:
    """What stands beside the flow's own module; a user's own flow may have none.

    Never what another package says of a flow that is called the same.

    Raises:
        BrokenFacts: there is one, and a fact is missing in it.
    """
    return facts_beside(flow.__module__)


def title_of(slug: str | None) -> str:
    """What people call a procedure, also one of which only the catalogue knows; else its slug."""
    flow = flow_of(slug or "")
    if flow is not None:
        return flow.title
    entry = procedures().get(slug or "")
    return entry.name if entry else slug or ""


def level(flow: AnyFlow) -> int | None:
    """The service's level: the flow's own word, else the catalogue's; of a later edition none."""
    if flow.edition != FIRST:
        return None
    entry = facts(flow)
    return flow.level or (entry.level if entry else None)

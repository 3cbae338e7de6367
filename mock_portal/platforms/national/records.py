"""What the portal publishes of its procedures: a file of its own, `records.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .places import HERE, drawn_id


@dataclass(frozen=True, slots=True)
class Component:
    """A line of the papers: its code, its words, how many originals and copies."""

    code: str
    name: str
    originals: int
    copies: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A channel with its term (of a kind `WORKING_DAY` or `OTHER`) and its fee."""

    channel: str
    days: int | None
    unit: str | None
    fee: int | None


@dataclass(frozen=True, slots=True)
class Published:
    """One procedure as the interface tells of it."""

    code: str
    formality_id: str
    name: str
    decision: str
    laws: tuple[str, ...]
    cases: tuple[tuple[str, str, int | None], ...]
    ways: tuple[Way, ...]
    papers: tuple[Component, ...]
    results: tuple[tuple[str, str], ...]


@cache
def published() -> Mapping[str, Published]:
    """All of them, by code."""
    said: dict[str, Any] = json.loads((HERE / "records.json").read_text("utf-8"))
    return {code: _read(code, one) for code, one in said.items()}


def _read(code: str, said: Mapping[str, Any]) -> Published:
    return Published(
        code=code,
        formality_id=said["id"] or drawn_id("019d2b", "formality", code),
        name=said["name"],
        decision=said["decision"],
        laws=tuple(said["laws"]),
        cases=tuple((case, id_, days) for case, id_, days in said["cases"]),
        ways=tuple(Way(*one) for one in said["ways"]),
        papers=tuple(Component(*one) for one in said["papers"]),
        results=tuple((result, name) for result, name in said["results"]),
    )

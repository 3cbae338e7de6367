"""Dossiers made from the fixtures by changing a value or two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.support.fixtures import BIRTH, FIXTURES


def written(to: Path, changes: Mapping[str, Any] | None = None, source: Path = BIRTH) -> Path:
    """A fixture with `changes` (dotted path: value), its papers by full path, written to a file."""
    dossier = said_in(source)
    for name, given in (dossier.get("papers") or {}).items():
        files = [given] if isinstance(given, str) else given
        dossier["papers"][name] = [str(FIXTURES / "papers" / Path(file).name) for file in files]
    for path, value in (changes or {}).items():
        *way, last = path.split(".")
        place = dossier
        for name in way:
            place = place[name]
        if value is None:
            del place[last]
        else:
            place[last] = value
    to.write_text(yaml.safe_dump(dossier, allow_unicode=True), "utf-8")
    return to


class _Said(yaml.BaseLoader):
    """Every value is text, but for what stands there as nothing."""


_NOTHING = "tag:yaml.org,2002:null"
_Said.add_implicit_resolver(_NOTHING, re.compile(r"^(?:~|null)$"), ["~", "n"])
_Said.add_constructor(_NOTHING, lambda _loader, _node: None)


def said_in(path: Path) -> Any:
    """What a dossier's file says, as it is typed."""
    return yaml.load(path.read_text("utf-8"), _Said)


def mixed(folder: Path, count: int) -> list[Path]:
    """So many dossiers of all procedures in turn, each a request of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = sorted(FIXTURES.glob("*/*.yaml"), key=lambda p: (p.stem != "plain", p))
    made = []
    for number in range(count):
        source = cases[number % len(cases)]
        to = folder / f"{number:04}-{source.parent.name}.yaml"
        made.append(written(to, {"request": f"lần {number}"}, source))
    return made

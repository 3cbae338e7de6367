"""Dossiers made from the fixtures by changing a value or two."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.support.fixtures import BIRTH, FIXTURES


def written(to: Path, changes: Mapping[str, Any] | None = None, source: Path = BIRTH) -> Path:
    """A fixture with `changes` (dotted path: value), its papers by full path, written to a file."""
    dossier = _emptied(yaml.load(source.read_text("utf-8"), yaml.BaseLoader))
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


def _emptied(value: Any) -> Any:
    """What was read as the text ``~`` was meant to be nothing."""
    if isinstance(value, dict):
        return {key: _emptied(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_emptied(inner) for inner in value]
    return None if value == "~" else value


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

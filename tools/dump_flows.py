"""Everything that the flows say and make of the sample dossiers, as one text to compare.

    python -m tools.dump_flows > build/flows.json

A change that should not change what any dossier does prints the same text before and after.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from portal_bot import registry
from portal_bot.checking import Checked, check_paths
from portal_bot.dossier.block import Block, Rule
from portal_bot.dossier.describe import describe
from portal_bot.dossier.entries import entries
from portal_bot.dossier.spec import Spec, specs
from portal_bot.dossier.template import template
from portal_bot.intake.filed_content import content_hash

FIXTURES = Path(__file__).parents[1] / "fixtures"


def dump() -> dict[str, Any]:
    """The flows by slug, and the dossiers by the path in `fixtures/`."""
    flows = {slug: _flow(flow) for slug, flow in registry.flows().items()}
    return {"flows": flows, "dossiers": {_name(path): _dossier(path) for path in _dossiers()}}


def _flow(flow: registry.AnyFlow) -> dict[str, Any]:
    return {
        "description": describe(flow),
        "template": template(flow).splitlines(),
        "subject": list(flow.subject),
        "one_of": flow.one_of,
        "fields": list(_fields(flow.declaration, "")),
        "papers": [_field(spec, spec.name) for spec in specs(flow.papers)],
        "rules": [*_rules(flow.declaration, ""), *_rules(flow.papers, "papers")],
    }


def _fields(cls: type[Block], prefix: str) -> Iterator[dict[str, Any]]:
    for spec in specs(cls):
        path = f"{prefix}{spec.name}"
        yield _field(spec, path)
        if inner := spec.block or spec.row:
            yield from _fields(inner, f"{path}." if spec.block else f"{path}[].")


def _field(spec: Spec, path: str) -> dict[str, Any]:
    options = [(str(o.value), o.label) for o in spec.choice] if spec.choice else None
    return {
        "path": path,
        "title": spec.title,
        "type": spec.type_name,
        "required": spec.required,
        "optional": spec.optional,
        "default": _default(spec.default),
        "options": options,
        "meta": {name: said for name, said in asdict(spec.meta).items() if said},
    }


def _default(value: Any) -> str | None:
    """Of a block, what it says by itself; of an option, its code."""
    if isinstance(value, Block):
        return json.dumps(value.model_dump(mode="json"), ensure_ascii=False)
    return None if value is None else str(getattr(value, "value", value))


def _rules(cls: type[Block], place: str) -> Iterator[dict[str, Any]]:
    """Also those of blocks within blocks, where they stand."""
    for rule in cls.rules:
        yield _rule(rule, place)
    for spec in specs(cls):
        if inner := spec.block or spec.row:
            yield from _rules(inner, f"{place}.{spec.name}".lstrip("."))


def _rule(rule: Rule, place: str) -> dict[str, Any]:
    said = {"code": rule.code, "fields": rule.fields[0], "message": rule.message}
    return {"place": place, "severity": rule.severity, **said}


def _dossiers() -> list[Path]:
    files = (*FIXTURES.glob("*/*.yaml"), *FIXTURES.glob("*/*.json"))
    return sorted(path for path in files if not path.name.endswith(".expected.json"))


def _name(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


def _dossier(path: Path) -> dict[str, Any]:
    (checked,) = check_paths([path], today=_day(path).date())
    return {
        "content": content_hash(checked),
        "subject": list(checked.subject),
        "problems": [problem.as_json() | {"where": ""} for problem in checked.problems],
        "exceptions": [applied.as_json() for applied in checked.exceptions],
        "papers": {key: [_name(p.resolve()) for p in them] for key, them in checked.papers.items()},
        "entries": _entries(checked),
    }


def _entries(checked: Checked) -> list[dict[str, Any]]:
    return [asdict(e) for e in entries(checked.declaration)] if checked.declaration else []


def _day(path: Path) -> datetime:
    """When the dossier is to be read; see `fixtures/days.toml`."""
    days = tomllib.loads((FIXTURES / "days.toml").read_text("utf-8"))
    moment: datetime = days["except"].get(f"{path.parent.name}/{path.stem}", days["usual"])
    return moment


if __name__ == "__main__":
    json.dump(dump(), sys.stdout, ensure_ascii=False, indent=1, sort_keys=True, default=str)
    sys.stdout.write("\n")

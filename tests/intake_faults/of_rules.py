"""What must hold between values: the faults of `fixtures/*/broken.toml`, written there against the
law, each with the smallest change that breaks a rule; and how far one may go (`[[edge]]`).
"""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from tests.intake_faults.kinds import Register, kinds_of
from tests.intake_faults.samples import Changed, Sample
from tests.support.broken import Case, cases

fault, right = kinds_of("rules")


def _with(data: dict[str, Any], case: Case) -> dict[str, Any]:
    new = copy.deepcopy(data)
    for path, value in case.change.items():
        inner: Any = new["declaration"]
        *way, last = path.split(".")
        for name in way:
            inner = inner[int(name)] if isinstance(inner, list) else inner.setdefault(name, {})
        inner[int(last) if isinstance(inner, list) else last] = value
    if case.papers:
        new["papers"] = {**(new.get("papers") or {}), **case.papers}
    if case.agency:
        new["agency"] = case.agency
    return new


def _keep(register: Register, case: Case) -> None:
    at = case.at if case.at.startswith("papers.") else f"declaration.{case.at}"

    def change(sample: Sample, _dice: Random) -> Changed | None:
        if (sample.slug, sample.file.stem) != (case.slug, case.dossier):
            return None
        return Changed(_with(sample.data, case), (at,) if case.at else ())

    change.__name__ = f"{case.slug}_{case.rule or 'edge'}_{case.number}"
    register.dossier(same=False, slug=case.slug)(change)


for _case in cases("broken"):
    if _case.severity == "error":
        _keep(fault, _case)
for _case in cases("edge"):
    if not _case.told:
        _keep(right, _case)

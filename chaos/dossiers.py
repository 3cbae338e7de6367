"""The dossiers that go through the matrix: all that are shipped, each with its golden."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chaos.platforms import IGATE_V1, IGATE_V2, PROFILES, SYSTEMS
from chaos.successor import golden_of
from portal_bot import clock, practice, registry
from portal_bot.catalogue.editions import edition_2026
from portal_bot.catalogue.fee import fee_due
from portal_bot.checking import check_paths
from portal_bot.errors import SetupError
from portal_bot.portals.profile import load

GOLDEN = ".expected.json"
_OF_2026 = "edition_2026"
_TO_SCANS = re.compile(r"(?:\.\./)+papers/")
# The dossier's own; of that name is also what some declarations ask for.
_LABEL = re.compile(r'^(?:request|  "request"):', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """One dossier, and what the portal stores of it when all is well.

    Attributes:
        name: `<slug>/<case>`, and a label for a further request about the same subject.
        path: the dossier's file.
        golden: the mock's submission, as in its ledger; text in NFC.
        may_repeat: whether a further request of it can be told from the first: where the portal has
            no note for our reference, two of one content cannot.
        is_paid_first: whether it is filed only once somebody has paid, at the portal.
        may_wait: whether it is not known that nothing is to be paid for it, at a portal that may
            keep what waits for its fee off the list: that it has nothing is then a person's to say.
    """

    name: str
    path: Path
    golden: Mapping[str, Any]
    may_repeat: bool = True
    is_paid_first: bool = False
    may_wait: bool = False

    @property
    def procedure(self) -> str:
        return str(self.golden["procedure"])

    @property
    def is_labelled(self) -> bool:
        """Whether it says of itself that it is a further request."""
        return bool(_LABEL.search(self.path.read_text("utf-8")))

    @property
    def has_papers(self) -> bool:
        return bool(self.golden["papers"])


def shipped(names: Sequence[str] = (), platform: str = IGATE_V1) -> tuple[Sample, ...]:
    """All dossiers that lie in `fixtures/`, in order of their names.

    Args:
        names: only those of these procedures (`birth_registration`) or cases (`…/plain`).
        platform: where they are filed; what its units ask a person first is left out.

    Raises:
        SetupError: there is none of such a name.
    """
    folder = practice.samples()
    if platform in SYSTEMS:
        folder /= _OF_2026
    found = [_sample(path) for path in sorted(folder.glob(f"*/*{GOLDEN}"))]
    chosen = [s for s in found if not names or {s.name, s.procedure} & set(names)]
    if platform in SYSTEMS:
        chosen = [s for s in chosen if _system_of(s) == SYSTEMS[platform]]
        chosen = [
            replace(s, may_repeat=False, is_paid_first=bool(s.golden["fee"]), may_wait=waits)
            for s, waits in zip(chosen, _may_wait(chosen, platform), strict=True)
        ]
    if platform == IGATE_V2:
        chosen = [replace(s, golden=golden_of(s.golden)) for s in _unasked(chosen, platform)]
    if not chosen:
        raise SetupError(f"no dossier {', '.join(names)} in {folder}; there is {found[0].name} …")
    return tuple(chosen)


def _system_of(sample: Sample) -> str:
    """Where its form of 2026 is filled in; empty: nobody has seen it."""
    known = edition_2026(sample.procedure)
    return known.form.value.system if known and known.form.value else ""


def _may_wait(samples: Sequence[Sample], platform: str) -> Iterator[bool]:
    office = load(PROFILES[platform]).office
    for checked in check_paths([s.path for s in samples], office=office, edition=2026):
        facts = registry.facts(checked.flow) if checked.flow else None
        due = fee_due(facts, checked.declaration, clock.today()) if facts else None
        yield due is None or due.amount_vnd > 0 or not due.verified


def _unasked(samples: Sequence[Sample], platform: str) -> Iterator[Sample]:
    """Those of which nobody is asked in which part of a split commune somebody lives."""
    office = load(PROFILES[platform]).office
    checks = check_paths([sample.path for sample in samples], office=office)
    asked = {"split_commune", "successor_unknown", "mixed_years"}
    for sample, checked in zip(samples, checks, strict=True):
        if not {one.code for one in checked.problems if one.severity == "error"} & asked:
            yield sample


def _sample(golden: Path) -> Sample:
    case = golden.name.removesuffix(GOLDEN)
    path = next(
        p for p in sorted(golden.parent.glob(f"{case}.*")) if p.suffix in {".yaml", ".json"}
        and not p.name.endswith(GOLDEN)
    )  # fmt: skip
    text = unicodedata.normalize("NFC", golden.read_text("utf-8"))
    return Sample(f"{golden.parent.name}/{case}", path, json.loads(text))


def copied(sample: Sample, folder: Path, *, request: str | None = None) -> Sample:
    """A copy in a folder of its own, with this `request` label if one is given (YAML only)."""
    # The samples' scans are named where they lie: from elsewhere no `..` leads to them.
    scans = (practice.samples() / "papers").as_posix()
    text = _TO_SCANS.sub(f"{scans}/", sample.path.read_text("utf-8"))
    if request is not None:
        if sample.path.suffix != ".yaml":
            raise ValueError(f"{sample.name}: only YAML takes a label in its first line")
        own = re.sub(r"^request:.*\n", "", text, count=1, flags=re.MULTILINE)
        text = f"request: {request}\n{own}"
    name = sample.name if request is None else f"{sample.name} ({request})"
    slug, _, case = sample.name.partition("/")
    path = folder / slug / f"{case}{f'-{request}' if request else ''}{sample.path.suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return replace(sample, name=name, path=path)

"""A canary dossier: a sample whose values are invented anew, so that none occurs anywhere else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count, product
from pathlib import Path
from typing import Any

from portal_bot import registry
from portal_bot.checking import check_paths
from portal_bot.dossier.block import Block
from portal_bot.dossier.load import load
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.spec import Spec, spec_at
from portal_bot.dossier.written_keys import english
from portal_bot.registry import AnyFlow
from tests.leaks.spelled import Canary
from tests.support.days import USUAL
from tests.support.fixtures import FIXTURES

# Visibly nobody: family names of no family, and syllables that Vietnamese seldom uses.
_NAMES = product(
    ("Khuỷnh", "Ngoạch", "Thuổng", "Quyệch", "Nghiễng"),
    ("Duềnh", "Toách", "Vuốc", "Khoằm", "Loằng"),
    ("Nguếch", "Quềnh", "Choạng", "Thoắng", "Ruổi", "Hoạnh"),
)
# Whom no dossier names, only the office's words.
STRANGER = Canary("stranger", "Ngoằn Khuỵu Tuềnh", is_name=True)
_NUMBERED = frozenset(("citizen_id", "id_number"))
# Days so near to the one on which it is played may stand there for another reason.
_NEAR_DAYS = 60
EXAMPLE = date(1990, 2, 13)


@dataclass(frozen=True, slots=True)
class CanaryDossier:
    """One dossier that is to be looked for.

    Attributes:
        slug: the procedure.
        path: its file, which is called after the citizen, in a folder of its own.
        canaries: what is looked for.
    """

    slug: str
    path: Path
    canaries: tuple[Canary, ...]


class _Inventor:
    """Invents values; the same one for the same."""

    def __init__(self) -> None:
        self._names = map(" ".join, _NAMES)
        self._numbers = count(473_291, 10_007)
        self._known: dict[str, str] = {}

    def instead(self, value: str, spec: Spec) -> str | None:
        """What stands in a value's place; `None`: it stays."""
        if spec.choice or spec.block or spec.row:
            return None
        key = f"{spec.type_name in _NUMBERED}{value.casefold()}"
        if key not in self._known:
            if (made := self._invented(value, spec)) is None:
                return None
            self._known[key] = made
        return self._known[key]

    def _invented(self, value: str, spec: Spec) -> str | None:
        kind, number = spec.type_name, f"{next(self._numbers) % 1_000_000:06}"
        if kind == "person_name":
            return next(self._names)
        if kind in _NUMBERED:
            return value[:-6] + number if value.isdecimal() and len(value) >= 9 else None
        if kind == "phone":
            return value[:4] + number
        if kind == "email":
            return f"quenhhoanh{number}@vidu.example"
        if kind == "text" and spec.meta.level in {None, 3}:
            return f"Cồn Khoằm Ruổi {number}"
        return None


def canary(case: Path, folder: Path) -> CanaryDossier:
    """Makes the canary dossier of a sample.

    Args:
        case: the sample.
        folder: where it is written, with its scans.
    """
    said = english(load(case).data, _flow(case))
    inventor, flow = _Inventor(), _flow(case)
    found: dict[tuple[str | int, ...], tuple[str, str, Spec]] = {}
    for place, value, spec in _leaves(said, flow):
        made = inventor.instead(value, spec)
        if made is not None:
            found[place] = (value, made, spec)
            _put(said, place, made)
    person = said["applicant"]["full_name"]
    said["papers"] = _scans(said.get("papers") or {}, folder / "giay-to", person)
    path = folder / f"{person}.json"
    _mend(said, found, path)
    canaries = [
        Canary(".".join(map(str, place)), made, is_name=spec.type_name == "person_name")
        for place, (_, made, spec) in found.items()
    ]
    return CanaryDossier(case.parent.name, path, (*_once(canaries), *_days(said, flow)))


def slugs() -> list[str]:
    """Every procedure of which there is a sample."""
    return sorted({path.parent.name for path in FIXTURES.glob("*/*.yaml")})


def sample(slug: str) -> Path:
    """The sample of a procedure that says most."""
    return max((FIXTURES / slug).glob("*.yaml"), key=_weight)


def _weight(case: Path) -> tuple[bool, int]:
    (checked,) = check_paths([case], today=USUAL.date())
    return checked.ok, case.stat().st_size


def _flow(case: Path) -> AnyFlow:
    found = registry.find(case.parent.name)
    assert found is not None
    return found


def _mend(
    said: dict[str, Any], found: dict[tuple[str | int, ...], tuple[str, str, Spec]], path: Path
) -> None:
    """Takes back what a rule does not let be invented, until the dossier is right."""
    wrong: set[str] = set()
    for _ in range(len(found) + 1):
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")
        (checked,) = check_paths([path], today=USUAL.date())
        wrong = {p.own_field or "" for p in checked.problems if p.severity == "error"}
        if not wrong:
            return
        at_fault = [
            place for place in found
            if any(".".join(map(str, place)).startswith(field) for field in wrong)
        ] or list(found)[-1:]  # fmt: skip
        for place in at_fault:
            _put(said, place, found.pop(place)[0])
    raise AssertionError(f"{path.parent.name}: {sorted(wrong)}")


def _scans(papers: Mapping[str, Any], folder: Path, person: str) -> dict[str, list[str]]:
    folder.mkdir(parents=True, exist_ok=True)
    numbers = count(1)
    made: dict[str, list[str]] = {}
    for key, names in papers.items():
        for name in [names] if isinstance(names, str) else names or ():
            source = FIXTURES / "papers" / Path(name).name
            to = folder / f"{person} {next(numbers)}{source.suffix}"
            shutil.copyfile(source, to)
            made.setdefault(key, []).append(f"giay-to/{to.name}")
    return made


Leaf = tuple[tuple[str | int, ...], str, Spec]


def _leaves(said: Mapping[str, Any], flow: AnyFlow) -> Iterator[Leaf]:
    own = {key: value for key, value in said.items() if key not in FLOW_PARTS}
    # The account must exist on the mock; agency, desk and request are the office's.
    for part in ("applicant", "delivery", "consent"):
        yield from _within(own.get(part), (part,), Dossier, part)
    yield from _within(said.get("declaration"), ("declaration",), flow.declaration, "")


def _within(
    value: Any, place: tuple[str | int, ...], block: type[Block], path: str
) -> Iterator[Leaf]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _within(inner, (*place, key), block, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _within(inner, (*place, at), block, path)
    elif isinstance(value, str) and (spec := spec_at(block, path)) is not None:
        yield place, value, spec


def _days(said: Mapping[str, Any], flow: AnyFlow) -> Iterator[Canary]:
    """The dates of the dossier, as portals and programs print them."""
    for place, value, spec in _leaves(said, flow):
        if spec.kind is None or spec.kind.name not in {"date", "birth_date"}:
            continue
        day: date = spec.parse(value)
        # The program's own example of a date stands in its messages.
        if day != EXAMPLE and abs((day - USUAL.date()).days) > _NEAR_DAYS:
            name = ".".join(map(str, place))
            yield from (Canary(name, f"{day:{form}}") for form in ("%d/%m/%Y", "%Y-%m-%d"))


def _once(canaries: list[Canary]) -> list[Canary]:
    return list({canary.value: canary for canary in canaries}.values())


def _put(said: Any, place: tuple[str | int, ...], value: str) -> None:
    *way, last = place
    for name in way:
        said = said[name]
    said[last] = value

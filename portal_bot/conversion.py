"""A dossier of one edition made one of the other: what can be is carried over, the rest is named.

What stands at the same path and is of the same kind is the same. Where a flow of the later edition
says otherwise (`Flow.carried`), that holds, and backwards its reversal or `Flow.carried_back`. No
value is made up: what the other edition asks beside it, a person must say.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from portal_bot import registry
from portal_bot.catalogue.years import FIRST, YEARS, Year
from portal_bot.checking import check_source
from portal_bot.dossier.block import Block, blank
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.load import load
from portal_bot.dossier.model import FLOW_PARTS
from portal_bot.dossier.places import Locality
from portal_bot.dossier.problems import Problem, Refused
from portal_bot.dossier.source import Source
from portal_bot.dossier.spec import Spec, spec_at, spec_map, specs
from portal_bot.dossier.written_keys import english
from portal_bot.errors import DossierError, UsageError
from portal_bot.judged_edition import ELSEWHERE, flow_in
from portal_bot.procedure_names import Miss, look_up
from portal_bot.registry import AnyFlow

_DECLARATION, _PAPERS = FLOW_PARTS
# Of the dossier itself: what does not depend on the form.
_SAME = ("request", "applicant", "agency", "delivery", "consent", "desk")
# Kinds of which one takes what the other wrote; whether it does is asked of the value.
_ALIKE = (
    {"citizen_id", "id_number"},
    {"date", "partial_date", "birth_date", "partial_birth_date"},
    {"ethnicity"},
    {"text"},
    {"quantity"},
)


@dataclass(slots=True)
class Conversion:
    """What became of one dossier.

    Attributes:
        path: the file it was.
        year: the edition that it is of now.
        data: what is written.
        carried: the fields that have their value, by path.
        left: what the other edition does not ask, or asks otherwise: path and title.
        asked: what a person must still say or put right.
    """

    path: Path
    year: Year
    data: dict[str, Any] = field(default_factory=dict[str, Any])
    carried: list[str] = field(default_factory=list[str])
    left: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    asked: list[Problem] = field(default_factory=list[Problem])

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "path": str(self.path),
            "edition": self.year,
            "carried": self.carried,
            "left": [{"field": path, "title": title} for path, title in self.left],
            "asked": [problem.as_json() for problem in self.asked],
        }


def converted(path: Path, year: Year, out: Path, today: date | None = None) -> Conversion:
    """The dossier in a file, made one of the edition.

    Args:
        path: a dossier file.
        year: the edition that it is to be of.
        out: the file that will be written: scans are named from its folder.
        today: the day of judgment; `None`: today in Vietnam.

    Raises:
        DossierError: it cannot be read, or the edition does not have it, or nobody knows its form.
        UsageError: it is of that edition already.
    """
    source = load(path)
    if source.data is None or source.problems:
        raise DossierError("; ".join(f"{p.where}: {p.message}" for p in source.problems))
    earlier, later = _flows(source, year)
    said = english(source.data, earlier)
    work = _Work(earlier, later, said.get(_DECLARATION) or {})
    made = Conversion(path, year, {"procedure": later.slug, "edition": str(year)})
    made.data |= {name: said[name] for name in _SAME if not blank(said.get(name))}
    made.data |= _account(said.get("account"), year)
    made.data[_DECLARATION] = work.declaration()
    made.data |= _papers(said.get(_PAPERS) or {}, later, path.parent, out.parent)
    made.carried, made.left = work.carried, [*work.left(), *_left_papers(said, earlier, later)]
    # By the names that they had: the new folder need not be there yet.
    scans = {key: said[_PAPERS][key] for key in made.data.get(_PAPERS, {})}
    whole = Source(path, {**made.data, _PAPERS: scans})
    checked = check_source(whole, today=today, edition=year)
    made.asked = [problem for problem in checked.problems if problem.severity == "error"]
    return made


def _flows(source: Source, year: Year) -> tuple[AnyFlow, AnyFlow]:
    """The procedure in the edition that it leaves, and in the one that it goes to."""
    named = source.data.get("procedure") if isinstance(source.data, dict) else None
    found = look_up(named) if isinstance(named, str) else None
    if found is None or isinstance(found, Miss):
        raise DossierError(f"{source.where(())}: {found.sentence if found else 'thiếu procedure'}")
    later = flow_in(found, year)
    if not isinstance(later, type):
        raise DossierError(f"{source.where(())}: {later.message}", field="procedure")
    other = next(each for each in YEARS if each != year)
    earlier = registry.in_edition(found, other)
    here = check_source(source, edition=year).problems
    if earlier is None or not any(problem.code in ELSEWHERE for problem in here):
        raise UsageError(f"{source.where(())}: hồ sơ này đã theo ấn bản {year}")
    return earlier, later


def _account(account: Any, year: Year) -> dict[str, Any]:
    """Whose account stays; how it is opened is the portal's: the national one knows VNeID only."""
    if not isinstance(account, dict) or blank(account.get("username")):
        return {}
    way = {} if year == FIRST else {"sign_in": "vneid"}
    return {"account": {"username": account["username"], **way}}


def _papers(said: Any, later: AnyFlow, folder: Path, target: Path) -> dict[str, Any]:
    """The scans of papers that both editions ask for, named from the new folder."""
    if not isinstance(said, dict):
        return {}
    known = spec_map(later.papers)
    kept = {key: _renamed(scans, folder, target) for key, scans in said.items() if key in known}
    return {_PAPERS: kept} if kept else {}


def _renamed(scans: Any, folder: Path, target: Path) -> list[str]:
    named = [scans] if isinstance(scans, str) else list(scans or ())
    return [os.path.relpath(folder / str(each), target) for each in named]


def _left_papers(said: Any, earlier: AnyFlow, later: AnyFlow) -> Iterator[tuple[str, str]]:
    given = said.get(_PAPERS) or {}
    for spec in specs(earlier.papers):
        if not blank(given.get(spec.name)) and spec.name not in spec_map(later.papers):
            yield f"{_PAPERS}.{spec.name}", spec.title


class _Work:
    """The way from one declaration to the other."""

    def __init__(self, earlier: AnyFlow, later: AnyFlow, said: Mapping[str, Any]) -> None:
        self._from, self._to, self._said = earlier.declaration, later.declaration, said
        self._origins = _origins(earlier, later)
        self._used: set[str] = set()
        self.carried: list[str] = []

    def declaration(self) -> dict[str, Any]:
        """What is carried over, in the order of the form."""
        made: dict[str, Any] = {}
        # First what is said to come from somewhere: that is then no longer anybody else's.
        told = {path: self._told(path) for path, _ in leaves(self._to) if path in self._origins}
        for path, spec in leaves(self._to):
            value = told[path] if path in told else self._same(path, spec)
            if not blank(value):
                # One place may be said twice there: two lists of their own, no alias of a file.
                _put(made, path, deepcopy(value))
                self.carried.append(path)
        return made

    def left(self) -> list[tuple[str, str]]:
        """What was said and has no place in the other edition."""
        return [
            (path, spec.title)
            for path, spec in leaves(self._from)
            if path not in self._used and not blank(_at(self._said, path))
        ]

    def _told(self, path: str) -> Any:
        origins = self._origins[path]
        spec = spec_at(self._to, path)
        several = origins if isinstance(origins, tuple) and _is_several(origins) else (origins,)
        for origin in several:
            value = self._from_origin(origin, spec)
            if not blank(value):
                return value
        return None

    def _from_origin(self, origin: Any, spec: Spec | None) -> Any:
        path, how, *when = (origin, None) if isinstance(origin, str) else origin
        if any(self._code_at(each) not in codes for each, codes in dict(*when).items()):
            return None
        old = spec_at(self._from, path)
        if old is None or spec is None:
            return None
        raw = self._meant(path, old)
        if isinstance(how, Mapping):
            value = how.get(_code(old, raw) if old.choice else str(raw), "")
        elif how is not None:
            value = how(str(raw)) if not blank(raw) else ""
        else:
            value = _fitting(old, spec, raw)
        if not blank(value):
            self._used.add(path)
        return value

    def _meant(self, path: str, spec: Spec) -> Any:
        """What is said there; of a list in a block that is there, silence chose as well."""
        raw = _at(self._said, path)
        silent = blank(raw) and spec.choice and _at(self._said, path.rpartition(".")[0])
        return spec.default if silent else raw

    def _code_at(self, path: str) -> str:
        spec = spec_at(self._from, path)
        return _code(spec, _at(self._said, path)) if spec else ""

    def _same(self, path: str, spec: Spec) -> Any:
        old = spec_at(self._from, path)
        if old is None or path in self._used or blank(raw := self._meant(path, old)):
            return None
        value = _fitting(old, spec, raw)
        if not blank(value):
            self._used.add(path)
        return value


def leaves(cls: type[Block], prefix: str = "") -> Iterator[tuple[str, Spec]]:
    """Every value of a declaration by its path; a table and an address are one each."""
    for spec in specs(cls):
        path = f"{prefix}{spec.name}"
        if spec.block and not issubclass(spec.block, Locality):
            yield from leaves(spec.block, f"{path}.")
        else:
            yield path, spec


def _origins(earlier: AnyFlow, later: AnyFlow) -> Mapping[str, Any]:
    """Where values come from, in this direction."""
    if later.edition != FIRST:
        return later.carried
    back: dict[str, Any] = {}
    for path, origin in earlier.carried.items():
        if isinstance(origin, str):
            back[origin] = path
        elif isinstance(origin[1], Mapping) and isinstance(origin[0], str):
            codes = {new: old for old, new in origin[1].items()}
            if len(codes) == len(origin[1]):
                back[origin[0]] = (path, codes)
    return {**back, **earlier.carried_back}


def _is_several(origins: Sequence[Any]) -> bool:
    """Whether it is a list of origins, and not one with what is made of it."""
    return not (isinstance(origins[0], str) and not isinstance(origins[1], str | tuple))


def _code(spec: Spec, raw: Any) -> str:
    """The code of what was chosen, or of what is meant where nothing is said."""
    said = spec.default if blank(raw) else raw
    if spec.choice is None or said is None:
        return ""
    try:
        return str(spec.choice.parse(said if isinstance(said, Choice) else str(said)).value)
    except Refused:
        return ""


def _fitting(old: Spec, new: Spec, raw: Any) -> Any:
    """What was written for the one as it is written for the other; `None`: it means something else,
    or is not taken there.
    """
    if old.block or new.block:
        return raw if _takes_place(old.block, new.block, raw) else None
    if old.row or new.row or blank(raw):
        return None
    if old.choice:
        # A list that became a line is answered with what the list printed.
        code = _code(old, raw)
        answer = code if new.choice else old.choice.parse(code).label if code else ""
        return answer if answer and _takes(new, answer) else None
    kinds = {old.type_name, new.type_name} - ({"choice"} if old.type_name == "text" else set())
    alike = len(kinds) == 1 or any(kinds <= those for those in _ALIKE)
    return raw if alike and _takes(new, raw) else None


def _takes_place(old: type[Block] | None, new: type[Block] | None, raw: Any) -> bool:
    """Whether a place as it was written for the one says all that the other wants, and no more."""
    if old is None or new is None:
        return False
    if old is new:
        return True
    asked, known = spec_map(new), spec_map(old)
    needed = {name for name, spec in asked.items() if spec.required}
    return (
        issubclass(old, Locality)
        and issubclass(new, Locality)
        and needed <= known.keys()
        and isinstance(raw, Mapping)
        and set(raw) <= asked.keys()
    )


def _takes(spec: Spec, raw: Any) -> bool:
    try:
        spec.parse(raw)
    except Refused:
        return False
    return True


def _at(said: Any, path: str) -> Any:
    for name in path.split("."):
        said = said.get(name) if isinstance(said, Mapping) else None
    return said


def _put(made: dict[str, Any], path: str, value: Any) -> None:
    *around, name = path.split(".")
    for each in around:
        made = made.setdefault(each, {})
    made[name] = value

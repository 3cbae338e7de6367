"""The persons of a procedure whom a card may belong to, and which of their fields it knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from portal_bot.catalogue.names import fold, plain
from portal_bot.dossier.block import Block
from portal_bot.dossier.ids import IdType
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.persons import Gender
from portal_bot.dossier.places import Address
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.spec import Spec, spec_map, specs
from portal_bot.registry import AnyFlow

APPLICANT = ("applicant",)
OWN_NUMBER = "applicant.citizen_id"
NUMBER, NAME, BIRTH, GENDER = "number", "full_name", "birth", "gender"
RESIDENCE, ISSUED, ISSUER, KIND = "residence", "issued", "issuer", "kind"
_NUMBERS = frozenset(("citizen_id", "id_number"))


@dataclass(frozen=True)
class CardPerson:
    """A block of the dossier that is one person's.

    Attributes:
        place: where it stands; of the rows of a table, where the table does.
        title: what the form calls the person.
        fields: the field for each thing that a card says.
        is_table: whether there may be several, row by row.
    """

    place: tuple[str, ...]
    title: str
    fields: Mapping[str, Spec] = field(default_factory=dict)
    is_table: bool = False

    @property
    def name(self) -> str:
        """What ``--as`` calls the person."""
        return self.place[-1]

    @property
    def is_the_applicant(self) -> bool:
        """Whether it is the applicant, or only repeats the applicant's number."""
        number = self.fields.get(NUMBER)
        own = number is not None and number.meta.same_as == OWN_NUMBER
        return self.place == APPLICANT or own

    @property
    def has_own_number(self) -> bool:
        """Whether a number is asked of this one person that is not the applicant's again."""
        repeats = self.is_the_applicant and self.place != APPLICANT
        return NUMBER in self.fields and not self.is_table and not repeats

    def blocks(self, data: Any) -> Iterator[tuple[Place, dict[str, Any]]]:
        """What a dossier says of the person, or of each one in the table; as it may be changed."""
        inner = data
        for name in self.place:
            inner = inner.get(name) if isinstance(inner, dict) else None
        if isinstance(inner, dict) and not self.is_table:
            yield self.place, inner
        elif isinstance(inner, list) and self.is_table:
            for number, row in enumerate(inner):
                if isinstance(row, dict):
                    yield (*self.place, number), row


def persons_of(flow: AnyFlow) -> tuple[CardPerson, ...]:
    """Everybody of whom the procedure asks what a card says; the applicant comes first."""
    # To mypy a class that is passed around cannot be hashed.
    return _persons(cast("Any", flow))


@cache
def _persons(flow: AnyFlow) -> tuple[CardPerson, ...]:
    applicant = spec_map(Dossier)["applicant"]
    found = [CardPerson(APPLICANT, applicant.title, _fields(cast("Any", applicant.block)))]
    found += _within(flow.declaration, (FLOW_PARTS[0],))
    return tuple(found)


def _within(cls: type[Block], place: tuple[str, ...]) -> Iterator[CardPerson]:
    for spec in specs(cls):
        inner = spec.block or spec.row
        if inner is None or issubclass(inner, Address):
            continue
        own, has = (*place, spec.name), _fields(inner)
        if NUMBER in has or (NAME in has and BIRTH in has):
            yield CardPerson(own, spec.title, has, is_table=spec.row is not None)
        if spec.row is None:
            yield from _within(inner, own)


def _fields(cls: type[Block]) -> dict[str, Spec]:
    found: dict[str, Spec] = {}
    for spec in specs(cls):
        if part := _part(spec):
            found.setdefault(part, spec)
    homes = [spec for spec in specs(cls) if spec.block is not None and spec.block is Address]
    if homes:
        # Where both are asked for, a card knows where somebody is registered, not where he lives.
        found[RESIDENCE] = next((s for s in homes if "permanent" in s.name), homes[0])
    return found


def _part(spec: Spec) -> str | None:
    kind = spec.kind.name if spec.kind else ""
    if kind in _NUMBERS:
        return NUMBER
    if kind == "person_name":
        return NAME
    if spec.kind is not None and spec.kind.birth:
        return BIRTH
    if spec.choice is not None:
        return {Gender: GENDER, IdType: KIND}.get(cast("Any", spec.choice))
    if kind == "date" and spec.name.endswith("id_issue_date"):
        return ISSUED
    return ISSUER if spec.name.endswith("id_issuer") else None


def named(flow: AnyFlow, said: str) -> CardPerson | None:
    """The person that is called so: by the block's name, by its place, or by the form's label.

    Args:
        flow: the procedure.
        said: ``mother``, ``declaration.mother``, “Người mẹ”, “nguoi me”.
    """
    fillable = [person for person in persons_of(flow) if not person.is_table]
    for form in (fold, plain):
        meant = form(said.strip())
        for person in fillable:
            names = (person.name, ".".join(person.place), person.title)
            if meant in map(form, names):
                return person
    return None

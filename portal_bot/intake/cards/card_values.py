"""What a card says, as the values of a dossier; and where a dossier says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal_bot.catalogue import provinces
from portal_bot.catalogue.names import fold, same_name
from portal_bot.dossier.block import blank
from portal_bot.dossier.card_line import RENAMED, Card
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.ids import IdType
from portal_bot.dossier.letters import tidy
from portal_bot.dossier.place_names import resolve
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.problems import Refused, Severity
from portal_bot.dossier.spec import Spec
from portal_bot.intake.cards.card_persons import (
    APPLICANT,
    BIRTH,
    GENDER,
    ISSUED,
    ISSUER,
    KIND,
    NAME,
    NUMBER,
    RESIDENCE,
    CardPerson,
    persons_of,
)
from portal_bot.registry import AnyFlow

_MINISTRY = "Bộ Công an"
_LEVELS = ("province", "district", "commune")
_CMND_DIGITS = 9


@dataclass(frozen=True, slots=True)
class CardValues:
    """What a card fills in.

    Attributes:
        values: by the place in the dossier, as people write them.
        notes: what the card says of a place that nothing was written to, for people to read.
    """

    values: dict[tuple[str, ...], str] = field(default_factory=dict)
    notes: dict[tuple[str, ...], str] = field(default_factory=dict)

    def tree(self) -> dict[str, Any]:
        """The values as a dossier's file would say them."""
        said: dict[str, Any] = {}
        for place, value in self.values.items():
            around = said
            for name in place[:-1]:
                around = around.setdefault(name, {})
            around[place[-1]] = value
        return said


def card_values(flow: AnyFlow, person: CardPerson, card: Card) -> CardValues:
    """What a dossier of the procedure says of the person whose card it is.

    Of the applicant also what other blocks ask and do not take from there by themselves: the day
    of issue stands beside the requester.

    Args:
        flow: the procedure.
        person: one of `persons_of`; no table's.
        card: the card.
    """
    found = CardValues()
    _fill(found, person, card)
    if person.place == APPLICANT:
        for other in persons_of(flow):
            if other is not person and other.is_the_applicant and not other.is_table:
                _fill(found, other, card, repeats=True)
    return found


def row_values(person: CardPerson, card: Card) -> dict[tuple[str, ...], str]:
    """The same of one block, or of a table's row, by the place within it."""
    found = CardValues()
    _fill(found, person, card, prefix=())
    return found.values


def _fill(
    found: CardValues,
    person: CardPerson,
    card: Card,
    *,
    repeats: bool = False,
    prefix: tuple[str, ...] | None = None,
) -> None:
    place = person.place if prefix is None else prefix
    for part, spec in person.fields.items():
        at = (*place, spec.name)
        if repeats and spec.meta.same_as:
            continue
        if part == RESIDENCE:
            _fill_home(found, at, card.residence)
        elif said := _said(part, spec, card):
            found.values[at] = said


def _said(part: str, spec: Spec, card: Card) -> str:
    """What the card says of a field; nothing, where the field keeps its default."""
    if part == BIRTH:
        return str(card.birth.year) if spec.type_name == "birth_year" else _birth(spec, card.birth)
    if part == ISSUED:
        return f"{card.issued:%d/%m/%Y}" if card.issued else ""
    if part == ISSUER:
        # No card's line says it; since that day the Ministry issues them.
        return _MINISTRY if card.issued is not None and card.issued >= RENAMED else ""
    said = {NUMBER: card.number, NAME: card.full_name, GENDER: card.gender.label}
    return said.get(part, "")


def _birth(spec: Spec, birth: PartialDate) -> str:
    whole = birth.day is not None or spec.type_name.startswith("partial")
    return str(birth) if whole else ""


def _fill_home(found: CardValues, at: tuple[str, ...], said: str) -> None:
    levels = home_of(said)
    if levels is None:
        if said:
            found.notes[at] = said
        return
    found.values.update({(*at, level): name for level, name in levels.items()})


def home_of(said: str) -> dict[str, str] | None:
    """The levels of a card's residence in their official names of 2022; `None`: not surely.

    Sure is what the lists hold: Phú Yên. A card says other provinces' districts and communes
    without their kind, and since July 2025 it says units that the forms of 2022 do not know.
    """
    parts = [part.strip() for part in said.split(",") if part.strip()]
    if len(parts) < len(_LEVELS):
        return None
    commune, district, province = parts[-3:]
    home = provinces.home_province()
    if provinces.find_provinces(province) != [home]:
        return None
    try:
        levels = resolve({"province": home.name, "district": district, "commune": commune})
    except Refused:
        return None
    detail = ", ".join(parts[:-3])
    return {**levels, **({"detail": detail} if detail else {})}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field that says otherwise than the card.

    Attributes:
        place: within the person's block.
        title: what the form calls it.
        severity: a residence may have changed since the card was issued, and is only asked about.
    """

    place: Place
    title: str
    severity: Severity = "error"


def contradictions(
    person: CardPerson, said: Mapping[str, Any], card: Card
) -> Iterator[Contradiction]:
    """Where a block, as its file says it, is not what the card says.

    What is left out, or is no such value at all, is nobody's contradiction here. Of another paper
    than the card (a passport, a CMND) neither number nor day of issue are compared.
    """
    other_paper = _is_other_paper(person, said)
    for part, spec in person.fields.items():
        value = said.get(spec.name)
        if blank(value) or (other_paper and part in {NUMBER, ISSUED}):
            continue
        if part == RESIDENCE:
            if _lives_elsewhere(value, card):
                yield Contradiction((spec.name,), spec.title, "warning")
        elif part in _SAME and (typed := _parsed(spec, value)) and not _SAME[part](typed, card):
            yield Contradiction((spec.name,), spec.title)


def typed(person: CardPerson, part: str, said: Mapping[str, Any]) -> Any:
    """What a block says of a part of the card, as its field reads it; `None`: nothing."""
    spec = person.fields.get(part)
    value = said.get(spec.name) if spec else None
    return None if spec is None or blank(value) else _parsed(spec, value)


def _parsed(spec: Spec, value: Any) -> Any:
    try:
        return spec.parse(tidy(value) if isinstance(value, str) else value)
    except Refused:
        return None


def _is_other_paper(person: CardPerson, said: Mapping[str, Any]) -> bool:
    kind = typed(person, KIND, said)
    number = typed(person, NUMBER, said)
    named = kind is not None and kind is not IdType.CCCD
    return named or (isinstance(number, str) and len(number) == _CMND_DIGITS)


def is_number_of(card: Card, number: object) -> bool:
    """Whether it is the card's number, or that of the CMND before it."""
    return number is not None and number in {card.number, card.old_number}


def _same_name(said: str, card: Card) -> bool:
    return not card.full_name or same_name(said, card.full_name)


def _same_birth(said: Any, card: Card) -> bool:
    if isinstance(said, int):
        return said == card.birth.year
    if said.year != card.birth.year or card.birth.month is None:
        return bool(said.year == card.birth.year)
    month, day = said.month, said.day
    return (month, day) in {(card.birth.month, card.birth.day), (card.birth.month, None)} or (
        month is None
    )


def _same_issue(said: date, card: Card) -> bool:
    return card.issued is None or said == card.issued


_SAME: dict[str, Any] = {
    NUMBER: lambda said, card: said == card.number,
    NAME: _same_name,
    BIRTH: _same_birth,
    GENDER: lambda said, card: said is card.gender,
    ISSUED: _same_issue,
}


def _lives_elsewhere(value: Any, card: Card) -> bool:
    """Whether both name a commune of the lists, and not the same."""
    home = home_of(card.residence)
    if home is None or not isinstance(value, dict):
        return False
    written = {k: tidy(v) for k in _LEVELS if isinstance(v := value.get(k), str) and not blank(v)}
    try:
        told = resolve({key: text for key, text in written.items() if isinstance(text, str)})
    except Refused:
        return False
    return any(fold(told.get(level, home[level])) != fold(home[level]) for level in _LEVELS)

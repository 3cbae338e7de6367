"""Puts what a card says where a dossier says nothing, and tells where it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal_bot.dossier.block import blank
from portal_bot.dossier.card_line import Card
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.intake.cards.card_persons import CardPerson
from portal_bot.intake.cards.card_values import card_values, contradictions, row_values
from portal_bot.registry import AnyFlow

_OF_A_HOME = frozenset(("province", "district", "commune", "detail"))


def take(
    flow: AnyFlow, data: dict[str, Any], person: CardPerson, place: Place, card: Card, whence: str
) -> list[Finding]:
    """Fills the blanks of a person's block from the card, in place.

    Args:
        flow: the procedure.
        data: the dossier as its file says it.
        person: whose card it is.
        place: the person's block; of a table, the row.
        card: the card.
        whence: what the card was read from, for people: “thẻ trong a.jpg”.

    Returns:
        What was typed and is not what the card says; the values are not repeated.
    """
    block = at(data, place)
    found = list(differing(person, place, block if isinstance(block, dict) else {}, card, whence))
    if person.is_table:
        values: Mapping[Place, str] = {(*place, *p): v for p, v in row_values(person, card).items()}
    else:
        values = {(*p,): v for p, v in card_values(flow, person, card).values.items()}
    fill_blanks(data, values)
    return found


def differing(
    person: CardPerson, place: Place, block: Mapping[str, Any], card: Card, whence: str
) -> Iterator[Finding]:
    """Where a block says otherwise than the card, by the place in the dossier."""
    for each in contradictions(person, block, card):
        told = f"“{each.title}” khác với {whence}; so lại với thẻ rồi sửa bên sai"
        if each.severity == "warning":
            told = f"“{each.title}” khác với {whence}; nơi ở đã đổi thì để nguyên, không thì sửa"
        yield Finding((*place, *each.place), "card_contradicts", told, each.severity)


def fill_blanks(data: dict[str, Any], values: Mapping[Place, str]) -> None:
    """Each value where nothing is said; an address only where none of it is."""
    homes = {place[:-1] for place in values if place[-1] in _OF_A_HOME}
    typed = {home for home in homes if not blank(at(data, home))}
    for place, value in values.items():
        if place[:-1] not in typed:
            _fill(data, place, value)


def at(data: Any, place: Place) -> Any:
    """What stands at the place; `None`: nothing, or the way there is none."""
    for name in place:
        if isinstance(name, int):
            data = data[name] if isinstance(data, list) and name < len(data) else None
        else:
            data = data.get(name) if isinstance(data, dict) else None
    return data


def _fill(data: Any, place: Place, value: str) -> None:
    *around, last = place
    for name in around:
        if isinstance(name, int):
            data = data[name]
            continue
        if blank(data.get(name)) and not isinstance(data.get(name), dict):
            data[name] = {}
        data = data[name]
        if not isinstance(data, dict | list):
            return
    if isinstance(data, dict) and blank(data.get(last)):
        data[last] = value

"""Cards among a dossier's papers, against what the dossier says of the same people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from portal_bot import files
from portal_bot.catalogue.names import same_name
from portal_bot.dossier.card_line import Card
from portal_bot.dossier.ids import IdType
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.intake.cards.card_blanks import at, differing
from portal_bot.intake.cards.card_persons import (
    APPLICANT,
    KIND,
    NAME,
    NUMBER,
    CardPerson,
    persons_of,
)
from portal_bot.intake.cards.card_pictures import SeenCards, cards_on, remembered
from portal_bot.intake.cards.card_values import is_number_of, typed
from portal_bot.intake.cards.identity_papers import IdentityScan
from portal_bot.registry import AnyFlow
from portal_bot.shown import shown


def compared(flow: AnyFlow, data: dict[str, Any], scans: Iterable[IdentityScan]) -> list[Finding]:
    """What the cards say otherwise, and whose card belongs to nobody; no value is repeated.

    Args:
        flow: the procedure.
        data: the dossier as its file says it.
        scans: those on which cards may be.
    """
    found: dict[tuple[Place, str], Finding] = {}
    for scan in scans:
        for finding in _of_scan(flow, data, scan):
            found.setdefault((finding.path, finding.code), finding)
    return list(found.values())


def _of_scan(flow: AnyFlow, data: dict[str, Any], scan: IdentityScan) -> Iterator[Finding]:
    seen, name = _seen(scan), shown(scan.path.name)
    for why in seen.refused:
        yield Finding(scan.place, "card_contradicts_itself", f"{name}: {why}", "warning")
    for card in seen.cards:
        owners = _owners(flow, data, card)
        for person, place, block in owners:
            yield from differing(person, place, block, card, f"thẻ căn cước trong {name}")
        if not owners:
            told = (
                f"Thẻ căn cước trong {name} không phải của ai khai trong hồ sơ: không trùng số "
                "định danh, không trùng họ tên; xem có đính nhầm tệp không"
            )
            yield Finding(scan.place, "card_of_nobody", told, "warning")


def _seen(scan: IdentityScan) -> SeenCards:
    if (known := remembered(scan.sha256)) is not None:
        return known
    try:
        content = files.read(scan.path, scan.path.stat().st_size)
    except OSError:
        # Gone since it was looked at: told of when it is sent.
        return SeenCards()
    return cards_on(content, patient=False)


Owner = tuple[CardPerson, Place, dict[str, Any]]


def _owners(flow: AnyFlow, data: dict[str, Any], card: Card) -> list[Owner]:
    """Everybody of the dossier who has the card's number; without any, who has its name."""
    all_of_them = [
        (person, place, block)
        for person in persons_of(flow)
        for place, block in person.blocks(data)
    ]
    own = at(data, APPLICANT)
    applicant = all_of_them[0][0] if all_of_them else None
    theirs = typed(applicant, NUMBER, own) if applicant and isinstance(own, dict) else None
    by_number = [each for each in all_of_them if is_number_of(card, _number(each, theirs))]
    return by_number or [each for each in all_of_them if _is_named(each, card)]


def _number(owner: Owner, applicants: Any) -> Any:
    """What is typed, or taken from the applicant because nothing is."""
    person, _, block = owner
    number = typed(person, NUMBER, block)
    own_card = typed(person, KIND, block) in {None, IdType.CCCD}
    return applicants if number is None and person.is_the_applicant and own_card else number


def _is_named(owner: Owner, card: Card) -> bool:
    person, _, block = owner
    name = typed(person, NAME, block)
    return isinstance(name, str) and bool(card.full_name) and same_name(name, card.full_name)

"""A card's line where an id belongs: typed by a scanner that is a keyboard to the computer."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal_bot.dossier.card_line import card_of, is_card_line
from portal_bot.dossier.letters import Unfit
from portal_bot.dossier.problems import Finding, Refused
from portal_bot.intake.cards.card_blanks import take
from portal_bot.intake.cards.card_persons import NUMBER, persons_of
from portal_bot.registry import AnyFlow

_WHENCE = "dòng mã QR của thẻ dán ở ô số"


def unfold(flow: AnyFlow, data: dict[str, Any], today: date) -> list[Finding]:
    """Puts the number in the line's place, and the line's other values where nothing is said.

    Args:
        flow: the procedure.
        data: the dossier as its file says it; changed in place.
        today: the day of judgment.

    Returns:
        What was typed and is not what the line says.
    """
    found: list[Finding] = []
    for person in persons_of(flow):
        spec = person.fields.get(NUMBER)
        if spec is None:
            continue
        for place, block in person.blocks(data):
            said = block.get(spec.name)
            if not isinstance(said, str) or not is_card_line(said):
                continue
            try:
                card = card_of(said, today)
            except Refused as refused:
                # What only begins like a card's line is told of by whoever reads the field.
                if refused.code != "not_a_card":
                    block[spec.name] = Unfit(refused)
                continue
            block[spec.name] = card.number
            found += take(flow, data, person, place, card, _WHENCE)
    return found

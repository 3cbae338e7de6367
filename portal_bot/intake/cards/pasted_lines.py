"""A card's line where an id belongs: typed by a scanner that is a keyboard to the computer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal_bot.dossier.card_line import card_of, is_card_line
from portal_bot.dossier.letters import Unfit
from portal_bot.dossier.problems import Finding, Refused
from portal_bot.intake.cards.card_blanks import take
from portal_bot.intake.cards.card_persons import NUMBER, persons_of
from portal_bot.registry import AnyFlow

_WHENCE = "dòng mã QR của thẻ dán ở ô số"
_ELSEWHERE = Refused(
    "card_line",
    "là cả dòng mã QR của thẻ căn cước, không nộp nguyên dòng: gõ chữ của riêng mục này, hoặc quét "
    "vào mục số định danh của người có thẻ",
)


def unfold(flow: AnyFlow, data: dict[str, Any], today: date) -> list[Finding]:
    """Puts the number in the line's place, and the line's other values where nothing is said.

    Where no number is asked for, the line would be handed in with all that it says: it is refused.

    Args:
        flow: the procedure.
        data: the dossier as its file says it; changed in place.
        today: the day of judgment.

    Returns:
        What was typed and is not what the line says.
    """
    found: list[Finding] = []
    numbers = set[tuple[int, str]]()
    for person in persons_of(flow):
        spec = person.fields.get(NUMBER)
        if spec is None:
            continue
        for place, block in person.blocks(data):
            said = block.get(spec.name)
            if not isinstance(said, str) or not is_card_line(said):
                continue
            numbers.add((id(block), spec.name))
            try:
                card = card_of(said, today)
            except Refused as refused:
                # What only begins like a card's line is told of by whoever reads the field.
                if refused.code != "not_a_card":
                    block[spec.name] = Unfit(refused)
                continue
            block[spec.name] = card.number
            found += take(flow, data, person, place, card, _WHENCE)
    _refuse_elsewhere(data, numbers)
    return found


def _refuse_elsewhere(said: Any, numbers: set[tuple[int, str]]) -> None:
    if isinstance(said, dict):
        items: Iterable[tuple[Any, Any]] = list(said.items())
    else:
        items = enumerate(said) if isinstance(said, list) else ()
    for at, inner in items:
        if not isinstance(inner, str):
            _refuse_elsewhere(inner, numbers)
        elif is_card_line(inner) and (id(said), at) not in numbers:
            said[at] = Unfit(_ELSEWHERE)

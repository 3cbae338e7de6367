"""A cell with the picture of a citizen card: the row's empty cells are filled from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from portal_bot.dossier.card_line import Card
from portal_bot.dossier.problems import Refused
from portal_bot.dossier.source import Source
from portal_bot.intake.cards.card_blanks import take
from portal_bot.intake.cards.card_files import card_file
from portal_bot.intake.cards.card_persons import persons_of
from portal_bot.intake.workbook.sheet_columns import CARD, SheetColumn
from portal_bot.papers import PaperFault, locate
from portal_bot.registry import AnyFlow
from portal_bot.shown import shown


def take_pictures(
    source: Source, flow: AnyFlow, data: dict[str, Any], column: SheetColumn, names: Sequence[str]
) -> Iterator[Refused]:
    """Fills the person's empty cells; what was typed and is otherwise becomes a problem there.

    Args:
        source: the row; problems of its cells are added to it.
        flow: the procedure.
        data: what the row says; changed in place.
        column: the column of the picture.
        names: what its cell says: one file, or those of both sides.

    Yields:
        What is wrong with the cell of the picture itself.
    """
    cards: dict[str, Card] = {}
    without: list[Refused] = []
    for name in names:
        found = locate(source.folder, Path(name))
        if isinstance(found, PaperFault):
            yield Refused(found.code, found.message)
            continue
        seen = card_file(found)
        cards |= {card.number: card for card in seen.cards}
        if not seen.cards:
            without.append(Refused("card_unread", f"{shown(found.name)}: {seen.why_none}"))
    if len(cards) > 1:
        told = f"có {len(cards)} thẻ của {len(cards)} người; mỗi cột chỉ ghi ảnh thẻ của một người"
        yield Refused("several_cards", told)
    elif cards:
        (card,) = cards.values()
        place = tuple(column.key.removeprefix(CARD).split("."))
        person = next(each for each in persons_of(flow) if each.place == place)
        for finding in take(flow, data, person, place, card, "thẻ ở cột ảnh thẻ"):
            source.problems.append(source.problem(finding))
    else:
        yield from without

"""A dossier's skeleton that begins with what a card says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from portal_bot.intake.cards.card_values import CardValues
from portal_bot.shown import shown

# As `dossier.template` writes a field: its key, perhaps a default, and what it is.
_FIELD = re.compile(r"( *)([a-z_0-9]+):([^#]*?)( *## .*)?")
_WIDE = 44
_STEP = 2


def begun(template: str, said: CardValues) -> str:
    """The skeleton with the card's values in their places.

    What could not be filled in surely stands as a comment under its field.

    Args:
        template: a dossier's skeleton, as `template` makes it.
        said: what the cards say.
    """
    return "\n".join(_lines(template.splitlines(), said)) + "\n"


def _lines(lines: list[str], said: CardValues) -> Iterator[str]:
    place: list[str] = []
    for line in lines:
        found = _FIELD.fullmatch(line)
        if found is None:
            yield line
            continue
        pad, key, _, comment = found.groups()
        place[len(pad) // _STEP :] = [key]
        value = said.values.get(tuple(place))
        if value is None:
            yield line
        else:
            text = f"{pad}{key}: {json.dumps(value, ensure_ascii=False)}"
            yield f"{text:<{_WIDE}}  {(comment or '').strip()}"
        if note := said.notes.get(tuple(place)):
            yield f"{pad}  # Thẻ ghi: {shown(note)}. Chưa chắc là đơn vị nào của năm 2022; tự ghi:"

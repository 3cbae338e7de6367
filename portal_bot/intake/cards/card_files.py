"""A file that somebody says is a card's picture."""

from __future__ import annotations

from pathlib import Path

from portal_bot import files
from portal_bot.intake.cards.card_pictures import SeenCards, cards_on

# No telephone's photograph is as large, of two hundred megapixels neither.
LARGEST = 128 * 1024 * 1024


def card_file(path: Path) -> SeenCards:
    """What is on the picture; a file that cannot be read is told as its trouble."""
    try:
        content = files.read(path, LARGEST)
    except files.Unopened as fault:
        return SeenCards(trouble=fault.reason)
    if len(content) > LARGEST:
        return SeenCards(trouble="quá lớn, không phải ảnh chụp thẻ")
    return cards_on(content)

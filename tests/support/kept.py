"""What a home keeps locked, as whoever has its key reads it."""

from __future__ import annotations

from pathlib import Path

from portal_bot.strongbox.box import bare, box_of


def opened(path: Path | str) -> bytes:
    """A piece of evidence, `<home>/<kind>/<portal>/<filing>/<name>`."""
    piece = Path(path)
    return box_of(piece.parents[3]).read(piece)


def names(folder: Path | str) -> frozenset[str]:
    """What lies in a filing's folder, by the names in the clear."""
    return frozenset(bare(file).name for file in Path(folder).iterdir())

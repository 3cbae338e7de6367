"""Writes what a commune hands out: a folder a procedure, and the poster of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from portal_bot.errors import SetupError, UsageError
from portal_bot.guidance.filing_steps import FilingStep, filing_steps
from portal_bot.guidance.guide_pages import (
    LEAFLET_MARGIN,
    POSTER_MARGIN,
    leaflet_page,
    poster_page,
    shared_page,
)
from portal_bot.guidance.leaflet_facts import LeafletFacts
from portal_bot.guidance.loudspeaker import announcement, loudspeaker_text
from portal_bot.guidance.printed import Printer, PrintSheet, printer
from portal_bot.guidance.whereabouts import Whereabouts
from portal_bot.reasons import in_words

LEAFLET, LOUDSPEAKER, SHARED, POSTER = "to-roi", "loa-xa", "zalo", "bang-tin"
_LEAFLET = PrintSheet("A4", LEAFLET_MARGIN, sides=2)
# Points: eleven is read without glasses, below eight and a half nobody reads.
_LEAFLET_SIZES = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
_POSTER_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
# A3 is A4 so many times larger.
_A3 = 2**0.5
_PICTURE_SIZES = range(44, 27, -2)


@dataclass(frozen=True, slots=True)
class ProcedureFiles:
    """What was written of one procedure.

    Attributes:
        slug: which.
        page: the leaflet as a page.
        pdf: the same, printed.
        loudspeaker: the text to read aloud.
        seconds: how long that takes, by estimate.
        picture: for Zalo and Facebook.
    """

    slug: str
    page: Path
    pdf: Path
    loudspeaker: Path
    seconds: int
    picture: Path

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "procedure": self.slug,
            "leaflet": {"html": str(self.page), "pdf": str(self.pdf)},
            "loudspeaker": {"text": str(self.loudspeaker), "seconds": self.seconds},
            "picture": str(self.picture),
        }


@dataclass(frozen=True, slots=True)
class Guide:
    """All that was written.

    Attributes:
        procedures: what each procedure got.
        poster: the poster's files, by kind: html, A3, A4; empty: none was asked for.
    """

    procedures: Sequence[ProcedureFiles]
    poster: Mapping[str, Path]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "procedures": [each.as_json() for each in self.procedures],
            "poster": {kind: str(path) for kind, path in self.poster.items()} or None,
        }


async def write_guide(
    those: Sequence[LeafletFacts],
    where: Whereabouts,
    out: Path,
    *,
    pictures: Path | None = None,
    poster: bool,
) -> Guide:
    """Writes all of it, with one browser; what was there of an earlier time is replaced.

    Args:
        those: the procedures.
        where: portal and counter.
        out: the folder; made where there is none.
        pictures: a folder of the portal's screens, or `None`.
        poster: whether the poster of all of them is made.

    Raises:
        UsageError: `out` or `pictures` is no folder.
        SetupError: no browser, or a file cannot be written.
    """
    steps = [filing_steps(of, where, pictures) for of in those]
    _folder(out)
    async with printer() as press:
        written = [
            await _procedure(press, of, where, each, out)
            for of, each in zip(those, steps, strict=True)
        ]
        return Guide(written, await _poster(press, those, where, out) if poster else {})


async def _procedure(
    press: Printer, of: LeafletFacts, where: Whereabouts, steps: Sequence[FilingStep], out: Path
) -> ProcedureFiles:
    folder = _folder(out / of.slug)

    def leaflet(sizes: Sequence[float]) -> str:
        return leaflet_page(of, where, steps, sizes=sizes)

    def shared(size: int, papers: int) -> str:
        return shared_page(of, where, size_px=size, papers=papers)

    fitted = await press.fitted(leaflet, _LEAFLET_SIZES, _LEAFLET)
    needed = sum(line.needed is True for group in of.papers for line in group.papers)
    picture = await press.picture(shared, _PICTURE_SIZES, needed)
    return ProcedureFiles(
        slug=of.slug,
        page=_write(folder / f"{LEAFLET}.html", fitted.page),
        pdf=_write(folder / f"{LEAFLET}.pdf", fitted.pdf),
        loudspeaker=_write(folder / f"{LOUDSPEAKER}.txt", loudspeaker_text(of, where)),
        seconds=announcement(of, where).seconds,
        picture=_write(folder / f"{SHARED}.png", picture),
    )


async def _poster(
    press: Printer, those: Sequence[LeafletFacts], where: Whereabouts, out: Path
) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for paper, larger in (("A4", 1.0), ("A3", _A3)):
        sizes = tuple(round(size * larger, 1) for size in _POSTER_SIZES)
        made = partial(_poster_of, those, where)
        fitted = await press.fitted(made, sizes, PrintSheet(paper, POSTER_MARGIN, sides=1))
        files[paper] = _write(out / f"{POSTER}-{paper}.pdf", fitted.pdf)
        files.setdefault("html", _write(out / f"{POSTER}.html", fitted.page))
    return files


def _poster_of(those: Sequence[LeafletFacts], where: Whereabouts, sizes: Sequence[float]) -> str:
    return poster_page(those, where, sizes=sizes)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{path} không phải thư mục; chọn --out khác") from error
    except (OSError, ValueError) as error:
        raise SetupError(f"không tạo được thư mục {path}: {_why(error)}") from error
    return path


def _write(path: Path, content: str | bytes) -> Path:
    """For everybody to read: nothing in it is personal."""
    try:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise SetupError(f"không ghi được {path}: {in_words(error)}") from error
    return path


def _why(error: Exception) -> str:
    return in_words(error) if isinstance(error, OSError) else "tên không dùng được"

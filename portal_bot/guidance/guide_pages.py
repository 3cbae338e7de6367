"""The pages: a leaflet a procedure, the poster of all, a picture to share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from portal_bot.guidance.filing_steps import FilingStep
from portal_bot.guidance.leaflet_facts import LeafletFacts, paper_in_words
from portal_bot.guidance.whereabouts import Whereabouts
from portal_bot.page_template import page_template

# Millimetres.
LEAFLET_MARGIN, POSTER_MARGIN = 13, 10


def leaflet_page(
    of: LeafletFacts, where: Whereabouts, steps: Sequence[FilingStep], *, sizes: Sequence[float]
) -> str:
    """A leaflet of two sides of A4.

    Args:
        of: the procedure.
        where: portal and counter.
        steps: the way through the portal.
        sizes: those of the letters of each side, in points.
    """
    return page_template("portal_bot.guidance", "leaflet.html.j2").render(
        of=of,
        where=where,
        steps=steps,
        margin=LEAFLET_MARGIN,
        pictured=any(step.picture for step in steps),
        sizes=[f"{size:g}" for size in sizes],
        qr=qr_code(where.address),
        in_words=paper_in_words,
    )


def poster_page(
    those: Sequence[LeafletFacts], where: Whereabouts, *, sizes: Sequence[float]
) -> str:
    """A page for the notice board: all procedures, by level."""
    by_level = sorted(those, key=lambda of: (not of.is_full, not of.way.is_online, of.way.poster))
    grouped = groupby(by_level, key=lambda of: (of.level, of.way))
    groups = [(level, list(part)) for (level, _), part in grouped]
    return page_template("portal_bot.guidance", "poster.html.j2").render(
        groups=groups,
        count=sum(of.way.is_online for of in those),
        margin=POSTER_MARGIN,
        where=where,
        sizes=[f"{size:g}" for size in sizes],
        qr=qr_code(where.address),
        otherwise=tuple(filter(None, dict.fromkeys(of.term_otherwise for of in those))),
        remarks=tuple(dict.fromkeys(remark for of in those for remark in of.remarks)),
    )


def shared_page(of: LeafletFacts, where: Whereabouts, *, size_px: int, papers: int) -> str:
    """What is made a picture for Zalo and Facebook.

    Args:
        of: the procedure.
        where: portal and counter.
        size_px: the size of its letters.
        papers: so many of those that everybody needs are named.
    """
    needed = [line.name for group in of.papers for line in group.papers if line.needed is True]
    return page_template("portal_bot.guidance", "shared_picture.html.j2").render(
        of=of,
        where=where,
        size=size_px,
        papers=needed[:papers],
        more=len(needed) > papers or any(p.needed is None for g in of.papers for p in g.papers),
        qr=qr_code(where.address),
    )


@cache
def qr_code(address: str) -> str:
    """The address as SVG, with the quiet zone that a telephone needs."""
    import segno  # slow: only where something is printed

    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)

"""Procedures of 2026 that communes file often and that nobody has written a flow for.

What is known of each stands in ``edition_2026/wanted/<name>.toml``, in the shape of an edition.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from unicodedata import normalize

from portal_bot.catalogue.edition_words import TITLES
from portal_bot.catalogue.editions import SUBFOLDER, Edition, edition_at
from portal_bot.catalogue.packages import folders

_FOLDER = "wanted"
_NEEDED = ("channels", "papers", "form", "formality_id", "cases")


@cache
def wanted_procedures() -> tuple[Edition, ...]:
    """All of them, by name; one that somebody has begun a flow for is none of them.

    Raises:
        BrokenFacts: what stands there is not whole.
    """
    places = folders()
    files = (file for folder in places for file in (folder / SUBFOLDER / _FOLDER).glob("*.toml"))
    all_known = (edition_at(file) for file in sorted(files))
    return tuple(
        each
        for each in all_known
        if not any((folder / f"{each.slug}.py").is_file() for folder in places)
    )


def wanted_procedure(said: str) -> Edition | None:
    """The one of this code, name or title; `None`: none is.

    Raises:
        BrokenFacts: what stands there is not whole.
    """
    word = normalize("NFC", said).strip().lower()
    return next((each for each in wanted_procedures() if word in _called(each)), None)


def _called(edition: Edition) -> set[str]:
    return {(said or "").lower() for said in (edition.slug, edition.code.value, edition.name.value)}


def missing_for_filing(edition: Edition) -> list[str]:
    """What must be found out before it can be filed, in words for people."""
    return [TITLES[name] for name in _NEEDED if edition.cells[name].state == "unknown"]


def wanted_json(edition: Edition) -> dict[str, Any]:
    """For programs."""
    return {
        "slug": edition.slug,
        "code": edition.code.value,
        "title": edition.name.value,
        "filed": False,
        "online": edition.is_online,
        "unknown": [name for name in TITLES if edition.cells[name].state == "unknown"],
    }

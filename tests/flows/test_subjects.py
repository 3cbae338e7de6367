"""What a dossier is about does not depend on what may be filled in today and be empty tomorrow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal_bot.checking import check_source
from portal_bot.dossier.load import load
from portal_bot.dossier.spec import spec_at
from portal_bot.registry import AnyFlow, flows

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = date(2026, 11, 22)
# One of two is given, a mother or a father; and of that one, what must be.
EITHER = {"birth_registration", "domestic_adoption_registration"}


def subject(slug: str, without: str | None = None) -> tuple[str, ...]:
    """Of the fixture `full`, without what the path names."""
    source = load(FIXTURES / slug / "full.yaml")
    if without is not None:
        inner = source.data["declaration"]
        *way, last = without.split(".")
        for name in way:
            inner = inner[name]
        assert inner.pop(last)
    checked = check_source(source, today=TODAY)
    assert checked.subject
    return checked.subject


@pytest.mark.parametrize(
    ("slug", "known_later"),
    [
        ("birth_registration", "mother.id_number"),
        ("birth_registration", "father.id_number"),
        ("birth_registration", "father"),
        ("birth_registration_with_parent_recognition", "mother.id_number"),
        ("birth_registration_with_parent_recognition", "father.id_number"),
        ("death_registration", "deceased.id_number"),
        ("death_reregistration", "deceased.id_number"),
        ("monthly_social_allowance", "beneficiary.id_number"),
        ("copy_from_original_register", "original.number"),
        ("domestic_adoption_registration", "mother"),
    ],
)
def test_what_is_known_only_later_makes_no_other_dossier(slug: str, known_later: str) -> None:
    assert subject(slug, without=known_later) == subject(slug)


@pytest.mark.parametrize("flow", flows().values(), ids=lambda flow: flow.slug)
def test_a_subject_is_made_of_what_is_always_there(flow: AnyFlow) -> None:
    for paths in flow.subject:
        options = [path.strip() for path in paths.split("|")]
        assert len(options) == 1 or flow.slug in EITHER, paths
        for path in options:
            # Of two, the whole section may be missing; what is in it may not.
            for way in _ways(path)[len(options) > 1 :]:
                spec = spec_at(flow.declaration, way)
                assert spec, way
                assert spec.required or spec.default is not None, way


def _ways(path: str) -> list[str]:
    names = path.split(".")
    return [".".join(names[: length + 1]) for length in range(len(names))]

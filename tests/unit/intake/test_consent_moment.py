"""The moment of a consent that the dossier leaves out is set down once, and stays."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from portal_bot import clock, settings
from portal_bot.checking import check_paths
from portal_bot.dossier.model import Consent
from portal_bot.intake import consent_moment
from portal_bot.intake.consent_form import form_of
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Journal, Seal
from tests.support.days import USUAL
from tests.support.dossiers import written

IDENTITY = Identity(b"s" * 32, "that")
LEFT_OUT = {"consent": {"given_by": "Nguyễn Văn Thử"}}


def ready(folder: Path, consent: dict[str, str]) -> Ready:
    (checked,) = check_paths([written(folder / "a.yaml", {"consent": consent})])
    assert checked.ok, checked.problems
    return Ready.of(checked)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.NOW, clock.as_variable(moment))


def test_it_is_the_first_moment_and_the_same_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, told, filed = [], [], list[str]()
    with Journal(tmp_path / "journal.sqlite3", Seal(b"s" * 32)) as journal:
        for hours in (1, 5):
            at(USUAL.replace(hour=hours), monkeypatch)
            one = ready(tmp_path, LEFT_OUT["consent"])
            filing = journal.open(IDENTITY.filing(one))
            consent_moment.set_down(journal, filing, one.dossier.consent)
            filed.append(filing.id)
            contents.append(one.content_hash)
            told.append(consent_moment.told(journal.history(filing.id)))
        assert len({*contents}) == 1
        assert len({*told}) == 1
        assert told[0] is not None
        assert told[0].hour == 1
        history = journal.history(filed[-1])
        events = [e for e in history if e["kind"] == consent_moment.KIND]
        assert len(events) == 1


def test_what_the_dossier_says_needs_no_note(tmp_path: Path, on_the_fixtures_day: None) -> None:
    said = {"given_by": "Nguyễn Văn Thử", "at": "20/11/2026 08:10"}
    one = ready(tmp_path, said)
    with Journal(tmp_path / "journal.sqlite3", Seal(b"s" * 32)) as journal:
        filing = journal.open(IDENTITY.filing(one))
        consent_moment.set_down(journal, filing, one.dossier.consent)
        assert consent_moment.told(journal.history(filing.id)) is None
    told = consent_moment.said_at(one.dossier.consent)
    assert told is not None
    assert (told.day, told.hour) == (20, 8)


def test_only_what_was_said_is_printed_to_be_signed(
    tmp_path: Path, on_the_fixtures_day: None
) -> None:
    left, said = (
        ready(tmp_path, {"given_by": "Nguyễn Văn Thử", **more})
        for more in ({}, {"at": "20/11/2026 08:10"})
    )
    assert form_of(left.flow, left.dossier).at == ""
    assert form_of(said.flow, said.dossier).at == "20/11/2026 08:10"


def test_without_a_giver_nothing_is_made_up() -> None:
    assert "at" not in Consent(given_by="Nguyễn Văn Thử").model_fields_set

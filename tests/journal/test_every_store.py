"""What every journal keeps to, whichever store it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.journal import (
    NOTHING_DUE,
    Due,
    Fault,
    Filing,
    JournalPort,
    Receipt,
    State,
    TakenOver,
    last_intent,
)
from portal_bot.journal.filing import Marks
from tests.journal.conftest import Open

SOON = clock.now(UTC) + timedelta(seconds=30)
NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)


def test_a_new_filing_is_checked_and_found_again_by_its_key(journal: JournalPort) -> None:
    opened = journal.open(NEW)
    assert opened.state is State.CHECKED
    assert journal.by_key("key-a") == opened
    assert journal.all() == [opened]


def test_an_intent_survives_in_a_second_reader(journal: JournalPort, reopen: Open) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    second = reopen()
    assert second.by_key("key-a") == intended
    assert second.history("PB-A")[-1]["kind"] == "intent"


def test_no_second_attempt_begins_while_an_intent_is_open(journal: JournalPort) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    with pytest.raises(ValueError, match="open intent"):
        journal.begin(intended)


def test_an_open_intent_can_only_be_set_aside_as_uncertain(journal: JournalPort) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    with pytest.raises(ValueError, match="uncertain"):
        journal.set_aside(intended, State.FAILED, Fault("portal_unavailable", "…"))
    aside = journal.set_aside(intended, State.UNCERTAIN, Fault("submission_uncertain", "…"))
    assert aside.intent is not None


def test_a_receipt_closes_the_intent_and_a_read_back_verifies(journal: JournalPort) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    received = journal.receive(intended, Receipt("H45-1"), how="answer")
    assert (received.state, received.intent) == (State.RECEIVED, None)
    assert journal.verify(received, verified=False).state is State.RECEIVED
    assert journal.verify(received, verified=True).state is State.VERIFIED


def test_a_filed_dossier_keeps_its_own_content_and_path(journal: JournalPort) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    received = journal.receive(intended, Receipt("H45-1"), how="answer")
    other = replace(NEW, content_hash="hash-2", path="b.yaml")
    assert journal.open(other) == received


def test_a_dossier_that_was_never_sent_takes_the_mended_content(journal: JournalPort) -> None:
    failed = journal.set_aside(
        journal.begin(journal.open(NEW)), State.FAILED, Fault("portal_changed", "…")
    )
    mended = journal.open(replace(NEW, content_hash="hash-2"))
    assert (mended.content_hash, mended.state) == ("hash-2", failed.state)


@pytest.mark.parametrize("state", [State.RECEIVED, State.VERIFIED])
def test_there_is_no_way_back_from_a_receipt(journal: JournalPort, state: State) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    filed = journal.receive(intended, Receipt("H45-1"), how="answer")
    if state is State.VERIFIED:
        filed = journal.verify(filed, verified=True)
    with pytest.raises(ValueError, match="no way"):
        journal.begin(filed)
    with pytest.raises(ValueError, match="no way"):
        journal.release(filed, "…")


def test_of_two_who_begin_the_same_filing_one_is_refused(
    journal: JournalPort, reopen: Open
) -> None:
    seen = journal.open(NEW)
    other = reopen()
    begun = other.begin(seen)
    with pytest.raises(TakenOver):
        journal.begin(seen)
    assert journal.by_key("key-a") == begun


def test_of_two_who_intend_the_same_attempt_one_is_refused(
    journal: JournalPort, reopen: Open
) -> None:
    begun = journal.begin(journal.open(NEW))
    other = reopen()
    intended = other.intend(begun, click_deadline=SOON)
    with pytest.raises(TakenOver):
        journal.intend(begun, click_deadline=SOON)
    assert journal.by_key("key-a") == intended
    assert [e["kind"] for e in journal.history("PB-A")].count("intent") == 1


def test_who_froze_before_another_attempt_can_neither_intend_nor_set_aside(
    journal: JournalPort, reopen: Open
) -> None:
    frozen = journal.begin(journal.open(NEW))
    second = reopen().begin(frozen)
    with pytest.raises(TakenOver):
        journal.intend(frozen, click_deadline=SOON)
    with pytest.raises(TakenOver):
        journal.set_aside(frozen, State.FAILED, Fault("bug", "…"))
    with pytest.raises(TakenOver):
        journal.release(frozen, "…")
    assert journal.by_key("key-a") == second


def test_a_receipt_is_kept_also_from_one_who_was_overtaken(
    journal: JournalPort, reopen: Open
) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    other = reopen()
    doubtful = other.set_aside(intended, State.UNCERTAIN, Fault("submission_uncertain", "…"))
    again = other.begin(other.release(doubtful, "wrongly thought absent"))
    received = journal.receive(intended, Receipt("H45-1"), how="answer")
    assert (received.state, received.receipt) == (State.RECEIVED, Receipt("H45-1"))
    with pytest.raises(TakenOver):
        other.intend(again, click_deadline=SOON)


def test_a_receipt_that_another_found_first_is_no_quarrel(
    journal: JournalPort, reopen: Open
) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    found = reopen().receive(intended, Receipt("H45-1"), how="reconciliation")
    assert journal.receive(intended, Receipt("H45-1"), how="answer") == found


def test_a_second_receipt_of_one_filing_is_noted_and_told(
    journal: JournalPort, reopen: Open
) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    reopen().receive(intended, Receipt("H45-1"), how="reconciliation")
    with pytest.raises(TakenOver):
        journal.receive(intended, Receipt("H45-2"), how="answer")
    last = journal.history("PB-A")[-1]
    assert (last["kind"], last["number"]) == ("second_receipt", "H45-2")


def test_evidence_is_noted_whatever_else_changes(
    journal: JournalPort, reopen: Open, tmp_path: Path
) -> None:
    seen = journal.open(NEW)
    begun = reopen().begin(seen)
    assert journal.keep_evidence(seen, tmp_path).evidence == str(tmp_path)
    assert journal.by_key("key-a") == replace(begun, evidence=str(tmp_path))


def test_the_history_is_the_same_in_every_store(journal: JournalPort, tmp_path: Path) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    journal.note(intended, "lost", {"reason": "mất kết nối"})
    doubt = journal.set_aside(intended, State.UNCERTAIN, Fault("submission_uncertain", "…"))
    received = journal.receive(doubt, Receipt("H45-1"), how="reconciliation")
    journal.keep_evidence(received, tmp_path)
    journal.verify(received, verified=True)
    history = journal.history("PB-A")
    assert [e["kind"] for e in history] == [
        "checked", "attempt", "intent", "lost", "uncertain", "received", "evidence", "verified",
    ]  # fmt: skip
    assert [e["attempt"] for e in history] == [0, 1, 1, 1, 1, 1, 1, 1]
    assert history[3]["reason"] == "mất kết nối"
    assert all(datetime.fromisoformat(e["at"]).tzinfo is not None for e in history)
    assert sorted(e["seq"] for e in history) == [e["seq"] for e in history]


def test_the_numbers_of_one_portals_receipts_are_known(journal: JournalPort) -> None:
    filing = journal.begin(journal.open(NEW))
    assert journal.receipts("mock") == set()
    journal.receive(filing, Receipt("H45-1", "2026-11-22T09:00:00+07:00"), how="answer")
    assert journal.receipts("mock") == {"H45-1"}
    assert journal.receipts("daklak") == set()


def test_each_world_of_the_mock_counts_its_dossiers_from_one(journal: JournalPort) -> None:
    marks = Marks("thế giới một", "", "", "", "", "", "", "", (), "")
    here = journal.begin(journal.open(replace(NEW, marks=marks)))
    journal.receive(here, Receipt("H45-1", "2026-11-22T09:00:00+07:00"), how="answer")
    assert journal.receipts("mock", "thế giới một") == {"H45-1"}
    assert journal.receipts("mock", "thế giới hai") == set()
    assert journal.receipts("mock") == {"H45-1"}


def test_a_filing_is_found_by_its_id(journal: JournalPort) -> None:
    opened = journal.open(NEW)
    assert journal.by_id("PB-A") == opened
    assert journal.by_id("PB-B") is None


DUE = Due(24_000, "Phí cấp bản sao", "Nộp trực tiếp tại quầy")


def test_what_is_to_be_paid_outlives_the_run(journal: JournalPort, reopen: Open) -> None:
    begun = journal.begin(journal.open(NEW))
    assert begun.due is None
    owing = journal.owe(begun, DUE, by="review")
    intended = journal.intend(owing, click_deadline=SOON)
    filed = journal.verify(journal.receive(intended, Receipt("H45-1"), how="answer"), verified=True)
    assert (filed.due, filed.due is not None and filed.due.open) == (DUE, True)
    second = reopen()
    assert second.by_key("key-a") == filed
    paid = second.owe(filed, replace(DUE, paid=True), by="một người")
    assert journal.by_id("PB-A") == paid
    assert paid.due is not None
    assert not paid.due.open
    said = [
        (e["amount"], e["paid"], e["by"]) for e in journal.history("PB-A") if e["kind"] == "due"
    ]
    assert said == [(24_000, False, "review"), (24_000, True, "một người")]


def test_what_is_known_already_is_not_written_again(journal: JournalPort) -> None:
    owing = journal.owe(journal.open(NEW), NOTHING_DUE, by="review")
    before = journal.history("PB-A")
    assert journal.owe(owing, NOTHING_DUE, by="record") is owing
    assert journal.history("PB-A") == before


def test_the_events_of_some_kinds_are_told_of_all_filings(journal: JournalPort) -> None:
    one = journal.open(NEW)
    two = journal.open(replace(NEW, id="PB-B", key="key-b"))
    journal.note(two, "draft", {"draft": "d-2"})
    journal.note(one, "draft", {"draft": "d-1"})
    journal.note(one, "other", {})
    found = [(filing, event["draft"]) for filing, event in journal.events(["draft"])]
    assert found == [("PB-B", "d-2"), ("PB-A", "d-1")]


def test_when_a_filing_was_last_written_of_is_read(journal: JournalPort) -> None:
    journal.begin(journal.open(NEW))
    known = journal.by_id("PB-A")
    assert known is not None
    assert known.changed_at is not None
    assert datetime.fromisoformat(known.changed_at) <= clock.now(UTC)


def test_a_number_that_is_anothers_is_given_up_and_the_intent_is_open_again(
    journal: JournalPort, reopen: Open
) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    intent = last_intent(journal.history("PB-A"))
    assert intent is not None
    assert (intent.attempt, intent.click_deadline) == (1, SOON)
    received = journal.receive(intended, Receipt("H45-1"), how="answer")
    doubtful = journal.disown(received, intent, "hồ sơ mang số đó là của người khác")
    assert (doubtful.state, doubtful.receipt, doubtful.intent) == (State.UNCERTAIN, None, intent)
    assert journal.receipts("mock") == set()
    assert reopen().by_key("key-a") == doubtful
    with pytest.raises(ValueError, match="open intent"):
        journal.begin(doubtful)
    assert journal.receive(doubtful, Receipt("H45-2"), how="reconciliation").receipt is not None


def test_a_receipt_that_was_compared_is_not_given_up(journal: JournalPort) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    intent = last_intent(journal.history("PB-A"))
    assert intent is not None
    differing = journal.verify(
        journal.receive(intended, Receipt("H45-1"), how="answer"), verified=False
    )
    with pytest.raises(ValueError, match="no receipt to doubt"):
        journal.disown(differing, intent, "…")

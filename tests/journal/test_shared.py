"""The shared journal's fence between workers, and its patience with a server that comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from portal_bot import clock
from portal_bot.batch.cluster.vault import Vault
from portal_bot.errors import SetupError
from portal_bot.journal import Fault, Filing, Receipt, State, TakenOver
from portal_bot.journal.link import DatabaseGone, Link, place
from portal_bot.journal.shared import SharedJournal
from portal_bot.journal.shared_keys import SharedKeys
from portal_bot.journal.shared_tables import set_up
from portal_bot.strongbox.locking import NotOpened
from tests.journal.conftest import SEAL
from tests.support.postgres import Server

# Longer than any machine needs for it.
AN_HOUR_S = 3600.0
SOON = clock.now(UTC) + timedelta(seconds=30)
NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "PB-A", "hash-1", State.NEW)

Of = Callable[..., SharedJournal]


@pytest.fixture
def url(server: Server) -> str:
    return server.emptied("journal")


@pytest.fixture
def of(url: str) -> Iterator[Of]:
    """The journal of a worker of this name; without one, of nobody in particular."""
    links: list[Link] = []

    def made(worker: str | None = None) -> SharedJournal:
        links.append(Link(url))
        set_up(links[-1], seal=SEAL)
        return SharedJournal(
            links[-1],
            owner=worker and f"{worker}/{uuid4()}",
            place=f"{worker}:" if worker else "",
            seal=SEAL,
        )

    yield made
    for link in links:
        link.close()


def claimed(journal: SharedJournal, worker: str) -> Filing:
    claim = journal.claim("PB-A", by=worker)
    assert claim is not None
    return claim.filing


def test_who_did_not_claim_a_filing_can_change_nothing_of_it(of: Of) -> None:
    seen = of().open(NEW)
    one = of("one")
    with pytest.raises(TakenOver):
        one.begin(seen)
    assert one.begin(claimed(one, "one")).attempts == 1


def test_a_claim_takes_the_filing_from_whoever_had_it(of: Of, tmp_path: Path) -> None:
    of().open(NEW)
    one, two = of("one"), of("two")
    frozen = one.begin(claimed(one, "one"))
    claim = two.claim("PB-A", by="two")
    assert claim is not None
    assert (claim.before or "").startswith("one/")
    # Nothing was changed yet, and still the first one is out.
    with pytest.raises(TakenOver):
        one.intend(frozen, click_deadline=SOON)
    with pytest.raises(TakenOver):
        one.set_aside(frozen, State.FAILED, Fault("bug", "…"))
    one.keep_evidence(frozen, tmp_path)
    assert two.by_id("PB-A") == claim.filing
    assert two.intend(two.begin(claim.filing), click_deadline=SOON).attempts == 2
    assert [e["kind"] for e in two.history("PB-A")] == [
        "checked", "claimed", "attempt", "claimed", "attempt", "intent",
    ]  # fmt: skip
    assert [e["by"] for e in two.history("PB-A") if e["kind"] == "claimed"] == ["one", "two"]


def test_one_worker_may_claim_again_with_a_new_token(of: Of) -> None:
    of().open(NEW)
    old = of("one")
    begun = old.begin(claimed(old, "one"))
    new = of("one")
    assert claimed(new, "one") == begun
    with pytest.raises(TakenOver):
        old.intend(begun, click_deadline=SOON)


def test_a_late_receipt_is_kept_and_stops_who_has_the_filing_now(of: Of) -> None:
    of().open(NEW)
    one, two = of("one"), of("two")
    intended = one.intend(one.begin(claimed(one, "one")), click_deadline=SOON)
    doubt = two.set_aside(claimed(two, "two"), State.UNCERTAIN, Fault("doubt", "…"))
    again = two.begin(two.release(doubt, "wrongly thought absent"))
    late = one.receive(intended, Receipt("H45-1"), how="answer")
    assert late.state is State.RECEIVED
    with pytest.raises(TakenOver):
        two.intend(again, click_deadline=SOON)
    assert of().history("PB-A")[-1]["late"] is True


def test_a_change_by_nobody_in_particular_takes_it_from_every_worker(of: Of) -> None:
    of().open(NEW)
    one = of("one")
    begun = one.begin(claimed(one, "one"))
    of().release(begun, "a person said so")
    with pytest.raises(TakenOver):
        one.intend(begun, click_deadline=SOON)


def test_of_many_who_begin_at_once_one_does(of: Of) -> None:
    seen = of().open(NEW)
    journals = [of() for _ in range(8)]
    gate = threading.Barrier(len(journals))
    won: list[Filing] = []
    lost: list[TakenOver] = []

    def begin(journal: SharedJournal) -> None:
        gate.wait()
        try:
            won.append(journal.begin(seen))
        except TakenOver as error:
            lost.append(error)

    threads = [threading.Thread(target=begin, args=(journal,)) for journal in journals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
    assert of().by_key("key-a") == won[0]


def test_a_filing_nobody_knows_cannot_be_claimed(of: Of) -> None:
    assert of("one").claim("PB-NONE", by="one") is None


def test_where_evidence_lies_is_told_with_the_machine(of: Of, tmp_path: Path) -> None:
    of().open(NEW)
    one = of("one")
    one.keep_evidence(claimed(one, "one"), tmp_path)
    known = of().by_id("PB-A")
    assert known is not None
    assert known.evidence == f"one:{tmp_path}"


# Before there are many databases on it: it puts each file of each on the disk.
@pytest.mark.slow
def test_a_server_that_crashes_and_comes_back_is_waited_for(
    of: Of, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes back when it has been missed, so that nothing hangs on how fast it starts."""
    of().open(NEW)
    one = of("one")
    begun = one.begin(claimed(one, "one"))
    link = one._link
    real = link._once
    missed: list[Exception] = []

    def once(work: Callable[..., object]) -> object:
        try:
            return real(work)
        except psycopg.OperationalError as error:
            if not missed:
                server.start()
            missed.append(error)
            raise

    monkeypatch.setattr(link, "_once", once)
    monkeypatch.setattr(link, "patience_s", AN_HOUR_S)
    server.stop("immediate")
    intended = one.intend(begun, click_deadline=SOON)
    assert missed
    assert one.by_id("PB-A") == intended
    assert [e["kind"] for e in one.history("PB-A")].count("intent") == 1


def test_a_change_whose_answer_was_lost_is_made_once(
    of: Of, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit happened and the connection broke before it was told: the change is repeated."""
    of().open(NEW)
    one = of("one")
    begun = one.begin(claimed(one, "one"))
    link = one._link
    real, breaks = link._once, iter([True])

    def once(work: Callable[..., object]) -> object:
        done = real(work)
        if next(breaks, False):
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        return done

    monkeypatch.setattr(link, "_once", once)
    intended = one.intend(begun, click_deadline=SOON)
    assert one.by_id("PB-A") == intended
    assert [e["kind"] for e in one.history("PB-A")].count("intent") == 1


def test_a_server_that_stays_away_is_told_without_user_and_password(server: Server) -> None:
    url = server.database(f"gone_{uuid4().hex}").replace("postgres@", "clerk:geheim@")
    with pytest.raises(DatabaseGone) as gone:
        Link(url.replace(str(server.port), "1"), patience_s=0.2)
    assert "127.0.0.1:1/gone" in str(gone.value)
    assert "geheim" not in str(gone.value)
    with pytest.raises(DatabaseGone):
        Link(url, patience_s=20)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(SetupError, match="--queue"):
        place("mysql://db/queue")


def test_a_server_that_forgets_its_commits_is_refused(server: Server) -> None:
    url = server.emptied("journal")
    server.setting("fsync", "off")
    try:
        with pytest.raises(SetupError, match="fsync"):
            Link(url, patience_s=1)
    finally:
        server.setting("fsync", "on")


def test_a_journal_of_another_version_is_refused(of: Of, url: str) -> None:
    of()
    link = Link(url)
    link.run(
        lambda connection: connection.execute(
            "UPDATE portal_bot.meta SET value = '99' WHERE name = 'schema'"
        )
    )
    with pytest.raises(SetupError, match="phiên bản 99"):
        set_up(link)
    link.close()


def test_many_who_enter_filings_at_once_leave_one_whole_roll(of: Of) -> None:
    names = [[f"PB-{(n * 37 + w * 11) % 101:03}-{w}" for n in range(25)] for w in range(4)]
    journals = [of() for _ in names]
    gate, failed = threading.Barrier(len(names)), []

    def enter(journal: SharedJournal, own: list[str]) -> None:
        gate.wait()
        try:
            for name in own:
                journal.open(replace(NEW, id=name, key=name))
        except Exception as error:  # noqa: BLE001 - told in the main thread
            failed.append(error)

    threads = [
        threading.Thread(target=enter, args=each) for each in zip(journals, names, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(journals[0].all()) == 100
    assert journals[0].unsound() == frozenset()


WHO = "Nguyễn Thị Kín"


def everything(link: Link) -> str:
    """All that the journal's tables say, as whoever has the database reads it."""
    told = (
        "SELECT f::text FROM portal_bot.filings f UNION ALL SELECT e::text FROM portal_bot.events e"
    )
    return str(link.run(lambda connection: connection.execute(told.encode()).fetchall()))


def with_a_citizens_words(journal: SharedJournal, name: str) -> Filing:
    known = journal.open(replace(NEW, id=name, key=name, path=f"/ho-so/{WHO}.yaml"))
    journal.note(known, "looked", {"who": WHO})
    return journal.set_aside(
        journal.intend(journal.begin(known), click_deadline=SOON), State.UNCERTAIN, Fault("x", WHO)
    )


def test_what_is_personal_is_covered_with_its_filings_key(url: str) -> None:
    vault, link = Vault(b"k" * 32), Link(url)
    set_up(link, seal=vault.seal, cover=SharedKeys(link, vault.wraps))
    journal = SharedJournal(link, seal=vault.seal, cover=SharedKeys(link, vault.wraps))
    filing = with_a_citizens_words(journal, "PB-A")
    assert WHO not in everything(link)
    assert "uncertain" in everything(link)
    assert journal.by_id("PB-A") == filing
    assert filing.fault == Fault("x", WHO)
    assert [e.get("who") for e in journal.history("PB-A") if e["kind"] == "looked"] == [WHO]
    assert [told["who"] for _, told in journal.events(["looked"])] == [WHO]
    # Whoever has not the key knows what was filed, and of whom not.
    hidden = SharedJournal(link).by_id("PB-A")
    assert hidden is not None
    assert (hidden.state, hidden.path, hidden.fault) == (State.UNCERTAIN, "PB-A", None)
    assert list(SharedJournal(link).events(["looked"])) == []
    # What is moved to another filing opens there no more.
    with_a_citizens_words(journal, "PB-B")
    moved = "SELECT fault FROM portal_bot.filings WHERE id = 'PB-A'"
    change = f"UPDATE portal_bot.filings SET fault = ({moved}) WHERE id = 'PB-B'"
    link.run(lambda connection: connection.execute(change.encode()))
    assert journal.unsound() == {"PB-B"}
    other = journal.by_id("PB-B")
    assert other is not None
    assert (other.altered, other.fault) == (True, None)
    link.close()


def test_what_an_older_version_left_clear_is_covered_once(url: str) -> None:
    vault, link = Vault(b"k" * 32), Link(url)
    set_up(link, seal=vault.seal)
    clear = with_a_citizens_words(SharedJournal(link, seal=vault.seal), "PB-A")
    assert WHO in everything(link)
    for _ in range(2):
        set_up(link, seal=vault.seal, cover=SharedKeys(link, vault.wraps))
        assert WHO not in everything(link)
        journal = SharedJournal(link, seal=vault.seal, cover=SharedKeys(link, vault.wraps))
        assert journal.unsound() == frozenset()
        assert journal.by_id("PB-A") == clear
    link.close()


def test_a_destroyed_key_opens_nothing_and_a_key_whose_row_was_undone_locks_nothing(
    url: str,
) -> None:
    vault, link = Vault(b"k" * 32), Link(url)
    keys = SharedKeys(link, vault.wraps)
    set_up(link, seal=vault.seal, cover=keys)
    covered = keys.cover("PB-A", WHO)
    assert keys.uncover("PB-A", covered) == WHO
    # Another program destroys it, while this one remembers it.
    SharedKeys(link, vault.wraps).destroy("PB-A")
    again = keys.cover("PB-A", WHO)
    assert keys.uncover("PB-A", again) == WHO
    with pytest.raises(NotOpened):
        keys.uncover("PB-A", covered)

    def undone(_: object) -> None:
        keys.uncover("PB-B", keys.cover("PB-B", WHO))
        raise ValueError

    with pytest.raises(ValueError, match=r"\A\Z"):
        link.run(undone)
    kept = keys.cover("PB-B", WHO)
    fresh = SharedKeys(link, vault.wraps)
    assert keys.uncover("PB-B", kept) == fresh.uncover("PB-B", kept) == WHO
    link.close()

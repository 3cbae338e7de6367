"""What a session comes to, and what then stands in the queue; the portal is played."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from portal_bot import clock, privacy
from portal_bot.batch.cluster import queue_tables
from portal_bot.batch.cluster import sessions as module
from portal_bot.batch.cluster.bundle import filing_of, laid_out, pack, ready_of
from portal_bot.batch.cluster.desks import Desks
from portal_bot.batch.cluster.engine import Outcome
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.cluster.queued import QUEUED, SETTLED, WAITING, Dossiers
from portal_bot.batch.cluster.sessions import TRIES, Sessions, Shop
from portal_bot.batch.cluster.vault import Vault, new_key, parse_key
from portal_bot.checking import check_paths
from portal_bot.errors import DossierError, PortalBotError, PortalUnavailable, SetupError
from portal_bot.filing.report import FilingReport, of_filing
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Filing, JournalPort, Receipt, State, TakenOver
from portal_bot.journal.link import DatabaseGone, Link
from portal_bot.portals.profile import load
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH

Plays = Callable[[JournalPort, Filing], Awaitable[PortalBotError | None]]


@dataclass
class Counter:
    """A queue with one dossier, and a worker whose portal is played."""

    link: Link
    vault: Vault
    filing: Filing
    dossiers: Dossiers
    lines: SharedLines
    sessions: Sessions
    plays: list[Plays] = field(default_factory=list)
    opened: int = 0

    def state(self) -> State:
        known = queue_tables.journal_of(self.link, self.vault).by_id(self.filing.id)
        assert known is not None
        return known.state

    def stage(self) -> str:
        entry = self.dossiers.entry(self.filing.id)
        assert entry is not None
        return entry.stage

    async def session(self, *plays: Plays, turn: int = 1) -> Outcome:
        self.plays[:] = plays
        return await self.sessions.session(self.filing.id, turn)


@pytest.fixture
def counter(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    vault, link, portal = Vault(parse_key(new_key())), Link(database), load("mock")
    queue_tables.set_up(link, vault)
    [checked] = check_paths([written(tmp_path / "a.yaml")])
    filing = filing_of(Ready.of(checked), portal, secret=vault.secret, world="w")
    dossiers, lines = Dossiers(link, vault), SharedLines(link)
    queue_tables.journal_of(link, vault).open(filing)
    dossiers.put(
        filing.id, pack(checked, portal, None), content_hash=filing.content_hash, settle_s=1.0
    )
    lines.allow("mock", sessions=2, failures=2)

    class Played:
        home = tmp_path / "worker"

        @asynccontextmanager
        async def open(
            self, portal: Any, human: Any, journal: JournalPort, clerk: Any
        ) -> AsyncIterator[Any]:
            made.opened += 1
            yield SimpleNamespace(
                portal=portal, secret=vault.secret, journal=journal,
                delays=SimpleNamespace(world="w"), home=tmp_path,
                identity=Identity.at(portal, vault.secret, "w"),
            )  # fmt: skip

    async def submit_one(desk: Any, ready: Ready) -> FilingReport:
        known = desk.journal.by_key(filing.key)
        error = await made.plays.pop(0)(desk.journal, known)
        return of_filing(desk.journal.by_key(filing.key), ready.path, error=error)

    monkeypatch.setattr(module, "submit_one", submit_one)
    monkeypatch.setattr(module, "_AGAIN_S", 0.01)
    shop = Shop(
        url=database, link=link, vault=vault, worker="one", skew_s=0.1, retry_s=30.0,
        tell=lambda _: None,
    )  # fmt: skip
    desks = cast(Desks, Played())
    made = Counter(link, vault, filing, dossiers, lines, Sessions(shop, dossiers, lines, desks))
    yield made
    link.close()
    privacy.clear()


async def files(journal: JournalPort, filing: Filing) -> None:
    received = journal.receive(journal.begin(filing), Receipt("H45-1"), how="answer")
    journal.verify(received, verified=True)


def ends(state: State, error: PortalBotError) -> Plays:
    async def play(journal: JournalPort, filing: Filing) -> PortalBotError:
        begun = filing if filing.state is State.FILING else journal.begin(filing)
        journal.set_aside(begun, state, Fault(error.code, error.message))
        return error

    return play


async def test_a_filed_dossier_is_settled_and_its_content_purged(counter: Counter) -> None:
    assert await counter.session(files) is Outcome.SETTLED
    assert (counter.state(), counter.stage()) == (State.VERIFIED, SETTLED)
    with pytest.raises(SetupError, match="không còn trong hàng đợi"):
        counter.dossiers.content(counter.filing.id)


async def test_run_again_after_a_crash_it_reads_the_journal_and_asks_nothing(
    counter: Counter,
) -> None:
    await counter.session(files)
    assert await counter.session() is Outcome.SETTLED
    assert counter.opened == 1


async def test_a_session_of_an_earlier_turn_leaves_everything_alone(counter: Counter) -> None:
    assert counter.dossiers.requeue(counter.filing.id, after=1, failed=False) == 2
    assert await counter.session(turn=1) is Outcome.SETTLED
    assert (counter.opened, counter.stage()) == (0, QUEUED)
    assert counter.dossiers.requeue(counter.filing.id, after=1, failed=False) == 2


async def test_who_needs_a_person_waits_with_the_content_kept(counter: Counter) -> None:
    needed = ends(State.NEEDS_HUMAN, PortalBotError("mã xác nhận"))
    assert await counter.session(needed) is Outcome.PERSON
    assert (counter.state(), counter.stage()) == (State.NEEDS_HUMAN, WAITING)
    assert counter.dossiers.content(counter.filing.id).scans


async def test_a_portal_that_is_down_is_tried_later_and_later_and_at_last_no_more(
    counter: Counter,
) -> None:
    down = ends(State.FAILED, PortalUnavailable("bảo trì"))
    waits = []
    for turn in range(1, TRIES):
        assert await counter.session(down, turn=turn) is Outcome.LATER
        found = await counter.sessions.next_turn(counter.filing.id, turn, later=True)
        assert found is not None
        assert found[0] == turn + 1
        waits.append(found[1])
    assert waits == [30.0, 60.0, 120.0, 240.0, 480.0, 900.0, 900.0]
    assert await counter.session(down, turn=TRIES) is Outcome.SETTLED
    assert (counter.state(), counter.stage()) == (State.FAILED, SETTLED)
    assert counter.lines.stopped("mock") is None


async def test_technical_failures_in_a_row_stop_the_line_of_all_workers(counter: Counter) -> None:
    changed = ends(State.FAILED, PortalBotError("trang lạ"))
    assert await counter.session(changed) is Outcome.SETTLED
    assert counter.lines.stopped("mock") is None
    turn = counter.dossiers.requeue(counter.filing.id, after=1, failed=False)
    assert await counter.session(changed, turn=turn or 0) is Outcome.SETTLED
    assert "trang lạ" in (counter.lines.stopped("mock") or "")
    # Whoever comes now asks nothing of the portal, and waits for a person to look.
    turn = counter.dossiers.requeue(counter.filing.id, after=2, failed=False)
    assert await counter.session(turn=turn or 0) is Outcome.PERSON
    assert (counter.opened, counter.stage()) == (2, WAITING)
    counter.lines.reopen("mock")
    assert counter.lines.stopped("mock") is None
    assert counter.lines.failed("mock") == (1, False)


async def test_what_goes_well_ends_the_row_of_failures(counter: Counter) -> None:
    counter.lines.failed("mock")
    await counter.session(files)
    assert counter.lines.failed("mock") == (1, False)


async def test_an_outcome_nobody_understands_stops_the_line(counter: Counter) -> None:
    async def doubts(journal: JournalPort, filing: Filing) -> PortalBotError:
        from datetime import UTC

        intended = journal.intend(journal.begin(filing), click_deadline=clock.now(UTC))
        journal.set_aside(intended, State.UNCERTAIN, Fault("submission_uncertain", "…"))
        return PortalBotError("không rõ")

    assert await counter.session(doubts) is Outcome.SETTLED
    assert (counter.state(), counter.stage()) == (State.UNCERTAIN, SETTLED)
    assert counter.filing.id in (counter.lines.stopped("mock") or "")


async def test_who_was_overtaken_says_nothing_of_where_it_stands(counter: Counter) -> None:
    async def overtaken(journal: JournalPort, filing: Filing) -> PortalBotError:
        queue_tables.journal_of(counter.link, counter.vault, owner="two/x").claim(
            filing.id, by="two"
        )
        with pytest.raises(TakenOver) as taken:
            journal.begin(filing)
        return taken.value

    assert await counter.session(overtaken) is Outcome.SETTLED
    assert (counter.state(), counter.stage()) == (State.CHECKED, QUEUED)


async def test_a_database_that_went_away_holds_the_session_until_it_is_back(
    counter: Counter,
) -> None:
    async def gone(journal: JournalPort, filing: Filing) -> PortalBotError:
        journal.begin(filing)
        return DatabaseGone("…")

    async def goes_on(journal: JournalPort, filing: Filing) -> None:
        assert filing.state is State.FILING
        await files(journal, filing)

    assert await counter.session(gone, goes_on) is Outcome.SETTLED
    assert (counter.state(), counter.opened) == (State.VERIFIED, 2)


async def test_a_browser_that_died_is_replaced_in_the_same_session(counter: Counter) -> None:
    assert await counter.session(ends(State.FAILED, SetupError("trình duyệt")), files) is (
        Outcome.SETTLED
    )
    assert (counter.state(), counter.opened) == (State.VERIFIED, 1)


async def test_a_bug_of_ours_is_the_dossiers_report_not_the_engines(counter: Counter) -> None:
    async def bug(journal: JournalPort, filing: Filing) -> None:
        raise ZeroDivisionError("054090000101")

    # Nothing was begun, says the journal: it may be tried again.
    assert await counter.session(bug) is Outcome.LATER
    assert (counter.state(), counter.stage()) == (State.CHECKED, QUEUED)


async def test_a_bug_before_the_session_sets_the_dossier_aside(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("054090000101")

    monkeypatch.setattr(module, "ready_of", broken)
    assert await counter.session() is Outcome.SETTLED
    assert (counter.state(), counter.stage()) == (State.FAILED, SETTLED)
    known = queue_tables.journal_of(counter.link, counter.vault).by_id(counter.filing.id)
    assert known is not None
    assert known.fault == Fault("bug", "lỗi của chương trình (ZeroDivisionError)")


async def test_content_that_was_tampered_with_is_not_filed(counter: Counter) -> None:
    counter.link.run(
        lambda connection: connection.execute(
            "UPDATE portal_bot.scans SET body = overlay(body PLACING '\\x00' FROM 20)"
        )
    )
    assert await counter.session() is Outcome.SETTLED
    assert (counter.state(), counter.opened) == (State.FAILED, 0)


async def test_an_older_content_that_is_put_back_is_not_filed(
    counter: Counter, tmp_path: Path
) -> None:
    """All of the queue's own rows as they were: each opens, and is not what was said last."""
    link, portal = counter.link, load("mock")
    ours = "SELECT manifest, content_hash, digest, key_id FROM portal_bot.dossiers"
    [old] = link.run(lambda connection: connection.execute(ours).fetchall())
    journal = queue_tables.journal_of(link, counter.vault)
    path = written(tmp_path / "b.yaml", {"applicant.phone": "0905000999"})
    [checked] = check_paths([path])
    mended = filing_of(Ready.of(checked), portal, secret=counter.vault.secret, world="w")
    assert (mended.key, mended.content_hash) != (counter.filing.key, counter.filing.content_hash)
    known = journal.open(mended)
    assert known.id == counter.filing.id
    counter.dossiers.stand(known.id, SETTLED, at=1)
    bundle = pack(checked, portal, None)
    counter.dossiers.put(known.id, bundle, content_hash=known.content_hash, settle_s=1.0)
    link.run(
        lambda connection: connection.execute(
            "UPDATE portal_bot.dossiers "
            "SET manifest = %s, content_hash = %s, digest = %s, key_id = %s",
            old,
        )
    )
    assert counter.dossiers.content(known.id).data
    assert await counter.session(turn=2) is Outcome.SETTLED
    assert (counter.state(), counter.opened) == (State.FAILED, 0)
    refused = journal.by_id(known.id)
    assert refused is not None
    assert refused.fault is not None
    assert "đặt lại bản cũ" in refused.fault.message


async def test_a_row_that_other_hands_changed_waits_for_a_person_and_is_not_filed(
    counter: Counter,
) -> None:
    counter.link.run(
        lambda connection: connection.execute("UPDATE portal_bot.filings SET attempts = 7")
    )
    assert await counter.session(files) is Outcome.PERSON
    assert (counter.stage(), counter.opened) == (WAITING, 0)
    known = queue_tables.journal_of(counter.link, counter.vault).by_id(counter.filing.id)
    assert known is not None
    assert known.altered


async def test_another_machines_intent_is_left_until_its_deadline(counter: Counter) -> None:
    from datetime import UTC, timedelta

    other = queue_tables.journal_of(counter.link, counter.vault, owner="two/x")
    claim = other.claim(counter.filing.id, by="two")
    assert claim is not None
    deadline = clock.now(UTC) + timedelta(seconds=1.0)
    other.intend(other.begin(claim.filing), click_deadline=deadline)

    async def looks(journal: JournalPort, filing: Filing) -> None:
        assert clock.now(UTC) >= deadline + timedelta(seconds=0.1)
        received = journal.receive(filing, Receipt("H45-1"), how="reconciliation")
        journal.verify(received, verified=True)

    assert await counter.session(looks) is Outcome.SETTLED


async def test_a_drain_waits_for_sessions_and_lets_go_of_those_who_wait(counter: Counter) -> None:
    held = asyncio.Event()

    async def slow(journal: JournalPort, filing: Filing) -> None:
        await held.wait()
        await files(journal, filing)

    async def waiting() -> None:
        counter.sessions.waits(counter.filing.id)
        await asyncio.Event().wait()

    waiter = asyncio.create_task(waiting())
    session = asyncio.create_task(counter.session(slow))
    while not counter.opened:
        await asyncio.sleep(0.01)
    drained = asyncio.create_task(counter.sessions.drained())
    await asyncio.sleep(0.05)
    assert not drained.done()
    held.set()
    await drained
    assert await session is Outcome.SETTLED
    with pytest.raises(asyncio.CancelledError):
        await waiter


async def test_given_up_a_session_ends_and_stays_the_engines_to_hand_on(counter: Counter) -> None:
    async def for_ever(journal: JournalPort, filing: Filing) -> None:
        await asyncio.Event().wait()

    session = asyncio.create_task(counter.session(for_ever))
    while not counter.opened:
        await asyncio.sleep(0.01)
    await counter.sessions.give_up()
    with pytest.raises(asyncio.CancelledError):
        await session
    assert counter.stage() == QUEUED


def test_the_line_gives_each_worker_its_moment(counter: Counter) -> None:
    began = time.monotonic()
    waits = [counter.lines.turn("mock", 600.0) for _ in range(3)]
    passed = time.monotonic() - began
    assert waits[0] == 0
    assert 600 - passed <= waits[1] <= 600
    assert 1200 - passed <= waits[2] <= 1200
    assert counter.lines.turn("other", 600.0) == 0


def test_the_most_careful_portal_says_how_many_at_once(counter: Counter) -> None:
    assert counter.lines.least() == 2
    assert counter.lines.allow("other", sessions=8, failures=3) == 2
    assert counter.lines.allow("mock", sessions=9, failures=3) == 8


def test_a_bundle_comes_out_as_it_went_in(counter: Counter, tmp_path: Path) -> None:
    bundle = counter.dossiers.content(counter.filing.id)
    with laid_out(bundle, "PB-A", tmp_path / "worker") as checked:
        folder = checked.path.parent
        ready = ready_of(checked, "PB-A", counter.filing.content_hash, counter.vault.secret)
        assert folder.stat().st_mode & 0o077 == 0
        files = [file for paths in ready.papers.values() for file in paths]
        assert files
        assert all(file.is_relative_to(folder) for file in files)
        assert ready.path == Path("PB-A")
        with pytest.raises(SetupError, match="cùng một phiên bản"):
            ready_of(checked, "PB-A", "another hash", counter.vault.secret)
    assert not folder.exists()


def test_a_files_name_cannot_lead_out_of_the_folder(counter: Counter, tmp_path: Path) -> None:
    bundle = counter.dossiers.content(counter.filing.id)
    for names in bundle.papers.values():
        names[:] = [f"../../../../{name}" for name in names]
    with laid_out(bundle, "PB-A", tmp_path / "worker") as checked:
        paths = [file for files in checked.papers.values() for file in files]
        assert all(path.resolve().is_relative_to(checked.path.parent) for path in paths)


def test_a_dossier_that_is_changed_while_it_is_read_is_not_queued(tmp_path: Path) -> None:
    path = written(tmp_path / "a.yaml")
    [checked] = check_paths([path])
    written(path, {"declaration.child.full_name": "Nguyễn Văn Khác"}, BIRTH)
    with pytest.raises(DossierError, match="vừa bị sửa"):
        pack(checked, load("mock"), None)

"""`resolve --queue`: a person's word about a filing of the shared journal, and where it then is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from portal_bot.batch import cluster
from portal_bot.batch.cluster.queued import QUEUED, SETTLED, WAITING
from portal_bot.cli.app import main
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.filing.hearing import Decision
from portal_bot.filing.report import FilingReport
from portal_bot.journal import Filing, State
from portal_bot.run.options import Options
from portal_bot.settings import QUEUE
from tests.cluster.conftest import Cluster
from tests.cluster.standing import Standing
from tests.support.dossiers import written

NUMBER = "H45.22243-261122-0001"


@pytest.fixture
def standing(database: str, key: str, tmp_path: Path) -> Iterator[Standing]:
    made = Standing.at(database, tmp_path)
    yield made
    made.link.close()


def decided(queue: Standing, filing: Filing, number: str | None) -> FilingReport:
    word = Decision(number, "Nguyễn Cán Bộ", offline=True)
    return asyncio.run(cluster.resolve(filing.id, word, queue.url, Options()))


def test_without_a_decision_it_says_what_to_look_at(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filing = standing.uncertain("một")
    standing.journal.note(filing, "undecidable", {"candidates": [NUMBER]})
    monkeypatch.setenv(QUEUE, standing.url)
    assert main(["resolve", filing.id, "--queue", "-", "--json"]) == 40
    assert json.loads(capsys.readouterr().out)["look_at"]["candidates"] == [NUMBER]
    assert standing.state(filing) is State.UNCERTAIN


def test_received_is_written_down_and_waits_to_be_compared(
    standing: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    filing = standing.uncertain("một")
    call = ["resolve", filing.id, "--queue", standing.url, "--received", NUMBER, "--offline"]
    assert main([*call, "--by", "Nguyễn Cán Bộ", "--json"]) == 30
    [told] = json.loads(capsys.readouterr().out)["filings"]
    assert (told["state"], told["receipt"]["number"]) == ("received", NUMBER)
    assert standing.entry(filing).stage == WAITING
    # What it is compared with is still needed.
    assert standing.dossiers.content(filing.id).scans
    [event] = [e for e in standing.journal.history(filing.id) if e["kind"] == "resolved"]
    assert (event["by"], event["how"], event["decision"]) == (
        "Nguyễn Cán Bộ", "offline", "received",
    )  # fmt: skip


@pytest.mark.parametrize("stage", [SETTLED, WAITING])
def test_not_received_frees_it_for_the_next_submit(standing: Standing, stage: str) -> None:
    filing = standing.uncertain("một", stage=stage)
    report = decided(standing, filing, None)
    assert (report.state, report.exit_code) == ("checked", 0)
    assert (standing.state(filing), standing.entry(filing).stage) == (State.CHECKED, stage)


def test_not_received_is_too_early_while_the_portal_may_still_store_it(standing: Standing) -> None:
    filing = standing.uncertain("một", deadline=timedelta(seconds=30))
    with pytest.raises(HumanNeeded, match="còn sớm"):
        decided(standing, filing, None)
    assert standing.state(filing) is State.UNCERTAIN


def test_what_a_worker_has_in_hand_is_the_workers(standing: Standing) -> None:
    filing = standing.uncertain("một", stage=QUEUED)
    with pytest.raises(UsageError, match="trong tay máy xử lý hàng đợi"):
        decided(standing, filing, None)
    assert standing.state(filing) is State.UNCERTAIN


def test_a_wrong_id_or_number_and_what_is_not_uncertain_are_wrong_usage(
    standing: Standing,
) -> None:
    filing = standing.uncertain("một")
    with pytest.raises(UsageError, match="không có dạng số hồ sơ"):
        decided(standing, filing, "12345")
    with pytest.raises(UsageError, match="không có hồ sơ PB-KHACKHAC"):
        cluster.question("PB-KHACKHAC", standing.url)
    with pytest.raises(UsageError, match="không ở tình trạng chưa rõ"):
        cluster.question(standing.queued("hai").id, standing.url)


def test_without_the_dossier_it_cannot_be_compared_and_says_so(standing: Standing) -> None:
    filing = standing.uncertain("một")
    standing.dossiers.purge(filing.id)
    word = Decision(NUMBER, "cán bộ")
    with pytest.raises(UsageError, match=r"không còn trong hàng đợi.*thêm --offline"):
        asyncio.run(cluster.resolve(filing.id, word, standing.url, Options()))


async def left_uncertain(queue: Cluster, path: Path) -> str:
    """Two records from one request whose answer was lost: nobody but a person can choose."""
    queue.mock.fault("two_records", times=1)
    queue.mock.fault("commit_then_drop", "fin", times=1)
    report = await queue.submit([path])
    [filing] = report.filings
    assert (filing.state, report.exit_code) == ("uncertain", 40)
    return str(filing.id)


# At one machine, in tests/filing/test_resolve.py.
@pytest.mark.thorough
@pytest.mark.browser
@pytest.mark.slow
async def test_a_named_record_is_compared_with_the_dossier_in_the_queue(
    queue: Cluster, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.yaml")
    queue.worker("desk-1")
    name = await left_uncertain(queue, path)
    numbers = sorted(stored["number"] for stored in queue.mock.submissions())
    asked = cluster.question(name, queue.url)
    assert sorted(asked.candidates) == numbers
    options = Options(home=tmp_path / "clerk")
    with pytest.raises(UsageError, match=numbers[0]):
        await cluster.resolve(name, Decision(None, "cán bộ"), queue.url, options)
    assert queue.states() == {name: "uncertain"}

    report = await cluster.resolve(name, Decision(numbers[0], "cán bộ"), queue.url, options)
    assert report.receipt is not None
    # The other one is still there: somebody must have it taken back.
    assert (report.state, report.verified, report.receipt.number) == ("received", False, numbers[0])
    assert queue.ask("SELECT stage, manifest IS NULL FROM portal_bot.dossiers") == [(SETTLED, True)]
    again = await queue.submit([path])
    assert [f.receipt and f.receipt.number for f in again.filings] == [numbers[0]]
    assert len(queue.mock.commits()) == 1


@pytest.mark.thorough
@pytest.mark.browser
@pytest.mark.slow
async def test_a_wrong_word_that_it_was_not_received_is_found_out_by_the_look(
    queue: Cluster, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.yaml")
    queue.worker("desk-1")
    name = await left_uncertain(queue, path)
    # Taken as it is: this person did not look.
    word = Decision(None, "cán bộ", offline=True)
    async with asyncio.timeout(60):
        while queue.states() == {name: "uncertain"}:
            with suppress(HumanNeeded):
                await cluster.resolve(name, word, queue.url, Options())
            await asyncio.sleep(0.5)
    assert queue.states() == {name: "checked"}
    report = await queue.submit([path])
    # The list shows both records with our reference: nothing is sent again.
    assert len(queue.mock.commits()) == 1
    assert [f.state for f in report.filings] == ["needs_human"]

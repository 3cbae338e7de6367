"""How long reconciliation waits, and what it makes of the portal's own list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.dossier.entries import Entry
from portal_bot.errors import PaymentAwaited, PortalUnavailable, SubmissionUncertain
from portal_bot.filing.late_list import UNMEASURED_S, LateList
from portal_bot.filing.reconcile import ORPHAN_S, reconcile, settle
from portal_bot.filing.search import Sought
from portal_bot.journal import Fault, Filing, Journal, State
from portal_bot.portals.delays import Delays
from portal_bot.portals.roles import Listed, ListedDraft, Overview, Record

REFERENCE = "PB-ABCDEFGHIJ"
KNOWN = Delays(commit_s=2, list_lag_s=1)
NEW = Filing(REFERENCE, "key", "mock", "birth_registration", "a.yaml", "hash", State.NEW)
DRAFT = "nhap1"
OTHER = "PB-KHACKHACKH"
SUBJECT = (
    Entry("Thông tin chủ hồ sơ", None, "Họ và tên", "Nguyễn Văn Thử", "applicant.full_name"),
)
REQUEST: Any = SimpleNamespace(
    code="1.001193",
    title="Thủ tục đăng ký khai sinh",
    reference=REFERENCE,
    applicant=SimpleNamespace(full_name="Nguyễn Văn Thử"),
    papers=(),
)


class Portal:
    """A platform that has only a list and records."""

    def __init__(
        self,
        *notes: str,
        owner: str = "NGUYỄN VĂN THỬ",
        down: bool = False,
        filed_at: datetime | None = None,
    ) -> None:
        self.notes = dict(enumerate(notes))
        self.filed_at = filed_at
        self.owner = owner
        self.down = down

    async def overview(self, **_: object) -> Overview:
        if self.down:
            raise PortalUnavailable("bảo trì")
        lines = (Listed(str(n), REQUEST.title, self.owner, "", "Mới đăng ký") for n in self.notes)
        return Overview(tuple(lines), drafts=(ListedDraft(DRAFT, ""),))

    async def record(self, number: str, *, beside: bool = False) -> Record:
        owner = {("Thông tin chủ hồ sơ", "", "Họ và tên"): self.owner}
        note = self.notes[int(number)]
        title = str(REQUEST.title)
        return Record(
            number, {}, owner, (), procedure=title, reference=note, filed_at=self.filed_at
        )


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


@pytest.fixture
def intended(journal: Journal) -> Filing:
    return journal.intend(
        journal.begin(journal.open(NEW)), click_deadline=clock.now(UTC) + timedelta(seconds=30)
    )


async def decide(intended: Filing, journal: Journal, portal: Portal, delays: Delays) -> Filing:
    sought = Sought(REQUEST, SUBJECT, clock.now(UTC), draft=DRAFT, is_another=OTHER.__eq__)
    late = late_list(delays.list_lag_s)
    return await reconcile(intended, journal, portal, sought, late)  # type: ignore[arg-type] # a list and records suffice


def late_list(lag_s: float | None, waits: list[float] | None = None) -> LateList:
    """One whose waits are only written down."""

    async def wait(seconds: float) -> None:
        if waits is not None:
            waits.append(seconds)

    return LateList(lag_s, "Quản lý hồ sơ", lambda _: None, wait)


async def test_one_record_with_our_reference_is_adopted(intended: Filing, journal: Journal) -> None:
    found = await decide(intended, journal, Portal(OTHER, REFERENCE), KNOWN)
    assert found.state is State.RECEIVED
    assert found.receipt is not None
    assert found.receipt.number == "1"


@pytest.mark.parametrize(("held", "adopted"), [("0", False), ("7", True)])
async def test_a_number_that_another_filing_has_is_never_ours_for_its_content_alone(
    intended: Filing, journal: Journal, held: str, *, adopted: bool
) -> None:
    # Two dossiers alike, at a portal without references; one was received, and not read back yet.
    sought = Sought(REQUEST, SUBJECT, clock.now(UTC), draft=DRAFT, held=lambda: {held})
    late = late_list(KNOWN.list_lag_s)
    portal: Any = Portal("", filed_at=clock.now(UTC))
    if adopted:
        found = await reconcile(intended, journal, portal, sought, late)
        assert found.receipt is not None
        assert found.receipt.number == "0"
        return
    with pytest.raises(SubmissionUncertain, match="số 0 đang ghi cho hồ sơ khác"):
        await reconcile(intended, journal, portal, sought, late)
    known = journal.by_key("key")
    assert known is not None
    assert (known.state, known.receipt) == (State.UNCERTAIN, None)


async def test_nothing_on_a_list_whose_lag_is_known_may_be_filed_again(
    intended: Filing, journal: Journal
) -> None:
    free = await decide(intended, journal, Portal(OTHER), KNOWN)
    assert (free.state, free.intent) == (State.CHECKED, None)


async def test_nothing_on_a_list_nobody_knows_proves_nothing(
    intended: Filing, journal: Journal
) -> None:
    with pytest.raises(SubmissionUncertain, match="Cần một người"):
        await decide(intended, journal, Portal(OTHER), Delays(2, None))
    known = journal.by_key("key")
    assert known is not None
    assert (known.state, known.intent is None) == (State.UNCERTAIN, False)


async def test_two_records_with_one_reference_are_a_persons_to_decide(
    intended: Filing, journal: Journal
) -> None:
    with pytest.raises(SubmissionUncertain, match=r"có 2 hồ sơ cùng mang mã .*: 0, 1\."):
        await decide(intended, journal, Portal(REFERENCE, REFERENCE), KNOWN)


async def test_another_owners_record_is_another_dossier(intended: Filing, journal: Journal) -> None:
    free = await decide(intended, journal, Portal("khác", owner="Trần Thị Mẫu"), KNOWN)
    assert free.state is State.CHECKED


async def test_a_note_that_was_rewritten_is_a_persons_to_decide(
    intended: Filing, journal: Journal
) -> None:
    with pytest.raises(SubmissionUncertain, match="có 1 hồ sơ có thể là nó"):
        await decide(intended, journal, Portal("người dân nhờ nộp hộ"), KNOWN)


async def test_a_list_that_is_not_understood_is_a_persons_to_decide(
    intended: Filing, journal: Journal
) -> None:
    class Odd(Portal):
        async def overview(self, **_: object) -> Overview:
            return replace(await super().overview(), doubts=("có bảng lạ",))

    with pytest.raises(SubmissionUncertain, match="có bảng lạ"):
        await decide(intended, journal, Odd(OTHER), KNOWN)
    known = journal.by_key("key")
    assert known is not None
    assert (known.state, known.intent is None) == (State.UNCERTAIN, False)


async def test_a_note_that_was_cut_is_a_persons_to_decide(
    intended: Filing, journal: Journal
) -> None:
    with pytest.raises(SubmissionUncertain, match=f"portal-bot resolve {REFERENCE} --received"):
        await decide(intended, journal, Portal(OTHER, REFERENCE[:6]), KNOWN)
    (told,) = [e for e in journal.history(REFERENCE) if e["kind"] == "undecidable"]
    assert told["candidates"] == ["1"]
    known = journal.by_key("key")
    assert known is not None
    assert known.fault is not None
    assert "không hồ sơ nào mang trọn mã tham chiếu" in known.fault.message


async def test_a_list_that_cannot_be_read_changes_nothing(
    intended: Filing, journal: Journal
) -> None:
    with pytest.raises(PortalUnavailable):
        await decide(intended, journal, Portal(down=True), KNOWN)
    known = journal.by_key("key")
    assert known is not None
    assert known.state is State.UNCERTAIN
    assert known.intent is not None


async def waited(resumed_s: float | None) -> float:
    waits = [0.0]

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    await settle(KNOWN, resumed_s=resumed_s, wait=wait)
    return sum(waits)


async def test_after_a_lost_answer_it_waits_for_commit_and_list() -> None:
    assert await waited(None) == 3


async def test_after_a_kill_it_waits_for_the_orphaned_browser_too() -> None:
    assert await waited(0.0) == 3 + ORPHAN_S
    assert await waited(1.5) == 3 + ORPHAN_S - 1.5


async def test_what_has_passed_already_is_not_waited_for_again() -> None:
    assert await waited(300.0) == 0


@pytest.mark.parametrize("set_to", [timedelta(days=-400), timedelta(days=400)])
async def test_a_clock_that_is_set_makes_no_wait_shorter_or_longer(
    set_to: timedelta, journal: Journal, intended: Filing
) -> None:
    """Between the program's start and the look at the list, and between intent and look."""
    with clock.at(clock.now(UTC) + set_to), Journal(journal.path) as another:
        assert await waited(0.5) == 3 + ORPHAN_S - 0.5
        # An intent is this program's because it made it, whatever time stands in it.
        assert journal.is_own(intended)
        assert not another.is_own(intended)


async def test_what_waits_for_its_fee_is_never_released_by_an_empty_list(
    intended: Filing, journal: Journal
) -> None:
    fault = Fault("payment_awaited", "đợi trả phí")
    waits = journal.set_aside(intended, State.AWAITING_PAYMENT, fault)
    with pytest.raises(PaymentAwaited):
        await decide(waits, journal, Portal(), KNOWN)
    waits = journal.by_key(waits.key) or waits
    assert (waits.state, waits.was_sent) == (State.AWAITING_PAYMENT, True)
    with pytest.raises(ValueError, match="open intent"):
        journal.begin(waits)
    found = await decide(waits, journal, Portal(REFERENCE), KNOWN)
    assert (found.state, found.intent) == (State.RECEIVED, None)


async def test_where_no_drafts_are_kept_the_list_alone_decides_once_its_lag_is_known(
    intended: Filing, journal: Journal
) -> None:
    sought = Sought(REQUEST, SUBJECT, clock.now(UTC), draft="", is_another=OTHER.__eq__)
    portal: Any = Portal()
    with pytest.raises(SubmissionUncertain, match="chậm đến mức nào"):
        await reconcile(intended, journal, portal, sought, late_list(None))
    doubtful = journal.by_key(intended.key) or intended
    known = late_list(KNOWN.list_lag_s)
    assert (await reconcile(doubtful, journal, portal, sought, known)).state is State.CHECKED


async def test_what_may_wait_unlisted_for_its_fee_is_never_proved_absent(
    intended: Filing, journal: Journal
) -> None:
    since = clock.now(UTC)
    why = "có thể đang đợi phí"
    sought = Sought(REQUEST, SUBJECT, since, draft="", unlisted=why, is_another=OTHER.__eq__)
    portal: Any = Portal()
    with pytest.raises(SubmissionUncertain, match=why):
        await reconcile(intended, journal, portal, sought, late_list(KNOWN.list_lag_s))
    known = journal.by_key(intended.key)
    assert known is not None
    assert known.state is State.UNCERTAIN


class Late(Portal):
    """A list that is empty at its first looks."""

    def __init__(self, *notes: str, empty: int) -> None:
        super().__init__(*notes)
        self.empty = empty

    async def overview(self, **_: object) -> Overview:
        self.empty -= 1
        return Overview() if self.empty >= 0 else await super().overview()


async def test_a_list_of_unknown_lag_is_asked_again_for_a_stated_time_and_no_longer(
    intended: Filing, journal: Journal
) -> None:
    sought = Sought(REQUEST, SUBJECT, clock.now(UTC), draft="", is_another=OTHER.__eq__)
    waits: list[float] = []
    portal: Any = Late(REFERENCE, empty=10_000)
    with pytest.raises(SubmissionUncertain, match=f"sau {UNMEASURED_S:.0f} giây đợi"):
        await reconcile(intended, journal, portal, sought, late_list(None, waits))
    assert sum(waits) == UNMEASURED_S
    waits.clear()
    portal.empty = 4
    doubtful = journal.by_key(intended.key) or intended
    found = await reconcile(doubtful, journal, portal, sought, late_list(None, waits))
    assert (found.state, len(waits)) == (State.RECEIVED, 4)

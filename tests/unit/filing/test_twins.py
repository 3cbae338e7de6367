"""A second record of one dossier: looked for on the newest lines, once the list can show it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from portal_bot.filing.late_list import UNMEASURED_S, LateList
from portal_bot.filing.search import Findings, Sought
from portal_bot.filing.twins import twins
from portal_bot.portals.roles import Listed, Overview, Record

REFERENCE = "PB-ABCDEFGHIJ"
TITLE = "Thủ tục đăng ký khai sinh"
OWNER = "Nguyễn Văn Thử"
SOUGHT = Sought(
    SimpleNamespace(  # type: ignore[arg-type] # what is asked of it
        code="1.001193",
        reference=REFERENCE,
        title=TITLE,
        applicant=SimpleNamespace(full_name=OWNER),
        papers=(),
    ),
    (),
    None,
    is_another="PB-KHACKHACKH".__eq__,
)


class Portal:
    """A list that shows what was stored at once, or only at a later look."""

    def __init__(self, notes: dict[str, str], *, empty: int = 0) -> None:
        self.notes = notes
        self.empty = empty
        self.opened: list[str] = []

    async def overview(self, **_: object) -> Overview:
        self.empty -= 1
        if self.empty >= 0:
            return Overview()
        return Overview(tuple(Listed(number, TITLE, OWNER, "", "") for number in self.notes))

    async def record(self, number: str, *, beside: bool = False) -> Record:
        self.opened.append(number)
        return Record(number, {}, {}, (), procedure=TITLE, reference=self.notes[number])


async def found(
    portal: Portal, lag: float | None, others: set[str]
) -> tuple[Findings, list[float]]:
    waited: list[float] = []
    told: list[str] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    numbers = await twins(
        portal,  # type: ignore[arg-type] # a list and records suffice
        SOUGHT,
        "H-1",
        LateList(lag, "Dịch vụ công của tôi", told.append, wait),
        newest=await portal.overview(),
        again=portal.overview,
        others=lambda: others,
    )
    assert bool(told) is bool(waited)
    assert all("Dịch vụ công của tôi" in one and "không bấm nộp lần nữa" in one for one in told)
    return numbers, waited


async def test_a_second_record_with_our_reference_is_found() -> None:
    portal = Portal({"H-1": REFERENCE, "H-2": REFERENCE, "H-3": "PB-KHACKHACKH"})
    assert await found(portal, 0.0, set()) == (Findings(ours=("H-2",)), [])


async def test_the_receipts_of_other_filings_are_not_opened() -> None:
    portal = Portal({"H-1": REFERENCE, "H-2": REFERENCE})
    assert await found(portal, 0.0, {"H-2"}) == (Findings(), [])
    assert portal.opened == []


@pytest.mark.parametrize("lag", [1.0, 90.0, None])
async def test_a_late_list_is_waited_for_until_it_shows_the_dossier(lag: float | None) -> None:
    portal = Portal({"H-1": REFERENCE, "H-2": REFERENCE}, empty=2)
    findings, waited = await found(portal, lag, set())
    assert (findings, waited) == (Findings(ours=("H-2",)), [0.5, 0.5 if lag == 1.0 else 1.0])


@pytest.mark.parametrize(("lag", "longest"), [(0.0, 0.0), (60.0, 60.0), (None, UNMEASURED_S)])
async def test_one_that_never_shows_it_is_waited_for_no_longer_than_stated(
    lag: float | None, longest: float
) -> None:
    findings, waited = await found(Portal({"H-1": REFERENCE}, empty=10_000), lag, set())
    (doubt,) = findings.doubts
    assert sum(waited) == longest
    assert ("chưa ai đo" in doubt) is (lag is None)
    assert (f"{longest:.0f} giây" in doubt) is bool(longest)

"""A second record of one dossier: looked for on the newest lines, once the list can show it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from portal_bot.filing.search import Findings, Sought
from portal_bot.filing.twins import LONGEST_LAG_S, twins
from portal_bot.portals.delays import Delays
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
    """A list that shows what was stored only at its second look, or at once."""

    def __init__(self, notes: dict[str, str], *, late: bool = False) -> None:
        self.notes = notes
        self.late = late
        self.opened: list[str] = []

    async def overview(self, **_: object) -> Overview:
        if self.late:
            self.late = False
            return Overview()
        return Overview(tuple(Listed(number, TITLE, OWNER, "", "") for number in self.notes))

    async def record(self, number: str, *, beside: bool = False) -> Record:
        self.opened.append(number)
        return Record(number, {}, {}, (), procedure=TITLE, reference=self.notes[number])


async def found(
    portal: Portal, lag: float | None, others: set[str]
) -> tuple[Findings, list[float]]:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    numbers = await twins(
        portal,  # type: ignore[arg-type] # a list and records suffice
        SOUGHT,
        "H-1",
        Delays(2, lag),
        newest=await portal.overview(),
        again=portal.overview,
        others=lambda: others,
        wait=wait,
    )
    return numbers, waited


async def test_a_second_record_with_our_reference_is_found() -> None:
    portal = Portal({"H-1": REFERENCE, "H-2": REFERENCE, "H-3": "PB-KHACKHACKH"})
    assert await found(portal, 0.0, set()) == (Findings(ours=("H-2",)), [])


async def test_the_receipts_of_other_filings_are_not_opened() -> None:
    portal = Portal({"H-1": REFERENCE, "H-2": REFERENCE})
    assert await found(portal, 0.0, {"H-2"}) == (Findings(), [])
    assert portal.opened == []


@pytest.mark.parametrize(("lag", "waits"), [(1.0, [1.0]), (LONGEST_LAG_S + 1, []), (None, [])])
async def test_a_list_that_lags_a_little_is_waited_for(
    lag: float | None, waits: list[float]
) -> None:
    portal = Portal({"H-1": REFERENCE, "H-2": REFERENCE}, late=True)
    findings, waited = await found(portal, lag, set())
    assert (findings.ours, waited) == (("H-2",) if waits else (), waits)
    # On a list that does not show the dossier itself a second one would not stand either.
    assert bool(findings.doubts) is not bool(waits)

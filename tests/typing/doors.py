"""What the doors take and give: read by mypy and basedpyright, never run.

A line that both must refuse ends with ``# error:`` and a word of what they say.
"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Unpack, assert_type

import portal_bot
from portal_bot import (
    Checked,
    Checks,
    Event,
    FilingReport,
    NewAccount,
    Options,
    Question,
    Report,
    Stop,
    SubmitOptions,
    aio,
)

FILE = Path("khai-sinh.yaml")


def told(event: Event) -> None:
    """Takes what `tell` is told."""


def right_options() -> None:
    portal_bot.submit("khai-sinh.yaml", portal="mock", headed=True)
    portal_bot.submit([FILE, "khai-tu.yaml"], sessions=2, human="window", tell=told)
    portal_bot.submit(FILE, queue="postgresql://", wait=False, home="nha", stop=Stop())
    portal_bot.fill((each for each in [FILE]), device="Pixel 7", quiet=nullcontext, patience_s=5)
    portal_bot.fill(FILE, portal=None, human=None, sessions=None, home=None, stop=None)
    portal_bot.check(FILE, portal="mock")
    portal_bot.status(home="nha")
    portal_bot.status([FILE], Path("nha"))
    portal_bot.question("PB-1", queue="postgresql://")
    portal_bot.resolve("PB-1", received="H45-1", by="Thử", offline=True, portal="mock")
    portal_bot.pay("PB-1", paid=False, home=Path("nha"))
    portal_bot.register(FILE, portal_url="http://127.0.0.1:8899")


def misspelt() -> None:
    portal_bot.submit(FILE, portal="mock", hedaed=True)  # error: hedaed
    portal_bot.submit(FILE, portal_ulr="http://127.0.0.1:8899")  # error: portal_ulr
    portal_bot.fill(FILE, Portal="mock")  # error: Portal
    portal_bot.check(FILE, portl="mock")  # error: portl
    portal_bot.status(hom="nha")  # error: hom
    portal_bot.question("PB-1", qeue="postgresql://")  # error: qeue
    portal_bot.resolve("PB-1", recieved="H45-1")  # error: recieved
    portal_bot.pay("PB-1", piad=True)  # error: piad
    portal_bot.register(FILE, portal_name="mock")  # error: portal_name


async def misspelt_in_aio() -> None:
    await aio.submit(FILE, hedaed=True)  # error: hedaed
    await aio.fill(FILE, Portal="mock")  # error: Portal
    aio.status(hom="nha")  # error: hom
    aio.question("PB-1", qeue="postgresql://")  # error: qeue
    await aio.resolve("PB-1", recieved="H45-1")  # error: recieved
    aio.pay("PB-1", piad=True)  # error: piad
    await aio.register(FILE, portal_name="mock")  # error: portal_name


def of_another_door() -> None:
    portal_bot.fill(FILE, queue="postgresql://")  # error: queue
    portal_bot.fill(FILE, wait=False)  # error: wait
    portal_bot.check(FILE, headed=True)  # error: headed
    portal_bot.pay("PB-1", portal="mock")  # error: portal
    portal_bot.question("PB-1", offline=True)  # error: offline
    portal_bot.register(FILE, sessions=2)  # error: sessions
    portal_bot.resolve("PB-1", not_received=True, wait=True)  # error: wait
    portal_bot.status(queue="postgresql://")  # error: queue


def of_a_wrong_type() -> None:
    portal_bot.submit(FILE, headed="yes")  # error: bool
    portal_bot.submit(FILE, sessions="2")  # error: int
    portal_bot.submit(FILE, human="phone")  # error: window
    portal_bot.submit(FILE, home=3)  # error: Path
    portal_bot.submit(FILE, tell=None)  # error: None
    portal_bot.submit(FILE, patience_s=None)  # error: float
    portal_bot.submit(FILE, stop=True)  # error: Stop
    portal_bot.submit(FILE, portal=FILE)  # error: str
    portal_bot.submit(3)  # error: Path
    portal_bot.check([FILE, None])  # error: Path
    portal_bot.submit(FILE, None)  # error: positional


def results() -> None:
    assert_type(portal_bot.check(FILE), Checks)
    assert_type(portal_bot.check(FILE)[0], Checked)
    assert_type(portal_bot.fill(FILE), Report)
    assert_type(portal_bot.submit(FILE), Report)
    assert_type(portal_bot.status(), Report)
    assert_type(portal_bot.submit(FILE).filings, tuple[FilingReport, ...])
    assert_type(portal_bot.submit(FILE).checked, tuple[Checked, ...])
    assert_type(portal_bot.question("PB-1"), Question)
    assert_type(portal_bot.question("PB-1").filing, portal_bot.Filing)
    assert_type(portal_bot.resolve("PB-1", not_received=True), FilingReport)
    assert_type(portal_bot.pay("PB-1"), FilingReport)
    assert_type(portal_bot.register(FILE), NewAccount)
    assert_type(Options().headed, bool)
    for filing in portal_bot.submit(FILE).filings:
        assert_type(filing.receipt, portal_bot.Receipt | None)
        assert_type(filing.error, portal_bot.Fault | None)
        assert_type(filing.due, portal_bot.Due | None)
        assert_type(filing.exceptions, tuple[portal_bot.Applied, ...])
    for checked in portal_bot.check(FILE):
        assert_type(checked.problems, list[portal_bot.Problem])
        assert_type(checked.dossier, portal_bot.Dossier | None)


async def awaited() -> None:
    assert_type(await aio.submit(FILE), Report)
    assert_type(await aio.fill([FILE]), Report)
    assert_type(await aio.resolve("PB-1", received="H45-1"), FilingReport)
    assert_type(await aio.register(FILE), NewAccount)
    _ = aio.submit(FILE).filings  # error: filings


def passed_on(**options: Unpack[SubmitOptions]) -> Report:
    usual: SubmitOptions = {"portal": "mock", "sessions": 1}
    mistaken: SubmitOptions = {"portal": "mock", "hedaed": True}  # error: hedaed
    portal_bot.submit(FILE, **mistaken)
    merged: SubmitOptions = {**usual, **options}
    return portal_bot.submit(FILE, **merged)


def not_there() -> None:
    portal_bot.submitt(FILE)  # error: submitt
    _ = portal_bot._HOMES  # error: _HOMES

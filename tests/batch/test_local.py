"""A batch on one machine: a real browser, a real mock."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import portal_bot
from portal_bot import aio, settings
from portal_bot.batch import known_forms, waiting
from portal_bot.browser import lending
from portal_bot.browser.lending import Browsers
from portal_bot.filing import opened_desk
from portal_bot.filing.desk import Desk
from portal_bot.human import Captcha, MockHuman
from portal_bot.portals.profile import load
from portal_bot.published.form_check import FormChanged
from portal_bot.run.account_sessions import Accounts
from portal_bot.run.events import Event
from portal_bot.run.home import reading
from tests.support.dossiers import mixed, written
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)

Births = Callable[[int], Path]
MIXED = 4


def numbers(report: aio.Report) -> list[str]:
    return sorted(f.receipt.number for f in report.filings if f.receipt)


def stored(mock: MockPortal) -> list[str]:
    return sorted(s["number"] for s in mock.submissions())


@pytest.mark.slow
async def test_a_mixed_batch_is_filed_once_each_and_the_bad_one_set_aside(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ho-so"
    # One more than there are sessions, and some; each of another procedure.
    mixed(folder, MIXED)
    written(folder / "9-bad.yaml", {"declaration.child.birth_date": "31/02/2026"})
    report = await aio.submit([folder], portal_url=mock.address, home=tmp_path / "home")
    assert [f.state for f in report.filings] == ["verified"] * MIXED + ["new"]
    assert report.exit_code == 10
    assert numbers(report) == stored(mock)
    assert report.folder is not None
    assert report.folder.is_dir()

    def none(*_: object, **__: object) -> Any:
        raise AssertionError("a filed dossier needs no browser")

    monkeypatch.setattr(lending, "find_browser", none)
    again = await aio.submit([folder], portal_url=mock.address, home=tmp_path / "home")
    assert numbers(again) == stored(mock)
    assert len(mock.commits()) == MIXED


# One session after the other is easier than two at once.
@pytest.mark.parametrize("sessions", [pytest.param(1, marks=pytest.mark.thorough), 2])
async def test_a_wrong_password_is_given_to_the_portal_once_however_many_dossiers_wait(
    mock: MockPortal,
    births: Births,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sessions: int,
) -> None:
    folder = births(3)
    right = os.environ[settings.PASSWORD]
    monkeypatch.setenv(settings.PASSWORD, "Sai-mat-khau-1")
    how: portal_bot.SubmitOptions = {
        "portal_url": mock.address,
        "home": tmp_path / "home",
        "sessions": sessions,
    }
    report = await aio.submit([folder], **how)
    told = {
        (f.state, f.exit_code, f.error and (f.error.code, f.error.field)) for f in report.filings
    }
    assert told == {("needs_human", 30, ("human_needed", "account"))}
    assert all("mật khẩu không đúng" in f.error.message for f in report.filings if f.error)
    assert mock.sign_ins() == 1
    monkeypatch.setenv(settings.PASSWORD, right)
    assert (await aio.submit([folder], **how)).exit_code == 0
    assert len(mock.submissions()) == 3


class Absent(MockHuman):
    """Nobody answers for one dossier until the others are filed."""

    free = asyncio.Event()
    first: str | None = None

    async def captcha(self, captcha: Captcha) -> str:
        if Absent.first is None:
            Absent.first = captcha.address
            await Absent.free.wait()
        return await super().captcha(captcha)


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> type[Absent]:
    Absent.first, Absent.free = None, asyncio.Event()
    monkeypatch.setattr(opened_desk, "MockHuman", Absent)
    # For the line this is a person: asked one thing at a time only where it cannot be helped.
    monkeypatch.setattr(waiting, "GRACE_S", 0.1)
    return Absent


async def test_a_dossier_that_waits_for_somebody_does_not_stop_the_others(
    mock: MockPortal, tmp_path: Path, births: Births, absent: type[Absent]
) -> None:
    """One session only: the waiting one must have given its slot away."""
    events: list[tuple[str, str, str]] = []

    def tell(event: Event) -> None:
        events.append((event.kind, event.path.name, event.text))
        done = [name for kind, name, _ in events if kind == "done"]
        if len(done) == 2:
            absent.free.set()

    report = await aio.submit(
        [births(3)], portal_url=mock.address, home=tmp_path / "home", sessions=1, tell=tell
    )
    assert [f.state for f in report.filings] == ["verified"] * 3
    order = [name for kind, name, _ in events if kind == "done"]
    assert order == ["01.yaml", "02.yaml", "00.yaml"]
    assert ("waiting", "00.yaml", "mã xác nhận") in events
    assert ("answered", "00.yaml", "mã xác nhận") in events
    assert numbers(report) == stored(mock)
    with reading(tmp_path / "home") as journal:
        waits = [
            e["waiting"]
            for e in journal.history(str(report.filings[0].id))
            if e["kind"] == "person"
        ]
    assert waits == [True, False]


async def test_status_tells_who_waits_for_what(
    mock: MockPortal, tmp_path: Path, births: Births, absent: type[Absent]
) -> None:
    home, seen = tmp_path / "home", list[str | None]()

    def tell(event: Event) -> None:
        if event.kind == "waiting":
            asyncio.get_running_loop().call_soon(look)

    def look() -> None:
        seen.extend(f.waits_for for f in aio.status(None, home).filings)
        absent.free.set()

    await aio.submit([births(1)], portal_url=mock.address, home=home, tell=tell)
    assert seen == ["mã xác nhận"]
    assert [f.waits_for for f in aio.status(None, home).filings] == [None]


# Alone, in tests/filing/test_window.py; that others go on, above.
@pytest.mark.thorough
async def test_when_nobody_comes_the_dossier_needs_somebody_and_the_batch_goes_on(
    mock: MockPortal, tmp_path: Path, births: Births, absent: type[Absent]
) -> None:
    report = await aio.submit(
        [births(2)], portal_url=mock.address, home=tmp_path / "home", sessions=1, patience_s=5
    )
    assert [f.state for f in report.filings] == ["needs_human", "verified"]
    assert report.exit_code == 30
    assert len(mock.submissions()) == 1
    again = await aio.submit(
        [tmp_path / "ho-so"], portal_url=mock.address, home=tmp_path / "home", sessions=1
    )
    assert numbers(again) == stored(mock)
    assert again.exit_code == 0


async def test_a_browser_that_dies_takes_no_dossier_along(
    mock: MockPortal, tmp_path: Path, births: Births, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Browsers] = []
    honest = Browsers.__init__

    def remember(self: Browsers, *args: Any, **options: Any) -> None:
        honest(self, *args, **options)
        made.append(self)

    monkeypatch.setattr(Browsers, "__init__", remember)
    deaths: list[asyncio.Task[None]] = []

    def tell(event: Event) -> None:
        if event.text == "Thành phần hồ sơ" and event.path.name == "01.yaml" and not deaths:
            deaths.append(asyncio.ensure_future(made[0].running.browser.close()))

    report = await aio.submit(
        [births(3)], portal_url=mock.address, home=tmp_path / "home", sessions=2, tell=tell
    )
    assert [f.state for f in report.filings] == ["verified"] * 3
    assert deaths
    assert made[0].started == 2
    assert numbers(report) == stored(mock)
    assert len(mock.submissions()) == 3


# One account each, in the batch above; whose password is whose, in test_sign_ins.py.
@pytest.mark.thorough
async def test_a_sign_in_serves_the_dossiers_of_its_account_and_no_other(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ho-so"
    folder.mkdir()
    for number, account in enumerate(["nguyenvanthu", "nguyenvanthu", "tranthimau"]):
        changes = {"request": f"lần {number}", "account.username": account}
        written(folder / f"{number}.yaml", changes)
    asked: list[str] = []
    honest = Accounts.of

    def of(self: Accounts, username: str | None) -> Any:
        shared = honest(self, username)
        asked.append(f"{username} {len(shared._free) if shared else 'alone'}")
        return shared

    monkeypatch.setattr(Accounts, "of", of)
    report = await aio.submit([folder], portal_url=mock.address, home=tmp_path / "home", sessions=1)
    assert asked == ["nguyenvanthu 0", "nguyenvanthu 1", "tranthimau alone"]
    assert [f.state for f in report.filings] == ["verified"] * 3
    accounts = [s["account"] for s in mock.submissions()]
    assert accounts == ["nguyenvanthu", "nguyenvanthu", "tranthimau"]


# That a new one takes over, above; when, in tests/unit/browser/test_lending.py.
@pytest.mark.thorough
async def test_a_browser_serves_so_many_dossiers_and_then_a_fresh_one_does(
    mock: MockPortal, tmp_path: Path, births: Births, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[int] = set()
    honest = Desk.session

    def session(self: Desk) -> Any:
        seen.add(self.browsers.started)
        return honest(self)

    monkeypatch.setattr(Desk, "session", session)
    report = await aio.submit(
        [births(3)], portal_url=mock.address, home=tmp_path / "home", sessions=1, recycle_after=2
    )
    assert [f.state for f in report.filings] == ["verified"] * 3
    assert len(seen) == 1 + 1


async def test_a_form_that_changed_is_refused_and_what_was_filed_before_is_left_alone(
    mock: MockPortal, births: Births, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the comparison itself sees: tests/published."""

    async def changed(*_: object) -> dict[str, FormChanged]:
        return {"birth_registration": FormChanged("“Họ tên” nay là ô số")}

    async def known(*_: object) -> dict[str, FormChanged]:
        return {}

    profile = load("mock").model_copy(update={"interface": "/api/v1"})
    monkeypatch.setattr("portal_bot.portals.profile.choose", lambda *_: profile.at(mock.address))
    home, folder = tmp_path / "home", births(1)
    monkeypatch.setattr(known_forms, "changed_forms", known)
    assert numbers(await aio.submit([folder], portal_url=mock.address, home=home))
    written(folder / "01.yaml", {"request": "lần khác"})
    monkeypatch.setattr(known_forms, "changed_forms", changed)
    report = await aio.submit([folder], portal_url=mock.address, home=home)
    # What was filed before is nobody's form any more.
    assert [f.state for f in report.filings] == ["verified", "failed"]
    assert (report.exit_code, report.filings[0].error) == (21, None)
    assert "“Họ tên” nay là ô số" in str(report.filings[1].error)
    assert len(mock.commits()) == 1

"""Journals of many filings, drawn from a seed, written at once: what a year leaves behind.

The rows and their seals are those that filing would have written; only the fifty thousand
transactions are one.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from portal_bot.journal import Due, Fault, Filing, Journal, Marks, Receipt, Seal, State
from portal_bot.journal.roll import Roll
from portal_bot.journal.rows import INSERT, row_of
from portal_bot.moments import VIETNAM, iso
from portal_bot.run.home import JOURNAL, home_secret

OFFICERS = ("Trần Thị Mẫu", "Lê Văn Giả")
VOLUNTEERS = ("Nguyễn Văn Thử", "Phạm Thị Ví Dụ", "Đỗ Thử Nghiệm")
CODES = ("portal_unavailable", "portal_changed", "human_needed", "dossier", "setup")
_STATES = (State.VERIFIED, State.RECEIVED, State.FAILED, State.REJECTED, State.NEEDS_HUMAN,
           State.UNCERTAIN, State.CHECKED)  # fmt: skip
_WEIGHTS = (860, 30, 40, 20, 20, 10, 20)
Line = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Year:
    """What is drawn.

    Attributes:
        count: how many filings.
        seed: throws the dice.
        since: the first day.
        days: how many days.
        portal: where they went.
        world: of which world of the mock; empty: a real portal.
        office: whether the histories tell of the office.
    """

    count: int
    seed: int = 7
    since: datetime = datetime(2026, 1, 1, tzinfo=VIETNAM)
    days: int = 365
    portal: str = "cong-tinh"
    world: str = ""
    office: bool = False


def draw(home: Path, slugs: Sequence[str], year: Year) -> list[Filing]:
    """Writes the journal of a home, which is made where there is none; returns the filings."""
    home.mkdir(parents=True, exist_ok=True)
    seal = Seal(home_secret(home))
    Journal(home / JOURNAL, seal).close()
    drawn = sorted(_filings(slugs, year), key=lambda each: each[0].id)
    with closing(sqlite3.connect(home / JOURNAL)) as db:
        at_time = sorted(drawn, key=lambda each: each[1][0][1])
        db.executemany(INSERT, [(*row_of(f), lines[-1][1]) for f, lines in at_time])
        told = [(line[1], f.id, *line) for f, lines in at_time for line in lines]
        db.executemany(
            "INSERT INTO events (filing, attempt, at, kind, detail) VALUES (?, ?, ?, ?, ?)",
            [one[1:] for one in sorted(told, key=lambda each: each[0])],
        )
        for filing, lines in drawn:
            head, row = seal.head(lines), (*row_of(filing), lines[-1][1])
            db.execute(
                "UPDATE filings SET head = ?, mac = ? WHERE id = ?",
                (head, seal.row(row, head), filing.id),
            )
        db.execute("DELETE FROM roll")
        Roll(seal, lambda text, values=(): db.execute(text, values).fetchall()).begin(
            filing.id for filing, _ in drawn
        )
        db.commit()
    return [filing for filing, _ in drawn]


def _filings(slugs: Sequence[str], year: Year) -> Iterator[tuple[Filing, list[Line]]]:
    dice = random.Random(year.seed)
    marks = Marks(year.world, "http://vidu.example", "", "", "", "", "", "", (), "")
    for number in range(year.count):
        key = hashlib.sha256(f"{year.seed}:{number}".encode()).hexdigest()
        at = year.since + timedelta(
            days=dice.randrange(year.days),
            hours=dice.randrange(7, 17),
            seconds=dice.random() * 3600,
        )
        fresh = Filing(
            id=f"PB-{key[:10].upper()}",
            key=key,
            portal=year.portal,
            procedure=dice.choice(slugs),
            path=f"/ho-so/{number}.yaml",
            content_hash=f"hmac:{key}",
            state=State.CHECKED,
            attempts=1,
            marks=marks,
        )
        yield _lived(fresh, at, number, year, dice)


def _lived(
    fresh: Filing, at: datetime, number: int, year: Year, dice: random.Random
) -> tuple[Filing, list[Line]]:
    [state] = dice.choices(_STATES, _WEIGHTS)
    lines: list[Line] = []

    def note(kind: str, attempt: int = 1, **detail: Any) -> None:
        moment = at + timedelta(seconds=len(lines))
        lines.append((attempt, moment.isoformat(), kind, json.dumps(detail, ensure_ascii=False)))

    note("checked", 0, content_hash=fresh.content_hash)
    if dice.random() < 0.9:
        note("on_duty", 0, officer=dice.choice(OFFICERS), volunteer=dice.choice(VOLUNTEERS))
    if state is State.CHECKED:
        return fresh, lines
    note("attempt")
    if dice.random() < 0.06:
        note("failed", code=dice.choice(CODES))
        note("attempt", 2)
    if state in {State.VERIFIED, State.RECEIVED}:
        return _received(replace(fresh, state=state), at, number, year, dice, note), lines
    code = {State.FAILED: dice.choice(CODES), State.REJECTED: "portal_rejected",
            State.NEEDS_HUMAN: "human_needed"}.get(state, "submission_uncertain")  # fmt: skip
    note(state.value, code=code)
    why = dice.choice(["thiếu giấy chứng sinh", "sai cơ quan thực hiện", f"số {number:012}"])
    return replace(fresh, state=state, fault=Fault(code, why)), lines


def _received(
    filing: Filing, at: datetime, number: int, year: Year, dice: random.Random, note: Any
) -> Filing:
    due_at = at + timedelta(days=dice.randrange(1, 20))
    receipt = Receipt(f"H45.{year.seed}-{number:06}", iso(at + timedelta(seconds=5)), iso(due_at))
    fee = dice.choice([0, 0, 15_000, 50_000])
    due = Due(fee, "lệ phí", "tại quầy", paid=bool(fee) and dice.random() < 0.8)
    note("due", amount=fee, paid=due.paid, by="review")
    note("intent", click_deadline=iso(at))
    note("received", number=receipt.number, how="answer")
    if filing.state is State.VERIFIED:
        note("verified")
    if year.office and dice.random() < 0.9:
        _office(at, due_at, dice, note)
    verified = True if filing.state is State.VERIFIED else None
    return replace(filing, receipt=receipt, due=due, verified=verified)


def _office(at: datetime, due_at: datetime, dice: random.Random, note: Any) -> None:
    """What `track` would have written."""
    note("office_state", state="Được tiếp nhận", since=iso(at + timedelta(hours=2)))
    roll = dice.random()
    if roll < 0.1:
        note("office_state", state="Yêu cầu bổ sung giấy tờ", since=iso(at + timedelta(days=1)),
             reason="bản quét mờ")  # fmt: skip
    if roll < 0.03:
        note("office_state", state="Không được tiếp nhận", since=iso(at + timedelta(days=2)),
             reason="không thuộc thẩm quyền")  # fmt: skip
    elif roll < 0.9:
        day = due_at + timedelta(days=dice.choice([-3, -1, 0, 0, 0, 2]))
        note("office_state", state="Đã xử lý xong", since=iso(max(day, at)))

"""All that the portal knows: citizens, sessions, drafts, received dossiers, sent messages."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from . import captcha
from .captcha import Captchas
from .clock import Clock
from .dice import dice
from .drawn_names import DrawnNames
from .faults import Faults
from .faults.captcha import CaptchaExpires, CaptchaWrong
from .faults.lists import ListLag
from .frames import OpenForm
from .people import IDLE_LIMIT, Account, Session, fixed_citizens
from .records import Draft, Paper, Record
from .settings import Settings
from .steps import COMMIT
from .store import Store
from .vneid import SignIn

MAX_COMMIT_DELAY = 2.0
REAL_LIST_LAG = 1.0
# Where the list is filled by another service: each dossier comes up after 0 to so many seconds.
DRAWN_LIST_LAG = {"national": 120.0}
REQUESTS_KEPT = 5000
PENDING = "pending"
SESSIONS_KEPT = 5000


@dataclass(frozen=True, slots=True)
class Message:
    """One SMS or e-mail that a citizen would have got."""

    to: str
    channel: str
    text: str
    at: str


@dataclass(slots=True)
class CommitRequest:
    """One commit request that reached the portal, whatever became of it."""

    # Which of the world, from 1.
    count: int
    at: str
    account: str
    client: str
    sid: str = ""
    outcome: str = PENDING
    number: str | None = None
    # All that it made; more than one only by a fault.
    numbers: list[str] = field(default_factory=list)


class World:
    """One portal's state; `reset` makes it a new world with its own id."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self.store = Store(settings.data)
        self.faults = Faults(settings.seed)
        self._begin()
        if not self._load():
            # A world that was being made when it ended is made again.
            self.store.clear()
            self._populate()

    def _begin(self) -> None:
        self._known_as(secrets.token_hex(8))
        self.rng = dice(self.settings.seed)
        self.captchas = Captchas(dice(self.settings.seed + 1))
        self.accounts: dict[str, Account] = {}
        self.sessions: dict[str, Session] = {}
        self.drafts: dict[str, Draft] = {}
        self.records: dict[str, Record] = {}
        # Sign-ins of several modals, and files that belong to no dossier yet; of the moment only.
        self.sign_ins: dict[str, SignIn] = {}
        self.uploads: dict[str, Paper] = {}
        # Forms that are open in frames of another origin, where no cookie goes, by their ticket.
        self.frames: dict[str, OpenForm] = {}
        # Whom the population base knows besides those with an account, by their number.
        self.population: dict[str, dict[str, str]] = {}
        # The files that records offer back, by their id; of the moment only, never written to disk.
        self.files: dict[str, bytes] = {}
        self.outbox: list[Message] = []
        self.commits: list[CommitRequest] = []
        self.requests: deque[dict[str, Any]] = deque(maxlen=REQUESTS_KEPT)
        self.pending: set[asyncio.Task[Any]] = set()
        self.counter = 0
        # Seconds: of commits that are waiting; of records not yet on the list, with their moment.
        self._delays: list[float] = []
        self._lags: list[tuple[float, float]] = []

    def _known_as(self, id_: str) -> None:
        self.id, self.drawn = id_, DrawnNames(id_)

    def _populate(self) -> None:
        for account in fixed_citizens():
            self.add_account(account)
        self._save_world()

    def _load(self) -> bool:
        saved = next(self.store.load("world"), None)
        if saved is None:
            return False
        self._known_as(saved["id"])
        self.counter = saved["counter"]
        self.accounts = {a["username"]: Account.from_dict(a) for a in self.store.load("accounts")}
        self.drafts = {d["sid"]: Draft.from_dict(d) for d in self.store.load("drafts")}
        records = [Record.from_dict(raw) for raw in self.store.load("records")]
        records.sort(key=lambda record: record.count)
        self.records = {record.number: record for record in records}
        # The record is written before the counter is.
        self.counter = max([self.counter, *(record.count for record in records)])
        # So it is before the draft knows of it.
        for record in records:
            draft = self.drafts.get(record.sid)
            if draft is not None and record.number not in draft.numbers:
                draft.numbers.append(record.number)
        self._load_commits()
        return True

    def _load_commits(self) -> None:
        """The commit requests of an earlier run; one that was waiting then was never stored."""
        self.commits = [CommitRequest(**raw) for raw in self.store.load("commits")]
        made = {record.number: record.sid for record in self.records.values()}
        for entry in self.commits:
            if entry.outcome == PENDING:
                known = {number for one in self.commits for number in one.numbers}
                entry.numbers = [
                    n for n, sid in made.items() if sid == entry.sid and n not in known
                ]
                entry.number = next(iter(entry.numbers), None)
                stored = "committed, answer lost" if entry.numbers else "lost: the portal ended"
                self.settle_commit(entry, stored)

    def reset(self) -> None:
        """Empties the world, its faults and its clock; the fixed citizens exist again."""
        for task in self.pending:
            task.cancel()
        self.faults.clear()
        self.clock.reset()
        self.store.clear()
        self._begin()
        self._populate()

    def _save_world(self) -> None:
        self.store.save("world", "world", {"id": self.id, "counter": self.counter})

    # Figures that a filing program must know.

    @property
    def max_commit_delay(self) -> float:
        """Seconds; also of a fault that is off again while a commit still waits by it."""
        return max(MAX_COMMIT_DELAY, self.faults.commit_delay(), *self._delays)

    @contextmanager
    def delayed(self, seconds: float) -> Iterator[None]:
        """Tells of a commit's delay for as long as it lasts."""
        self._delays.append(seconds)
        try:
            yield
        finally:
            self._delays.remove(seconds)

    def list_was_shown(self) -> None:
        """As it was before what waits for this is stored."""
        if self._delays:
            self.faults.list_was_shown()

    @property
    def list_lag(self) -> float:
        """Seconds; also of a fault that is off again while a record is still held back by it."""
        now = self.clock.passed_s()
        self._lags = [(until, lag) for until, lag in self._lags if until > now]
        return max(self._usual_lag, self.faults.list_lag(), *(lag for _, lag in self._lags))

    @property
    def _usual_lag(self) -> float:
        if self.settings.instant:
            return 0.0
        return DRAWN_LIST_LAG.get(self.settings.platform, REAL_LIST_LAG)

    def _drawn_lag(self) -> float:
        drawn = self.settings.platform in DRAWN_LIST_LAG
        return self.rng.uniform(0, self._usual_lag) if drawn else self._usual_lag

    # People.

    def add_account(self, account: Account) -> None:
        self.accounts[account.username] = account
        self.store.save("accounts", account.username, account.as_dict())

    def send(self, to: str, channel: str, text: str, at: str = "") -> None:
        """Puts a message into the outbox: of now, unless it is of another moment."""
        self.outbox.append(Message(to, channel, text, at or str(self.clock)))

    def open_session(self) -> Session:
        session = Session(secrets.token_hex(16), self.clock.now())
        if len(self.sessions) >= SESSIONS_KEPT:
            del self.sessions[next(iter(self.sessions))]
        self.sessions[session.id] = session
        return session

    def session(self, key: str) -> Session | None:
        """The session of a cookie, if it still lives; being asked for keeps it alive."""
        session = self.sessions.get(key)
        if session is None:
            return None
        now = self.clock.now()
        if now - session.last_seen > IDLE_LIMIT:
            del self.sessions[key]
            return None
        session.last_seen = now
        return session

    def captcha_refusal(self, step: str, key: str, text: str) -> str | None:
        """The portal's words about an answer, at a step; nothing when it is right."""
        words = self.captchas.refusal(key, text, self.clock.now())
        if words is None and self.faults.any_of(CaptchaExpires, step):
            self.captchas.let_expire(key)
            return captcha.EXPIRED
        if words is None and self.faults.any_of(CaptchaWrong, step):
            return captcha.WRONG
        return words

    # Dossiers.

    def save_draft(self, draft: Draft) -> None:
        self.drafts[draft.sid] = draft
        self.store.save("drafts", draft.sid, draft.as_dict())

    def drafts_of(self, username: str) -> list[Draft]:
        own = [d for d in self.drafts.values() if d.username == username]
        return [d for d in own if not d.numbers and not d.cancelled]

    def next_number(self, office: str) -> str:
        self.counter += 1
        return f"{office}-{self.clock.now():%y%m%d}-{self.counter:04d}"

    def add_record(self, record: Record) -> None:
        lags = (fault.number for fault in self.faults.of(ListLag, COMMIT))
        lag = max(lags, default=None)
        lag = self._drawn_lag() if lag is None else lag
        if lag:
            record.listed_from = self.clock.passed_s() + lag
            self._lags.append((record.listed_from, lag))
        self.records[record.number] = record
        self.save_record(record)
        self._save_world()

    def remove_record(self, record: Record) -> None:
        """As if it had never been stored; its draft does not come up again."""
        del self.records[record.number]
        self.store.remove("records", record.number)

    def save_record(self, record: Record) -> None:
        self.store.save("records", record.number, record.as_dict())

    def listed(self, username: str) -> list[Record]:
        """The citizen's dossiers that their list already shows, newest first."""
        now = self.clock.passed_s()
        own = [r for r in self.records.values() if r.account == username and r.listed_from <= now]
        return own[::-1]

    def log_commit(self, account: str, client: str) -> CommitRequest:
        """Notes that one has begun to arrive."""
        entry = CommitRequest(len(self.commits) + 1, str(self.clock), account, client)
        self.commits.append(entry)
        return entry

    def save_commit(self, entry: CommitRequest) -> None:
        self.store.save("commits", f"{entry.count:08d}", asdict(entry))

    def settle_commit(self, entry: CommitRequest, outcome: str) -> None:
        entry.outcome = outcome
        self.save_commit(entry)

    def outbox_entries(self) -> list[dict[str, Any]]:
        return [asdict(message) for message in self.outbox]

"""A captcha on one machine, its reader at another: questions and answers through the database.

A question (it may be a captcha's picture) lies locked in a table until it is answered. An answer,
which may be a one-time code, goes as a locked notification: PostgreSQL hands it to who listens and
keeps it nowhere.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from portal_bot.batch.cluster.vault import Locked, Vault
from portal_bot.errors import HumanNeeded
from portal_bot.human import Captcha, VneidModal
from portal_bot.journal.link import Connection, Link, connect

CHANNEL = "portal_bot_answers"
# A page does not live longer, nor does most of what is asked for on it.
PATIENCE_S = 180.0
# A clerk who was not heard of for so long has gone.
_PRESENT_S = 10.0
_LISTEN_S = 1.0


class ClerkHuman:
    """The person on a worker: the clerk who sits before `submit`, wherever that is.

    Args:
        url: the database.
        link: a connection to it.
        vault: this machine's.
        filing: about which filing is asked.
        patience_s: how long an answer is waited for; a browser session is held meanwhile.
    """

    def __init__(
        self, url: str, link: Link, vault: Vault, filing: str, *, patience_s: float = PATIENCE_S
    ) -> None:
        self._url = url
        self._link = link
        self._vault = vault
        self._filing = filing
        self._patience_s = patience_s

    async def captcha(self, captcha: Captcha) -> str:
        picture = base64.b64encode(captcha.picture).decode()
        wanted = "cần một người gõ mã xác nhận"
        return str(await self._ask("captcha", wanted, picture, captcha.address))

    async def otp(self, sent_to: str) -> str:
        return str(await self._ask("otp", "cần một người gõ mã OTP", sent_to))

    async def confirm(self, question: str) -> bool:
        return bool(await self._ask("confirm", "cần một người đồng ý", question))

    async def vneid(self, modal: VneidModal) -> None:
        raise HumanNeeded(
            "cổng đăng nhập bằng VNeID: người dân phải ở trước cửa sổ trình duyệt; nộp bằng "
            "`portal-bot submit` trên máy của quầy, không qua --queue"
        )

    async def _ask(self, kind: str, wanted: str, about: str, address: str = "") -> Any:
        if not await asyncio.to_thread(clerk_is_there, self._link, self._filing):
            raise HumanNeeded(
                f"{wanted}, mà người nộp không ngồi trước máy: chạy lại cùng lệnh `portal-bot "
                "submit --queue …` ở cửa sổ dòng lệnh để trả lời"
            )
        asked = json.dumps([kind, about, address]).encode()
        return await asyncio.to_thread(self._wait, asked, wanted)

    def _wait(self, asked: bytes, wanted: str) -> Any:
        """Asks, listens, and takes the question away; in a thread."""
        question = uuid4()
        body = self._vault.lock(asked, place=str(question))
        with connect(self._url) as listening:
            # Before the question is asked: a notification that nobody listens for is gone.
            listening.execute(f"LISTEN {CHANNEL}")
            self._link.run(
                lambda connection: connection.execute(
                    "INSERT INTO portal_bot.questions (id, filing, key_id, body) "
                    "VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                    (question, self._filing, body.key_id, body.body),
                )
            )
            try:
                return self._listen(listening, question, wanted)
            finally:
                self._link.run(
                    lambda connection: connection.execute(
                        "DELETE FROM portal_bot.questions WHERE id = %s", (question,)
                    )
                )

    def _listen(self, listening: Connection, question: UUID, wanted: str) -> Any:
        until = monotonic() + self._patience_s
        while monotonic() < until and clerk_is_there(self._link, self._filing):
            for heard in listening.notifies(timeout=_LISTEN_S, stop_after=1):
                name, _, sealed = heard.payload.partition(":")
                if name == str(question):
                    locked = Locked(self._vault.key_id, base64.b64decode(sealed))
                    return json.loads(self._vault.open(locked, place=f"{question}/answer"))
        raise HumanNeeded(f"{wanted}; chưa ai trả lời. Chạy lại cùng lệnh khi có người ngồi máy")


@dataclass(frozen=True, slots=True)
class ClerkQuestion:
    """What a worker asks a clerk.

    Attributes:
        id: the question's.
        filing: about which filing.
        kind: `captcha`, `otp` or `confirm`.
        about: the picture (base64), where the code was sent, or what is to be agreed to.
        address: the picture's, on the portal.
    """

    id: UUID
    filing: str
    kind: str
    about: str
    address: str


class Counter:
    """The clerk's side: who sits there, what they are asked, what they say.

    Args:
        link: a connection to the database.
        vault: this machine's.
    """

    def __init__(self, link: Link, vault: Vault) -> None:
        self._link = link
        self._vault = vault

    def sit(self, filings: Sequence[str]) -> None:
        """Says that somebody is there for these filings; to be said again every few seconds."""
        self._link.run(
            lambda connection: connection.execute(
                "INSERT INTO portal_bot.clerks (filing) SELECT unnest(%s::text[]) "
                "ON CONFLICT (filing) DO UPDATE SET seen_at = clock_timestamp()",
                (list(filings),),
            )
        )

    def rise(self, filings: Sequence[str]) -> None:
        """Nobody is there for them any more."""
        self._link.run(
            lambda connection: connection.execute(
                "DELETE FROM portal_bot.clerks WHERE filing = ANY(%s)", (list(filings),)
            )
        )

    def questions(self, filings: Sequence[str]) -> list[ClerkQuestion]:
        """What is asked about these filings, oldest first."""
        rows = self._link.run(
            lambda connection: connection.execute(
                "SELECT id, filing, key_id, body FROM portal_bot.questions "
                "WHERE filing = ANY(%s) ORDER BY asked_at",
                (list(filings),),
            ).fetchall()
        )
        return [self._opened(*row) for row in rows]

    def answer(self, question: ClerkQuestion, said: str | bool) -> None:
        """Hands the answer to the worker that asked; it is kept nowhere."""
        locked = self._vault.lock(json.dumps(said).encode(), place=f"{question.id}/answer")
        payload = f"{question.id}:{base64.b64encode(locked.body).decode()}"
        self._link.run(
            lambda connection: connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))
        )

    def _opened(self, name: Any, filing: Any, key_id: Any, body: Any) -> ClerkQuestion:
        locked = Locked(str(key_id), bytes(body))
        kind, about, address = json.loads(self._vault.open(locked, place=str(name)))
        return ClerkQuestion(name, str(filing), kind, about, address)


def clerk_is_there(link: Link, filing: str) -> bool:
    """Whether somebody sits before a `submit` of this filing."""
    found = link.run(
        lambda connection: connection.execute(
            "SELECT 1 FROM portal_bot.clerks WHERE filing = %s "
            "AND seen_at > clock_timestamp() - make_interval(secs => %s)",
            (filing, _PRESENT_S),
        ).fetchone()
    )
    return found is not None

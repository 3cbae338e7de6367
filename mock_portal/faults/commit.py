"""Faults around the one request after which the portal owns the dossier."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ..steps import COMMIT, REVIEW, SENDING, STEPS
from .base import Call, Fault, Order

if TYPE_CHECKING:
    from ..records import Record
    from ..values import Entry

BAD_GATEWAY = "502 Bad Gateway"


async def _cut(call: Call, how: str | None) -> Response:
    call.drop(how or "fin")
    # One turn of the loop, in which the server learns that the connection is gone.
    await asyncio.sleep(0)
    return Response(status_code=502)


class CommitThenDrop(Fault):
    """Stores the dossier, then cuts the connection without an answer (fin or rst)."""

    name, default, choices, where = "commit_then_drop", "fin", ("fin", "rst"), (COMMIT,)

    async def after_commit(self, call: Call) -> Response | None:
        return await _cut(call, self.arg)


class DropBeforeCommit(Fault):
    """Cuts the connection without an answer, with nothing stored (fin or rst)."""

    name, default, choices, where = "drop_before_commit", "fin", ("fin", "rst"), (COMMIT,)

    async def before_commit(self, call: Call) -> Response | None:
        return await _cut(call, self.arg)


class CommitThen502(Fault):
    """Stores the dossier, then answers 502 as a gateway would."""

    name, where = "commit_then_502", (COMMIT,)

    async def after_commit(self, call: Call) -> Response | None:
        return PlainTextResponse(BAD_GATEWAY, status_code=502)


class Refuse502(Fault):
    """Answers 502 as a gateway would, with nothing stored."""

    name, where = "refuse_502", (COMMIT,)

    async def before_commit(self, call: Call) -> Response | None:
        return PlainTextResponse(BAD_GATEWAY, status_code=502)


class CommitThenExpired(Fault):
    """Stores the dossier, then sends to sign-in: the session has expired."""

    name, where = "commit_then_expired", (COMMIT,)

    async def after_commit(self, call: Call) -> Response | None:
        return call.expire()


class CommitDelay(Fault):
    """Stores the dossier so many seconds after the request (`list`: once the list was seen)."""

    name, default, numeric, where = "commit_delay", "5", True, (COMMIT,)
    LOOKED = "list"
    # Nobody looks: how long it is then, and what `/health` tells.
    LONGEST_S = 600.0

    def __init__(self, order: Order, rng: random.Random) -> None:
        super().__init__(order, rng)
        # The list was shown while a dossier waited: nothing waits any more.
        self.seen = asyncio.Event()

    @property
    def number(self) -> float:
        if self.arg == self.LOOKED:
            return 0.0 if self.seen.is_set() else self.LONGEST_S
        return super().number

    async def over(self) -> None:
        """When the dossier may be stored: with an event, or after its time."""
        if self.arg != self.LOOKED:
            await asyncio.sleep(self.number)
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self.seen.wait(), self.LONGEST_S)

    def _checked(self, arg: str | None) -> str | None:
        return arg if arg == self.LOOKED else super()._checked(arg)


class _Repeated(Fault):
    """Answers with a redirect to the same address that keeps method and body."""

    default, choices, once, where = "after", ("after", "before"), True, (COMMIT,)
    status = 0

    def sits(self, hook: str) -> bool:
        return hook == f"{self.arg}_commit"

    async def before_commit(self, call: Call) -> Response | None:
        return RedirectResponse(call.path, status_code=self.status)

    async def after_commit(self, call: Call) -> Response | None:
        return RedirectResponse(call.path, status_code=self.status)


class Redirect307(_Repeated):
    """Answers the commit with a 307 to itself, after storing it (so twice) or before."""

    name, status = "redirect_307", 307


class Redirect308(_Repeated):
    """Answers the commit with a 308 to itself, after storing it (so twice) or before."""

    name, status = "redirect_308", 308


class NoNumber(Fault):
    """Stores the dossier; the page “Nộp hồ sơ thành công” names no number."""

    name, where = "no_number", (COMMIT,)

    async def after_commit(self, call: Call) -> Response | None:
        return call.success_without_number()


class TwoRecords(Fault):
    """Makes two dossiers with two numbers out of one request; the answer names the first."""

    name, where = "two_records", (COMMIT,)


class PaperDropped(Fault):
    """Stores the dossier without one of its files, which it does not say."""

    name, where = "paper_dropped", (COMMIT,)

    def changes(self, record: Record) -> bool:
        return bool(record.papers)

    def on_record(self, record: Record) -> None:
        lost = self.rng.randrange(len(record.papers))
        record.papers = tuple(p for place, p in enumerate(record.papers) if place != lost)


class ValueTruncated(Fault):
    """Stores one text of the owner or the declaration cut to so many letters, silently."""

    name, default, numeric, where = "value_truncated", "10", True, (COMMIT,)
    # What the account filled in, and the general block with the note, stay whole.
    spared = (
        "Thông tin người nộp hồ sơ", "Thông tin chung",
        "Phần I. Thông tin người nộp", "Phần III. Nội dung hồ sơ",
    )  # fmt: skip

    def __init__(self, order: Order, rng: random.Random) -> None:
        super().__init__(order, rng)
        self.kept = int(self.number)

    def _longer(self, record: Record) -> list[Entry]:
        found = (e for s in record.sections if s.title not in self.spared for e in s.entries)
        return [e for e in found if isinstance(e.value, str) and len(e.value) > self.kept]

    def changes(self, record: Record) -> bool:
        return bool(self._longer(record))

    def on_record(self, record: Record) -> None:
        chosen = self.rng.choice(self._longer(record))
        cut = replace(chosen, value=str(chosen.value)[: self.kept])
        record.sections = tuple(
            replace(s, entries=tuple(cut if e is chosen else e for e in s.entries))
            for s in record.sections
        )


class NoteRewritten(Fault):
    """Stores the dossier with other words in its note, as when somebody edits it."""

    name, where = "note_rewritten", (COMMIT,)
    label, words = "Ghi chú", "Công dân nhờ nộp hộ"

    def changes(self, record: Record) -> bool:
        return any(e.label == self.label for s in record.sections for e in s.entries)

    def on_record(self, record: Record) -> None:
        record.sections = tuple(
            replace(
                s,
                entries=tuple(
                    replace(e, value=self.words) if e.label == self.label else e for e in s.entries
                ),
            )
            for s in record.sections
        )


class OtherAgency(Fault):
    """Stores the dossier at another commune's agency than the one that was chosen."""

    name, where = "other_agency", (COMMIT,)
    agency = "Ủy ban nhân dân Xã Hòa Tân Đông, Thị xã Đông Hòa, Tỉnh Phú Yên"

    def changes(self, record: Record) -> bool:
        return record.agency != self.agency

    def on_record(self, record: Record) -> None:
        record.agency = self.agency


class ForeignNumber(Fault):
    """Stores the dossier, then answers with another's number, or with one that nobody has."""

    name, default, choices, where = "foreign_number", "another", ("another", "nobody"), (COMMIT,)

    def number_for(self, own: str, all_numbers: Iterable[str]) -> str:
        """The newest other one; else the number after all."""
        others = [number for number in all_numbers if number != own]
        if others and self.arg == "another":
            return others[-1]
        return f"{own.rsplit('-', 1)[0]}-9999"


class DraftPressed(Fault):
    """Lets a person elsewhere press the draft's button while its review page is opened."""

    name, once, where = "draft_pressed", True, (REVIEW,)


class StaleCsrf(Fault):
    """Answers 403 “Phiên giao dịch không hợp lệ, vui lòng tải lại trang”; a fresh page works."""

    name, default, once, arg_is_step = "stale_csrf", COMMIT, True, True
    where = tuple(step for step in STEPS if step in SENDING)
    choices = where

    def applies(self, call: Call) -> bool:
        return call.sending

    async def on_request(self, call: Call) -> Response | None:
        return call.stale()

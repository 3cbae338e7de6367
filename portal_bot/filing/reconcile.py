"""An uncertain filing is never sent again: the portal's own list decides what became of it.

Looking at once is not enough, for a portal may store a dossier seconds after the request, also
when the client is long dead. So first the longest such delay and the list's lag must have passed
since the last moment at which the request can have left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from portal_bot.errors import PortalError, SubmissionUncertain
from portal_bot.journal import Fault, Filing, JournalPort, Receipt, State
from portal_bot.portals.base import Listed, Platform, Record, Request
from portal_bot.portals.delays import Delays
from portal_bot.portals.screen import same

# A killed program's browser lives on for up to 1.8 s (measured) and may still send what it held.
ORPHAN_S = 3.0


async def settle(
    delays: Delays,
    *,
    resumed_at: datetime | None,
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Waits until the portal must have stored the dossier and must list it, if it got it at all.

    Args:
        delays: the portal's own.
        resumed_at: when this program started, if the intent was made by one that died: until then,
            and a little longer, its browser may have sent what it held. `None` if this very
            program sent it: then all is over by now.
        wait: how to wait so many seconds.
    """
    orphaned = timedelta(seconds=ORPHAN_S)
    last = datetime.now(UTC) if resumed_at is None else resumed_at + orphaned
    until = last + timedelta(seconds=delays.commit_s + (delays.list_lag_s or 0.0))
    left = (until - datetime.now(UTC)).total_seconds()
    if left > 0:
        await wait(left)


async def reconcile(
    filing: Filing, journal: JournalPort, platform: Platform, request: Request, delays: Delays
) -> Filing:
    """Decides an uncertain filing by the account's own list, after `settle`.

    Returns:
        The filing: `received`, with the receipt found; or `checked`, when it is proved that the
        portal has nothing.

    Raises:
        SubmissionUncertain: undecidable; a person decides, and is told what to look at.
        PortalError: the list could not be read; nothing changed, say the same command again.
    """
    if filing.state is not State.UNCERTAIN:
        fault = Fault(SubmissionUncertain.code, "chương trình bị dừng giữa lúc nộp")
        filing = journal.set_aside(filing, State.UNCERTAIN, fault)
    try:
        found = await _search(platform, request)
    except PortalError as error:
        journal.note(filing, "reconcile_failed", {"code": error.code})
        raise
    if len(found) == 1:
        return journal.receive(filing, Receipt(found[0].number), how="reconciliation")
    if not found and delays.list_lag_s is not None:
        return journal.release(
            filing, "the portal's list, complete and settled, has no such record"
        )
    raise _undecidable(filing, request, [record.number for record in found])


async def _search(platform: Platform, request: Request) -> list[Record]:
    """The records on the portal that carry our reference."""
    candidates: list[str] = []

    async def collect(line: Listed) -> bool:
        if same(line.procedure, request.title) and same(line.owner, request.applicant.full_name):
            candidates.append(line.number)
        return False

    await platform.my_dossiers(collect)
    records = [await platform.record(number) for number in candidates]
    return [r for r in records if request.reference in platform.reference_in(r)]


def _undecidable(filing: Filing, request: Request, numbers: list[str]) -> SubmissionUncertain:
    seen = (
        f"thấy {len(numbers)} hồ sơ ({', '.join(numbers)})" if numbers else "không thấy hồ sơ nào"
    )
    return SubmissionUncertain(
        f"không rõ hồ sơ {filing.id} đã được nhận hay chưa: trong “Quản lý hồ sơ” {seen} mang mã "
        f"{request.reference} ở ô Ghi chú. Cần một người mở danh sách đó, tìm thủ tục "
        f"“{request.title}” và quyết định; chương trình không tự gửi lại"
    )

"""An uncertain filing is never sent again: the portal's own list decides what became of it.

Looking at once is not enough, for a portal may store a dossier seconds after the request, also
when the client is long dead. So first the longest such delay and the list's lag must have passed
since the last moment at which the request can have left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from portal_bot.errors import PortalError, SubmissionUncertain
from portal_bot.filing.awaited_payment import awaited
from portal_bot.filing.late_list import LateList
from portal_bot.filing.search import Findings, Sought, search
from portal_bot.journal import SENT_AND_OPEN, Fault, Filing, JournalPort, Receipt, State
from portal_bot.moments import stamp
from portal_bot.portals.delays import Delays
from portal_bot.portals.roles import Platform

# A killed program's browser lives on for up to 1.8 s (measured) and may still send what it held.
# Must exceed `browser.watch.GRACE_S`, after which the browser is ended where that is possible.
ORPHAN_S = 3.0


async def settle(
    delays: Delays,
    *,
    resumed_s: float | None,
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Waits until the portal must have stored the dossier and must list it, if it got it at all.

    Args:
        delays: the portal's own.
        resumed_s: how long ago this program started, if the intent was made by one that died: until
            then, and a little longer, its browser may have sent what it held. `None` if this very
            program sent it: then all is over by now. Never told by the clock, which may be set.
        wait: how to wait so many seconds.
    """
    last = 0.0 if resumed_s is None else ORPHAN_S - resumed_s
    left = last + delays.commit_s + (delays.list_lag_s or 0.0)
    if left > 0:
        await wait(left)


async def reconcile(
    filing: Filing, journal: JournalPort, platform: Platform, sought: Sought, late: LateList
) -> Filing:
    """Decides an uncertain filing by the account's own list, after `settle`.

    Where nobody knows how far the list lags behind, it is asked again for a while; so it is, for as
    long as it is known to lag, where the fee of what waits for it may just have been paid.

    Returns:
        The filing: `received`, with the number of the one record that can only be ours; or
        `checked`, when it is proved that the portal has nothing.

    Raises:
        SubmissionUncertain: undecidable; a person decides, and is told what to look at.
        PaymentAwaited: the portal keeps it until somebody has paid, and nobody has yet.
        PortalUnavailable: the list could not be read; nothing changed, say the same command again.
    """
    filing = uncertain(filing, journal)
    kept = filing.state is State.AWAITING_PAYMENT
    try:
        found = await search(platform, sought)
        # What waits for its fee may wait for days: the list is waited for where that is short.
        if (late.lag_s is None) is not kept:
            found = await late.read(
                found,
                lambda one: bool(one.numbers or one.doubts),
                lambda: search(platform, sought),
            )
    except PortalError as error:
        journal.note(filing, "reconcile_failed", {"code": error.code})
        raise
    if (number := found.adopted) and not found.ours and number in sought.held():
        # Of two dossiers alike one may have been received, and that one is the other filing's.
        found = replace(found, doubts=(f"số {number} đang ghi cho hồ sơ khác, chưa đọc lại",))
    elif number:
        journal.note(filing, "found", {"number": number, "by": _by(found)})
        return journal.receive(filing, Receipt(number), how="reconciliation")
    # A lag that nobody knows proves nothing, however whole the list.
    if not kept and found.proves_absence and late.lag_s is not None:
        return journal.release(
            filing, "the portal's list, complete and settled, has no such record"
        )
    if kept and not found.numbers:
        # The portal said itself that it keeps it: the list shows it once it is paid for.
        raise awaited(filing.due)
    question = undecidable(filing, sought, found, late)
    detail = {"candidates": list(found.numbers), "doubts": [*found.doubts, *found.sent]}
    journal.note(filing, "undecidable", detail)
    if not kept:
        journal.set_aside(filing, State.UNCERTAIN, Fault(question.code, question.message))
    raise question


def uncertain(filing: Filing, journal: JournalPort) -> Filing:
    """Calls an open intent by its name: a program that died left it as it was."""
    if filing.state in SENT_AND_OPEN:
        return filing
    fault = Fault(SubmissionUncertain.code, "chương trình bị dừng giữa lúc nộp")
    return journal.set_aside(filing, State.UNCERTAIN, fault)


def undecidable(
    filing: Filing, sought: Sought, found: Findings, late: LateList
) -> SubmissionUncertain:
    """What a person is asked: where to look, for what, and how to say what they found."""
    request = sought.request
    if len(found.ours) > 1:
        why = f"có {len(found.ours)} hồ sơ cùng mang mã {request.reference} của lần nộp này"
    elif found.numbers:
        why = f"có {len(found.numbers)} hồ sơ có thể là nó, không hồ sơ nào mang trọn mã tham chiếu"
    elif late.lag_s is None:
        why = (
            f"chưa thấy hồ sơ nào sau {late.patience_s:.0f} giây đợi, nhưng không ai biết danh "
            "sách của cổng chậm đến mức nào"
        )
    else:
        why = "chưa thấy hồ sơ nào"
    if doubts := (*found.doubts, *found.sent):
        why += f"; như vậy chưa chắc ({'; '.join(doubts)})"
    seen = f": {', '.join(found.numbers)}" if found.numbers else ""
    at = f" lúc {stamp(filing.intent.at)}" if filing.intent else ""
    return SubmissionUncertain(
        f"không rõ hồ sơ {filing.id}, gửi{at}, đã được nhận hay chưa: trong “{late.name}” {why}"
        f"{seen}. Cần một người mở danh sách đó, xem thủ tục “{request.title}”, mã "
        f"{request.reference} ở ô ghi chú nếu có, rồi ghi quyết định: `portal-bot resolve "
        f"{filing.id} --received SỐ_HỒ_SƠ` hoặc `--not-received`. Chương trình không tự gửi lại"
    )


def _by(found: Findings) -> str:
    return "reference" if found.ours else "content"

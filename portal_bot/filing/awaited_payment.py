"""A dossier that the portal keeps, and hands on only once somebody has paid: sent, not yet filed.

It is never sent again: each further press makes a further dossier that may be paid for.
"""

from __future__ import annotations

from datetime import date

from portal_bot import registry
from portal_bot.catalogue.fee import fee_due
from portal_bot.errors import PaymentAwaited
from portal_bot.filing.field_words import money
from portal_bot.intake.ready import Ready
from portal_bot.journal import Due, Fault

_MAY_WAIT = (
    "cổng có thể đang giữ hồ sơ đợi trả phí mà danh sách không hiện; xem cả mục chờ thanh toán, "
    "đừng trả trước khi rõ"
)


def may_wait(ready: Ready, filed_on: date) -> str:
    """Why it may wait for its fee where a portal hands on only what is paid for.

    That no fee is published is no proof of there being none: so it is only where the law, the
    edition's own facts or the desk's list of fees say nothing is due in this very case.

    Args:
        ready: the dossier.
        filed_on: the day of the press; on time or late is decided by it.

    Returns:
        Words for people; empty: it is known that nothing is due.

    Raises:
        SetupError: the desk's own list of fees cannot be read.
    """
    facts = registry.facts(ready.flow)
    due = fee_due(facts, ready.declaration, filed_on) if facts else None
    if due and any(line.verified and line.amount_vnd for line in due.lines):
        return f"thủ tục có phí: {_MAY_WAIT}"
    if due and due.verified:
        return ""
    # What the law leaves to the province is a reference, and none of a sum.
    return f"chưa rõ hồ sơ này có phải trả phí không: {_MAY_WAIT}"


def awaited(due: Due | None) -> PaymentAwaited:
    """What a person is told: how much, where, and what then."""
    amount = money(due.amount) if due and due.amount else "khoản mà cổng báo"
    where = f" {due.where}" if due and due.where else ""
    return PaymentAwaited(
        f"cổng đã giữ hồ sơ và chỉ gửi đi sau khi đã trả {amount}: người dân trả{where}, rồi chạy "
        "lại cùng lệnh để lấy số hồ sơ. Đã trả rồi thì đợi danh sách của cổng hiện hồ sơ, đừng trả "
        "lần nữa. Không nộp lại: nộp lần nữa là thêm một hồ sơ phải trả"
    )


def fault_of_awaited(due: Due) -> Fault:
    """The same, for the journal."""
    error = awaited(due)
    return Fault(error.code, error.message)

"""A dossier that the portal keeps, and hands on only once somebody has paid: sent, not yet filed.

It is never sent again: each further press makes a further dossier that may be paid for.
"""

from __future__ import annotations

from portal_bot.errors import PaymentAwaited
from portal_bot.filing.field_words import money
from portal_bot.journal import Due, Fault


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

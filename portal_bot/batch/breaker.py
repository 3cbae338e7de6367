"""The breaker: what is not understood, or fails again and again, stops the whole line."""

from __future__ import annotations

from portal_bot.errors import (
    PortalChanged,
    PortalError,
    PortalUnavailable,
    SessionLost,
    SetupError,
)
from portal_bot.filing.report import FilingReport
from portal_bot.journal import JournalAltered, State

# Of the portal, of this machine, or ours: the next dossier is likely to fail as this one did.
TECHNICAL = frozenset(
    {
        PortalError.code,
        PortalUnavailable.code,
        SessionLost.code,
        PortalChanged.code,
        SetupError.code,
        "error",
        "bug",
    }
)


class Breaker:
    """Listens to what came of each dossier of a run.

    Args:
        failures: so many technical failures in a row stop it.
        own_list: what the portal calls the account's own list.
    """

    def __init__(self, failures: int, own_list: str) -> None:
        self._failures = failures
        self._own_list = own_list
        self._in_a_row = 0

    def hear(self, report: FilingReport, before: State | None) -> str | None:
        """Why the line must stop after this dossier, and how to go on; `None`: it goes on.

        Args:
            report: what came of the dossier.
            before: its state before this run. One that was uncertain before and still is has been
                told before: a person who says the same command again wants the others filed.
        """
        code = report.error.code if report.error else None
        if code == JournalAltered.code:
            # Of this filing alone: the others do not stand still for it.
            return None
        if report.state == State.UNCERTAIN and before is not State.UNCERTAIN:
            return (
                f"chưa rõ hồ sơ {report.id} đã được cổng nhận hay chưa, đối chiếu cũng không ra. "
                f"Xem “{self._own_list}” trên cổng, ghi kết luận bằng "
                f"`portal-bot resolve {report.id} --received SỐ` (hoặc --not-received), rồi chạy "
                "lại cùng lệnh; các hồ sơ còn lại chưa gửi gì"
            )
        # What has its receipt went well for the line, whatever its read-back says.
        if code not in TECHNICAL or report.receipt is not None:
            self._in_a_row = 0
            return None
        self._in_a_row += 1
        if self._in_a_row < self._failures:
            return None
        said = report.error.message if report.error else ""
        return (
            f"{self._in_a_row} hồ sơ liền nhau không xong vì trục trặc kỹ thuật; lần cuối: {said}. "
            "Xem cổng và máy này (`portal-bot doctor`), rồi chạy lại cùng lệnh; các hồ sơ còn lại "
            "chưa gửi gì"
        )

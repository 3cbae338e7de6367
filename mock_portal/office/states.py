"""The ten states that a dossier can be in, in the words that citizens are told."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """In the order of their official numbers, from 1."""

    NEW = "Mới đăng ký"
    RECEIVED = "Được tiếp nhận"
    REFUSED = "Không được tiếp nhận"
    IN_PROGRESS = "Đang xử lý"
    SUPPLEMENT = "Yêu cầu bổ sung giấy tờ"
    PAYMENT = "Yêu cầu thực hiện nghĩa vụ tài chính"
    WITHDRAWN = "Công dân yêu cầu rút hồ sơ"
    STOPPED = "Dừng xử lý"
    RESOLVED = "Đã xử lý xong"
    RETURNED = "Đã trả kết quả"

    @property
    def number(self) -> int:
        """Its official number."""
        return list(Status).index(self) + 1


# Nothing happens to a dossier any more, but that a debt may still be paid.
FINAL = frozenset({Status.REFUSED, Status.STOPPED, Status.RETURNED})
# The office waits for the citizen, and its term stands still.
WAITING = frozenset({Status.SUPPLEMENT, Status.PAYMENT})
# The term runs.
RUNNING = frozenset({Status.NEW, Status.RECEIVED, Status.IN_PROGRESS})

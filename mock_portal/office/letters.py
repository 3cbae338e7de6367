"""The office's letters to the citizen: which there are of a dossier, by the name of their file."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import Record
from .handling import Event


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its file's name, its title (of the official forms), what it is about."""

    name: str
    title: str
    event: Event


# By the action that they belong to; of several of one kind, the last.
_TITLES = {
    "request_supplement": ("phieu-bo-sung", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refuse": ("phieu-tu-choi", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apologise": ("phieu-xin-loi", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    "stop": ("thong-bao-dung", "Thông báo dừng giải quyết hồ sơ"),
}


def letters_of(record: Record) -> dict[str, Letter]:
    """Those of a dossier, by name, the oldest first."""
    found: dict[str, Letter] = {}
    for event in record.history:
        if event.action in _TITLES:
            name, title = _TITLES[event.action]
            found.pop(name, None)
            found[name] = Letter(name, title, event)
    return found

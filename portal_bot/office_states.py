"""The ten states of a dossier at the office, as the portals print them.

One list for the report, for following what was filed and for the counter's own work.
"""

from __future__ import annotations

from functools import cache

from portal_bot.catalogue.names import plain

# What a filing's history calls an event that tells of one: the portal's own words for the state,
# since when, and the office's reason where it gave one.
KIND = "office_state"
# And one that tells of another appointed day: the term stood still, or the office put it off.
DUE = "office_due"
# In the order of their official numbers, from 1.
STATES = {
    "registered": "Mới đăng ký",
    "accepted": "Được tiếp nhận",
    "refused": "Không được tiếp nhận",
    "in_progress": "Đang xử lý",
    "supplement": "Yêu cầu bổ sung giấy tờ",
    "payment": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "withdrawing": "Công dân yêu cầu rút hồ sơ",
    "stopped": "Dừng xử lý",
    "resolved": "Đã xử lý xong",
    "returned": "Đã trả kết quả",
}
# On the national portal of 2026, beside those: a birth's draft certificate is shown to the citizen,
# and silence within a day is a yes. Nobody has seen the portal's own words for it.
CONFIRM = "confirm"
_OF_2026 = {
    "Chờ công dân xác nhận bản dự thảo": CONFIRM,
    "Công dân đã xác nhận bản dự thảo": "in_progress",
    "Quá hạn xác nhận: coi như đồng ý bản dự thảo": "in_progress",
}
# The office's term runs; it waits for the citizen; nothing follows.
RUNNING = frozenset({"registered", "accepted", "in_progress"})
WAITING = frozenset({"supplement", "payment", CONFIRM})
FINAL = frozenset({"refused", "stopped", "returned"})
_BY_WORDS = {plain(words): name for name, words in STATES.items()} | {name: name for name in STATES}
_BY_WORDS |= {plain(words): name for words, name in _OF_2026.items()}


@cache
def state_of(words: str) -> str | None:
    """By its English name; `None`: a state never seen."""
    return _BY_WORDS.get(plain(words))

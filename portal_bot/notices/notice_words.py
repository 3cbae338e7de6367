"""What a citizen is told: the number, the state, what to do. Nothing else about anybody."""

from __future__ import annotations

from portal_bot.moments import day
from portal_bot.portals.profile import Portal
from portal_bot.tracking.followed import Followed

TRIAL = "[THỬ NGHIỆM] "
# The states of which a citizen hears; the others ask nothing of them.
_ACTS = {
    "supplement": "cơ quan yêu cầu bổ sung giấy tờ{until}. Mời ông/bà mang giấy tờ tới {counter}.",
    "payment": "cần nộp phí, lệ phí{until}. Mời ông/bà nộp theo hướng dẫn trên cổng hoặc tại "
    "{counter}.",
    "resolved": "đã có kết quả. Mời ông/bà nhận theo cách đã chọn khi nộp; hỏi thêm tại {counter}.",
    "refused": "không được tiếp nhận. Mời ông/bà tới {counter} để được giải thích.",
    "stopped": "đã dừng xử lý. Mời ông/bà hỏi {counter}.",
}
TOLD = frozenset(_ACTS)


def subject_of(told: Followed) -> str:
    """The e-mail's subject."""
    return f"Hồ sơ {told.number}"


def notice_of(told: Followed, portal: Portal) -> str:
    """The whole text, as every channel sends it."""
    counter = portal.counter.name or "nơi đã nộp hồ sơ"
    phone = f" (điện thoại {portal.counter.phone})" if portal.counter.phone else ""
    until = f", hạn cuối {day(told.until)}" if told.until else ""
    act = _ACTS[str(told.state)].format(until=until, counter=counter + phone)
    return f"{TRIAL if portal.practice else ''}Hồ sơ {told.number}: {act}"

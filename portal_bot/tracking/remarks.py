"""What is odd about a dossier besides its state: each has its own word and its own next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from portal_bot.errors import HumanNeeded, PortalChanged, SubmissionUncertain
from portal_bot.filing.supplement_book import reference
from portal_bot.tracking.followed import Followed

# What each is to the run's exit code; the others are only said.
_EXITS: Mapping[str, int] = {
    "unknown_state": PortalChanged.exit_code,
    "missing": HumanNeeded.exit_code,
    "renumbered": 0,
    "merged": 0,
    "withdrawn": 0,
    "changed": HumanNeeded.exit_code,
    "other_home": HumanNeeded.exit_code,
    "result_odd": HumanNeeded.exit_code,
    "clock_back": HumanNeeded.exit_code,
    "supplement_uncertain": SubmissionUncertain.exit_code,
}
_WORDS: Mapping[str, Callable[[Followed], str]] = {
    "unknown_state": lambda f: (
        f"cổng ghi trạng thái lạ “{f.words}”: mở hồ sơ trên cổng xem, và báo người bảo trì"
    ),
    "missing": lambda f: (
        f"tài khoản không còn hồ sơ {f.number}, cũng không thấy hồ sơ mang mã {f.filing.id}: hỏi "
        "nơi tiếp nhận; chương trình không nộp lại"
    ),
    "renumbered": lambda f: (
        f"cơ quan đã cấp số mới {f.number} thay cho "
        f"{f.filing.receipt.number if f.filing.receipt else ''}: theo dõi tiếp bằng số mới"
    ),
    "merged": lambda f: f"cơ quan đã nhập vào hồ sơ {f.merged}: theo dõi hồ sơ ấy, không nộp lại",
    "withdrawn": lambda f: f"“{f.words}”: không nộp lại nếu người dân không yêu cầu",
    "changed": lambda f: (
        f"cơ quan đã sửa {', '.join(f'“{place}”' for place in dict.fromkeys(f.changed))}: xem trên "
        "cổng rồi báo người dân; tệp hồ sơ và sổ nhật ký không đổi"
    ),
    "other_home": lambda f: (
        f"hồ sơ {f.number} trên cổng mang mã của một nơi khác, không phải {f.filing.id}: hai máy "
        "cùng giữ một hồ sơ; chỉ theo dõi và bổ sung ở máy đã nộp"
    ),
    "result_odd": lambda f: (
        f"tệp kết quả cổng đưa ra {f.odd_result}: đã để riêng, không phát cho ai; tải lại bằng "
        "`portal-bot track --now`"
    ),
    "clock_back": lambda _: (
        "giờ chạy lùi: máy này hoặc cổng ghi thời điểm sớm hơn lần trước; xem lại đồng hồ máy rồi "
        "chạy lại. Sổ nhật ký giữ nguyên thứ tự đã ghi"
    ),
    "supplement_uncertain": lambda f: (
        "chưa rõ lần bổ sung "
        f"{reference(f.filing, f.supplement.count) if f.supplement else ''} đã được nhận hay "
        f"chưa: chạy lại `portal-bot track --supplement`, hoặc `portal-bot resolve {f.filing.id}`"
    ),
}


@dataclass(frozen=True, slots=True)
class OfficeRemark:
    """An oddity: a stable English word, what it means and what to do, its part in the exit code."""

    code: str
    message: str
    exit_code: int

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message}


def remarks_of(told: Followed, *, clock_back: bool = False) -> tuple[OfficeRemark, ...]:
    """All that is odd of one dossier."""
    return tuple(
        OfficeRemark(code, _WORDS[code](told), _EXITS[code])
        for code in _codes(told, clock_back=clock_back)
    )


def _codes(told: Followed, *, clock_back: bool) -> Iterator[str]:
    receipt, supplement = told.filing.receipt, told.supplement
    holds = {
        "missing": told.missing,
        "unknown_state": bool(told.turns) and told.state is None and not told.missing,
        "renumbered": receipt is not None and told.number != receipt.number,
        "merged": bool(told.merged),
        "withdrawn": told.state == "withdrawing" and not told.merged,
        "changed": bool(told.changed),
        "other_home": told.foreign,
        "result_odd": bool(told.odd_result) and told.result is None,
        "clock_back": clock_back,
        "supplement_uncertain": supplement is not None and supplement.is_open,
    }
    return (code for code, is_so in holds.items() if is_so)

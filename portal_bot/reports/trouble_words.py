"""What went wrong, in words for people; and what to propose where it happens often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from portal_bot.privacy import redact

# By the error's code: what happened, and what might be done about it.
CODES: dict[str, tuple[str, str]] = {
    "portal_changed": (
        "cổng đổi giao diện, mẫu biểu: chương trình dừng, không đoán",
        "đề nghị đơn vị vận hành cổng báo trước khi đổi mẫu biểu; báo người bảo trì chương trình",
    ),
    "portal_unavailable": (
        "cổng bảo trì, quá tải, không trả lời",
        "đề nghị đơn vị vận hành cổng bảo đảm hoạt động giờ hành chính, báo trước lịch bảo trì",
    ),
    "session_lost": (
        "cổng tự đăng xuất giữa chừng",
        "đề nghị đơn vị vận hành cổng kéo dài thời gian phiên làm việc",
    ),
    "portal": ("lỗi phía cổng", "đề nghị đơn vị vận hành cổng kiểm tra"),
    "portal_rejected": (
        "cổng từ chối nhận hồ sơ",
        "rà soát các lý do cổng nêu, bổ sung vào tờ hướng dẫn cho người dân",
    ),
    "human_needed": (
        "cần một người (mã xác nhận, OTP, mật khẩu, đồng ý)",
        "bố trí người trực đủ giờ; đề nghị cổng giảm số lần hỏi mã xác nhận",
    ),
    "payment_awaited": (
        "cổng đợi trả phí mới gửi đi",
        "nhắc người dân mang theo phương tiện trả trực tuyến",
    ),
    "submission_uncertain": (
        "đã gửi, chưa rõ cổng đã nhận chưa",
        "đề nghị cổng trả lời rõ sau khi nhận hồ sơ; tra lại trong danh sách của cổng",
    ),
    "not_verified": (
        "cổng lưu khác hồ sơ đã khai",
        "đối chiếu lại trên cổng, đề nghị đơn vị vận hành cổng kiểm tra việc lưu dữ liệu",
    ),
    "dossier": (
        "hồ sơ chưa đúng, phải sửa trước khi nộp",
        "hướng dẫn người dân chuẩn bị giấy tờ trước khi đến",
    ),
    "setup": ("máy của quầy trục trặc", "kiểm tra máy, trình duyệt, đường truyền của quầy"),
    "bug": ("lỗi của chương trình", "báo người bảo trì chương trình kèm nhật ký"),
    "journal_altered": (
        "sổ nhật ký bị sửa từ bên ngoài",
        "khôi phục sổ từ bản sao lưu; không ai sửa sổ bằng tay",
    ),
    "alike": ("trên cổng có hồ sơ giống hệt", "tra lại trên cổng, rút hồ sơ thừa nếu có"),
    "two_records": (
        "cổng tạo hai hồ sơ cho một lần gửi",
        "rút hồ sơ thừa; báo đơn vị vận hành cổng",
    ),
}
DRIFT = frozenset({"portal_changed", "not_verified"})
_PROBLEMS = (
    (("missing",), "bỏ trống mục bắt buộc"),
    (("paper", "page_", "several_cards", "not_a_card"), "giấy tờ, bản quét chưa đạt"),
    (("id_number", "citizen_id", "card_"), "số giấy tờ, thẻ căn cước"),
    (("unknown_", "invalid_option"), "địa danh, lựa chọn không có trong danh mục"),
    (("invalid_date", "invalid_time", "future", "past"), "ngày, giờ"),
    (("person_name", "letters"), "họ tên, chữ gõ hỏng"),
    (("phone", "email"), "điện thoại, thư điện tử"),
    (("duplicate", "same_", "near_", "filed"), "trùng, gần giống hồ sơ khác"),
    (("yaml", "json", "wrong_type", "not_", "file_", "sheet_", "more_"), "tệp, kiểu dữ liệu sai"),
)
_OTHER = "quy định riêng của thủ tục, mục khác"
# Words that fewer dossiers share may be about one person.
_SHARED_BY = 3
_LONGEST = 160


def trouble(code: str) -> str:
    """What an error's code means."""
    return CODES[code][0] if code in CODES else f"việc khác ({code})"


def proposal(code: str) -> str | None:
    """What to propose about it."""
    return CODES[code][1] if code in CODES else None


def problem_kind(code: str) -> str:
    """The kind of a problem that a check found."""
    return next((words for starts, words in _PROBLEMS if code.startswith(starts)), _OTHER)


def shared_words(said: Iterable[str]) -> tuple[list[tuple[str, int]], int]:
    """Reasons that several dossiers have in common, and how many reasons are told of nobody.

    Others' words may name a person; what stands in three dossiers or more names none of them.
    """
    counts = Counter(" ".join(words.split())[:_LONGEST] for words in said)
    counts.pop("", None)
    told = [
        (words, n)
        for words, n in counts.most_common()
        if n >= _SHARED_BY and not _is_personal(words)
    ]
    return told, sum(counts.values()) - sum(n for _, n in told)


def _is_personal(words: str) -> bool:
    """Whether a value of somebody's, or a number long enough to be one, stands in it."""
    if redact(words) != words:
        return True
    run = 0
    for letter in words:
        run = run + 1 if letter.isdigit() else 0
        if run >= 6:
            return True
    return False

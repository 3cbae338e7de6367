"""Why a journal does not do what it was asked to."""

from __future__ import annotations

from portal_bot.errors import SetupError, SubmissionUncertain
from portal_bot.journal.filing import Filing


class TakenOver(SetupError):
    """Another writer changed the filing meanwhile: this one's picture of it is old.

    Nothing was written. The filing is the other one's now; read it anew before doing anything.
    """

    code = "taken_over"

    def __init__(self, filing: Filing, kind: str) -> None:
        super().__init__(
            f"hồ sơ {filing.id} đã được một tiến trình khác làm tiếp (định ghi “{kind}”, "
            f"trạng thái ở đây {filing.state}, lần {filing.attempts}); không ghi gì, không nộp gì"
        )


class OtherSecret(SetupError):
    """A journal, or what lies beside it, was made with another secret."""

    code = "other_secret"

    def __init__(self, what: str, made_with: str | None) -> None:
        whose = f" (dấu {made_with})" if made_with else ""
        super().__init__(
            f"{what} được lập với một tệp secret.key khác{whose}: với tệp hiện có, mọi hồ sơ đã "
            "nộp trông như hồ sơ mới, nên không nộp gì. Khôi phục secret.key cùng bản sao lưu với "
            "sổ nhật ký này, rồi chạy lại cùng lệnh; đừng tạo tệp mới"
        )


class JournalAltered(SubmissionUncertain):
    """Other hands changed what the journal says of a filing: nothing is done with it."""

    code = "journal_altered"

    def __init__(self, filing_id: str, how: str = "") -> None:
        self.filing_id = filing_id
        super().__init__(
            f"sổ nhật ký đã bị sửa từ bên ngoài ở hồ sơ {filing_id}: không biết hồ sơ này đã gửi "
            "hay chưa nên không gửi, không ghi gì thêm; các hồ sơ khác vẫn nộp được. Mở danh sách "
            f"hồ sơ của tài khoản trên cổng, tìm mã {filing_id} để biết; rồi khôi phục sổ từ bản "
            "sao lưu"
            f"{f': {how}' if how else ''}"
        )

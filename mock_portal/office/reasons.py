"""What an office that plays by itself says: invented, in the manner of real letters."""

from __future__ import annotations

REFUSED = (
    "Hồ sơ không thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã",
    "Thông tin trong tờ khai không khớp với giấy tờ tùy thân",
    "Thủ tục này đã được giải quyết trước đó cho cùng một người",
)
# With the paper that is missing, or nothing: one of those that were sent is not fit.
WANTING = (
    ("Bản quét mờ, không đọc được số và con dấu", ""),
    ("Bản quét thiếu mặt sau", ""),
    ("Tệp đính kèm không phải là giấy tờ được yêu cầu", ""),
    ("Chưa có giấy tờ chứng minh nơi cư trú", "Giấy tờ chứng minh nơi cư trú"),
    ("Người nộp thay chưa có giấy ủy quyền", "Văn bản ủy quyền"),
)
SENT_BACK = (
    "Đề nghị rà soát lại ngày tháng trong dự thảo",
    "Đề nghị bổ sung căn cứ pháp lý trong dự thảo",
)
DECLINED = (
    "Không đủ điều kiện theo quy định",
    "Qua xác minh, nội dung khai không đúng thực tế",
)
LATE = (
    "Cần thêm thời gian xác minh tại nơi cư trú trước đây",
    "Chưa nhận được văn bản trả lời của cơ quan phối hợp",
    "Hệ thống hộ tịch gián đoạn trong thời gian giải quyết",
)
NOT_SUPPLEMENTED = "Quá hạn bổ sung mà công dân chưa bổ sung hồ sơ"
NOT_PAID = "Quá hạn nộp phí, lệ phí mà công dân chưa nộp"

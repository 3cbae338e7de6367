"""The way through the national portal of 2026, and what is done where nothing is filed online.

Each step is the name of its picture, a heading and a text. As public evidence tells it: nobody of
us has opened that portal.
"""

from __future__ import annotations

from portal_bot.portals.own_lists import OWN_LISTS

StepTexts = tuple[tuple[str, str, str], ...]
_SIGN_IN = (
    "Quét mã QR ở mặt này, hoặc gõ địa chỉ {address}. Bấm “Đăng nhập”, dùng VNeID trên điện thoại "
    "của chính mình: quét mã, gõ mã xác nhận, đồng ý chia sẻ, gõ passcode. Không đưa mã cho ai."
)
_PROCEDURE = (
    "Gõ mã {code} vào ô tìm kiếm. Chọn tỉnh, rồi chọn xã, phường nơi mình nộp; chỉ những nơi đã "
    "nhận trên mạng mới có trong danh sách. Xem đúng tên xã rồi mới bấm “Nộp trực tuyến”."
)
_DECLARATION = (
    "Chọn quan hệ trước: đổi lựa chọn này thì phần dưới bị xóa. Gõ họ tên, số định danh, ngày sinh "
    "rồi chờ cổng tra; thông tin cổng tự điền mà sai thì dừng lại, hỏi xã."
)
_PAPERS = (
    "Chụp từng giấy, đủ bốn góc, rõ chữ; mỗi tệp không quá 2 MB. Bấm đúng dòng của từng giấy, chờ "
    "tên tệp hiện ra rồi mới làm giấy sau."
)
_DELIVERY = (
    "Chọn một cách nhận kết quả ghi ở mặt trước. Có khoản phải nộp thì cổng cho mã QR để trả; trả "
    "xong hồ sơ mới được gửi."
)
_RECEIPT = (
    "“Lưu hồ sơ” chỉ là bản nháp. Bấm “Lưu và nộp hồ sơ” một lần rồi chờ, không bấm lại. Hồ sơ có "
    f"thể hiện chậm trong “{OWN_LISTS['national']}”: chờ, đừng nộp lần nữa."
)
_BRING = (
    "Mang căn cước và bản thật của các giấy ghi ở mặt trước. Nộp xong thì lấy giấy hẹn, có mã hồ "
    "sơ và ngày trả."
)


def national_steps(code: str, address: str) -> StepTexts:
    """What a citizen does there.

    Args:
        code: the procedure's code of 2026.
        address: the portal's, as it is typed.
    """
    return (
        ("sign-in", "Vào cổng, đăng nhập VNeID", _SIGN_IN.format(address=address)),
        ("procedure", "Tìm thủ tục, chọn nơi nộp", _PROCEDURE.format(code=code)),
        ("declaration", "Điền tờ khai", _DECLARATION),
        ("papers", "Đính kèm giấy tờ", _PAPERS),
        ("delivery", "Chọn cách nhận kết quả, trả tiền", _DELIVERY),
        ("receipt", "Xem lại, nộp một lần, ghi mã hồ sơ", _RECEIPT),
    )


def counter_steps(go: str) -> StepTexts:
    """What a citizen does who cannot file it online.

    Args:
        go: where to go, in words.
    """
    return (
        ("counter", "Đi đâu", f"{go[:1].upper()}{go[1:]}."),
        ("papers", "Mang theo gì", _BRING),
    )

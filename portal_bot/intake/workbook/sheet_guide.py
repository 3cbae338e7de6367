"""What a workbook tells about itself: how it is used, which hallmark it has, what a cell wants."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from portal_bot import clock
from portal_bot._version import __version__
from portal_bot.intake.workbook.sheet_columns import SheetColumn, columns_of
from portal_bot.intake.workbook.sheet_example import EXAMPLE
from portal_bot.registry import AnyFlow, facts

# What a spreadsheet takes for the title and the text of an input message.
_TITLE, _TEXT = 32, 255
_MESSAGES = {
    "citizen_id": "12 chữ số như trên thẻ, kể cả số 0 ở đầu.",
    "id_number": "Số trên giấy tờ, kể cả số 0 ở đầu.",
    "phone": "Số điện thoại, kể cả số 0 ở đầu: 0905000101.",
    "person_name": "Họ, chữ đệm, tên đúng như trên giấy tờ.",
    "tick": "Chọn Có hoặc Không.",
    "confirmed": "Chọn Có sau khi người dân đã đồng ý.",
}

_PICTURE = (
    "Có thể để trống. Tên ảnh thẻ căn cước có mã QR (mặt trước CCCD, mặt sau Căn cước), cùng thư "
    "mục với bảng tính: các ô còn trống của người ấy được điền theo thẻ."
)

_GUIDE = (
    (
        "Cách dùng bảng tính này",
        "",
    ),
    (
        "1. Mỗi dòng là một hồ sơ",
        (
            "Mỗi trang (thẻ ở dưới) là một thủ tục. Gõ từ dòng trống đầu tiên dưới dòng ví dụ. "
            "Mục có (*) là bắt buộc; ô xám là mục không phải khai ở dòng ấy."
        ),
    ),
    (
        "2. Chọn, đừng gõ",
        (
            "Ô có mũi tên thì chọn trong danh sách. Chọn quận, huyện trước thì danh sách xã, "
            "phường chỉ còn của nơi ấy. Nơi ngoài Phú Yên thì gõ đủ tên tỉnh, huyện, xã."
        ),
    ),
    (
        "3. Ngày và số giữ nguyên là chữ",
        (
            "Các cột đã đặt dạng Văn bản: số 0 ở đầu không mất, ngày ghi 13/02/1990 không bị đổi."
            " Dán từ nơi khác thì dùng Dán đặc biệt > Giá trị (hoặc Văn bản)."
        ),
    ),
    (
        "4. Giấy tờ",
        (
            "Ghi tên tệp quét, để cùng thư mục với bảng tính: chung-sinh.pdf. Nhiều tệp thì cách "
            "nhau bằng dấu chấm phẩy. Cột Ảnh thẻ: tên ảnh thẻ căn cước có mã QR; ô nào của người "
            "ấy còn trống thì lấy theo thẻ, ô đã gõ mà khác thẻ thì bị báo."
        ),
    ),
    (
        "5. Nhiều người trong một hồ sơ",
        (
            "Bảng (con, thành viên hộ, người làm chứng…): người thứ nhất ở dòng của hồ sơ, người "
            "thứ hai trở đi ở các dòng khác, chỉ ghi các cột của bảng ấy; ghi cùng một số ở cột "
            "STT cho mọi dòng của hồ sơ ấy."
        ),
    ),
    (
        "6. Dòng ví dụ, dòng ẩn",
        (
            f"Dòng có chữ “{EXAMPLE}” ở cột STT không bao giờ được nộp. Dòng đang ẩn hoặc bị lọc "
            "cũng không được tính: bỏ lọc rồi chạy lại."
        ),
    ),
    (
        "7. Đừng",
        (
            "Đừng gộp ô, đừng đặt công thức, đừng sửa dòng khóa ẩn dưới tiêu đề. Đổi chỗ các cột "
            "thì được."
        ),
    ),
    (
        "8. Cột của máy",
        (
            "Tình trạng, Vấn đề, Số hồ sơ, Hẹn trả, Phải nộp, Mã tham chiếu do chương trình ghi. "
            "Vấn đề ghi cả tên ô phải sửa. Đừng xóa Mã tham chiếu của dòng đã nộp. Muốn nộp một "
            "hồ sơ mới thì dùng dòng trống mới."
        ),
    ),
    (
        "9. Lưu, đóng, rồi chạy",
        (
            "Soát: portal-bot check TỆP.xlsx. Điền thử: portal-bot fill TỆP.xlsx. Nộp: portal-bot"
            " submit TỆP.xlsx. Tệp đang mở thì kết quả được ghi ra tệp .ket-qua.xlsx bên cạnh."
        ),
    ),
)


def guide_lines() -> Iterator[tuple[str, ...]]:
    """The sheet of instructions, line by line."""
    yield from _GUIDE


def hallmark_lines(flows: Sequence[AnyFlow]) -> Iterator[tuple[str, ...]]:
    """The sheet that says which hallmark the template has."""
    yield "Dấu của mẫu", ""
    yield "Chương trình", f"portal_bot {__version__}"
    yield "Tạo ngày", f"{clock.today():%d/%m/%Y}"
    for flow in flows:
        entry = facts(flow)
        form = f"; {entry.form}" if entry and entry.form else ""
        yield f"{flow.code} {flow.slug}", f"dấu {hallmark_of(flow)}: {flow.title}{form}"


def hallmark_of(flow: AnyFlow) -> str:
    """Changes when a column comes, goes or is called otherwise."""
    said = "\n".join(f"{c.key}\t{c.section}\t{c.heading}" for c in columns_of(flow))
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def prompt(column: SheetColumn) -> tuple[str, str] | None:
    """Title and text of the message beside a cell; `None`: there is nothing to say."""
    spec = column.spec
    if column.is_card:
        return _cut(column.heading, _TITLE), _PICTURE
    if spec is None:
        return None
    said = [] if column.need is True else ["Có thể để trống."]
    if column.is_paper:
        said = ["Tên tệp quét, cùng thư mục với bảng tính; nhiều tệp cách nhau bằng dấu ;"]
    if spec.meta.same_as:
        said = ["Để trống thì lấy theo chủ hồ sơ."]
    if spec.meta.words_of:
        said = ["Để trống thì tự ghi theo ngày."]
    if column.asked:
        said = ["Chỉ khai khi ô không xám."]
    if hint := _MESSAGES.get(spec.type_name) or (
        spec.kind and not column.is_paper and spec.kind.hint
    ):
        said.append(hint if hint.endswith(".") else f"Ghi: {hint}.")
    if default := getattr(spec.default, "label", spec.default):
        said.append(f"Để trống là: {default}.")
    if spec.meta.note:
        said.append(f"{spec.meta.note}.")
    return _cut(column.heading, _TITLE), _cut(" ".join(said) or column.heading, _TEXT)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"

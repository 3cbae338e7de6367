"""The server's own rules for forms, papers, fees; and the ledger of what it stored."""

from __future__ import annotations

import unicodedata

import pytest

from .conftest import BIRTH, COPY, MARITAL, PDF, Citizen, Mock, address

MOTHER = {
    "mother_full_name": "Trần Thị Mẫu",
    "mother_birth_year": "1992",
    "mother_ethnicity": "01",
    "mother_nationality": "Việt Nam",
    **address("mother_residence"),
}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("requester_full_name", "", "Vui lòng nhập Họ, chữ đệm, tên người yêu cầu"),
        ("requester_full_name", " ", "Vui lòng nhập Họ, chữ đệm, tên người yêu cầu"),
        ("requester_full_name", "A" * 101, "không được quá 100 ký tự"),
        ("requester_relation_to_child", "nobody", "lựa chọn không hợp lệ"),
        ("child_gender", "", "Vui lòng chọn Giới tính"),
        ("child_birth_date", "31/02/2020", "không phải là ngày hợp lệ"),
        ("child_birth_date", "10/01/2099", "không được ở tương lai"),
        ("ChuHoSo_soCmnd", "05409000010", "không đúng định dạng"),
        ("child_native_place_commune", "", "Vui lòng chọn Phường/Xã (Quê quán)"),
        ("child_native_place_commune", "22015", "lựa chọn không hợp lệ"),
        ("declaration_confirmed", "", "Vui lòng đánh dấu"),
    ],
)
def test_a_wrong_field_is_named_beside_itself(
    citizen: Citizen, name: str, value: str, words: str
) -> None:
    citizen.begin("1.001193")
    answer = citizen.fill(BIRTH | {name: value})
    assert "nhap-thong-tin-ho-so" in answer.headers["location"]
    assert words in citizen.errors()[name]


def test_conditional_fields_are_demanded_only_when_shown(citizen: Citizen) -> None:
    citizen.begin("1.001193")
    citizen.fill(BIRTH | {"parents_declared": "mother_only", "copy_request": "yes"})
    errors = citizen.errors()
    assert {"mother_full_name", "mother_residence_province", "copy_quantity"} <= set(errors)
    assert not any(name.startswith("father") for name in errors)
    answer = citizen.fill(BIRTH | MOTHER | {"parents_declared": "mother_only"})
    assert "thanh-phan" in answer.headers["location"]


def test_what_is_not_shown_is_not_stored(mock: Mock, citizen: Citizen) -> None:
    citizen.file("1.001193", **MOTHER, copy_quantity="3")
    fields = mock.api("/submissions")[0]["fields"]
    assert not any(key.startswith("Người mẹ") for key in fields)
    assert "Yêu cầu khác / Số lượng (bản)" not in fields


def test_the_ledger_has_every_section_and_prints_as_people_read(
    mock: Mock, citizen: Citizen
) -> None:
    decomposed = unicodedata.normalize("NFD", "Trường Mẫu")
    changes = {"originals-4-title": "Sổ hộ khẩu", "originals-4-issuer": decomposed}
    changes |= {"originals-4-issue_date": "05/02/2011", "originals-4-pages": "12"}
    citizen.file(**changes, **{"originals-4-copies": "1"}, HoSoOnline_ghiChu="một\r\nhai")
    stored = mock.api("/submissions")[0]
    fields = stored["fields"]
    assert fields["Thông tin người nộp hồ sơ / Họ và tên"] == "Nguyễn Văn Thử"
    assert fields["Thông tin chủ hồ sơ / Ngày sinh"] == "13/02/1990"
    assert fields["Thông tin chủ hồ sơ / Địa chỉ / Phường/Xã"] == "Xã Hòa Thành"
    assert fields["Hẹn đối chiếu / Ngày hẹn xuất trình bản chính"] == "05/01/2099"
    assert fields["Thông tin chung / Ghi chú"] == "một\nhai"
    second = fields["Giấy tờ cần chứng thực / Giấy tờ, văn bản cần chứng thực"][1]
    assert second == {
        "Tên giấy tờ, văn bản": "Sổ hộ khẩu",
        "Cơ quan cấp": decomposed,
        "Ngày cấp": "05/02/2011",
        "Số trang bản chính": "12",
        "Số bản sao": "1",
    }
    # (2 x 2000 + 1 x 1000) x 2, and 2 x 2000 + 10 x 1000.
    assert stored["fee"] == 10_000 + 14_000
    assert stored["agency"].startswith("Ủy ban nhân dân Xã Hòa Thành")


def test_read_only_fields_are_the_accounts_whatever_is_posted(mock: Mock, citizen: Citizen) -> None:
    citizen.file(CongDan_tenCongDan="Ai Đó Khác", CongDan_soCmnd="000000000000")
    fields = mock.api("/submissions")[0]["fields"]
    assert fields["Thông tin người nộp hồ sơ / Họ và tên"] == "Nguyễn Văn Thử"
    assert fields["Thông tin người nộp hồ sơ / Số CCCD/CMND"] == "054090000101"


def test_a_birth_year_alone_is_a_date_for_an_elder(mock: Mock, citizen: Citizen) -> None:
    citizen.file(ChuHoSo_ngaySinh_day="", ChuHoSo_ngaySinh_month="")
    assert mock.api("/submissions")[0]["fields"]["Thông tin chủ hồ sơ / Ngày sinh"] == "1990"


@pytest.mark.parametrize("parts", [("13", "", "1990"), ("13", "02", ""), ("31", "02", "1990")])
def test_half_a_split_date_is_none(citizen: Citizen, parts: tuple[str, str, str]) -> None:
    citizen.begin()
    day, month, year = (f"ChuHoSo_ngaySinh_{part}" for part in ("day", "month", "year"))
    citizen.fill(COPY | dict(zip((day, month, year), parts, strict=True)))
    assert "không phải là ngày hợp lệ" in citizen.errors()["ChuHoSo_ngaySinh"]


def test_table_cells_are_checked_where_they_stand(citizen: Citizen) -> None:
    citizen.begin()
    citizen.fill(COPY | {"originals-0-pages": "0", "originals-0-issue_date": "01/01/2099"})
    assert set(citizen.errors()) == {"originals-0-pages", "originals-0-issue_date"}


def test_an_appointment_is_not_in_the_past(citizen: Citizen) -> None:
    citizen.begin()
    citizen.fill(COPY | {"appointment_date": "2020-01-06"})
    assert "không được ở quá khứ" in citizen.errors()["appointment_date"]


def test_no_page_is_reached_before_the_one_ahead_of_it(citizen: Citizen) -> None:
    citizen.begin()
    for page in ("thanh-phan-ho-so", "nhap-le-phi-ho-so", "kiem-tra-ho-so"):
        path = f"/dich-vu-cong/tiep-nhan-online/{page}"
        assert citizen.http.get(path, params={"sid": citizen.sid}).status_code == 303
    citizen.fill(COPY)
    citizen.papers()
    citizen.fee()
    citizen.fill(COPY | {"requester_phone": ""})
    assert "nhap-thong-tin" in citizen.papers().headers["location"]


def test_a_required_row_needs_a_file(citizen: Citizen) -> None:
    citizen.begin("1.001193")
    citizen.fill(BIRTH)
    assert "thanh-phan" in citizen.papers().headers["location"]
    errors = citizen.errors("thanh-phan-ho-so")
    assert errors == {
        "birth_notification": "Vui lòng đính kèm đủ Hồ sơ bắt buộc",
        "abandoned_child_record": "Vui lòng đính kèm đủ Hồ sơ bắt buộc",
    }


def test_papers_shown_at_the_counter_are_not_demanded(citizen: Citizen) -> None:
    citizen.begin("1.004873")
    citizen.fill(MARITAL)
    assert "le-phi" in citizen.papers().headers["location"]


@pytest.mark.parametrize(
    ("row", "name", "content", "words"),
    [
        ("original_document", "a.pdf", PDF + b"0" * 6 * 1024 * 1024, "Dung lượng tối đa là 6 Mb"),
        ("original_document", "a.pdf", b"\x89PNG\r\n\x1a\n", "Vui lòng chọn tệp đúng định dạng!"),
        ("original_document", "a.heic", PDF, "Vui lòng chọn tệp đúng định dạng!"),
        ("original_document", "a.pdf", b"", "Vui lòng chọn tệp đúng định dạng!"),
        ("group_to_present", "a.pdf", PDF, "Mục này không nhận tệp đính kèm"),
        ("no_such_row", "a.pdf", PDF, "Mục này không nhận tệp đính kèm"),
    ],
)
def test_an_upload_is_refused(
    citizen: Citizen, row: str, name: str, content: bytes, words: str
) -> None:
    citizen.begin()
    answer = citizen.upload(row, name, content)
    assert answer.status_code == 422
    assert answer.json()["message"] == words


def test_six_megabytes_exactly_are_taken(citizen: Citizen) -> None:
    citizen.begin()
    content = PDF.ljust(6 * 1024 * 1024, b"0")
    assert citizen.upload("original_document", "a.pdf", content).is_success


def test_a_row_takes_five_files_and_gives_one_back(citizen: Citizen) -> None:
    citizen.begin()
    ids = [
        citizen.upload("original_document", f"{n}.pdf").json()["files"][0]["id"] for n in range(5)
    ]
    assert citizen.upload("original_document", "6.pdf").status_code == 422
    citizen.post("/tiep-nhan-online/xoaTep", id=ids[0])
    assert citizen.upload("original_document", "6.pdf").is_success


def test_other_papers_need_a_name(mock: Mock, citizen: Citizen) -> None:
    citizen.begin()
    citizen.fill(COPY)
    citizen.upload("other-1", "thêm.pdf")
    citizen.papers(**{"other-1_name": " "})
    assert citizen.errors("thanh-phan-ho-so") == {"other-1": "Vui lòng nhập tên giấy tờ khác"}
    citizen.papers(**{"other-1_name": "Sơ yếu lý lịch"})
    citizen.fee()
    citizen.answer_captcha()
    citizen.commit()
    paper = mock.api("/submissions")[0]["papers"][0]
    assert (paper["row"], paper["file_name"]) == ("Sơ yếu lý lịch", "thêm.pdf")
    assert paper["size"] == len(PDF)


def test_postal_delivery_needs_an_address_and_consent(mock: Mock, citizen: Citizen) -> None:
    citizen.begin("1.004873")
    citizen.fill(MARITAL)
    citizen.papers()
    citizen.fee(maHinhThucNhanKetQua="postal")
    assert set(citizen.errors("nhap-le-phi-ho-so")) == {
        "tenNguoiNhan",
        "dienThoaiNguoiNhan",
        *address("diaChiNhanKetQua"),
        "dongYCuocPhi",
    }
    postal = {"tenNguoiNhan": "Trần Thị Mẫu", "dienThoaiNguoiNhan": "0905000102"}
    postal |= address("diaChiNhanKetQua") | {"dongYCuocPhi": "1"}
    citizen.fee(maHinhThucNhanKetQua="postal", **postal)
    citizen.answer_captcha()
    citizen.commit()
    assert mock.api("/submissions")[0]["delivery"] == {
        "method": "postal",
        "label": "Trả kết quả qua đường bưu điện",
        "recipient_name": "Trần Thị Mẫu",
        "recipient_phone": "0905000102",
        "address": {
            "province": "Tỉnh Phú Yên",
            "district": "Thị xã Đông Hòa",
            "commune": "Xã Hòa Thành",
            "detail": "Thôn Ví Dụ 1",
        },
        "fee_accepted": True,
    }


def test_level_3_returns_only_at_the_counter(citizen: Citizen) -> None:
    citizen.begin()
    citizen.fill(COPY)
    citizen.papers()
    citizen.fee(maHinhThucNhanKetQua="electronic")
    assert "lựa chọn không hợp lệ" in citizen.errors("nhap-le-phi-ho-so")["maHinhThucNhanKetQua"]


@pytest.mark.parametrize(
    ("born", "copies", "fee"), [("10/01/2020", "", 8000), ("10/01/2020", "3", 32_000)]
)
def test_a_late_birth_and_copies_cost(
    mock: Mock, citizen: Citizen, born: str, copies: str, fee: int
) -> None:
    extra = {"copy_request": "yes", "copy_quantity": copies} if copies else {}
    citizen.file("1.001193", child_birth_date=born, **extra)
    stored = mock.api("/submissions")[0]
    assert (stored["fee"], stored["payment"]) == (fee, "Chờ thanh toán")

"""What the wizard and its forms take: a form in a frame without a cookie, papers, a dossier."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from mock_portal.platforms.moj.eforms import declarations
from tests.portal.conftest import Mock
from tests.portal.moj.conftest import COUPLE, GUARDIANSHIP, RECOGNISED_BIRTH, Caller

LIST = "/ca-nhan/quan-ly-ho-so"


def saved(caller: Caller, told: dict[str, Any], answers: dict[str, str], at: int = 0) -> Any:
    return caller.frame(told, "luu-to-khai", at, toKhai=answers)


def test_a_dossier_is_stored_under_what_people_read(moj: Mock, bride: Caller) -> None:
    told = bride.begin()
    assert urlsplit(f"http:{told['toKhai'][0]['address']}").hostname == "localhost"
    assert saved(bride, told, COUPLE).json()["answers"] == COUPLE
    paper = bride.document().json()
    papers = [{"ten": "Giấy tờ tùy thân", "taiLieu": [paper["taiLieuId"]]}]
    answer = bride.send(told, thanhPhan=papers).json()
    [stored] = moj.api("/submissions")
    assert stored["number"] == answer["maHoSo"]
    assert stored["agency"] == "UBND Phường Phú Yên"
    fields = stored["fields"]
    assert fields["I. Bên nữ / Dân tộc"] == "Ba Na"
    assert fields["I. Bên nữ / Nơi cư trú / Phường/Xã"] == "Phường Phú Yên"
    assert fields["II. Bên nam / Ngày, tháng, năm sinh"] == "13/02/1990"
    assert fields["II. Bên nam / Số bản án/Quyết định ly hôn"] == "01/2015/QĐ"
    assert [(p["row"], p["file_name"]) for p in stored["papers"]] == [
        ("Giấy tờ tùy thân", "giay.pdf")
    ]
    assert stored["number"] in bride.http.get(LIST).text
    assert "Ba Na" in bride.http.get(f"/ca-nhan/ho-so/{stored['number']}").text


def test_the_party_whose_account_it_is_stands_there(bride: Caller) -> None:
    told = bride.frame(bride.begin(), "call-api", apiId="to-khai").json()
    answers = told["answers"]
    assert (answers["HoTenBenNu"], answers["NgaySinhBenNu"]) == ("Trần Thị Mẫu", "1992-07-08")
    assert answers["NCT_PhuongXa_BenNu"] == "22240"
    assert not any(key.endswith("BenNam") for key in answers)


def test_the_same_press_twice_is_two_dossiers(moj: Mock, bride: Caller) -> None:
    told = bride.begin()
    saved(bride, told, COUPLE)
    numbers = {bride.send(told).json()["maHoSo"] for _ in range(2)}
    assert len(numbers) == len(moj.api("/submissions")) == 2


def test_one_form_has_two_lists_of_peoples_with_other_values(bride: Caller) -> None:
    form = next(iter(bride.made(GUARDIANSHIP).eforms))
    lists = {one.key: one.list_name for one in form.questions if one.title == "Dân tộc"}
    assert lists == {"dantocA": "eth55_moj", "dantocB": "eth440_moj"}
    told = bride.begin(GUARDIANSHIP)
    values = {
        name: {one["value"]: one["text"] for one in bride.frame(
            told, "call-api", apiId=name).json()["options"]}
        for name in lists.values()
    }  # fmt: skip
    assert values["eth55_moj"]["1494"] == "Ba Na"
    assert (values["eth440_moj"]["1494"], values["eth440_moj"]["1495"]) == ("Gơ Lar", "Ba Na")


def test_a_name_that_occurs_twice_is_two_questions(bride: Caller) -> None:
    """Guardianship: the number and the paper's number are both called SoDinhDanhC."""
    form = next(iter(bride.made(GUARDIANSHIP).eforms))
    twice = {one.key: one.title for one in form.questions if one.name == "SoDinhDanhC"}
    assert twice == {
        "SoDinhDanhC": "Số định danh cá nhân",
        "SoDinhDanhC#2": "Số giấy tờ định danh",
    }


def test_a_birth_with_recognition_has_two_forms_in_one_dossier(moj: Mock, bride: Caller) -> None:
    told = bride.begin(RECOGNISED_BIRTH)
    assert [one["number"] for one in told["toKhai"]] == [2093, 2059]
    whole = bride.frame(told, "luu-to-khai", 1, toKhai={"hotenB": "Trần Thử Bé"})
    assert whole.status_code == 200
    assert "Hồ sơ chưa có tờ khai" in bride.send(told).json()["message"]
    assert moj.api("/submissions") == []


def test_every_condition_names_a_question_of_its_form() -> None:
    for made in declarations().values():
        for form in made.eforms:
            keys = {one.key for one in form.questions}
            titles = {one.title for one in form.sections}
            for one in form.questions:
                assert set(one.when) <= keys
                assert not one.of or one.of in keys
            for driver in form.drivers:
                assert driver.question in keys
                assert {*driver.wipes, *driver.copies.values()} <= titles


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"HoTenBenNu": ""}, "HoTenBenNu"),
        ({"NgaySinhBenNam": "1990-02-31"}, "NgaySinhBenNam"),
        ({"NCT_PhuongXa_BenNu": "11824"}, "NCT_PhuongXa_BenNu"),
        ({"DanTocBenNu": "13"}, "DanTocBenNu"),
        ({"SoLuong": "hai"}, "SoLuong"),
    ],
)
def test_a_declaration_says_where_it_is_wrong(
    bride: Caller, change: dict[str, str], at: str
) -> None:
    answer = saved(bride, bride.begin(), COUPLE | change)
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [at]


def test_a_box_that_is_not_shown_is_not_kept(moj: Mock, bride: Caller) -> None:
    told = bride.begin()
    assert "SoLuong" not in saved(bride, told, COUPLE | {"CapBanSao": "NO"}).json()["answers"]
    assert saved(bride, told, COUPLE | {"HoTenCoDau": "x"}).status_code == 400


def test_a_name_with_a_dot_is_none_of_a_document(bride: Caller) -> None:
    answer = bride.document("giay.pdf")
    assert (answer.status_code, answer.json()["message"]) == (422, "Tên tài liệu không hợp lệ")


def test_an_upload_may_fail_without_a_word(moj: Mock, bride: Caller) -> None:
    moj.fault("upload_wordless")
    answer = bride.document()
    assert (answer.status_code, answer.text) == (502, "")
    assert bride.document().status_code == 200


def test_a_form_is_nobodys_without_its_ticket_or_once_signed_out(bride: Caller) -> None:
    told = bride.begin()
    place = urlsplit(f"http:{told['toKhai'][0]['address']}")
    asked = f"http://{place.netloc}/api/eform-service/api/call-api?phieu=x"
    assert httpx.post(asked, json={"apiId": "to-khai"}).status_code == 401
    bride.http.post("/dang-xuat", data={"token": bride.token})
    assert bride.frame(told, "call-api", apiId="to-khai").status_code == 401


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hoSoId": "x"}, "Không tìm thấy hồ sơ"),
        ({"nhanKetQua": {"hinhThuc": "4"}}, "hình thức nhận kết quả"),
        ({"nhanKetQua": {"hinhThuc": "3", "nguoiNhan": "Lê Văn Ví Dụ"}}, "nhập đủ"),
        ({"doiTuong": "Làm thủ tục cho người khác", "uyQuyen": {"hoVaTen": "X"}}, "ủy quyền"),
        ({"thanhPhan": [{"ten": "Giấy tờ tùy thân", "taiLieu": ["x"]}]}, "Tài liệu không còn"),
    ],
)
def test_what_is_no_dossier_is_refused(
    moj: Mock, bride: Caller, change: dict[str, Any], words: str
) -> None:
    told = bride.begin()
    saved(bride, told, COUPLE)
    answer = bride.send({**told, **change} if "hoSoId" in change else told, **{
        name: value for name, value in change.items() if name != "hoSoId"
    })  # fmt: skip
    assert answer.status_code == 400
    assert words in answer.json()["message"]
    assert moj.api("/submissions") == []


def test_the_gateway_gives_up_after_it_was_stored(moj: Mock, bride: Caller) -> None:
    told = bride.begin()
    saved(bride, told, COUPLE)
    moj.fault("commit_then_504", "0")
    assert bride.send(told).status_code == 504
    assert len(moj.api("/submissions")) == 1

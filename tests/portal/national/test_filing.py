"""What the interface takes: a dossier twice, a draft, one that waits for its fee."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.portal.conftest import PDF, Mock
from tests.portal.national.conftest import DEATH, EXTRACT, PHU_YEN, Caller

CHILD = {
    "citizenHoVaTen_NgdcKS": "Nguyễn Thử Bé",
    "citizenNgaythangnamsinh_NgdcKS": "2026-11-21",
    "citizenDanToc_NgdcKS": "13",
    "citizenNoisinhnks": "1",
    "citizenNoisinhnks_TinhThanh": "66",
    "citizenNoisinhnks_PhuongXa": "22240",
    "citizenNgaythangnamcap__me": "2021-05-10",
    "citizenSoluongbansao": 2,
}
LIST = "/ca-nhan/quan-ly-ho-so"


@pytest.fixture
def signed_in(caller: Caller) -> Caller:
    caller.sign_in()
    return caller


def test_a_dossier_is_stored_under_what_people_read(national: Mock, signed_in: Caller) -> None:
    head = {"X-Requested-With": "XMLHttpRequest"}
    sent = signed_in.http.post(
        "/api/v1/submitting/upload-attachment-by-citizen",
        data={"token": signed_in.token}, files={"file": ("giay.pdf", PDF)}, headers=head,
    )  # fmt: skip
    row = signed_in.form().papers[0]
    papers = [{"name": row, "fileIds": [sent.json()["data"]["fileId"]]}]
    answer = signed_in.create(answers=CHILD, profileComponents=papers)
    assert answer.status_code == 201
    told = answer.json()["data"]
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-b[0-9a-f]{3}-[0-9a-f]{12}",
                        told["dossierId"])  # fmt: skip
    [stored] = national.api("/submissions")
    assert stored["number"] == told["code"]
    assert stored["agency"] == PHU_YEN.name
    fields = stored["fields"]
    assert fields["Người được khai sinh / Ngày, tháng, năm sinh"] == "21/11/2026"
    assert fields["Người được khai sinh / Dân tộc"] == "Ba na"
    assert fields["Người được khai sinh / Nơi sinh / Phường/Xã"] == "Phường Phú Yên"
    assert fields["Thông tin về người mẹ / Ngày, tháng, năm cấp"] == "10/05/2021"
    assert [(p["row"], p["file_name"]) for p in stored["papers"]] == [(row, "giay.pdf")]
    assert stored["number"] in signed_in.http.get(LIST).text
    assert "Ba na" in signed_in.http.get(f"/ca-nhan/ho-so/{stored['number']}").text


def test_the_same_press_twice_is_two_dossiers(national: Mock, signed_in: Caller) -> None:
    ids = {signed_in.create(answers=CHILD).json()["data"]["dossierId"] for _ in range(2)}
    assert len(ids) == len(national.api("/submissions")) == 2


def test_a_draft_looks_alike_and_files_nothing(national: Mock, signed_in: Caller) -> None:
    answer = signed_in.create(answers=CHILD, isDraft=True)
    assert "thành công" in answer.json()["message"]
    assert national.api("/submissions") == []
    assert [one["outcome"] for one in national.api("/requests?commit=1")] == ["kept as a draft"]


def test_nothing_is_filed_before_the_last_modal(national: Mock, caller: Caller) -> None:
    id_ = caller.begin_sign_in()
    national.api(f"/vneid/{id_}", {"action": "scan", "username": "nguyenvanthu"})
    for action in ("otp", "consent"):
        national.api(f"/vneid/{id_}", {"action": action})
    assert caller.create(answers=CHILD).status_code == 401
    assert national.api("/submissions") == []


def test_the_gateway_gives_up_after_it_was_stored(national: Mock, signed_in: Caller) -> None:
    national.fault("commit_then_504", "0")
    assert signed_in.create(answers=CHILD).status_code == 504
    assert len(national.api("/submissions")) == 1


def test_the_list_is_filled_later(national: Mock, signed_in: Caller) -> None:
    national.fault("list_lag", "60")
    number = signed_in.create(answers=CHILD).json()["data"]["code"]
    assert number not in signed_in.http.get(LIST).text
    assert national.api("/health")["list_lag_s"] == 60


def test_a_fee_is_paid_before_it_is_filed(national: Mock, signed_in: Caller) -> None:
    told = signed_in.create(EXTRACT, {"citizenSoLuongBanSao": 3}).json()["data"]
    assert told["amount"] == 24_000
    assert national.api("/submissions") == []
    assert "chưa được gửi đi" in signed_in.http.get(told["at"]).text
    answer = signed_in.http.post(told["at"], data={"token": signed_in.token}, follow_redirects=True)
    [stored] = national.api("/submissions")
    assert (stored["fee"], stored["payment"]) == (24_000, "Đã thanh toán")
    assert stored["number"] in answer.text
    [entry] = national.api("/requests?commit=1")
    assert (entry["outcome"], entry["number"]) == ("committed: paid", stored["number"])


@pytest.mark.parametrize(
    ("sent", "answered", "state"),
    [
        ("2026-11-17T10:00:00", "2026-11-18T23:00:00", "Công dân đã xác nhận"),
        ("2026-11-17T10:00:00", "2026-11-19T00:00:01", "Quá hạn xác nhận: coi như đồng ý"),
        ("2026-11-17T15:00:01", "2026-11-19T23:00:00", "Công dân đã xác nhận"),
    ],
)
def test_a_birth_comes_back_as_a_draft_and_silence_is_a_yes(
    national: Mock, signed_in: Caller, sent: str, answered: str, state: str
) -> None:
    national.api("/clock", {"now": sent, "ticking": False})
    number = signed_in.create(answers=CHILD).json()["data"]["code"]
    for action in ("receive", "forward"):
        national.api(f"/officer/{number}", {"action": action})
    national.api(f"/draft/{number}", {})
    assert "Chờ công dân xác nhận" in signed_in.http.get(LIST).text
    # Alive until then: a session that is asked nothing for half an hour ends.
    national.api("/clock", {"now": answered, "ticking": False})
    again = Caller(national)
    again.sign_in()
    page = again.http.post(
        f"/ca-nhan/ho-so/{number}/xac-nhan", data={"token": again.token}, follow_redirects=True
    )
    again.http.close()
    assert state in page.text


def test_the_look_up_needs_its_picture(national: Mock, signed_in: Caller) -> None:
    number = signed_in.create(answers=CHILD).json()["data"]["code"]

    def looked_up(text: Callable[[str], str]) -> str:
        page = signed_in.http.get("/tra-cuu-ho-so").text
        key = re.search(r'id="captchaId" value="(\w+)"', page)
        assert key
        query = {"maHoSo": number, "captchaId": key[1], "maXacNhan": text(key[1])}
        return signed_in.http.get("/tra-cuu-ho-so", params=query).text

    assert "Mới đăng ký" not in looked_up(lambda _: "sai")
    assert "Mới đăng ký" in looked_up(lambda key: national.api(f"/captcha/{key}")["text"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"departmentId": "x"}, "cơ quan thực hiện"), ({"formJson": "{"}, "không đọc được"),
        ({"formJson": '{"citizenName__1": "x"}'}, "phiên bản khác"),
        ({"returning": "BOAT"}, "hình thức nhận kết quả"),
    ],
)  # fmt: skip
def test_what_is_no_dossier_is_refused(
    national: Mock, signed_in: Caller, change: dict[str, Any], words: str
) -> None:
    answer = signed_in.create(answers=CHILD, **change)
    assert answer.status_code == 400
    assert words in answer.json()["message"]
    assert national.api("/submissions") == []


PERSON = {"code": "054192000102", "name": "Trần Thị Mẫu", "birthDate": "08/07/1992"}
ASK = "/submitting/get-citizen-by-code"


def test_the_population_base_knows_who_somebody_is(national: Mock, signed_in: Caller) -> None:
    found = signed_in.ask(ASK, **PERSON)
    assert (found["gender"], found["ethnicity"], found["ward"]) == ("2", "01", "22240")
    assert signed_in.call(ASK, **PERSON | {"name": "Trần Thị Khác"}).status_code == 404
    stranger = {"code": "054190123456", "name": "Người Lạ", "birthDate": "1990-01-01"}
    assert signed_in.call(ASK, **stranger).status_code == 404
    told = {"citizen_id": "054190123456", "full_name": "Người Lạ", "birth_date": "1990-01-01"}
    national.api("/population", {**told, "ethnicity": "12"})
    assert signed_in.ask(ASK, **stranger)["ethnicity"] == "12"


@pytest.mark.parametrize(("how", "status"), [("other", 201), ("not_found", 404), ("error", 500)])
def test_the_population_base_may_answer_otherwise(
    national: Mock, signed_in: Caller, how: str, status: int
) -> None:
    national.fault("population_answers", how)
    answer = signed_in.call(ASK, **PERSON)
    assert answer.status_code == status
    if how == "other":
        assert answer.json()["data"]["ethnicity"] == "13"


def test_another_version_renames_a_question_and_its_kind(national: Mock, signed_in: Caller) -> None:
    asked = {"id": signed_in.form(DEATH).formality_case_id, "departmentId": PHU_YEN.id}
    path = "/configuring/formality/get-formality-form-by-citizen"
    old = signed_in.ask(path, **asked)
    assert (old["version"], "citizenNDK_NgaySinh__" in old["formJson"]) == ("19", True)
    assert '"isRequired": true' not in old["formJson"]
    national.fault("version_2")
    new = signed_in.ask(path, **asked)
    assert (new["version"], "citizenNDK_NgaySinh__" in new["formJson"]) == ("20", False)
    kinds = {name.split("__")[0]: one["kind"] for name, one in new["rules"]["questions"].items()}
    assert kinds["citizenNDKNgaysinh"] == "date"

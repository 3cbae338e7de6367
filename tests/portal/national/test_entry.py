"""How one comes in: by a deep link, through the modals of VNeID, back to one of three places."""

from __future__ import annotations

import httpx
import pytest

from tests.portal.conftest import Mock
from tests.portal.national.conftest import BIRTH, PHU_YEN, Caller


def test_it_is_the_national_portal(national: Mock) -> None:
    assert national.api("/health")["platform"] == "national"


def test_each_modal_waits_for_the_person(national: Mock, caller: Caller) -> None:
    id_ = caller.begin_sign_in()
    assert caller.modal(id_, step="number", said="054090000101", password="x").status_code == 422
    said = {"step": "number", "said": "054090000101", "password": "Mat-khau-123"}
    assert caller.modal(id_, **said).json()["step"] == "otp"
    telephone = national.api(f"/vneid/{id_}")
    assert telephone["otp"] in national.api("/outbox")[-1]["text"]
    assert caller.modal(id_, step="passcode", said=telephone["passcode"]).status_code == 422
    assert caller.modal(id_, step="otp", said=telephone["otp"]).json()["step"] == "consent"
    assert caller.modal(id_, step="consent", said="").status_code == 422
    assert caller.modal(id_, step="consent", said="1").json()["name"] == "Nguyễn Văn Thử"
    # The name stands in the header, and the last modal over it.
    assert f'data-sign-in="{id_}"' in caller.http.get("/").text
    assert 'id="account_name"' in caller.http.get("/").text
    assert caller.modal(id_, step="passcode", said="x").status_code == 422
    assert caller.modal(id_, step="passcode", said=telephone["passcode"]).json()["step"] == "done"
    assert 'data-sign-in=""' in caller.http.get("/").text
    told = national.api(f"/vneid/{id_}")["person"]
    assert told == ["number", "otp", "consent", "passcode"]


def test_the_telephone_does_it_step_by_step_too(national: Mock, caller: Caller) -> None:
    id_ = caller.begin_sign_in()
    for action, step in (("scan", "otp"), ("otp", "consent"), ("consent", "passcode")):
        order = {"action": action, "username": "tranthimau"}
        assert national.api(f"/vneid/{id_}", order)["step"] == step
    assert caller.http.get(f"/vneid/{id_}").json()["name"] == "Trần Thị Mẫu"


@pytest.mark.parametrize(
    ("back", "path"),
    [
        ("dossier", "/nop-ho-so"), ("procedure", "/tim-kiem-thu-tuc-hanh-chinh"),
        ("picker", "/tim-kiem-thu-tuc-hanh-chinh"),
    ],
)  # fmt: skip
def test_one_comes_back_to_one_of_three(
    national: Mock, caller: Caller, back: str, path: str
) -> None:
    national.fault("return_to", back)
    address = caller.sign_in(wanted=caller.link())
    assert address.split("?")[0] == path
    assert (PHU_YEN.id in address) == (back != "picker")


def test_the_seed_decides_where_to(caller: Caller) -> None:
    assert len({caller.sign_in(wanted=caller.link()) for _ in range(12)}) == 3


def test_the_right_agency_comes_last(national: Mock, caller: Caller) -> None:
    made = caller.form()
    asked = {"formalityId": made.formality_id, "provinceCode": "66", "wardCode": "22240"}
    path = "/submitting/formality/list-department-url-by-citizen"
    rows = caller.ask(path, **asked)["rows"]
    assert [row["departmentName"] for row in rows][::2] == [
        "Sở Tư pháp Tỉnh Đắk Lắk", "UBND Phường Phú Yên",
    ]  # fmt: skip
    national.fault("agency_offline")
    again = caller.ask(path, **asked)["rows"]
    assert PHU_YEN.id not in {row["departmentId"] for row in again}


def test_the_deep_link_opens_its_procedure(national: Mock, caller: Caller) -> None:
    made = caller.form(BIRTH)
    query = {"formalityId": made.formality_id, "provinceCode": "66", "wardCode": "22240"}
    page = caller.http.get("/tim-kiem-thu-tuc-hanh-chinh", params=query).text
    assert 'formality-code">1.001193<' in page
    assert 'data-ward="22240"' in page
    national.fault("wrong_formality", times=1)
    page = caller.http.get("/tim-kiem-thu-tuc-hanh-chinh", params=query).text
    assert 'formality-code">1.001193<' not in page


def test_the_lists_come_from_the_interface(national: Mock, caller: Caller) -> None:
    assert len(caller.ask("/configuring/location/province-vn")) == 34
    path = "/configuring/location/list-by-citizen"
    national.fault("cascade_empty_once")
    assert caller.ask(path, provinceCode="66") == []
    assert {"code": "22240", "name": "Phường Phú Yên"} in caller.ask(path, provinceCode="66")


def test_the_public_interface_is_read_by_whoever_has_opened_a_page(
    national: Mock, caller: Caller
) -> None:
    path = "/configuring/formality/get-formality-by-citizen"
    asked = {"id": caller.form(BIRTH).formality_id}
    stranger = httpx.post(f"{national.url}/api/v1{path}", json=asked)
    assert "Request Rejected" in stranger.text
    record = caller.ask(path, **asked)
    assert (record["code"], record["isWard"]) == ("1.001193", True)
    assert [way["submissionMethod"] for way in record["executionMethods"]] == [
        "ONLINE", "POSTAL", "DIRECT",
    ]  # fmt: skip
    # Both cases open the same form; nobody is signed in, and nothing of anybody is told.
    for case in record["cases"]:
        told = caller.ask("/configuring/formality/get-formality-form-by-citizen", id=case["id"])
        assert set(told) == {"formJson", "version"}
    listing = "/submitting/formality/list-all-public-formality-by-citizen"
    first = caller.ask(listing, limit=30, lastId=None)
    rest = caller.ask(listing, limit=30, lastId=first["lastId"])
    assert (len(first["items"]), len(rest["items"]), first["total"]) == (30, 10, 40)
    assert caller.ask(listing, limit=30, lastId=rest["lastId"])["items"] == []
    assert [one["code"] for one in caller.ask(listing, q="1.000656")["items"]] == ["1.000656"]


def test_the_firewall_answers_with_a_page(national: Mock, caller: Caller) -> None:
    path = "/configuring/location/province-vn"
    assert "Request Rejected" in caller.http.get(f"/api/v1{path}").text
    national.fault("firewall")
    assert "Request Rejected" in caller.call(path).text
    assert len(caller.ask(path)) == 34

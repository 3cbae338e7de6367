"""A record of the portal beside our facts: what is wrong, what is more, what is only new to us."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from portal_bot.catalogue.editions import Edition, edition_2026
from portal_bot.errors import PortalChanged
from portal_bot.published.facts_drift import record_differences, service_differences
from portal_bot.published.told import ToldRecord, ToldService, read_as

RECORD: dict[str, Any] = {
    "id": "019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7",
    "code": "1.001193",
    "name": "Thủ tục đăng ký khai sinh",
    "state": "UPDATED",
    "cases": [
        {"id": "019d46ae-583c-7446-9769-9558c8bc99de", "code": "1.001193.01", "processingDay": 1},
        {"id": "019dd20f-6f0d-72cd-9eca-fbc9d34053a6", "code": "1.001193.02", "processingDay": 1},
    ],
    "executionMethods": [
        {"submissionMethod": way, "processingTime": {"qty": 1, "type": "OTHER"}, "fees": []}
        for way in ("ONLINE", "POSTAL", "DIRECT")
    ],
    "executionCases": None,
    "resultsDetails": [{"code": "KQ.G15.000031"}],
    "unknownToUs": {"whatever": 1},
}
SERVICE = {
    "departmentId": "1",
    "departmentName": "UBND Phường Phú Yên",
    "formalityCode": "1.001193",
    "implementLevel": "FULL",
    "allowAuthorizationToSubmit": True,
}


def edition(slug: str = "birth_registration") -> Edition:
    found = edition_2026(slug)
    assert found is not None
    return found


def differences(said: dict[str, Any]) -> list[tuple[str, str, str]]:
    record = read_as(ToldRecord, said, "dữ kiện")
    return [(one.weight, one.what, one.words) for one in record_differences(edition(), record)]


def changed(**said: Any) -> dict[str, Any]:
    return copy.deepcopy(RECORD) | said


def test_a_record_that_says_the_same_differs_in_nothing() -> None:
    assert differences(RECORD) == []


def test_an_id_that_opens_another_procedure_is_told_and_nothing_else_is_compared() -> None:
    """A curated notice board links one code to the id of another, and calls the link verified."""
    (one,) = differences(changed(code="2.000720", name="Đăng ký thay đổi"))
    assert one[:2] == ("breaking", "code")
    assert "2.000720" in one[2]


@pytest.mark.parametrize(
    ("said", "weight", "what"),
    [
        ({"name": "THỦ TỤC ĐĂNG KÝ KHAI SINH"}, None, ""),
        ({"name": "Khai sinh điện tử"}, "cosmetic", "name"),
        ({"id": "019d2bfd-0000"}, "breaking", "formality_id"),
        ({"cases": RECORD["cases"][:1]}, "breaking", "cases"),
        ({"cases": [*RECORD["cases"], {"id": "019e"}]}, "additive", "cases"),
        ({"executionMethods": RECORD["executionMethods"][1:]}, "breaking", "channels"),
        ({"resultsDetails": [{"code": "KQ.G15.999999"}]}, "additive", "results"),
        ({"procedureProposal": {"proposalNumber": "1/QĐ-BTP"}}, "additive", "decision"),
    ],
)
def test_each_fact_has_its_weight(said: dict[str, Any], weight: str | None, what: str) -> None:
    found = differences(changed(**said))
    assert {one[:2] for one in found} == ({(weight, what)} if weight else set())


def test_a_term_and_an_amount_that_are_others_break_what_citizens_are_told() -> None:
    ways = copy.deepcopy(RECORD["executionMethods"])
    ways[0]["processingTime"] = {"qty": 3, "type": "WORKING_DAY"}
    ways[1]["fees"] = [{"amount": 8000}]
    found = differences(changed(executionMethods=ways))
    assert [one[:2] for one in found] == [("breaking", "terms"), ("breaking", "fees")]
    assert "3 ngày làm việc" in found[0][2]
    assert "8.000 đồng" in found[1][2]


def test_a_paper_is_known_by_its_code_whatever_it_is_called() -> None:
    lines = [
        {"code": one.code, "name": "Tên dài hơn", "originalQty": one.originals, "copyQty": 0}
        for one in edition().papers.value or ()
    ]
    heading = {"code": "", "name": "Giấy tờ phải nộp:", "originalQty": 0, "copyQty": 0}

    def papers(*told: dict[str, Any]) -> list[tuple[str, str, str]]:
        return differences(changed(executionCases=[{"profileComponents": list(told)}]))

    assert papers(heading, *lines) == []
    # Three differences: one is gone that is handed in, one is demanded, one is counted anew.
    lines[1] |= {"required": True}
    lines[2] |= {"originalQty": 2}
    found = papers(*lines[1:])
    assert {one[:2] for one in found} == {("breaking", "papers")}
    assert len(found) == 3
    (new,) = (
        one
        for one in papers({"code": "9", "name": "Mới", "copyQty": 1}, *lines)
        if "thêm" in one[2]
    )
    assert new[0] == "additive"


def test_what_the_agency_says_of_itself() -> None:
    def told(**said: Any) -> list[tuple[str, str]]:
        service = read_as(ToldService, SERVICE | said, "cơ quan")
        return [(one.weight, one.what) for one in service_differences(edition(), service)]

    # Neither was known of any procedure: nothing breaks by learning it.
    assert told() == [("additive", "online_level"), ("additive", "others_may_file")]
    assert told(allowAuthorizationToSubmit=False)[1] == ("additive", "others_may_file")
    assert told(implementLevel="NONE") == [("breaking", "online_level")]
    assert [x.weight for x in service_differences(edition(), None)] == ["breaking"]
    offline = edition("poor_household_recognition")
    assert list(service_differences(offline, None)) == []


@pytest.mark.parametrize("said", [{"cases": "x"}, {"id": None}, {"executionMethods": [{}]}])
def test_an_answer_of_another_shape_is_told_with_its_place(said: dict[str, Any]) -> None:
    with pytest.raises(PortalChanged, match="không còn dạng đã biết"):
        read_as(ToldRecord, changed(**said), "dữ kiện")

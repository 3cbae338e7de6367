"""The fee and its reasons."""

from datetime import date
from typing import Any

import pytest

from portal_bot.catalogue import FeeDue, fee_due
from portal_bot.catalogue.procedures import procedures

TODAY = date(2026, 11, 20)
RULES = {slug: dict(facts.fee.rule) for slug, facts in procedures().items() if facts.fee.rule}


def due(slug: str, declared: Any = None, filed_on: date = TODAY) -> FeeDue:
    return fee_due(procedures()[slug], declared or {}, filed_on)


@pytest.mark.parametrize(
    ("slug", "section", "field", "last_free_day", "first_late_day"),
    [
        ("birth_registration", "child", "birth_date", date(2026, 9, 21), date(2026, 9, 20)),
        ("death_registration", "death", "date", date(2026, 11, 5), date(2026, 11, 4)),
    ],
)
def test_on_time_is_free_and_late_is_the_reference_amount(
    slug: str, section: str, field: str, last_free_day: date, first_late_day: date
) -> None:
    free = due(slug, {section: {field: last_free_day}})
    late = due(slug, {section: {field: first_late_day}})
    assert (free.amount_vnd, free.verified) == (0, True)
    assert "đúng hạn" in free.lines[0].why
    assert (late.amount_vnd, late.verified) == (8_000, False)
    assert "quá hạn" in late.lines[0].why
    assert "tham khảo" in late.lines[0].why


def test_extract_copies_are_paid_even_when_the_registration_is_free() -> None:
    declared = {"child": {"birth_date": TODAY}, "copies": {"request": "yes", "quantity": 3}}
    found = due("birth_registration", declared)
    assert (found.amount_vnd, found.verified, found.where) == (24_000, True, "online")
    assert [(line.quantity, line.amount_vnd) for line in found.lines] == [(1, 0), (3, 24_000)]
    assert found.lines[1].why == "8.000 đồng/bản"
    assert found.lines[1].basis == "Thông tư 281/2016/TT-BTC"


def test_both_kinds_of_extracts_count() -> None:
    copies = {"quantity": 1, "recognition_quantity": 2}
    found = due("birth_registration_with_parent_recognition", {"copies": copies})
    assert (found.amount_vnd, found.verified, found.where) == (15_000 + 24_000, False, "counter")


def test_no_copies_no_line() -> None:
    assert len(due("marriage_registration", {"other": {"copy_quantity": None}}).lines) == 1


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (5, 4, 28_000),
        (198, 1, 200_000),
        (199, 2, 400_000),
        (500, 1, 200_000),
    ],
)
def test_a_certified_copy_is_paid_by_the_page(pages: int, copies: int, amount: int) -> None:
    found = due("copy_certification", {"originals": {"rows": [{"pages": pages, "copies": copies}]}})
    assert (found.amount_vnd, found.verified, found.where) == (amount, True, "counter")
    assert found.lines[0].quantity == copies
    assert ("thu tối đa 200.000" in found.lines[0].why) == (pages > 198)


def test_each_original_has_its_line_and_its_reason() -> None:
    rows = [{"pages": 5, "copies": 2}, {"pages": 1, "copies": 1}]
    found = due("copy_certification", {"originals": {"rows": rows}})
    assert [line.amount_vnd for line in found.lines] == [14_000, 2_000]
    assert found.lines[0].why == "5 trang: 2 trang đầu 4.000 + 3 trang sau 3.000 = 7.000 đồng/bản"
    assert found.lines[1].why == "1 trang: 1 trang đầu 2.000 = 2.000 đồng/bản"


def test_a_signature_is_paid_by_the_document_not_by_its_copies() -> None:
    found = due("signature_certification", {"document": {"copies": 7, "pages": 3}})
    assert (found.amount_vnd, found.verified, found.where) == (10_000, True, "counter")


def test_extracts_of_the_register_are_paid_one_by_one() -> None:
    found = due("civil_status_extract_copy", {"request": {"copies": 4}})
    assert (found.amount_vnd, found.verified, found.where) == (32_000, True, "online")
    assert found.lines[0].why == "8.000 đồng/bản"


@pytest.mark.parametrize(
    ("relation", "amount"),
    [("step_parent", 0), ("uncle_aunt", 0), ("other_relative", 400_000), ("none", 400_000)],
)
def test_adoption_within_the_family_is_exempt(relation: str, amount: int) -> None:
    found = due("domestic_adoption_registration", {"adoption": {"relation": relation}})
    assert (found.amount_vnd, found.verified) == (amount, True)
    assert found.lines[0].why.startswith("Miễn") == (amount == 0)


def test_what_was_not_found_is_told_apart() -> None:
    found = due("marital_status_certificate")
    assert (found.amount_vnd, found.verified) == (15_000, False)
    assert "hộ nghèo" in found.exemptions


def test_a_free_procedure_says_why() -> None:
    found = due("meritorious_relative_certificate")
    assert (found.amount_vnd, found.verified, found.lines[0].why) == (0, True, "Không thu")


@pytest.mark.parametrize("slug", procedures())
def test_every_procedure_has_an_amount_and_a_reason(slug: str) -> None:
    fee = procedures()[slug].fee
    assert fee.reference is not None
    asks_extracts = any(case["case_en"] == "each extract copy requested" for case in fee.cases)
    assert asks_extracts == ("extracts" in RULES.get(slug, {}))
    if slug != "copy_certification":
        assert all(line.why and line.name for line in due(slug).lines)


def test_nothing_to_pay_that_no_source_says_is_told_as_unverified() -> None:
    found = due("belief_activity_registration")
    assert (found.amount_vnd, found.verified) == (0, False)
    assert "chưa thấy nguồn nào" in found.lines[0].why
    assert due("meritorious_relative_certificate").verified

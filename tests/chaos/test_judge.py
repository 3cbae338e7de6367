"""The judge itself is tried: fed a ledger or a word that lies, it must turn red."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chaos.case import Case, Claim, Kind, Said
from chaos.dossiers import Sample, shipped
from chaos.faults import FAULTS, Fault
from chaos.judge import judge

BIRTH, DEATH = shipped(["birth_registration/plain", "death_registration/plain"])
BY_NAME = {fault.name: fault for fault in FAULTS}
NONE = BY_NAME["none"]


def record(of: Sample, number: str, **changes: Any) -> dict[str, Any]:
    """What the mock stores of a dossier when all is well, and what is changed in it."""
    stored = copy.deepcopy(dict(of.golden)) | {"number": number}
    stored["fields"]["Thông tin chung / Ghi chú"] = "PB-ABC"
    return stored | changes


def verified(of: Sample, number: str) -> Claim:
    return Claim(str(of.path), "verified", number, verified=True)


def aside(of: Sample, state: str, message: str = "vì sao") -> Claim:
    return Claim(str(of.path), state, code=state, message=message)


def kinds(
    claims: Sequence[Claim],
    records: Sequence[dict[str, Any]],
    *,
    fault: Fault = NONE,
    samples: Sequence[Sample] = (BIRTH,),
    exit_code: int | None = None,
    **more: Any,
) -> list[Kind]:
    honest = 0 if all(c.state == "verified" for c in claims) else 40
    said = Said(honest if exit_code is None else exit_code, tuple(claims))
    case = Case(fault, samples, [said], records, **more)
    return [finding.kind for finding in judge(case).findings]


def test_filed_once_and_verified_is_right() -> None:
    claims = [verified(BIRTH, "H-1"), verified(DEATH, "H-2")]
    stored = [record(DEATH, "H-2"), record(BIRTH, "H-1")]
    assert kinds(claims, stored, samples=[BIRTH, DEATH]) == []


def test_a_note_that_is_not_the_reference_is_another_record() -> None:
    told = replace(verified(BIRTH, "H-1"), reference="PB-XYZ")
    assert kinds([told], [record(BIRTH, "H-1")]) == [Kind.WRONG_VALUE]
    differs = replace(told, state="received", verified=False, message="khác ở: ghi chú")
    assert Kind.UNTRUE not in kinds([differs], [record(BIRTH, "H-1")])
    assert kinds([replace(told, reference="PB-ABC")], [record(BIRTH, "H-1")]) == []


def test_how_letters_are_composed_is_no_difference() -> None:
    fields = {
        unicodedata.normalize("NFD", key): (
            unicodedata.normalize("NFD", value) if isinstance(value, str) else value
        )
        for key, value in BIRTH.golden["fields"].items()
    }
    assert kinds([verified(BIRTH, "H-1")], [record(BIRTH, "H-1", fields=fields)]) == []


def test_two_records_of_one_dossier_are_a_duplicate() -> None:
    stored = [record(BIRTH, "H-1"), record(BIRTH, "H-2")]
    assert kinds([verified(BIRTH, "H-1")], stored) == [Kind.DUPLICATE]


def test_what_may_wait_for_its_fee_and_is_nowhere_is_a_persons() -> None:
    waits = replace(BIRTH, may_wait=True)
    told = [aside(BIRTH, "uncertain")]
    assert kinds(told, [], samples=[waits]) == []
    assert kinds(told, []) == [Kind.HANDED_OVER]
    # What the list shows is found; and nothing else may become of it.
    assert kinds(told, [record(BIRTH, "H-1")], samples=[waits]) == [Kind.HANDED_OVER]
    assert kinds([aside(BIRTH, "failed")], [], samples=[waits]) == [Kind.NOT_SETTLED]


def test_a_duplicate_that_differs_in_a_letter_is_one_too() -> None:
    key = "Người được khai sinh / Họ, chữ đệm, tên"
    other = record(BIRTH, "H-2")
    other["fields"][key] += "h"
    claims = [verified(BIRTH, "H-1"), verified(DEATH, "H-3")]
    stored = [record(BIRTH, "H-1"), other, record(DEATH, "H-3")]
    assert kinds(claims, stored, samples=[BIRTH, DEATH]) == [Kind.DUPLICATE]


def test_a_record_that_nobody_asked_for_is_a_duplicate() -> None:
    stored = [record(BIRTH, "H-1"), record(DEATH, "H-2")]
    assert kinds([verified(BIRTH, "H-1")], stored) == [Kind.DUPLICATE]


def test_a_duplicate_is_seen_when_nothing_was_said_at_all() -> None:
    assert kinds([], [record(BIRTH, "H-1"), record(BIRTH, "H-2")], exit_code=40) == [Kind.DUPLICATE]


def test_told_filed_and_nothing_stored_is_lost() -> None:
    assert set(kinds([verified(BIRTH, "H-1")], [])) == {Kind.LOST, Kind.UNTRUE}


@pytest.mark.parametrize("state", ["failed", "rejected", "needs_human", "checked", "new", "filing"])
def test_stored_and_told_not_filed_is_lost(state: str) -> None:
    assert kinds([aside(BIRTH, state)], [record(BIRTH, "H-1")]) == [Kind.LOST]


def test_stored_and_no_word_of_it_is_lost() -> None:
    assert kinds([], [record(BIRTH, "H-1")], exit_code=40) == [Kind.LOST]


def test_another_number_than_the_portals_is_untrue() -> None:
    assert set(kinds([verified(BIRTH, "H-9")], [record(BIRTH, "H-1")])) == {Kind.UNTRUE}


def test_one_number_told_of_two_dossiers_is_untrue() -> None:
    claims = [verified(BIRTH, "H-1"), verified(DEATH, "H-1")]
    found = kinds(claims, [record(BIRTH, "H-1"), record(DEATH, "H-2")], samples=[BIRTH, DEATH])
    assert found
    assert set(found) == {Kind.UNTRUE}


@pytest.mark.parametrize("of", ["fields", "papers", "delivery", "account", "agency"])
def test_stored_otherwise_and_called_verified_is_a_wrong_value(of: str) -> None:
    changed: dict[str, Any] = {
        "fields": {**BIRTH.golden["fields"], "Người mẹ / Họ, chữ đệm, tên người mẹ": "Trần"},
        "papers": [],
        "delivery": {"method": "postal", "label": "x"},
        "account": "tranthimau",
        "agency": "x",
    }
    stored = record(BIRTH, "H-1", **{of: changed[of]})
    assert kinds([verified(BIRTH, "H-1")], [stored]) == [Kind.WRONG_VALUE]


def test_half_a_paper_called_verified_is_a_wrong_value() -> None:
    (paper,) = BIRTH.golden["papers"]
    stored = record(BIRTH, "H-1", papers=[{**paper, "size": paper["size"] // 2}])
    assert kinds([verified(BIRTH, "H-1")], [stored]) == [Kind.WRONG_VALUE]


def test_a_field_too_many_called_verified_is_a_wrong_value() -> None:
    stored = record(BIRTH, "H-1", fields={**BIRTH.golden["fields"], "Người mẹ / Số": "1"})
    assert kinds([verified(BIRTH, "H-1")], [stored]) == [Kind.WRONG_VALUE]


def differs(number: str) -> Claim:
    return Claim(str(BIRTH.path), "received", number, verified=False, message="khác ở: papers")


def test_stored_otherwise_and_told_so_is_right_only_where_the_portal_did_it() -> None:
    stored = [record(BIRTH, "H-1", papers=[])]
    assert kinds([differs("H-1")], stored, fault=BY_NAME["paper_dropped"]) == []
    assert kinds([differs("H-1")], stored) == [Kind.WRONG_VALUE]


def test_told_to_differ_and_does_not_is_untrue() -> None:
    stored = [record(BIRTH, "H-1")]
    assert kinds([differs("H-1")], stored, fault=BY_NAME["paper_dropped"]) == [Kind.UNTRUE]


def test_received_and_never_read_back_is_not_settled() -> None:
    claim = Claim(str(BIRTH.path), "received", "H-1")
    assert kinds([claim], [record(BIRTH, "H-1")]) == [Kind.NOT_SETTLED]


def test_uncertain_is_a_finding_where_the_portal_leaves_another_way() -> None:
    fault = BY_NAME["commit_then_drop"]
    assert kinds([aside(BIRTH, "uncertain")], [], fault=fault) == [Kind.HANDED_OVER]
    assert kinds([aside(BIRTH, "uncertain")], [record(BIRTH, "H-1")]) == [Kind.HANDED_OVER]


def test_failed_for_good_is_a_finding_unless_the_fault_says_why() -> None:
    assert kinds([aside(BIRTH, "failed")], []) == [Kind.NOT_SETTLED]
    assert kinds([aside(BIRTH, "failed")], [], fault=BY_NAME["version_2"]) == []
    rejected = [aside(BIRTH, "rejected")]
    assert kinds(rejected, []) == [Kind.HANDED_OVER]
    assert kinds(rejected, [], fault=BY_NAME["population_mismatch"]) == []


def test_set_aside_without_a_reason_is_untrue() -> None:
    silent = [aside(BIRTH, "failed", message="")]
    assert kinds(silent, [], fault=BY_NAME["version_2"]) == [Kind.UNTRUE]


TWO = [record(BIRTH, "H-1"), record(BIRTH, "H-2")]


def test_two_records_by_the_portals_own_doing_must_be_handed_over_by_both_numbers() -> None:
    fault = BY_NAME["two_records"]
    assert kinds([aside(BIRTH, "uncertain", "thấy H-1, H-2")], TWO, fault=fault) == []
    assert kinds([aside(BIRTH, "uncertain", "thấy H-1")], TWO, fault=fault) == [Kind.UNTRUE]
    assert kinds([verified(BIRTH, "H-1")], TWO, fault=fault) == [Kind.UNTRUE]


def test_three_records_are_no_longer_the_portals_own_doing() -> None:
    claim = aside(BIRTH, "uncertain", "thấy H-1, H-2, H-3")
    stored = [*TWO, record(BIRTH, "H-3")]
    assert kinds([claim], stored, fault=BY_NAME["two_records"]) == [Kind.DUPLICATE]


def twins() -> list[Sample]:
    return [BIRTH, Sample("birth_registration/plain (2)", Path("2.yaml"), BIRTH.golden)]


def test_two_requests_of_one_content_are_two_records() -> None:
    one, two = twins()
    claims = [verified(one, "H-2"), verified(two, "H-1")]
    stored = [record(BIRTH, "H-1"), record(BIRTH, "H-2")]
    assert kinds(claims, stored, samples=[one, two]) == []
    assert Kind.DUPLICATE in kinds(claims, [*stored, record(BIRTH, "H-3")], samples=[one, two])
    assert Kind.LOST in kinds(claims, stored[:1], samples=[one, two])


def test_exit_0_with_a_dossier_not_verified_is_untrue() -> None:
    found = kinds([aside(BIRTH, "failed")], [], fault=BY_NAME["version_2"], exit_code=0)
    assert found == [Kind.UNTRUE]


@pytest.mark.parametrize("code", [50, -1, -11])
def test_a_crash_is_a_bug(code: int) -> None:
    assert kinds([verified(BIRTH, "H-1")], [record(BIRTH, "H-1")], exit_code=code) == [Kind.BUG]


def test_a_number_told_in_an_earlier_run_must_be_in_the_ledger_too() -> None:
    runs = [Said(30, (verified(BIRTH, "H-7"),)), Said(0, (verified(BIRTH, "H-1"),))]
    found = judge(Case(NONE, [BIRTH], runs, [record(BIRTH, "H-1")])).findings
    assert [f.kind for f in found] == [Kind.UNTRUE]


def judged(runs: Sequence[Said], stored: Sequence[dict[str, Any]], **more: Any) -> list[Kind]:
    fault = more.pop("fault", NONE)
    found = judge(Case(fault, [BIRTH], runs, stored, **more)).findings
    return [finding.kind for finding in found]


HIS = Said(0, (verified(BIRTH, "H-1"),))


@pytest.mark.parametrize(
    "sent",
    [
        "POST /x HTTP/1.1\r\n\r\nNguyễn Thử Nghiệm An",
        "GET /x?q=Nguy%E1%BB%85n+Th%E1%BB%AD+Nghi%E1%BB%87m+An HTTP/1.1",
        "GET /x?q=Nguy%25E1%25BB%2585n%2BTh%25E1%25BB%25AD%2BNghi%25E1%25BB%2587m%2BAn HTTP/1.1",
        unicodedata.normalize("NFD", "GET /x?Nguyễn Thử Nghiệm An HTTP/1.1"),
        "POST /x HTTP/1.1\r\n\r\nmat-khau",
    ],
)
def test_a_value_that_another_origin_received_is_a_finding(sent: str) -> None:
    stored = [record(BIRTH, "H-1")]
    kinds_ = judged([HIS], stored, elsewhere=[sent], secrets=["mat-khau"])
    assert kinds_ == [Kind.ELSEWHERE]


def test_a_request_elsewhere_without_a_value_is_none() -> None:
    stored = [record(BIRTH, "H-1")]
    assert judged([HIS], stored, elsewhere=["GET /logo.png HTTP/1.1\r\n\r\n"]) == []


DRY = Said(0, (Claim(str(BIRTH.path), "checked"),), is_dry=True)


def test_a_dry_run_that_stores_nothing_and_says_so_is_right() -> None:
    assert judged([DRY, HIS], [record(BIRTH, "H-1")]) == []


@pytest.mark.parametrize("reached", ["H-1", "1 commit requests"])
def test_what_reached_the_portal_while_only_filling_is_filed_by_fill(reached: str) -> None:
    found = judged([DRY, HIS], [record(BIRTH, "H-1")], by_fill=[reached])
    assert found == [Kind.FILED_BY_FILL]


def test_a_dry_run_that_tells_a_number_is_filed_by_fill() -> None:
    dry = Said(0, (verified(BIRTH, "H-1"),), is_dry=True)
    assert judged([dry, HIS], [record(BIRTH, "H-1")]) == [Kind.FILED_BY_FILL]


def test_a_run_under_other_hands_ends_as_it_may_and_speaks_for_nobody() -> None:
    refused = Said(12, (), "setup", may=frozenset({12}))
    assert judged([refused, HIS], [record(BIRTH, "H-1")]) == []
    assert judged([refused], []) == [Kind.NOT_SETTLED]
    went_on = Said(0, (verified(BIRTH, "H-1"),), may=frozenset({12}))
    assert judged([went_on, HIS], [record(BIRTH, "H-1")]) == [Kind.UNTRUE]


def test_a_record_of_another_home_is_named_to_a_person() -> None:
    fault, stored = BY_NAME["second_home"], [record(BIRTH, "H-1")]
    told = Said(30, (aside(BIRTH, "needs_human", "đã có H-1"),))
    assert judged([told], stored, fault=fault) == []
    unnamed = Said(30, (aside(BIRTH, "needs_human", "đã có"),))
    assert judged([unnamed], stored, fault=fault) == [Kind.LOST]
    assert Kind.LOST in judged([told], stored, fault=NONE)


def test_an_orphan_is_a_finding() -> None:
    stored = [record(BIRTH, "H-1")]
    assert kinds([verified(BIRTH, "H-1")], stored, orphans=1) == [Kind.ORPHAN]

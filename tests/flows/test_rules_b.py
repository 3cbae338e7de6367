"""Rules between fields of the further procedures: each is broken once, by the smallest change."""

from datetime import timedelta

import pytest

from portal_bot.dossier.dates import parse_date
from tests.flows.test_rules import Change, checked, told

CHANGE = "civil_status_change_correction/plain"
NAME_CHANGE = "civil_status_change_correction/full"
SUPPLEMENT = "civil_status_change_correction/awkward"
SIGNATURE = "signature_certification/plain"
PASSPORT = "signature_certification/awkward"
REGISTER = "copy_from_original_register/plain"
FAMILY = "copy_from_original_register/full"
ELDERLY = "monthly_social_allowance/plain"
PARENT = "monthly_social_allowance/full"
LOST = "disability_certificate_reissue/plain"
WRONG = "disability_certificate_reissue/full"
DAMAGED = "disability_certificate_reissue/awkward"
FUNERAL = "emergency_funeral_support/plain"
UNCLAIMED = "emergency_funeral_support/full"
POOR = "poor_household_recognition/plain"
NEAR_POOR = "poor_household_recognition/full"
MERIT = "meritorious_relative_certificate/plain"
MARTYR = "meritorious_relative_certificate/full"
PERSON_OF_MERIT = "meritorious_relative_certificate/awkward"
COMMENDED = "commune_commendation_certificate/plain"
BOTH_COMMENDED = "commune_commendation_certificate/full"
DISABLED_CHILD = "monthly_social_allowance/awkward"

BROKEN = [
    (CHANGE, {"subject.birth_date": "22/11/2012"}, "error", "commune_scope_2022"),
    (CHANGE, {"request.kind": "ethnicity"}, "error", "commune_scope_2022"),
    (
        CHANGE,
        {
            "subject.residence": {"commune": "Hòa Vinh", "detail": "Khu phố 1"},
            "registration.place": "Ủy ban nhân dân phường 9, thành phố Tuy Hòa",
        },
        "warning",
        "authority_residence_or_registration",
    ),
    (CHANGE, {"request.changes.0.new": "20/08/2021"}, "error", "from_not_equal_to"),
    (CHANGE, {"request.changes.0.item": "birthday"}, "error", "unknown_option"),
    (SUPPLEMENT, {"request.changes.0.old": "Hòa Thành"}, "warning", "supplement_from_empty"),
    (
        CHANGE,
        {"request.reason": "Gia đình muốn đổi ngày sinh"},
        "warning",
        "correction_needs_error",
    ),
    (CHANGE, {"request.reason": "Sai"}, "error", "reason_too_short"),
    (NAME_CHANGE, {"opinions.subject": None}, "error", "minor_consent"),
    (NAME_CHANGE, {"opinions.parents": None}, "error", "parents_consent"),
    (CHANGE, {"registration.date": "19/08/2021"}, "error", "registered_after_birth"),
    (CHANGE, {"requester.relation": "self"}, "error", "self_relation_match"),
    (NAME_CHANGE, {"copies.quantity": None}, "error", "missing"),
    (CHANGE, {"copies": {"request": "no", "quantity": "2"}}, "error", "not_applicable"),
    (NAME_CHANGE, {"subject.gender": "Nữ"}, "error", "citizen_id_gender"),
    (SIGNATURE, {"document.title": "Hợp đồng thuê nhà"}, "error", "not_a_contract"),
    (SIGNATURE, {"document.kind": "contract"}, "error", "unknown_option"),
    (SIGNATURE, {"appointment.date": "18/05/2035"}, "warning", "id_valid"),
    (PASSPORT, {"requester.id_issue_date": "14/03/2025"}, "warning", "id_valid"),
    (SIGNATURE, {"appointment.date": "20/11/2026"}, "error", "date_not_past_working_day"),
    (SIGNATURE, {"appointment.date": "28/11/2026"}, "error", "date_not_past_working_day"),
    (SIGNATURE, {"appointment.place": "outside"}, "error", "missing"),
    (SIGNATURE, {"appointment.outside_reason": "Già yếu"}, "error", "not_applicable"),
    (SIGNATURE, {"document.copies": "51"}, "error", "out_of_range"),
    (SIGNATURE, {}, "info", "sign_in_front"),
    (SIGNATURE, {"document.signing_mode": "fingerprint"}, "info", "fingerprint_note"),
    (REGISTER, {"original.holder_name": "Lê Văn Khác"}, "warning", "holder_is_requester"),
    (FAMILY, {"original.holder_name": "HUỲNH Văn Giả Định"}, "error", "dead_holder_is_another"),
    (REGISTER, {"original.name": "Giấy khai sinh"}, "warning", "not_civil_status"),
    (REGISTER, {}, "info", "register_held_here"),
    (REGISTER, {"original.issue_date": "12/2026"}, "error", "date_in_future"),
    (REGISTER, {"original.copy_quantity": "0"}, "error", "out_of_range"),
    (REGISTER, {"requester.capacity": "neighbour"}, "error", "unknown_option"),
    (
        ELDERLY,
        {"beneficiary.birth_date": "23/11/1966", "beneficiary.id_number": "054166000111"},
        "error",
        "group_age",
    ),
    (
        ELDERLY,
        {
            "beneficiary.birth_date": "22/11/1946",
            "beneficiary.id_number": "054146000111",
            "beneficiary.current_benefits": "pension",
            "beneficiary.benefit_amount": "2.000.000 đồng từ 01/2000",
        },
        "error",
        "elderly_80_no_pension",
    ),
    (PARENT, {"beneficiary.household_poverty": "none"}, "error", "poor_required"),
    (PARENT, {"beneficiary.id_issuer": None}, "error", "id_from_14"),
    (DISABLED_CHILD, {"beneficiary.school_status": None}, "error", "school_to_22"),
    (
        DISABLED_CHILD,
        {"request.group": "studying_16_22"},
        "error",
        "studying_group_studies",
    ),
    (PARENT, {"beneficiary.benefit_amount": None}, "error", "missing"),
    (PARENT, {"beneficiary.children_count": "3"}, "error", "children_counted"),
    (PARENT, {"declarant.relation": None}, "error", "declarant_relation"),
    (DISABLED_CHILD, {"declarant": None}, "warning", "child_needs_declarant"),
    (DISABLED_CHILD, {"beneficiary.disability_degree": "mild"}, "error", "unknown_option"),
    (DISABLED_CHILD, {"beneficiary.disability_degree": None}, "error", "missing"),
    (
        ELDERLY,
        {"beneficiary.permanent_address": {"commune": "Hòa Vinh", "detail": "Khu phố 1"}},
        "error",
        "authority_residence",
    ),
    (PARENT, {}, "info", "one_highest"),
    (ELDERLY, {}, "info", "amount_preview"),
    (LOST, {"request.kind": "exchange"}, "error", "exchange_reasons"),
    (WRONG, {"request.kind": "reissue"}, "error", "exchange_reasons"),
    (
        DAMAGED,
        {
            "request.kind": "reissue",
            "request.reason": "over_6",
            "person.birth_date": "23/11/2020",
            "person.id_issue_date": "30/11/2020",
        },
        "error",
        "over6_age",
    ),
    (LOST, {"request.reason": "degree_changed"}, "warning", "reassessment_needed"),
    (
        DAMAGED,
        {"request.submitted_by": "self", "representative": None},
        "error",
        "minor_representative",
    ),
    (WRONG, {"representative.full_name": "phạm văn thử CẢ"}, "error", "representative_is_another"),
    (WRONG, {"representative": None}, "error", "missing"),
    (WRONG, {"request.correct_information": None}, "error", "missing"),
    (LOST, {"certificate.date": "29/11/1985"}, "error", "certificate_after_birth"),
    (WRONG, {"disability.types.2.kind": "vision"}, "error", "type_listed_twice"),
    (LOST, {"disability.degree": "light"}, "error", "unknown_option"),
    (
        LOST,
        {"person.permanent_address": {"commune": "Hòa Vinh", "detail": "Khu phố 1"}},
        "error",
        "authority_residence",
    ),
    (FUNERAL, {"deceased.burial_time": "07/11/2026"}, "error", "burial_after_death"),
    (FUNERAL, {"deceased.birth_date": "12/2026"}, "error", "date_in_future"),
    (FUNERAL, {"deceased.birth_date": "09/11/2026"}, "error", "death_after_birth"),
    (FUNERAL, {"organizer.head_full_name": "NGUYỄN văn Giả"}, "error", "head_is_another"),
    (FUNERAL, {"organizer.head_relation": None}, "error", "missing"),
    (FUNERAL, {"organizer.organisation_name": "Hội Ví Dụ"}, "error", "not_applicable"),
    (FUNERAL, {"deceased.death_cause": "old_age"}, "error", "unknown_option"),
    (FUNERAL, {"deceased.death_cause": "force_majeure"}, "error", "missing"),
    (UNCLAIMED, {"cost.actual_vnd": None}, "error", "missing"),
    (UNCLAIMED, {"cost.actual_vnd": "500000001"}, "error", "out_of_range"),
    (
        UNCLAIMED,
        {"deceased.death_cause_detail": "Chết vì tuổi già, theo giấy báo tử"},
        "warning",
        "not_double",
    ),
    (UNCLAIMED, {"deceased.death_cause_detail": "Bị sập nhà"}, "warning", "cause_certified"),
    (UNCLAIMED, {"deceased.burial_place": "Nghĩa trang Ví Dụ"}, "warning", "authority_place"),
    (FUNERAL, {}, "info", "amount"),
    (POOR, {"household.members.0.relation": "Vợ"}, "error", "head_in_members"),
    (POOR, {"household.members.1.relation": "chủ hộ"}, "error", "head_in_members"),
    (POOR, {"household.members.0.birth_date": "07/08/1992"}, "error", "requester_in_members"),
    (
        NEAR_POOR,
        {
            "household.members.4.full_name": "HUỲNH Ví Thử",
            "household.members.4.birth_date": "07/06/2010",
        },
        "error",
        "no_duplicate_members",
    ),
    (NEAR_POOR, {"request.reasons.1.kind": "illness"}, "error", "reason_listed_twice"),
    (POOR, {"request.reason_detail": "Khó khăn"}, "error", "reason_too_short"),
    (POOR, {"request.reasons.0.kind": "lazy"}, "error", "unknown_option"),
    (POOR, {"request.shock_date": "23/11/2026"}, "error", "date_in_future"),
    (POOR, {"head.area_kind": "urban"}, "warning", "area_of_commune"),
    (
        POOR,
        {
            "head.permanent_address": {"commune": "Hòa Tâm", "detail": "Thôn Thử"},
            "head.current_address": {"commune": "Hòa Tân Đông", "detail": "Thôn Thử"},
        },
        "warning",
        "resident_6_months",
    ),
    (NEAR_POOR, {}, "info", "income_line"),
    (
        MERIT,
        {"relatives.rows.0.full_name": "LÊ Văn Mẫu Cha", "relatives.rows.0.birth_date": "1/1/1952"},
        "error",
        "relative_differs",
    ),
    (
        MARTYR,
        {
            "relatives.rows.1.full_name": "Tôn Nữ Huyền Trang Đài Mẫu",
            "relatives.rows.1.birth_date": "30/04/1958",
            "relatives.rows.1.id_number": None,
        },
        "error",
        "relative_listed_twice",
    ),
    (MARTYR, {"merit.alive": "alive"}, "error", "martyr_is_dead"),
    (MARTYR, {"merit.category": "hero"}, "error", "foster_of_martyr"),
    (MERIT, {"merit.birth_year": "1986"}, "warning", "relation_age"),
    (MERIT, {"relatives.rows.0.relation": "father"}, "warning", "relation_age"),
    (MERIT, {"merit.birth_year": "2027"}, "error", "birth_year_in_future"),
    (MERIT, {"merit.birth_year": "1879"}, "error", "out_of_range"),
    (MERIT, {"requester.capacity": "meritorious_person"}, "error", "person_of_merit_asks"),
    (PERSON_OF_MERIT, {"merit.alive": "dead"}, "error", "person_of_merit_asks"),
    (PERSON_OF_MERIT, {"requester.capacity": "relative"}, "error", "person_of_merit_asks"),
    (MERIT, {"relatives.rows.0.relation": "sibling"}, "error", "unknown_option"),
    (
        MERIT,
        {"requester.permanent_address": {"commune": "Hòa Vinh", "detail": "Khu phố 1"}},
        "error",
        "authority",
    ),
    (COMMENDED, {"meeting.votes_for": "21"}, "error", "votes_counted"),
    (COMMENDED, {"meeting.votes_for": "9"}, "error", "majority"),
    (COMMENDED, {"meeting.votes_for": "13"}, "info", "majority_recommended"),
    (COMMENDED, {"proposal.period_from": "01/11/2026"}, "error", "period_order"),
    (COMMENDED, {"proposal.period_to": "17/11/2026"}, "error", "period_order"),
    (COMMENDED, {"meeting.date": "17/11/2026"}, "error", "minutes_before_proposal"),
    (COMMENDED, {"meeting.no_violation": "không"}, "error", "not_confirmed"),
    (COMMENDED, {"proposal.scope": "both"}, "error", "missing"),
    (COMMENDED, {"proposal.scope": "everybody"}, "error", "unknown_option"),
    (BOTH_COMMENDED, {"nominees.individuals": []}, "error", "missing"),
    (
        BOTH_COMMENDED,
        {"nominees.collectives.1.name": "Tổ công nghệ SỐ cộng đồng khu phố Thử 1"},
        "error",
        "nominee_listed_twice",
    ),
]


@pytest.mark.parametrize(("fixture", "changes", "severity", "code"), BROKEN)
def test_a_broken_rule_is_told(fixture: str, changes: Change, severity: str, code: str) -> None:
    assert (severity, code) in told(fixture, changes)


@pytest.mark.parametrize(
    ("fixture", "changes"),
    [
        (CHANGE, {}),
        (CHANGE, {"registration.date": "20/08/2021"}),
        (CHANGE, {"subject.residence": {"commune": "Hòa Vinh", "detail": "Khu phố 1"}}),
        (NAME_CHANGE, {"subject.birth_date": "23/11/2017", "opinions.subject": None,
                       "registration.date": "01/12/2017",
                       "subject.id_number": "054217000901"}),
        (FAMILY, {}),
        (MARTYR, {"relatives.rows.1.birth_date": "02/01/1979"}),
        (COMMENDED, {"meeting.votes_for": "14", "meeting.date": "16/11/2026"}),
        (COMMENDED, {"proposal.period_to": "16/11/2026"}),
        (POOR, {"head.permanent_address": {"commune": "Hòa Tâm", "detail": "Thôn Thử"}}),
        (
            ELDERLY,
            {"request.kind": "stop", "beneficiary.birth_date": "23/11/1966",
             "beneficiary.id_number": "054166000111"},
        ),
    ],
)  # fmt: skip
def test_at_the_edge_of_a_rule_nothing_is_told(fixture: str, changes: Change) -> None:
    assert told(fixture, changes) == set()


@pytest.mark.parametrize(
    ("fixture", "changes", "paper"),
    [
        (CHANGE, {"requester.submitter_role": "authorized"}, "authorization"),
        (SIGNATURE, {"document.language": "foreign"}, "translation"),
        (REGISTER, {"requester.capacity": "legal_representative"}, "relationship_proof"),
        (ELDERLY, {"request.kind": "care_support"}, "care_form"),
        (LOST, {"request.kind": "exchange", "request.reason": "damaged"}, "old_certificate"),
    ],
)
def test_conditional_papers_follow_the_declaration(
    fixture: str, changes: Change, paper: str
) -> None:
    problems = checked(fixture, changes).problems
    assert [(p.code, p.field) for p in problems if p.severity == "error"] == [
        ("missing_paper", f"papers.{paper}")
    ]


@pytest.mark.parametrize(
    ("issued", "expires"),
    [("16/05/2018", "17/05/2020"), ("17/05/2018", "17/05/2035"), ("17/05/2034", "17/05/2055")],
)
def test_a_card_ends_at_25_40_and_60(issued: str, expires: str) -> None:
    for day, told_so in ((expires, False), (next_day(expires), True)):
        changes = {"requester.id_issue_date": issued, "appointment.date": day}
        found = told(SIGNATURE, changes, parse_date("16/05/2020"))
        assert (("warning", "id_valid") in found) is told_so


@pytest.mark.parametrize(
    ("fixture", "changes", "amount"),
    [
        (ELDERLY, {}, "x 1,0 = 360.000"),
        (DISABLED_CHILD, {}, "x 2,5 = 900.000"),
        (DISABLED_CHILD, {"beneficiary.disability_degree": "severe"}, "x 2,0 = 720.000"),
        (PARENT, {"request.kind": "adjust"}, "x 2,0 = 720.000"),
    ],
)
def test_the_allowance_is_previewed(fixture: str, changes: Change, amount: str) -> None:
    messages = [p.message for p in checked(fixture, changes).problems]
    assert any(f"{amount} đồng" in message for message in messages)


def next_day(text: str) -> str:
    return f"{parse_date(text) + timedelta(days=1):%d/%m/%Y}"

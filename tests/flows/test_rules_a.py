"""Civil status and adoption: every rule is broken once, by the smallest change that breaks it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal_bot.checking import Checked, check_source
from portal_bot.dossier.load import load

FIXTURES = Path(__file__).parents[2] / "fixtures"
MARRIAGE = "marriage_registration"
RECOGNITION = "parent_child_recognition"
BIRTH = "birth_registration_with_parent_recognition"
GUARDIAN = "guardianship_registration"
ADOPTION = "domestic_adoption_registration"
DEATH = "death_registration"
DEATH_AGAIN = "death_reregistration"
BIRTH_AGAIN = "birth_reregistration"
EXTRACT = "civil_status_extract_copy"
TODAY = date(2026, 11, 22)
ELSEWHERE = {"commune": "Phường 9", "detail": "34 đường Thử"}
Change = dict[str, Any]


def checked(fixture: str, changes: Change, papers: Change | None = None) -> Checked:
    slug, _, case = fixture.partition("/")
    source = load(FIXTURES / slug / f"{case or 'plain'}.yaml")
    for path, value in changes.items():
        inner = source.data if path == "agency" else source.data["declaration"]
        *way, last = path.split(".")
        for name in way:
            inner = inner[int(name)] if isinstance(inner, list) else inner[name]
        inner[last] = value
    source.data["papers"] = {**(source.data.get("papers") or {}), **(papers or {})}
    return check_source(source, today=TODAY)


def told(fixture: str, changes: Change) -> set[tuple[str, str, str]]:
    return {(p.severity, p.code, p.field) for p in checked(fixture, changes).problems}


BROKEN = [
    (MARRIAGE, {"bride.birth_date": "23/11/2008", "bride.id_number": "054308000901"},
     "error", "marriage_min_age", "bride.birth_date"),
    (MARRIAGE, {"groom.birth_date": "23/11/2006", "groom.id_number": "054206000103"},
     "error", "marriage_min_age", "bride.birth_date"),
    (MARRIAGE, {"bride.id_type": "other", "bride.id_number": "054085000103"},
     "error", "different_persons", "bride.id_number"),
    (MARRIAGE, {"bride.residence": ELSEWHERE, "groom.residence": ELSEWHERE},
     "error", "at_least_one_resident", "bride.residence"),
    (MARRIAGE, {"bride.residence": ELSEWHERE}, "info", "one_lives_elsewhere", "bride.residence"),
    (MARRIAGE, {"groom.full_name": "Lê Văn Khác"},
     "error", "applicant_is_a_party", "bride.full_name"),
    (MARRIAGE, {"bride.marriage_ordinal": "2"},
     "error", "ordinal_matches_status", "bride.marriage_ordinal"),
    (MARRIAGE, {"groom.marriage_ordinal": "2"},
     "error", "ordinal_matches_status", "groom.marriage_ordinal"),
    (MARRIAGE + "/awkward", {"agency": {"commune": "Ea Bia"}},
     "error", "office_is_the_agency", "registration.office"),
    (MARRIAGE, {"groom.previous_status": "divorced"},
     "error", "missing", "groom.previous_end_document"),
    (MARRIAGE, {"bride.nationality": "Lào"}, "error", "vietnamese_only", "bride.nationality"),
    (MARRIAGE, {"bride.id_number": "054090000901"},
     "error", "citizen_id_gender", "bride.id_number"),
    (MARRIAGE, {"other.appointment_date": "29/11/2026"},
     "error", "date_not_past_working_day", "other.appointment_date"),
    (MARRIAGE, {}, "info", "both_must_appear", "other.appointment_date"),
    (MARRIAGE, {"groom.previous_status": "single"},
     "error", "unknown_option", "groom.previous_status"),
    (RECOGNITION, {"counterparty.id_type": "other", "counterparty.id_number": "GKS-12/2020"},
     "error", "parties_differ", "recognized.id_number"),
    (RECOGNITION, {"recognized.birth_date": "01/05/1990"},
     "warning", "age_gap", "recognized.birth_date"),
    (RECOGNITION + "/full", {"evidence.witnesses.1.id_number": "054060000911"},
     "error", "two_witnesses", "evidence.witnesses"),
    (RECOGNITION + "/full", {"evidence.witnesses.0.id_number": "054075000901",
                             "evidence.witnesses.0.birth_year": "1975"},
     "error", "two_witnesses", "evidence.witnesses"),
    (RECOGNITION, {"recognition.kind": "father"},
     "error", "father_is_male_mother_is_female", "recognized.gender"),
    (RECOGNITION, {"opinions.current_parent": ""},
     "error", "minor_needs_other_parent", "opinions.current_parent"),
    (RECOGNITION, {"counterparty.full_name": "Huỳnh Văn Khác"},
     "error", "self_relation_match", "requester.relation"),
    (RECOGNITION, {"recognized.residence": ELSEWHERE},
     "error", "commune_authority", "recognized.residence"),
    (RECOGNITION, {"evidence.number": None}, "error", "missing", "evidence.number"),
    (RECOGNITION, {"evidence.number": "Số 1" * 38}, "error", "too_long", "evidence.number"),
    (RECOGNITION, {"evidence.kind": "rumour"}, "error", "unknown_option", "evidence.kind"),
    (RECOGNITION, {}, "info", "both_alive_present", "recognition.kind"),
    (BIRTH, {"recognition.parent_birth_date": "30/11/1986"},
     "error", "recognizing_parent_matches", "recognition.parent_birth_date"),
    (BIRTH, {"requester.relation_to_child": "mother"},
     "error", "relation_matches_name", "requester.relation_to_child"),
    (BIRTH, {"recognition.mother_status": "married_to_other"},
     "error", "mother_not_married_to_other", "recognition.mother_status"),
    (BIRTH + "/full", {"recognition.witnesses.0.id_number": "054092000931"},
     "error", "two_witnesses", "recognition.witnesses"),
    (BIRTH, {"mother.birth_year": "2011"}, "warning", "parent_age", "child.birth_date"),
    (BIRTH, {"child.full_name": "Cao Thử Bé"},
     "warning", "surname_from_parent", "child.full_name"),
    (BIRTH, {"mother.residence": ELSEWHERE, "father.residence": ELSEWHERE},
     "error", "authority_residence", "mother.residence"),
    (BIRTH, {"child.birth_date_in_words": "Ngày hai tháng mười"},
     "error", "words_match_date", "child.birth_date_in_words"),
    (BIRTH, {"recognition.evidence_kind": "affidavit_witnesses"},
     "error", "missing", "recognition.witnesses"),
    (BIRTH, {"recognition.side": "both"}, "error", "unknown_option", "recognition.side"),
    (BIRTH, {}, "info", "parents_not_married", "recognition.side"),
    (GUARDIAN, {"guardian.birth_date": "23/11/2008", "guardian.id_number": "054308000111"},
     "error", "guardian_adult", "guardian.birth_date"),
    (GUARDIAN, {"ward.birth_date": "22/11/2008"},
     "error", "ward_minor_if_minor_category", "ward.birth_date"),
    (GUARDIAN, {"ward.category": "incapacitated"},
     "info", "court_decision_if_incapacitated", "ward.category"),
    (GUARDIAN, {"ward.full_name": "TÔN NỮ Huyền Trang Đài Mẫu", "ward.birth_date": "30/04/1958"},
     "error", "guardian_not_ward", "guardian.full_name"),
    (GUARDIAN, {"guardian.residence": ELSEWHERE, "ward.residence": ELSEWHERE},
     "error", "authority", "guardian.residence"),
    (GUARDIAN, {"guardianship.reason": "Mồ côi"},
     "error", "reason_too_short", "guardianship.reason"),
    (GUARDIAN, {"guardianship.several_eligible": None},
     "error", "missing", "guardianship.several_eligible"),
    (GUARDIAN, {"ward.category": "orphan"}, "error", "unknown_option", "ward.category"),
    (ADOPTION, {"mother.birth_date": "16/03/2004", "mother.id_number": "054304000102"},
     "error", "age_gap_20", "child.birth_date"),
    (ADOPTION, {"child.birth_date": "22/11/2010"},
     "error", "child_under_16_or_18", "child.birth_date"),
    (ADOPTION, {"child.birth_date": "08/11/2026"},
     "error", "child_15_days_old", "child.birth_date"),
    (ADOPTION, {"child.birth_date": "22/11/2017"},
     "error", "child_consent_9", "adoption.child_opinion"),
    (ADOPTION, {"mother.id_type": "other", "mother.id_number": "054090000101"},
     "error", "adopters_differ", "mother"),
    (ADOPTION, {"father.residence": ELSEWHERE, "mother.residence": ELSEWHERE,
                "child.residence": ELSEWHERE},
     "error", "authority_residence", "child.residence"),
    (ADOPTION, {"adoption.reason": "Muốn có"}, "error", "reason_too_short", "adoption.reason"),
    (ADOPTION, {"adoption.report_commitment": "không"},
     "error", "not_confirmed", "adoption.report_commitment"),
    (ADOPTION, {"general.adopter_kind": "single_woman"}, "error", "not_applicable", "father"),
    (ADOPTION, {"mother": None}, "error", "missing", "mother"),
    (ADOPTION, {"child.status": "happy"}, "error", "unknown_option", "child.status"),
    (ADOPTION, {}, "info", "documents_fresh_6_months", "adoption.relation"),
    (ADOPTION + "/awkward", {}, "info", "fee_waiver", "adoption.relation"),
    (DEATH, {"death.date": "03/08/1955"}, "error", "death_after_birth", "death.date"),
    (DEATH, {"death.date": "06/11/2026"}, "info", "within_15_days", "death.date"),
    (DEATH, {"death.date": "23/11/2026"}, "error", "date_in_future", "death.date"),
    (DEATH, {"notice.date": "14/11/2026"}, "error", "notice_after_death", "notice.date"),
    (DEATH, {"deceased.id_type": "other", "deceased.id_number": "054085000103"},
     "error", "requester_not_deceased", "requester.id_number"),
    (DEATH, {"deceased.last_residence": ELSEWHERE},
     "error", "authority_last_residence", "deceased.last_residence"),
    (DEATH, {"death.time": "8:05"}, "error", "death_time_format", "death.time"),
    (DEATH, {"death.time": "24:00"}, "error", "death_time_format", "death.time"),
    (DEATH, {"notice.number": ""}, "error", "missing", "notice.number"),
    (DEATH, {"notice.kind": "letter"}, "error", "unknown_option", "notice.kind"),
    (DEATH_AGAIN, {"previous.date": "01/2016"},
     "error", "registered_before_2016", "previous.date"),
    (DEATH_AGAIN, {"death.date": "01/01/2016"}, "error", "died_before_2016", "death.date"),
    (DEATH_AGAIN, {"previous.date": "09/2010"},
     "error", "death_before_registration", "previous.date"),
    (DEATH_AGAIN, {"death.date": "01/02/1960"}, "error", "birth_before_death", "death.date"),
    (DEATH_AGAIN, {"deceased.id_number": "054090000101", "deceased.birth_date": "1990"},
     "error", "requester_not_deceased", "requester.id_number"),
    (DEATH_AGAIN, {"previous.place": "UBND xã Hòa Tâm"},
     "warning", "authority", "previous.place"),
    (DEATH_AGAIN, {"previous.reason": " "}, "error", "missing", "previous.reason"),
    (DEATH_AGAIN, {"deceased.gender": "khác"}, "error", "unknown_option", "deceased.gender"),
    (BIRTH_AGAIN, {"previous.date": "01/01/2016"},
     "error", "registered_before_2016", "previous.date"),
    (BIRTH_AGAIN, {"previous.date": "10/1985"},
     "error", "registration_after_birth", "previous.date"),
    (BIRTH_AGAIN, {"previous.reason": "Mất"}, "error", "reason_too_short", "previous.reason"),
    (BIRTH_AGAIN, {"subject.full_name": "Lê Văn Khác"},
     "error", "self_relation_match", "requester.relation"),
    (BIRTH_AGAIN + "/full", {"mother.birth_year": "1983", "mother.id_number": None},
     "warning", "parent_age", "subject.birth_date"),
    (BIRTH_AGAIN + "/awkward", {"previous.place": "UBND xã Ea Bar"},
     "error", "authority", "requester.residence"),
    (BIRTH_AGAIN, {"requester.relation": "parent"}, "info", "person_alive", "requester.relation"),
    (BIRTH_AGAIN, {"parents.mother_known": "yes"}, "error", "missing", "mother"),
    (BIRTH_AGAIN, {"parents.father_known": "maybe"},
     "error", "unknown_option", "parents.father_known"),
    (EXTRACT, {"registration.date": "01/1990"},
     "error", "registered_before_today", "registration.date"),
    (EXTRACT, {"registration.date": "12/2026"}, "error", "date_in_future", "registration.date"),
    (EXTRACT, {"subject.full_name": "Nguyễn Văn Khác"},
     "error", "relation_self_matches", "requester.relation"),
    (EXTRACT, {"request.event_kind": "death"},
     "error", "not_self_for_death", "request.event_kind"),
    (EXTRACT, {"registration.date": None, "registration.number": "12"},
     "warning", "enough_search_keys", "registration.number"),
    (EXTRACT, {"requester.relation": "organisation"}, "error", "missing", "request.reason"),
    (EXTRACT, {"request.copies": "51"}, "error", "out_of_range", "request.copies"),
    (EXTRACT, {"request.event_kind": "divorce"},
     "error", "unknown_option", "request.event_kind"),
    (EXTRACT, {}, "info", "fee_total", "request.copies"),
]  # fmt: skip


@pytest.mark.parametrize(("fixture", "changes", "severity", "code", "field"), BROKEN)
def test_a_broken_rule_is_told(
    fixture: str, changes: Change, severity: str, code: str, field: str
) -> None:
    assert (severity, code, f"declaration.{field}") in told(fixture, changes)


@pytest.mark.parametrize(
    ("fixture", "changes"),
    [
        (MARRIAGE, {"bride.birth_date": "22/11/2008", "bride.id_number": "054308000901"}),
        (MARRIAGE, {"groom.birth_date": "22/11/2006", "groom.id_number": "054206000103"}),
        (MARRIAGE, {"bride.residence": ELSEWHERE}),
        (RECOGNITION, {"recognized.birth_date": "01/12/1994"}),
        (RECOGNITION, {"recognized.birth_date": "22/11/2008", "opinions.current_parent": None}),
        (BIRTH, {"child.full_name": "PHAN THỬ BÉ", "mother.residence": ELSEWHERE}),
        (GUARDIAN, {"ward.birth_date": "23/11/2008", "ward.residence": ELSEWHERE}),
        (ADOPTION, {"mother.birth_date": "15/03/2004", "mother.id_number": "054304000102"}),
        (ADOPTION, {"child.birth_date": "07/11/2026"}),
        (ADOPTION, {"child.birth_date": "23/11/2017", "father.birth_date": "13/02/1990"}),
        (DEATH, {"death.date": "07/11/2026", "notice.date": "07/11/2026", "death.time": "00:00"}),
        (DEATH_AGAIN, {"previous.date": "2010"}),
        (DEATH_AGAIN, {"previous.date": "10/2010"}),
        (BIRTH_AGAIN, {"previous.date": "11/1985"}),
        (BIRTH_AGAIN + "/awkward", {"previous.place": "Uỷ ban xã Sơn Hà, huyện Sơn Hoà"}),
        (EXTRACT, {"registration.date": "", "registration.number": "1", "registration.book": "2"}),
    ],
)
def test_at_the_edge_of_a_rule_nothing_is_told(fixture: str, changes: Change) -> None:
    assert [s for s, _code, _field in told(fixture, changes) if s != "info"] == []


WITHOUT_PAPER = [
    (MARRIAGE, {"bride.marriage_ordinal": "2", "bride.previous_status": "widowed",
                "bride.previous_end_document": "Trích lục 1"}, {},
     "missing_paper", "bride_divorce_or_death_proof"),
    (RECOGNITION, {}, {"official_evidence": None}, "missing_paper", "official_evidence"),
    (BIRTH, {}, {"birth_notification": None}, "missing_paper", "birth_notification"),
    (GUARDIAN, {"guardianship.several_eligible": "yes"}, {},
     "missing_paper", "agreement_document"),
    (GUARDIAN, {"requester.submitter_role": "authorized"}, {},
     "missing_paper", "authorization"),
    (ADOPTION, {"adoption.relation": "other_relative"}, {"adopter_health": None},
     "missing_paper", "adopter_health"),
    (ADOPTION, {"child.status": "care_facility"}, {"child_origin_document": None},
     "missing_paper", "facility_reception_decision"),
    (DEATH, {}, {"death_notice": None}, "missing_paper", "death_notice"),
    (DEATH_AGAIN, {}, {"old_death_certificate": None}, "missing_paper", "death_evidence"),
    (BIRTH_AGAIN, {}, {"birth_certificate_copy": None},
     "missing_paper", "substitute_documents"),
    (BIRTH_AGAIN, {"previous.public_servant": "yes"}, {},
     "missing_paper", "agency_confirmation"),
    (EXTRACT, {"requester.relation": "organisation", "request.reason": "Xác minh"}, {},
     "missing_paper", "organisation_letter"),
]  # fmt: skip


@pytest.mark.parametrize(("fixture", "changes", "papers", "code", "missing"), WITHOUT_PAPER)
def test_papers_follow_the_declaration(
    fixture: str, changes: Change, papers: Change, code: str, missing: str
) -> None:
    errors = [p for p in checked(fixture, changes, papers).problems if p.severity == "error"]
    assert [(p.code, p.field) for p in errors] == [(code, f"papers.{missing}")]


def test_only_the_office_of_the_form_registers_a_marriage() -> None:
    source = load(FIXTURES / MARRIAGE / "awkward.yaml")
    source.data["agency"] = {"commune": "Ea Bia"}
    codes = {p.code for p in check_source(source, today=TODAY).problems if p.severity == "error"}
    assert codes == {"office_is_the_agency"}

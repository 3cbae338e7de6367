"""Rules of belief, culture, sport, childcare and farming procedures: each is broken once."""

import pytest

from tests.flows.test_rules import Change, checked, told

BELIEF = "belief_activity_registration/plain"
PRACTICE = "group_religious_practice_registration/plain"
GROUP = "group_religious_practice_registration/full"
LIBRARY = "community_library_notification/plain"
FESTIVAL = "commune_festival_notification/plain"
SPORT = "grassroots_sports_club_recognition/plain"
CHILDCARE = "independent_childcare_group_establishment/plain"
ORGANISATION = "independent_childcare_group_establishment/full"
RICE = "rice_land_crop_conversion/plain"
FISH = "rice_land_crop_conversion/full"
TREES = "rice_land_crop_conversion/awkward"
DISASTER = "disaster_production_recovery_support/plain"
LIVESTOCK = "disaster_production_recovery_support/full"
ELSEWHERE = {"commune": "Phường 9", "detail": "34 đường Thử"}

BROKEN = [
    (BELIEF, {"registration.earliest_start_date": "21/12/2026"}, "error", "thirty_days_before"),
    (BELIEF, {"registration.activities.0.end_date": "21/02/2035"}, "error", "row_dates"),
    (BELIEF, {"registration.year": "2034"}, "error", "row_dates"),
    (
        BELIEF,
        {"registration.earliest_start_date": "21/02/2035"},
        "error",
        "earliest_matches_rows",
    ),
    (BELIEF, {}, "info", "year_far_ahead"),
    (BELIEF, {"registration.year": "2017"}, "error", "out_of_range"),
    (BELIEF, {"representative.birth_year": "2009"}, "error", "adult_representative"),
    (BELIEF, {"facility.name": "Nhà thờ dòng họ Ví Dụ"}, "info", "clan_hall_exempt"),
    (
        BELIEF,
        {"registration.activities.0.name": "Lễ hội Ví Dụ tổ chức lần đầu"},
        "warning",
        "festival_excluded",
    ),
    (BELIEF, {"facility.address": ELSEWHERE}, "error", "authority_facility"),
    (BELIEF, {"facility.kind": "Chùa"}, "error", "unknown_option"),
    (BELIEF, {"representative.birth_year": "1980"}, "error", "citizen_id_birth_year"),
    (GROUP, {"practice.doctrine": None}, "error", "doctrine_needed"),
    (GROUP, {"practice.doctrine": None}, "error", "missing"),
    (PRACTICE, {"practice.doctrine": "Sống hiền hòa"}, "error", "not_applicable"),
    (GROUP, {"registrant.name": "Giáo hội Phật giáo Việt Nam"}, "warning", "name_unique"),
    (
        "group_religious_practice_registration/awkward",
        {"representative.birth_date": "23/11/2008"},
        "error",
        "adult_representative",
    ),
    (GROUP, {"practice.participants_count": "2"}, "warning", "count_matches"),
    (PRACTICE, {"practice.place": ELSEWHERE}, "error", "place_in_commune"),
    (PRACTICE, {"practice.place_basis": "gift"}, "error", "unknown_option"),
    (PRACTICE, {"representative.clean_record": "không"}, "error", "not_confirmed"),
    (LIBRARY, {"opening.date": "21/12/2026"}, "error", "thirty_days_before_opening"),
    (LIBRARY, {"resources.books": "1499"}, "error", "books_min"),
    (LIBRARY, {"premises.reading_area_m2": "24"}, "error", "reading_area_min"),
    (LIBRARY, {"premises.reading_area_m2": "41"}, "error", "reading_area_min"),
    (LIBRARY, {"staff.rows.0.qualification": "Cao đẳng"}, "warning", "staff_qualified"),
    (LIBRARY, {"founder.birth_date": "23/11/2008"}, "error", "adult_founder"),
    (LIBRARY, {"founder.birth_date": "22/03/1988"}, "error", "differs_from_applicant"),
    (LIBRARY, {"library.address": ELSEWHERE}, "error", "authority_library"),
    (LIBRARY, {"founder.phone": "12345"}, "error", "phone"),
    (FESTIVAL, {"festival.start_date": "11/12/2026"}, "error", "twenty_days_before"),
    (FESTIVAL, {"festival.end_date": "09/03/2035"}, "error", "date_order"),
    (FESTIVAL, {"festival.held_annually": "no"}, "error", "annual_only"),
    (FESTIVAL, {"board.rows.1.role": "Thành viên"}, "warning", "board_size"),
    (FESTIVAL, {"board.rows.0.role": "Phó Trưởng ban"}, "warning", "board_size"),
    (FESTIVAL, {"board.rows": []}, "error", "missing"),
    (FESTIVAL, {"festival.venue": ELSEWHERE}, "error", "authority_venue"),
    (FESTIVAL, {"festival.kind": "Lễ hội âm nhạc"}, "error", "unknown_option"),
    (FESTIVAL, {"festival.scale": "0"}, "error", "out_of_range"),
    (SPORT, {"board.rows.1.role": "chair"}, "error", "one_chair"),
    (SPORT, {"board.rows.0.role": "member"}, "error", "one_chair"),
    (SPORT, {"board.rows.0.role": "Thủ quỹ"}, "error", "unknown_option"),
    (SPORT, {"club.disciplines": []}, "error", "missing"),
    (SPORT, {"members.count": "5"}, "error", "members_count_matches"),
    (
        SPORT,
        {"members.rows.3.full_name": "ĐỖ THỊ LẬP", "members.rows.3.birth_year": "2001"},
        "warning",
        "member_twice",
    ),
    (SPORT, {"club.name": "Câu lạc bộ Cầu lông"}, "warning", "name_not_generic"),
    (SPORT, {"club.name": "CLB"}, "warning", "name_not_generic"),
    (
        SPORT,
        {"club.purpose": "Đào tạo cầu thủ chuyên nghiệp"},
        "info",
        "professional_excluded",
    ),
    (SPORT, {"club.address": ELSEWHERE}, "error", "authority_club"),
    (CHILDCARE, {"facility.planned_children": "51"}, "error", "max_50_children"),
    (CHILDCARE, {"facility.nursing_area_m2": "29"}, "error", "area_per_child"),
    (CHILDCARE, {"facility.planned_children": "21"}, "warning", "teacher_ratio"),
    (CHILDCARE, {"facility.groups": "2"}, "warning", "teacher_ratio"),
    (CHILDCARE, {"staff.rows.0.role": "cook"}, "warning", "teacher_ratio"),
    (CHILDCARE, {"staff.rows.0.birth_date": "23/11/2008"}, "warning", "teacher_age"),
    (CHILDCARE, {"staff.rows.0.birth_date": "22/11/1965"}, "warning", "teacher_age"),
    (CHILDCARE, {"staff.rows.0.health_certificate": "no"}, "warning", "staff_health"),
    (CHILDCARE, {"facility.opening_date": "21/11/2026"}, "error", "opening_not_past"),
    (CHILDCARE, {"founder.birth_date": "23/11/2008"}, "error", "adult_founder"),
    (CHILDCARE, {"facility.address": ELSEWHERE}, "error", "authority_facility"),
    (CHILDCARE, {}, "info", "onsite_check"),
    (CHILDCARE, {"founder.kind": "organisation"}, "error", "missing"),
    (CHILDCARE, {"founder.organisation": "Công ty Ví Dụ"}, "error", "not_applicable"),
    (ORGANISATION, {"founder.gender": "Nam"}, "error", "citizen_id_gender"),
    (RICE, {"land.total_area_ha": "1,5"}, "error", "total_equals_sum"),
    (RICE, {"land.total_area_ha": "một sào"}, "error", "total_equals_sum"),
    (FISH, {"land.plots.1.number": "201"}, "error", "plot_twice"),
    (
        FISH,
        {
            "conversion.kind": "perennial",
            "conversion.lowered_area_m2": None,
            "conversion.depth_cm": None,
            "conversion.species": None,
        },
        "error",
        "perennial_household_only",
    ),
    (FISH, {"conversion.lowered_area_m2": "2501"}, "error", "aquaculture_20_percent"),
    (FISH, {"conversion.depth_cm": "121"}, "error", "aquaculture_20_percent"),
    (FISH, {"conversion.species": None}, "error", "missing"),
    (RICE, {"conversion.species": "Cá chép"}, "error", "not_applicable"),
    (RICE, {"conversion.current_rice_crops": "4"}, "error", "unknown_option"),
    (RICE, {"registrant.name": "Lê Văn Khác"}, "error", "registrant_is_applicant"),
    (FISH, {"registrant.id_type": "cmnd"}, "warning", "organisation_number"),
    (RICE, {"conversion.start_date": "21/11/2026"}, "error", "start_in_past"),
    (RICE, {"registrant.address": ELSEWHERE}, "info", "land_in_commune"),
    (RICE, {}, "info", "plan_exists"),
    (DISASTER, {"damages.rows.0.damaged": "5001"}, "error", "damaged_le_quantity"),
    (DISASTER, {"damages.rows.0.damaged": "0"}, "error", "out_of_range"),
    (DISASTER, {"damages.rows.0.percent": "29"}, "warning", "min_30_percent"),
    (DISASTER, {"damages.rows.0.percent": "101"}, "error", "out_of_range"),
    (DISASTER, {"damages.rows.0.unit": "con"}, "warning", "unit_fits_sector"),
    (LIVESTOCK, {"conditions.initial_declaration": None}, "error", "initial_declaration_needed"),
    (LIVESTOCK, {"conditions.initial_declaration": None}, "error", "missing"),
    (DISASTER, {"conditions.initial_declaration": "Số 1"}, "error", "not_applicable"),
    (DISASTER, {"conditions.prevention_done": "no"}, "error", "prevention_required"),
    (DISASTER, {"damages.disaster_name": None}, "warning", "within_disaster_period"),
    (DISASTER, {"damages.date": "23/11/2026"}, "error", "date_in_future"),
    (DISASTER, {"damages.sector": "Thủ công"}, "error", "unknown_option"),
    (DISASTER, {}, "info", "support_rates"),
    (DISASTER, {"household.address": ELSEWHERE}, "warning", "authority_household"),
    (DISASTER, {"request.support_form": "cash"}, "error", "missing"),
]


@pytest.mark.parametrize(("fixture", "changes", "severity", "code"), BROKEN)
def test_a_broken_rule_is_told(fixture: str, changes: Change, severity: str, code: str) -> None:
    assert (severity, code) in told(fixture, changes)


@pytest.mark.parametrize(
    ("fixture", "changes"),
    [
        (
            BELIEF,
            {
                "registration.year": "2026",
                "registration.earliest_start_date": "22/12/2026",
                "registration.activities.0.start_date": "22/12/2026",
                "registration.activities.0.end_date": "01/01/2027",
            },
        ),
        (GROUP, {"practice.participants_count": "3"}),
        (LIBRARY, {"opening.date": "22/12/2026"}),
        (LIBRARY, {"premises.reading_area_m2": "40"}),
        (
            LIBRARY,
            {"staff.rows.0.qualification": "Cao đẳng", "staff.rows.0.certificate": "Số 1"},
        ),
        (FESTIVAL, {"festival.start_date": "12/12/2026", "festival.end_date": "12/12/2026"}),
        (SPORT, {"members.rows.3.full_name": "Đỗ Thị Lập"}),
        (SPORT, {"club.name": "CLB Cầu lông Ví Dụ"}),
        (PRACTICE, {"registrant.name": "Giáo hội Phật giáo Việt Nam"}),
    ],
)
def test_at_the_edge_of_a_rule_nothing_is_told(fixture: str, changes: Change) -> None:
    assert told(fixture, changes) == set()


@pytest.mark.parametrize(
    ("fixture", "changes", "still"),
    [
        (FISH, {"conversion.lowered_area_m2": "2499"}, "plan_exists"),
        (RICE, {"land.plots.0.area_m2": "1496"}, "plan_exists"),
        (RICE, {"land.total_area_ha": "0.150"}, "plan_exists"),
        (TREES, {"registrant.name": "Sô Hao Ví Dụ"}, "plan_exists"),
        (DISASTER, {"damages.rows.0.percent": "30"}, "support_rates"),
        (DISASTER, {"damages.rows.0.damaged": "5000"}, "support_rates"),
        (CHILDCARE, {"staff.rows.0.birth_date": "22/11/2008"}, "onsite_check"),
        (CHILDCARE, {"facility.opening_date": "22/11/2026"}, "onsite_check"),
    ],
)
def test_at_the_edge_only_what_is_always_told(fixture: str, changes: Change, still: str) -> None:
    assert told(fixture, changes) == {("info", still)}


@pytest.mark.parametrize(
    ("fixture", "changes", "paper"),
    [
        (
            PRACTICE,
            {"registrant.kind": "group", "practice.doctrine": "Sống hiền hòa"},
            "doctrine_document",
        ),
        (
            DISASTER,
            {
                "damages.sector": "livestock",
                "damages.rows.0.unit": "head",
                "conditions.initial_declaration": "Số 1",
            },
            "initial_declaration",
        ),
    ],
)
def test_conditional_papers_follow_the_declaration(
    fixture: str, changes: Change, paper: str
) -> None:
    problems = [p for p in checked(fixture, changes).problems if p.severity == "error"]
    assert [(p.code, p.field) for p in problems] == [("missing_paper", f"papers.{paper}")]

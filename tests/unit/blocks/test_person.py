"""Who is asked for on the forms of civil status."""

from __future__ import annotations

from portal_bot.blocks.person import CivilStatusRequester, DelegatingRequester, Person
from portal_bot.dossier.spec import spec_map

ASKED = ["full_name", "residence", "id_type", "id_number", "id_issue_date", "id_issuer"]


def test_a_person_is_asked_for_in_the_order_of_the_forms() -> None:
    assert list(Person.model_fields) == [
        "full_name", "birth_date", "gender", "ethnicity", "nationality",
    ]  # fmt: skip
    assert spec_map(Person)["nationality"].default == "Việt Nam"


def test_a_requester_may_leave_out_what_the_applicant_says() -> None:
    repeated = {name: spec.meta.same_as for name, spec in spec_map(CivilStatusRequester).items()}
    assert list(repeated) == ASKED
    assert {name: path for name, path in repeated.items() if path} == {
        "full_name": "applicant.full_name",
        "residence": "applicant.address",
        "id_number": "applicant.citizen_id",
    }


def test_who_may_send_somebody_else_says_so_first() -> None:
    assert list(DelegatingRequester.model_fields) == ["submitter_role", *ASKED]
    role = spec_map(DelegatingRequester)["submitter_role"]
    assert (role.default.value, role.required) == ("self", False)

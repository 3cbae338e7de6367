"""What `show` tells."""

import json

from portal_bot.dossier.describe import describe
from portal_bot.registry import flows


def test_a_procedure_is_told_whole_and_as_json() -> None:
    told = describe(flows()["birth_registration"])
    json.dumps(told)
    fields = {field["path"]: field for field in told["fields"]}
    assert told["code"] == "1.001193"
    assert told["level"] == 4
    assert fields["child.full_name"] == {
        "path": "child.full_name",
        "title": "Họ, chữ đệm, tên",
        "type": "person_name",
        "required": True,
        "max_length": 100,
        "sensitive": True,
    }
    assert fields["mother"]["required"] == "conditional"
    assert fields["mother"]["when"] == {"parents.declared": ["both", "mother_only"]}
    assert fields["requester.full_name"]["required"] is False
    assert fields["requester.residence"]["type"] == "address"
    assert {"value": "mother", "label": "Mẹ"} in fields["requester.relation_to_child"]["options"]
    assert len(fields["child.ethnicity"]["options"]) == 54
    assert fields["copies.quantity"]["max"] == 50
    assert not any("commune" in path for path in fields)


def test_papers_say_when_they_are_needed() -> None:
    papers = {paper["key"]: paper for paper in describe(flows()["birth_registration"])["papers"]}
    assert papers["birth_notification"]["required"] is True
    assert papers["authorization"]["required"] == "conditional"
    assert "ủy quyền" in papers["authorization"]["when_text"]
    assert papers["identity_document"]["required"] is False
    assert papers["identity_document"]["present_only"] is True
    assert papers["parents_marriage_certificate"]["required"] is False


def test_fee_deadline_and_doubt_are_the_catalogues() -> None:
    told = describe(flows()["marital_status_certificate"])
    assert told["fee"]["amount_vnd"] is None
    assert told["fee"]["verified"] is False
    assert told["deadline"]["value"] == 3
    assert told["confidence"] == "high"
    assert "phục dựng" in told["reconstruction"]


def test_rows_of_a_table_are_fields_too() -> None:
    fields = {f["path"]: f for f in describe(flows()["copy_certification"])["fields"]}
    assert fields["originals.rows"]["type"] == "table"
    assert fields["originals.rows[].pages"]["type"] == "quantity"

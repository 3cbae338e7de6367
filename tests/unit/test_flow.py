"""What a flow's author is held to."""

from typing import Any

import pytest

from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import FullDate
from portal_bot.dossier.field import Field, Optional
from portal_bot.errors import SetupError
from portal_bot.flow import Flow, module_of


class Kind(Choice):
    ONE = "one", "Loại một"


class Parent(Block):
    number: str | None = Optional("Số")
    name: str = Field("Tên")


class Asked(Declaration):
    name: str = Field("Tên")
    born: FullDate | None = Optional("Sinh")
    kind: Kind = Field("Loại", Kind.ONE)
    mother: Parent | None = Optional("Mẹ")
    others: list[Parent] = Field("Khác", [])


class Smallest(Flow[Asked]):
    """The smallest flow there is."""

    code = "1.999999"
    title = "Thủ tục ví dụ"
    declaration = Asked
    subject = ("name", "born", "kind", "mother.number | mother.name", "others.name")


def declared(**data: Any) -> Asked:
    return Asked.model_validate({"name": "Nguyễn Hoà", **data})


def test_a_flow_is_named_by_its_module() -> None:
    assert Smallest.slug == "test_flow"
    assert module_of(Smallest).endswith("test_flow.py")


def test_the_subject_is_one_in_every_spelling() -> None:
    one = Smallest.subject_of(declared(born="05/04/2025", mother={"name": "Trần Thị Mẫu"}))
    other = Smallest.subject_of(
        Asked.model_validate(
            {"name": "NGUYỄN  HÒA", "born": "2025-4-5", "mother": {"name": "trần thị mẫu"}}
        )
    )
    assert one == other
    assert one[1:3] == ("2025-04-05", "one")


def test_of_alternatives_the_first_that_is_given_counts() -> None:
    numbered = Smallest.subject_of(declared(mother={"number": "77", "name": "Mẫu"}))
    assert numbered[3] == "77"
    assert Smallest.subject_of(declared())[3] == ""


def test_the_order_of_rows_does_not_make_another_subject() -> None:
    rows = [{"name": "B"}, {"name": "A"}]
    assert Smallest.subject_of(declared(others=rows)) == Smallest.subject_of(
        declared(others=rows[::-1])
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": "1.00119"}, "not a national code"),
        ({"code": 1.00119}, "not a national code"),
        ({"title": " "}, "empty or not NFC"),
        ({"title": "Ho\u0300a"}, "empty or not NFC"),
        ({"subject": ("nobody",)}, "'nobody' is not a field of Asked"),
        ({"subject": ("name | mother.nobody",)}, "'mother.nobody' is not a field"),
        ({"subject": ()}, "subject is empty"),
    ],
)
def test_a_wrong_fact_names_the_module_at_fault(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(SetupError, match=fault) as error:
        type("Wrong", (Smallest,), {"__module__": "flows.wrong", **changes})
    assert "flows.wrong.Wrong" in str(error.value)


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(SetupError, match="says no code"):
        type("Wrong", (Flow,), {"__module__": "flows.wrong"})

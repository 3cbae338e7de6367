"""What a flow's author is held to."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import FullDate
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.spec import walk
from portal_bot.dossier.validate import validate
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


class More(Asked):
    reason: str = Field("Lý do")


class Heir(Smallest):
    declaration = More


def test_an_heir_says_only_what_differs() -> None:
    assert Heir.declaration is More
    assert (Heir.subject, Heir.code) == (Smallest.subject, Smallest.code)
    assert Smallest.declaration is Asked


HALL = Path(__file__).parents[2] / "docs" / "examples" / "my_flows" / "my_flows"
LATE = """
from portal_bot import rules

from . import village_hall_booking


class LateBookingDeclaration(village_hall_booking.BookingDeclaration):
    _soon_enough = rules.days_ahead("use.date", "notice_days", message="Muộn: trước ít nhất 1 ngày")


class LateBooking(village_hall_booking.VillageHallBooking):
    declaration = LateBookingDeclaration
"""


@pytest.fixture
def inherited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Flow[Any]]]:
    """A stranger's flow that inherits the example of the documentation."""
    package = tmp_path / "halls_of_a_test"
    shutil.copytree(HALL, package)
    (package / "late_booking.py").write_text(LATE, "utf-8")
    facts = (HALL / "village_hall_booking.toml").read_text("utf-8")
    facts = facts.replace("9.000001", "9.000002").replace('"2022-01-01" = 3', '"2022-01-01" = 1')
    facts = facts.replace("programme", "apology")
    (package / "late_booking.toml").write_text(facts, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module(f"{package.name}.late_booking").LateBooking
    for module in [name for name in sys.modules if name.startswith(package.name)]:
        del sys.modules[module]


def test_an_heir_has_the_facts_beside_itself(inherited: type[Flow[Any]]) -> None:
    base = inherited.__bases__[0]
    assert (inherited.slug, inherited.code) == ("late_booking", "9.000002")
    assert list(inherited.papers.model_fields) == ["apology"]
    assert list(base.papers.model_fields) == ["programme"]  # type: ignore[attr-defined]  # a flow, too
    paths = [path for path, _spec in walk(inherited.declaration)]
    assert paths == [path for path, _spec in walk(base.declaration)]  # type: ignore[attr-defined]  # a flow, too


def test_an_heirs_own_legal_value_holds_and_a_rule_said_again_is_told_once(
    inherited: type[Flow[Any]],
) -> None:
    monday = Context(date(2026, 11, 23))
    said = {
        "organiser": {"full_name": "Nguyễn Văn Thử", "phone": "0912345678"},
        "use": {"purpose": "meeting", "date": "23/11/2026", "guests": "40"},
        "pledge": {"confirmed": True},
    }
    _whole, _part, found = validate(inherited.declaration, said, monday)
    assert [each.message for each in found] == ["Muộn: trước ít nhất 1 ngày"]
    said["use"] |= {"date": "24/11/2026"}  # type: ignore[operator]  # a dossier's group
    assert not validate(inherited.declaration, said, monday)[2]


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(SetupError, match="says no code"):
        type("Wrong", (Flow,), {"__module__": "flows.wrong"})

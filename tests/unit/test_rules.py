"""Each shared rule, where it holds and where it does not, by the code and the place it tells."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace as Row
from typing import Any

import pytest

from portal_bot.civil import Father, Mother
from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import BirthDate, BirthYear, FullDate, PartialDate
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.persons import PersonName
from portal_bot.dossier.places import Locality, agency
from portal_bot.dossier.problems import Refused
from portal_bot.dossier.validate import validate
from portal_bot.rules import (
    appointment_on_working_day,
    asker_fits_age,
    asker_is_named,
    before_year,
    days_ahead,
    differ,
    lives_here,
    mentions_none,
    named_here,
    not_before,
    of_age,
    parents_are_older,
    parents_come_first,
    parents_differ,
    refuse_when,
    reminder,
    repeated_rows,
    rows_where,
    says_enough,
    self_is_named,
)

# A Sunday.
HERE = Context(date(2026, 11, 22), agency=agency("Xã Hòa Thành", "Thị xã Đông Hòa"))
HOME, AWAY = {"commune": "Xã Hòa Thành"}, {"commune": "Phường 9"}


class Relation(Choice):
    SELF = "self", "Bản thân"
    OTHER = "other", "Khác"


class Requester(Block):
    relation: Relation | None = Optional("Quan hệ")
    full_name: PersonName | None = Optional("Họ tên")


class Asked(Declaration):
    requester: Requester = Field("Người yêu cầu", Requester())
    name: PersonName | None = Optional("Họ tên")
    text: str = Field("Nội dung", "đủ dài")
    home: Locality | None = Optional("Nơi ở")
    other_home: Locality | None = Optional("Nơi ở khác")
    born: BirthDate = Field("Sinh", date(1990, 2, 13))
    birth_year: BirthYear = Field("Năm sinh", 1990)
    day: FullDate = Field("Ngày", date(2026, 11, 23))
    known: PartialDate | None = Optional("Ngày còn nhớ")
    mother: Mother | None = Optional("Mẹ")
    father: Father | None = Optional("Cha")


def told(held: Any, **said: Any) -> list[tuple[str, str, str]]:
    """What such a rule says of a declaration: severity, code, place."""
    ruled = type("Ruled", (Asked,), {"_its_name": held, "__module__": __name__})
    _whole, _part, found = validate(ruled, said, HERE)
    return [(f.severity, f.code, ".".join(map(str, f.path))) for f in found]


ELSEWHERE = lives_here("home", "other_home", message="Không đúng thẩm quyền")
PARENT = {
    "full_name": "Trần Thị Mẫu", "birth_year": "1990", "ethnicity": "Kinh",
    "residence": {**HOME, "detail": "34 đường Thử"},
}  # fmt: skip
AS_PARENT = asker_is_named(
    "requester.relation", {"self": "name", "other": "mother.full_name"}, message="!"
)
AMONG = refuse_when({"requester.relation": ["other"], "name": False}, "Thiếu tên")


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (ELSEWHERE, {"home": HOME}),
        (ELSEWHERE, {"home": AWAY, "other_home": HOME}),
        (not_before("day", "born", message="!"), {}),
        (not_before("day", "born", message="!"), {"born": "22/11/2026"}),
        (not_before("known", "day", message="!"), {}),
        (not_before("known", "day", message="!"), {"known": "2026"}),
        (not_before("day", "known", message="!"), {"known": "11/2026"}),
        (days_ahead("day", 1, message="!"), {}),
        (appointment_on_working_day("day"), {}),
        (of_age("born", 18, message="!"), {"born": "22/11/2008"}),
        (of_age("birth_year", 18, message="!"), {"birth_year": "2008"}),
        (differ("name", "requester.full_name", message="!"), {"name": "Lê Ba"}),
        (differ("name", "requester.full_name", message="!"), {}),
        (self_is_named("name", message="!"),
         {"requester": {"relation": "other", "full_name": "Lê Ba"}, "name": "Trần Tư"}),
        (self_is_named("name", message="!"),
         {"requester": {"relation": "self", "full_name": "LÊ BA"}, "name": "Lê Ba"}),
        (self_is_named("name", message="!"), {"name": "Lê Ba"}),
        (AS_PARENT, {"requester": {"relation": "other", "full_name": "TRẦN THỊ MẪU"},
                     "mother": PARENT, "name": "Lê Ba"}),
        (AS_PARENT, {"requester": {"full_name": "Lê Ba"}, "mother": PARENT}),
        (before_year("known", 2026, message="!"), {}),
        (before_year("known", 2026, message="!"), {"known": "2025"}),
        (before_year("day", 2027, message="!"), {"day": "31/12/2026"}),
        (parents_are_older("born", 16), {}),
        (parents_are_older("born", 16), {"born": "01/01/2006", "mother": PARENT}),
        (parents_come_first("born"), {}),
        (parents_come_first("born"), {"born": "01/01/1991", "mother": PARENT}),
        (parents_differ(), {"mother": PARENT}),
        (parents_differ(), {"mother": PARENT, "father": {**PARENT, "full_name": "Lê Ba"}}),
        (asker_fits_age("requester.relation", "born", same=["self"]),
         {"requester": {"relation": "self"}, "born": "01/01/2001"}),  # nobody knows who asks
        (says_enough("text", 6, message="!"), {}),
        (AMONG, {"requester": {"relation": "self"}}),
        (AMONG, {"requester": {"relation": "other"}, "name": "Lê Ba"}),
        (mentions_none("text", words=["hợp đồng"], message="!"), {"text": "Đơn"}),
    ],
)  # fmt: skip
def test_says_nothing_where_all_is_well(held: Any, said: dict[str, Any]) -> None:
    assert told(held, **said) == []


@pytest.mark.parametrize(
    ("held", "said", "severity", "place"),
    [
        (ELSEWHERE, {"home": AWAY}, "error", "home"),
        (ELSEWHERE, {}, "error", "home"),
        (lives_here("home", message="!", severity="info"), {"home": AWAY},
         "info", "home"),
        (not_before("day", "born", message="!"), {"day": "20/11/2026", "born": "21/11/2026"},
         "error", "day"),
        (not_before("known", "day", message="!"), {"known": "10/2026"},
         "error", "known"),
        (not_before("day", "known", message="!"), {"known": "2027"},
         "error", "day"),
        (days_ahead("day", 2, message="!"), {}, "error", "day"),
        (days_ahead("day", 0, message="!"), {"day": "21/11/2026"}, "error", "day"),
        (appointment_on_working_day("day"), {"day": "22/11/2026"},
         "error", "day"),
        (appointment_on_working_day("day"), {"day": "20/11/2026"},
         "error", "day"),
        (of_age("born", 18, message="!"), {"born": "23/11/2008"}, "error", "born"),
        (of_age("birth_year", 40, message="!"), {}, "error", "birth_year"),
        (differ("name", "requester.full_name", message="!"),
         {"name": "Lê Ba", "requester": {"full_name": "LÊ BA"}}, "error", "name"),
        (self_is_named("name", message="!"),
         {"requester": {"relation": "self", "full_name": "Lê Ba"}, "name": "Trần Tư"},
         "error", "requester.relation"),
        (AS_PARENT, {"requester": {"relation": "other", "full_name": "Lê Ba"}, "mother": PARENT},
         "error", "requester.relation"),
        (AS_PARENT, {"requester": {"relation": "other", "full_name": "Lê Ba"}},
         "error", "requester.relation"),
        (before_year("known", 2026, message="!"), {"known": "01/2026"}, "error", "known"),
        (before_year("day", 2026, message="!"), {"day": "01/01/2026"}, "error", "day"),
        (parents_are_older("born", 16), {"born": "31/12/2005", "mother": PARENT},
         "warning", "born"),
        (parents_come_first("born"), {"born": "31/12/1990", "mother": PARENT}, "error", "born"),
        (parents_differ(), {"mother": PARENT, "father": PARENT}, "error", "father"),
        (differ("name", "requester.full_name", message="!", severity="warning"),
         {"name": "Lê Ba", "requester": {"full_name": "LÊ BA"}}, "warning", "name"),
        (says_enough("text", 7, message="!"), {}, "error", "text"),
        (reminder("text", "Nhớ mang bản chính"), {}, "info", "text"),
        (AMONG, {"requester": {"relation": "other"}}, "error", "requester.relation"),
        (mentions_none("text", words=["hợp đồng"], message="!", severity="warning"),
         {"text": "HỢP ĐỒNG thuê"}, "warning", "text"),
    ],
)  # fmt: skip
def test_tells_what_is_wrong_at_its_first_field(
    held: Any, said: dict[str, Any], severity: str, place: str
) -> None:
    assert told(held, **said) == [(severity, "its_name", place)]


def test_a_condition_on_an_option_that_is_none_is_refused() -> None:
    wrong = refuse_when({"requester.relation": ["brother"]}, "!")
    with pytest.raises(Refused, match="brother"):
        told(wrong, requester={"relation": "self"})


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("UBND xã Hòa Thành, thị xã Đông Hòa", True),
        ("ubnd Xã Hoà Thành", True),
        ("UBND phường Hòa Vinh", False),
    ],
)
def test_a_text_names_the_office_in_any_spelling(text: str, *, here: bool) -> None:
    assert named_here(HERE, text) is here


def test_where_no_office_is_known_every_text_may_name_it() -> None:
    assert named_here(Context(HERE.today), "UBND phường Hòa Vinh")


def test_rows_are_counted_from_one() -> None:
    assert rows_where([3, 0, 4, 0], lambda row: row == 0) == "2, 4"
    assert rows_where([3, 4], lambda row: row == 0) == ""


def test_a_name_in_another_spelling_is_the_same_name() -> None:
    rows = [Row(name="Hoà Thử"), Row(name="Lê Ba"), Row(name="HÒA  THỬ"), Row(name="hòa thử")]
    assert repeated_rows(rows, "name") == "3, 4"


def test_what_must_be_equal_is_compared_as_it_stands() -> None:
    rows = [
        Row(name="Lê Ba", year=1990),
        Row(name="Lê Ba", year=1991),
        Row(name="lê ba", year=1990),
    ]
    assert repeated_rows(rows, "name", exact=["year"]) == "3"
    assert repeated_rows([Row(code="a"), Row(code="A")], exact=["code"]) == ""

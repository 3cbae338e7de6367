"""Each shared rule, where it holds and where it does not, by the code and the place it tells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal_bot.blocks.birth import Father, Mother
from portal_bot.blocks.rules import (
    appointment_on_working_day,
    competent_here,
    days_ahead,
    differ,
    mentions_none,
    named_here,
    not_before,
    of_age,
    parents_are_older,
    reminder,
    says_enough,
    self_is_named,
    told_when,
)
from portal_bot.dossier.block import Block, Context, Declaration
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import BirthDate, BirthYear, FullDate, PartialDate
from portal_bot.dossier.field import Field
from portal_bot.dossier.people import PersonName
from portal_bot.dossier.places import Locality, agency
from portal_bot.dossier.problems import Refused
from portal_bot.dossier.validate import validate

# A Sunday.
HERE = Context(date(2026, 11, 22), agency=agency("Xã Hòa Thành", "Thị xã Đông Hòa"))
HOME, AWAY = {"commune": "Xã Hòa Thành"}, {"commune": "Phường 9"}


class Relation(Choice):
    SELF = "self", "Bản thân"
    OTHER = "other", "Khác"


class Requester(Block):
    relation: Relation | None = Field(None, title="Quan hệ")
    full_name: PersonName | None = Field(None, title="Họ tên")


class Asked(Declaration):
    requester: Requester = Field(Requester(), title="Người yêu cầu")
    name: PersonName | None = Field(None, title="Họ tên")
    text: str = Field("đủ dài", title="Nội dung")
    home: Locality | None = Field(None, title="Nơi ở")
    other_home: Locality | None = Field(None, title="Nơi ở khác")
    born: BirthDate = Field(date(1990, 2, 13), title="Sinh")
    birth_year: BirthYear = Field(1990, title="Năm sinh")
    day: FullDate = Field(date(2026, 11, 23), title="Ngày")
    known: PartialDate | None = Field(None, title="Ngày còn nhớ")
    mother: Mother | None = Field(None, title="Mẹ")
    father: Father | None = Field(None, title="Cha")


def told(held: Any, **said: Any) -> list[tuple[str, str, str]]:
    """What such a rule says of a declaration: severity, code, place."""
    ruled = type("Ruled", (Asked,), {"_rule": held, "__module__": __name__})
    _whole, _part, found = validate(ruled, said, HERE)
    return [(f.severity, f.code, ".".join(map(str, f.path))) for f in found]


ELSEWHERE = competent_here("place", "home", "other_home", message="Không đúng thẩm quyền")
PARENT = {
    "full_name": "Trần Thị Mẫu", "birth_year": "1990", "ethnicity": "Kinh",
    "residence": {**HOME, "detail": "34 đường Thử"},
}  # fmt: skip
AMONG = told_when("among", {"requester.relation": ["other"], "name": False}, message="Thiếu tên")


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (ELSEWHERE, {"home": HOME}),
        (ELSEWHERE, {"home": AWAY, "other_home": HOME}),
        (not_before("order", "day", "born", message="!"), {}),
        (not_before("order", "day", "born", message="!"), {"born": "23/11/2026"}),
        (not_before("order", "known", "day", message="!"), {}),
        (not_before("order", "known", "day", message="!"), {"known": "2026"}),
        (not_before("order", "day", "known", message="!"), {"known": "11/2026"}),
        (days_ahead("late", "day", 1, message="!"), {}),
        (appointment_on_working_day("day"), {}),
        (of_age("young", "born", message="!"), {"born": "22/11/2008"}),
        (of_age("young", "birth_year", message="!"), {"birth_year": "2008"}),
        (differ("same", "name", "requester.full_name", message="!"), {"name": "Lê Ba"}),
        (differ("same", "name", "requester.full_name", message="!"), {}),
        (self_is_named("self", "name", message="!"),
         {"requester": {"relation": "other", "full_name": "Lê Ba"}, "name": "Trần Tư"}),
        (self_is_named("self", "name", message="!"),
         {"requester": {"relation": "self", "full_name": "LÊ BA"}, "name": "Lê Ba"}),
        (parents_are_older("born", 16), {}),
        (parents_are_older("born", 16), {"born": "01/01/2006", "mother": PARENT}),
        (says_enough("short", "text", 6, message="!"), {}),
        (AMONG, {"requester": {"relation": "self"}}),
        (AMONG, {"requester": {"relation": "other"}, "name": "Lê Ba"}),
        (mentions_none("word", "text", words=["hợp đồng"], message="!"), {"text": "Đơn"}),
    ],
)  # fmt: skip
def test_says_nothing_where_all_is_well(held: Any, said: dict[str, Any]) -> None:
    assert told(held, **said) == []


@pytest.mark.parametrize(
    ("held", "said", "severity", "code", "place"),
    [
        (ELSEWHERE, {"home": AWAY}, "error", "place", "home"),
        (ELSEWHERE, {}, "error", "place", "home"),
        (competent_here("place", "home", message="!", severity="info"), {"home": AWAY},
         "info", "place", "home"),
        (not_before("order", "day", "born", message="!"), {"born": "24/11/2026"},
         "error", "order", "day"),
        (not_before("order", "known", "day", message="!"), {"known": "10/2026"},
         "error", "order", "known"),
        (not_before("order", "day", "known", message="!"), {"known": "2027"},
         "error", "order", "day"),
        (days_ahead("late", "day", 2, message="!"), {}, "error", "late", "day"),
        (days_ahead("late", "day", 0, message="!"), {"day": "21/11/2026"}, "error", "late", "day"),
        (appointment_on_working_day("day"), {"day": "22/11/2026"},
         "error", "date_not_past_working_day", "day"),
        (appointment_on_working_day("day"), {"day": "20/11/2026"},
         "error", "date_not_past_working_day", "day"),
        (of_age("young", "born", message="!"), {"born": "23/11/2008"}, "error", "young", "born"),
        (of_age("young", "birth_year", message="!", years=40), {}, "error", "young", "birth_year"),
        (differ("same", "name", "requester.full_name", message="!"),
         {"name": "Lê Ba", "requester": {"full_name": "LÊ BA"}}, "error", "same", "name"),
        (self_is_named("self", "name", message="!"),
         {"requester": {"relation": "self", "full_name": "Lê Ba"}, "name": "Trần Tư"},
         "error", "self", "requester.relation"),
        (parents_are_older("born", 16), {"born": "31/12/2005", "mother": PARENT},
         "warning", "parent_age", "born"),
        (says_enough("short", "text", 7, message="!"), {}, "error", "short", "text"),
        (reminder("note", "text", "Nhớ mang bản chính"), {}, "info", "note", "text"),
        (AMONG, {"requester": {"relation": "other"}}, "error", "among", "requester.relation"),
        (mentions_none("word", "text", words=["hợp đồng"], message="!", severity="warning"),
         {"text": "HỢP ĐỒNG thuê"}, "warning", "word", "text"),
    ],
)  # fmt: skip
def test_tells_what_is_wrong_at_its_first_field(
    held: Any, said: dict[str, Any], severity: str, code: str, place: str
) -> None:
    assert told(held, **said) == [(severity, code, place)]


def test_a_condition_on_an_option_that_is_none_is_refused() -> None:
    wrong = told_when("odd", {"requester.relation": ["brother"]}, message="!")
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

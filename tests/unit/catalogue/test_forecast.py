"""Fee and appointment of a dossier that would be filed now."""

from datetime import UTC, date, datetime

import pytest

from portal_bot.catalogue import forecast
from portal_bot.catalogue.procedures import procedures

BIRTH = procedures()["birth_registration"]
DECLARED = {"child": {"birth_date": date(2026, 11, 1)}, "copies": {"quantity": 2}}


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # 15:00 in Vietnam is 08:00 in UTC.
        (datetime(2026, 11, 20, 7, 59, tzinfo=UTC), "2026-11-20"),
        (datetime(2026, 11, 20, 8, 1, tzinfo=UTC), "2026-11-23"),
        # Friday evening before two rest days, in another zone still Thursday.
        (datetime(2026, 11, 21, 2, 0, tzinfo=UTC), "2026-11-23"),
    ],
)
def test_it_says_fee_and_day_for_the_moment(at: datetime, day: str) -> None:
    told = forecast(BIRTH, DECLARED, at).as_json()
    assert told["appointment"]["date"] == day
    assert told["appointment"]["if_filed_at"].endswith("+07:00")
    assert told["appointment"]["rule"] == BIRTH.deadline.text
    assert told["appointment"]["projected"] is False
    assert told["fee"]["amount_vnd"] == 16_000
    free, copies = told["fee"]["lines"]
    assert (free["amount_vnd"], copies["amount_vnd"]) == (0, 16_000)
    assert "Luật Hộ tịch" in free["basis"]
    assert "Thông tư 281/2016" in copies["basis"]


def test_the_day_depends_on_what_is_declared() -> None:
    facts = procedures()["civil_status_change_correction"]
    at = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
    days = [
        forecast(facts, {"request": {"kind": kind, "changes": []}}, at).appointment
        for kind in ("supplement", "correct")
    ]
    assert days == [date(2026, 11, 18), date(2026, 11, 23)]


def test_a_year_without_a_decision_is_marked_as_projected() -> None:
    told = forecast(BIRTH, DECLARED, datetime(2031, 3, 3, 2, 0, tzinfo=UTC))
    assert (told.appointment, told.projected) == (date(2031, 3, 3), True)


def test_of_a_year_that_nobody_knows_nothing_is_promised() -> None:
    told = forecast(BIRTH, DECLARED, datetime(2101, 3, 3, 2, 0, tzinfo=UTC))
    assert (told.appointment, told.projected) == (None, False)
    assert told.as_json()["appointment"]["date"] is None


def test_an_unknown_longest_term_is_null_with_its_reason() -> None:
    at = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
    told = forecast(BIRTH, DECLARED, at).as_json()["appointment"]
    assert told["longest"] is None
    assert "không văn bản nào" in told["longest_unknown"]
    known = forecast(procedures()["parent_child_recognition"], {"copies": {}}, at).as_json()
    assert (known["appointment"]["longest"], known["appointment"]["longest_unknown"]) == (8, None)


def test_sources_that_differ_are_all_told() -> None:
    facts = procedures()["civil_status_change_correction"]
    declared = {"request": {"kind": "correct", "changes": []}}
    told = forecast(facts, declared, datetime(2026, 11, 18, 2, 0, tzinfo=UTC)).as_json()
    values = [each["value"] for each in told["appointment"]["accounts"]]
    assert values == [3, 1]
    assert told["appointment"]["date"] == "2026-11-23"


def test_a_result_by_post_comes_later_and_its_fee_is_the_citizens() -> None:
    # A Friday; the result on the same day, the letter three working days after it: Tuesday is
    # a holiday.
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    told = forecast(BIRTH, DECLARED, at).sent(3)
    assert told.as_json()["forecast"] == {
        "appointment": "2026-11-20",
        "fee": 16_000,
        "why": "Thủ tục đăng ký khai sinh: Miễn: đăng ký đúng hạn, trong 60 ngày kể từ ngày sinh; "
        "Bản sao trích lục: 8.000 đồng/bản",
        "post": {"fee_paid_by": "citizen", "working_days_later": 3, "arrives": "2026-11-26"},
    }
    assert "cước do người dân trả" in str(told.post)
    assert "26/11/2026" in str(told.post)


def test_days_that_nobody_has_said_are_not_made_up() -> None:
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    told = forecast(BIRTH, DECLARED, at).sent(None)
    assert told.post is not None
    assert (told.post.days, told.post.arrives) == (None, None)
    assert "vài ngày" in str(told.post)
    assert forecast(BIRTH, DECLARED, at).as_json()["forecast"]["post"] is None

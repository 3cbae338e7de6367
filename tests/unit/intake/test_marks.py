"""A dossier that may be a correction of one that was sent is asked about, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.checking import check_paths
from portal_bot.errors import DossierError, HumanNeeded, SubmissionUncertain
from portal_bot.intake.identity import Identity
from portal_bot.intake.marks import Kin, sent_otherwise
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, Intent, Receipt, State
from tests.support.dossiers import written
from tests.support.fixtures import FIXTURES

IDENTITY = Identity(b"s" * 32, "mock", "w", "http://127.0.0.1:1", "Xã Hòa Thành")
MARITAL = FIXTURES / "marital_status_certificate" / "plain.yaml"
WITH_RECOGNITION = FIXTURES / "birth_registration_with_parent_recognition" / "plain.yaml"
NAME = "declaration.child.full_name"
DAY = "declaration.child.birth_date"
MOTHER = "declaration.mother.full_name"
LIST = "Hồ sơ của tôi"
Given = Callable[..., Filing]


@pytest.fixture
def given(tmp_path: Path, on_the_fixtures_day: None) -> Given:
    """The filing that a dossier is, as it would be seen for the first time."""

    def made(
        changes: Mapping[str, Any] | None = None,
        *,
        file: str = "a.yaml",
        scan: bytes = b"",
        **source: Path,
    ) -> Filing:
        path = written(tmp_path / file, changes, **source)
        [checked] = check_paths([path])
        assert checked.ok, checked.problems
        ready = Ready.of(checked)
        if scan:
            ready = replace(ready, scan_hashes={"birth_notification": [scan.hex()]})
        return IDENTITY.filing(ready)

    return made


def sent(filing: Filing, *, received: bool = True) -> Filing:
    if received:
        return replace(filing, state=State.VERIFIED, receipt=Receipt("H45-1"), verified=True)
    now = clock.now(UTC)
    return replace(filing, state=State.UNCERTAIN, intent=Intent(1, now, now))


def objection(before: Filing, fresh: Filing, *present: Filing) -> type[Exception] | None:
    found = Kin(lambda: [before], lambda: {f.key for f in present}).objection(fresh)
    return None if found is None else type(found)


CHILD = "Nguyễn Thị Mẫu An"


@pytest.mark.parametrize("received", [True, False])
@pytest.mark.parametrize(
    "corrected",
    [
        "Nguyễn Thị Mẫu Ân",  # another mark
        "Nguyễn Thị Mậu An",  # another tone
        "Nguyễn Thị Mẫu Anh",  # a letter more
        "Nguyễn Thị Mẫu A",  # a letter less
        "Nguyễn Thị Mẩu Am",  # another letter, and another tone
        "Nguyễn Thị Mẫu Na",  # two letters swapped
        "Nguyễn ThịMẫu An",  # a space less
    ],
)
def test_a_name_a_letter_apart_is_asked_about(
    given: Given, corrected: str, *, received: bool
) -> None:
    before = sent(given({NAME: CHILD}), received=received)
    fresh = given({NAME: corrected}, file="b.yaml", scan=b"other")
    assert fresh.key != before.key
    assert objection(before, fresh) is HumanNeeded


@pytest.mark.parametrize(
    ("was", "corrected"),
    [
        ("Ksor H\u2019Thử Nghiệm", "Ksor H\u2019Thú Nghiệm"),
        ("Ksor H\u2019Thử Nghiệm", "Ksor HThử Nghiệm"),
        ("Ksor H'Thử Nghiệm", "Ksor H'Thử Nghiêm"),
        ("Đỗ Thị Đào", "Do Thi Dao"),
    ],
)
def test_names_of_every_people_are_compared(given: Given, was: str, corrected: str) -> None:
    before = sent(given({NAME: was}, scan=b"one"))
    fresh = given({NAME: corrected}, file="b.yaml", scan=b"two")
    assert (fresh.key != before.key, objection(before, fresh)) == (True, HumanNeeded)


def test_the_spelling_of_a_name_makes_no_other_dossier_and_no_question(given: Given) -> None:
    before = sent(given({NAME: CHILD}))
    fresh = given({NAME: CHILD.upper()}, file="b.yaml")
    assert fresh.key == before.key
    assert objection(before, fresh) is None


def test_another_child_of_the_same_mother_with_its_own_papers_is_not_asked_about(
    given: Given,
) -> None:
    before = sent(given({NAME: "Nguyễn Thị Mẫu An"}, scan=b"one"))
    twin = given({NAME: "Nguyễn Thị Mẫu Bình"}, file="b.yaml", scan=b"two")
    assert objection(before, twin) is None


def test_another_child_with_the_very_same_papers_is_asked_about(given: Given) -> None:
    before = sent(given({NAME: "Nguyễn Thị Mẫu An"}))
    copied = given({NAME: "Nguyễn Thị Mẫu Bình"}, file="b.yaml")
    assert objection(before, copied) is HumanNeeded


def test_the_same_papers_on_another_day_are_not_asked_about(given: Given) -> None:
    before = sent(given({NAME: "Nguyễn Thị Mẫu An", DAY: "2026-11-09"}))
    other = given({NAME: "Nguyễn Thị Mẫu Bình", DAY: "2026-11-10"}, file="b.yaml")
    assert objection(before, other) is None


def test_a_mother_who_was_corrected_is_asked_about_by_the_account(given: Given) -> None:
    before = sent(given({}, scan=b"one"))
    fresh = given({MOTHER: "Lê Thị Khác"}, file="b.yaml", scan=b"two")
    assert fresh.key != before.key
    assert objection(before, fresh) is HumanNeeded
    elsewhere = given(
        {MOTHER: "Lê Thị Khác", "account.username": "tinhnguyenvien"}, file="b.yaml", scan=b"two"
    )
    assert objection(before, elsewhere) is None


def test_a_label_of_its_own_is_the_answer(given: Given) -> None:
    before = sent(given({NAME: "Nguyễn Thị Mẫu An"}))
    for changes in ({NAME: "Nguyễn Thị Mẫu Ân"}, {NAME: "Nguyễn Thị Mẫu Bình"}):
        for file in ("a.yaml", "b.yaml"):
            fresh = given({**changes, "request": "cháu thứ hai"}, file=file)
            assert objection(before, fresh) is None


def test_the_label_that_was_there_before_is_no_answer(given: Given) -> None:
    before = sent(given({NAME: "Nguyễn Thị Mẫu An", "request": "lần 2"}))
    fresh = given({NAME: "Nguyễn Thị Mẫu Ân", "request": "lần 2"}, file="b.yaml")
    assert objection(before, fresh) is HumanNeeded


def test_the_same_file_under_another_key_is_refused(given: Given) -> None:
    before = sent(given({NAME: "Nguyễn Thị Mẫu An", DAY: "2026-11-09"}, scan=b"one"))
    fresh = given({NAME: "Trần Văn Khác Hẳn", DAY: "2026-11-12"}, scan=b"two")
    found = Kin(lambda: [before]).objection(fresh)
    assert isinstance(found, DossierError)
    assert found.field == "request"
    assert "H45-1" in found.message
    assert "Sửa hồ sơ đã nộp?" in found.message


def test_a_label_is_no_answer_while_it_is_not_known_what_became_of_the_file(given: Given) -> None:
    unknown, known = (sent(given({NAME: CHILD}), received=received) for received in (False, True))
    fresh = given({NAME: CHILD, "request": "lần hai"})
    assert fresh.key != unknown.key
    assert objection(unknown, fresh) is DossierError
    assert objection(known, fresh) is None
    assert objection(unknown, given({NAME: CHILD, "request": "lần hai"}, file="b.yaml")) is None


def test_a_file_that_was_never_sent_may_become_any_other(given: Given) -> None:
    before = given({NAME: "Nguyễn Thị Mẫu An"})
    assert objection(replace(before, state=State.FAILED), given({NAME: "Trần Văn Khác"})) is None


def test_what_is_given_at_once_is_taken_for_what_it_says(given: Given) -> None:
    before = sent(given({NAME: "Nguyễn Thị Mẫu An"}))
    fresh = given({NAME: "Nguyễn Thị Mẫu Ân"}, file="b.yaml")
    assert objection(before, fresh, before, fresh) is None


def test_another_world_of_the_mock_knows_nothing_of_it(given: Given) -> None:
    before = sent(given())
    assert before.marks is not None
    old = replace(before, key="another world's", marks=replace(before.marks, world="old"))
    assert objection(old, given()) is None


def test_what_other_hands_changed_is_no_witness(given: Given) -> None:
    before = replace(sent(given({NAME: "Nguyễn Thị Mẫu An"})), altered=True)
    assert objection(before, given({NAME: "Nguyễn Thị Mẫu Ân"})) is None


def test_a_number_with_one_other_digit_is_asked_about(given: Given) -> None:
    before = sent(given(source=MARITAL))
    assert before.marks is not None
    number = before.marks.subject[0]
    shared = given(source=MARITAL, file="b.yaml")
    assert shared.marks is not None
    # As if one digit had been typed otherwise: all but the whole and most shortened ones differ.
    typo = replace(
        shared,
        key="other",
        marks=replace(shared.marks, subject=(("x", *number[1:2]), *shared.marks.subject[1:])),
    )
    assert objection(before, typo) is HumanNeeded


def test_another_purpose_of_the_same_person_is_not_asked_about(given: Given) -> None:
    before = sent(given(source=MARITAL))
    assert before.marks is not None
    other = replace(
        before,
        key="other",
        state=State.NEW,
        receipt=None,
        verified=None,
        marks=replace(before.marks, subject=(before.marks.subject[0], ("y",)), file="z"),
    )
    assert objection(before, other) is None


def test_one_child_under_two_birth_procedures_is_asked_about(given: Given) -> None:
    before = sent(given())
    fresh = given(source=WITH_RECOGNITION, file="b.yaml")
    assert before.marks is not None
    assert fresh.marks is not None
    assert before.marks.deed != fresh.marks.deed
    same = replace(fresh, marks=replace(fresh.marks, deed=before.marks.deed))
    assert objection(before, same) is HumanNeeded


def test_an_open_filing_is_not_looked_up_with_ansent_otherwise(given: Given) -> None:
    was, now = given(), given({"account.username": "tinhnguyenvien"})
    for known in (sent(was, received=False), replace(sent(was), verified=None)):
        refused = sent_otherwise(known, now, LIST)
        assert refused is not None
        assert refused.field == "account.username"
        assert str(was.account) in refused.message
        assert LIST in refused.message
        assert sent_otherwise(known, given(), LIST) is None
        # A row of before there were marks has the masked name to go by.
        old = replace(known, marks=None)
        assert sent_otherwise(old, now, LIST) is not None
        assert sent_otherwise(old, given(), LIST) is None
    assert sent_otherwise(sent(was), now, LIST) is None
    assert sent_otherwise(was, now, LIST) is None


def test_an_open_filing_is_not_looked_up_at_another_address_of_a_real_portal(given: Given) -> None:
    known, fresh = sent(given(), received=False), given()
    assert known.marks is not None
    assert fresh.marks is not None
    moved = replace(known, marks=replace(known.marks, world="", origin="https://cu.example"))
    real = replace(fresh, marks=replace(fresh.marks, world="", origin="https://moi.example"))
    refused = sent_otherwise(moved, real, LIST)
    assert isinstance(refused, SubmissionUncertain)
    assert "https://cu.example" in refused.message
    assert LIST in refused.message
    assert sent_otherwise(replace(sent(fresh), marks=moved.marks), real, LIST) is None
    # The mock may lie anywhere: its world is part of the key.
    anywhere = replace(known.marks, origin="http://127.0.0.1:2")
    assert sent_otherwise(replace(known, marks=anywhere), fresh, LIST) is None


def test_no_mark_tells_what_it_was_made_of(given: Given) -> None:
    marks = given().marks
    assert marks is not None
    told = str(replace(marks, agency="", origin=""))
    assert not [word for word in ("Nguyễn", "nguyen", "a.yaml", "2026") if word in told]

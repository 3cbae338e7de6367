"""Before the click: the account's list says whether the dossier is there from another hand."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot import aio, clock
from portal_bot.run.home import reading
from tests.portal.conftest import Citizen
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES
from tests.support.mock import MockPortal
from tests.support.outcome import submitted

pytestmark = pytest.mark.in_turn(2)


def citizen(mock: MockPortal) -> Citizen:
    """The account's holder, at home, without this program."""

    def api(path: str) -> Any:
        return mock.get(path)

    return Citizen(SimpleNamespace(url=mock.address, api=api))  # type: ignore[arg-type] # the part it uses


def press(mock: MockPortal, draft: str | None) -> None:
    """A person opens the draft and presses its button."""
    assert draft
    person = citizen(mock)
    person.sid = draft
    person.answer_captcha()
    assert "soHoSo=" in person.commit().headers["location"]
    person.http.close()


def drafts_left(mock: MockPortal) -> int:
    person = citizen(mock)
    count = person.listed().count("Mã hồ sơ nháp:")
    person.http.close()
    return count


async def fill(mock: MockPortal, home: Path, dossier: Path = BIRTH) -> aio.FilingReport:
    (filing,) = (await aio.fill([dossier], portal_url=mock.address, home=home)).filings
    return filing


async def test_what_another_machine_filed_is_a_persons_to_look_at(
    mock: MockPortal, tmp_path: Path
) -> None:
    first = await submitted(mock, tmp_path / "one")
    second = await submitted(mock, tmp_path / "two")
    assert (second.state, second.exit_code) == ("needs_human", 30)
    assert first.numbers[0] in second.message
    assert "request" in second.message
    assert len(second.commits) == len(second.stored) == 1


async def test_a_label_is_the_way_on_for_a_true_second_request(
    mock: MockPortal, tmp_path: Path
) -> None:
    await submitted(mock, tmp_path / "one")
    again = written(tmp_path / "b.yaml", {"request": "cấp lại vì mất bản chính"})
    second = await submitted(mock, tmp_path / "two", again)
    assert (second.state, second.exit_code) == ("verified", 0)
    assert len(second.stored) == 2


async def test_a_home_whose_journal_was_lost_adopts_what_it_filed(
    mock: MockPortal, tmp_path: Path
) -> None:
    await submitted(mock, tmp_path / "one")
    (tmp_path / "two").mkdir()
    shutil.copy(tmp_path / "one" / "secret.key", tmp_path / "two")
    second = await submitted(mock, tmp_path / "two")
    assert (second.state, second.exit_code, second.filing.sent) == ("verified", 0, False)
    assert len(second.commits) == len(second.stored) == 1
    assert [e["by"] for e in second.history if e["kind"] == "found"] == ["look"]


async def test_a_draft_of_ours_that_a_person_finished_is_adopted(
    mock: MockPortal, tmp_path: Path
) -> None:
    press(mock, (await fill(mock, tmp_path)).draft)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert len(outcome.commits) == len(outcome.stored) == 1


async def test_a_draft_of_the_same_from_another_machine_is_a_persons_to_look_at(
    mock: MockPortal, tmp_path: Path
) -> None:
    draft = (await fill(mock, tmp_path / "one")).draft
    outcome = await submitted(mock, tmp_path / "two")
    assert (outcome.state, outcome.exit_code) == ("needs_human", 30)
    assert str(draft) in outcome.message
    assert outcome.commits == outcome.stored == []


async def test_the_accounts_other_dossiers_stop_nothing(mock: MockPortal, tmp_path: Path) -> None:
    person = citizen(mock)
    person.file("1.001193")
    person.file()
    person.http.close()
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    (looked,) = [event for event in outcome.history if event["kind"] == "looked"]
    assert sorted(looked["before"]) == sorted(outcome.numbers[:2])


@pytest.mark.parametrize(
    "slug",
    [
        # What it is about is told by a radio button; by a list that scripts draw; by a select.
        "rice_land_crop_conversion",
        "meritorious_relative_certificate",
        pytest.param("marital_status_certificate", marks=pytest.mark.thorough),  # as the two others
    ],
)
async def test_a_draft_is_known_also_by_what_was_chosen_in_it(
    mock: MockPortal, tmp_path: Path, slug: str
) -> None:
    dossier = FIXTURES / slug / "plain.yaml"
    draft = (await fill(mock, tmp_path / "one", dossier)).draft
    outcome = await submitted(mock, tmp_path / "two", dossier)
    assert (outcome.state, outcome.exit_code) == ("needs_human", 30)
    assert str(draft) in outcome.message
    assert outcome.commits == outcome.stored == []


async def test_submit_goes_on_with_the_draft_that_fill_left(
    mock: MockPortal, tmp_path: Path
) -> None:
    draft = (await fill(mock, tmp_path)).draft
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert outcome.commits[0]["sid"] == draft
    assert outcome.as_golden()
    assert drafts_left(mock) == 0


async def test_a_draft_that_is_not_the_dossier_any_more_is_cancelled(
    mock: MockPortal, tmp_path: Path
) -> None:
    dossier = written(tmp_path / "a.yaml")
    draft = (await fill(mock, tmp_path / "home", dossier)).draft
    written(dossier, {"declaration.child.birth_place": "Trạm y tế Xã Ví Dụ"})
    outcome = await submitted(mock, tmp_path / "home", dossier)
    assert outcome.state == "verified"
    assert outcome.commits[0]["sid"] != draft
    assert "Trạm y tế Xã Ví Dụ" in str(outcome.stored[0]["fields"])
    assert drafts_left(mock) == 0


async def test_a_draft_that_somebody_changed_on_the_portal_is_cancelled(
    mock: MockPortal, tmp_path: Path
) -> None:
    draft = (await fill(mock, tmp_path)).draft
    person = citizen(mock)
    person.sid = str(draft)
    person.post("/tiep-nhan-online/luuLePhiHoSo", maHinhThucNhanKetQua="electronic")
    person.http.close()
    outcome = await submitted(mock, tmp_path)
    assert outcome.state == "verified"
    assert outcome.as_golden()
    assert drafts_left(mock) == 0


async def test_a_second_fill_leaves_one_draft(mock: MockPortal, tmp_path: Path) -> None:
    drafts = [(await fill(mock, tmp_path)).draft for _ in range(2)]
    assert len(set(drafts)) == 2
    assert drafts_left(mock) == 1


async def test_fill_of_a_filed_dossier_shows_its_receipt_and_leaves_no_draft(
    mock: MockPortal, tmp_path: Path
) -> None:
    outcome = await submitted(mock, tmp_path)
    filing = await fill(mock, tmp_path)
    assert (filing.exit_code, filing.filled) == (10, False)
    assert filing.receipt == outcome.filing.receipt
    assert filing.error is not None
    assert outcome.numbers[0] in filing.error.message
    assert drafts_left(mock) == 0


async def test_no_value_stands_in_what_is_kept_of_the_look(
    mock: MockPortal, tmp_path: Path
) -> None:
    await submitted(mock, tmp_path)
    with reading(tmp_path) as journal:
        (event,) = [event for _, event in journal.events(["looked"])]
    assert "nguyenvanthu" not in str(event)
    assert len(event["submitter"]) == len(event["account"]) == 32


async def test_a_mock_that_is_begun_anew_counts_from_one_and_is_filed_into(
    mock: MockPortal, tmp_path: Path
) -> None:
    """The same number in another world is another dossier's, and nobody's trouble."""
    first = await submitted(mock, tmp_path / "home")
    mock.reset()
    mock.post("/clock", now=clock.now().isoformat())
    other = written(tmp_path / "b.yaml", {"declaration.child.full_name": "Nguyễn Thị Thử Khác"})
    second = await submitted(mock, tmp_path / "home", other)
    assert (second.state, second.exit_code) == ("verified", 0)
    assert second.filing.receipt is not None
    assert first.filing.receipt is not None
    assert second.filing.receipt.number == first.filing.receipt.number
    assert len(second.commits) == 1

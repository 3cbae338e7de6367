"""A warning is asked about once, the answer kept with who gave it, and asked anew once edited."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from portal_bot.batch.accepted_warnings import KIND, Warnings, nobody_to_ask
from portal_bot.checking import Checked, check_paths
from portal_bot.errors import DossierError, HumanNeeded
from portal_bot.human import MockHuman, TerminalHuman, system_user
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Journal, Seal
from tests.support.dossiers import written

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")
IDENTITY = Identity(b"s" * 32, "that")
STRANGE = {"consent.given_by": "Phan Văn Chẳng Có Đây"}


class Clerk:
    """Answers, and remembers what was asked."""

    def __init__(self, *, agrees: bool = True) -> None:
        self.asked: list[str] = []
        self._agrees = agrees

    async def confirm(self, question: str) -> bool:
        self.asked.append(question)
        return self._agrees

    async def captcha(self, captcha: Any) -> str:
        raise AssertionError(captcha)

    async def otp(self, sent_to: str) -> str:
        raise AssertionError(sent_to)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite3", Seal(b"s" * 32))


def dossier(folder: Path, **more: Any) -> Checked:
    changes = {**STRANGE, **{key.replace("__", "."): value for key, value in more.items()}}
    (checked,) = check_paths([written(folder / "a.yaml", changes)])
    assert checked.ok
    assert [p.code for p in checked.problems if p.severity == "warning"] == ["consent_of_another"]
    return checked


def insist(journal: Journal, checked: Checked, human: Any, *, yes: bool = False) -> None:
    asking = Warnings(journal, IDENTITY, human, yes=yes)
    asyncio.run(asking.insist(checked, Ready.of(checked)))


def answers(journal: Journal, checked: Checked) -> list[dict[str, Any]]:
    filing = journal.by_key(IDENTITY.key_of(Ready.of(checked)))
    if filing is None:
        return []
    return [event for event in journal.history(filing.id) if event["kind"] == KIND]


def test_it_is_asked_once_and_who_answered_is_kept(journal: Journal, tmp_path: Path) -> None:
    clerk, checked = Clerk(), dossier(tmp_path, desk={"officer": "Cán bộ Ví Dụ"})
    insist(journal, checked, clerk)
    insist(journal, checked, clerk)
    assert len(clerk.asked) == 1
    assert "không phải chủ hồ sơ" in clerk.asked[0]
    (told,) = answers(journal, checked)
    assert (told["code"], told["field"]) == ("consent_of_another", "consent.given_by")
    assert (told["by"], told["user"], told["how"]) == ("Cán bộ Ví Dụ", system_user(), "terminal")
    assert "Phan" not in str(told)


def test_an_edited_dossier_is_asked_about_again(journal: Journal, tmp_path: Path) -> None:
    clerk = Clerk()
    insist(journal, dossier(tmp_path), clerk)
    insist(journal, dossier(tmp_path, applicant__phone="0905000777"), clerk)
    assert len(clerk.asked) == 2


def test_who_was_on_duty_makes_no_other_dossier_of_it(journal: Journal, tmp_path: Path) -> None:
    clerk = Clerk()
    insist(journal, dossier(tmp_path), clerk)
    insist(journal, dossier(tmp_path, desk={"officer": "Người Trực Khác"}), clerk)
    assert len(clerk.asked) == 1


def test_who_says_no_keeps_it_here(journal: Journal, tmp_path: Path) -> None:
    clerk, checked = Clerk(agrees=False), dossier(tmp_path)
    for _ in range(2):
        with pytest.raises(DossierError, match="chưa gửi gì") as refused:
            insist(journal, checked, clerk)
        assert refused.value.field == "consent.given_by"
    assert len(clerk.asked) == 2
    assert answers(journal, checked) == []


def test_without_anybody_it_waits(journal: Journal, tmp_path: Path) -> None:
    checked = dossier(tmp_path)
    with pytest.raises(HumanNeeded):
        insist(journal, checked, TerminalHuman())
    told = nobody_to_ask(checked)
    assert told.exit_code == 30
    assert "--yes" in told.message


def test_yes_answers_beforehand_and_is_kept_as_such(journal: Journal, tmp_path: Path) -> None:
    checked = dossier(tmp_path)
    insist(journal, checked, TerminalHuman(), yes=True)
    assert [each["how"] for each in answers(journal, checked)] == ["--yes"]
    insist(journal, checked, TerminalHuman())


def test_on_the_mock_nobody_is_asked(journal: Journal, tmp_path: Path) -> None:
    checked = dossier(tmp_path)
    insist(journal, checked, MockHuman("http://127.0.0.1:1"))
    assert answers(journal, checked) == []


def test_notes_are_not_asked_about(journal: Journal, tmp_path: Path) -> None:
    changes = {"account.username": "0911222333"}
    (checked,) = check_paths([written(tmp_path / "a.yaml", changes)])
    assert {p.severity for p in checked.problems} == {"info"}
    clerk = Clerk()
    insist(journal, checked, clerk)
    assert clerk.asked == []

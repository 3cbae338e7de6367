"""The 29 procedures."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portal_bot.catalogue import packages
from portal_bot.catalogue import procedures as catalogue
from portal_bot.catalogue.facts_file import BrokenFacts
from portal_bot.catalogue.procedures import (
    ProcedureFacts,
    count_contradiction,
    procedure,
    procedures,
)
from portal_bot.checking import check_paths
from portal_bot.dossier.describe import describe
from portal_bot.registry import flows
from tests.support.fixtures import FIXTURES


def planned() -> list[ProcedureFacts]:
    """Those of the source plan; others may be added."""
    return [facts for facts in procedures().values() if facts.no is not None]


def test_there_are_29_with_their_own_code_and_slug() -> None:
    assert [facts.no for facts in planned()] == list(range(1, 30))
    assert len({facts.code for facts in procedures().values()}) == len(procedures())
    assert all(re.fullmatch(r"\d\.\d{6}", facts.code) for facts in procedures().values())


def test_seven_are_level_3_and_22_level_4_and_the_contradiction_is_told() -> None:
    levels = [facts.level for facts in planned()]
    assert (levels.count(3), levels.count(4)) == (7, 22)
    assert count_contradiction()["sum_of_parts"] == 29


def test_one_is_found_by_slug_and_by_code() -> None:
    assert procedure("birth_registration") is procedure("1.001193")
    assert procedure("1.999999") is None


def test_what_was_recalled_says_so() -> None:
    recalled = {f.code for f in planned() if not f.code_verified}
    assert recalled == {"1.001055", "1.008901", "1.004492", "2.002161", "1.000775"}
    assert "theo trí nhớ" in describe(flows()["commune_commendation_certificate"])["reconstruction"]


def test_a_fee_that_was_not_found_is_not_made_up() -> None:
    facts = procedure("marital_status_certificate")
    assert facts is not None
    assert facts.fee.amount is None
    assert facts.fee.reference == 15_000
    assert not facts.fee.verified


def test_every_deadline_and_every_way_to_return_is_one_we_know() -> None:
    for facts in procedures().values():
        assert facts.deadline.value > 0
        assert facts.deadline.unit in {"working_days", "calendar_days"}
        assert set(facts.return_methods) <= {"in_person", "postal", "electronic"}


def test_the_declaration_itself_is_no_paper() -> None:
    papers = {paper.key for facts in procedures().values() for paper in facts.paper}
    assert "birth_notification" in papers
    assert "declaration_form" not in papers


UNKNOWN = {
    "1.001193", "1.000656", "1.004873", "1.004884", "1.005461", "1.004492", "1.000775",
}  # fmt: skip


def test_a_longest_term_that_no_text_says_is_unknown_with_its_reason() -> None:
    unknown = {f.code: f.deadline for f in planned() if f.deadline.longest_unknown}
    assert set(unknown) == UNKNOWN
    for deadline in unknown.values():
        assert deadline.longest is None
        assert deadline.at_longest.endswith("chưa rõ")
        assert "xác minh" not in deadline.text


def test_where_sources_differ_both_are_told() -> None:
    accounts = procedures()["civil_status_change_correction"].deadline.accounts
    assert [(each.value, each.unit) for each in accounts] == [(3, "working_days"), (1, None)]
    for facts in procedures().values():
        told = facts.deadline.accounts
        assert all(each.text and each.source for each in told)
        assert len(told) != 1
        assert len({(each.value, each.unit) for each in told}) == len(told)


def test_that_nothing_is_charged_is_verified_only_where_a_source_says_so() -> None:
    free = [f for f in planned() if f.fee.amount == 0 and not f.fee.reference]
    assert {f.slug for f in free if f.fee.verified} == {
        "marriage_registration",
        "guardianship_registration",
        "meritorious_relative_certificate",
        "commune_festival_notification",
        "commune_commendation_certificate",
    }
    assert all(f.code_verified is not None for f in planned())


def copied(slug: str, folder: Path, said: str, instead: str) -> Path:
    """A procedure's facts with one of them said otherwise."""
    (file,) = (place / f"{slug}.toml" for place in packages.folders())
    text = file.read_text("utf-8")
    assert said in text
    written = folder / file.name
    written.write_text(text.replace(said, instead, 1), "utf-8")
    return written


@pytest.fixture
def without_a_fact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The facts of all, of which one was lost."""
    (folder,) = packages.folders()
    for file in folder.glob("*.toml"):
        shutil.copy(file, tmp_path)
        (tmp_path / file.name).with_suffix(".py").touch()
    copied("death_registration", tmp_path, 'unit = "working_days"\n', "")
    monkeypatch.setattr(catalogue, "folders", lambda: (tmp_path,))
    beside = lambda written: catalogue.facts_at(tmp_path / f"{Path(written).stem}.toml")  # noqa: E731
    monkeypatch.setattr(catalogue, "_beside", beside)
    catalogue._all.cache_clear()
    yield
    catalogue._all.cache_clear()


def test_an_entry_without_a_fact_is_named_and_the_others_are_whole(without_a_fact: None) -> None:
    assert len(planned()) == 28
    assert procedure("birth_registration") is not None
    (broken,) = catalogue.broken_procedures().items()
    assert broken[0] == "death_registration"
    assert "death_registration.toml" in broken[1].told
    assert "thiếu mục “deadline.unit”" in broken[1].told
    for name in ("death_registration", "1.000656"):
        with pytest.raises(BrokenFacts, match="death_registration"):
            procedure(name)


@pytest.mark.parametrize(
    ("said", "instead", "told"),
    [
        ("level = 4\n", "", "dòng 1: thiếu mục “level”"),
        ("level = 4\n", "level = 5\n", "dòng 7: mục “level” phải là 3 hoặc 4"),
        ("level = 4\n", 'level = "4"\n', "dòng 7: mục “level” phải là 3 hoặc 4"),
        ("[deadline]\n", "[deadline]\nhours = 3\n", "không có mục “deadline.hours”"),
        ("required = true\n", "required = 1\n", "mục “paper.0.required"),
        ("[fee]\n", "[fee\n", "cột 5: không phải TOML"),
        ("amount = 0\n", "", "thiếu mục “fee.amount”"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(
    tmp_path: Path, said: str, instead: str, told: str
) -> None:
    written = copied("birth_registration", tmp_path, said, instead)
    with pytest.raises(BrokenFacts) as raised:
        catalogue.facts_at(written)
    assert told in str(raised.value)
    assert str(written) in str(raised.value)


def test_the_line_is_that_of_the_very_row(tmp_path: Path) -> None:
    written = copied("birth_registration", tmp_path, 'key = "surrogacy_document"\n', "")
    lines = written.read_text("utf-8").splitlines()
    row = lines.index('name = "Văn bản xác nhận của cơ sở y tế về việc mang thai hộ"')
    with pytest.raises(BrokenFacts, match=rf"dòng {row}: thiếu mục “paper\.2\.key”"):
        catalogue.facts_at(written)


def test_what_nobody_found_is_written_so_and_is_no_number(tmp_path: Path) -> None:
    written = copied("birth_registration", tmp_path, "amount = 0\n", 'amount = "unknown"\n')
    assert catalogue.facts_at(written).fee.amount is None


def test_its_own_dossiers_fail_and_no_other(without_a_fact: None) -> None:
    good = FIXTURES / "birth_registration" / "plain.yaml"
    bad = FIXTURES / "death_registration" / "plain.yaml"
    first, second = checked = check_paths([good, bad], today=date(2026, 11, 22))
    assert (first.exit_code, second.exit_code, checked.exit_code) == (0, 50, 50)
    assert second.problems[-1].code == "facts_broken"

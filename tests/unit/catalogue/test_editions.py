"""Two editions of each procedure: every fact has a state and a source, and none is made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal_bot import registry
from portal_bot.catalogue import editions as catalogue
from portal_bot.catalogue.edition_2022 import edition_2022
from portal_bot.catalogue.edition_words import TITLES, told, where_instead
from portal_bot.catalogue.editions import Edition, edition_2026, edition_at, sources
from portal_bot.catalogue.facts_file import BrokenFacts
from portal_bot.catalogue.packages import folders
from portal_bot.catalogue.procedures import ProcedureFacts, procedures

PLANNED = [facts for facts in procedures().values() if facts.no is not None]
NOT_ONLINE = {"1.011607", "1.010833", "1.003622", "2.000815", "2.000884"}
RENUMBERED = {"2.000509": "1.012592", "1.001055": "1.012590", "1.004492": "1.012971"}
NOT_SEEN = {"2.000744", "1.008901", "2.002161", "1.000775"}


def of_2026(slug: str) -> Edition:
    found = edition_2026(slug)
    assert found is not None, slug
    return found


@pytest.mark.parametrize("facts", PLANNED, ids=lambda facts: facts.slug)
def test_every_cell_of_either_edition_has_a_state_and_a_dated_source(
    facts: ProcedureFacts,
) -> None:
    for edition in (edition_2022(facts), of_2026(facts.slug)):
        assert edition.slug == facts.slug
        assert set(edition.cells) == set(TITLES)
        for name, cell in edition.cells.items():
            assert sources()[cell.source].date[:4].isdecimal(), name
            assert cell.state == "present" or len(cell.absent or cell.unknown) > 8, name
            assert told(name, cell), name


def test_what_became_of_the_29_is_what_was_seen() -> None:
    later = {facts.code: of_2026(facts.slug) for facts in PLANNED}
    assert len(later) == 29
    same = {code for code, each in later.items() if each.status.value == "same_code"}
    assert len(same) == 22
    assert all(later[code].code.value == code for code in same)
    changed = {c: e.code.value for c, e in later.items() if e.status.value == "renumbered"}
    assert changed == RENUMBERED
    assert all(later[old].predecessor.value == old for old in RENUMBERED)
    assert {code for code, each in later.items() if each.status.state == "absent"} == NOT_SEEN
    assert {code for code, each in later.items() if each.is_online is False} == NOT_ONLINE


def test_the_edition_of_2022_names_its_successor_only_where_one_was_seen() -> None:
    for facts in PLANNED:
        successor = edition_2022(facts).successor
        if facts.code in RENUMBERED:
            assert successor.value == RENUMBERED[facts.code]
        else:
            assert successor.state == ("unknown" if facts.code in NOT_SEEN else "absent")


def test_where_to_go_is_said_where_nothing_is_filed_online_and_only_there() -> None:
    for facts in PLANNED:
        edition, said = of_2026(facts.slug), where_instead(of_2026(facts.slug))
        assert bool(said) is not bool(edition.is_online), facts.slug
        assert said.startswith("không nộp") is (facts.code in NOT_ONLINE)
        if facts.code in NOT_SEEN:
            assert said.startswith("chưa rõ")
            assert "Một cửa" in said


def test_a_free_label_is_no_amount_and_an_amount_is_of_a_channel_and_a_day() -> None:
    birth = of_2026("birth_registration").ways["online"]
    assert (birth.fee.printed, birth.fee.amount) == ("Miễn phí", None)
    assert of_2026("marriage_registration").ways["online"].fee.amount == 0
    (local,) = of_2026("death_registration").local_fees.value or ()
    assert (local.channel, local.amount, local.since) == ("online", 0, date(2026, 8, 8))
    assert [case.code for case in of_2026("birth_registration").cases.value or ()] == [
        "1.001193.01",
        "1.001193.02",
    ]
    assert of_2026("death_registration").form_version.value == "19"
    assert all(of_2026(facts.slug).others_may_file.state == "unknown" for facts in PLANNED)


def test_both_codes_find_the_procedure() -> None:
    for old, new in RENUMBERED.items():
        flow = registry.find(new)
        assert flow is not None
        assert flow is registry.find(old)
        assert flow.code == old
    assert registry.find("1.012422") is None


def copied(folder: Path, said: str, instead: str) -> Path:
    file = next(place / "edition_2026" / "birth_registration.toml" for place in folders())
    text = file.read_text("utf-8")
    assert said in text
    written = folder / file.name
    written.write_text(text.replace(said, instead, 1), "utf-8")
    return written


@pytest.mark.parametrize(
    ("said", "instead", "told_so"),
    [
        ('code = { value = "1.001193" }', 'code = { value = "1", absent = "x" }', "đúng một"),
        ('code = { value = "1.001193" }', "code = {}", "dòng 5: mục “code” sai: ghi đúng một"),
        ('code = { value = "1.001193" }', "", "thiếu mục “code”"),
        ('source = "crawl"', 'source = "rumour"', "không có nguồn nào tên rumour"),
        ("days = 1", 'days = "1"', "phải là số nguyên"),
        ('names = ["online"', 'names = ["fax"', "mục “channels.value.0.names.0” phải là"),
        ('domain = { value = "Hộ tịch" }', 'domain = { said = "Hộ tịch" }', "domain.said"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, said: str, instead: str, told_so: str
) -> None:
    written = copied(tmp_path, said, instead)
    with pytest.raises(BrokenFacts) as raised:
        edition_at(written)
    assert told_so in str(raised.value)
    assert str(written) in str(raised.value)


def test_a_broken_edition_takes_no_code_from_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "edition_2026").mkdir()
    copied(tmp_path / "edition_2026", "edition = 2026", "edition = 2030")
    monkeypatch.setattr(catalogue, "folders", lambda: (tmp_path, *folders()))
    with pytest.raises(BrokenFacts):
        edition_2026("birth_registration")
    assert catalogue.codes_of_2026()["1.012592"] == "belief_activity_registration"

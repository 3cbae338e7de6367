"""Which edition is told: the portal's, unless `--edition` says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.portals import profile
from portal_bot.reports.figures import spoken_at
from tests.support.drawn_journal import Year, draw
from tests.unit.cli.conftest import Call

SHIPPED = Path(profile.__file__).parent / "profiles" / "phuyen.toml"


@pytest.fixture
def of_2026(home: Path) -> str:
    """A portal of the desk's own that speaks the edition of 2026."""
    folder = home / profile.FOLDER
    folder.mkdir(parents=True, mode=0o700)
    text = SHIPPED.read_text("utf-8").replace('name = "phuyen"', 'name = "moi"\nedition = 2026')
    text = text.replace("communes = 2022", "communes = 2025")
    (folder / "moi.toml").write_text(text, "utf-8")
    return "moi"


def test_a_portal_speaks_2022_unless_its_profile_says_otherwise(of_2026: str) -> None:
    shipped = [profile.load(name) for name in profile.shipped()]
    of_2026_too = {one.name for one in shipped if one.edition != 2022}
    assert of_2026_too == {"mock_moj", "mock_national", "moj", "national"}
    assert profile.load(of_2026).edition == 2026
    assert (profile.edition_named(None), profile.edition_named(of_2026)) == (None, 2026)


def test_list_follows_the_portal_and_the_option_overrules(
    call: Call, of_2026: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "1.012592" not in call("list").out
    monkeypatch.setenv(settings.PORTAL, of_2026)
    told = call("list").out
    assert "1.012592 (trước là 2.000509)" in told
    assert "poor_household_recognition: không nộp trực tuyến được: nộp trực tiếp" in told
    assert "Mức độ" in call("list", "--edition", "2022").out


def test_list_of_2026_for_programs(call: Call) -> None:
    document = call("list", "--edition", "2026", "--json").json
    assert document["edition"] == 2026
    entries = {entry["slug"]: entry for entry in document["procedures"]}
    assert [sum(e["online"] is each for e in entries.values()) for each in (True, False, None)] == [
        16,
        5,
        9,
    ]
    assert (entries["marriage_reregistration"]["code_2022"], len(entries)) == (None, 30)
    gone = entries["commune_commendation_certificate"]
    assert (gone["code"], gone["code_2022"]) == (None, "1.000775")
    assert "chưa rõ" in gone["instead"]
    assert entries["birth_registration"]["instead"] is None


def test_a_report_names_procedures_as_the_portal_speaks_of_them(
    call: Call, home: Path, of_2026: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(home, ("belief_activity_registration",), Year(40, seed=5))
    span = ("report", "--year", "2026", "--json")

    def rows(*more: str) -> list[list[object]]:
        tables = call(*span, *more).json["tables"]
        return next(t["rows"] for t in tables if t["key"] == "by_procedure")

    first = rows()
    assert first[0][:2] == ["Đăng ký hoạt động tín ngưỡng", "2.000509"]
    assert rows("--edition", "2022") == first
    assert rows("--edition", "2026") == []
    monkeypatch.setattr("portal_bot.reports.figures.spoken_at", lambda portal: 2026)
    assert rows()[0][:2] == ["Đăng ký hoạt động tín ngưỡng (ấn bản 2026)", "1.012592"]
    assert spoken_at("nowhere") == 2022


@pytest.mark.usefixtures("on_the_machines_day")
def test_what_a_portal_of_2026_does_not_file_is_not_probed_there(call: Call, of_2026: str) -> None:
    said = call("probe", "hộ nghèo", "--portal", of_2026)
    assert said.code == 2
    assert "không nộp trực tuyến được: nộp trực tiếp tại Bộ phận Một cửa" in said.err

"""`list`, `show`, `new`: what there is to file, and how to begin."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal_bot import registry
from portal_bot.catalogue.procedures import procedures
from portal_bot.cli.sheet import print_sheet
from tests.support.fixtures import FIXTURES
from tests.unit.cli.conftest import Call

SLUGS = list(registry.flows())


def test_list_names_every_flow(call: Call) -> None:
    said = call("list")
    assert said.code == 0
    for slug, flow in registry.flows().items():
        assert slug in said.out
        assert flow.code in said.out


def test_list_for_programs(call: Call) -> None:
    entries = call("list", "--json").json["procedures"]
    assert [entry["slug"] for entry in entries] == SLUGS
    assert all(set(entry) == {"slug", "code", "level", "title"} for entry in entries)


def test_list_has_those_of_the_catalogue_with_their_codes_and_levels(call: Call) -> None:
    listed = call("list", "--json").json["procedures"]
    assert len(listed) >= 29
    known = {facts.slug: (facts.code, facts.level) for facts in procedures().values()}
    assert {each["slug"]: (each["code"], each["level"]) for each in listed} == known


def test_show_marks_what_was_rebuilt(call: Call) -> None:
    rebuilt = 0
    for slug in SLUGS:
        described, told = call("show", slug, "--json").json, call("show", slug).out
        marked = [field for field in described["fields"] if field.get("reconstructed")]
        assert len(marked) == len(procedures()[slug].reconstructed), slug
        for field in marked:
            lines = [line for line in told.splitlines() if field["title"] in line]
            assert any(line.endswith("phục dựng") for line in lines), field["path"]
        assert described["level_reconstructed"] is True
        assert "; phục dựng)" in told
        rebuilt += len(marked)
    assert rebuilt >= 79


def test_show_tells_the_cases_of_the_fee_and_how_the_day_is_counted(call: Call) -> None:
    told = call("show", "copy_certification").out
    assert "hai trang đầu của mỗi bản: 2.000 đ/trang" in told
    assert "thu tối đa: 200.000 đ/bản" in told
    assert "Cách tính ngày hẹn: nhận đến 15:00 thì trả trong ngày" in told
    assert "mức độ 3 (nay là một phần; phục dựng)" in told
    told = call("show", "birth_registration").out
    assert "mỗi bản sao trích lục: 8.000 đ/bản (Thông tư 281/2016/TT-BTC)" in told
    for slug in SLUGS:
        assert "calendar_days" not in call("show", slug).out


def test_show_tells_legal_values_with_their_source_and_what_was_recalled(call: Call) -> None:
    told = call("show", "poor_household_recognition").out
    assert "không quá: Nông thôn = 1.500.000 đồng; Thành thị = 2.000.000 đồng. Nghị định" in told
    assert "07/2021/NĐ-CP (áp dụng từ 01/01/2022)" in told
    told = call("show", "monthly_social_allowance").out
    assert "360.000 đồng. Nghị định 20/2021/NĐ-CP, Điều 4 (áp dụng từ 01/07/2021; ghi theo" in told
    assert "đã đăng ký trước: năm 2016. " in call("show", "birth_reregistration").out
    assert "đủ: 25 tuổi; 40 tuổi; 60 tuổi. Luật" in call("show", "signature_certification").out
    for slug in SLUGS:
        described, told = call("show", slug, "--json").json, call("show", slug).out
        assert [law["name"] for law in described["law"]] == list(procedures()[slug].law)
        assert all(law["source"] in told and law["what"] in told for law in described["law"])
        recalled = sum(law["recalled"] for law in described["law"])
        assert told.count("; ghi theo trí nhớ)") == recalled, slug


def test_legal_values_are_told_to_programs_with_all_that_is_known(call: Call) -> None:
    (law,) = call("show", "poor_household_recognition", "--json").json["law"]
    values = {"rural": 1_500_000, "urban": 2_000_000}
    assert law == {
        "name": "income_line",
        "what": "Chuẩn nghèo về thu nhập mỗi người mỗi tháng, không quá",
        "value": None,
        "cases": [
            {"code": "rural", "label": "Nông thôn", "value": 1_500_000},
            {"code": "urban", "label": "Thành thị", "value": 2_000_000},
        ],
        "unit": "đồng",
        "source": "Nghị định 07/2021/NĐ-CP",
        "recalled": False,
        "began": "2022-01-01",
        "since": {"2022-01-01": values},
    }
    (law,) = call("show", "birth_reregistration", "--json").json["law"]
    assert (law["value"], law["cases"], law["since"]) == (2016, [], {"2016-01-01": 2016})


@pytest.mark.parametrize("slug", SLUGS)
def test_show_tells_all_of_a_procedure(slug: str, call: Call) -> None:
    said = call("show", slug)
    assert said.code == 0
    flow = registry.flows()[slug]
    assert said.out.startswith(f"{flow.title}\n  {slug} · mã {flow.code} · mức độ ")
    for word in ("Thời hạn: ", "Lệ phí: ", "Mục khai", "bắt buộc", "Thành phần hồ sơ", "Phục dựng"):
        assert word in said.out
    described = call("show", slug, "--json").json
    for field in described["fields"]:
        assert field["title"] in said.out
    for paper in described["papers"]:
        assert f"    {paper['key']} " in said.out


def test_show_marks_what_is_asked_only_sometimes(call: Call) -> None:
    told = call("show", "birth_registration").out
    described = call("show", "birth_registration", "--json").json
    conditions = [field["when_text"] for field in described["fields"] if "when_text" in field]
    assert conditions
    assert all(f"; khi {condition}" in told for condition in conditions)
    assert "có điều kiện; khi “" in told


def test_a_code_is_as_good_as_a_slug(call: Call) -> None:
    assert call("show", "1.001193").out == call("show", "birth_registration").out
    assert call("new", "1.001193").out == call("new", "birth_registration").out


def _filled(blank: Any, given: Any) -> Any:
    """The blank dossier with the fixture's answers, as a person would type them in."""
    if not isinstance(blank, dict) or not isinstance(given, dict):
        return given
    unknown = set(given) - set(blank)
    assert not unknown, f"the template has no place for {unknown}"
    return {key: _filled(blank[key], given[key]) if key in given else blank[key] for key in blank}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_new_dossier_filled_in_passes_its_check(slug: str, tmp_path: Path, call: Call) -> None:
    file = tmp_path / "moi.yaml"
    said = call("new", slug, "--out", file)
    assert (said.code, said.out) == (0, "")
    assert f"portal-bot check {file}" in said.err
    assert call("check", file).code == 10

    given = yaml.load((FIXTURES / slug / "plain.yaml").read_text("utf-8"), yaml.BaseLoader)
    for papers in given.get("papers", {}).values():
        papers[:] = [str(FIXTURES / "papers" / Path(paper).name) for paper in papers]
    blank = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    file.write_text(yaml.safe_dump(_filled(blank, given), allow_unicode=True), "utf-8")
    checked = call("check", file)
    assert checked.code == 0, checked.out


def test_a_new_dossier_is_for_its_owner_only(tmp_path: Path, call: Call) -> None:
    call("new", "birth_registration", "--out", tmp_path / "moi.yaml")
    assert (tmp_path / "moi.yaml").stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(tmp_path: Path, call: Call) -> None:
    file = tmp_path / "moi.yaml"
    file.write_text("của tôi", "utf-8")
    said = call("new", "birth_registration", "--out", file)
    assert said.code == 2
    assert "không ghi đè" in said.err
    assert file.read_text("utf-8") == "của tôi"


@pytest.mark.parametrize("name", ["moi.xls", "moi", "khong-co/moi.yaml", "khong-co/moi.xlsx"])
def test_it_goes_where_it_can_be_read_again(name: str, tmp_path: Path, call: Call) -> None:
    assert call("new", "birth_registration", "--out", tmp_path / name).code == 2
    assert not (tmp_path / name).exists()


def test_new_for_programs(tmp_path: Path, call: Call) -> None:
    printed = call("new", "birth_registration", "--json").json
    assert printed["template"] == call("new", "birth_registration").out
    file = tmp_path / "moi.yaml"
    written = call("new", "birth_registration", "--out", file, "--json").json
    assert written == {"procedure": "birth_registration", "path": str(file)}


def test_a_flow_that_the_catalogue_does_not_know_is_shown_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    field = {"path": "rows[].name", "title": "Tên", "type": "odd", "required": True}
    table = {"path": "rows", "title": "Bảng", "type": "table", "required": False}
    described = {"slug": "own", "code": "9.000001", "title": "Của tôi", "level": None}
    print_sheet({**described, "fields": [table, field], "papers": []})
    told = capsys.readouterr().out
    assert "own · mã 9.000001 · mức độ chưa rõ" in told
    assert "Tên; odd; bắt buộc" in told
    assert "Phục dựng" not in told


@pytest.mark.parametrize(
    ("slug", "never"),
    [
        ("marital_status_certificate", "23"),
        ("birth_reregistration", "25"),
        ("birth_registration", "lâu nhất 5"),
        ("death_registration", "lâu nhất 3"),
        ("death_reregistration", "10 ngày"),
    ],
)
def test_a_term_that_was_recalled_is_not_told_as_a_fact(slug: str, never: str, call: Call) -> None:
    told = call("show", slug).out
    lines = [line for line in told.splitlines() if line.startswith(("  Thời hạn", "  Cách tính"))]
    assert never not in " ".join(lines)
    assert "cần xác minh thì lâu nhất: chưa rõ (" in told
    deadline = call("show", slug, "--json").json["deadline"]
    assert deadline["longest"] is None
    assert deadline["longest_unknown"]


def test_sources_that_differ_are_both_told_with_their_names(call: Call) -> None:
    told = call("show", "civil_status_change_correction").out
    assert "các nguồn nói khác nhau" in told
    assert "Luật Hộ tịch 2014, Điều 28" in told
    assert "163/QĐ-BTP, chụp ngày 20/07/2026" in told


def test_a_code_that_was_recalled_is_marked_wherever_it_is_told(call: Call) -> None:
    listed = call("list").out
    for facts in procedures().values():
        assert (f"{facts.code} ?" in listed) is not facts.code_verified, facts.code
        marked = "mã chưa xác minh" in call("show", facts.slug).out.splitlines()[1]
        assert marked is not facts.code_verified
    assert "chưa thấy trong nguồn nào" in listed


def test_a_flow_that_does_not_load_is_named_and_the_others_are_there(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = importlib.import_module

    def import_module(name: str) -> Any:
        if name == "portal_bot_flows.death_registration":
            raise ImportError("No module named 'khong_co'")
        return whole(name)

    monkeypatch.setattr(importlib, "import_module", import_module)
    registry._loaded.cache_clear()
    try:
        said = call("list")
        assert (said.code, "birth_registration" in said.out) == (0, True)
        assert "death_registration.py" in said.err
        told = call("list", "--json").json
        assert len(told["procedures"]) == len(procedures()) - 1
        (broken,) = told["broken"]
        assert broken["slug"] == "death_registration"
        assert call("show", "birth_registration").code == 0
        said = call("show", "death_registration")
        assert said.code == 50
        assert "death_registration.py" in said.err
    finally:
        registry._loaded.cache_clear()

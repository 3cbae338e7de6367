"""Which papers a dossier needs now, and the page on which the counter ticks them off."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import registry
from portal_bot.checking import check_paths
from portal_bot.intake.counter_list import PaperLine, paper_lines
from tests.support.workbooks import FIXTURES, told
from tests.unit.intake.conftest import BIRTH, TODAY
from tests.unit.intake.test_commands import run


def lines(name: str) -> dict[str, PaperLine]:
    (checked,) = check_paths([FIXTURES / BIRTH / f"{name}.yaml"], today=TODAY)
    assert checked.flow is not None
    found = paper_lines(checked.flow, checked.declaration, checked.papers)
    return {line.name.partition(";")[0]: line for line in found}


def test_a_paper_is_needed_where_its_condition_holds() -> None:
    name = "Biên bản về việc trẻ bị bỏ rơi"
    assert lines("plain")[name].needed is False
    assert lines("abandoned")[name].needed is True
    assert "bỏ rơi" in lines("plain")[name].why


def test_form_number_and_scans_are_told() -> None:
    certificate = lines("plain")["Giấy chứng sinh"]
    assert (certificate.needed, certificate.form, certificate.copies) == (True, "bản chính", 1)
    assert certificate.scans >= 1
    (card,) = [line for line in lines("plain").values() if line.name.startswith("Giấy tờ tùy thân")]
    assert card.shown_only
    assert card.needed is True


def test_without_a_whole_declaration_nobody_knows() -> None:
    found = paper_lines(told(BIRTH), None, {})
    assert {line.needed for line in found if line.why.startswith("khi ")} == {None}


@pytest.mark.parametrize("slug", ["birth_reregistration", "death_reregistration"])
def test_of_papers_of_which_one_is_enough_all_are_named(slug: str) -> None:
    found = paper_lines(told(slug), None, {})
    choice = [line for line in found if "một trong" in line.why]
    assert len(choice) == 2
    assert all(one.name in other.why for one in choice for other in choice)
    assert {line.needed for line in choice} == {None}


@pytest.mark.parametrize("slug", ["marriage_registration", "monthly_social_allowance"])
def test_what_depends_on_what_no_form_asks_is_to_be_asked(slug: str) -> None:
    found = paper_lines(told(slug), None, {})
    assert any("tùy trường hợp" in line.why and line.needed is None for line in found)


@pytest.mark.parametrize("slug", sorted(registry.flows()))
def test_every_procedure_has_its_list(slug: str) -> None:
    flow, entry = told(slug), registry.facts(told(slug))
    found = paper_lines(flow, None, {})
    assert entry is not None
    assert {line.name for line in found} == {paper.name for paper in entry.paper}
    assert all(line.form and line.copies >= 1 for line in found)


def test_check_writes_a_page_to_print(tmp_path: Path) -> None:
    page = tmp_path / "phieu.html"
    file = FIXTURES / BIRTH / "plain.yaml"
    assert run("check", str(file), "--html", str(page)).returncode == 0
    text = page.read_text("utf-8")
    assert "Phiếu kiểm tra giấy tờ" in text
    assert "Giấy chứng sinh" in text
    assert "☐" in text
    assert page.stat().st_mode & 0o777 == 0o600
    assert run("check", str(file), "--html", str(tmp_path / "ho-so.yaml")).returncode == 2
    assert run("check", str(file), "--html", str(file / "phieu.html")).returncode == 12
    broken = tmp_path / "hong.yaml"
    broken.write_text(file.read_text("utf-8").replace('phone: "', 'phone: "<b>9'), "utf-8")
    assert run("check", str(broken), "--html", str(page)).returncode == 10
    assert "Còn phải sửa" in page.read_text("utf-8")
    assert "<b>9" not in page.read_text("utf-8")

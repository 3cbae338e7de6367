"""The citizen's consent: a form to sign, the moment, and what happens when it is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import clock, registry
from portal_bot.checking import Checked, check_paths
from portal_bot.intake.consent_form import consent_page, form_of
from portal_bot.intake.filed_content import content_hash
from tests.support.workbooks import FIXTURES, told
from tests.unit.intake.conftest import BIRTH
from tests.unit.intake.test_commands import run

PLAIN = FIXTURES / BIRTH / "plain.yaml"
GIVEN = "consent: {given_by: Nguyễn Văn Thử"


def with_consent(folder: Path, said: str) -> Checked:
    text = PLAIN.read_text("utf-8").partition("\nconsent:")
    file = folder / "hoso.yaml"
    rest = text[2].partition("\n")[2]
    file.write_text(f"{text[0]}\n{said}\n{rest}".replace("../papers", str(FIXTURES / "papers")))
    (checked,) = check_paths([file])
    return checked


def test_without_a_moment_it_is_now(tmp_path: Path) -> None:
    checked = with_consent(tmp_path, f"{GIVEN}}}")
    assert checked.ok, [p.message for p in checked.problems]
    assert checked.dossier is not None
    assert checked.dossier.consent.at is not None
    assert abs((clock.now() - checked.dossier.consent.at).total_seconds()) < 60


@pytest.mark.parametrize("said", ["", "consent:", "consent: {}", "consent: {at: 20/11/2026 08:10}"])
def test_without_a_person_there_is_none(said: str, tmp_path: Path) -> None:
    checked = with_consent(tmp_path, said)
    assert not checked.ok
    assert {p.field for p in checked.problems if p.severity == "error"} <= {
        "consent",
        "consent.given_by",
    }


def test_what_was_taken_back_is_not_filed(tmp_path: Path) -> None:
    checked = with_consent(
        tmp_path, f"{GIVEN}, at: 20/11/2026 08:10, withdrawn_at: 21/11/2026 09:00}}"
    )
    assert [p.code for p in checked.problems if p.severity == "error"] == ["consent_withdrawn"]


def test_when_it_was_given_is_no_part_of_what_is_filed(tmp_path: Path) -> None:
    one = with_consent(tmp_path, f"{GIVEN}}}")
    other = with_consent(tmp_path, f"{GIVEN}, at: 20/11/2026 08:10}}")
    assert content_hash(one) == content_hash(other)


def test_the_form_says_who_what_for_which_data_and_how_it_is_taken_back(tmp_path: Path) -> None:
    checked = with_consent(tmp_path, f"{GIVEN}, at: 20/11/2026 08:10}}")
    page = consent_page([form_of(told(BIRTH), checked.dossier, checked.papers)], clock.now())
    for words in ("Nguyễn Văn Thử", "đăng ký khai sinh", "số định danh cá nhân", "Rút lại"):
        assert words in page
    assert "size: A5" in page
    assert "91/2025/QH15" in page
    assert "20/11/2026 08:10" in page
    # Nobody agrees to papers that are not handed in, nor twice to one date.
    assert "Giấy chứng sinh" in page
    assert "bị bỏ rơi" not in page
    assert "ghi bằng chữ" not in page


@pytest.mark.parametrize("slug", sorted(registry.flows()))
def test_every_procedure_has_its_form(slug: str) -> None:
    form = form_of(told(slug), None)
    assert {"họ và tên", "số định danh cá nhân", "nơi cư trú"} <= set(form.data)
    assert form.papers


def test_check_prints_it(tmp_path: Path) -> None:
    page = tmp_path / "dong-y.html"
    assert run("check", str(PLAIN), "--consent", str(page)).returncode == 0
    assert "Phiếu đồng ý" in page.read_text("utf-8")
    assert run("check", str(PLAIN), "--consent", str(tmp_path / "a.yaml")).returncode == 2

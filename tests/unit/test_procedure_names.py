"""A procedure is found by what people call it; one is taken, or none."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from portal_bot import registry
from portal_bot.catalogue.procedures import procedures
from portal_bot.checking import Checked, check_paths
from portal_bot.intake.filed_content import content_hash
from portal_bot.procedure_names import Miss, look_up
from tests.support.fixtures import FIXTURES

TITLES = [(flow.title, slug) for slug, flow in registry.flows().items()]
BIRTH = "birth_registration"
PLAIN = (FIXTURES / BIRTH / "plain.yaml").read_text("utf-8")


def slug_of(name: str) -> str:
    found = look_up(name)
    assert not isinstance(found, Miss), found.sentence
    return found.slug


def missed(name: str) -> Miss:
    found = look_up(name)
    assert isinstance(found, Miss), found.slug
    return found


def bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in apart if not unicodedata.combining(c))


@pytest.mark.parametrize(("title", "slug"), TITLES, ids=[slug for _, slug in TITLES])
def test_every_procedure_is_found_in_every_spelling_of_its_names(title: str, slug: str) -> None:
    code = registry.flows()[slug].code
    without = title.removeprefix("Thủ tục ")
    for name in (
        slug, slug.replace("_", "-"), slug.upper(), slug.replace("_", " "), f" {slug} ",
        code, f"{code}.000.00.00.H45", f"{code}.H01", f"TTHC {code}", f"{code}.000.00.00.h45",
        title, without, title.upper(), title.lower(), bare(title), bare(without).lower(),
        unicodedata.normalize("NFD", title), title.replace(",", ""), title.replace(" ", "  "),
        f"“{title}”.", bare(without).replace(" ", "-"), title.replace("ký", "kí"),
    ):  # fmt: skip
        assert slug_of(name) == slug, name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("khai sinh", BIRTH),
        ("khai-sinh", BIRTH),
        ("Khai Sinh", BIRTH),
        ("ĐĂNG KÝ KHAI SINH", BIRTH),
        ("đăng kí khai sinh", BIRTH),
        ("dang ky khai sinh", BIRTH),
        ("ĐKKS", BIRTH),
        ("khai sinh mới", BIRTH),
        ("đăng ký lại khai sinh", "birth_reregistration"),
        ("khai tử", "death_registration"),
        ("giấy chứng tử", "death_registration"),
        ("kết hôn", "marriage_registration"),
        ("Ðăng ký kết hôn", "marriage_registration"),
        ("giấy độc thân", "marital_status_certificate"),
        ("tình trạng hôn nhân", "marital_status_certificate"),
        ("XNTTHN", "marital_status_certificate"),
        ("sao y", "copy_certification"),
        ("sao y bản chính", "copy_certification"),
        ("chứng thực chữ kí", "signature_certification"),
        ("trich luc", "civil_status_extract_copy"),
        ("con nuôi", "domestic_adoption_registration"),
        ("nhận cha con", "parent_child_recognition"),
        ("hộ nghèo", "poor_household_recognition"),
        ("lễ hội", "commune_festival_notification"),
        ("trong nước", "domestic_adoption_registration"),
    ],
)
def test_what_people_say_is_enough(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("giấy khai sinh", {BIRTH, "civil_status_extract_copy"}),
        ("bản sao", {"copy_certification", "copy_from_original_register"}),
        ("chứng thực", {"copy_certification", "signature_certification"}),
    ],
)
def test_what_fits_several_is_the_name_of_none(name: str, among: set[str]) -> None:
    found = missed(name)
    assert found.is_ambiguous
    assert among <= {flow.slug for flow in found.likely}
    assert "nhiều thủ tục" in found.headline


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("birth_registratoin", BIRTH),
        ("khai sinhh", BIRTH),
        ("khia sinh", BIRTH),
        ("1.001139", BIRTH),
        ("1.001194.000.00.00.H45", BIRTH),
        ("ket hom", "marriage_registration"),
        ("giam hoo", "guardianship_registration"),
    ],
)
def test_a_miss_lists_the_nearest_five_with_title_and_slug(name: str, nearest: str) -> None:
    found = missed(name)
    assert not found.is_ambiguous
    assert nearest in [flow.slug for flow in found.likely][:2]
    assert len(found.likely) == 5
    for flow, line in zip(found.likely, found.lines, strict=True):
        assert line.endswith(f"({flow.slug})")
        assert line.startswith(flow.title[:30])


@pytest.mark.parametrize(
    "name", ["", " ", "—", "con", "zzzzqqq", "__init__", "class", "\x00", "9" * 500]
)
def test_what_says_nothing_finds_nothing(name: str) -> None:
    assert len(missed(name).likely) == 5


def test_every_everyday_name_leads_to_its_procedure_or_is_shared_on_purpose() -> None:
    shared = {"giấy khai sinh"}
    for code, facts in ((facts.code, facts) for facts in procedures().values()):
        for name in facts.also_called:
            found = look_up(name)
            if name in shared:
                assert isinstance(found, Miss), name
            else:
                assert not isinstance(found, Miss), name
                assert found.code == code, name


def checked(tmp_path: Path, procedure: str) -> Checked:
    text = PLAIN.replace(f"procedure: {BIRTH}", f"procedure: {procedure}")
    assert BIRTH in PLAIN
    for number, paper in enumerate(sorted((FIXTURES / "papers").iterdir())):
        (tmp_path / "papers").mkdir(exist_ok=True)
        if not (copy := tmp_path / "papers" / paper.name).exists():
            copy.write_bytes(paper.read_bytes())
        assert number < 1000
    file = tmp_path / "a" / "ho-so.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    [found] = check_paths([file])
    return found


def test_what_is_filed_does_not_depend_on_the_spelling(tmp_path: Path) -> None:
    spellings = [
        BIRTH,
        "khai sinh",
        "Thủ tục đăng ký khai sinh",
        '"1.001193.000.00.00.H45"',
        "ĐKKS",
    ]
    all_checked = [checked(tmp_path, spelling) for spelling in spellings]
    assert {each.procedure for each in all_checked} == {BIRTH}
    assert len({content_hash(each) for each in all_checked}) == 1
    assert content_hash(all_checked[0])


def test_a_dossier_with_an_unclear_name_is_told_at_its_line(tmp_path: Path) -> None:
    found = checked(tmp_path, "giấy khai sinh")
    assert found.flow is None
    [problem] = [p for p in found.problems if p.code == "unknown_procedure"]
    assert "nhiều thủ tục" in problem.message
    assert "Thủ tục đăng ký khai sinh (birth_registration)" in problem.message
    line = next(n for n, text in enumerate(PLAIN.splitlines(), 1) if text.startswith("procedure:"))
    assert problem.where == f"ho-so.yaml:{line}"

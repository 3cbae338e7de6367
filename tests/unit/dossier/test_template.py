"""A template loads, says nothing by itself, and filled in it checks clean."""

from pathlib import Path

import pytest

from portal_bot.checking import check_paths
from portal_bot.dossier import yaml_text
from portal_bot.dossier.spec import walk
from portal_bot.dossier.template import template
from portal_bot.registry import flows

FLOWS = list(flows().values())


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
def test_every_field_and_paper_is_in_the_template(flow) -> None:  # type: ignore[no-untyped-def]
    data = yaml_text.parse(template(flow)).data
    for path, _spec in [*walk(flow.declaration, "declaration."), *walk(flow.papers, "papers.")]:
        inner = data
        for name in path.split("."):
            inner = inner[0] if isinstance(inner, list) else inner
            assert name in inner, path
            inner = inner[name]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
def test_an_unfilled_template_only_misses_things(flow, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "new.yaml"
    file.write_text(template(flow), encoding="utf-8")
    (checked,) = check_paths([file])
    assert {p.code for p in checked.problems} <= {"missing", "missing_paper"}
    assert "applicant" in {p.field for p in checked.problems}
    assert "consent" in {p.field for p in checked.problems}


def test_a_template_says_label_condition_and_options() -> None:
    text = template(flows()["birth_registration"])
    assert "# Họ, chữ đệm, tên người mẹ (*)" in text
    assert "khi “Đề nghị cấp bản sao” là “Có”" in text
    assert "#   grandparent: Ông/Bà" in text
    assert "xuất trình tại quầy" in text


def test_a_filled_template_checks_clean(tmp_path: Path) -> None:
    text = template(flows()["copy_certification"])
    for key, value in {
        "  full_name:": "Nguyễn Văn Thử",
        "  citizen_id:": '"054090000101"',
        "  birth_date:": "13/02/1990",
        "  phone:": '"0905000101"',
        "    commune:": "Xã Hòa Thành",
        "    detail:": "Thôn Ví Dụ 1",
        "      - title:": "Bằng lái xe",
        "        issuer:": "Sở Ví Dụ",
        "        issue_date:": "01/02/2020",
        "        pages:": "2",
        "        copies:": "1",
        "    document_origin:": "vietnam",
        "    date:": "12/03/2035",
        "    slot:": "morning",
        "  given_by:": "Nguyễn Văn Thử",
        "  at:": "2026-11-20T08:10:00+07:00",
    }.items():
        assert f"\n{key} " in text, key
        text = text.replace(f"\n{key} ", f"\n{key} {value} ", 1)
    file = tmp_path / "new.yaml"
    file.write_text(text, encoding="utf-8")
    (checked,) = check_paths([file])
    assert [p for p in checked.problems if p.severity != "info"] == []

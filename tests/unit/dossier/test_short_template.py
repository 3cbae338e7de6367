"""What is required now, with the form's labels: filled in, it is a dossier."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal_bot import clock, settings
from portal_bot.checking import Checked, check_paths
from portal_bot.dossier import yaml_text
from portal_bot.dossier.block import blank
from portal_bot.dossier.describe import required
from portal_bot.dossier.load import load
from portal_bot.dossier.short_template import short_template
from portal_bot.dossier.spec import Spec, specs
from portal_bot.dossier.validate import filled
from portal_bot.dossier.written_keys import english
from portal_bot.registry import AnyFlow, flows
from tests.support.days import moment_of
from tests.support.fixtures import FIXTURES

FLOWS = list(flows().values())
CASES = [
    path
    for path in sorted(FIXTURES.glob("*/*.*"))
    if path.suffix in {".yaml", ".json"} and not path.name.endswith(".expected.json")
]


def with_everything(text: str) -> str:
    """The file with each line that is a comment made one like the others."""
    head, start, body = text.partition("Thủ tục:")
    return head + start + re.sub(r"^#(?=\S|  )", "", body, flags=re.MULTILINE)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
def test_it_reads_and_only_misses_things(flow: AnyFlow, tmp_path: Path) -> None:
    for number, text in enumerate((short_template(flow), with_everything(short_template(flow)))):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, "utf-8")
        (checked,) = check_paths([file])
        assert {p.code for p in checked.problems} <= {"missing", "missing_paper"}
        assert "applicant" in {p.own_field for p in checked.problems}


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
def test_each_required_field_is_there_and_no_other(flow: AnyFlow) -> None:
    data = english(yaml_text.parse(short_template(flow)).data, flow)
    for spec in specs(flow.declaration):
        inner = [each for each in specs(spec.block) if spec.block] if spec.block else []
        needed = {each.name for each in inner if required(each) is True and not each.block}
        said = set((data["declaration"] or {}).get(spec.name) or ())
        if required(spec) is True:
            assert needed <= said, spec.name
            assert not {each.name for each in inner if _may_be_left_out(each)} & said


def _may_be_left_out(spec: Spec) -> bool:
    return not spec.required and spec.block is None


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_filled_in_it_checks_as_the_whole_dossier_does(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.NOW, clock.as_variable(moment_of(case)))
    flow = flows()[case.parent.name]
    (before,) = check_paths([case])
    text = short_template(flow)
    written = yaml_text.parse(with_everything(text)).data
    said = english(load(case).data, flow)
    assert before.dossier is not None
    said["declaration"] = filled(flow.declaration, said["declaration"], before.dossier.applicant)
    for name, files in (said.get("papers") or {}).items():
        several = [files] if isinstance(files, str) else files
        said["papers"][name] = [str(FIXTURES / "papers" / Path(file).name) for file in several]
    made = _filled_in(written, english(written, flow), said, yaml_text.parse(text).data)
    file = tmp_path / "ho-so.yaml"
    file.write_text(yaml.safe_dump(made, allow_unicode=True, width=10_000), "utf-8")
    (checked,) = check_paths([file])
    assert _problems(checked) <= _problems(before)
    assert checked.ok


def _problems(checked: Checked) -> set[tuple[str, str]]:
    return {(p.code, p.severity) for p in checked.problems if p.severity != "info"}


def _filled_in(written: Any, named: Any, said: Any, live: Any) -> dict[str, Any]:
    """What the short file says of a dossier: all its lines, and those off of them that apply."""
    made: dict[str, Any] = {}
    for (label, inner), (name, below) in zip(written.items(), named.items(), strict=True):
        value = said.get(name) if isinstance(said, dict) else getattr(said, name, None)
        value = getattr(value, "label", value)
        on = isinstance(live, dict) and label in live
        there = live[label] if on else None
        if isinstance(inner, dict):
            if rows := _filled_in(inner, below, value or {}, there):
                made[label] = rows
        elif isinstance(inner, list):
            if value:
                first = there[0] if there else None
                made[label] = [_filled_in(inner[0], below[0], row, first) for row in value]
        elif on or not blank(value):
            made[label] = value if isinstance(value, list) or value is None else str(value)
    if "Thủ tục" in made:
        made["Thủ tục"] = named["procedure"]
    return made


def test_it_says_conditions_and_choices() -> None:
    text = short_template(flows()["birth_registration"])
    assert "\n#  Người mẹ:  ## khi “Khai thông tin cha, mẹ” là “Cả cha và mẹ” hoặc" in text
    assert "\n#    Số lượng (bản): " in text
    assert re.search(r"\n    Giới tính: +## một trong: Nam \| Nữ\n", text)
    assert "\nKhai:\n" in text
    assert "\nGiấy tờ:\n" in text
    # Nothing that may be left out, and nothing that follows from the applicant.
    assert "Email" not in text
    assert "Ghi bằng chữ" not in text
    assert "Họ, chữ đệm, tên người yêu cầu" not in text


def test_a_line_that_is_needed_after_all_is_one_sign_away(tmp_path: Path) -> None:
    text = short_template(flows()["copy_certification"])
    line = "    Đã hợp pháp hóa lãnh sự hoặc thuộc diện miễn:"
    assert f"\n#{line}" in text
    data = yaml_text.parse(text.replace(f"\n#{line}", f"\n{line}")).data
    assert "Đã hợp pháp hóa lãnh sự hoặc thuộc diện miễn" in data["Khai"]["Giấy tờ cần chứng thực"]

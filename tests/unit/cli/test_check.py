"""`check`: what people read and what programs get."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from portal_bot import catalogue, settings
from portal_bot.filing import answered_rows
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES
from tests.unit.cli.conftest import Call
from tests.unit.test_junit import valid

# What is asked of the samples is their own day's.
pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")

WRONG = {"declaration.child.birth_date": "31/02/2026", "applicant.citizen_id": "123"}


def test_a_good_dossier_passes(call: Call) -> None:
    said = call("check", BIRTH)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{BIRTH}: đạt\n")


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("birth_registration", "  Thủ tục đăng ký khai sinh"),
        ("civil_status_extract_copy", "  Thủ tục: Cấp bản sao Trích lục hộ tịch"),
    ],
)
def test_the_procedure_is_named_without_saying_the_word_twice(
    slug: str, told: str, call: Call
) -> None:
    lines = call("check", FIXTURES / slug / "plain.yaml").out.splitlines()
    assert lines[1].startswith(told)


def test_every_problem_has_its_file_and_line(tmp_path: Path, call: Call) -> None:
    dossier = written(tmp_path / "birth.yaml", WRONG)
    said = call("check", dossier, BIRTH)
    assert said.code == 10
    lines = said.out.splitlines()
    problems = lines[lines.index(f"{dossier}: chưa đạt") :]
    assert lines[-1] == "1/2 hồ sơ đạt"
    for field in WRONG:
        line = next(each for each in problems if f" {field}: lỗi: " in each)
        assert line.startswith("  birth.yaml:")


def test_the_good_ones_do_not_drown_the_others(tmp_path: Path, call: Call) -> None:
    wrong = [written(tmp_path / f"{name}.yaml", WRONG) for name in "ab"]
    good = sorted((FIXTURES / "copy_certification").glob("*.yaml"))
    lines = call("check", wrong[0], *good, wrong[1]).out.splitlines()
    verdicts = [line for line in lines if re.match(r"\S.*\.yaml: (đạt|chưa đạt)", line)]
    assert ["chưa đạt" in line for line in verdicts] == [False] * len(good) + [True] * 2
    at = lines.index("Chưa đạt, 2 hồ sơ:")
    assert len(lines) - at == 4
    for path, line in zip(wrong, lines[at + 1 :], strict=False):
        assert re.match(rf"  {path}: \d+ lỗi(, \d+ \S+ \S+)*; đầu tiên: {path.name}:\d+ ", line)
    assert lines[-1] == f"{len(good)}/{len(good) + 2} hồ sơ đạt"


def test_when_all_are_good_no_failures_are_spoken_of(call: Call) -> None:
    assert "Chưa đạt" not in call("check", BIRTH, BIRTH.with_name("full.yaml")).out


def test_junit_of_a_check_names_no_file_and_nobody(tmp_path: Path, call: Call) -> None:
    (tmp_path / "nguyen-van-thu").mkdir()
    wrong = written(tmp_path / "nguyen-van-thu" / "nguyen-van-thu.yaml", WRONG)
    wrong.write_text(wrong.read_text("utf-8") + "nguyen_van_thu: x\n", "utf-8")
    file = tmp_path / "j.xml"
    said = call("check", wrong, BIRTH, "--junit", file)
    assert said.code == 10
    root = valid(ET.parse(file).getroot())
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    text = file.read_text("utf-8")
    for word in ("nguyen", "31/02", "plain", ".yaml"):
        assert word not in text
    assert "declaration.child.birth_date line " in text
    assert float(root[0][0].get("time", "0")) > 0
    first = [case.get("name") for case in root[0]]
    call("check", wrong, BIRTH, "--junit", file)
    assert [case.get("name") for case in ET.parse(file).getroot()[0]] == first


def test_a_junit_file_that_cannot_be_written_is_exit_12(tmp_path: Path, call: Call) -> None:
    said = call("check", BIRTH, "--junit", tmp_path)
    assert said.code == 12
    assert "--junit" in said.err


def test_json_has_the_shape_of_the_contract(tmp_path: Path, call: Call) -> None:
    dossier = written(tmp_path / "birth.yaml", WRONG)
    said = call("check", dossier, BIRTH, "--json")
    assert said.code == 10
    wrong, good = said.json["dossiers"]
    assert (wrong["path"], wrong["ok"]) == (str(dossier), False)
    assert (good["path"], good["ok"]) == (str(BIRTH), True)
    assert {problem["field"] for problem in wrong["problems"]} >= set(WRONG)
    for problem in wrong["problems"]:
        assert set(problem) == {"severity", "code", "field", "where", "message"}


def test_the_fee_and_the_day_are_told_with_their_reasons(call: Call) -> None:
    said = call("check", BIRTH.with_name("full.yaml"))
    assert "  Lệ phí: 24.000 đ, nộp trực tuyến\n" in said.out
    assert "Bản sao trích lục: 3 bản, 24.000 đ: 8.000 đồng/bản (Thông tư 281/2016" in said.out
    assert re.search(r"Hẹn trả nếu nộp lúc 20/11/2026 09:0\d: 20/11/2026", said.out)


def test_json_adds_fee_and_appointment(tmp_path: Path, call: Call) -> None:
    wrong = written(tmp_path / "birth.yaml", WRONG)
    bad, good = call("check", wrong, BIRTH.with_name("full.yaml"), "--json").json["dossiers"]
    assert (bad["fee"], bad["appointment"]) == (None, None)
    assert (good["fee"]["amount_vnd"], good["fee"]["where"]) == (24_000, "online")
    assert sum(line["amount_vnd"] for line in good["fee"]["lines"]) == 24_000
    assert good["appointment"]["if_filed_at"].startswith("2026-11-20T09:0")
    assert good["appointment"]["date"] == "2026-11-20"


def test_a_list_of_fees_that_cannot_be_read_is_exit_12(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(settings.FEES, str(tmp_path / "nowhere.toml"))
    late = written(tmp_path / "late.yaml", {"declaration.child.birth_date": "02/01/2026"})
    said = call("check", late)
    assert said.code == 12
    assert "nowhere.toml" in said.err


def test_a_folder_is_every_dossier_in_it(call: Call) -> None:
    said = call("check", FIXTURES / "birth_registration", "--json")
    files = sorted((FIXTURES / "birth_registration").glob("*.yaml"))
    assert [dossier["path"] for dossier in said.json["dossiers"]] == [str(f) for f in files]


@pytest.mark.parametrize("name", ["nothing.yaml", "picture.png", "broken.yaml"])
def test_a_file_that_is_no_dossier_is_at_fault(name: str, tmp_path: Path, call: Call) -> None:
    if name != "nothing.yaml":
        (tmp_path / name).write_bytes(b"\x89PNG: [")
    said = call("check", tmp_path / name)
    assert said.code == 10
    assert name in said.out


def test_nothing_is_written_to_the_home(call: Call, home: Path) -> None:
    call("check", BIRTH)
    assert not home.exists()


def test_what_is_left_out_of_a_folder_is_told(tmp_path: Path, call: Call) -> None:
    written(tmp_path / "hoso.yaml")
    (tmp_path / "Hồ sơ cũ").mkdir()
    written(tmp_path / "Hồ sơ cũ" / "hoso.yaml", {"request": "hai"})
    (tmp_path / "hai.yaml.txt").touch()
    (tmp_path / "don.docx").touch()
    said = call("check", tmp_path)
    assert said.code == 10
    assert "hoso.yaml: đạt" in said.out
    for name in ("Hồ sơ cũ", "hai.yaml.txt", "don.docx"):
        assert name in said.err
    told = call("check", tmp_path, "--json").json
    assert len(told["dossiers"]) == 1
    assert {each["code"] for each in told["skipped"]} == {
        "folder",
        "wrong_ending",
        "office_file",
    }
    assert all(set(each) == {"path", "code", "message"} for each in told["skipped"])
    said = call("check", tmp_path, tmp_path / "Hồ sơ cũ", "--json")
    assert len(said.json["dossiers"]) == 2


def test_a_folder_of_folders_says_where_the_dossiers_are(tmp_path: Path, call: Call) -> None:
    (tmp_path / "A").mkdir()
    written(tmp_path / "A" / "hoso.yaml")
    said = call("check", tmp_path)
    assert said.code == 2
    assert "“A”" in said.err


def test_office_files_alone_are_no_fault(tmp_path: Path, call: Call) -> None:
    written(tmp_path / "hoso.yaml")
    (tmp_path / "don.docx").touch()
    assert call("check", tmp_path).code == 0


def test_the_named_portals_limits_count(tmp_path: Path, call: Call) -> None:
    mine = tmp_path / "rieng.toml"
    profile = resources.files("portal_bot.portals") / "profiles" / "mock.toml"
    text = profile.read_text("utf-8").replace("max_mb = 6", "max_mb = 0.0001")
    mine.write_text(text.replace("Cổng thử nghiệm (mock)", "Cổng Riêng"), "utf-8")
    assert call("check", BIRTH).code == 0
    said = call("check", BIRTH, "--portal", mine)
    assert said.code == 10
    assert "Cổng Riêng chỉ nhận tối đa 104 byte" in said.out
    assert call("check", BIRTH, "--portal", "khong-co").code == 2


def test_a_forecast_that_fails_is_its_dossiers_failure(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = catalogue.outlook

    def outlook(facts: Any, *rest: Any, **more: Any) -> Any:
        if facts.slug == "death_registration":
            raise ZeroDivisionError
        return whole(facts, *rest, **more)

    monkeypatch.setattr(answered_rows, "outlook", outlook)
    death = FIXTURES / "death_registration" / "plain.yaml"
    told = call("check", death, BIRTH, "--json")
    assert told.code == 50
    bad, good = told.json["dossiers"]
    assert ([p["code"] for p in bad["problems"]], bad["ok"]) == (["bug"], False)
    assert good["ok"]
    assert good["appointment"]

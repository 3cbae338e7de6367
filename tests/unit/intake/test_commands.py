"""`new`, `check` and what they load; a row that became another dossier."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from portal_bot import check
from portal_bot.batch import run_plan
from portal_bot.batch.run_plan import at_its_turn, plan
from portal_bot.errors import DossierError
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.identity import Identity
from portal_bot.intake.marks import Kin
from portal_bot.intake.ready import Ready
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW
from portal_bot.journal import State
from portal_bot.portals.profile import load
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.workbooks import FIXTURES
from tests.unit.intake.conftest import BIRTH, SHEET, Typed


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal_bot", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_new_makes_a_workbook_and_writes_over_nothing(tmp_path: Path) -> None:
    out = tmp_path / "khai-sinh.xlsx"
    made = run("new", "khai", "sinh", "--out", str(out), "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout) == {"procedure": BIRTH, "path": str(out)}
    assert SHEET in openpyxl.load_workbook(out, read_only=True).sheetnames
    assert out.stat().st_mode & 0o777 == 0o600
    assert run("new", "khai", "sinh", "--out", str(out)).returncode == 2


@pytest.mark.parametrize(
    "words", [["new"], ["new", "--all"], ["new", "khai", "sinh", "--all", "--out", "x"]]
)
def test_new_says_what_is_missing(words: list[str]) -> None:
    assert run(*words).returncode == 2


def test_check_tells_cells_and_writes_them_down(typed: Typed) -> None:
    typed.add(applicant__phone="12")
    told = run("check", str(typed.path), "--json")
    assert told.returncode == 10, told.stderr
    (dossier,) = json.loads(told.stdout)["dossiers"]
    assert dossier["path"] == str(typed.path)
    assert dossier["row"] == f"{SHEET}!{FIRST_ROW}"
    assert dossier["problems"][0]["where"] == f"{SHEET}!{typed.cell('applicant__phone')}"
    assert typed.read(FIRST_ROW, "#state") == "chưa đạt, chưa gửi"


def test_the_library_answers_rows_too(typed: Typed) -> None:
    typed.add()
    assert len(check(typed.path)) == 1
    assert typed.read(FIRST_ROW, "#state") is not None


@pytest.mark.parametrize(
    "words", [["--help"], ["check", str(FIXTURES / BIRTH / "plain.yaml")], ["new", "--help"]]
)
def test_nobody_waits_for_workbooks_who_has_none(words: list[str]) -> None:
    script = (
        "import sys\nfrom portal_bot.__main__ import main\nsys.argv[1:] = "
        f"{words!r}\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(told.stderr.split())
    assert not [name for name in loaded if name.startswith(("openpyxl", "portal_bot.intake.work"))]


def identity() -> Identity:
    return Identity.at(load("mock"), b"s" * 32, "w")


def test_a_row_that_was_filed_and_became_another_dossier_is_not_filed(typed: Typed) -> None:
    typed.add()
    filed = identity().filing(Ready.of(typed.only()))
    sent = Kin(lambda: [_sent(filed)])
    other: dict[str, Any] = {
        "#reference": filed.id,
        "declaration__child__full_name": "Lê Hoàng Thử Nghiệm",
        "declaration__child__birth_date": "01/11/2026",
        "declaration__mother__full_name": "Lê Thị Mẫu Hai",
    }
    typed.add(**other)
    ready = Ready.of(typed.only())
    now = identity().filing(ready)
    assert now.id != filed.id
    assert isinstance(sent.objection(now), DossierError)


def test_another_dossier_typed_into_the_same_row_is_another_dossier(typed: Typed) -> None:
    typed.add()
    filed = identity().filing(Ready.of(typed.only()))
    typed.add(
        declaration__child__full_name="Lê Hoàng Thử Nghiệm",
        declaration__child__birth_date="01/11/2026",
        declaration__mother__full_name="Lê Thị Mẫu Hai",
        account__username="tinhnguyenvien",
    )
    assert Kin(lambda: [_sent(filed)]).objection(identity().filing(Ready.of(typed.only()))) is None


def _sent(filing: Any) -> Any:
    from dataclasses import replace

    from portal_bot.journal import Receipt

    return replace(filing, state=State.VERIFIED, attempts=1, receipt=Receipt("H1"))


def test_a_row_is_the_same_at_its_turn_wherever_it_stands_then(typed: Typed) -> None:
    typed.add()
    one_run = Run.told(Options(portal="mock"))
    planned = plan([typed.path], one_run)
    with typed.open() as sheet:
        sheet.move_range(f"A{FIRST_ROW}:CQ{FIRST_ROW}", rows=5)
    ready = at_its_turn(planned.items[0], one_run)
    assert ready.path.name == f"{SHEET}!{FIRST_ROW + 5}"
    with typed.open() as sheet:
        sheet[typed.cell("applicant__full_name", FIRST_ROW + 5)].value = "Lê Thị Thử"
    with pytest.raises(DossierError, match="đã bị sửa"):
        at_its_turn(planned.items[0], one_run)


def test_a_row_is_not_read_again_because_of_its_neighbours(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.add()
    one_run = Run.told(Options(portal="mock"))
    planned = plan([typed.path], one_run)
    typed.add(FIRST_ROW + 1, request="Lần hai")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr(run_plan, "check_paths", never)
    assert at_its_turn(planned.items[0], one_run).path == planned.items[0].path


def test_a_row_travels_to_other_machines_as_what_it_says(typed: Typed, tmp_path: Path) -> None:
    bundle = pytest.importorskip(
        "portal_bot.batch.cluster.bundle", reason="needs portal-bot[cluster]"
    )
    typed.add()
    checked, portal = typed.only(), load("mock")
    packed = bundle.pack(checked, portal, None)
    sent = bundle.unpack(packed.manifest(), packed.scans)
    with bundle.laid_out(sent, "PB-A", tmp_path / "worker") as again:
        assert content_hash(again) == content_hash(checked)
        assert len(packed.scans) == sum(map(len, checked.papers.values()))


def test_an_account_is_opened_for_one_row_and_not_for_whichever(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1, request="Lần hai")
    said = run("register", str(typed.path), "--portal", "mock")
    assert said.returncode == 2
    assert f"{SHEET}!{FIRST_ROW}" in said.stderr

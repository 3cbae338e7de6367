"""`submit`, `fill`, `register`: the exit codes are true, and so is what is said."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from portal_bot import settings
from tests.cli.conftest import COMMAND, Call
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)


def test_submit_says_what_is_stored_and_files_once(mock: MockPortal, call: Call) -> None:
    first = call("submit", BIRTH, "--portal-url", mock.address, "--json")
    assert first.code == 0, first.err
    [filing] = first.json["filings"]
    [stored] = mock.submissions()
    assert filing["receipt"]["number"] == stored["number"]
    assert (filing["state"], filing["verified"], filing["error"]) == ("verified", True, None)
    assert first.json["counts"] == {"verified": 1}
    assert Path(filing["proof"]).is_file()

    again = call("submit", BIRTH, "--portal-url", mock.address, "--json")
    assert again.code == 0
    assert again.json["filings"][0]["receipt"] == filing["receipt"]
    assert len(mock.submissions()) == 1
    assert call("status", "--json").json["filings"][0]["id"] == filing["id"]


# In one process, in tests/filing/test_submit.py; as a batch, in tests/batch.
@pytest.mark.thorough
def test_a_dossier_at_fault_does_not_stop_the_others(
    mock: MockPortal, call: Call, tmp_path: Path
) -> None:
    wrong = written(tmp_path / "wrong.yaml", {"declaration.child.birth_date": "31/02/2026"})
    said = call("submit", wrong, BIRTH, "--portal-url", mock.address)
    assert said.code == 10
    [stored] = mock.submissions()
    assert stored["number"] in said.out
    assert "THỬ NGHIỆM" in said.out
    assert any(
        line.startswith("wrong.yaml:") and " declaration.child.birth_date: " in line
        for line in said.out.splitlines()
    )
    assert "birth_registration/plain.yaml: Đăng nhập" in said.err


def test_values_of_the_dossier_stay_out_of_the_log(mock: MockPortal, call: Call) -> None:
    said = call("submit", BIRTH, "--portal-url", mock.address, "-vv")
    assert said.code == 0
    for value in ("Nguyễn Văn Thử", "054090000101", "0905000101", "nguyenvanthu", "Mat-khau"):
        assert value not in said.err + said.out


def test_fill_files_nothing(mock: MockPortal, call: Call) -> None:
    said = call("fill", BIRTH, "--portal-url", mock.address, "--json", "--device", "Pixel 7")
    assert said.code == 0, said.err
    assert Path(said.json["filings"][0]["proof"]).is_file()
    assert mock.submissions() == []


def test_without_a_password_a_person_is_needed(mock: MockPortal, call: Call) -> None:
    said = call("submit", BIRTH, "--portal-url", mock.address, without=settings.PASSWORD)
    assert said.code == 30
    assert "account set" in said.out
    assert "nguyenvanthu" not in said.out + said.err
    assert mock.submissions() == []


def test_a_portal_that_is_not_there_is_told_soon(call: Call) -> None:
    said = call("submit", BIRTH, "--portal-url", "http://127.0.0.1:1", "--json")
    assert said.code == 20
    assert said.json["error"]["code"] == "portal_unavailable"


def test_no_browser_is_a_matter_of_this_machine(mock: MockPortal, call: Call) -> None:
    portal = ("--portal-url", mock.address)
    said = call("fill", BIRTH, *portal, "--json", **{settings.BROWSER: "/nowhere/chromium"})
    assert said.code == 12
    assert "/nowhere/chromium" in said.json["error"]["message"]


# tests/filing/test_submit.py registers, too.
@pytest.mark.thorough
def test_register_prints_what_goes_into_the_dossier(
    mock: MockPortal, call: Call, tmp_path: Path
) -> None:
    new = {
        "applicant.citizen_id": "054090000998",
        "applicant.phone": "0905000998",
        "applicant.email": "moi@vidu.example",
    }
    dossier = written(tmp_path / "new.yaml", new)
    said = call("register", dossier, "--portal-url", mock.address)
    assert said.code == 0, said.err
    assert "account:\n  username: " in said.out
    assert "sign_in: password" in said.out


# A batch that is stopped, in tests/batch; one dossier before its click, in test_ctrl_c.py.
@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_leaves_the_truth_behind(
    mock: MockPortal, environment: dict[str, str], call: Call
) -> None:
    command = [*COMMAND, "submit", str(BIRTH), "--portal-url", mock.address]
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        while "Điền tờ khai" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.splitlines()[-1].startswith("Dừng: ")
    assert mock.submissions() == []

    said = call("submit", BIRTH, "--portal-url", mock.address, "--json")
    assert said.code == 0
    [stored] = mock.submissions()
    assert json.loads(said.out)["filings"][0]["receipt"]["number"] == stored["number"]

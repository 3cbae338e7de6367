"""The mock as a program: its start, its own API, what it keeps on disk."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from mock_portal.app import create_app
from mock_portal.settings import Settings

from .conftest import PREFIX, Citizen, Mock

Started = Callable[..., Mock]


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal_bot_mock", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


def test_an_unbuilt_platform_is_refused() -> None:
    done = run("--platform", "igate_v9")
    assert done.returncode == 2
    assert "igate_v1" in done.stderr


@pytest.mark.parametrize("fault", ["no_such_fault", "commit_delay=soon", "commit_then_drop=x"])
def test_a_fault_it_does_not_know_is_refused(fault: str) -> None:
    assert run("--fault", fault).returncode == 2


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly(started: Started, how: signal.Signals) -> None:
    mock = started()
    mock.process.send_signal(how)
    assert mock.process.wait(timeout=5) == 0


def test_it_warns_when_the_network_can_reach_it() -> None:
    command = [sys.executable, "-m", "portal_bot_mock", "--host", "0.0.0.0", "--port", "0"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("ready http://0.0.0.0:")
        process.terminate()
        assert process.stderr.readline().startswith("CHÚ Ý")


async def statuses(peer: str) -> dict[str, int]:
    """What a peer of this address is answered."""
    transport = httpx.ASGITransport(create_app(Settings(pace="instant")), client=(peer, 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        return {path: (await http.get(path)).status_code for path in ("/", "/__mock__/health")}


@pytest.mark.parametrize(
    ("peer", "status"),
    [("203.0.113.9", 404), ("::1", 200), ("127.0.0.9", 200), ("::ffff:127.0.0.1", 200)],
)
def test_its_own_api_is_closed_to_strangers(peer: str, status: int) -> None:
    # In a thread of its own: the browser's tests keep a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(asyncio.run, statuses(peer)).result()
    assert found == {"/": 200, "/__mock__/health": status}


def test_health_says_what_a_filing_program_must_know(started: Started) -> None:
    mock = started("--pace", "real", "--seed", "3", "--fault", "list_lag=4")
    health = mock.api("/health")
    assert (health["ok"], health["platform"], health["seed"]) == (True, "igate_v1", 3)
    assert (health["max_commit_delay_s"], health["list_lag_s"]) == (2.0, 4.0)
    assert [fault["name"] for fault in health["faults"]] == ["list_lag"]


def test_real_pace_lags_a_second_and_instant_not_at_all(mock: Mock, real_mock: Mock) -> None:
    assert mock.api("/health")["list_lag_s"] == 0
    assert real_mock.api("/health")["list_lag_s"] == 1.0


def test_reset_makes_a_new_world_with_the_same_citizens(mock: Mock, citizen: Citizen) -> None:
    citizen.file()
    mock.api("/accounts", {"username": "extra"})
    mock.api("/faults", {"name": "maintenance"})
    before = mock.api("/health")["world"]
    assert mock.api("/reset", {})["world"] != before
    health = mock.api("/health")
    assert (health["world"] != before, health["faults"]) == (True, [])
    assert mock.api("/submissions") == mock.api("/outbox") == []
    assert len(mock.api("/accounts")) == 12
    citizen.sign_in()
    assert citizen.file().endswith("-0001")


def test_faults_explain_themselves(mock: Mock) -> None:
    listed = {fault["name"]: fault for fault in mock.api("/faults")}
    assert all(fault["doc"] for fault in listed.values())
    assert listed["commit_then_drop"]["choices"] == ["fin", "rst"]
    mock.api("/faults", {"name": "upload_500", "times": 2, "probability": 0.5})
    assert len(mock.api("/health")["faults"]) == 1
    assert mock.api("/faults", method="DELETE") == {"faults": []}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "x"},
        {"name": "upload_500", "times": 0},
        {"name": "upload_500", "probability": 2},
    ],
)
def test_a_wrong_fault_order_is_refused(mock: Mock, body: dict[str, Any]) -> None:
    assert mock.client.post(f"{mock.url}/__mock__/faults", json=body).status_code == 400


def test_faults_stop_after_their_times(mock: Mock, citizen: Citizen) -> None:
    citizen.begin()
    mock.api("/faults", {"name": "upload_500", "times": 1})
    assert citizen.upload("original_document", "a.pdf").status_code == 500
    mock.api("/faults", {"name": "upload_silent", "times": 1})
    assert citizen.upload("original_document", "a.pdf").status_code == 204
    assert citizen.upload("original_document", "a.pdf").is_success


def test_maintenance_answers_503_everywhere(mock: Mock) -> None:
    mock.api("/faults", {"name": "maintenance"})
    for path in ("/", f"{PREFIX}/dang-nhap"):
        answer = mock.client.get(mock.url + path)
        assert answer.status_code == 503
        assert "Hệ thống đang bảo trì. Vui lòng thử lại sau" in answer.text


def test_late_and_empty_lists(mock: Mock) -> None:
    province = mock.words.unit("54")
    path = f"{mock.url}{PREFIX}/model/htmloption/DM_QUAN_HUYEN?ma={province}"
    mock.api("/faults", {"name": "cascade_empty_once"})
    assert mock.client.get(path).text == ""
    assert "Thị xã Đông Hòa" in mock.client.get(path).text
    mock.api("/faults", {"name": "late_cascade", "arg": "0.4"})
    began = time.monotonic()
    mock.client.get(path)
    assert time.monotonic() - began >= 0.4


def test_an_account_can_be_made(mock: Mock) -> None:
    made = mock.api("/accounts", {"username": "moi", "full_name": "Người Mới", "password": "x"})
    assert made["full_name"] == "Người Mới"
    assert "digest" not in made
    citizen = Citizen(mock, "moi")
    assert citizen.sign_in("x").status_code == 303
    citizen.http.close()


def test_the_clock_can_be_set_and_stopped(mock: Mock) -> None:
    mock.api("/clock", {"now": "2026-01-05T08:00:00", "ticking": False})
    assert mock.api("/health")["now"] == "2026-01-05T08:00:00+07:00"
    assert mock.client.post(f"{mock.url}/__mock__/clock", json={"now": "soon"}).status_code == 400


def test_nothing_committed_is_lost_when_the_mock_is_killed(
    started: Started, tmp_path: Path
) -> None:
    first = started("--pace", "instant", "--data", str(tmp_path))
    citizen = Citizen(first)
    number = citizen.file("1.001193")
    sid = citizen.begin()
    citizen.http.close()
    before, world = first.api("/submissions"), first.api("/health")["world"]
    first.process.kill()
    first.process.wait(timeout=5)
    second = started("--pace", "instant", "--data", str(tmp_path))
    assert second.api("/submissions") == before
    assert second.api("/health")["world"] == world
    again = Citizen(second)
    assert sid in again.http.get(f"{PREFIX}/ca-nhan/quan-ly-ho-so").text
    assert again.file().endswith(f"{int(number[-4:]) + 1:04d}")
    again.http.close()


def test_every_request_is_noted(mock: Mock, citizen: Citizen) -> None:
    citizen.begin()
    noted = mock.api("/requests")
    assert {"POST", "GET"} == {entry["method"] for entry in noted}
    assert all(entry["status"] for entry in noted)
    assert not any(entry["path"].startswith("/__mock__") for entry in noted)

"""The mock killed and started again: what it had stored is there, on the same port, at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import Citizen, Mock
from .test_commit import outcomes, send_and_hang_up, wait_for

Started = Callable[..., Mock]
Citizens = Callable[..., Citizen]


@pytest.fixture
def again(started: Started, tmp_path: Path) -> Callable[[Mock | None], Mock]:
    """Starts a mock with a folder; given one, kills it first and takes its port."""

    def start(before: Mock | None) -> Mock:
        port = "0"
        if before is not None:
            port = str(urlsplit(before.url).port)
            before.process.kill()
            before.process.wait(timeout=5)
        return started("--pace", "instant", "--data", str(tmp_path), "--port", port)

    return start


def test_a_killed_mock_goes_on_where_it_was(
    again: Callable[[Mock | None], Mock], citizens: Citizens
) -> None:
    first = again(None)
    citizen = citizens(first)
    citizen.file("1.001193")
    before = first.api("/submissions"), first.api("/requests?commit=1")
    world = first.api("/health")["world"]
    second = again(first)
    assert second.url == first.url
    assert second.api("/health")["world"] == world
    assert (second.api("/submissions"), second.api("/requests?commit=1")) == before
    expired = citizen.http.get("/dich-vu-cong/ca-nhan/quan-ly-ho-so")
    assert expired.headers["location"].startswith("/dich-vu-cong/dang-nhap")
    citizens(second).file()
    assert [request["count"] for request in second.api("/requests?commit=1")] == [1, 2]


def test_a_commit_that_waited_is_lost_and_said_to_be(
    again: Callable[[Mock | None], Mock], citizens: Citizens
) -> None:
    first = again(None)
    first.fault("commit_delay", "60")
    citizen = citizens(first)
    citizen.to_commit()
    send_and_hang_up(citizen)
    wait_for(lambda: outcomes(first) == ["pending"])
    second = again(first)
    assert second.api("/submissions") == []
    assert outcomes(second) == ["lost: the portal ended"]
    assert citizen.sid in citizens(second).listed()


def test_a_record_stored_just_before_the_kill_is_no_draft(
    again: Callable[[Mock | None], Mock], citizens: Citizens, tmp_path: Path
) -> None:
    """The record is written first; the draft, the counter and the request learn of it later."""
    first = again(None)
    citizen = citizens(first)
    number = citizen.file()
    first.process.kill()
    first.process.wait(timeout=5)
    for path in (*tmp_path.glob("drafts/*.json"), *tmp_path.glob("commits/*.json")):
        kept = json.loads(path.read_text("utf-8"))
        kept |= {"numbers": []} | ({"outcome": "pending", "number": None} if "at" in kept else {})
        path.write_text(json.dumps(kept), "utf-8")
    second = again(first)
    assert outcomes(second) == ["committed, answer lost"]
    assert second.api("/requests?commit=1")[0]["number"] == number
    text = citizens(second).listed()
    assert number in text
    assert "Hồ sơ đang soạn" not in text


def test_half_written_files_change_nothing(
    again: Callable[[Mock | None], Mock], citizens: Citizens, tmp_path: Path
) -> None:
    first = again(None)
    citizens(first).file()
    before, world = first.api("/submissions"), first.api("/health")["world"]
    (tmp_path / "records" / "H45.22243-261122-0002.new").write_text('{"number": "H45', "utf-8")
    torn = tmp_path / "records" / "H45.22243-261122-0003.json"
    torn.write_text('{"number": "H45.22', "utf-8")
    second = again(first)
    assert (second.api("/submissions"), second.api("/health")["world"]) == (before, world)
    assert not torn.exists()
    assert torn.with_suffix(".torn").exists()


def test_a_world_that_was_being_made_is_made_again(
    again: Callable[[Mock | None], Mock], tmp_path: Path
) -> None:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "half.json").write_text("{}", "utf-8")
    assert len(again(None).api("/accounts")) == 12

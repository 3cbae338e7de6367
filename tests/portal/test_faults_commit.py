"""Every fault of the commit, by a client that posts it, and the ledger that tells the truth."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import httpx
import pytest

from .conftest import PDF, Citizen, Mock
from .test_commit import outcomes, send_and_hang_up, wait_for

SUCCESS = "Nộp hồ sơ thành công"
NUMBER = re.compile(r"H45\.22243-\d{6}-\d{4}")
Citizens = Callable[..., Citizen]
fault = pytest.mark.fault


def stored(mock: Mock) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = mock.api("/submissions")
    return found


def landed(citizen: Citizen) -> str:
    """The page after the commit."""
    citizen.http.follow_redirects = True
    return citizen.commit().text


def test_without_a_fault_the_result_names_the_number(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit()
    page = landed(citizen)
    assert SUCCESS in page
    assert set(NUMBER.findall(page)) == {one["number"] for one in stored(mock)}
    [request] = mock.api("/requests?commit=1")
    assert request["numbers"] == [request["number"]] == [stored(mock)[0]["number"]]
    assert (request["outcome"], request["sid"]) == ("committed", citizen.sid)


@pytest.mark.parametrize("how", ["fin", "rst"])
def test_a_drop_before_the_commit_stores_nothing(mock: Mock, citizen: Citizen, how: str) -> None:
    citizen.to_commit()
    mock.fault("drop_before_commit", how, times=1)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        citizen.commit()
    assert stored(mock) == []
    assert outcomes(mock) == ["dropped before the commit"]
    assert "soHoSo" in citizen.commit().headers["location"]


@fault("refuse_502", times=1)
def test_a_502_may_have_stored_nothing(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit()
    assert citizen.commit().status_code == 502
    assert stored(mock) == []
    assert outcomes(mock) == ["answered 502 before the commit"]
    assert "soHoSo" in citizen.commit().headers["location"]


@pytest.mark.parametrize("status", [307, 308])
@pytest.mark.parametrize(("arg", "count"), [("after", 2), ("before", 1)])
def test_a_redirect_that_keeps_the_body_repeats_the_commit(
    mock: Mock, citizen: Citizen, status: int, arg: str, count: int
) -> None:
    citizen.to_commit()
    mock.fault(f"redirect_{status}", arg)
    assert citizen.commit().status_code == status
    assert SUCCESS in landed(citizen)
    assert len(stored(mock)) == count
    assert len(outcomes(mock)) == 2


@fault("no_number")
def test_success_may_name_no_number(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit()
    page = landed(citizen)
    assert SUCCESS in page
    assert NUMBER.findall(page) == []
    [one] = stored(mock)
    assert one["number"] in citizen.listed()


def test_a_result_without_a_number_needs_a_stored_dossier(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    assert SUCCESS not in citizen.page("ket-qua")


@fault("two_records", times=1)
def test_one_request_may_make_two_records(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit("1.001193", HoSoOnline_ghiChu="PB-0001")
    page = landed(citizen)
    first, second = (one["number"] for one in stored(mock))
    assert set(NUMBER.findall(page)) == {first}
    assert all(number in citizen.listed() for number in (first, second))
    notes = {one["fields"]["Thông tin chung / Ghi chú"] for one in stored(mock)}
    assert notes == {"PB-0001"}
    [request] = mock.api("/requests?commit=1")
    assert request["numbers"] == [first, second]


@fault("paper_dropped", times=1)
def test_a_paper_may_be_dropped(mock: Mock, citizen: Citizen) -> None:
    lacking, whole = citizen.file("1.001193"), citizen.file("1.001193")
    count = {one["number"]: len(one["papers"]) for one in stored(mock)}
    assert count == {lacking: 1, whole: 2}
    assert citizen.record(lacking).count('class="file-name"') == 1
    assert citizen.record(whole).count('class="file-name"') == 2


@fault("paper_dropped", times=1)
def test_a_dossier_without_papers_loses_none(mock: Mock, citizen: Citizen) -> None:
    citizen.file()
    [active] = mock.api("/health")["faults"]
    assert (active["struck"], active["times"]) == (0, 1)


@pytest.mark.parametrize("letters", [5, 12])
def test_a_value_may_be_cut(mock: Mock, citizen: Citizen, letters: int) -> None:
    whole = citizen.file("1.001193")
    mock.fault("value_truncated", str(letters), times=1)
    cut = citizen.file("1.001193")
    told = {one["number"]: one["fields"] for one in stored(mock)}
    differing = {key for key in told[whole] if told[whole][key] != told[cut].get(key)}
    [key] = differing
    assert told[cut][key] == told[whole][key][:letters]
    assert f"<td>{told[cut][key]}</td>" in citizen.record(cut)


def test_the_same_seed_cuts_the_same_value(
    started: Callable[..., Mock], citizens: Citizens
) -> None:
    fields = []
    for _ in range(2):
        mock = started("--pace", "instant", "--seed", "11", "--fault", "value_truncated=6")
        citizens(mock).file("1.001193")
        fields.append(stored(mock)[0]["fields"])
        assert mock.api("/health")["faults"][0]["struck"] == 1
    assert fields[0] == fields[1]


@fault("stale_csrf")
def test_a_stale_token_is_refused_once_and_a_fresh_page_works(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit()
    token = citizen.token()
    answer = citizen.commit()
    assert answer.status_code == 403
    assert "Phiên giao dịch không hợp lệ, vui lòng tải lại trang" in answer.text
    assert citizen.commit(token=token).status_code == 403
    assert stored(mock) == []
    assert outcomes(mock) == ["refused: answered 403"] * 2
    found = re.search(r'name="token" value="(\w+)"', citizen.page("kiem-tra-ho-so"))
    assert found
    assert "soHoSo" in citizen.commit(token=found[1]).headers["location"]


@pytest.mark.parametrize("step", ["form", "papers", "fee"])
def test_a_token_may_grow_stale_at_any_step(mock: Mock, citizen: Citizen, step: str) -> None:
    citizen.to_review()
    mock.fault("stale_csrf", step)
    send = {"form": lambda: citizen.fill({}), "papers": citizen.papers, "fee": citizen.fee}
    assert send[step]().status_code == 403


def test_every_form_carries_the_token(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    pages = ("nhap-thong-tin-ho-so", "thanh-phan-ho-so", "nhap-le-phi-ho-so", "kiem-tra-ho-so")
    for text in map(citizen.page, pages):
        forms = re.findall(r'<form method="post".*?</form>', text, re.DOTALL)
        assert forms
        assert all(f'name="token" value="{citizen.token()}"' in form for form in forms)


def test_a_commit_waits_long_after_its_client_has_died(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit()
    mock.fault("commit_delay", "1.5", times=1)
    send_and_hang_up(citizen)
    wait_for(lambda: outcomes(mock) == ["pending"])
    assert stored(mock) == []
    wait_for(lambda: len(stored(mock)) == 1)
    assert outcomes(mock) == ["committed"]


@fault("commit_delay", "list")
def test_a_commit_may_wait_until_the_list_is_looked_at(mock: Mock, citizen: Citizen) -> None:
    assert mock.api("/health")["max_commit_delay_s"] == 600
    citizen.to_commit()
    citizen.listed()
    send_and_hang_up(citizen)
    wait_for(lambda: outcomes(mock) == ["pending"])
    assert stored(mock) == []
    seen = citizen.listed()
    wait_for(lambda: len(stored(mock)) == 1)
    assert stored(mock)[0]["number"] not in seen
    # Whoever looked and sends again is answered at once.
    assert mock.api("/health")["max_commit_delay_s"] == 2
    assert "soHoSo" in citizen.commit().headers["location"]
    assert len(stored(mock)) == 2


@fault("commit_delay", "60")
def test_health_tells_a_delay_until_nothing_waits_by_it(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit()
    send_and_hang_up(citizen)
    wait_for(lambda: mock.api("/health")["faults"][0]["struck"] == 1)
    mock.api("/faults", method="DELETE")
    health = mock.api("/health")
    assert (health["faults"], health["max_commit_delay_s"]) == ([], 60)
    mock.api("/reset", {})
    wait_for(lambda: mock.api("/health")["max_commit_delay_s"] == 2)


@pytest.mark.parametrize("name", ["maintenance", "blank_page", "error_500", "too_many_requests"])
def test_a_commit_answered_by_a_page_fault_is_noted(
    mock: Mock, citizen: Citizen, name: str
) -> None:
    citizen.to_commit()
    mock.fault(name, times=1, step="commit")
    answer = citizen.commit()
    assert outcomes(mock) == [f"refused: answered {answer.status_code}"]
    assert stored(mock) == []


def test_a_commit_of_nobody_is_noted(mock: Mock, citizen: Citizen) -> None:
    citizen.to_commit()
    citizen.http.cookies.clear()
    citizen.commit()
    [request] = mock.api("/requests?commit=1")
    assert (request["account"], request["sid"]) == ("", citizen.sid)
    assert request["outcome"].startswith("refused")


@fault("upload_twice", times=1)
def test_a_file_may_be_kept_twice(mock: Mock, citizen: Citizen) -> None:
    citizen.file("1.001193")
    rows = [paper["row"] for paper in stored(mock)[0]["papers"]]
    assert len(rows) == 3
    assert rows[0] == rows[1]


@fault("upload_half", times=1)
def test_half_of_a_file_may_be_kept(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file("1.001193")
    sizes = [(paper["size"], paper["sha256"]) for paper in stored(mock)[0]["papers"]]
    half = PDF[: len(PDF) // 2]
    assert sizes == [(len(half), sha256(half).hexdigest()), (len(PDF), sha256(PDF).hexdigest())]
    assert f'data-size="{len(half)}"' in citizen.record(number)

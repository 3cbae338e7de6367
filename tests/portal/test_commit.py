"""The commit: the captcha before it, two of them, and what happens when nobody hears the answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlparse

import httpx
import pytest

from .conftest import ONLINE, PREFIX, Citizen, Mock

COMMIT = f"{ONLINE}/nopHoSo"
Citizens = Callable[..., Citizen]


def outcomes(mock: Mock) -> list[str]:
    return [entry["outcome"] for entry in mock.api("/requests?commit=1")]


def wait_for(condition: Callable[[], bool], seconds: float = 8.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        threading.Event().wait(0.05)


def test_the_number_has_agency_date_and_counter(mock: Mock, citizen: Citizen) -> None:
    mock.api("/clock", {"now": "2026-11-20T08:00:00+07:00"})
    citizen.sign_in()
    numbers = [citizen.file(), citizen.file()]
    assert numbers == ["H45.22243-261120-0001", "H45.22243-261120-0002"]
    assert [entry["number"] for entry in mock.api("/submissions")] == numbers


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-20T14:59:00+07:00", "2026-11-20"),
        ("2026-11-20T15:00:30+07:00", "2026-11-23"),
        ("2026-02-14T09:00:00+07:00", "2026-02-23"),
    ],
)
def test_the_appointment_keeps_to_working_days_and_the_cut_off(
    mock: Mock, citizen: Citizen, now: str, due: str
) -> None:
    mock.api("/clock", {"now": now})
    citizen.sign_in()
    citizen.file()
    assert mock.api("/submissions")[0]["due_at"] == due


def test_no_dossier_without_a_right_captcha_or_the_box(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    assert "kiem-tra" in citizen.commit().headers["location"]
    citizen.answer_captcha()
    assert "kiem-tra" in citizen.commit(chiuTrachNhiem="").headers["location"]
    assert mock.api("/submissions") == []
    assert [outcome.split(":")[0] for outcome in outcomes(mock)] == ["refused", "refused"]


def test_a_captcha_is_used_once_and_a_wrong_answer_brings_another(
    mock: Mock, citizen: Citizen
) -> None:
    citizen.to_review()
    first = citizen.post("/captcha/kiem-tra", captchaId="nothing", maXacNhan="X").json()
    assert first["ok"] is False
    assert first["message"] == "Mã xác nhận không đúng"
    text = mock.api(f"/captcha/{first['id']}")["text"]
    wrong = citizen.post("/captcha/kiem-tra", captchaId=first["id"], maXacNhan="?").json()
    again = citizen.post("/captcha/kiem-tra", captchaId=first["id"], maXacNhan=text).json()
    assert (wrong["ok"], again["ok"]) == (False, False)
    assert len({first["id"], wrong["id"], again["id"]}) == 3


def test_a_captcha_and_its_approval_grow_old(mock: Mock, citizen: Citizen) -> None:
    def later(**passed: int) -> None:
        now = datetime.fromisoformat(mock.api("/health")["now"])
        mock.api("/clock", {"now": (now + timedelta(**passed)).isoformat()})

    citizen.to_review()
    made = citizen.http.get(f"{PREFIX}/captcha").json()["id"]
    text = mock.api(f"/captcha/{made}")["text"]
    later(minutes=6)
    late = citizen.post("/captcha/kiem-tra", captchaId=made, maXacNhan=text.lower())
    assert late.json()["ok"] is False
    citizen.answer_captcha()
    later(minutes=3)
    assert "kiem-tra" in citizen.commit().headers["location"]
    assert mock.api("/submissions") == []


def test_the_picture_is_a_png(mock: Mock, citizen: Citizen) -> None:
    made = citizen.http.get(f"{PREFIX}/captcha").json()["id"]
    picture = citizen.http.get(f"{PREFIX}/captcha/{made}.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_two_posts_make_two_dossiers(mock: Mock, citizen: Citizen) -> None:
    """The portal does not help: whoever sends twice has filed twice."""
    citizen.to_review()
    citizen.answer_captcha()
    token = citizen.token()
    first, second = citizen.commit(token=token), citizen.commit(token=token)
    assert first.headers["location"] != second.headers["location"]
    assert len(mock.api("/submissions")) == 2


def send_and_hang_up(citizen: Citizen) -> None:
    """Posts the commit on a socket of its own and leaves without reading."""
    box = citizen.words.sent({"chiuTrachNhiem": "1"}, citizen.code)
    body = urlencode({"token": citizen.token(), "sid": citizen.sid, **box})
    cookie = citizen.http.cookies["PHPSESSID"]
    address = urlparse(citizen.mock.url)
    request = (
        f"POST {COMMIT} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: PHPSESSID={cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port)) as raw:
        raw.sendall((request + body).encode())


def test_the_dossier_is_stored_even_when_the_client_has_gone(
    real_mock: Mock, citizens: Citizens
) -> None:
    citizen = citizens(real_mock)
    citizen.to_review()
    citizen.answer_captcha()
    send_and_hang_up(citizen)
    wait_for(lambda: outcomes(real_mock) == ["committed"])
    assert len(real_mock.api("/submissions")) == 1


@pytest.mark.parametrize("how", ["fin", "rst"])
def test_commit_then_drop_leaves_a_record_and_no_answer(
    mock: Mock, citizen: Citizen, how: str
) -> None:
    citizen.to_review()
    citizen.answer_captcha()
    mock.api("/faults", {"name": "commit_then_drop", "arg": how})
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        citizen.commit()
    assert len(mock.api("/submissions")) == 1
    assert outcomes(mock) == ["committed, answer lost"]


def test_commit_then_502(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    citizen.answer_captcha()
    mock.api("/faults", {"name": "commit_then_502", "times": 1})
    assert citizen.commit().status_code == 502
    assert len(mock.api("/submissions")) == 1


def test_commit_then_expired(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    citizen.answer_captcha()
    mock.api("/faults", {"name": "commit_then_expired"})
    answer = citizen.commit()
    assert answer.headers["location"].startswith(f"{PREFIX}/dang-nhap")
    assert "đã hết hạn" in citizen.http.get(answer.headers["location"]).text
    assert len(mock.api("/submissions")) == 1


@pytest.mark.parametrize(("arg", "stored"), [("after", 2), ("before", 1)])
def test_a_307_repeats_the_request(mock: Mock, citizen: Citizen, arg: str, stored: int) -> None:
    citizen.to_review()
    citizen.answer_captcha()
    mock.api("/faults", {"name": "redirect_307", "arg": arg})
    citizen.http.follow_redirects = True
    assert "Nộp hồ sơ thành công" in citizen.commit().text
    assert len(mock.api("/submissions")) == stored


def test_commit_delay_is_told_in_health_and_kept(mock: Mock, citizen: Citizen) -> None:
    assert mock.api("/health")["max_commit_delay_s"] == 2.0
    citizen.to_review()
    citizen.answer_captcha()
    mock.api("/faults", {"name": "commit_delay", "arg": "2.5", "times": 1})
    assert mock.api("/health")["max_commit_delay_s"] == 2.5
    send_and_hang_up(citizen)
    wait_for(lambda: outcomes(mock) == ["pending"])
    assert mock.api("/submissions") == []
    assert mock.api("/health")["max_commit_delay_s"] == 2.5
    wait_for(lambda: len(mock.api("/submissions")) == 1)


def test_the_list_lags_behind_the_commit(mock: Mock, citizen: Citizen) -> None:
    mock.api("/faults", {"name": "list_lag", "arg": "1"})
    assert mock.api("/health")["list_lag_s"] == 1.0
    number = citizen.file()
    path = f"{PREFIX}/ca-nhan/quan-ly-ho-so"
    assert number not in citizen.http.get(path).text
    assert number in citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}").text
    wait_for(lambda: number in citizen.http.get(path).text)


def test_a_submitted_draft_is_no_draft_any_more(mock: Mock, citizen: Citizen) -> None:
    citizen.file()
    assert "Hồ sơ đang soạn" not in citizen.http.get(f"{PREFIX}/ca-nhan/quan-ly-ho-so").text


def test_a_cancelled_draft_is_gone(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    citizen.post("/tiep-nhan-online/huy-ho-so")
    answer = citizen.http.get(f"{ONLINE}/kiem-tra-ho-so", params={"sid": citizen.sid})
    assert answer.status_code == 404

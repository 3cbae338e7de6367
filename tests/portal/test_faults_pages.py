"""The faults that any page may have, without a browser."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
import pytest

from .conftest import ONLINE, PREFIX, Citizen, Mock
from .test_commit import outcomes, wait_for
from .test_sessions import EXPIRED

LIST = f"{PREFIX}/ca-nhan/quan-ly-ho-so"


def test_a_page_may_be_blank(mock: Mock, citizen: Citizen) -> None:
    mock.fault("blank_page", times=1)
    blank, whole = citizen.http.get(LIST), citizen.http.get(LIST)
    assert (blank.status_code, blank.content) == (200, b"")
    assert "Quản lý hồ sơ" in whole.text


def test_a_blank_answer_has_kept_nothing(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    mock.fault("blank_page", times=1, step="form")
    assert citizen.fill({"HoSoOnline_ghiChu": "mới"}).content == b""
    assert "mới" not in citizen.page("nhap-thong-tin-ho-so")


@pytest.mark.parametrize(
    ("step", "path"),
    [
        ("agency", f"{PREFIX}/thu-tuc/2.000815"),
        ("form", f"{ONLINE}/nhap-thong-tin-ho-so"),
        ("papers", f"{ONLINE}/thanh-phan-ho-so"),
        ("fee", f"{ONLINE}/nhap-le-phi-ho-so"),
        ("review", f"{ONLINE}/kiem-tra-ho-so"),
        ("captcha", f"{PREFIX}/captcha"),
        ("list", LIST),
    ],
)
def test_an_error_may_sit_at_one_step(mock: Mock, citizen: Citizen, step: str, path: str) -> None:
    citizen.to_review()
    mock.fault("error_500", step, times=1)
    assert citizen.http.get(f"{PREFIX}/thu-tuc").status_code == 200
    answers = [citizen.http.get(path, params={"sid": citizen.sid}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [500, 200]


def test_an_error_may_sit_at_the_record(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file()
    mock.fault("error_500", "record", times=1)
    assert [len(citizen.record(number)) > 1000 for _ in range(2)] == [False, True]


def test_a_busy_portal_says_when_to_come_again(mock: Mock, citizen: Citizen) -> None:
    began = time.monotonic()
    mock.fault("too_many_requests", "1")
    first, other = citizen.http.get(LIST), httpx.get(f"{mock.url}{PREFIX}/thu-tuc")
    assert [first.status_code, other.status_code] == [429, 429]
    assert first.headers["retry-after"] == "1"
    wait_for(lambda: citizen.http.get(LIST).status_code == 200)
    assert time.monotonic() - began >= 1


SENDING: dict[str, Callable[[Citizen], httpx.Response]] = {
    "agency": lambda c: c.post(f"{ONLINE.removeprefix(PREFIX)}/chon-co-quan?maThuTuc=2.000815"),
    "form": lambda c: c.fill({}),
    "papers": lambda c: c.papers(),
    "upload": lambda c: c.upload("original_document", "a.pdf"),
    "fee": lambda c: c.fee(),
    "captcha": lambda c: c.post("/captcha/kiem-tra"),
    "commit": lambda c: c.commit(),
    "review": lambda c: c.http.get(f"{ONLINE}/kiem-tra-ho-so", params={"sid": c.sid}),
    "list": lambda c: c.http.get(LIST),
    "record": lambda c: c.http.get(f"{PREFIX}/ca-nhan/ho-so/H45.22243-261120-0001"),
    "open_form": lambda c: c.http.get(f"{ONLINE}/nhap-thong-tin-ho-so", params={"sid": c.sid}),
    "open_papers": lambda c: c.http.get(f"{ONLINE}/thanh-phan-ho-so", params={"sid": c.sid}),
    "open_fee": lambda c: c.http.get(f"{ONLINE}/nhap-le-phi-ho-so", params={"sid": c.sid}),
    "open_agency": lambda c: c.http.get(f"{PREFIX}/thu-tuc/2.000815"),
}


@pytest.mark.parametrize("arg", SENDING)
def test_a_session_may_end_at_each_step(mock: Mock, citizen: Citizen, arg: str) -> None:
    citizen.to_commit()
    before = citizen.token()
    mock.fault("session_expires", arg)
    answer = SENDING[arg](citizen)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{PREFIX}/dang-nhap")
    assert EXPIRED in citizen.http.get(answer.headers["location"]).text
    assert citizen.http.get(LIST).status_code == 303
    assert mock.api("/submissions") == []
    assert all(outcome.startswith("refused") for outcome in outcomes(mock))
    citizen.sign_in()
    assert citizen.token() != before
    assert citizen.http.get(LIST).status_code == 200


@pytest.mark.fault("session_expires", "upload")
def test_a_script_is_told_that_the_session_ended(citizen: Citizen) -> None:
    citizen.begin()
    citizen.http.headers["X-Requested-With"] = "XMLHttpRequest"
    answer = citizen.upload("original_document", "a.pdf")
    assert (answer.status_code, answer.json()["message"]) == (401, EXPIRED)


@pytest.mark.fault("stale_csrf", "upload")
def test_a_script_is_told_that_the_token_is_stale(citizen: Citizen) -> None:
    citizen.begin()
    citizen.http.headers["X-Requested-With"] = "XMLHttpRequest"
    answer = citizen.upload("original_document", "a.pdf")
    assert answer.status_code == 403
    assert answer.json()["message"] == "Phiên giao dịch không hợp lệ, vui lòng tải lại trang"


@pytest.mark.fault("answer_after", "0.5", step="list")
def test_an_answer_may_come_late(citizen: Citizen) -> None:
    began = time.monotonic()
    citizen.http.get(LIST)
    assert time.monotonic() - began >= 0.5


@pytest.mark.parametrize("name", ["page_frozen", "late_scripts", "toast_short"])
def test_a_page_is_told_what_its_scripts_are_to_do(mock: Mock, citizen: Citizen, name: str) -> None:
    citizen.begin()
    mock.fault(name, "7", times=1)
    first, second = (citizen.page("nhap-thong-tin-ho-so") for _ in range(2))
    assert f"&#34;{name}&#34;: &#34;7&#34;" in first
    assert "data-manners" not in second


@pytest.mark.fault("captcha_wrong")
def test_a_right_answer_may_be_refused(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    told, then = answered(citizen), answered(citizen)
    assert told["ok"] is False
    assert told["message"] == "Mã xác nhận không đúng"
    assert mock.api(f"/captcha/{told['id']}")["used"] is False
    assert then == {"ok": True}


@pytest.mark.fault("captcha_expires")
def test_a_right_answer_may_come_too_late(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    told, then = answered(citizen), answered(citizen)
    assert told["ok"] is False
    assert told["message"] == "Mã xác nhận đã hết hiệu lực"
    assert mock.api(f"/captcha/{told['was']}")["expired"] is True
    assert then == {"ok": True}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("captcha_wrong", "Mã xác nhận không đúng"),
        ("captcha_expires", "Mã xác nhận đã hết hiệu lực"),
    ],
)
def test_the_commit_may_not_believe_a_right_answer(
    mock: Mock, citizen: Citizen, name: str, words: str
) -> None:
    citizen.to_commit()
    mock.fault(name, step="commit")
    assert "kiem-tra" in citizen.commit().headers["location"]
    assert words in citizen.page("kiem-tra-ho-so")
    assert outcomes(mock) == [f"refused: {words}"]
    assert "kiem-tra" in citizen.commit().headers["location"]
    citizen.answer_captcha()
    assert "soHoSo" in citizen.commit().headers["location"]


def answered(citizen: Citizen) -> dict[str, object]:
    """What the portal says to a right answer; `was` is the picture."""
    made = str(citizen.http.get(f"{PREFIX}/captcha").json()["id"])
    text = citizen.mock.api(f"/captcha/{made}")["text"]
    told: dict[str, object] = citizen.post(
        "/captcha/kiem-tra", captchaId=made, maXacNhan=text
    ).json()
    return told if told["ok"] else {**told, "was": made}

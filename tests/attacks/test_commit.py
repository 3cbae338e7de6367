"""A last screen that commits by another way, and answers to the commit that nobody expects."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attacks.attack import (
    REVIEW,
    Attack,
    attacked,
    commits_by,
    judge,
    moved,
    on,
    scripted,
)
from tests.support.between import Answer, Asking, page
from tests.support.mock import MockPortal

TAILS = [
    "/nopHoSo;jsessionid=0A1B2C3D",
    "/nopHoSo/",
    "//nopHoSo",
    "/nopHoSo?v=2",
    "/%6EopHoSo",
    "/NopHoSo",
    "/nopHoSo.do",
    "/luuVaNop",
    "/kiem-tra-ho-so",
    "/luuLePhiHoSo",
    "/../tiep-nhan-online/nopHoSo2",
]
KEPT = {"/nopHoSo;jsessionid=0A1B2C3D"}
OPTION = re.compile(r'<option value="(\w+)">([^<]+)<')


@pytest.mark.parametrize(
    "tail", [t if t in KEPT else pytest.param(t, marks=pytest.mark.thorough) for t in TAILS]
)
async def test_a_form_that_commits_at_another_address_files_nothing(
    mock: MockPortal, tmp_path: Path, tail: str
) -> None:
    reports = await attacked(mock, tmp_path, moved(tail))
    judge(mock, reports, tmp_path)
    assert mock.commits() == []


@pytest.mark.thorough
async def test_said_twice_it_files_nothing_either(mock: MockPortal, tmp_path: Path) -> None:
    reports = await attacked(mock, tmp_path, moved(TAILS[0]), times=2)
    judge(mock, reports, tmp_path)
    assert mock.commits() == []


BODY = "new URLSearchParams(new FormData(document.getElementById('formNop')))"
# The last button's form is taken by a script, and sent in this way.
TAKEN = (
    "(() => {{ const p = HTMLFormElement.prototype, native = p.submit; let sent = 0; "
    "p.submit = function () {{ if (this.id != 'formNop') return native.call(this); "
    "if (sent++) return; const b = {body}; {how} }} }})()"
)
WAYS = {
    "get": ("GET", "/zz", "location = '/zz?' + b"),
    "picture": ("GET", "/zz.png", "new Image().src = '/zz.png?' + b"),
    "script": (
        "GET",
        "/zz.js",
        (
            "const s = document.createElement('script'); s.src = '/zz.js?' + b; "
            "document.body.append(s)"
        ),
    ),
    "put": ("PUT", "/zz", "fetch('/zz', {method: 'PUT', body: b})"),
    "beacon": ("POST", "/zz", "navigator.sendBeacon('/zz', b)"),
    "keepalive": ("POST", "/zz", "fetch('/zz', {method: 'POST', body: b, keepalive: true})"),
    "helper": (
        "POST",
        "/dich-vu-cong/captcha/kiem-tra/x",
        "fetch('/dich-vu-cong/captcha/kiem-tra/x', {method: 'POST', body: b})",
    ),
    "popup": (
        "POST",
        "/zz",
        "this.action = '/zz'; this.target = '_blank'; native.call(this)",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("way", WAYS)
async def test_a_script_that_commits_by_another_way_files_nothing(
    mock: MockPortal, tmp_path: Path, way: str
) -> None:
    method, path, how = WAYS[way]
    script = TAKEN.format(body=BODY, how=how)
    changes = on(REVIEW, lambda t: t.replace("</head>", f"<script>{script}</script></head>"))
    reports = await attacked(mock, tmp_path, Attack(changes, commits_by(method, path)))
    judge(mock, reports, tmp_path)
    assert mock.commits() == []


@pytest.mark.thorough
async def test_a_page_that_sends_itself_in_a_dry_run_sends_nothing(
    mock: MockPortal, tmp_path: Path
) -> None:
    script = (
        "const f = document.getElementById('formNop'), x = new XMLHttpRequest(); "
        "x.open('POST', f.action, false); "
        "x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded'); "
        f"try {{ x.send({BODY}) }} catch {{}}"
    )
    (report,) = await attacked(mock, tmp_path, Attack(scripted(REVIEW, script)), verb="fill")
    assert (mock.commits(), mock.submissions()) == ([], [])
    assert report.exit_code != 0


def answered(how: Callable[[Answer], Answer]) -> Attack:
    return Attack(answer=lambda asked, given: how(given) if asked.is_commit else given)


def to(place: str) -> Callable[[Answer], Answer]:
    return lambda given: replace(given, headers={**given.headers, "location": place})


HTML = {"content-type": "text/html; charset=utf-8"}
SAYING = "<h1>Kết quả nộp hồ sơ</h1><p>Số hồ sơ: {}</p>"
ANSWERS: dict[str, Callable[[Answer], Answer]] = {
    "nothing": lambda _: Answer(200, HTML, b""),
    "an error page": lambda _: page("<h1>Lỗi 500</h1><p>Vui lòng thử lại</p>", 500),
    "a refusal that is none": lambda _: page(
        "<h1>Kiểm tra hồ sơ</h1><p class=error>Sai mã xác nhận</p>"
    ),
    "not found": lambda _: page("<h1>404</h1>", 404),
    "a number of nobody": lambda _: page(SAYING.format("H45.22243-261122-9999")),
    "a number of nobody, led to": to(
        "/dich-vu-cong/tiep-nhan-online/ket-qua?soHoSo=H45.22243-261122-9999"
    ),
    "the sign-in": to("/dich-vu-cong/dang-nhap"),
    "another origin": to("http://127.0.0.1:9/ket-qua?soHoSo=H45.22243-261122-0001"),
    "a script": to("javascript:alert(1)"),
    "the review again": to("/dich-vu-cong/tiep-nhan-online/kiem-tra-ho-so"),
    "json": lambda _: Answer(200, {"content-type": "application/json"}, b'{"ok": false}'),
    "latin": lambda _: Answer(200, {"content-type": "text/html; charset=x"}, b"\xff\xfe\x00"),
    "no letters": lambda _: Answer(200, {"content-type": "text/html; charset=idna"}, b"<h1>x</h1>"),
    "busy": lambda _: Answer(503, {**HTML, "retry-after": "1"}, b"<h1>503</h1>"),
    "a long answer": lambda _: Answer(
        200, HTML, itertools.repeat(b"<p>" + b"x" * 65_000 + b"</p>", 2_000)
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", ANSWERS)
async def test_whatever_the_commit_is_answered_it_is_filed_once_and_found(
    mock: MockPortal, tmp_path: Path, name: str
) -> None:
    reports = await attacked(mock, tmp_path, answered(ANSWERS[name]))
    judge(mock, reports, tmp_path)
    assert len(mock.commits()) == 1


@pytest.mark.thorough
async def test_another_agency_than_the_chosen_one_is_never_called_verified(
    mock: MockPortal, tmp_path: Path
) -> None:
    words: dict[str, str] = {}

    def answer(_: Asking, given: Answer) -> Answer:
        if "Xã Hòa Tân Đông</option>" in given.text:
            words.update((name, word) for word, name in OPTION.findall(given.text))
        return given

    def asking(asked: Asking) -> Asking:
        if asked.method != "POST" or "chon-co-quan" not in asked.path:
            return asked
        chosen, other = (f"={words[name]}".encode() for name in ("Xã Hòa Thành", "Xã Hòa Tân Đông"))
        assert asked.body.count(chosen) == 1
        return replace(asked, body=asked.body.replace(chosen, other))

    (report,) = await attacked(mock, tmp_path, Attack(asking=asking, answer=answer))
    judge(mock, [report], tmp_path)
    for stored in mock.submissions():
        assert "Xã Hòa Thành" not in stored["agency"]
    assert not report.filings[0].verified

"""What passes the gate, width by width, and what is told of the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta
from time import monotonic

import pytest

from portal_bot import clock
from portal_bot.browser.gate import Gate, Leaving, Lost, Named, NotSent, Outcome, Requests, Verdict
from portal_bot.browser.origins import place_of, resolver_rules
from portal_bot.errors import PortalChanged

HERE = "https://cong.example"
REQUESTS = Requests(
    commit=Named("POST", re.compile("/nopHoSo"), query=False),
    commit_like=re.compile("nop[-_]?ho[-_]?so", re.IGNORECASE),
    review=(Named("POST", re.compile("/captcha/kiem-tra")), Named("GET", re.compile("/ds"))),
    reading=(Named("GET", re.compile("/ds")), Named("GET", re.compile(r"/ho-so/\w+"))),
)


async def never(_: Leaving) -> Outcome:
    raise AssertionError("nothing is sent here")


def gate(width: str = "open") -> Gate:
    made = Gate([HERE], REQUESTS, never)
    if width == "narrow":
        made.narrow()
    if width == "reading":
        made.read_only()
    return made


def judged(one: Gate, method: str, path: str, kind: str = "Document") -> bool:
    address = HERE + path if path.startswith("/") else path
    return one.judge(Leaving(method, address, kind)) is Verdict.PASS


ELSEWHERE = [
    "http://cong.example/x",
    "https://cong.example:8443/x",
    "https://cong.example.evil/x",
    "https://cong.example@evil/x",
    "https://evil/https://cong.example/",
    "wss://evil/x",
    "ftp://cong.example/x",
    "file:///etc/passwd",
    "chrome://settings",
    "https://[/x",
]


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("width", ["open", "narrow", "reading"])
def test_nothing_goes_elsewhere_whatever_the_width(address: str, width: str) -> None:
    one = gate(width)
    assert not judged(one, "GET", address)
    assert not judged(one, "GET", address, "Script")
    assert len(one.stopped) >= 1


@pytest.mark.parametrize("address", ["data:text/plain,x", "blob:https://cong.example/1", "about:x"])
def test_what_the_page_holds_itself_asks_no_network(address: str) -> None:
    assert judged(gate("narrow"), "GET", address)


@pytest.mark.parametrize(
    "path", ["/nopHoSo", "/nopHoSo;jsessionid=1", "/NOPHOSO", "/nop-ho-so?x", "/a?to=/nopHoSo"]
)
@pytest.mark.parametrize("width", ["open", "narrow", "reading"])
@pytest.mark.parametrize("method", ["POST", "GET", "PUT"])
def test_what_looks_like_the_commit_never_passes(path: str, width: str, method: str) -> None:
    assert not judged(gate(width), method, path)


def test_a_script_that_is_named_like_the_commit_is_a_script() -> None:
    for width in ("open", "narrow"):
        assert judged(gate(width), "GET", "/js/nop-ho-so.js?v=2", "Script")
        assert not judged(gate(width), "GET", "/js/nop-ho-so?v=2", "Script")
        assert not judged(gate(width), "GET", "/js/nop-ho-so.js", "XHR")


@pytest.mark.parametrize(
    ("method", "path", "kind", "passes"),
    [
        ("POST", "/captcha/kiem-tra", "XHR", True),
        ("GET", "/captcha/kiem-tra", "XHR", False),
        ("POST", "/captcha/kiem-tra/2", "XHR", False),
        ("POST", "/luu", "XHR", False),
        ("GET", "/ds?trang=2", "Fetch", True),
        ("GET", "/ho-so/1", "Document", False),
        ("GET", "/static/a.css?v=0af3", "Stylesheet", True),
        ("GET", "/anh.png", "Image", True),
        ("GET", "/luu?ten=Nguyen", "Image", False),
        ("GET", "/anh.png?ten=Nguyen%20Van%20A", "Image", False),
        ("GET", "/luu", "Script", False),
        ("POST", "/anh.png", "Image", False),
        ("GET", "/favicon.ico", "Other", True),
        ("GET", "/worker.js", "Other", False),
        ("GET", "/anh.png", "XHR", False),
    ],
)
def test_narrow_lets_through_what_is_named_and_the_parts_of_a_page(
    method: str, path: str, kind: str, *, passes: bool
) -> None:
    one = gate("narrow")
    assert judged(one, method, path, kind) is passes
    assert bool(one.stopped) is not passes


def test_a_part_that_was_loaded_before_may_be_loaded_again() -> None:
    one = gate()
    assert judged(one, "GET", "/kieu?bo=xanh", "Stylesheet")
    one.narrow()
    assert judged(one, "GET", "/kieu?bo=xanh", "Stylesheet")
    assert not judged(one, "GET", "/kieu?bo=do", "Stylesheet")


def test_a_style_from_elsewhere_is_left_out_and_no_reason_to_stop() -> None:
    one = gate("narrow")
    assert not judged(one, "GET", "https://fonts.example/a.css", "Stylesheet")
    one.insist()
    assert not judged(one, "POST", "https://fonts.example/a", "Ping")
    with pytest.raises(PortalChanged, match="POST /a"):
        one.insist()


def test_what_is_told_of_a_stopped_request_holds_no_values() -> None:
    one = gate("narrow")
    judged(one, "POST", "/luu?cccd=054090000101#x", "XHR")
    assert one.stopped == ["POST /luu"]


async def test_what_only_leads_to_the_review_passes_until_the_gate_is_armed() -> None:
    requests = replace(REQUESTS, review=(Named("POST", re.compile("/luuLePhi"), leads_on=True),))
    one = Gate([HERE], requests, never)
    one.narrow()
    assert judged(one, "POST", "/luuLePhi")
    one.arm(deadline=clock.now(UTC) + timedelta(seconds=30), record=lambda _: None)
    assert not judged(one, "POST", "/luuLePhi")
    assert one.disarm()
    assert judged(one, "POST", "/luuLePhi")


async def test_a_clock_put_back_makes_no_time_for_the_click() -> None:
    said: list[Outcome] = []
    one = Gate([HERE], REQUESTS, never)
    one.narrow()
    one.arm(deadline=clock.now(UTC) + timedelta(days=3), until=monotonic() - 1, record=said.append)
    asked = Leaving("POST", f"{HERE}/nopHoSo", "Document")
    assert one.judge(asked) is Verdict.COMMIT
    assert await one.commit(asked) is NotSent.LATE
    assert said == [NotSent.LATE]


async def test_an_answer_that_nobody_foresaw_is_a_lost_one() -> None:
    async def breaks(_: Leaving) -> Outcome:
        raise LookupError("unknown encoding")

    said: list[Outcome] = []
    one = Gate([HERE], REQUESTS, breaks)
    one.narrow()
    one.arm(deadline=clock.now(UTC) + timedelta(seconds=30), record=said.append)
    outcome = await one.commit(Leaving("POST", f"{HERE}/nopHoSo", "Document"))
    assert said == [outcome] == [Lost("LookupError")]
    assert one.sent


def test_reading_never_files() -> None:
    one = gate("reading")
    assert judged(one, "GET", "/ho-so/1")
    assert not judged(one, "POST", "/ds")
    with pytest.raises(ValueError, match="not narrow"):
        one.arm(deadline=None, record=lambda _: None)  # type: ignore[arg-type] # refused before


def test_the_browser_is_told_to_find_nothing_else() -> None:
    rules = resolver_rules(["https://cong.example", "http://127.0.0.1:8899"])
    assert rules == (
        "--host-resolver-rules=MAP 127.0.0.1:8899 127.0.0.1:8899,"
        "MAP cong.example:443 cong.example:443,MAP * ~NOTFOUND"
    )
    with pytest.raises(ValueError, match="not an origin"):
        resolver_rules(["cong.example"])


def test_a_place_is_scheme_host_and_port() -> None:
    assert place_of("HTTPS://Cong.Example/x") == ("https", "cong.example", 443)
    assert place_of("https://cong.example:99999/") is None

"""Of a trace only what is listed is kept, and nothing of anybody."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal_bot import privacy
from portal_bot.browser.traces import redacted, traced

# As Playwright 1.5x writes them; the values are everywhere that it puts them.
LINES = (
    {"type": "context-options", "browserName": "chromium", "options": {"x": "Tư"}, "wallTime": 1},
    {"type": "before", "callId": "c1", "class": "Frame", "method": "fill", "startTime": 1.0,
     "params": {"selector": "text=Khuỷnh Duềnh", "value": "Tư", "timeout": 5}},
    {"type": "log", "callId": "c1", "message": '<input value="Tư">'},
    {"type": "after", "callId": "c1", "endTime": 2.0, "result": {"value": "Tư"},
     "error": {"name": "Error", "message": 'no such box\n<input value="Tư">'}},
    {"type": "console", "text": "Tư"},
    {"type": "resource-snapshot", "snapshot": {
        "startedDateTime": "2026-11-22T09:00:00Z", "time": 3, "timings": {"send": 1},
        "request": {"method": "POST", "url": "http://a.example/nop?ten=Tư#Tư", "postData": "Tư",
                    "headers": [{"name": "Cookie", "value": "Tư"}], "queryString": ["Tư"]},
        "response": {"status": 200, "content": {"size": 7, "mimeType": "text/html", "_sha1": "a"},
                     "headers": [{"name": "X", "value": "Tư"}]}}},
)  # fmt: skip


@pytest.fixture
def kept() -> dict[str, str]:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        lines = "\n".join(json.dumps(line, ensure_ascii=False) for line in LINES)
        archive.writestr("trace.trace", f"{lines}\nno JSON: Tư\n")
        archive.writestr("trace.network", lines)
        archive.writestr("resources/a.html", "Tư")
        archive.writestr("trace.stacks", '{"files": ["Tư"]}')
    privacy.register(["Khuỷnh Duềnh"])
    try:
        with zipfile.ZipFile(BytesIO(redacted(whole.getvalue()))) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}
    finally:
        privacy.clear()


def test_nothing_of_anybody_is_kept(kept: dict[str, str]) -> None:
    assert sorted(kept) == ["trace.network", "trace.trace"]
    told = "".join(kept.values())
    assert "Tư" not in told
    assert "Khuỷnh" not in told


class _Tracing:
    """Playwright's, as far as it is used; says where the whole trace was to be put."""

    def __init__(self) -> None:
        self.asked: list[Path] = []

    async def start(self, **_options: bool) -> None:
        pass

    async def stop(self, *, path: Path) -> None:
        self.asked.append(path)
        with zipfile.ZipFile(path, "w"):
            pass


async def test_what_a_kill_leaves_of_a_whole_trace_lies_where_it_is_swept(tmp_path: Path) -> None:
    tracing = _Tracing()
    async with traced(SimpleNamespace(tracing=tracing), tmp_path / "traces"):  # type: ignore[arg-type]  # of a context only this is used
        pass
    assert tracing.asked[0].is_relative_to(tmp_path / "work")
    assert {place.name for place in tmp_path.iterdir()} == {"work", "traces"}


def test_a_maintainer_still_sees_what_was_done_and_when(kept: dict[str, str]) -> None:
    _context, before, after, asked = map(json.loads, kept["trace.trace"].splitlines())
    assert (before["method"], before["startTime"]) == ("fill", 1.0)
    assert before["params"] == {"selector": f"text={privacy.MASK}", "timeout": 5}
    assert after["error"] == {"name": "Error", "message": "no such box"}
    assert asked["snapshot"]["request"]["url"] == "http://a.example/nop"
    assert asked["snapshot"]["response"]["status"] == 200

"""What looks for English finds the English of every library we stand on, and no Vietnamese."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sqlite3
import tomllib
from collections.abc import Callable
from pathlib import Path

import httpx
import pydantic
import pytest
import yaml

from portal_bot import registry
from tests.support.english import english_in


def _said(act: Callable[[], object]) -> str:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - its words are what is asked for
        return str(error)
    raise AssertionError("nothing was said")


class _Model(pydantic.BaseModel):
    number: int
    text: str


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_word_of_the_operating_system(number: int) -> None:
    told = os.strerror(number)
    if " " in told and number < 40:  # the first forty are what files and programs meet
        assert english_in(str(OSError(number, told, "x.yaml"))), told


@pytest.mark.parametrize(
    "act",
    [
        lambda: json.loads("{"),
        lambda: json.loads("[1,]x"),
        lambda: json.loads('{"a" 1}'),
        lambda: tomllib.loads("a = "),
        lambda: tomllib.loads("a = 1\na = 2"),
        lambda: yaml.safe_load("a: [1"),
        lambda: yaml.safe_load("a: b: c"),
        lambda: yaml.safe_load("\tx: 1"),
        lambda: yaml.safe_load("a: &x *y"),
        lambda: b"\xff".decode(),
        lambda: _Model.model_validate({"number": "x"}),
        lambda: sqlite3.connect(":memory:").execute("select x from y"),
        lambda: sqlite3.connect("/no/such/folder/x.db"),
        lambda: httpx.get("http://127.0.0.1:1/"),
        lambda: httpx.get("nonsense://x"),
        lambda: Path("/no/such/file").read_text(encoding="utf-8"),
        lambda: int("abc"),
        lambda: argparse.ArgumentParser(exit_on_error=False).parse_args(["--no-such"]),
    ],
)  # fmt: skip
def test_what_libraries_say(act: Callable[[], object]) -> None:
    try:
        told = _said(act)
    except SystemExit:
        pytest.skip("argparse ended the process before it could be heard")
    assert english_in(told), told


@pytest.mark.parametrize(
    "told",
    [
        "usage: python -m portal_bot_mock [-h] [--host HOST]",
        "error: unrecognized arguments: --prot",
        "argument --port: invalid int value: 'x'",
        "Usage: portal-bot show [OPTIONS] PROCEDURE",
        "Options:", "Arguments:", "Commands:",
        "Try 'portal-bot show --help' for help.",
        "Missing argument 'TỆP'.", "No such option: --nope", "Got unexpected extra argument (x)",
        "Invalid value for '--port': 'x' is not a valid int range.",
        "  --port CỔNG  0: một cổng còn trống.  [default: 8899]", "  TỆP  [required]",
        "Option '--portal' requires an argument.",
        "No such command 'sbmit'. Did you mean 'submit'?",
        "Aborted!\nTraceback (most recent call last):",
        "Future exception was never retrieved",
        "Task exception was never retrieved",
        "Page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:1/",
        "Locator.click: Timeout 30000ms exceeded.",
        "BrowserType.launch: Executable doesn't exist at /x/chrome",
        "Target page, context or browser has been closed",
        "database disk image is malformed", "file is not a database",
        "WARNING  filing PB-X: uncertain (lost)",
        "bash completion installed in /x", "Completion will take effect once you restart",
        "Vì sao mức độ 4 (tiếng Anh): Reconstructed from the annex of a neighbouring province.",
        "Lỗi: hồ sơ hỏng (unable to open database file)",
    ],
)  # fmt: skip
def test_what_once_reached_a_clerk(told: str) -> None:
    assert english_in(told)


@pytest.mark.parametrize(
    "told",
    [
        "Lỗi: không có tùy chọn --nope; xem `portal-bot show --help`",
        "in ra màn hình; so từng mục; do ai; no; to; an toàn; ban hành; can thiệp",
        "Cách dùng: portal-bot fill [TÙY CHỌN] TỆP…",
        "  --human <terminal|window>  Hỏi người (mã xác nhận, OTP) ở đâu: terminal hoặc window.",
        "birth_registration/plain.yaml: đã nhận, đã đối chiếu",
        "Không mở được /tmp/khong-co.yaml (không có tệp hay thư mục này)",
        "declaration.child.birth_date: thiếu",
        *(flow.title for flow in registry.flows().values()),
    ],
)
def test_vietnamese_is_left_alone(told: str) -> None:
    assert english_in(told) == []

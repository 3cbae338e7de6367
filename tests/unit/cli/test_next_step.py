"""The next command, as it can be pasted; a page, as it can be seen."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from portal_bot.cli.next_step import MOST, can_show, command_line, open_all

NAMES = [
    "ho so/khai sinh.yaml",
    "đơn của bà Ánh (2).yaml",
    "it's.yaml",
    'a"b.yaml',
    "$HOME;rm -rf.yaml",
    "a\\b.yaml",
    "-x.yaml",
    "thu\u031b\u0309.yaml",
    "*.yaml",
    "a\x1b[31m.yaml",
    "zero\u200bwidth'.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_shell_reads_the_names_as_they_are(name: str) -> None:
    line = command_line("submit", [name], ["--portal", "mock"], system="linux")
    assert "\x1b" not in line
    words = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {line}"],
        capture_output=True,
        encoding="utf-8",
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        check=True,
    ).stdout.split("\0")
    at = words.index("submit")
    assert words[at + 1 :] == [
        f"./{name}" if name.startswith("-") else name,
        "--portal",
        "mock",
        "",
    ]


def test_a_plain_command_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/portal-bot"])
    told = command_line("submit", ["ho-so/a.yaml"], ["--portal", "mock"], system="linux")
    assert told == "portal-bot submit ho-so/a.yaml --portal mock"
    monkeypatch.setattr("sys.argv", ["/x/portal_bot/__main__.py"])
    assert shlex.split(command_line("submit", ["a"], system="linux"))[1:] == [
        "-m", "portal_bot", "submit", "a",
    ]  # fmt: skip
    assert command_line("submit", ["a"], system="win32") == "py -m portal_bot submit a"


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        (r"C:\ho so\khai sinh.yaml", r'"C:\ho so\khai sinh.yaml"'),
        (r"ho-so\a.yaml", r"ho-so\a.yaml"),
        ("a&b(1).yaml", '"a&b(1).yaml"'),
        ("it's.yaml", '"it\'s.yaml"'),
        ("$x.yaml", "'$x.yaml'"),
        ("đơn.yaml", "đơn.yaml"),
    ],
)
def test_windows_quotes_in_its_own_way(name: str, quoted: str) -> None:
    assert command_line("submit", [name], system="win32").endswith(f" submit {quoted}")


@pytest.mark.parametrize(
    ("variables", "system", "seen"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", False),
        ({}, "win32", True),
        ({"CI": "1"}, "win32", False),
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "x"}, "darwin", False),
    ],
)
def test_a_window_opens_only_where_somebody_sees_it(
    variables: dict[str, str], system: str, seen: bool, tmp_path: Path
) -> None:
    opened: list[str] = []
    page = tmp_path / "tờ đối chiếu.html"

    def opener(address: str) -> bool:
        opened.append(address)
        return True

    assert can_show(variables, system) is seen
    assert open_all([page], opener=opener, variables=variables, system=system) == int(seen)
    assert opened == ([page.as_uri()] if seen else [])


def test_what_cannot_be_opened_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [Path(f"/x/{n}.html") for n in range(MOST + 2)]
    display = {"DISPLAY": ":0"}
    assert open_all(pages, opener=lambda _: True, variables=display, system="linux") == MOST
    told = capsys.readouterr().err
    assert f"/x/{MOST}.html" in told
    assert "/x/0.html" not in told
    assert open_all(pages[:1], opener=lambda _: False, variables=display, system="linux") == 0
    assert "/x/0.html" in capsys.readouterr().err
    assert open_all([], variables=display) == 0

"""No English and no stack reaches a clerk: every verb, wrong in every way, and its help.

The verbs and their options are asked of the command itself: a new one is tried without being named.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mock_portal.__main__ import main as mock
from portal_bot import settings
from portal_bot.cli.app import group
from tests.support.english import english_in
from tests.support.fixtures import BIRTH, FIXTURES
from tests.support.said import Said
from tests.unit.cli.conftest import Call

# A developer's verb: its words are those of the matrix, in English on purpose.
FOR_DEVELOPERS = {"chaos"}
# These would go on: a mock until Ctrl-C, a demonstration for a minute, a browser that is started.
GOES_ON = {("mock",), ("demo",), ("doctor",)}
PORTAL = ["--portal", "mock", "--portal-url", "http://127.0.0.1:9"]


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is needed to refuse, and none of these may get as far as to one."""
    monkeypatch.setenv(settings.BROWSER, "/nowhere/chromium")


def _commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every verb and every verb of a verb, loaded."""
    whole = group()
    for name in whole.list_commands(None):
        if name in FOR_DEVELOPERS:
            continue
        loaded = whole.load(name)
        yield (name,), loaded
        for inner, command in getattr(loaded, "commands", {}).items():
            yield (name, inner), command


COMMANDS = dict(_commands())
THOROUGH = pytest.mark.thorough
each_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


def _needed(command: tuple[str, ...]) -> list[str]:
    """A plausible word for each argument that must be given."""
    params = COMMANDS[command].params
    given = {"paths": str(BIRTH), "path": str(BIRTH), "procedure": "khai sinh"}
    arguments = [p for p in params if p.param_type_name == "argument" and p.required]
    return [given.get(p.name, "PB-ABCDEFGHIJ") for p in arguments]


def _wrong(command: tuple[str, ...]) -> Iterator[list[str]]:
    """Wrong command lines, none of which may do anything."""
    needed = _needed(command)
    if needed:
        yield []
    yield ["--khong-co"]
    yield ["-q"]
    yield ["--hlp"]
    if not any(p.param_type_name == "argument" and p.nargs == -1 for p in COMMANDS[command].params):
        yield [*needed, "thừa", "nữa", "mãi"]
    for option in COMMANDS[command].params:
        if option.param_type_name != "option":
            continue
        name = option.opts[0]
        if option.is_flag or option.count:
            yield [*needed, f"{name}=1"]
        else:
            yield [*needed, name]
            yield [*needed, name[:-1], "x"]
            for value in ("", "x", "-1", "999999", "1e999", "nan", "Đ", "\x1b[31m", "-"):
                if (*command, name) not in {("mock", "--seed"), ("mock", "--data")}:
                    yield [*needed, name, value, "--khong-co"]


def _ok(said: Said) -> None:
    shown = said.out + "\n" + said.err
    assert english_in(shown) == []
    assert "Traceback" not in shown
    assert "lỗi của chương trình" not in shown


@pytest.mark.in_turn(4)
@each_command
@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help(command: tuple[str, ...], asked: str, call: Call) -> None:
    said = call(*command, asked)
    assert said.code == 0
    _ok(said)


def test_the_whole_help_and_version(call: Call) -> None:
    for asked in ([], ["-h"], ["--version"], ["--nope"], ["sbmit"], ["xyz"], ["show", "--", "-x"]):
        _ok(call(*asked))


@pytest.mark.in_turn(2)
@each_command
def test_a_wrong_command_line(command: tuple[str, ...], call: Call) -> None:
    for arguments in _wrong(command):
        said = call(*command, *arguments)
        assert said.code == 2, arguments
        _ok(said)


@pytest.mark.in_turn(2)
@each_command
def test_a_value_that_is_none_for_its_option(command: tuple[str, ...], call: Call) -> None:
    """The options that have a kind of their own: numbers, choices."""
    if command in GOES_ON - {("mock",)}:
        return
    for option in COMMANDS[command].params:
        if option.param_type_name != "option" or option.is_flag or option.count:
            continue
        kind = str(option.type_descriptor.annotation)
        if "int" in kind or "float" in kind or "Enum" in kind or "<enum" in kind:
            said = call(*command, *_needed(command), option.opts[0], "nhiều")
            assert said.code == 2, option.opts[0]
            _ok(said)


def _broken_files(folder: Path) -> dict[str, Path]:
    """Dossiers that are none, in many ways."""
    plain = BIRTH.read_text("utf-8")
    texts: dict[str, str | bytes] = {
        "trong.yaml": "",
        "cau.yaml": "Đây không phải hồ sơ",
        "ngoac.yaml": "procedure: [birth_registration",
        "hai-cham.yaml": "procedure: a: b",
        "tab.yaml": "applicant:\n\tfull_name: x\n",
        "neo.yaml": "procedure: *khong\n",
        "neo-2.yaml": "procedure: &a birth_registration\nx: *a\n",
        "the.yaml": "procedure: !!python/object:os.system x\n",
        "nhay.yaml": 'procedure: "birth\n',
        "thoat.yaml": 'procedure: "C:\\Users\\x"\n',
        "lap.yaml": "procedure: a\nprocedure: b\n",
        "hai.yaml": "procedure: a\n---\nprocedure: b\n",
        "danh-sach.yaml": "- a\n- b\n",
        "so.yaml": "42\n",
        "utf16.yaml": "procedure: birth_registration".encode("utf-16"),
        "latin.yaml": b"procedure: \xff\xfe\xe9\n",
        "nul.yaml": b"procedure: a\x00b\n",
        "dieu-khien.yaml": "procedure: a\x07b\n",
        "sau.yaml": "a:\n" + "".join(" " * i + "a:\n" for i in range(1, 60)),
        "la.yaml": plain + "\nkhong_biet: 1\n",
        "sai-thu-tuc.yaml": plain.replace("birth_registration", "khai tuwr"),
        "sai-ngay.yaml": plain.replace("1990-02-13", "13.2.90"),
        "sai-so.yaml": plain.replace("054090000101", "12345"),
        "sai-dien-thoai.yaml": plain.replace("0905000101", "0905OOO101"),
        "sai-email.yaml": plain.replace("thu@vidu.example", "thu(a)vidu"),
        "sai-gioi.yaml": plain.replace("gender: Nam", "gender: male"),
        "sai-xa.yaml": plain.replace("Xã Hòa Thành", "Xã Không Có"),
        "khong-anh.yaml": plain.replace("chung-sinh.pdf", "khong-co.pdf"),
        "a.json": "{",
        "b.json": '{"procedure": "x",}',
        "c.json": '{"a" 1}',
        "d.json": "[]x",
        "e.json": '{"a": "\\q"}',
        "f.json": '{"a": 1e999, "b": NaN}',
    }
    files = {}
    for name, text in texts.items():
        files[name] = folder / name
        files[name].write_bytes(text if isinstance(text, bytes) else text.encode())
    return files


def _on_files() -> list[tuple[str, ...]]:
    return [c for c in COMMANDS if any(p.name in {"paths", "path"} for p in COMMANDS[c].params)]


@pytest.mark.parametrize("command", _on_files(), ids=" ".join)
def test_files_that_are_not_dossiers(
    command: tuple[str, ...], tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = {opt for p in COMMANDS[command].params for opt in p.opts}
    portal = PORTAL if "--portal" in known else []
    (tmp_path / "trong").mkdir()
    for path in (
        *_broken_files(tmp_path).values(),
        "khong-co.yaml",
        "trong",
        "khong/co",
        "/dev/null",
    ):
        said = call(*command, path, *portal)
        _ok(said)


def test_check_tells_each_of_them_as_a_dossiers_fault(tmp_path: Path, call: Call) -> None:
    for name in ("trong.yaml", "cau.yaml", "tab.yaml", "nul.yaml", "sai-thu-tuc.yaml", "c.json"):
        assert call("check", _broken_files(tmp_path)[name]).code == 10, name


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in GOES_ON], ids=" ".join)
@pytest.mark.parametrize("damage", ["file", "journal", "settings", "key"])
def test_a_damaged_home(command: tuple[str, ...], damage: str, home: Path, call: Call) -> None:
    if damage == "file":
        home.write_text("x", "utf-8")
    else:
        home.mkdir()
        broken = {"journal": "journal.sqlite3", "settings": settings.FILE, "key": "secret"}[damage]
        (home / broken).write_bytes(b"\xff not what it should be \x00" * 200)
    known = {opt for p in COMMANDS[command].params for opt in p.opts}
    portal = PORTAL if "--portal" in known else []
    _ok(call(*command, *_needed(command), *portal))


@pytest.mark.parametrize("text", ["", "x", "x = ", "[fees]\n'1.001193' = 'a'", "source = 1"])
def test_damaged_fees(
    text: str, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fees.toml").write_text(text, "utf-8")
    monkeypatch.setenv(settings.FEES, str(tmp_path / "fees.toml"))
    _ok(call("check", BIRTH))
    monkeypatch.setenv(settings.FEES, str(tmp_path))
    _ok(call("check", BIRTH))


@pytest.mark.parametrize(
    "text", ["", "x = ", "name = 1", "title = 'a'\nunknown = 2", "[timing]\nclick_deadline_s = 'x'"]
)
def test_a_portal_that_is_described_wrongly(text: str, tmp_path: Path, call: Call) -> None:
    (tmp_path / "cong.toml").write_text(text, "utf-8")
    for command in _on_files():
        if command not in {("check",), ("status",)}:
            for portal in (tmp_path / "cong.toml", tmp_path / "khong-co.toml", tmp_path):
                said = call(*command, BIRTH, "--portal", portal)
                assert said.code == 2
                _ok(said)


@pytest.mark.parametrize("slug", ["birth_registration", "copy_certification"])
def test_what_succeeds(slug: str, tmp_path: Path, call: Call) -> None:
    for arguments in (
        ["list"],
        ["show", slug],
        ["new", slug],
        ["status"],
        ["check", FIXTURES / slug],
    ):
        said = call(*arguments)
        assert said.code == 0, said.err
        _ok(said)


def test_show_of_every_procedure(call: Call) -> None:
    from portal_bot import registry

    for slug in registry.flows():
        _ok(call("show", slug))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], ["--port", "x"], ["--port"], ["--port", "70000"], ["--port", "-1"], ["--prot"],
        ["--p"], ["--pace", "slow"], ["--platform", "igate_v9"], ["--fault", "nope"],
        ["--fault", "list_lag=x"],
        ["--fault", "no_number,times=0"], ["--fault", "no_number,of=1"], ["--fault", "error_500=x"],
        ["--fault", "version_2=x"], ["--seed", "x"], ["--faults=1"], ["x"], ["--faults"],
        ["--host", "203.0.113.1", "--port", "0"], ["--host", "khong co", "--port", "0"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_mock_itself(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    try:
        code = mock(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    said = capfd.readouterr()
    assert english_in(said.out + "\n" + said.err) == []
    assert (code == 0) == (arguments in (["--help"], ["--faults"]))


def test_a_port_that_is_taken_says_so_and_what_to_do() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for program in (["-m", "portal_bot_mock"], ["-m", "portal_bot", "mock"]):
            done = _process(*program, "--port", str(port))
            assert done.returncode != 0
            assert english_in(done.stderr) == []
            assert f"cổng mạng {port} đang có chương trình khác dùng" in done.stderr
            assert f"--port {port + 1}" in done.stderr


def _process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, **variables},
    )


# In one process; each command finds the streams as the terminal has them.
ONE_AFTER_THE_OTHER = """
import json, sys
from portal_bot.__main__ import main
streams = [(s, s.encoding, s.errors) for s in (sys.stdout, sys.stderr)]
codes = []
for arguments in json.loads(sys.argv[1]):
    for stream, encoding, errors in streams:
        stream.reconfigure(encoding=encoding, errors=errors)
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as end:
        codes.append(end.code)
sys.stderr.write("\\n" + json.dumps(codes))
"""


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "ascii"},
        # Both can say more than ASCII can.
        pytest.param({"PYTHONIOENCODING": "cp1258"}, marks=THOROUGH),
        pytest.param({"PYTHONIOENCODING": "cp437:strict"}, marks=THOROUGH),
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"COLUMNS": "20"},
        # Without colours: test_tables.
        pytest.param({"NO_COLOR": "1", "TERM": "dumb"}, marks=THOROUGH),
    ],
)
def test_no_terminal_is_too_poor(variables: dict[str, str], tmp_path: Path) -> None:
    said = (
        ["list"],
        ["show", "khai sinh"],
        ["show", "không có đâu"],
        ["check", str(BIRTH)],
        ["-h"],
    )
    variables = {**variables, settings.HOME: str(tmp_path)}
    done = _process("-c", ONE_AFTER_THE_OTHER, json.dumps(said), **variables)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stderr.splitlines()[-1]) == [0, 0, 2, 0, 0]


@pytest.mark.skipif(os.name != "posix", reason="a pipe that closes is another error there")
@pytest.mark.parametrize(
    "arguments",
    [
        "list",
        "list --json",
        *(pytest.param(a, marks=THOROUGH) for a in ("show khai-sinh", "new khai-sinh", "-h")),
    ],
)
def test_a_reader_that_has_enough_is_no_error(arguments: str) -> None:
    command = f"{sys.executable} -m portal_bot {arguments} | true"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""


def test_programs_get_the_same_words(call: Call) -> None:
    said = call("submit", BIRTH, *PORTAL, "--json")
    assert english_in(said.json["error"]["message"]) == []

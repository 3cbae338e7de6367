"""Which browser is taken, on machines that are only pretended."""

import os
import sys
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.browser import find
from portal_bot.browser.find import (
    Browser,
    find_browser,
    install_commands,
    install_hint,
    sandbox_off,
)
from portal_bot.cli import health
from portal_bot.errors import SetupError

OWN_SHELL = "chromium_headless_shell-1200/chrome-linux/headless_shell"
OWN_CHROMIUM = "chromium-1200/chrome-linux/chrome"


def program(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Linux machine without any browser; `bin` is its PATH, `cache` Playwright's."""
    monkeypatch.delenv("PORTAL_BOT_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "platform", "linux")
    nowhere = {name: {"linux": (str(tmp_path / name),)} for name in ("msedge", "chrome")}
    monkeypatch.setattr(find, "_CHANNELS", nowhere)
    return tmp_path


def test_without_any_says_the_command_that_installs_one() -> None:
    with pytest.raises(SetupError, match="portal-bot doctor --fix") as caught:
        find_browser()
    assert install_hint() in str(caught.value)
    assert caught.value.exit_code == 12


def test_takes_them_in_the_order_of_the_contract(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each one found is better than all that were found before it."""
    for name in ("chromium", "chromium-headless-shell"):
        path = program(machine / "bin" / name)
        assert find_browser() == Browser(path, None, "shell" in name, f"PATH: {name}")
    for name in (OWN_CHROMIUM, OWN_SHELL):
        path = program(machine / "cache" / name)
        assert find_browser() == Browser(path, None, name == OWN_SHELL, "Playwright")
    for channel in ("chrome", "msedge"):
        program(machine / channel)
        assert find_browser() == Browser(
            None, channel, is_headless_shell=False, source=f"channel {channel}"
        )
    assert find_browser(channel="chrome").channel == "chrome"
    named = program(machine / "mine" / "browser")
    monkeypatch.setenv("PORTAL_BOT_BROWSER", str(named))
    assert find_browser(channel="chrome") == Browser(
        named, None, is_headless_shell=False, source="PORTAL_BOT_BROWSER"
    )


def test_a_channel_that_is_not_installed_is_passed_over(machine: Path) -> None:
    path = program(machine / "bin" / "chromium")
    assert find_browser(channel="msedge").executable == path
    assert find_browser(channel="chrome-beta").executable == path


def test_a_window_is_never_a_headless_shell(machine: Path) -> None:
    program(machine / "cache" / OWN_SHELL)
    program(machine / "bin" / "chromium-headless-shell")
    with pytest.raises(SetupError, match="có cửa sổ"):
        find_browser(headed=True)
    window = program(machine / "bin" / "chromium")
    assert find_browser(headed=True).executable == window


def test_a_shell_that_was_named_is_refused_for_a_window(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = program(machine / "chrome-headless-shell")
    link = machine / "my-browser"
    link.symlink_to(shell)
    monkeypatch.setenv("PORTAL_BOT_BROWSER", str(link))
    assert find_browser().is_headless_shell
    with pytest.raises(SetupError, match="không mở được cửa sổ"):
        find_browser(headed=True)


@pytest.mark.parametrize("there", ["nothing", "folder", "text"])
def test_a_named_browser_that_is_none_is_an_error_not_a_guess(
    machine: Path, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    program(machine / "bin" / "chromium")
    named = machine / "named"
    if there == "folder":
        named.mkdir()
    elif there == "text":
        named.write_text("no program")
    monkeypatch.setenv("PORTAL_BOT_BROWSER", str(named))
    with pytest.raises(SetupError, match="không có chương trình nào"):
        find_browser()


def test_the_newest_of_playwrights_own_is_taken(machine: Path) -> None:
    for revision in ("900", "1200", "1187"):
        program(machine / "cache" / f"chromium-{revision}" / "chrome-linux64" / "chrome")
    assert "chromium-1200" in str(find_browser(headed=True).executable)


def test_snaps_are_passed_over_however_they_look(machine: Path) -> None:
    program(machine / "bin" / "chromium", '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    with pytest.raises(SetupError):
        find_browser()
    (machine / "bin" / "chromium").unlink()
    (machine / "bin" / "chromium").symlink_to(program(machine / "usr" / "snap"))
    with pytest.raises(SetupError):
        find_browser()


def test_a_real_one_behind_a_snap_on_the_path_is_found(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(machine / "snap" / "bin" / "chromium")
    real = program(machine / "bin" / "chromium")
    folders = [machine / "snap" / "bin", machine / "bin"]
    monkeypatch.setenv("PATH", os.pathsep.join(["", *map(str, folders)]))
    assert find_browser().executable == real


def test_on_windows_edge_lies_under_either_program_folder(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    known = {"msedge": {"win32": ("Microsoft/Edge/Application/msedge.exe",)}}
    monkeypatch.setattr(find, "_CHANNELS", known)
    for variable in ("PROGRAMFILES", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PROGRAMFILES(X86)", str(machine))
    program(machine / "Microsoft" / "Edge" / "Application" / "msedge.exe")
    assert find_browser(headed=True).channel == "msedge"


@pytest.mark.parametrize(
    ("platform", "variable", "folder"),
    [
        ("linux", "HOME", ".cache/ms-playwright"),
        ("linux", "XDG_CACHE_HOME", "ms-playwright"),
        ("darwin", "HOME", "Library/Caches/ms-playwright"),
        ("win32", "LOCALAPPDATA", "ms-playwright"),
    ],
)
def test_knows_playwrights_folder_on_every_system(
    machine: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, folder: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("PLAYWRIGHT_BROWSERS_PATH", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, str(machine / "there"))
    path = program(machine / "there" / folder / OWN_SHELL)
    assert find_browser().executable == path


def test_a_windows_without_its_folders_has_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    # Told that this is Windows, `which` asks Windows itself.
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    for name in ("PLAYWRIGHT_BROWSERS_PATH", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SetupError):
        find_browser()


def test_looks_inside_playwright_where_it_was_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "0")
    cache = find._playwright_cache()
    assert cache is not None
    assert cache.name == ".local-browsers"


@pytest.mark.parametrize(
    ("root", "said", "held"),
    [(True, "", False), (False, "", True), (False, "off", False), (False, "on", True)],
)
def test_only_root_and_who_says_so_go_without_the_sandbox(
    monkeypatch: pytest.MonkeyPatch, root: bool, said: str, held: bool
) -> None:
    monkeypatch.setattr(find, "_is_root", lambda: root)
    monkeypatch.setenv(settings.SANDBOX, said)
    options = {"args": [], "chromium_sandbox": held}
    channel = Browser(None, "msedge", is_headless_shell=False, source="")
    assert channel.launch_options() == {**options, "channel": "msedge"}
    path = Browser(Path("/x"), None, is_headless_shell=False, source="")
    assert path.launch_options() == {**options, "executable_path": "/x"}
    assert bool(sandbox_off()) is not held
    assert (health.sandbox().status == "ok") is held


@pytest.mark.parametrize(("headed", "package"), [(False, "-headless-shell"), (True, "")])
def test_root_on_debian_installs_with_apt(
    machine: Path, monkeypatch: pytest.MonkeyPatch, headed: bool, package: str
) -> None:
    program(machine / "bin" / "apt-get")
    monkeypatch.setattr(find, "_is_root", lambda: True)
    monkeypatch.setattr(find, "_is_debian", lambda: True)
    update, install = install_commands(headed=headed)
    assert update == ["apt-get", "update"]
    assert install[-2:] == ["libatomic1", f"chromium{package}"]


@pytest.mark.parametrize("root", [True, False])
def test_elsewhere_playwright_brings_one(
    machine: Path, monkeypatch: pytest.MonkeyPatch, root: bool
) -> None:
    program(machine / "bin" / "apt-get")
    monkeypatch.setattr(find, "_is_root", lambda: root)
    monkeypatch.setattr(find, "_is_debian", lambda: False)
    *before, command = install_commands()
    assert [each[-1] for each in before] == (["update", "libatomic1"] if root else [])
    assert command[:4] == [sys.executable, "-m", "playwright", "install"]
    assert ("--with-deps" in command) is root
    assert command[-1] == "chromium-headless-shell"

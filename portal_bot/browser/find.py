"""Finds a browser without starting one and without importing Playwright."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_bot import settings
from portal_bot.errors import SetupError

# Edge first: it is on every Windows machine, so nothing is downloaded there.
_CHANNELS: dict[str, dict[str, tuple[str, ...]]] = {
    "msedge": {
        "win32": ("Microsoft/Edge/Application/msedge.exe",),
        "darwin": ("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",),
        "linux": ("/opt/microsoft/msedge/msedge",),
    },
    "chrome": {
        "win32": ("Google/Chrome/Application/chrome.exe",),
        "darwin": ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",),
        "linux": ("/opt/google/chrome/chrome",),
    },
}
# Playwright's driver does not start without it, and a bare Debian or Ubuntu leaves it out.
_DRIVER_NEEDS = "libatomic1"
_SHELL_FILES = ("headless_shell", "chrome-headless-shell")
_CHROMIUM_FILES = (
    "chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
)


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that is there: a program, or a channel that Playwright knows the way to."""

    executable: Path | None
    channel: str | None
    is_headless_shell: bool
    source: str

    def launch_options(self) -> dict[str, Any]:
        """Which browser, in the words of Playwright's `launch`, which has no sandbox by itself."""
        options: dict[str, Any] = {"args": [], "chromium_sandbox": not sandbox_off()}
        if self.executable is not None:
            options["executable_path"] = str(self.executable)
        else:
            options["channel"] = self.channel
        return options


def sandbox_off() -> str:
    """Why a page that breaks its renderer is not held by the browser's sandbox; empty: it is.

    Chromium gives root none. Who has a system that gives it to nobody must say so.
    """
    if _is_root():
        return "chương trình chạy bằng root, mà Chromium không có hộp cát cho root"
    if settings.value(settings.SANDBOX) == "off":
        return f"{settings.SANDBOX}=off"
    return ""


def find_browser(*, headed: bool = False, channel: str | None = None) -> Browser:
    """The first usable browser: our variable, the profile's channel, Edge or Chrome, Playwright's
    own, then one on the PATH. A headless shell is never taken for a visible window.
    """
    named = settings.value(settings.BROWSER)
    if named is not None:
        return _named(Path(named).expanduser(), headed=headed)
    for browser in _candidates(headed=headed, channel=channel):
        return browser
    raise SetupError(
        f"Không tìm thấy trình duyệt{' có cửa sổ' if headed else ''} trên máy này. "
        f"Chạy: portal-bot doctor --fix (tức là: {install_hint(headed=headed)}), "
        f"hoặc đặt {settings.BROWSER} là đường dẫn tới Chromium, Chrome hoặc Edge."
    )


def install_commands(*, headed: bool = False) -> list[list[str]]:
    """The commands that install a browser, and what drives it, on this system, in order."""
    wanted = "chromium" if headed else "chromium-headless-shell"
    from_playwright = [sys.executable, "-m", "playwright", "install"]
    if not (_is_root() and shutil.which("apt-get")):
        return [[*from_playwright, wanted]]
    update, install = ["apt-get", "update"], ["apt-get", "install", "--yes"]
    packages = ["--no-install-recommends", _DRIVER_NEEDS]
    if _is_debian():
        return [update, [*install, *packages, wanted]]
    return [update, [*install, *packages], [*from_playwright, "--with-deps", wanted]]


def install_hint(*, headed: bool = False) -> str:
    """The same as one line for a person to copy."""
    return " && ".join(" ".join(command) for command in install_commands(headed=headed))


def _named(path: Path, *, headed: bool) -> Browser:
    if not os.access(path, os.X_OK) or path.is_dir():
        raise SetupError(
            f"{settings.place(settings.BROWSER)} chỉ tới {path}, nhưng ở đó không có chương trình "
            "nào; sửa lại, hoặc bỏ đi để tự tìm trình duyệt."
        )
    is_shell = _is_shell(path)
    if headed and is_shell:
        raise SetupError(
            f"{settings.place(settings.BROWSER)} chỉ tới {path}: bản này không mở được cửa sổ. "
            "Bỏ --headed, hoặc chỉ tới Chromium, Chrome hay Edge đầy đủ."
        )
    return Browser(path, None, is_shell, settings.place(settings.BROWSER))


def _candidates(*, headed: bool, channel: str | None) -> Iterator[Browser]:
    for name in dict.fromkeys([channel, *_CHANNELS] if channel else _CHANNELS):
        if _channel_path(name) is not None:
            yield Browser(None, name, is_headless_shell=False, source=f"channel {name}")
    for path in _playwright_browsers(headed=headed):
        yield Browser(path, None, _is_shell(path), "Playwright")
    for program in ("chromium",) if headed else ("chromium-headless-shell", "chromium"):
        for path in _on_path(program):
            yield Browser(path, None, _is_shell(path), f"PATH: {program}")


def _channel_path(channel: str) -> Path | None:
    """Where an installed channel lies. Betas change under our feet: nobody looks for them."""
    for known in _CHANNELS.get(channel, {}).get(sys.platform, ()):
        for path in _windows_roots(known) if sys.platform == "win32" else (Path(known),):
            if path.is_file():
                return path
    return None


def _windows_roots(relative: str) -> Iterator[Path]:
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        root = os.environ.get(variable)
        if root:
            yield Path(root) / relative


def _playwright_browsers(*, headed: bool) -> Iterator[Path]:
    """Newest first; for a run without a window, the shell before the whole browser."""
    cache = _playwright_cache()
    if cache is None:
        return
    kinds: list[tuple[str, tuple[str, ...]]] = [("chromium-*", _CHROMIUM_FILES)]
    if not headed:
        kinds.insert(0, ("chromium_headless_shell-*", _SHELL_FILES))
    for folders, files in kinds:
        for folder in sorted(cache.glob(folders), key=_revision, reverse=True):
            for name in files:
                yield from folder.glob(f"*/{name}")
                yield from folder.glob(f"*/{name}.exe")


def _playwright_cache() -> Path | None:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named == "0":
        from importlib.util import find_spec  # only where the browsers lie in the package

        spec = find_spec("playwright")
        if spec is None or spec.origin is None:
            return None
        return Path(spec.origin).parent / "driver" / "package" / ".local-browsers"
    if named:
        return Path(named)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "ms-playwright" if local else None
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    base = os.environ.get("XDG_CACHE_HOME") if sys.platform == "linux" else None
    return (Path(base) if base else Path.home() / caches) / "ms-playwright"


def _revision(folder: Path) -> int:
    number = folder.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _on_path(program: str) -> Iterator[Path]:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found = shutil.which(program, path=folder) if folder else None
        if found and not _is_snap(Path(found)):
            yield Path(found)


def _is_snap(path: Path) -> bool:
    """A snap sees neither our temporary folders nor, often, the home: it starts and then fails."""
    if "snap" in path.parts or path.resolve().name == "snap":
        return True
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/bin/" in start


def _is_shell(path: Path) -> bool:
    """By name, also of what a link or a distribution's wrapper points to."""
    names = {path.stem, path.resolve().stem}
    return any("headless-shell" in name or "headless_shell" in name for name in names)


def _is_debian() -> bool:
    """Debian itself: its relatives ship Chromium as a snap, or not at all."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return "ID=debian" in lines


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0

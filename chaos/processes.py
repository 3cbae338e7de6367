"""Processes of a program under test: all it started, the browser among them, who is left."""

from __future__ import annotations

import asyncio
import time

import psutil

# What `kill -9` may leave behind, and for how long.
ORPHANS_MAY_LIVE_S = 5.0
_EVERY_S = 0.02


def family(pid: int) -> list[psutil.Process]:
    """All that this process started, and they again."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def browsers(pid: int) -> list[psutil.Process]:
    """The browsers of this program: the processes that hold all others of theirs."""
    return [p for p in family(pid) if _is_browser(p)]


def drivers(pid: int) -> list[psutil.Process]:
    """What stands between this program and its browsers: all that it started itself with one."""
    return [p for p in _children(pid) if any(_is_browser(c) for c in family(p.pid))]


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children()
    except psutil.NoSuchProcess:
        return []


def _is_browser(process: psutil.Process) -> bool:
    try:
        words = process.cmdline()
    except psutil.Error:
        return False
    piped = any(word.startswith("--remote-debugging-") for word in words)
    return piped and not any(word.startswith("--type=") for word in words)


def kill(processes: list[psutil.Process]) -> None:
    """`kill -9`; who is gone already is gone."""
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still do something. A dead one that nobody has buried does not."""
    return [p for p in processes if _lives(p)]


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


async def gone(
    processes: list[psutil.Process], within_s: float = ORPHANS_MAY_LIVE_S
) -> tuple[float, list[psutil.Process]]:
    """How long the last of them lived on, in seconds, and who lives after `within_s` still."""
    began = time.monotonic()
    while left := alive(processes):
        passed = time.monotonic() - began
        if passed > within_s:
            return passed, left
        await asyncio.sleep(_EVERY_S)
    return time.monotonic() - began, []

"""`make bench-peers`: the same birth by this project and by the tools people use instead.

All file into one mock portal in one run, in turn, in another order each round; each has its own
process and one browser, started before the first turn. Time, CPU and memory are those of the
contender's whole process tree. Every stored dossier must equal the golden; a contender that filed
something else has no figures.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

import psutil

from bench import journey, tree
from bench.dossiers import child_name
from bench.ledger import settle
from bench.peers.contenders import CHECKS, Contender, contenders, give_robocorp_the_browser
from bench.peers.install import BUILD, ROOT, python_of, trouble_with
from portal_bot import clock, settings
from portal_bot.browser.find import find_browser
from tests.support.mock import running_mock

PATIENCE_S = 180
FLOW = ROOT / "flows" / "birth_registration.py"
COMMAND = "make bench-peers"


@dataclass
class Figures:
    """What was measured of one contender.

    Attributes:
        seconds: of each counted filing.
        cpu: CPU seconds of each.
        peak_mib: the most memory of the tree while it filed, in rounds of their own.
        install_mib: its packages, without Python, Node and the browser.
        lines: of its script, without blank ones, comments and docstrings.
        versions: of its packages.
        trouble: why it could not run, in its own words.
    """

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak_mib: float = 0.0
    install_mib: float = 0.0
    lines: int = 0
    versions: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None


class Racer:
    """A started contender."""

    def __init__(self, process: subprocess.Popen[bytes], line: TextIO) -> None:
        self.process = process
        self.tree = psutil.Process(process.pid)
        self._line = line
        # By now its browser runs; it must not outlive a script that broke off.
        self._begun = tree.members(self.tree)

    def file(self, child: str) -> str:
        """Has a child filed; returns the number.

        Raises:
            AssertionError: it ended without one.
        """
        self._line.write(json.dumps({"child": child}) + "\n")
        self._line.flush()
        answer = self._line.readline()
        assert answer, f"it ended with {self.process.wait(PATIENCE_S)}"
        return str(json.loads(answer)["number"])

    def stop(self) -> None:
        self._line.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        for each in reversed([*self._begun, *tree.members(self.tree)]):
            with suppress(psutil.NoSuchProcess):
                # Never another one that was given its number.
                if each.is_running():
                    each.kill()
        self.process.wait(10)


@contextmanager
def started(contender: Contender, portal: str) -> Iterator[Racer]:
    """Starts a contender and waits until its first turn may come.

    Raises:
        AssertionError: it ended, or did not say that it is ready.
    """
    browser = find_browser()
    assert browser.executable is not None, "set PORTAL_BOT_BROWSER: all drive one program"
    options = [*browser.launch_options()["args"]]
    if contender.name == "robocorp_browser":
        give_robocorp_the_browser(str(browser.executable))
    with socket.create_server(("127.0.0.1", 0)) as race:
        race.settimeout(PATIENCE_S)
        place = f"127.0.0.1:{race.getsockname()[1]}"
        process = contender.start(place, portal, str(browser.executable), options)
        threading.Thread(target=_wake, args=(process, race.getsockname()), daemon=True).start()
        connection, _ = race.accept()
    connection.settimeout(PATIENCE_S)
    line = connection.makefile("rw", encoding="utf-8")
    assert line.readline(), f"it ended with {process.wait(10)} before its first turn"
    racer = Racer(process, line)
    try:
        yield racer
    finally:
        racer.stop()
        connection.close()


def _wake(process: subprocess.Popen[bytes], place: tuple[str, int]) -> None:
    """One that ends before it is ready must not be waited for."""
    process.wait()
    try:
        socket.create_connection(place, 1).close()
    except OSError:
        # It had connected by itself.
        return


def race(rounds: int, warm_up: int, memory_rounds: int) -> dict[str, Figures]:
    """All contenders in turn; the figures of those that could run."""
    os.environ[settings.PASSWORD] = journey.PASSWORD
    found = {c.name: _unmeasured(c) for c in contenders()}
    names = map(child_name, range(10**6))
    with running_mock("--pace", "instant") as mock, ExitStack() as stack:
        racers: dict[str, Racer] = {}
        for contender in contenders():
            figures = found[contender.name]
            if figures.trouble is None:
                try:
                    racers[contender.name] = stack.enter_context(started(contender, mock.address))
                except (AssertionError, OSError, subprocess.SubprocessError) as error:
                    figures.trouble = f"{error}\n{_last_words(contender)}"

        def turn(name: str, child: str) -> str:
            try:
                return racers[name].file(child)
            except (AssertionError, OSError) as error:
                contender = next(c for c in contenders() if c.name == name)
                raise SystemExit(f"{name}: {error}\n{_last_words(contender)}") from error

        order = list(racers)
        for number in range(warm_up + rounds):
            order = order[1:] + order[:1]
            for name in order:
                child = next(names)
                cpu, began = tree.cpu_s(racers[name].tree), time.perf_counter()
                filed = turn(name, child)
                took = time.perf_counter() - began
                spent = tree.cpu_s(racers[name].tree) - cpu
                settle(mock, filed, child)
                if number >= warm_up:
                    found[name].seconds.append(took)
                    found[name].cpu.append(spent)
        for name in order * memory_rounds:
            child = next(names)
            with _watched(racers[name]) as peak:
                filed = turn(name, child)
            settle(mock, filed, child)
            found[name].peak_mib = max(found[name].peak_mib, *peak)
    return found


@contextmanager
def _watched(racer: Racer) -> Iterator[list[float]]:
    """Samples the tree's memory meanwhile; in no round that is timed, for it takes time itself."""
    over, samples = threading.Event(), [0.0]

    def watch() -> None:
        while not over.wait(0.05):
            samples.append(tree.memory_mib(racer.tree))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield samples
    finally:
        over.set()
        thread.join()


def _unmeasured(contender: Contender) -> Figures:
    figures = Figures(trouble=trouble_with(contender.name))
    figures.lines = sum(map(lines_of, contender.script))
    if contender.home.exists():
        figures.install_mib = installed_mib(contender.home)
        figures.versions = versions_in(contender)
    return figures


def _last_words(contender: Contender) -> str:
    log = BUILD / "out" / f"{contender.name}.log"
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:]) if log.exists() else ""


def installed_mib(home: Path) -> float:
    """What its packages take on the disk, without pip's own."""
    own = ("pip", "setuptools", "_distutils_hack", "pkg_resources")
    size = 0
    for packages in home.glob("lib/python*/site-packages"):
        for file in packages.rglob("*"):
            top = file.relative_to(packages).parts[0]
            compiled = "__pycache__" in file.parts
            if not compiled and file.is_file() and not top.startswith(own):
                size += file.lstat().st_size
    return size / tree.MIB


def versions_in(contender: Contender) -> dict[str, str]:
    """The versions of its packages, as its own environment tells them."""
    ask = "import sys, json; from importlib.metadata import version; "
    ask += "print(json.dumps({p: version(p) for p in sys.argv[1:]}))"
    command = [str(python_of(contender.name)), "-c", ask, *contender.packages]
    told: dict[str, str] = json.loads(subprocess.check_output(command, cwd=BUILD))
    return told


def lines_of(script: Path) -> int:
    """Lines that do something: not blank, no comment, no docstring, no documentation."""
    text = script.read_text("utf-8")
    skipped = _docstrings(text) if script.suffix == ".py" else set()
    return sum(
        1
        for number, line in enumerate(text.splitlines(), 1)
        if number not in skipped
        and line.strip()
        and not line.lstrip().startswith(("#", "Documentation", "..."))
    )


def _docstrings(text: str) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = node.body[0] if node.body else None
            if ast.get_docstring(node) is not None and first is not None:
                lines.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return lines


def page(found: dict[str, Figures], rounds: int) -> str:
    """The tables."""
    ours = found["portal_bot_script"]
    titles = {c.name: c.title for c in contenders()}
    lines = [
        "# Against the peers",
        "",
        (
            f"`{COMMAND}` ({rounds} counted rounds), {clock.now():%Y-%m-%d}, "
            f"Python {platform.python_version()}, {os.cpu_count()} processors, load at the end "
            f"{os.getloadavg()[0]:.1f}: trust the ratios, which are taken round by round."
        ),
        "",
        (
            "| | s a dossier: median (min to max) | ratio to portal_bot: median (min to max) "
            "| CPU s a dossier | peak memory, MiB | installed, MiB | lines of script |"
        ),
        "|---|---|---|---|---|---|---|",
    ]
    for name, figures in found.items():
        if figures.seconds:
            lines.append(_row(titles[name], figures, ours))
    lines += ["", _notes(), "", "## What each looks after", ""]
    ran = [c for c in contenders() if found[c.name].seconds]
    lines += [f"| | {' | '.join(c.title for c in ran)} |", "|---" * (len(ran) + 1) + "|"]
    lines += [
        f"| {check} | {' | '.join(c.checks[place] for c in ran)} |"
        for place, check in enumerate(CHECKS)
    ]
    told = " | ".join(c.told_in_its_log() for c in ran)
    lines.append(f"| leaves in its log (looked up) | {told} |")
    for name, figures in found.items():
        if figures.trouble:
            quoted = "\n".join(f"    {line}" for line in figures.trouble.splitlines())
            lines += ["", f"**{titles[name]} could not run here:**", "", quoted]
    return "\n".join([*lines, "", "![peers](peers.png)", ""])


def _row(title: str, figures: Figures, ours: Figures) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in figures.versions.items())
    ratios = [one / mine for one, mine in zip(figures.seconds, ours.seconds, strict=True)]
    cells = (
        f"{title}{f' ({versions})' if versions else ''}",
        _spread(figures.seconds, 2),
        "1" if figures is ours else _spread(ratios, 2),
        f"{statistics.median(figures.cpu):.2f}",
        f"{figures.peak_mib:.0f}",
        f"{figures.install_mib:.0f}" if figures.install_mib else "as portal_bot",
        f"{figures.lines} (and its flow, {lines_of(FLOW)})"
        if figures is ours
        else f"{figures.lines}",
    )
    return f"| {' | '.join(cells)} |"


def _spread(values: Sequence[float], digits: int) -> str:
    show: Callable[[float], str] = lambda value: f"{value:.{digits}f}"  # noqa: E731 - one word
    return f"**{show(statistics.median(values))}** ({show(min(values))} to {show(max(values))})"


def _notes() -> str:
    node, driver = shutil.which("node"), shutil.which("chromedriver")
    besides = []
    if node:
        besides.append(f"Robot Framework Browser needs Node besides ({_mib(node):.0f} MiB here)")
    if driver:
        besides.append(f"Selenium chromedriver ({_mib(driver):.0f} MiB)")
    return (
        "Time: from the word to file this child to the number, receipt and record page included; "
        "the browser's start is in none. CPU and memory: the whole process tree, Python, driver "
        "and browser (CPU of the mock left out); memory is PSS, sampled in rounds that are not "
        "timed. Installed: site-packages with what lies in them, Node modules included, without "
        "Python, compiled files and the browser, which is the same program for all. "
        + "; ".join(besides)
        + ". Lines: not blank, no comment, no docstring; the values typed are in "
        "[journey.py](journey.py) for the scripts, in the dossier's file for portal_bot, and count "
        f"for none. What portal_bot knows of this procedure is its flow, {lines_of(FLOW)} lines, "
        "written once for every dossier. Selenium clears its cookies after each dossier where the "
        "others open a new context, so its cache of scripts stays warm."
    )


def _mib(program: str) -> float:
    return Path(program).resolve().stat().st_size / tree.MIB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--warm-up", type=int, default=1)
    parser.add_argument("--memory-rounds", type=int, default=2)
    parser.add_argument("--out", type=Path, default=BUILD)
    options = parser.parse_args()
    found = race(options.rounds, options.warm_up, options.memory_rounds)
    told = BUILD / "figures.json"
    titles = {c.name: c.title for c in contenders()}
    content = {titles[name]: asdict(figures) for name, figures in found.items()}
    told.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    options.out.mkdir(parents=True, exist_ok=True)
    text = page(found, options.rounds)
    (options.out / "peers.md").write_text(text, "utf-8")
    print(text)
    plot: list[Any] = [python_of("plot"), "-m", "bench.plot", "peers", told]
    subprocess.run([*plot, options.out / "peers.png"], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()

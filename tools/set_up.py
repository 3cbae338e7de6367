"""Makes an environment that holds the lock, all of it and nothing else; quiet unless it fails.

    python3 tools/set_up.py .venv [--pip 23.0.1 | newest]

The lock is complete, so pip is told not to look for what a package asks besides: a newer release
of some requirement must not stop a set-up whose every version is written down. Whether the lock
really is complete, `pip check` says afterwards.
"""

# Nothing is known yet about the Python that runs this: it must at least be able to read it.
from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
# What Debian 12 brings; requirements.lock and pyproject.toml keep to what it understands.
OLDEST_PIP = "23.0.1"


class Stopped(Exception):
    """A step that failed, in one line."""


def main() -> int:
    """Makes the environment; exit code 1 and one line on stderr when that cannot be done."""
    parser = argparse.ArgumentParser(description="installs requirements.lock and this project")
    parser.add_argument("environment", type=Path)
    parser.add_argument("--pip", help="the pip to do it with: a version, oldest, newest")
    asked = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = ".".join(map(str, OLDEST_PYTHON)), sys.version.split()[0]
        remedy = "make PYTHON=python3.12 ..."
        print(f"Python {wanted} or newer is needed ({remedy}); this is {found}", file=sys.stderr)
        return 1
    try:
        set_up(asked.environment, asked.pip)
    except Stopped as stopped:
        print(f"set-up: {stopped}", file=sys.stderr)
        return 1
    return 0


def set_up(environment: Path, pip: str | None = None) -> None:
    """An environment from nothing.

    Args:
        environment: the folder; what is there is replaced.
        pip: the version that does it; without, the one that this Python brings.

    Raises:
        Stopped: naming the step, what was said, and where all of it stands.
    """
    log = environment.with_name(environment.name + ".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("", encoding="utf-8")
    with_venv(log)
    step(log, "venv", [sys.executable, "-m", "venv", "--clear", str(environment)])
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run_pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if pip:
        which = {"oldest": "pip==" + OLDEST_PIP, "newest": "pip"}.get(pip, "pip==" + pip)
        step(log, "pip itself", [*run_pip, "install", "--upgrade", which])
    lock = str(HERE / "requirements.lock")
    step(log, "the lock", [*run_pip, "install", "--no-deps", "--require-hashes", "-r", lock])
    own = ["--no-deps", "--no-build-isolation", "--editable", str(HERE)]
    step(log, "portal_bot", [*run_pip, "install", *own])
    step(log, "pip check", [*run_pip, "check"])
    log.unlink()
    (environment / ".installed").touch()


def with_venv(log: Path) -> None:
    """Debian leaves ensurepip out of python3; as root it is installed."""
    try:
        import ensurepip  # noqa: F401  # asked for, not used
    except ImportError:
        if not shutil.which("apt-get") or os.getuid() != 0:
            raise Stopped(
                "this Python has no venv; on Debian: apt-get install python3-venv"
            ) from None
        step(log, "apt-get update", ["apt-get", "update"])
        own = "python{}.{}-venv".format(*sys.version_info[:2])
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        install = ["apt-get", "install", "--yes", "--no-install-recommends", own]
        step(log, "apt-get", install, quiet)


def step(log: Path, name: str, command: list[str], environ: dict[str, str] | None = None) -> None:
    """Runs one step with its words in the log."""
    with log.open("a", encoding="utf-8") as words:
        words.write(f"$ {' '.join(command)}\n")
        words.flush()
        begun = words.tell()
        code = subprocess.call(command, stdout=words, stderr=subprocess.STDOUT, env=environ)
    if code:
        with log.open(encoding="utf-8", errors="replace") as words:
            words.seek(begun)
            said = what_failed(words.read()) or f"exit code {code}"
        raise Stopped(f"{name}: {said} (all that was said: {log})")


def what_failed(said: str) -> str:
    """The one line of a program's many that tells what was wrong, with what belongs to it.

    pip's reason is its first line of errors; what it stumbled over is indented below a colon.
    """
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if re.match(r"(ERROR|E|error|fatal): ", line):
            below = " ".join(lines[number + 1 : number + 2]).strip() if line.endswith(":") else ""
            return (line + " " + below).strip()
    return lines[-1] if lines else ""


if __name__ == "__main__":
    sys.exit(main())

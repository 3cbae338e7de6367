"""A set of wheels for machines without a network: `make wheelhouse`.

What is needed to run (not to test) on each target, at the versions and hashes of requirements.lock,
and our own wheel. Which packages those are is read from the installed packages' own metadata, with
the target's markers: pip would judge them by this machine's.
"""

from __future__ import annotations

import email
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
HOUSE = ROOT / "build" / "wheelhouse"
OURS = "portal-bot"
_PIN = re.compile(
    r"^[A-Za-z0-9._-]+(?:\[[\w,-]+\])?==[^\n]*(?:\n[ \t]+--hash=[^\n]*)*", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine; `platform` is pip's word for it, `None` for this machine."""

    platform: str | None
    python: str
    markers: Mapping[str, str]

    @property
    def options(self) -> list[str]:
        """What tells pip to fetch for it."""
        if self.platform is None:
            return []
        return ["--platform", self.platform, "--python-version", self.python]


def _windows(python: str) -> Target:
    markers = {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
        "platform_machine": "AMD64", "python_version": python,
        "python_full_version": f"{python}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "extra": "",
    }  # fmt: skip
    return Target("win_amd64", python, markers)


def _this() -> Target:
    markers = {name: str(value) for name, value in default_environment().items()}
    return Target(None, markers["python_version"], {**markers, "extra": ""})


TARGETS = (_windows("3.11"), _windows("3.12"), _windows("3.13"), _this())


def pins(lock: str, target: Target) -> dict[str, str]:
    """The target's pins, each as a requirement with its hashes, by name."""
    found: dict[str, str] = {}
    for pin in _PIN.finditer(lock):
        wanted = Requirement(pin[0].partition("\\\n")[0].strip())
        if wanted.marker is None or wanted.marker.evaluate(dict(target.markers)):
            hashes = re.findall(r"--hash=\S+", pin[0])
            pinned = f"{wanted.name}{wanted.specifier}"
            found[canonicalize_name(wanted.name)] = " ".join([pinned, *hashes])
    return found


def needed(target: Target, of: str = OURS) -> set[str]:
    """The packages without which ours does not run there."""
    found: set[str] = set()
    waiting = [(of, "")]
    while waiting:
        name, extra = waiting.pop()
        for each in _requirements(name, {**target.markers, "extra": extra}):
            wanted = canonicalize_name(each.name)
            more = [(wanted, one) for one in ("", *each.extras)]
            waiting += [pair for pair in more if wanted not in found or pair[1]]
            found.add(wanted)
    return found


def _requirements(name: str, markers: Mapping[str, str]) -> Iterator[Requirement]:
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return  # Only on the target: those few have no needs of their own.
    for line in lines:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(dict(markers)):
            yield requirement


def wanting(house: Path, target: Target) -> set[str]:
    """What the wheels themselves ask for on the target and is not among them."""
    there: dict[str, Path] = {
        canonicalize_name(wheel.name.split("-")[0]): wheel for wheel in house.glob("*.whl")
    }
    asked: set[str] = set()
    for name in needed(target) & there.keys() | {OURS}:
        with zipfile.ZipFile(there[name]) as wheel:
            entry = next(n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
            said = email.message_from_bytes(wheel.read(entry)).get_all("Requires-Dist") or []
        for requirement in map(Requirement, said):
            if requirement.marker is None or requirement.marker.evaluate(dict(target.markers)):
                asked.add(canonicalize_name(requirement.name))
    return asked - there.keys()


def _fetch(target: Target) -> None:
    known = pins(LOCK.read_text("utf-8"), target)
    listed = HOUSE.parent / "wheelhouse.txt"
    names = sorted(needed(target))
    listed.write_text("".join(f"{known[name]}\n" for name in names), "utf-8")
    _pip(
        "download", "--no-deps", "--require-hashes", "--only-binary=:all:", *target.options,
        "--dest", str(HOUSE), "--requirement", str(listed),
    )  # fmt: skip


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True)


def main() -> None:
    """Fills build/wheelhouse."""
    HOUSE.mkdir(parents=True, exist_ok=True)
    for old in HOUSE.glob("portal_bot-*.whl"):
        old.unlink()
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(HOUSE), str(ROOT))
    for target in TARGETS:
        _fetch(target)
        if lacking := wanting(HOUSE, target):
            sys.exit(
                f"{target.platform or 'this machine'}: no wheel of {', '.join(sorted(lacking))}"
            )
    count = len(list(HOUSE.glob("*.whl")))
    print(f"{count} wheels in {HOUSE.relative_to(ROOT)}; on the other machine:")
    print("  python -m pip install --no-index --find-links wheelhouse portal-bot")


if __name__ == "__main__":
    main()

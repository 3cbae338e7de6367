"""Makes a release of what is committed: `make release VERSION=0.2.0`.

    python -m tools.release 0.2.0

Writes the version, cuts the changelog at today, builds wheel and source, has `twine check` look at
both, lists beside them what they bring along (an SBOM in CycloneDX), commits and tags. It sends
nothing anywhere; where it stops, nothing is committed.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tools.licences import listed

ROOT = Path(__file__).resolve().parents[1]
VIETNAM = timezone(timedelta(hours=7))
UNRELEASED = "## Unreleased\n"
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")


class Stopped(Exception):
    """Why there is no release, in one line."""


def main() -> int:
    parser = argparse.ArgumentParser(description="cuts, builds, checks and tags a release")
    parser.add_argument("version")
    asked = parser.parse_args()
    try:
        release(ROOT, asked.version)
    except Stopped as stopped:
        print(f"release: {stopped}", file=sys.stderr)
        return 1
    return 0


def release(root: Path, version: str) -> None:
    """The release, as a commit and a tag of it.

    Raises:
        Stopped: there is nothing to release, or what was built does not stand the look at it.
    """
    if not _VERSION.fullmatch(version):
        raise Stopped(f"{version!r} is no version like 0.2.0 or 0.2.0rc1")
    if _said(root, "git", "status", "--porcelain"):
        raise Stopped("there are changes that are not committed")
    if _said(root, "git", "tag", "--list", f"v{version}"):
        raise Stopped(f"v{version} is there already")
    changelog, number = root / "CHANGELOG.md", root / "portal_bot" / "_version.py"
    before = {file: file.read_text("utf-8") for file in (changelog, number)}
    try:
        changelog.write_text(cut(before[changelog], version, datetime.now(VIETNAM).date()), "utf-8")  # noqa: TID251 - the day itself
        number.write_text(numbered(before[number], version), "utf-8")
        _built(root)
    except BaseException:
        for file, text in before.items():
            file.write_text(text, "utf-8")
        raise
    _say(root, "git", "commit", "--quiet", "--message", f"release: {version}", *map(str, before))
    _say(root, "git", "tag", "--annotate", f"v{version}", "--message", version)
    print(f"v{version} is tagged; its wheel, source and list of parts are in dist/")


def cut(changelog: str, version: str, day: date) -> str:
    """The changelog with what is unreleased under this version.

    Raises:
        Stopped: nothing is.
    """
    before, heading, after = changelog.partition(UNRELEASED)
    body, parted, older = after.partition("\n## ")
    if not heading or not body.strip():
        raise Stopped("CHANGELOG.md has nothing under “Unreleased”")
    return f"{before}{UNRELEASED}\n## {version} ({day})\n{body}{parted}{older}"


def numbered(module: str, version: str) -> str:
    """`_version.py` with this version."""
    return re.sub(r'(?<=__version__ = ")[^"]+', version, module)


def _built(root: Path) -> None:
    # setuptools puts into a wheel what an earlier build left there.
    for left in (root / "dist", root / "build" / "lib"):
        shutil.rmtree(left, ignore_errors=True)
    _say(root, sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist")
    made = sorted(str(file) for file in (root / "dist").iterdir())
    _say(root, sys.executable, "-m", "twine", "check", "--strict", *made)
    _list_parts(root)


def _list_parts(root: Path) -> None:
    """Writes `dist/portal_bot-VERSION.cdx.json`: each package that is shipped, with its hashes."""
    parts, bill = root / "build" / "shipped.txt", root / "build" / "shipped.cdx.json"
    own = str(root / ".venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    parts.write_text(_said(root, own, "-m", "tools.licences", "--lock"), "utf-8")
    maker = (sys.executable, "-m", "cyclonedx_py", "requirements", str(parts))
    told = ("--pyproject", "pyproject.toml", "--output-reproducible", "--validate")
    _say(root, *maker, *told, "--output-file", str(bill))
    module = (root / "portal_bot" / "_version.py").read_text("utf-8")
    version = re.findall(r'__version__ = "([^"]+)"', module)[0]
    whole = completed(json.loads(bill.read_text("utf-8")), version, listed())
    kept = root / "dist" / f"portal_bot-{version}.cdx.json"
    kept.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", "utf-8")


def completed(bill: dict[str, Any], version: str, licences: Mapping[str, str]) -> dict[str, Any]:
    """The bill with our version, which stands in no `pyproject.toml`, and what each part allows.

    Raises:
        Stopped: a part's licence is not on our list.
    """
    bill["metadata"]["component"]["version"] = version
    for part in bill["components"]:
        licence = licences.get(part["name"])
        if licence is None:
            raise Stopped(f"docs/licences.md does not name {part['name']}")
        part["licenses"] = [{"expression": licence}]
        # The lock's line once more; its hashes stand below.
        part.pop("description", None)
    return bill


def _say(root: Path, *command: str) -> None:
    if subprocess.run(command, cwd=root, check=False).returncode:
        raise Stopped(f"{' '.join(command[:4])} failed")


def _said(root: Path, *command: str) -> str:
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())

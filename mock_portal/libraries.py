"""The front-end libraries of a platform's pages: fetched once by npm, served by the mock itself.

Nothing of them is in this repository. A folder of them can be named instead (`VARIABLE`): that of
`node_modules`, or one that `provide` has filled.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

VARIABLE = "MOCK_PORTAL_LIBRARIES"
# The last formiojs of the fourth edition, which those portals were made with; what it asks its
# own network for (flatpickr, bootstrap) in the versions that it names.
PACKAGES: Mapping[str, str] = {"formiojs": "4.21.7", "flatpickr": "4.6.13", "bootstrap": "4.6.2"}
FILES: Mapping[str, str] = {
    "formio.full.min.js": "formiojs/dist/formio.full.min.js",
    "formio.full.min.css": "formiojs/dist/formio.full.min.css",
    "flatpickr.min.js": "flatpickr/dist/flatpickr.min.js",
    "flatpickr.min.css": "flatpickr/dist/flatpickr.min.css",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "fontawesome-webfont.woff2": "formiojs/dist/fonts/fontawesome-webfont.woff2",
}
FETCH_S = 180
# What this machine lacks: nothing that another command line or portal would mend.
THIS_MACHINE = 12


class NoLibraries(Exception):
    """They are not there and cannot be fetched: why, and what to do."""

    def __init__(self, why: str) -> None:
        names = " ".join(f"{name}@{version}" for name, version in PACKAGES.items())
        super().__init__(
            f"nền tảng igate_v2 cần các thư viện {names}: {why}. Cài Node.js (có npm) rồi chạy "
            f"lại khi có mạng, hoặc chạy `npm install {names}` ở máy khác, chép thư mục "
            f"node_modules sang đây và đặt biến {VARIABLE} bằng đường dẫn của nó"
        )


def provide() -> Path:
    """The folder with all of `FILES`; fetches them where nobody has before.

    Raises:
        NoLibraries: there is no npm, or it does not get them.
    """
    if named := os.environ.get(VARIABLE):
        folder = Path(named)
        if missing := _missing(folder):
            raise NoLibraries(f"thư mục {folder} ở biến {VARIABLE} không có {missing}")
        return folder
    # The versions are part of the name: another edition is another folder.
    edition = "-".join(PACKAGES.values())
    folder = user_cache_path("portal_bot_mock", appauthor=False) / f"libraries-{edition}"
    if _missing(folder):
        _fetch(folder)
    return folder


def main() -> int:
    """Says where they are, or why they are not."""
    try:
        sys.stdout.write(f"{provide()}\n")
    except NoLibraries as error:
        sys.stderr.write(f"Lỗi: {error}\n")
        return THIS_MACHINE
    return 0


@cache
def content(name: str) -> bytes | None:
    """One of `FILES`, by the name that it is served under."""
    return (provide() / FILES[name]).read_bytes() if name in FILES else None


def _missing(folder: Path) -> str | None:
    """What is not there in the right version."""
    for name, version in PACKAGES.items():
        try:
            found = json.loads((folder / name / "package.json").read_text("utf-8"))["version"]
        except (OSError, ValueError, KeyError):
            return f"{name} {version}"
        if found != version:
            return f"{name} {version} (có {found})"
    return next((one for one in FILES.values() if not (folder / one).is_file()), None)


def _fetch(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    sys.stderr.write("Đang lấy thư viện của cổng igate_v2 bằng npm (một lần)…\n")
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        fresh = Path(made) / "libraries"
        for name, version in PACKAGES.items():
            _unpack(_packed(f"{name}@{version}", Path(made)), fresh / name, name)
        if missing := _missing(fresh):
            raise NoLibraries(f"gói tải về không có {missing}")
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)


def _packed(package: str, into: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise NoLibraries("máy này không có npm")
    try:
        done = subprocess.run(
            [npm, "pack", package, "--silent", "--fetch-retries=1"],
            cwd=into,
            capture_output=True,
            text=True,
            timeout=FETCH_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoLibraries(f"npm không chạy xong ({type(error).__name__})") from error
    name = done.stdout.strip().splitlines()[-1:]
    if done.returncode or not name:
        said = (done.stderr.strip().splitlines() or ["không nói gì"])[0]
        raise NoLibraries(f"npm không lấy được {package}: {said[:200]}")
    return into / name[0]


def _unpack(archive: Path, into: Path, name: str) -> None:
    """Only what is served, and the file that tells the version."""
    wanted = {one.removeprefix(f"{name}/") for one in FILES.values() if one.startswith(f"{name}/")}
    with tarfile.open(archive) as packed:
        for member in packed:
            inner = member.name.partition("/")[2]
            content = packed.extractfile(member) if inner in {*wanted, "package.json"} else None
            if content is not None:
                path = into / inner
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


if __name__ == "__main__":
    sys.exit(main())

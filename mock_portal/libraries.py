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
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

VARIABLE = "MOCK_PORTAL_LIBRARIES"


@dataclass(frozen=True, eq=False)
class Libraries:
    """What one platform's pages are made of.

    Attributes:
        platform: whose pages.
        packages: the packages and their exact versions.
        files: what is served, by the name it is served under.
    """

    platform: str
    packages: Mapping[str, str]
    files: Mapping[str, str]


# The last formiojs of the fourth edition, which those portals were made with; what it asks its
# own network for (flatpickr, bootstrap) in the versions that it names.
IGATE_V2 = Libraries(
    "igate_v2",
    {"formiojs": "4.21.7", "flatpickr": "4.6.13", "bootstrap": "4.6.2"},
    {
        "formio.full.min.js": "formiojs/dist/formio.full.min.js",
        "formio.full.min.css": "formiojs/dist/formio.full.min.css",
        "flatpickr.min.js": "flatpickr/dist/flatpickr.min.js",
        "flatpickr.min.css": "flatpickr/dist/flatpickr.min.css",
        "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
        "fontawesome-webfont.woff2": "formiojs/dist/fonts/fontawesome-webfont.woff2",
    },
)
# The last SurveyJS that prints the class `sd-dropdown__value`, which the portal of 2026 shows; from
# 3 on it is gone.
NATIONAL = Libraries(
    "national",
    {"survey-core": "2.5.38", "survey-js-ui": "2.5.38", "flatpickr": "4.6.13"},
    {
        "survey.core.min.js": "survey-core/survey.core.min.js",
        "survey-core.min.css": "survey-core/survey-core.fontless.min.css",
        "survey-js-ui.min.js": "survey-js-ui/survey-js-ui.min.js",
        "flatpickr.min.js": "flatpickr/dist/flatpickr.min.js",
        "flatpickr.min.css": "flatpickr/dist/flatpickr.min.css",
        "flatpickr.vn.js": "flatpickr/dist/l10n/vn.js",
    },
)
OF_PLATFORM: Mapping[str, Libraries] = {one.platform: one for one in (IGATE_V2, NATIONAL)}
FETCH_S = 180
# What this machine lacks: nothing that another command line or portal would mend.
THIS_MACHINE = 12


class NoLibraries(Exception):
    """They are not there and cannot be fetched: why, and what to do."""

    def __init__(self, asked: Libraries, why: str) -> None:
        names = " ".join(f"{name}@{version}" for name, version in asked.packages.items())
        super().__init__(
            f"nền tảng {asked.platform} cần các thư viện {names}: {why}. Cài Node.js (có npm) rồi "
            f"chạy lại khi có mạng, hoặc chạy `npm install {names}` ở máy khác, chép thư mục "
            f"node_modules sang đây và đặt biến {VARIABLE} bằng đường dẫn của nó"
        )


def provide(platform: str = IGATE_V2.platform) -> Path:
    """The folder with all files of a platform; fetches them where nobody has before.

    Raises:
        NoLibraries: there is no npm, or it does not get them.
    """
    asked = OF_PLATFORM[platform]
    if named := os.environ.get(VARIABLE):
        folder = Path(named)
        if missing := _missing(asked, folder):
            raise NoLibraries(asked, f"thư mục {folder} ở biến {VARIABLE} không có {missing}")
        return folder
    # The versions are part of the name: another edition is another folder.
    edition = "-".join(asked.packages.values())
    folder = user_cache_path("portal_bot_mock", appauthor=False) / f"libraries-{edition}"
    if _missing(asked, folder):
        _fetch(asked, folder)
    return folder


def main() -> int:
    """Says where those of the named platforms are (of none: of igate_v2), or why they are not."""
    try:
        for platform in sys.argv[1:] or [IGATE_V2.platform]:
            sys.stdout.write(f"{provide(platform)}\n")
    except NoLibraries as error:
        sys.stderr.write(f"Lỗi: {error}\n")
        return THIS_MACHINE
    return 0


@cache
def content(platform: str, name: str) -> bytes | None:
    """A file of a platform's libraries, by the name that it is served under."""
    files = OF_PLATFORM[platform].files
    return (provide(platform) / files[name]).read_bytes() if name in files else None


_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
}


def route(platform: str) -> Route:
    """Where a platform's pages find them."""

    async def library(request: Request) -> Response:
        name = request.path_params["path"].rpartition("/")[2]
        found = content(platform, name)
        if found is None:
            return Response("Not Found", 404)
        kept = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(found, media_type=_TYPES[name.rpartition(".")[2]], headers=kept)

    return Route("/static/libraries/{path:path}", library)


def _missing(asked: Libraries, folder: Path) -> str | None:
    """What is not there in the right version."""
    for name, version in asked.packages.items():
        try:
            found = json.loads((folder / name / "package.json").read_text("utf-8"))["version"]
        except (OSError, ValueError, KeyError):
            return f"{name} {version}"
        if found != version:
            return f"{name} {version} (có {found})"
    return next((one for one in asked.files.values() if not (folder / one).is_file()), None)


def _fetch(asked: Libraries, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    sys.stderr.write(f"Đang lấy thư viện của cổng {asked.platform} bằng npm (một lần)…\n")
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        fresh = Path(made) / "libraries"
        for name, version in asked.packages.items():
            archive = _packed(asked, f"{name}@{version}", Path(made))
            _unpack(asked, archive, fresh / name, name)
        if missing := _missing(asked, fresh):
            raise NoLibraries(asked, f"gói tải về không có {missing}")
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)


def _packed(asked: Libraries, package: str, into: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise NoLibraries(asked, "máy này không có npm")
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
        raise NoLibraries(asked, f"npm không chạy xong ({type(error).__name__})") from error
    name = done.stdout.strip().splitlines()[-1:]
    if done.returncode or not name:
        said = (done.stderr.strip().splitlines() or ["không nói gì"])[0]
        raise NoLibraries(asked, f"npm không lấy được {package}: {said[:200]}")
    return into / name[0]


def _unpack(asked: Libraries, archive: Path, into: Path, name: str) -> None:
    """Only what is served, and the file that tells the version."""
    own = (one for one in asked.files.values() if one.startswith(f"{name}/"))
    wanted = {one.removeprefix(f"{name}/") for one in own}
    with tarfile.open(archive) as packed:
        for member in packed:
            inner = member.name.partition("/")[2]
            found = packed.extractfile(member) if inner in {*wanted, "package.json"} else None
            if found is not None:
                path = into / inner
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(found.read())


if __name__ == "__main__":
    sys.exit(main())

"""Which packages the program brings along, under which licences: `python -m tools.licences`.

    python -m tools.licences             # docs/licences.md, written anew
    python -m tools.licences --lock      # the lines of requirements.lock that are shipped

Shipped is what `pip install "portal-bot[cluster,notices]"` brings, on any system; not what only
tests, checks and documentation need.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "licences.md"
EXTRAS = ("cluster", "notices")

# What may be shipped with an Apache-2.0 program and used at an office without more ado.
ALLOWED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "HPND", "ISC", "MIT", "MIT-0",
        "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib", "CC0-1.0",
    }
)  # fmt: skip
# Allowed where the library is used as it is and can be replaced by whoever has the program.
UNCHANGED = frozenset({"LGPL-3.0-only", "LGPL-3.0-or-later"})

# What the packages write where they name no SPDX expression.
_WRITTEN = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "bsd-3-clause license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psf license": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
    "gnu lesser general public license v3 or later (lgplv3+)": "LGPL-3.0-or-later",
    "lgplv3+": "LGPL-3.0-or-later",
}
# What says it in words of its own; read by a person.
_IN_WORDS = {
    # "BSD-3-Clause, Apache-2.0, dependency licenses": PDFium with FreeType, zlib and the like.
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}
_ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A package: its licence as an SPDX expression, or as it says; empty: it is not here."""

    name: str
    licence: str


def shipped() -> list[Shipped]:
    """All that the program brings along, by name."""
    locked = set(blocks())
    found: dict[str, Shipped] = {}
    waiting = list(_wanted())
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            one = distribution(name)
        except PackageNotFoundError:
            # Of another system, or of another Python.
            if name in locked:
                found[name] = Shipped(name, "")
            continue
        found[name] = Shipped(name, licence_of(one))
        waiting += _named(one.requires or (), extras)
    return [found[name] for name in sorted(found)]


def _wanted() -> list[tuple[str, frozenset[str]]]:
    """What the program itself asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [need for extra in EXTRAS for need in project["optional-dependencies"][extra]]
    return _named([*project["dependencies"], *asked])


def _named(
    needs: Iterable[str], extras: frozenset[str] = frozenset()
) -> list[tuple[str, frozenset[str]]]:
    return [
        (canonicalize_name(need.name), frozenset(need.extras))
        for need in map(Requirement, needs)
        if _is_needed(need, extras)
    ]


def _is_needed(need: Requirement, extras: frozenset[str]) -> bool:
    """On any system: of a condition only the extra is looked at."""
    asked = re.findall(r'extra == "([^"]+)"', str(need.marker or ""))
    return not asked or bool(extras & set(asked))


def licence_of(one: Distribution) -> str:
    """What a package says of itself: an expression, else a classifier, else its word."""
    name, told = canonicalize_name(one.name), one.metadata
    if name in _IN_WORDS:
        return _IN_WORDS[name]
    if expressions := told.get_all("License-Expression"):
        return str(expressions[0])
    classified = [
        text.rpartition(" :: ")[2]
        for text in told.get_all("Classifier") or ()
        if text.startswith("License :: ") and text != "License :: OSI Approved"
    ]
    words = classified or [
        str(word).strip().partition("\n")[0] for word in told.get_all("License") or ()
    ]
    return " OR ".join(_WRITTEN.get(word.lower(), word) for word in words)


def misfit(licence: str) -> bool:
    """Whether an expression asks for more than the policy allows: of several, one must do."""
    return not any(
        all(part.strip(" ()") in ALLOWED | UNCHANGED for part in re.split(r" AND | WITH ", way))
        for way in licence.split(" OR ")
    )


def blocks() -> dict[str, str]:
    """The lock's lines, by the package that they are of."""
    found: dict[str, str] = {}
    for block in re.split(r"\n(?=\S)", LOCK.read_text("utf-8").strip()):
        found[canonicalize_name(re.split(r"[=\[ ;]", block, maxsplit=1)[0])] = block
    return found


def listed() -> dict[str, str]:
    """What `docs/licences.md` says of each package."""
    return dict(_ROW.findall(PAGE.read_text("utf-8")))


def page() -> str:
    """`docs/licences.md`; what is not on this system stays as a person wrote it there."""
    before = listed()
    rows = "\n".join(
        f"| {one.name} | {one.licence or before.get(one.name, '?')} |" for one in shipped()
    )
    return (
        '# Licences\n\nWhat `pip install "portal-bot[cluster,notices]"` brings along, written by '
        "`python -m tools.licences`. A test\nholds each against the policy in "
        "`tools/licences.py`: licences that ask for no more than their own text to be\nkept, the "
        "MPL (changed files stay open), and, for libraries that are used unchanged, the LGPL.\n\n"
        "The browser is no part of it: it is the machine's own, or Playwright's Chromium "
        "(BSD-3-Clause and others).\n\n"
        f"| Package | Licence |\n|---|---|\n{rows}\n"
    )


def main() -> int:
    if "--lock" in sys.argv[1:]:
        known = blocks()
        print("\n".join(known[one.name] for one in shipped() if one.name in known))
        return 0
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

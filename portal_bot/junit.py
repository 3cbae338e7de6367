"""JUnit's XML, as CI servers read it: the one writer for every verb that offers it.

The shape is that of the schema of Jenkins's xUnit plug-in (`junit-10.xsd`), which pytest's
``xunit2`` keeps to as well: nothing but outcomes and output inside a test case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from pathlib import Path
from typing import Literal
from unicodedata import normalize
from xml.etree import ElementTree as ET

from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.moments import iso
from portal_bot.privacy import redact
from portal_bot.shown import shown

Kind = Literal["failure", "error", "skipped"]

# XML 1.0 has no way to write these, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINES = "\t\n\r"
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


@dataclass(frozen=True, slots=True)
class NotPassed:
    """Why a case did not simply pass: whose fault, a word for programs, one line, and more."""

    kind: Kind
    type: str
    message: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class JUnitCase:
    """One test case; `said` is what else is known of it."""

    classname: str
    name: str
    seconds: float = 0.0
    outcomes: tuple[NotPassed, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases that belong together; `seconds`: how long they took side by side, `None`: the sum."""

    name: str
    cases: Sequence[JUnitCase]
    began: datetime | None = None
    seconds: float | None = None

    @property
    def took(self) -> float:
        return sum(case.seconds for case in self.cases) if self.seconds is None else self.seconds


def write(to: Path, name: str, suites: Sequence[Suite]) -> Path:
    """Writes them (0600) and returns the file.

    Cases of one name in one suite are told apart by a number: CI servers keep only one of each.

    Raises:
        SetupError: the file cannot be written.
    """
    root = ET.Element("testsuites", name=_xml(name))
    for suite in suites:
        root.append(_suite(suite))
    for total in ("tests", *_COUNTED):
        if total != "skipped":  # The schema has no such attribute here.
            root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    root.set("time", _time(sum(suite.took for suite in suites)))
    ET.indent(root)
    text = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    try:
        return write_private(to, text)
    except OSError as error:
        raise SetupError(
            f"không ghi được tệp JUnit {to} ({error.strerror or error}): chọn chỗ khác ở --junit"
        ) from error


def unnamed(path: Path) -> str:
    """A name for a dossier that has none yet: always the same for a file, and not the file's.

    Files are called after citizens, and the report leaves the machine.
    """
    place = normalize("NFC", "/".join(path.parts[-2:]))
    return f"dossier-{blake2s(place.encode(errors='replace'), digest_size=5).hexdigest()}"


def _suite(suite: Suite) -> ET.Element:
    made = ET.Element("testsuite", name=_xml(suite.name), tests=str(len(suite.cases)))
    for total, kind in _COUNTED.items():
        count = sum(any(o.kind == kind for o in case.outcomes) for case in suite.cases)
        made.set(total, str(count))
    made.set("time", _time(suite.took))
    if suite.began is not None:
        made.set("timestamp", iso(suite.began))
    seen: dict[tuple[str, str], int] = {}
    for case in suite.cases:
        key = case.classname, case.name
        seen[key] = seen.get(key, 0) + 1
        again = f"#{seen[key]}" if seen[key] > 1 else ""
        made.append(_case(case, f"{case.name}{again}"))
    return made


def _case(case: JUnitCase, name: str) -> ET.Element:
    made = ET.Element("testcase", classname=_xml(case.classname), name=_xml(name))
    made.set("time", _time(case.seconds))
    for outcome in case.outcomes:
        message = " ".join(_xml(outcome.message).split())
        told = ET.SubElement(made, outcome.kind, type=_xml(outcome.type), message=message)
        told.text = _xml(outcome.text) or None
    if case.said:
        ET.SubElement(made, "system-out").text = _xml(case.said)
    return made


def _xml(text: str) -> str:
    r"""The text without values, and with what XML cannot hold, or nobody sees, written out.

    As ``\x1b``.
    """
    text = _NO_XML.sub(lambda one: ascii(one.group())[1:-1], redact(text))
    if shown(text, keep=_LINES) == text:
        return text
    return "".join(c if shown(c, keep=_LINES) == c else ascii(c)[1:-1] for c in text)


def _time(seconds: float) -> str:
    return f"{seconds:.3f}"

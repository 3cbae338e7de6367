"""A run as JUnit's XML, for CI. It leaves the machine, so it holds nothing of anybody."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from portal_bot.errors import PortalBotError
from portal_bot.files import shown
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.words import PRACTICE, state
from portal_bot.settings import write_private

# Exit codes whose cause lies with the tool, the machine or the portal, not with the dossier.
_ERRORS = frozenset({12, 20, 21, PortalBotError.exit_code})


def write_junit(to: Path, report: Report, *, practice: bool) -> Path:
    """Writes one test case a dossier.

    Files may be called after citizens, so a case bears the filing's id; on practice portals, where
    nobody is real, the file too.
    """
    suite = ET.Element("testsuite", name=f"portal-bot submit{' ' + PRACTICE if practice else ''}")
    for number, filing in enumerate(report.filings, 1):
        suite.append(_case(filing, number, practice=practice))
    suite.set("tests", str(len(report.filings)))
    for kind in ("failure", "error", "skipped"):
        count = sum(case.find(kind) is not None for case in suite)
        suite.set({"failure": "failures", "error": "errors"}.get(kind, kind), str(count))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return write_private(to, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _case(filing: FilingReport, number: int, *, practice: bool) -> ET.Element:
    name = filing.id or f"dossier {number}"
    if practice:
        name = f"{name} {shown('/'.join(filing.path.parts[-2:]))}"
    case = ET.Element("testcase", classname=filing.procedure or "unknown", name=name)
    properties = ET.SubElement(case, "properties")
    for key, value in (("state", filing.state), ("attempts", str(filing.attempts))):
        ET.SubElement(properties, "property", name=key, value=value)
    if filing.receipt is not None:
        ET.SubElement(properties, "property", name="number", value=filing.receipt.number)
    if filing.exit_code:
        kind = "error" if filing.exit_code in _ERRORS else "failure"
        code = filing.error.code if filing.error else filing.state
        # A message may quote the dossier, or name its file: the code says who has to act.
        ET.SubElement(case, kind, type=code, message=f"{state(filing.state)} ({code})")
    elif filing.receipt is None:
        code = filing.error.code if filing.error else filing.state
        ET.SubElement(case, "skipped", message=f"{state(filing.state)} ({code})")
    return case

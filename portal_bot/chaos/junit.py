"""The run as JUnit XML: a test suite a fault, a test case a cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

from portal_bot.chaos.play import Played


def write(played: Sequence[Played], again: Sequence[str], to: Path) -> None:
    """Writes it.

    Args:
        played: the cells, faults together.
        again: for each cell the command that plays it again.
        to: the file.
    """
    suites = ET.Element("testsuites", name="portal-bot chaos")
    both = sorted(zip(played, again, strict=True), key=lambda pair: pair[0].cell.fault.name)
    for fault, group in groupby(both, key=lambda pair: pair[0].cell.fault.name):
        pairs = list(group)
        suite = ET.SubElement(suites, "testsuite", name=fault, tests=str(len(pairs)))
        suite.set("failures", str(sum(not one.is_good for one, _ in pairs)))
        suite.set("time", f"{sum(one.seconds for one, _ in pairs):.1f}")
        for one, command in pairs:
            _case(suite, one, command)
    ET.indent(suites)
    ET.ElementTree(suites).write(to, encoding="utf-8", xml_declaration=True)


def _case(suite: ET.Element, one: Played, again: str) -> None:
    dossiers = ", ".join(ticket.sample.name for ticket in one.cell.tickets)
    name = f"{one.cell.kill.name} [{one.cell.fault.name}{one.cell.variant}] {dossiers}"
    case = ET.SubElement(suite, "testcase", classname=f"chaos.{one.cell.fault.name}", name=name)
    case.set("time", f"{one.seconds:.1f}")
    for finding in one.verdict.findings:
        failure = ET.SubElement(case, "failure", type=finding.kind, message=finding.why)
        failure.text = f"{finding.dossier}: {finding.why}\nagain: {again}\nkept in: {one.folder}"

"""JUnit's XML: parsed by anybody, told apart by CI servers, and about nobody."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot import junit
from portal_bot.errors import SetupError
from portal_bot.junit import JUnitCase, NotPassed, Suite, unnamed

BEGAN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
# Half a letter, none, a terminal's order, what turns a line around, what nobody sees.
ODD = "text\ud800\ufffe\x9b\u202e\u200b"
SUITE = Suite(
    "portal-bot",
    [
        JUnitCase("birth", "PB-A", 1.5, said="state=verified"),
        JUnitCase(
            "birth", "PB-A", 0.25, (NotPassed("failure", "x", "nói\x1b[31m \x00đỏ\nhai dòng"),)
        ),
        JUnitCase(
            "death",
            "PB-A",
            0.25,
            (NotPassed("error", "x", "…", ODD),),
        ),
        JUnitCase("death", "PB-B", 0.0, (NotPassed("skipped", "x", "…"),)),
    ],
    BEGAN,
)
# What Jenkins's junit-10.xsd allows, as far as we write it.
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
    "testcase": {"classname", "name", "time"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}


def valid(root: ET.Element) -> ET.Element:
    """Asserts the schema's shape."""
    for element in root.iter():
        assert set(element.keys()) <= ATTRIBUTES[element.tag], element.tag
        assert {child.tag for child in element} <= INSIDE.get(element.tag, set())
        for name in {"tests", "failures", "errors", "skipped", "time"} & set(element.keys()):
            assert float(element.get(name, "")) >= 0
    return root


def test_it_counts_and_has_times(tmp_path: Path) -> None:
    file = junit.write(tmp_path / "deep" / "j.xml", "all", [SUITE])
    root = valid(ET.parse(file).getroot())
    assert [root.get(n) for n in ("tests", "failures", "errors", "time")] == [
        "4",
        "1",
        "1",
        "2.000",
    ]
    [suite] = root
    assert (suite.get("skipped"), suite.get("timestamp")) == ("1", "2026-11-23T08:00:00+07:00")
    assert [case.get("time") for case in suite] == ["1.500", "0.250", "0.250", "0.000"]
    assert file.stat().st_mode & 0o077 == 0


def test_side_by_side_takes_less_than_the_sum(tmp_path: Path) -> None:
    file = junit.write(tmp_path / "j.xml", "all", [Suite("s", SUITE.cases, seconds=1.6)])
    assert ET.parse(file).getroot()[0].get("time") == "1.600"


def test_no_two_cases_have_one_name(tmp_path: Path) -> None:
    [suite] = ET.parse(junit.write(tmp_path / "j.xml", "all", [SUITE])).getroot()
    names = [(case.get("classname"), case.get("name")) for case in suite]
    assert names == [("birth", "PB-A"), ("birth", "PB-A#2"), ("death", "PB-A"), ("death", "PB-B")]


def test_what_xml_cannot_hold_is_written_out(tmp_path: Path) -> None:
    [suite] = ET.parse(junit.write(tmp_path / "j.xml", "all", [SUITE])).getroot()
    assert suite[1][0].get("message") == r"nói\x1b[31m \x00đỏ hai dòng"
    assert suite[2][0].text == r"text\ud800\ufffe\x9b\u202e\u200b"


@given(st.text(st.characters()))
def test_any_text_can_be_read_again(text: str) -> None:
    case = JUnitCase(text, text, 0, (NotPassed("failure", text, text, text),), said=text)
    written = ET.tostring(junit._suite(Suite(text, [case])))
    valid(ET.fromstring(written))


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(SetupError, match="--junit"):
        junit.write(tmp_path / "folder", "all", [SUITE])


def test_a_dossier_without_an_id_has_a_name_that_stays_and_tells_nothing() -> None:
    name = unnamed(Path("/ho-so/nguyen-van-thu.yaml"))
    assert name == unnamed(Path("ho-so/nguyen-van-thu.yaml"))
    assert name != unnamed(Path("ho-so/nguyen-van-thu-2.yaml"))
    assert "nguyen" not in name
    decomposed = "Thu\u031b\u0309.yaml"
    assert unnamed(Path("a") / decomposed) == unnamed(Path("a/Thử.yaml"))

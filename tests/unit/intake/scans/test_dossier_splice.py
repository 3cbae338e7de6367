"""A scan's name in a dossier's papers, and every other letter as it was."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
import yaml

from portal_bot.intake.scans.dossier_splice import NotWritten, add_scan

HEAD = "# ghi chú của chị Thử\nprocedure: birth_registration   # khai sinh\n"


@pytest.mark.parametrize(
    ("papers", "after"),
    [
        ("", "papers:\n  to: [a.pdf]\n"),
        ("papers:\n", "papers:\n  to: [a.pdf]\n"),
        ("papers: {}\n", "papers: {to: [a.pdf]}\n"),
        ("papers: {x: [b.pdf]}\n", "papers: {x: [b.pdf], to: [a.pdf]}\n"),
        ("papers:\n  x: [b.pdf]\n", "papers:\n  to: [a.pdf]\n  x: [b.pdf]\n"),
        ("papers:\n  to: [b.pdf]  # cũ\n", "papers:\n  to: [b.pdf, a.pdf]  # cũ\n"),
        ("papers:\n  to: []\n", "papers:\n  to: [a.pdf]\n"),
        ("papers:\n  to:\n  x: [b.pdf]\n", "papers:\n  to: [a.pdf]\n  x: [b.pdf]\n"),
        (
            "papers:\n  to:\n    - b.pdf\n    - c.pdf # hai\n  x: [d.pdf]\n",
            "papers:\n  to:\n    - b.pdf\n    - c.pdf\n    - a.pdf # hai\n  x: [d.pdf]\n",
        ),
        ("papers:\n  to:\n  - b.pdf\n", "papers:\n  to:\n  - b.pdf\n  - a.pdf\n"),
        ("papers:\n  to: [\n    b.pdf]\n", "papers:\n  to: [\n    b.pdf, a.pdf]\n"),
    ],
)  # fmt: skip
def test_only_the_name_is_added(tmp_path: Path, papers: str, after: str) -> None:
    dossier = tmp_path / "a.yaml"
    dossier.write_text(HEAD + papers + "delivery: {method: in_person}\n", encoding="utf-8")
    dossier.chmod(0o640)
    if not papers:
        after = "delivery: {method: in_person}\n" + after
    else:
        after += "delivery: {method: in_person}\n"
    add_scan(dossier, "to", "a.pdf")
    assert dossier.read_text("utf-8") == HEAD + after
    assert stat.S_IMODE(dossier.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_name_is_not_written_twice(tmp_path: Path) -> None:
    dossier = tmp_path / "a.yaml"
    text = HEAD + "papers:\n  to: [b.pdf, a.pdf]\n"
    dossier.write_text(text, encoding="utf-8")
    add_scan(dossier, "to", "a.pdf")
    assert dossier.read_text("utf-8") == text


def test_an_odd_name_is_quoted(tmp_path: Path) -> None:
    dossier = tmp_path / "a.yaml"
    dossier.write_text("papers:\n  to: []\n", encoding="utf-8")
    add_scan(dossier, "to", "giay to/2026: so #1.pdf")
    said = yaml.safe_load(dossier.read_text("utf-8"))
    assert said == {"papers": {"to": ["giay to/2026: so #1.pdf"]}}


@pytest.mark.parametrize(
    "text",
    [
        "papers:\n  to: b.pdf\n",
        "papers: &p\n  to: &t [b.pdf]\n  x: *t\n",
        "papers: [b.pdf]\n",
        "- a\n- b\n",
        "a: [\n",
        "",
        "\x00",
    ],
)
def test_what_it_would_change_otherwise_is_left_alone(tmp_path: Path, text: str) -> None:
    dossier = tmp_path / "a.yaml"
    dossier.write_text(text, encoding="utf-8")
    with pytest.raises(NotWritten):
        add_scan(dossier, "to", "a.pdf")
    assert dossier.read_text("utf-8") == text

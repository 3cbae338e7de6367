"""What is shipped: under licences that an office may use without more ado, listed, in the SBOM."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tools import licences, release
from tools.licences import Shipped, misfit

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / "docs" / "examples" / "ci" / "flows.yml"


def test_all_that_is_shipped_is_listed_as_it_says_of_itself() -> None:
    listed, shipped = licences.listed(), licences.shipped()
    # More than what we ask for: also what that brings along.
    assert {"playwright", "greenlet", "dbos", "apprise"} <= {one.name for one in shipped}
    assert not {"pytest", "mypy", "hypothesis"} & {one.name for one in shipped}
    told = [Shipped(one.name, one.licence or listed.get(one.name, "")) for one in shipped]
    wrong = [one for one in told if listed.get(one.name) != one.licence]
    assert not wrong, f"python -m tools.licences writes {licences.PAGE.name} anew"
    assert listed.keys() <= licences.blocks().keys()


def test_the_policy_allows_each_of_them() -> None:
    assert {name: said for name, said in licences.listed().items() if misfit(said)} == {}


@pytest.mark.parametrize(
    ("licence", "wrong"),
    [
        ("MIT", False),
        ("(MIT AND PSF-2.0)", False),
        ("GPL-3.0-only OR Apache-2.0", False),
        ("MIT AND GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("Proprietary", True),
        ("", True),
        ("?", True),
    ],
)
def test_what_is_not_allowed_is_seen(licence: str, *, wrong: bool) -> None:
    assert misfit(licence) is wrong


def test_every_package_of_the_lock_has_hashes() -> None:
    assert all("--hash=sha256:" in block for block in licences.blocks().values())


def test_the_bill_of_a_release_says_version_and_licences() -> None:
    part = {"name": "httpx", "version": "1", "description": "requirements line 1: httpx==1"}
    bill = {"metadata": {"component": {"name": "portal-bot"}}, "components": [part]}
    whole = release.completed(bill, "0.2.0", {"httpx": "BSD-3-Clause"})
    assert whole["metadata"]["component"] == {"name": "portal-bot", "version": "0.2.0"}
    assert whole["components"] == [
        {"name": "httpx", "version": "1", "licenses": [{"expression": "BSD-3-Clause"}]}
    ]
    with pytest.raises(release.Stopped, match="does not name httpx"):
        release.completed(bill, "0.2.0", {})


def test_the_example_for_ci_trusts_nobody_more_than_it_must() -> None:
    text = WORKFLOW.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    [job] = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert job["timeout-minutes"] <= 30
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in used)
    assert text.count("  # v") == len(used)
    assert "secrets." not in text
    [taken] = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert taken["with"] == {"persist-credentials": False}
    said = [step["run"] for step in job["steps"] if "run" in step]
    # A run line takes nothing that an outsider may write.
    assert not any("${{" in line for line in said)
    assert [line for line in said if "--require-hashes" in line]
    assert [line for line in said if line.startswith("portal-bot check")]

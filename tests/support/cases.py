"""Inputs from public reports with what is right, in the form of the collection's own README.

A case is a folder; `expected.json` beside them says what is right of it. Nothing here knows what
this product does: it is run as anybody runs it, and what it prints is held against the collection.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal_bot import settings
from tests.support.fixtures import PASSWORD
from tests.support.mock import MockPortal
from tests.support.said import Said

ROOT = Path(__file__).parents[2]
Json = Mapping[str, Any]

_NOT_THERE = """
import sys
from tests.support.said import Said
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
"""


class Case:
    """One case, laid out in a folder of its own, and how it went."""

    def __init__(self, source: Path, expected: Json, place: Path) -> None:
        self.expected = expected
        self.folder = place / "case"
        # Links and names stay as they are: some cases are about just these.
        shutil.copytree(source, self.folder, symlinks=True)
        self._environ = dict(os.environ)
        self._environ |= {settings.HOME: str(place / "home"), settings.PASSWORD: PASSWORD}
        self._environ.pop(settings.PORTAL, None)
        self._prepare(place)
        self.checked = self._call("check", "--json", *expected["check"])

    def _prepare(self, place: Path) -> None:
        for step in self.expected.get("prepare", ()):
            if "run" in step:
                subprocess.run([sys.executable, step["run"]], cwd=self.folder, check=True)
            else:
                (self.folder / step["link"]).symlink_to(step["to"])
        absent = self.expected.get("without", ())
        if absent and not declared(self.expected.get("unless_declared", ())):
            hook = place / "absent"
            hook.mkdir()
            (hook / "sitecustomize.py").write_text(_NOT_THERE.format(names=set(absent)), "utf-8")
            self._environ["PYTHONPATH"] = str(hook)

    def _call(self, *arguments: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "portal_bot", *arguments],
            cwd=self.folder,
            env=self._environ | {"PYTHONPATH": f"{self._environ.get('PYTHONPATH', '')}:{ROOT}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def wrong_of(self, answer: Json, portal: MockPortal) -> list[str]:
        """What is not as this answer has it; nothing where it is right."""
        wrong = [*_wrong_of_check(answer, self.checked)]
        if not wrong and "submit" in answer:
            wrong += self._wrong_of_submit(answer["submit"], portal)
        return wrong

    def _wrong_of_submit(self, wanted: Json, portal: MockPortal) -> list[str]:
        portal.reset()
        said = self._call(
            "submit", *wanted["paths"], "--portal-url", portal.address, "--yes", "--json"
        )
        stored = portal.submissions()
        wrong = []
        if said.code not in wanted["exits"]:
            wrong.append(f"submit: exit {said.code}: {said.out} {said.err}")
        if len(stored) != wanted.get("stored", len(stored)):
            wrong.append(f"submit: {len(stored)} stored")
        if not all(filing["verified"] for filing in said.json.get("filings", ())):
            wrong.append("submit: not all verified")
        for record in stored:
            wrong += [
                f"submit: {label} is {record['fields'].get(label)!r}"
                for label, value in wanted.get("fields", {}).items()
                if record["fields"].get(label)
                not in (value if isinstance(value, list) else [value])
            ]
            if len(record["papers"]) != wanted.get("papers", len(record["papers"])):
                wrong.append(f"submit: {len(record['papers'])} scans stored")
        return wrong


def declared(names: Any) -> bool:
    """Whether this program itself depends on one of them, wherever it runs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [line for line in project["dependencies"] if ";" not in line]
    return any(
        re.match(rf"{re.escape(name)}(?![\w\-.\[])", line) for name in names for line in wanted
    )


def _wrong_of_check(answer: Json, said: Said) -> list[str]:
    told = said.out + said.err
    dossiers = {nfc(one["path"]): one for one in said.json.get("dossiers", ())}
    wrong = []
    if said.code not in answer["exits"]:
        wrong.append(f"check: exit {said.code}: {told}")
    if "count" in answer and len(dossiers) != answer["count"]:
        wrong.append(f"check: {len(dossiers)} dossiers: {told}")
    wrong += [
        f"check: nobody said {pattern!r}: {told}"
        for pattern in answer.get("said", ())
        if not re.search(pattern, nfc(told) + nfc(json.dumps(said.json, ensure_ascii=False)))
    ]
    for name, wanted in answer.get("dossiers", {}).items():
        found = next(
            (d for path, d in dossiers.items() if f"/{path}".endswith(f"/{nfc(name)}")), None
        )
        if found is None:
            wrong.append(f"check: {name} is not among {[*dossiers]}")
            continue
        if found["ok"] is not wanted.get("ok", found["ok"]):
            wrong.append(f"check: {name}: ok is {found['ok']}: {found['problems']}")
        wrong += [
            f"check: {name}: no problem is {problem}: {found['problems']}"
            for problem in wanted.get("problems", ())
            if not any(_fits(one, problem) for one in found["problems"])
        ]
    return wrong


def _fits(problem: Json, wanted: Json) -> bool:
    severities = wanted.get("severity", problem["severity"])
    message = nfc(problem["message"])
    return (
        problem["severity"] in ([severities] if isinstance(severities, str) else severities)
        and (
            "field" not in wanted
            or bool(re.match(rf"(?:{wanted['field']})(?:\.|$)", problem["field"]))
        )
        and ("line" not in wanted or problem["where"].endswith(f":{wanted['line']}"))
        and all(re.search(pattern, message) for pattern in wanted.get("says", ()))
        and not any(re.search(pattern, message) for pattern in wanted.get("says_not", ()))
    )


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)

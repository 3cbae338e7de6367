"""Checks dossier files before anybody wastes a trip: every problem, and no request to anyone."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from portal_bot import registry
from portal_bot.dossier.block import Context, Declaration
from portal_bot.dossier.exceptions import Applied, overrule
from portal_bot.dossier.load import Source, find, load
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.places import Agency, agency
from portal_bot.dossier.problems import Finding, Problem
from portal_bot.dossier.spec import Spec, specs
from portal_bot.dossier.validate import filled, validate
from portal_bot.registry import AnyFlow

VIETNAM = timezone(timedelta(hours=7))


# Who was on duty, when consent was given, whose account files it and which of our rules was
# overruled do not change what is filed.
_NOT_FILED = {"procedure", "account", "consent", "desk", "exceptions"}


@dataclass(slots=True)
class Checked:
    """One dossier file, judged.

    Attributes:
        path: the file.
        procedure: the flow's slug; what the file says, where no flow is found.
        flow: the flow, or ``None``.
        dossier: the dossier, or ``None`` when a value in it is not what it must be.
        declaration: likewise; what was left out is filled in from the applicant.
        problems: in the order of the file.
        subject: whom or what it is about; empty until the declaration is whole.
        papers: the scans by paper, as full paths.
        scan_hashes: SHA-256 of each scan, as it was when it was checked.
        exceptions: which of our rules the dossier overruled, for whom and why.
    """

    path: Path
    procedure: str = ""
    flow: AnyFlow | None = None
    dossier: Dossier | None = None
    declaration: Declaration | None = None
    problems: list[Problem] = field(default_factory=list)
    subject: tuple[str, ...] = ()
    papers: dict[str, list[Path]] = field(default_factory=dict)
    scan_hashes: dict[str, list[str]] = field(default_factory=dict)
    exceptions: list[Applied] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether it may be filed: no problem is an error."""
        return all(problem.severity != "error" for problem in self.problems)

    @property
    def content_hash(self) -> str:
        """SHA-256 over what is filed: the values in one spelling, and the scans' own hashes.

        Empty until dossier and declaration are whole. Made when it is asked for: only a filing
        needs it.
        """
        if self.dossier is None or self.declaration is None or self.flow is None:
            return ""
        content = {
            "code": self.flow.code,
            "dossier": self.dossier.model_dump(mode="json", exclude=_NOT_FILED),
            "declaration": self.declaration.model_dump(mode="json"),
            "papers": self.scan_hashes,
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def scans_changed(self) -> bool:
        """Whether a scan is no longer what it was when it was checked, or is gone."""
        now = {key: [_file_hash(path) for path in paths] for key, paths in self.papers.items()}
        return now != self.scan_hashes

    def as_json(self) -> dict[str, Any]:
        """The shape that ``check --json`` prints for a dossier."""
        return {
            "path": str(self.path),
            "ok": self.ok,
            "procedure": self.procedure,
            "problems": [problem.as_json() for problem in self.problems],
            "exceptions": [applied.as_json() for applied in self.exceptions],
        }


def default_agency() -> Agency:
    """The commune this tool was made for; a portal's profile may say another."""
    return agency("Xã Hòa Thành", "Thị xã Đông Hòa")


def check_paths(
    paths: Iterable[Path | str], *, today: date | None = None, office: Agency | None = None
) -> list[Checked]:
    """Checks files, and folders of files, one by one and against each other."""
    files = list(dict.fromkeys(find(Path(path) for path in paths)))
    with _collector_paused():
        checked = [check_source(load(path), today=today, office=office) for path in files]
    _tell_of_duplicates(checked)
    return checked


@contextmanager
def _collector_paused() -> Iterator[None]:
    """What is checked is kept, and next to nothing of it in circles: there is nothing to collect.

    A sixth of the time went into looking.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def check_source(
    source: Source, *, today: date | None = None, office: Agency | None = None
) -> Checked:
    """Checks one dossier by itself."""
    checked = Checked(source.path, problems=list(source.problems))
    if source.data is not None:
        day = today or datetime.now(VIETNAM).date()
        _Check(source, checked, Context(day, None, office or default_agency())).run()
    return checked


class _Check:
    """The way from a file's text to a judged dossier."""

    def __init__(self, source: Source, checked: Checked, context: Context) -> None:
        self.source = source
        self.checked = checked
        self.context = context
        self.found: list[Finding] = []

    def run(self) -> None:
        own = {key: value for key, value in self.source.data.items() if key not in FLOW_PARTS}
        whole, part, found = validate(Dossier, own, self.context)
        self.found += found
        said = part.__dict__ if part is not None else {}
        # An office that is named wrongly is unknown; only where none is named is it the usual one.
        office = said["agency"] or self.context.agency if "agency" in said else None
        self.context = Context(self.context.today, said.get("applicant"), office)
        self.checked.dossier = whole
        self._find_flow(said.get("procedure"))
        if self.checked.flow is not None:
            declared = self._declaration(self.checked.flow)
            self._papers(self.checked.flow, declared)
            self._delivery(self.checked.flow)
            self._identify(self.checked.flow)
        self.found, self.checked.exceptions = overrule(self.found, said.get("exceptions") or ())
        if len(self.found) > 1:
            self.found.sort(key=lambda finding: self.source.line(finding.path) or 0)
        self.checked.problems += [self.source.problem(finding) for finding in self.found]

    def _find_flow(self, name: str | None) -> None:
        if name is None:
            return
        self.checked.procedure = name
        self.checked.flow = registry.find(name)
        if self.checked.flow is not None:
            self.checked.procedure = self.checked.flow.slug
            return
        likely = registry.nearest_slugs(name) or list(registry.flows())
        told = f"Không có thủ tục “{name}”; gần nhất: {', '.join(likely)}"
        self.found.append(Finding(("procedure",), "unknown_procedure", told))

    def _declaration(self, flow: AnyFlow) -> Declaration | None:
        raw = filled(flow.declaration, self.source.data.get("declaration"), self.context.applicant)
        whole, part, found = validate(flow.declaration, raw, self.context)
        self.found += [finding.under("declaration") for finding in found]
        self.checked.declaration = whole
        return part

    def _papers(self, flow: AnyFlow, declared: Declaration | None) -> None:
        raw = self.source.data.get("papers") or {}
        _whole, part, found = validate(flow.papers, raw, self.context, declared)
        self.found += [_as_paper(finding).under("papers") for finding in found]
        for spec in specs(flow.papers):
            files = part.__dict__.get(spec.name) if part else None
            if files:
                self._scans(spec, files)

    def _scans(self, spec: Spec, files: tuple[Path, ...]) -> None:
        # A scan is opened with libraries that a dossier without scans need not wait for.
        from portal_bot.papers import inspect

        folder = self.source.path.parent
        paths = [(folder / file).resolve() for file in files]
        self.checked.papers[spec.name] = paths
        self.checked.scan_hashes[spec.name] = [_file_hash(path) for path in paths]
        for number, path in enumerate(paths):
            place = ("papers", spec.name, number)
            for fault in inspect(path):
                self.found.append(Finding(place, fault.code, fault.message))

    def _delivery(self, flow: AnyFlow) -> None:
        entry, dossier = registry.facts(flow), self.checked.dossier
        if entry is None or dossier is None:
            return
        method = dossier.delivery.method
        if method.value not in entry.return_methods:
            offered = ", ".join(entry.return_methods)
            told = f"Thủ tục này không trả kết quả “{method.label}”; chọn: {offered}"
            self.found.append(Finding(("delivery", "method"), "delivery_not_offered", told))

    def _identify(self, flow: AnyFlow) -> None:
        if self.checked.declaration is not None and self.checked.dossier is not None:
            self.checked.subject = flow.subject_of(self.checked.declaration)


def _as_paper(finding: Finding) -> Finding:
    code = "missing_paper" if finding.code == "missing" else finding.code
    return Finding(finding.path, code, finding.message, finding.severity)


def _file_hash(path: Path) -> str:
    try:
        with path.open("rb") as scan:
            return hashlib.file_digest(scan, "sha256").hexdigest()
    except OSError:
        return ""


def _tell_of_duplicates(checked: Iterable[Checked]) -> None:
    first: dict[tuple[Any, ...], Checked] = {}
    for each in checked:
        if each.dossier is None or not each.subject:
            continue
        other = first.setdefault((each.procedure, each.subject, each.dossier.request), each)
        if other is not each:
            told = (
                f"Trùng với hồ sơ {other.path}: cùng thủ tục và cùng người, cùng việc; bỏ một tệp, "
                "hoặc thêm nhãn request nếu thật sự cần làm hai lần"
            )
            each.problems.append(
                Problem("error", "duplicate_dossier", "procedure", each.path.name, told)
            )

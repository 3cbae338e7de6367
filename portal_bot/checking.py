"""Checks dossier files before anybody wastes a trip: every problem, and no request to anyone."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from portal_bot import bugs, clock, files, privacy, registry
from portal_bot.catalogue.procedures import BrokenFacts
from portal_bot.dossier.block import Declaration
from portal_bot.dossier.book_rows import file_of, is_row, is_workbook, row_of
from portal_bot.dossier.context import Context
from portal_bot.dossier.exceptions import Applied, overrule
from portal_bot.dossier.finding import Skipped, survey
from portal_bot.dossier.load import load
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.places import Agency, agency
from portal_bot.dossier.problems import MORE, Finding, Problem, bounded, gravest
from portal_bot.dossier.source import Source
from portal_bot.dossier.spec import Spec, specs
from portal_bot.dossier.validate import filled, validate
from portal_bot.errors import DossierError, PortalBotError, SetupError
from portal_bot.intake.scans.seen_twice import Across, SeenScan, told_across, told_within, within
from portal_bot.papers import PaperFault, Scan, locate, look, may_be_a_card, sha256
from portal_bot.papers.limits import USUAL, Limits, too_large
from portal_bot.procedure_names import Miss, look_up
from portal_bot.registry import AnyFlow
from portal_bot.shown import shown

# Of a workbook in which there is no dossier.
NOTHING = ("empty_workbook", "not_a_dossier")
# Problems that are no dossier's fault: the program's own.
_OURS = frozenset((bugs.Bug.code, registry.BrokenFlow.code, BrokenFacts.code))


@dataclass(slots=True)
class Checked:
    """One dossier file, judged.

    Attributes:
        path: the file; of a workbook's row, the workbook and the row in it (`book_rows`).
        procedure: the flow's slug; what the file says, where no flow is found.
        flow: the flow, or ``None``.
        dossier: the dossier, or ``None`` when a value in it is not what it must be.
        declaration: likewise; what was left out is filled in from the applicant.
        problems: in the order of the file.
        subject: whom or what it is about; empty until the declaration is whole.
        papers: what is sent, by paper, as full paths: the scans, or copies made of them.
        originals: the scans that the dossier names, likewise.
        scan_hashes: SHA-256 of each of these, as it was when it was checked.
        digests: SHA-256 of what is sent.
        seen: the scans as they can be known again.
        stamp: how the file was found before it was read.
        scan_stamps: likewise of each scan.
        reference: the filing's id that stands beside it in a workbook.
        said: what the file says, as it was read.
        seconds: how long it took.
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
    originals: dict[str, list[Path]] = field(default_factory=dict)
    scan_hashes: dict[str, list[str]] = field(default_factory=dict)
    digests: dict[str, list[str]] = field(default_factory=dict)
    seen: list[SeenScan] = field(default_factory=list)
    stamp: files.Stamp | None = None
    scan_stamps: dict[str, list[files.Stamp | None]] = field(default_factory=dict)
    reference: str = ""
    said: Any = field(default=None, repr=False)
    seconds: float = 0.0
    exceptions: list[Applied] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether it may be filed: no problem is an error."""
        return all(problem.severity != "error" for problem in self.problems)

    @property
    def exit_code(self) -> int:
        """This dossier's part in the exit code of a run."""
        codes = {problem.code for problem in self.problems if problem.severity == "error"}
        if codes & _OURS:
            return PortalBotError.exit_code
        return DossierError.exit_code if codes else 0

    def was_touched(self) -> bool:
        """Whether anybody wrote to the file since it was read, be it the same again."""
        return files.stamp(file_of(self.path)) != self.stamp

    def scans_changed(self) -> bool:
        """Whether a scan is no longer what it was when it was checked, or is gone.

        What nobody touched is not read again here: its bytes are compared when they are sent.
        """
        said = self.originals.items()
        stamps = {key: [files.stamp(path) for path in paths] for key, paths in said}
        if stamps == self.scan_stamps:
            return False
        now = {key: [_file_hash(path) for path in paths] for key, paths in said}
        return now != self.scan_hashes

    @contextmanager
    def guarded(self, home: Path | None = None) -> Iterator[None]:
        """Work on this dossier among many: what nobody foresaw becomes its own problem.

        Args:
            home: where a bug of ours is written down; `None`: the usual one.

        Raises:
            SetupError: the run as a whole cannot go.
        """
        try:
            yield
        except SetupError:
            raise
        except PortalBotError as error:
            self._failed(error)
        except Exception as error:  # noqa: BLE001 - reported as our bug, with exit 50
            # What the dossier says may stand in the exception's words, and so in the report.
            with privacy.registered(_texts(self.said)):
                self._failed(bugs.bug(error, home=home, words=self.said is not None))

    def _failed(self, error: PortalBotError) -> None:
        name = shown(self.path.name)
        told = f"{name}: {error.message}"
        self.problems.append(Problem("error", error.code, error.field or "", name, told))

    def as_json(self) -> dict[str, Any]:
        """The shape that ``check --json`` prints for a dossier."""
        return {
            "path": str(file_of(self.path)),
            "row": row_of(self.path),
            "ok": self.ok,
            "procedure": self.procedure,
            "problems": [problem.as_json() for problem in self.problems],
            "exceptions": [applied.as_json() for applied in self.exceptions],
        }


class Checks(list[Checked]):
    """Every dossier of some paths, judged.

    Attributes:
        skipped: what lies beside them and may have been meant too.
    """

    def __init__(self, checked: Iterable[Checked] = (), skipped: Iterable[Skipped] = ()) -> None:
        super().__init__(checked)
        self.skipped = tuple(skipped)

    @property
    def exit_code(self) -> int:
        """Of several, the highest; a dossier that was left out is not passed over as well."""
        left_out = any(each.is_dossier for each in self.skipped)
        codes = [DossierError.exit_code if left_out else 0, *(each.exit_code for each in self)]
        return max(codes)


def nothing_in(paths: Iterable[Path], checked: Checks) -> str:
    """There is no dossier, and what there is instead."""
    places = ", ".join(shown(path) for path in paths)
    instead = "".join(f"\n  {each.message}" for each in checked.skipped)
    return f"không có hồ sơ nào ở {places}{instead}"


@cache
def default_agency() -> Agency:
    """The commune this tool was made for; a portal's profile may say another."""
    return agency("Xã Hòa Thành", "Thị xã Đông Hòa")


def check_paths(
    paths: Iterable[Path | str],
    *,
    today: date | None = None,
    office: Agency | None = None,
    limits: Limits = USUAL,
    home: Path | None = None,
) -> Checks:
    """Checks files, and folders of files, one by one and against each other.

    Args:
        paths: dossier files, or folders of them.
        today: the day of judgment; `None`: today in Vietnam.
        office: where they are filed, if they do not say.
        limits: what the portal takes of scans.
        home: where a bug of ours is written down, and copies of scans are kept; `None`: the usual
            one.
    """
    today = today or clock.today()  # one day for all, also at midnight
    given = [Path(path) for path in paths]
    found = survey(given)
    checked = list[Checked]()
    with _collector_paused():
        for path in found.dossiers:
            if is_workbook(path) or is_row(path):
                rows = _rows(path, found.skipped, home, named=path in given)
            else:
                rows = [(Checked(path), None)]
            for each, source in rows:
                began = perf_counter()
                with each.guarded(home):
                    # Of a row, since its workbook was read.
                    each.stamp = each.stamp or files.stamp(path)
                    _judge(each, source or load(path), today, office, limits, home)
                each.seconds += perf_counter() - began
                checked.append(each)
    _tell_of_duplicates(checked)
    _tell_of_scans(checked)
    return Checks(checked, found.skipped)


def _rows(
    path: Path, skipped: list[Skipped], home: Path | None, *, named: bool
) -> list[tuple[Checked, Source | None]]:
    """The dossiers of a workbook, a row each.

    Args:
        path: the workbook, or a row of it.
        skipped: what is left out is told there.
        home: where a bug of ours is written down.
        named: whether the workbook was asked for by its name, and not only lies in a folder.
    """
    from portal_bot.intake.workbook.reading import read  # slow: only for workbooks

    whole, began = Checked(path), perf_counter()
    stamp = files.stamp(file_of(path))
    with whole.guarded(home):
        book = read(path)
        skipped += book.skipped
        if not named and not book.sources and book.problem and book.problem.code in NOTHING:
            # An empty form, or somebody's own list, that lies among the dossiers.
            skipped.append(Skipped(path, "no_dossier", book.problem.message, is_dossier=False))
            return []
        if book.problem is not None:
            whole.problems.append(book.problem)
        rows: list[tuple[Checked, Source | None]] = [
            (Checked(s.path, stamp=stamp), s) for s in book.sources
        ]
        if rows:
            rows[0][0].seconds = perf_counter() - began
            return rows
    return [(whole, Source(path, problems=whole.problems))]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """What is checked is kept, and next to nothing of it in circles: there is nothing to collect.

    A sixth of the time went into looking. Afterwards all of it counts as old, and is not gone
    through at once.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def check_source(
    source: Source,
    *,
    today: date | None = None,
    office: Agency | None = None,
    limits: Limits = USUAL,
    home: Path | None = None,
) -> Checked:
    """Checks one dossier by itself; arguments as `check_paths`."""
    checked = Checked(source.path)
    _judge(checked, source, today, office, limits, home)
    return checked


def _judge(
    checked: Checked,
    source: Source,
    today: date | None,
    office: Agency | None,
    limits: Limits,
    home: Path | None,
) -> None:
    checked.said, checked.reference = source.data, source.reference
    checked.problems = list(source.problems)
    unsaid = 0
    if source.data is not None:
        day = today or clock.today()
        context = Context(day, None, office or default_agency())
        unsaid = _Check(source, checked, context, limits, home).run()
    checked.problems = bounded(checked.problems, unsaid, shown(source.path.name))


class _Check:
    """The way from a file's text to a judged dossier."""

    def __init__(
        self,
        source: Source,
        checked: Checked,
        context: Context,
        limits: Limits,
        home: Path | None,
    ) -> None:
        self.source = source
        self.limits = limits
        self.home = home
        self.checked = checked
        self.context = context
        self.found: list[Finding] = []

    def run(self) -> int:
        """Judges; returns how many problems are left unsaid."""
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
        return self._tell()

    def _tell(self) -> int:
        all_of_them = sum(finding.count for finding in self.found)
        told = gravest([finding for finding in self.found if finding.code != MORE])
        placed = [(self.source.line(finding.path), finding) for finding in told]
        placed.sort(key=lambda each: each[0] or 0)
        self.checked.problems += [self.source.problem(finding, line) for line, finding in placed]
        return all_of_them - len(told)

    def _find_flow(self, name: str | None) -> None:
        if name is None:
            return
        found = look_up(name)
        if isinstance(found, Miss):
            self.checked.procedure = name
            self.found.append(Finding(("procedure",), "unknown_procedure", found.sentence))
            return
        self.checked.flow, self.checked.procedure = found, found.slug

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
        total = 0
        for spec in specs(flow.papers):
            said = part.__dict__.get(spec.name) if part else None
            if said:
                total += self._scans(spec, said)
        for twice in within(self.checked.seen):
            place = ("papers", twice.scan.paper, twice.scan.number)
            code = "same_scan" if twice.is_copy else "similar_scan"
            self.found.append(Finding(place, code, told_within(twice), "warning"))
        most = self.limits.max_total
        if most is not None and total > most:
            told, limit = too_large(total, most)
            message = f"Các bản quét nặng tổng cộng {told}, {self.limits.whose} chỉ nhận {limit}"
            self.found.append(Finding(("papers",), "papers_too_big", message))

    def _scans(self, spec: Spec, said: tuple[Path, ...]) -> int:
        """Judges the scans of one row; returns their bytes."""
        most, place = self.limits.max_files, ("papers", spec.name)
        if len(said) > most:
            message = (
                f"“{spec.title}” có {len(said)} tệp, {self.limits.whose} chỉ nhận tối đa {most} "
                "tệp một giấy tờ: gộp các trang vào một tệp PDF bằng `portal-bot scan TỆP…`"
            )
            self.found.append(Finding(place, "too_many_papers", message))
        checked, size = self.checked, 0
        originals = checked.originals[spec.name] = []
        hashes = checked.scan_hashes[spec.name] = []
        checked.papers[spec.name], checked.digests[spec.name] = [], []
        stamps = checked.scan_stamps[spec.name] = []
        # One more than the portal takes is refused already; the rest need not be opened.
        for number, file in enumerate(said[:most]):
            found = locate(self.source.folder, file)
            if isinstance(found, PaperFault):
                self.found.append(Finding((*place, number), found.code, found.message))
                continue
            stamps.append(files.stamp(found))
            scan = look(found, self.limits)
            self.found += (
                Finding((*place, number), one.code, one.message, one.severity)
                for one in scan.faults
            )
            if scan.sha256 and scan.sha256 in hashes:
                message = (
                    f"“{spec.title}”: {shown(found.name)} là cùng một tệp hai lần (trùng tệp thứ "
                    f"{hashes.index(scan.sha256) + 1}); xem có quét thiếu trang không, hoặc bỏ một"
                )
                self.found.append(Finding((*place, number), "same_scan", message, "warning"))
            originals.append(found)
            hashes.append(scan.sha256)
            size += self._sent(spec, number, found, scan)
        return size

    def _sent(self, spec: Spec, number: int, found: Path, scan: Scan) -> int:
        """Notes what is sent of a scan: itself, or the copy made of it; returns its bytes."""
        path, digest, size = found, scan.sha256, scan.size
        place = ("papers", spec.name, number)
        if scan.to_prepare and all(one.severity != "error" for one in scan.faults):
            path, digest, size = self._copied(place, found, scan)
        if scan.card and not may_be_a_card(spec.title):
            message = (
                f"“{spec.title}”: {shown(found.name)} là ảnh căn cước (đọc được mã QR trên thẻ), "
                "không phải giấy tờ này; xem có gắn nhầm không"
            )
            self.found.append(Finding(place, "card_for_paper", message, "warning"))
        self.checked.papers[spec.name].append(path)
        self.checked.digests[spec.name].append(digest)
        if scan.sha256:
            seen = SeenScan(spec.name, number, spec.title, found, scan.sha256, scan.print)
            self.checked.seen.append(seen)
        return size

    def _copied(
        self, place: tuple[str | int, ...], found: Path, scan: Scan
    ) -> tuple[Path, str, int]:
        from portal_bot.intake.scans.copies import ScanCopies  # only for what no portal takes
        from portal_bot.intake.scans.one_paper import NotMade  # likewise

        name = shown(found.name)
        try:
            copy = ScanCopies(self.home).of(found, scan.sha256, self.limits)
        except NotMade as why:
            told = f"Tệp {name}: {why}"
            self.found.append(Finding(place, "paper_not_prepared", told))
            return found, scan.sha256, 0
        told = (
            f"{self.limits.whose} không nhận {name} như vậy: sẽ gửi bản đã chuyển "
            f"{copy.path.name}; tệp gốc giữ nguyên"
        )
        self.found.append(Finding(place, "paper_prepared", told, "info"))
        return copy.path, copy.sha256, copy.size

    def _delivery(self, flow: AnyFlow) -> None:
        entry, dossier = registry.facts(flow), self.checked.dossier
        # Facts that say nothing of it leave it to the portal's own page.
        if entry is None or dossier is None or not entry.return_methods:
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
        return sha256(path)
    except OSError:
        return ""


def _texts(value: Any) -> Iterator[str]:
    """Every text that a dossier says."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _tell_of_duplicates(checked: Iterable[Checked]) -> None:
    first: dict[tuple[Any, ...], Checked] = {}
    deeds: dict[tuple[Any, ...], Checked] = {}
    for each in checked:
        if each.dossier is None or not each.subject:
            continue
        if each.flow is not None and each.flow.one_of:
            _tell_of_deed(each, deeds.setdefault((each.flow.one_of, *each.subject[:2]), each))
        other = first.setdefault((each.procedure, each.subject, each.dossier.request), each)
        if other is not each:
            told = (
                f"Trùng với hồ sơ {other.path}: cùng thủ tục và cùng người, cùng việc; bỏ một tệp, "
                "hoặc thêm nhãn request nếu thật sự cần làm hai lần"
            )
            each.problems.append(
                Problem("error", "duplicate_dossier", "procedure", _where(each), told)
            )


def _tell_of_scans(checked: Iterable[Checked]) -> None:
    """One scan in the dossiers of two people."""
    across = Across()
    for each in checked:
        if not each.seen or each.dossier is None:
            continue
        applicant, name = each.dossier.applicant, shown(file_of(each.path).name)
        owner = f"{applicant.citizen_id} {applicant.full_name}"
        for scan in each.seen:
            if found := across.seen(owner, name, scan):
                code = "scan_of_another" if found[1].is_copy else "similar_scan_of_another"
                field_ = f"papers.{scan.paper}.{scan.number}"
                told = told_across(found[1], found[0])
                each.problems.append(Problem("warning", code, field_, _where(each), told))


def _tell_of_deed(each: Checked, other: Checked) -> None:
    """Two procedures of which one person needs but one."""
    if other.flow is None or each.flow is None or other.flow is each.flow:
        return
    told = (
        f"Trùng người với hồ sơ {other.path} (thủ tục “{other.flow.title}”): với một người chỉ làm "
        "một trong hai thủ tục này; bỏ tệp chọn nhầm thủ tục"
    )
    each.problems.append(Problem("error", "duplicate_deed", "procedure", _where(each), told))


def _where(checked: Checked) -> str:
    """The dossier as a whole: its file, or the first cell of its row."""
    row = row_of(checked.path)
    return checked.path.name if row is None else "!A".join(row.rsplit("!", 1))

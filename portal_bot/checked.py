"""A dossier that was judged, and a run's worth of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal_bot import bugs, files, registry
from portal_bot.catalogue.facts_file import BrokenFacts
from portal_bot.dossier.block import Declaration
from portal_bot.dossier.book_rows import file_of, row_of
from portal_bot.dossier.exceptions import Applied
from portal_bot.dossier.finding import Skipped
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.problems import Problem
from portal_bot.errors import DossierError, PortalBotError, SetupError
from portal_bot.intake.scans.seen_twice import SeenScan
from portal_bot.papers import sha256
from portal_bot.registry import AnyFlow
from portal_bot.shown import shown

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

    @property
    def where(self) -> str:
        """The dossier as a whole: its file, or the first cell of its row."""
        row = row_of(self.path)
        return self.path.name if row is None else "!A".join(row.rsplit("!", 1))

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


def _file_hash(path: Path) -> str:
    try:
        return sha256(path)
    except OSError:
        return ""

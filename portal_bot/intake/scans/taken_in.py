"""Takes scans in: looks at them, makes the paper's file of them, and puts it where it belongs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal_bot import files
from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError, UsageError
from portal_bot.intake.scans.in_threads import in_threads
from portal_bot.intake.scans.one_paper import Made, NotMade, Original, made_of
from portal_bot.intake.scans.safe_names import safe_name
from portal_bot.papers import PaperFault, look
from portal_bot.papers.inspection import MOST_BYTES
from portal_bot.papers.limits import MEGABYTE, Limits
from portal_bot.papers.picture_file import ENDINGS
from portal_bot.reasons import in_words
from portal_bot.shown import shown

# All that is joined into one paper.
_MOST_TOGETHER = 96 * MEGABYTE
_MOST_FILES = 200


@dataclass(slots=True)
class TakenIn:
    """What became of one or several scans.

    Attributes:
        scans: the originals.
        faults: what is wrong with them; where one is an error, nothing was made.
        path: the file that was made; `None`: none.
        as_it_was: whether it is the scan itself, byte by byte.
        digest: its SHA-256.
        size: its bytes.
    """

    scans: list[Path]
    faults: list[PaperFault] = field(default_factory=list)
    path: Path | None = None
    as_it_was: bool = False
    digest: str = ""
    size: int = 0

    @property
    def ok(self) -> bool:
        """Whether there is a file that can be handed in."""
        return self.path is not None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "scans": [str(scan) for scan in self.scans],
            "path": str(self.path) if self.path else None,
            "as_it_was": self.as_it_was,
            "sha256": self.digest,
            "size": self.size,
            "problems": [
                {"severity": one.severity, "code": one.code, "message": one.message}
                for one in self.faults
            ],
        }


def take_in(scans: Sequence[Path], into: Path, name: str, limits: Limits) -> TakenIn:
    """Makes one file of the scans; they themselves are only read.

    Args:
        scans: of one paper, in order.
        into: the folder for it; made if it is not there.
        name: the paper's, or the scan's, for people.
        limits: the portal's.

    Raises:
        SetupError: the folder cannot be written to.
    """
    return take_in_each([scans], into, [name], limits)[0]


def take_in_each(
    groups: Sequence[Sequence[Path]], into: Path, names: Sequence[str], limits: Limits
) -> list[TakenIn]:
    """Makes a file of each group of scans; arguments and errors as `take_in`."""
    made = in_threads(lambda scans: _made(scans, limits), groups)
    for (taken, file), name in zip(made, names, strict=True):
        if file is not None:
            taken.path = _placed(into, name, file.ending, file.content)
            taken.as_it_was, taken.size = file.as_it_was, len(file.content)
            taken.digest = hashlib.sha256(file.content).hexdigest()
    return [taken for taken, _file in made]


def _made(scans: Sequence[Path], limits: Limits) -> tuple[TakenIn, Made | None]:
    taken, originals, room = TakenIn(list(scans)), list[Original](), _MOST_TOGETHER
    looks = in_threads(lambda scan: _looked_at(scan, limits), scans[:_MOST_FILES])
    taken.faults = list(dict.fromkeys(fault for faults in looks for fault in faults))
    for scan in scans[:_MOST_FILES]:
        try:
            content = files.read(scan, min(MOST_BYTES, room))
        except files.Unopened:
            continue  # told by the look at it
        room -= len(content)
        originals.append(Original(shown(scan.name), content))
    if len(scans) > _MOST_FILES or room < 0:
        told = f"{len(scans)} tệp, quá nhiều hoặc quá nặng để gộp thành một: chia ra"
        taken.faults.append(PaperFault("paper_too_big", told))
    if any(fault.severity == "error" for fault in taken.faults):
        return taken, None
    try:
        return taken, made_of(originals, limits)
    except NotMade as why:
        told = f"{', '.join(one.name for one in originals[:3])}: {why}"
        taken.faults.append(PaperFault("paper_not_prepared", told))
    return taken, None


def _looked_at(scan: Path, limits: Limits) -> list[PaperFault]:
    """As a check would look at it; its name and its size are mended here, and its kind as well."""
    ending = scan.suffix[1:].lower()
    kinds = (*limits.types, *ENDINGS)
    roomy = Limits(MOST_BYTES, limits.max_files, kinds, whose=limits.whose)
    if ending not in ENDINGS:
        told = f"{shown(scan.name)}: chỉ chuẩn bị được PDF và ảnh (JPEG, PNG, WebP, HEIC, TIFF)"
        return [PaperFault("paper_type", told)]
    return [fault for fault in look(scan, roomy).faults if fault.code != "paper_name"]


def _placed(into: Path, name: str, ending: str, content: bytes) -> Path:
    """Under a name that is free, or that the same bytes have already: they were placed before."""
    taken = set[str]()
    try:
        while True:
            path = into / safe_name(name, ending, taken)
            if not files.is_there(path):
                return write_private(path, content)
            if not files.is_folder(path) and files.read(path, len(content)) == content:
                return path
            taken.add(path.name)
    except OSError as error:
        why = error.reason if isinstance(error, files.Unopened) else in_words(error)
        raise SetupError(f"không ghi được vào {into}: {why}") from error


def insist_on_scans(paths: Sequence[Path]) -> None:
    """Refuses what is no file before anything is made.

    Raises:
        UsageError: one is not there, or is a folder.
    """
    for path in paths:
        if files.is_folder(path):
            raise UsageError(f"{path} là thư mục: ghi từng tệp, hoặc --watch {path}")
        if not os.path.lexists(path):
            raise UsageError(f"không có tệp {path}")

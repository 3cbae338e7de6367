"""What a portal's form asks of a procedure, as it was read once: kept in the home, compared later.

Labels, kinds and options only: nothing of the account it was read with, and no value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_bot import files
from portal_bot.atomic_write import write_private
from portal_bot.dossier.spec import specs
from portal_bot.errors import SetupError
from portal_bot.form.contract import Drift
from portal_bot.form.snapshot import Snapshot, snapshot_of
from portal_bot.form.text import label_key, squeeze
from portal_bot.portals.profile import FOLDER, Portal
from portal_bot.portals.roles import PaperRow
from portal_bot.reasons import in_words
from portal_bot.registry import AnyFlow

_FORMAT = 1
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class FormContract:
    """One procedure's form at one portal.

    Attributes:
        slug: the procedure.
        portal: the portal's name.
        platform: what it runs on.
        read_at: when, ISO 8601.
        form: every box that was seen, emptied of values where it was kept.
        papers: the rows of papers; `None`: not told before the form is filled.
        whole: whether every driver was tried, so that no box stayed hidden.
    """

    slug: str
    portal: str
    platform: str
    read_at: str
    form: Snapshot
    papers: tuple[PaperRow, ...] | None
    whole: bool

    def as_json(self) -> dict[str, Any]:
        """For programs, and for the home."""
        papers = self.papers
        return {
            "format": _FORMAT,
            "procedure": self.slug,
            "portal": self.portal,
            "platform": self.platform,
            "read_at": self.read_at,
            "whole": self.whole,
            "fields": self.form.contract(),
            "papers": None
            if papers is None
            else [{"name": squeeze(row.name), "demanded": row.demanded} for row in papers],
        }


def place_of(home: Path, portal: Portal, slug: str) -> Path:
    """Where the home keeps it."""
    return home / FOLDER / portal.name / f"{slug}.json"


def keep(home: Path, portal: Portal, contract: FormContract) -> Path:
    """Writes it into the home (0600): what later forms are compared with.

    Raises:
        SetupError: it cannot be written.
    """
    to = place_of(home, portal, contract.slug)
    text = json.dumps(contract.as_json(), ensure_ascii=False, indent=1)
    try:
        return write_private(to, f"{text}\n")
    except OSError as error:
        raise SetupError(f"không ghi được {to}: {in_words(error)}") from error


def kept(home: Path, portal: Portal, slug: str) -> FormContract | None:
    """What the home has of it; `None`: nothing, or it is of another platform.

    Raises:
        SetupError: a file is there, and is not understood.
    """
    path = place_of(home, portal, slug)
    try:
        told = json.loads(files.read(path, _LARGEST))
        if told["format"] != _FORMAT:
            raise SetupError(f"{path}: dạng {told['format']} không phải của phiên bản này")
        papers = told["papers"]
        contract = FormContract(
            slug=told["procedure"],
            portal=told["portal"],
            platform=told["platform"],
            read_at=told["read_at"],
            form=snapshot_of(told["fields"]),
            papers=None if papers is None else tuple(PaperRow(**row) for row in papers),
            whole=told["whole"],
        )
    except files.Unopened as error:
        if error.kind == "missing":
            return None
        raise SetupError(f"không đọc được {path}: {error.reason}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(
            f"{path} không còn đọc được; xóa tệp rồi giữ lại bằng `portal-bot probe --keep`"
        ) from error
    return contract if contract.platform == portal.platform else None


def papers_drifted(
    flow: AnyFlow, rows: Sequence[PaperRow], earlier: Sequence[PaperRow] | None
) -> Iterator[Drift]:
    """What is different in the papers that the portal asks for."""
    left = list(rows)
    for spec in specs(flow.papers):
        found = [row for row in rows if label_key(row.name) == label_key(spec.title)]
        left = [row for row in left if row not in found]
        path = f"papers.{spec.name}"
        if len(found) != 1:
            told = f"có {len(found)} dòng cùng tên" if found else "không còn dòng giấy tờ này"
            yield Drift("breaking", "paper", spec.title, told, path)
        elif found[0].demanded and not (spec.required or spec.meta.present_only):
            told = "nay bắt buộc, mà hồ sơ được bỏ trống"
            yield Drift("breaking", "paper_required", spec.title, told, path)
    known = {label_key(row.name): row for row in earlier or ()}
    for row in left:
        if row.demanded:
            yield Drift("breaking", "paper", row.name, "giấy tờ mới bắt buộc, mà ta không có")
        elif label_key(row.name) not in known:
            told = "chưa rõ có bắt buộc" if row.demanded is None else "không bắt buộc"
            yield Drift("additive", "paper", row.name, f"giấy tờ mới, {told}")
    for row in rows:
        before = known.get(label_key(row.name))
        if before and squeeze(before.name) != squeeze(row.name):
            yield Drift("cosmetic", "spelling", before.name, f"nay ghi “{row.name}”")

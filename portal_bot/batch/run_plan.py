"""The dossiers of a run: checked, each with its key, and checked again when its turn comes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_bot.checking import Checked, Checks, check_paths, nothing_in
from portal_bot.dossier.book_rows import LARGEST_BOOK, file_of, is_row, is_workbook
from portal_bot.dossier.finding import find
from portal_bot.dossier.load import LARGEST
from portal_bot.dossier.places import agency
from portal_bot.errors import DossierError, UsageError
from portal_bot.files import read
from portal_bot.filing.filed_content import content_hash
from portal_bot.filing.ready import Ready
from portal_bot.portals.profile import Portal


@dataclass(slots=True)
class Item:
    """One good dossier of a run.

    Attributes:
        number: its place among all dossiers of the run, from 0.
        checked: the check's result; it holds what the file said then.
        file_hash: SHA-256 of the file, read before the check.
    """

    number: int
    checked: Checked
    file_hash: str

    @property
    def path(self) -> Path:
        return self.checked.path

    @property
    def username(self) -> str | None:
        """The account that files it, or `None`."""
        account = self.checked.dossier.account if self.checked.dossier else None
        return account.username if account else None


@dataclass(frozen=True, slots=True)
class RunPlan:
    """All dossiers of a run, in the order given.

    Attributes:
        checked: every one.
        items: those that may be filed.
    """

    checked: Checks
    items: Sequence[Item]

    @property
    def refused(self) -> tuple[Checked, ...]:
        """Those that did not pass their check."""
        return tuple(c for c in self.checked if not c.ok)


def plan(paths: Sequence[Path], portal: Portal, home: Path | None = None) -> RunPlan:
    """Checks every dossier among the paths.

    Args:
        paths: dossier files or folders.
        portal: where they go.
        home: where a bug of ours is written down; `None`: the usual one.

    Raises:
        UsageError: there is none.
    """
    hashes = {path: _hash(path) for path in find(paths)}
    checked = _checked(paths, portal, home)
    if not checked:
        raise UsageError(nothing_in(paths, checked))
    items = [
        Item(number, each, hashes.get(each.path) or hashes.get(file_of(each.path), ""))
        for number, each in enumerate(checked)
        if each.ok
    ]
    return RunPlan(checked, items)


def at_its_turn(item: Item, portal: Portal) -> Ready:
    """The dossier as it is now, if it is still what was checked.

    Raises:
        DossierError: its file or one of its scans was edited or deleted meanwhile.
    """
    checked, now = item.checked, _hash(item.path)
    if item.file_hash != now and not _untouched(item, now):
        if not file_of(item.path).exists():
            raise DossierError(
                f"tệp {item.path.name} bị xóa hoặc dời đi trong lúc chờ đến lượt; chưa gửi gì. Để "
                "tệp lại chỗ cũ rồi chạy lại cùng lệnh"
            )
        checked = _same_again(_again(item, portal), item)
    elif checked.scans_changed():
        gone = [f.name for files in checked.papers.values() for f in files if not f.exists()]
        what = f"bản chụp {', '.join(gone)} không còn" if gone else "một bản chụp đã bị sửa"
        raise DossierError(
            f"{what} so với lúc soát {item.path.name}; chưa gửi gì. Xem lại rồi chạy lại cùng lệnh",
            field="papers",
        )
    return Ready.of(checked)


def _untouched(item: Item, now: str) -> bool:
    """Whether only other rows of its workbook were written to, or our own columns."""
    if not is_row(item.path):
        return False
    from portal_bot.intake.workbook.row_words import still_says

    return still_says(item.path, now, item.checked.said)


def _again(item: Item, portal: Portal) -> Iterator[Checked]:
    """What stands in the file now; a row may have moved, so that all of them are asked then."""
    yield from _checked([item.path], portal, None)
    if is_row(item.path):
        yield from _checked([file_of(item.path)], portal, None)


def _same_again(found: Iterable[Checked], item: Item) -> Checked:
    """The same dossier in its edited file: other lines may have changed, not this content."""
    now = content_hash(item.checked)
    for checked in found:
        if checked.ok and content_hash(checked) == now:
            return checked
    raise DossierError(
        f"tệp {item.path.name} đã bị sửa sau khi soát, trước khi đến lượt; chưa gửi gì. Soát lại "
        "(`portal-bot check`) rồi chạy lại cùng lệnh để nộp nội dung mới"
    )


def _checked(paths: Sequence[Path], portal: Portal, home: Path | None) -> Checks:
    office = agency(portal.agency.commune, portal.agency.district)
    return check_paths(paths, office=office, limits=portal.limits, home=home)


def _hash(path: Path) -> str:
    try:
        most = LARGEST_BOOK if is_workbook(file_of(path)) else LARGEST
        return hashlib.sha256(read(file_of(path), most)).hexdigest()
    except OSError:
        return ""

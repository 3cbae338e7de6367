"""The dossiers of a run: checked, each with its key, and checked again when its turn comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_bot import clock, files
from portal_bot.checking import Checked, Checks, check_paths, nothing_in
from portal_bot.dossier.book_rows import file_of, is_row
from portal_bot.dossier.load import load
from portal_bot.errors import DossierError, UsageError
from portal_bot.filing.holders_act import tell_of_acts
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.ready import Ready
from portal_bot.run.run import Run


@dataclass(slots=True)
class Item:
    """One good dossier of a run.

    Attributes:
        number: its place among all dossiers of the run, from 0.
        checked: the check's result; it holds what the file said then.
        ready: the same, taken over.
    """

    number: int
    checked: Checked
    ready: Ready

    @property
    def path(self) -> Path:
        return self.checked.path

    @property
    def username(self) -> str | None:
        """The account that files it, or `None`."""
        return self.ready.username


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


def plan(paths: Sequence[Path], run: Run) -> RunPlan:
    """Checks every dossier among the paths.

    Args:
        paths: dossier files or folders.
        run: says where they go, and where a bug of ours is written down.

    Raises:
        UsageError: there is none.
    """
    checked = _checked(paths, run)
    if not checked:
        raise UsageError(nothing_in(paths, checked))
    items = [Item(number, each, Ready.of(each)) for number, each in enumerate(checked) if each.ok]
    return RunPlan(checked, items)


def at_its_turn(item: Item, run: Run) -> Ready:
    """The dossier as it is now, if it is still what was checked.

    Raises:
        DossierError: its file or one of its scans was edited or deleted meanwhile.
    """
    checked, file = item.checked, file_of(item.path)
    if not file.exists():
        raise DossierError(
            f"tệp {item.path.name} bị xóa hoặc dời đi trong lúc chờ đến lượt; chưa gửi gì. Để "
            "tệp lại chỗ cũ rồi chạy lại cùng lệnh"
        )
    # Other text may be the same content: lines move, remarks change, our own columns are filled.
    if not is_as_checked(checked):
        return Ready.of(_same_again(_again(item, run), item))
    # Asked apart: a scan may change while the dossier's own file stays.
    if checked.scans_changed():
        gone = [f.name for of in checked.originals.values() for f in of if not f.exists()]
        what = f"bản chụp {', '.join(gone)} không còn" if gone else "một bản chụp đã bị sửa"
        raise DossierError(
            f"{what} so với lúc soát {item.path.name}; chưa gửi gì. Xem lại rồi chạy lại cùng lệnh",
            field="papers",
        )
    return item.ready


def is_as_checked(checked: Checked) -> bool:
    """Whether the file says what it said; of a workbook, other rows and our columns may differ."""
    if not checked.was_touched():
        return True
    if not is_row(checked.path):
        return bool(load(checked.path).data == checked.said)
    from portal_bot.intake.workbook.row_words import still_says  # slow: only for workbooks

    as_now = str(files.stamp(file_of(checked.path)))
    return still_says(checked.path, as_now, checked.said)


def _again(item: Item, run: Run) -> Iterator[Checked]:
    """What stands in the file now; a row may have moved, so that all of them are asked then."""
    yield from _checked([item.path], run)
    if is_row(item.path):
        yield from _checked([file_of(item.path)], run)


def _same_again(found: Iterable[Checked], item: Item) -> Checked:
    """The same dossier in its edited file: other lines may have changed, not this content."""
    for checked in found:
        if checked.ok and content_hash(checked) == item.ready.content_hash:
            return checked
    raise DossierError(
        f"tệp {item.path.name} đã bị sửa sau khi soát, trước khi đến lượt; chưa gửi gì. Soát lại "
        "(`portal-bot check`) rồi chạy lại cùng lệnh để nộp nội dung mới"
    )


def _checked(paths: Sequence[Path], run: Run) -> Checks:
    checked = check_paths(
        paths,
        office=run.office,
        limits=run.limits,
        home=run.home,
        edition=run.portal.edition,
    )
    tell_of_acts(checked, run.portal, clock.today(), run.home)
    return checked

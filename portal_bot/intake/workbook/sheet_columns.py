"""Which columns the sheet of a procedure has: its form, its papers, the dossier's own, and ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, cast

from portal_bot.dossier.block import Block
from portal_bot.dossier.describe import required
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.spec import Spec, spec_map, specs
from portal_bot.intake.cards.card_persons import persons_of
from portal_bot.registry import AnyFlow

# Ours begin with a sign that no field's name has.
ROW, STATE, PROBLEMS = "#row", "#state", "#problems"
NUMBER, DUE_AT, FEE, REFERENCE, NOTE = "#number", "#due_at", "#fee", "#reference", "#note"
OWN = (STATE, PROBLEMS, NUMBER, DUE_AT, FEE, REFERENCE)
OURS = {
    ROW: "STT",
    STATE: "Tình trạng",
    PROBLEMS: "Vấn đề",
    NUMBER: "Số hồ sơ",
    DUE_AT: "Hẹn trả",
    FEE: "Phải nộp",
    REFERENCE: "Mã tham chiếu",
    NOTE: "Ghi chú",
}
# A column with the picture of somebody's citizen card; whose, stands behind it.
CARD = "#card."
OUR_SECTION = "Máy ghi, đừng sửa"
ROW_SECTION = "Dòng"
NOTE_SECTION = "Của người nhập, không nộp"
# What a table's fields have in their keys in place of the row's number.
EACH = "[]"
_DECLARATION, _PAPERS = FLOW_PARTS
_GENERAL = "Hồ sơ"
_FORM = "Tờ khai"
_SCANS = "Giấy tờ (tên tệp quét)"


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition: the column that it looks at, and the answers for which it holds.

    Attributes:
        key: the column, or the beginning of several.
        answers: what may stand there, labels and codes; empty: anything (`given`), or nothing.
        given: whether it holds where something stands there at all.
        blank: whether an empty cell is one of the answers, as the field's default.
    """

    key: str
    answers: tuple[str, ...]
    given: bool = True
    blank: bool = False


@dataclass(frozen=True)
class SheetColumn:
    """One column.

    Attributes:
        key: the field's place in the dossier, ``declaration.child.full_name``, or one of ours.
        section: the heading above the headings.
        heading: the official label.
        spec: the field; `None`: the column is ours.
        need: whether it must be filled in: yes, no, or ``"conditional"``.
        asked: it applies only where all of these hold.
    """

    key: str
    section: str
    heading: str
    spec: Spec | None = None
    need: bool | str = False
    asked: tuple[Asked, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether only the program writes it."""
        return self.key in OWN

    @cached_property
    def is_paper(self) -> bool:
        """Whether it holds the names of files."""
        return self.key.startswith(f"{_PAPERS}.")

    @cached_property
    def is_card(self) -> bool:
        """Whether it holds the name of a citizen card's picture, of which cells are filled."""
        return self.key.startswith(CARD)

    @cached_property
    def place(self) -> tuple[str, ...]:
        """The field's place, name by name."""
        return tuple(self.key.replace(EACH, "").split("."))

    @cached_property
    def table(self) -> str | None:
        """The table's key, where it is a column of one."""
        head, each, _ = self.key.partition(EACH)
        return head if each else None


def columns_of(flow: AnyFlow) -> tuple[SheetColumn, ...]:
    """The columns, from left to right."""
    # To mypy a class that is passed around cannot be hashed.
    return _columns(cast("Any", flow))


@cache
def _columns(flow: AnyFlow) -> tuple[SheetColumn, ...]:
    found = [SheetColumn(ROW, ROW_SECTION, OURS[ROW])]
    found += [SheetColumn(key, OUR_SECTION, OURS[key]) for key in OWN]
    found += _with_cards(flow, list(_dossier(flow)))
    found.append(SheetColumn(NOTE, NOTE_SECTION, OURS[NOTE]))
    return tuple(found)


def _with_cards(flow: AnyFlow, columns: list[SheetColumn]) -> list[SheetColumn]:
    """Before the first column of each person of whom a number is asked, one for the card.

    Not of those who only repeat the applicant, nor of a table's rows: a picture for each row is
    more work than the three cells that it saves.
    """
    for person in persons_of(flow):
        beginning = f"{'.'.join(person.place)}."
        at = next((n for n, c in enumerate(columns) if c.key.startswith(beginning)), None)
        if at is not None and person.has_own_number:
            key = f"{CARD}{'.'.join(person.place)}"
            heading = f"Ảnh thẻ: {person.title}"
            columns.insert(at, SheetColumn(key, columns[at].section, heading))
    return columns


def _dossier(flow: AnyFlow) -> Iterator[SheetColumn]:
    for spec in specs(Dossier):
        if spec.name == "procedure":
            continue
        if spec.name == "delivery":
            yield from _within(flow.declaration, _DECLARATION, (), _Around(flow, _FORM))
            yield from _within(flow.papers, _PAPERS, (), _Around(flow, _SCANS, keeps=True))
        around = _Around(flow, _GENERAL, root=Dossier, prefix="")
        yield from _field(spec, Dossier, spec.name, (), around)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a field.

    Attributes:
        flow: the procedure.
        section: the section's title so far.
        group: what stands before a label, for a group within a section.
        root: where a condition's path begins that is not beside the field.
        prefix: the key of that root.
        depth: how many blocks there are around.
        may_lack: whether one of them may be left out whole.
        keeps: whether the section is the whole part's.
    """

    flow: AnyFlow
    section: str
    group: str = ""
    root: type[Block] | None = None
    prefix: str = f"{_DECLARATION}."
    depth: int = 0
    keeps: bool = False
    may_lack: bool = False

    def inside(self, spec: Spec) -> _Around:
        first = self.depth == 0 and not self.keeps
        group = "" if first else f"{self.group} / {spec.title}" if self.group else spec.title
        section = spec.title if first else self.section
        lacks = self.may_lack or spec.optional
        return replace(self, section=section, group=group, depth=self.depth + 1, may_lack=lacks)


def _within(
    cls: type[Block], key: str, asked: tuple[Asked, ...], around: _Around
) -> Iterator[SheetColumn]:
    for spec in specs(cls):
        yield from _field(spec, cls, f"{key}.{spec.name}", asked, around)


def _field(
    spec: Spec, cls: type[Block], key: str, asked: tuple[Asked, ...], around: _Around
) -> Iterator[SheetColumn]:
    asked += tuple(_asked(spec, cls, key, around))
    if spec.block:
        yield from _within(spec.block, key, asked, around.inside(spec))
    elif spec.row:
        yield from _within(spec.row, f"{key}{EACH}", asked, around.inside(spec))
    else:
        heading = f"{around.group}: {spec.title}" if around.group else spec.title
        need = required(spec)
        if need is True and (asked or around.may_lack):
            need = "conditional"
        yield SheetColumn(key, around.section, heading, spec, need, asked)


def _asked(spec: Spec, cls: type[Block], key: str, around: _Around) -> Iterator[Asked]:
    beside = key.rpartition(".")[0]
    for path, wanted in (spec.meta.when or {}).items():
        is_beside = path.partition(".")[0] in spec_map(cls) and cls is not around.flow.papers
        at = f"{beside}.{path}" if is_beside and beside else path if is_beside else None
        at = at or f"{around.prefix}{path}"
        root = cls if is_beside else around.root or around.flow.declaration
        yield _condition(at, _spec_at(root, path), wanted)


def _spec_at(root: type[Block], path: str) -> Spec | None:
    spec: Spec | None = None
    inner: type[Block] | None = root
    for name in path.split("."):
        spec = spec_map(inner).get(name) if inner else None
        inner = spec.block if spec else None
    return spec


def _condition(key: str, spec: Spec | None, wanted: Sequence[str] | bool) -> Asked:
    if isinstance(wanted, bool):
        return Asked(key, (), given=wanted)
    labels = [spec.choice.parse(code).label for code in wanted] if spec and spec.choice else []
    default = getattr(spec.default, "value", spec.default) if spec else None
    return Asked(key, tuple(dict.fromkeys((*labels, *wanted))), blank=default in wanted)

"""Everybody whom a dossier names, each held against the others: numbers, births, days of issue.

A block or a row names one person. The number of a citizen is one person's for life (Luật Căn cước
26/2023/QH15, Điều 12); the older ones of nine digits were sometimes given out twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from portal_bot.catalogue.calendar import full_years
from portal_bot.catalogue.names import fold
from portal_bot.dossier.block import Block
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.ids import holder
from portal_bot.dossier.model import Applicant
from portal_bot.dossier.problems import Finding, Path
from portal_bot.dossier.spec import Spec, specs
from portal_bot.marked import own

_CITIZEN = 12
_SHORTEST = 8
# Cards of citizens were first issued on this day, to those of fourteen (Luật Căn cước công dân
# 59/2014/QH13, Điều 19 and 38); to children too since the other (Luật Căn cước 26/2023/QH15).
_FIRST_CARDS = date(2016, 1, 1)
_CHILDREN_TOO = date(2024, 7, 1)
_CARD_AGE = 14
# So many digits of two numbers differ by a slip, where the name is one.
_SLIP = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a class of declarations names somebody, and by which fields.

    Attributes:
        way: from the declaration to the block, or to the table.
        title: the block's, for people.
        is_table: whether each row names one.
        number: the field of the number.
        name: the field of the name; empty: a number without one.
        repeats: whether the name is only the applicant's once more, which is held against that.
        born: the field of the birth, or empty; likewise the others.
    """

    way: tuple[str, ...]
    title: str
    is_table: bool
    number: Spec
    name: str
    repeats: bool
    born: str
    issued: str


@dataclass(slots=True)
class _Mention:
    """One person, as one place says."""

    at: Path
    title: str
    place: _Place
    values: dict[str, Any]

    @property
    def number(self) -> str | None:
        said = self.values.get(self.place.number.name)
        return said if isinstance(said, str) and len(said) >= _SHORTEST else None

    @property
    def name(self) -> str:
        said = self.values.get(self.place.name)
        return fold(said) if isinstance(said, str) else ""

    @property
    def born(self) -> date | PartialDate | int | None:
        return self.values.get(self.place.born)

    def field(self, name: str) -> Path:
        return (*self.at, name)


def among_each_other(
    declared: Block | None, context: Context, told: Iterable[Finding]
) -> list[Finding]:
    """What cannot be true of all of them at once.

    Args:
        declared: the declaration, as far as it could be read.
        context: the applicant, who is one of them, and the day.
        told: what was found before: nobody is told of one number twice.
    """
    people = list(_mentions(declared, context.applicant))
    found = _of_pairs([each for each in people if each.number])
    found += [finding for each in people if (finding := _issued(each, context.applicant))]
    if not found:
        return []
    known = [one for one in told if one.severity != "info"]
    return [one for one in found if not any(_says_it(other, one) for other in known)]


def _says_it(known: Finding, one: Finding) -> bool:
    """Whether that place is at fault already, and as badly."""
    worse = known.severity == "error" or one.severity == "warning"
    return worse and one.path[: len(known.path)] == known.path


def _mentions(declared: Block | None, applicant: Applicant | None) -> Iterator[_Mention]:
    if applicant is not None:
        yield _Mention(("applicant",), "chủ hồ sơ", _of_applicant(), applicant.__dict__)
    if declared is None:
        return
    for place in _places(type(declared)):
        values: Any = declared.__dict__
        for name in place.way:
            inner = values.get(name)
            if isinstance(inner, Block):
                values = inner.__dict__
            else:
                values = inner if place.is_table and name == place.way[-1] else None
                break
        if not values:
            continue
        at = ("declaration", *place.way)
        if not place.is_table:
            yield _Mention(at, place.title, place, values)
            continue
        for number, row in enumerate(values):
            title = f"{place.title}, dòng {number + 1}"
            yield _Mention((*at, number), title, place, row.__dict__)


@cache
def _places(cls: type[Block]) -> tuple[_Place, ...]:
    return tuple(_found(cls, ()))


def _found(cls: type[Block], way: tuple[str, ...]) -> Iterator[_Place]:
    for spec in specs(cls):
        inner = spec.block or spec.row
        if inner is None:
            continue
        here = (*way, spec.name)
        if (place := _place(inner, here, spec.title, is_table=spec.row is not None)) is not None:
            yield place
        # Tables within tables there are none.
        if spec.block is not None:
            yield from _found(spec.block, here)


def _place(
    cls: type[Block], way: tuple[str, ...], title: str, *, is_table: bool = False
) -> _Place | None:
    kinds = [(spec, spec.kind.name) for spec in specs(cls) if spec.kind]
    numbers = [spec for spec, kind in kinds if kind in {"citizen_id", "id_number"}]
    if len(numbers) != 1:
        return None
    name = next((spec for spec, kind in kinds if kind == "person_name"), None)
    born = next((spec for spec, _ in kinds if spec.kind and spec.kind.birth), None)
    issued = next(
        (s for s, kind in kinds if kind == "date" and s.name.endswith("issue_date")), None
    )
    return _Place(
        way=way,
        title=title,
        is_table=is_table,
        number=numbers[0],
        name=name.name if name else "",
        repeats=bool(name and name.meta.same_as),
        born=born.name if born else "",
        issued=issued.name if issued else "",
    )


@cache
def _of_applicant() -> _Place:
    place = _place(Applicant, ("applicant",), "Chủ hồ sơ")
    assert place is not None  # noqa: S101  # it has a number
    return place


def _of_pairs(people: list[_Mention]) -> list[Finding]:
    found = list[Finding]()
    for at, one in enumerate(people):
        for other in people[:at]:
            if (finding := _of_two(one, other)) is not None:
                found.append(finding)
                break
    return found


def _of_two(one: _Mention, other: _Mention) -> Finding | None:
    """What is wrong with the later of two."""
    if one.number == other.number:
        return _of_one_number(one, other)
    return _of_one_name(one, other) if one.name and one.name == other.name else None


def _of_one_number(one: _Mention, other: _Mention) -> Finding | None:
    named = bool(one.name and other.name) and not one.place.repeats
    if named and one.name != other.name:
        what = "họ tên"
    elif _is_other_birth(one.born, other.born):
        what = "ngày sinh"
    else:
        return None
    told = (
        f"“{one.place.number.title}” trùng số của {other.title} mà {what} khác: mỗi người một số, "
        "xem lại giấy tờ của cả hai"
    )
    sure = one.number is not None and len(one.number) == _CITIZEN
    return Finding(_number(one), "number_of_two", told, "error" if sure else "warning")


def _of_one_name(one: _Mention, other: _Mention) -> Finding | None:
    mine, theirs = one.number or "", other.number or ""
    if len(mine) != len(theirs) or one.place.repeats or _is_other_birth(one.born, other.born):
        return None
    born = isinstance(one.born, date) and one.born == other.born
    slips = sum(a != b for a, b in zip(mine, theirs, strict=True))
    if not (born and len(mine) == _CITIZEN) and slips > _SLIP:
        return None
    told = (
        f"“{one.place.number.title}”: cùng họ tên với {other.title} mà số khác {slips} chữ số; "
        "gõ nhầm một số? Xem lại giấy tờ; nếu đúng là hai người thì không phải sửa"
    )
    return Finding(_number(one), "two_numbers_of_one", told, "warning")


def _is_other_birth(one: Any, other: Any) -> bool:
    mine, theirs = _days(one), _days(other)
    return any(a != b for a, b in zip(mine, theirs, strict=False) if a and b)


def _days(born: date | PartialDate | int | None) -> tuple[int | None, ...]:
    """Year, month and day, as far as they are told."""
    if born is None:
        return ()
    return (born,) if isinstance(born, int) else (born.year, born.month, born.day)


def _issued(one: _Mention, applicant: Applicant | None) -> Finding | None:
    """A paper is issued to somebody who lives, and a card to whoever is old enough."""
    issued = one.values.get(one.place.issued)
    if not isinstance(issued, date):
        return None
    number, born = one.number or "", one.born
    if born is None and one.place.repeats:
        born = getattr(applicant, "birth_date", None)
    day = own(f"{issued:%d/%m/%Y}")
    if _is_before(issued, born, number):
        told = f"Ngày cấp {day} trước khi người được cấp sinh ra; xem lại cả hai"
        return Finding(one.field(one.place.issued), "issued_before_birth", told)
    if len(number) != _CITIZEN or _kind(one) != "cccd":
        return None
    if issued < _FIRST_CARDS:
        told = "thẻ căn cước công dân có từ 01/01/2016; có lẽ là ngày cấp của CMND"
    elif issued < _CHILDREN_TOO and isinstance(born, date) and full_years(born, issued) < _CARD_AGE:
        told = "trước 01/7/2024 chỉ cấp thẻ căn cước cho người từ đủ 14 tuổi"
    else:
        return None
    told = f"Ngày cấp {day}: {told}; xem lại thẻ"
    return Finding(one.field(one.place.issued), "issued_too_early", told, "warning")


def _is_before(issued: date, born: Any, number: str) -> bool:
    """The birth; where none is told, its year within a citizen's number."""
    if born is None and len(number) == _CITIZEN and number.isdigit():
        born = holder(number).birth_year
    days = [each for each in _days(born) if each]
    return (issued.year, issued.month, issued.day)[: len(days)] < tuple(days)


def _kind(one: _Mention) -> str:
    field = one.place.number.meta.id_type
    kind = one.values.get(field) if field else None
    return str(kind.value) if kind is not None else "cccd"


def _number(one: _Mention) -> Path:
    return one.field(one.place.number.name)

"""What must hold between values that are each well formed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from portal_bot.catalogue.calendar import UnknownYear
from portal_bot.catalogue.names import fold
from portal_bot.dossier.amounts import decimal_text
from portal_bot.dossier.block import Block, Declaration, Rule
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.context import Context
from portal_bot.dossier.date_words import date_in_words, words_say
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.field import When
from portal_bot.dossier.id_holders import identity
from portal_bot.dossier.ids import misfit
from portal_bot.dossier.name_remarks import finding as unusual_name
from portal_bot.dossier.persons import Gender
from portal_bot.dossier.places import Locality
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import Spec, spec_at, spec_map, specs, value_at
from portal_bot.marked import own

_FILLERS = frozenset(
    ("0", "00", "000", "x", "xx", "xxx", "xxxx", "n/a", "nan", "nil", "none", "null", "tbd", "todo")
)
# At least as long as the longest of them; so many dashes or dots say nothing either.
_LONGEST_FILLER = 5


def findings(
    block: Block, context: Context, root: Block | None = None, *, whole: bool = False
) -> list[Finding]:
    """Every problem in a block and in the blocks within it; parts that are missing are skipped.

    Args:
        block: what is checked.
        context: the day, the applicant and the office.
        root: the declaration that conditions may ask about; the block itself, if left out.
        whole: no part of the block is missing.
    """
    found: list[Finding] = []
    _of_block(block, _Asked(context, root or block, whole), (), found)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for every field of one question; see `findings`."""

    context: Context
    root: Block
    whole: bool


Check = Callable[[Spec, Any, Block, _Asked], Finding | None]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What there is to check in a class of blocks; most fields need nothing beyond their type."""

    checked: tuple[tuple[str, Spec, Check], ...]
    inner: tuple[str, ...]
    ids: tuple[Spec, ...]
    persons: tuple[Spec, ...]
    rules: tuple[Rule, ...]
    idle: bool


@cache
def _plan(cls: type[Block]) -> _Plan:
    checked = tuple((spec.name, spec, check) for spec in specs(cls) for check in _checks(spec))
    parts = ((spec.name, spec.block or spec.row) for spec in specs(cls))
    inner = tuple(name for name, part in parts if part and not _plan(part).idle)
    ids = tuple(s for s in specs(cls) if s.kind and s.kind.name in {"citizen_id", "id_number"})
    persons = tuple(s for s in specs(cls) if s.choice is Gender or (s.kind and s.kind.birth))
    idle = not (checked or inner or ids or cls.rules)
    return _Plan(checked, inner, ids, persons, cls.rules, idle)


def _checks(spec: Spec) -> Iterator[Check]:
    meta = spec.meta
    if meta.when is not None:
        yield _conditional
    if meta.past or (spec.kind is not None and spec.kind.birth):
        yield _future
    if meta.minimum is not None or meta.maximum is not None or meta.max_length is not None:
        yield _bounds
    if meta.id_type or meta.accepts:
        yield _id_kind
    if meta.words_of:
        yield _words
    if meta.same_as:
        yield _repeated
    elif spec.kind is not None and spec.kind.name == "person_name":
        yield unusual_name
    elif spec.type_name == "text":
        yield _filler


def _of_block(
    block: Block, asked: _Asked, place: tuple[str | int, ...], found: list[Finding]
) -> None:
    plan, values = _plan(type(block)), block.__dict__
    told = _of_fields(block, plan, asked) if plan.checked else []
    found += _placed(told, place) if told else ()
    for name in plan.inner:
        value = values.get(name)
        if isinstance(value, Block):
            _of_block(value, asked, (*place, name), found)
        elif value:
            for number, row in enumerate(value):
                _of_block(row, asked, (*place, name, number), found)
    told = list(identity(block, plan.ids, plan.persons)) if plan.ids else []
    told += [broken for rule in plan.rules if (broken := _broken(rule, block, asked))]
    found += _placed(told, place) if told else ()


def _placed(told: Iterable[Finding], place: tuple[str | int, ...]) -> list[Finding]:
    return [finding.under(*place) if place else finding for finding in told]


def _of_fields(block: Block, plan: _Plan, asked: _Asked) -> list[Finding]:
    values = block.__dict__
    return [
        told
        for name, spec, check in plan.checked
        # Only a condition has something to say about nothing.
        if (value := values.get(name)) is not None or (check is _conditional and name in values)
        if (told := check(spec, value, block, asked)) is not None
    ]


def _finding(spec: Spec, code: str, message: str) -> Finding:
    return Finding((spec.name,), code, f"“{spec.title}”: {message}")


def applies(when: When, block: Block, root: Block) -> bool | None:
    """Whether a condition holds; ``None`` when what it asks about could not be read."""
    for path, wanted in when.items():
        try:
            value = value_at(block if _is_beside(type(block), path) else root, path)
        except AttributeError:
            return None
        if isinstance(wanted, bool):
            holds = (value is not None) is wanted
        else:
            holds = (value.value if isinstance(value, Choice) else value) in wanted
        if not holds:
            return False
    return True


@cache
def _is_beside(cls: type[Block], path: str) -> bool:
    return path.partition(".")[0] in spec_map(cls)


def _conditional(spec: Spec, value: Any, block: Block, asked: _Asked) -> Finding | None:
    assert spec.meta.when is not None  # noqa: S101  # the caller looked
    wanted = applies(spec.meta.when, block, asked.root)
    if wanted and value is None and not spec.meta.present_only:
        reason = in_words(spec.meta.when, block, asked.root)
        return Finding((spec.name,), "missing", f"Thiếu “{spec.title}”; cần có khi {reason}")
    if wanted is False and value is not None:
        reason = in_words(spec.meta.when, block, asked.root)
        message = f"“{spec.title}” chỉ khai khi {reason}; bỏ mục này hoặc sửa mục kia"
        return Finding((spec.name,), "not_applicable", message)
    return None


def in_words(when: When, block: Block | type[Block], root: Block | type[Block]) -> str:
    """A condition for people: ``“Đề nghị cấp bản sao” là “Có”``."""
    cls, top = (x if isinstance(x, type) else type(x) for x in (block, root))
    said = []
    for path, wanted in when.items():
        spec = spec_at(cls, path) or spec_at(top, path)
        title = spec.title if spec else path
        if isinstance(wanted, bool):
            said.append(f"“{title}” {'có khai' if wanted else 'không khai'}")
            continue
        labels = (
            spec.choice.parse(code).label if spec and spec.choice else code for code in wanted
        )
        said.append(f"“{title}” là {' hoặc '.join(f'“{label}”' for label in labels)}")
    return " và ".join(said)


def _future(spec: Spec, value: Any, _block: Block, asked: _Asked) -> Finding | None:
    today = asked.context.today
    if isinstance(value, int):
        told = f"năm {value} ở tương lai (hôm nay {today:%d/%m/%Y}); xem lại"
        return _finding(spec, "date_in_future", told) if value > today.year else None
    day = value.earliest if isinstance(value, PartialDate) else value
    day = day.date() if isinstance(day, datetime) else day
    if isinstance(day, date) and day > today:
        said = own(f"{day:%d/%m/%Y}")
        told = f"{said} ở tương lai (hôm nay {today:%d/%m/%Y}); xem lại"
        return _finding(spec, "date_in_future", told)
    return None


def _bounds(spec: Spec, value: Any, _block: Block, _asked: _Asked) -> Finding | None:
    meta = spec.meta
    size, unit = (len(value), " dòng") if spec.row else (value, "")
    if not isinstance(size, str):
        if meta.minimum is not None and size < meta.minimum:
            told = f"có {own(shown(size))}{unit}, ít nhất là {meta.minimum}"
            return _finding(spec, "out_of_range", told)
        if meta.maximum is not None and size > meta.maximum:
            told = f"có {own(shown(size))}{unit}, nhiều nhất là {meta.maximum}"
            return _finding(spec, "out_of_range", told)
    elif meta.max_length is not None and len(size) > meta.max_length:
        told = f"dài {len(size)} ký tự, cổng chỉ nhận {meta.max_length}; rút gọn lại"
        return _finding(spec, "too_long", told)
    return None


def _id_kind(spec: Spec, value: str, block: Block, _asked: _Asked) -> Finding | None:
    accepted = spec.meta.accepts
    if spec.meta.id_type:
        kind = block.__dict__.get(spec.meta.id_type)
        if kind is None:
            return None
        accepted = (kind.value,)
    refused = misfit(value, accepted)
    return _finding(spec, refused.code, refused.message) if refused else None


def _filler(spec: Spec, value: str, _block: Block, asked: _Asked) -> Finding | None:
    """A sign or a word that somebody typed to get past a field of the form."""
    # Where there is no district since the mergers, nothing is said on purpose.
    if not value or len(value) > _LONGEST_FILLER or not isinstance(asked.root, Declaration):
        return None
    if value.lower() not in _FILLERS and any(map(str.isalnum, value)):
        return None
    told = f"“{own(value)}” không nói gì; ghi như trên giấy tờ, không có thì ghi rõ “Không có”"
    left = "" if spec.required else " hoặc để trống"
    return Finding((spec.name,), "filler", f"“{spec.title}”: {told}{left}", "warning")


def _words(spec: Spec, value: str, block: Block, _asked: _Asked) -> Finding | None:
    day = block.__dict__.get(spec.meta.words_of or "")
    if isinstance(day, date) and not words_say(value, day):
        right = own(date_in_words(day))
        told = f"“{own(value)}” không khớp ngày {own(f'{day:%d/%m/%Y}')}; phải là “{right}”"
        return _finding(spec, "words_match_date", told)
    return None


def _repeated(spec: Spec, value: Any, block: Block, asked: _Asked) -> Finding | None:
    applicant = asked.context.applicant
    if applicant is None:
        return None
    if spec.meta.id_type:
        kind = block.__dict__.get(spec.meta.id_type)
        if isinstance(kind, Choice) and kind.value != "cccd":
            return None
    path = spec.meta.same_as or ""
    try:
        stated = value_at(applicant, path.removeprefix("applicant."))
    except AttributeError:
        return None
    if stated is None or stated is value or _canonical(stated) == _canonical(value):
        return None
    told = (
        f"“{own(shown(value))}” khác với chủ hồ sơ ({path}: “{own(shown(stated))}”); sửa cho khớp"
    )
    return _finding(spec, "differs_from_applicant", told)


def _canonical(value: Any) -> Any:
    if isinstance(value, Locality):
        return tuple(fold(each.sent) for each in value.levels)
    return fold(value) if isinstance(value, str) else value


def shown(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, Locality):
        return ", ".join(reversed((*value.declared, *value.before)))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return decimal_text(value)
    return value.label if isinstance(value, Choice) else str(value)


def _broken(rule: Rule, block: Block, asked: _Asked) -> Finding | None:
    context = asked.context
    try:
        for path in () if asked.whole else rule.fields:
            value_at(block, path)
        answer = rule.holds(block, context)
    except AttributeError:
        known = (block, context.applicant, context.agency)
        if all(_is_whole(each) for each in known if each is not None):
            raise
        return None
    except UnknownYear as unknown:
        return Finding(_place(rule), "unknown_year", _sentence(unknown.message))
    if answer is True:
        return None
    message = answer if isinstance(answer, str) else rule.message
    return Finding(_place(rule), rule.code, message, rule.severity)


def _place(rule: Rule) -> tuple[str, ...]:
    return tuple(rule.fields[0].split(".")) if rule.fields else ()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_whole(block: Block) -> bool:
    return all(
        spec.name in block.__dict__
        and (not isinstance(inner := block.__dict__[spec.name], Block) or _is_whole(inner))
        for spec in specs(type(block))
    )

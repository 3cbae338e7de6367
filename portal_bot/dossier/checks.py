"""What must hold between values that are each well formed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from portal_bot.catalogue.names import fold
from portal_bot.dossier.block import Block, Context, Rule
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.field import Meta, When
from portal_bot.dossier.ids import holder, misfit
from portal_bot.dossier.people import Gender
from portal_bot.dossier.places import Locality
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import Spec, spec_at, specs, value_at
from portal_bot.dossier.words import date_in_words, words_say

_ABSENT: Any = object()


def findings(block: Block, context: Context, root: Block | None = None) -> list[Finding]:
    """Every problem in a block and in the blocks within it; parts that are missing are skipped."""
    return list(_of_block(block, context, root or block))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What there is to check in a class of blocks; most fields need nothing beyond their type."""

    told: tuple[Spec, ...]
    inner: tuple[Spec, ...]
    ids: tuple[Spec, ...]
    persons: tuple[Spec, ...]


@cache
def _plan(cls: type[Block]) -> _Plan:
    plain = Meta()
    return _Plan(
        told=tuple(s for s in specs(cls) if replace(s.meta, **_UNCHECKED) != plain),
        inner=tuple(s for s in specs(cls) if s.block or s.row),
        ids=tuple(s for s in specs(cls) if s.kind and s.kind.name in {"citizen_id", "id_number"}),
        persons=tuple(s for s in specs(cls) if s.choice is Gender or (s.kind and s.kind.birth)),
    )


_UNCHECKED: dict[str, Any] = {
    "driver": False, "level": None, "present_only": False, "sensitive": False, "note": "",
}  # fmt: skip


def _of_block(block: Block, context: Context, root: Block) -> Iterator[Finding]:
    plan, values = _plan(type(block)), block.__dict__
    for spec in plan.told:
        if spec.name in values:
            yield from _of_field(spec, values[spec.name], block, context, root)
    for spec in plan.inner:
        value = values.get(spec.name)
        if isinstance(value, Block):
            yield from (f.under(spec.name) for f in _of_block(value, context, root))
        elif value:
            for number, row in enumerate(value):
                yield from (f.under(spec.name, number) for f in _of_block(row, context, root))
    if plan.ids:
        yield from _identity(block, plan)
    for rule in type(block).rules:
        yield from _broken(rule, block, context)


def _of_field(
    spec: Spec, value: Any, block: Block, context: Context, root: Block
) -> Iterator[Finding]:
    meta = spec.meta
    if meta.when is not None:
        yield from _conditional(spec, value, block, root)
    if value is None:
        return
    if meta.past and (told := _future(value, context.today)):
        yield _finding(spec, "date_in_future", told)
    if meta.minimum is not None or meta.maximum is not None or meta.max_length is not None:
        yield from _bounds(spec, value)
    if meta.id_type or meta.accepts:
        yield from _id_kind(spec, value, block)
    if meta.words_of:
        yield from _words(spec, value, block)
    if meta.same_as and context.applicant is not None:
        yield from _repeated(spec, value, block, context.applicant)


def _finding(spec: Spec, code: str, message: str) -> Finding:
    return Finding((spec.name,), code, f"“{spec.title}”: {message}")


def applies(when: When, block: Block, root: Block) -> bool | None:
    """Whether a condition holds; ``None`` when what it asks about could not be read."""
    for path, wanted in when.items():
        try:
            value = value_at(
                block if path.split(".")[0] in type(block).model_fields else root, path
            )
        except AttributeError:
            return None
        if isinstance(wanted, bool):
            holds = (value is not None) is wanted
        else:
            holds = (value.value if isinstance(value, Choice) else value) in wanted
        if not holds:
            return False
    return True


def _conditional(spec: Spec, value: Any, block: Block, root: Block) -> Iterator[Finding]:
    assert spec.meta.when is not None  # noqa: S101  # the caller looked
    asked = applies(spec.meta.when, block, root)
    if asked and value is None and not spec.meta.present_only:
        reason = in_words(spec.meta.when, block, root)
        yield Finding((spec.name,), "missing", f"Thiếu “{spec.title}”; cần có khi {reason}")
    elif asked is False and value is not None:
        reason = in_words(spec.meta.when, block, root)
        message = f"“{spec.title}” chỉ khai khi {reason}; bỏ mục này hoặc sửa mục kia"
        yield Finding((spec.name,), "not_applicable", message)


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


def _future(value: Any, today: date) -> str | None:
    day = value.earliest if isinstance(value, PartialDate) else value
    day = day.date() if isinstance(day, datetime) else day
    if isinstance(day, date) and day > today:
        return f"{day:%d/%m/%Y} ở tương lai (hôm nay {today:%d/%m/%Y}); xem lại"
    return None


def _bounds(spec: Spec, value: Any) -> Iterator[Finding]:
    meta = spec.meta
    size, unit = (len(value), " dòng") if spec.row else (value, "")
    if isinstance(size, int):
        if meta.minimum is not None and size < meta.minimum:
            yield _finding(spec, "out_of_range", f"có {size}{unit}, ít nhất là {meta.minimum}")
        if meta.maximum is not None and size > meta.maximum:
            yield _finding(spec, "out_of_range", f"có {size}{unit}, nhiều nhất là {meta.maximum}")
    elif meta.max_length is not None and len(value) > meta.max_length:
        told = f"dài {len(value)} ký tự, cổng chỉ nhận {meta.max_length}; rút gọn lại"
        yield _finding(spec, "too_long", told)


def _id_kind(spec: Spec, value: str, block: Block) -> Iterator[Finding]:
    accepted = spec.meta.accepts
    if spec.meta.id_type:
        kind = block.__dict__.get(spec.meta.id_type, _ABSENT)
        if kind is _ABSENT or kind is None:
            return
        accepted = (kind.value,)
    if refused := misfit(value, accepted):
        yield _finding(spec, refused.code, refused.message)


def _words(spec: Spec, value: str, block: Block) -> Iterator[Finding]:
    day = block.__dict__.get(spec.meta.words_of or "")
    if isinstance(day, date) and not words_say(value, day):
        told = f"“{value}” không khớp ngày {day:%d/%m/%Y}; phải là “{date_in_words(day)}”"
        yield _finding(spec, "words_match_date", told)


def _repeated(spec: Spec, value: Any, block: Block, applicant: Block) -> Iterator[Finding]:
    if spec.meta.id_type:
        kind = block.__dict__.get(spec.meta.id_type)
        if isinstance(kind, Choice) and kind.value != "cccd":
            return
    path = spec.meta.same_as or ""
    try:
        stated = value_at(applicant, path.removeprefix("applicant."))
    except AttributeError:
        return
    if stated is not None and _canonical(stated) != _canonical(value):
        told = f"“{shown(value)}” khác với chủ hồ sơ ({path}: “{shown(stated)}”); sửa cho khớp"
        yield _finding(spec, "differs_from_applicant", told)


def _canonical(value: Any) -> Any:
    if isinstance(value, Locality):
        return {key: fold(text) for key, text in value.__dict__.items()}
    return fold(value) if isinstance(value, str) else value


def shown(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, Locality):
        return ", ".join(reversed([text for text in value.__dict__.values() if text]))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value.label if isinstance(value, Choice) else str(value)


def _identity(block: Block, plan: _Plan) -> Iterator[Finding]:
    """The twelve digits against the birth and the gender stated beside them."""
    gender, born = _person(block, plan)
    for spec in plan.ids:
        number = block.__dict__.get(spec.name)
        if not isinstance(number, str) or not _says_who(spec, number, block):
            continue
        told = holder(number)
        if born is not None and told.birth_year != born:
            yield _finding(
                spec,
                "citizen_id_birth_year",
                f"“{number}” là của người sinh năm {told.birth_year}, "
                f"mà ở đây khai sinh năm {born}; xem lại thẻ",
            )
        stated = Gender.parse(spec.meta.holder_gender) if spec.meta.holder_gender else gender
        if stated is not None and told.gender is not stated:
            yield _finding(
                spec,
                "citizen_id_gender",
                f"“{number}” là của {told.gender.label.lower()}, "
                f"mà ở đây là {stated.label.lower()}; xem lại thẻ",
            )
        if told.province is None:
            message = f"“{spec.title}”: “{number}” đăng ký khai sinh ở nước ngoài? Xem lại thẻ"
            yield Finding((spec.name,), "citizen_id_place", message, "warning")


def _says_who(spec: Spec, number: str, block: Block) -> bool:
    if len(number) != 12 or not number.isdigit():
        return False
    kind = block.__dict__.get(spec.meta.id_type) if spec.meta.id_type else None
    return (kind is None or kind.value in {"cccd", "cmnd"}) and misfit(number, ("cccd",)) is None


def _person(block: Block, plan: _Plan) -> tuple[Gender | None, int | None]:
    gender: Gender | None = None
    born: int | None = None
    for spec in plan.persons:
        value = block.__dict__.get(spec.name)
        if isinstance(value, Gender):
            gender = value
        elif value is not None:
            born = value if isinstance(value, int) else value.year
    return gender, born


def _broken(rule: Rule, block: Block, context: Context) -> Iterator[Finding]:
    try:
        for path in rule.fields:
            value_at(block, path)
        answer = rule.holds(block, context)
    except AttributeError:
        known = (block, context.applicant, context.agency)
        if all(_is_whole(each) for each in known if each is not None):
            raise
        return
    if answer is not True:
        message = answer if isinstance(answer, str) else rule.message
        first = rule.fields[0].split(".") if rule.fields else []
        yield Finding(tuple(first), rule.code, message, rule.severity)


def _is_whole(block: Block) -> bool:
    return all(
        spec.name in block.__dict__
        and (not isinstance(inner := block.__dict__[spec.name], Block) or _is_whole(inner))
        for spec in specs(type(block))
    )

"""Numbers of identity papers against what is stated of their holder beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal_bot.dossier.block import Block
from portal_bot.dossier.exceptions import ExceptableRule
from portal_bot.dossier.ids import CITIZENS, holder, is_unknown_head, misfit
from portal_bot.dossier.persons import Gender
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import Spec
from portal_bot.marked import own


def _finding(spec: Spec, rule: ExceptableRule, number: str, message: str) -> Finding:
    told = f"“{spec.title}”: “{own(number)}” {message}; xem lại thẻ"
    return Finding((spec.name,), str(rule.value), told, about=number)


def identity(block: Block, ids: Iterable[Spec], persons: Iterable[Spec]) -> Iterator[Finding]:
    """The twelve digits against the birth and the gender stated beside them, and against the
    provinces: what may be otherwise on a real card, as `ExceptableRule` says.
    """
    gender, born = _person(block, persons)
    for spec in ids:
        number = block.__dict__.get(spec.name)
        if not isinstance(number, str) or not _says_who(spec, number, block):
            continue
        told = holder(number)
        if born is not None and told.birth_year != born:
            yield _finding(
                spec,
                ExceptableRule.BIRTH_YEAR,
                number,
                f"là của người sinh năm {told.birth_year}, mà ở đây khai sinh năm {born}",
            )
        stated = Gender.parse(spec.meta.holder_gender) if spec.meta.holder_gender else gender
        if stated is not None and told.gender is not stated:
            yield _finding(
                spec,
                ExceptableRule.GENDER,
                number,
                f"là của {told.gender.label.lower()}, mà ở đây là {stated.label.lower()}",
            )
        if spec.meta.same_as:  # the applicant's, and told of there
            continue
        if is_unknown_head(number):
            message = f"có đầu số {own(number[:3])}, không phải mã tỉnh nào"
            yield _finding(spec, ExceptableRule.PLACE, number, message)
        elif told.province is None:
            message = f"“{spec.title}”: “{own(number)}” đăng ký khai sinh ở nước ngoài? Xem lại thẻ"
            yield Finding((spec.name,), "citizen_id_place", message, "warning", number)


def _says_who(spec: Spec, number: str, block: Block) -> bool:
    if len(number) != 12 or not number.isdigit():
        return False
    kind = block.__dict__.get(spec.meta.id_type) if spec.meta.id_type else None
    return (kind is None or kind.value in CITIZENS) and misfit(number, ("cccd",)) is None


def _person(block: Block, persons: Iterable[Spec]) -> tuple[Gender | None, int | None]:
    gender: Gender | None = None
    born: int | None = None
    for spec in persons:
        value = block.__dict__.get(spec.name)
        if isinstance(value, Gender):
            gender = value
        elif value is not None:
            born = value if isinstance(value, int) else value.year
    return gender, born

"""Numbers of identity papers against what is stated of their holder beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal_bot.dossier.block import Block
from portal_bot.dossier.ids import holder, misfit
from portal_bot.dossier.people import Gender
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import Spec


def _finding(spec: Spec, code: str, message: str) -> Finding:
    return Finding((spec.name,), code, f"“{spec.title}”: {message}")


def identity(block: Block, ids: Iterable[Spec], persons: Iterable[Spec]) -> Iterator[Finding]:
    """The twelve digits against the birth and the gender stated beside them."""
    gender, born = _person(block, persons)
    for spec in ids:
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

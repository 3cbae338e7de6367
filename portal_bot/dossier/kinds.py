"""Field types are parsers with a name: what a value may be, and whether it must be kept secret."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from portal_bot.catalogue.names import fold
from portal_bot.dossier.digits import ask, spoilt
from portal_bot.dossier.letters import Unfit
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own


@dataclass(frozen=True, slots=True)
class Kind:
    """Stands in an annotation: ``Phone = Annotated[str, Kind("phone", parse_phone, …)]``.

    Attributes:
        name: a stable English word, for `show --json`.
        parse: takes what the file says (text, or the value itself) or raises `Refused`.
        hint: what to write, in Vietnamese, for templates.
        sensitive: the value must never reach a log.
        birth: the value says when somebody was born.
    """

    name: str
    parse: Callable[[Any], Any]
    hint: str = ""
    sensitive: bool = False
    birth: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Strings from a file go through `parse` and nothing else."""
        return core_schema.no_info_plain_validator_function(self.parse)


def text_of(value: object) -> str:
    """The value as text; anything that is not one value is refused."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Unfit):
        raise value.refused
    raise Refused("wrong_type", "phải là một giá trị, không phải một nhóm hay một danh sách")


def parse_quantity(value: object) -> int:
    """A whole number; ``1.000`` and ``1,5`` are refused, because people mean different things."""
    text = text_of(value).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        wrong = spoilt(text)
        why = f": {wrong.what}{ask(wrong.digits)}" if wrong else ""
        raise Refused(
            "wrong_type", f"“{own(text)}” không phải số nguyên{why}; chỉ ghi chữ số, ví dụ 2"
        )
    return int(text)


_YES = frozenset(map(fold, ("true", "yes", "có", "x", "1", "đồng ý")))
_NO = frozenset(map(fold, ("false", "no", "không", "0")))


def parse_tick(value: object) -> bool:
    """A box: ticked or not."""
    if isinstance(value, bool):
        return value
    text = fold(text_of(value))
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise Refused("wrong_type", f"“{own(value)}” không rõ có hay không; ghi true hoặc false")


def parse_confirmed(value: object) -> bool:
    """A box that must be ticked."""
    if parse_tick(value):
        return True
    raise Refused("not_confirmed", "phải xác nhận: ghi true sau khi người dân đã đồng ý")


Quantity = Annotated[int, Kind("quantity", parse_quantity, "số nguyên")]
Tick = Annotated[bool, Kind("tick", parse_tick, "true hoặc false")]
Confirmed = Annotated[bool, Kind("confirmed", parse_confirmed, "true")]

"""What a flow declares: blocks of fields, papers, and rules between fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from portal_bot.catalogue.names import clean
from portal_bot.dossier.kinds import Kind
from portal_bot.dossier.letters import tidy
from portal_bot.dossier.problems import Refused, Severity

if TYPE_CHECKING:
    from portal_bot.dossier.model import Applicant
    from portal_bot.dossier.places import Agency, Locality


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beside the declaration: the day, the applicant and the office."""

    today: date
    applicant: Applicant | None = None
    agency: Agency | None = None

    def competent_for(self, place: Locality) -> bool:
        """Whether the office's commune is that of the place; true where no office is known."""
        here = self.agency
        return here is None or (here.province, here.district, here.commune) == (
            place.province,
            place.district,
            place.commune,
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule between fields; `holds` says true, false, or a message of its own."""

    code: str
    fields: tuple[str, ...]
    message: str
    severity: Severity
    holds: Callable[[Any, Context], bool | str]


Method = TypeVar("Method", bound=Callable[..., bool | str])


def rule(
    code: str, *, fields: Iterable[str], message: str, severity: Severity = "error"
) -> Callable[[Method], Method]:
    """Makes a method a rule: it answers whether all is well, or with what there is to say.

    The method takes nothing, or the `Context`. It runs once all its `fields` are valid.
    """

    def mark(method: Method) -> Method:
        wants_context = len(inspect.signature(method).parameters) > 1
        holds = method if wants_context else (lambda block, _context: method(block))
        method.__rule__ = Rule(code, tuple(fields), clean(message), severity, holds)  # type: ignore[attr-defined]
        return method

    return mark


class Block(BaseModel):
    """A section of the form, or a group within a section, or a row of a table."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)
    rules: ClassVar[tuple[Rule, ...]] = ()
    # Names of files are as the disk has them; everything else is Vietnamese text.
    is_text: ClassVar[bool] = True

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Collects the rules in the order written."""
        methods = [value for value in vars(cls).values() if inspect.isfunction(value)]
        own = (getattr(method, "__rule__", None) for method in methods)
        cls.rules = (*cls.rules, *(found for found in own if found))

    @model_validator(mode="before")
    @classmethod
    def _tidy(cls, data: Any) -> Any:
        """Text in NFC, on one line, its letters right; a blank is the same as nothing said."""
        if not isinstance(data, dict):
            return data
        known, is_text = cls.__pydantic_fields__, cls.is_text
        said: dict[Any, Any] = {}
        for key, value in data.items():
            text = tidy(value) if is_text and isinstance(value, str) else None
            told = value if text is None else text
            if key not in known or (told if text is not None else not blank(told)):
                said[key] = told
        return said


def blank(value: object) -> bool:
    """Whether a value says nothing; a group or list of such says nothing either."""
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, dict):
        return all(map(blank, value.values()))
    return value is None or (isinstance(value, list) and all(map(blank, value)))


class Declaration(Block):
    """What a procedure asks to be filled in; its blocks are the sections of the form."""


class Papers(Block):
    """The papers a procedure asks for, by key."""

    is_text: ClassVar[bool] = False


def _parse_paper(value: object) -> tuple[Path, ...]:
    if isinstance(value, str | Path):
        value = [value]
    if not isinstance(value, list | tuple) or not all(isinstance(v, str | Path) for v in value):
        raise Refused("wrong_type", "phải là đường dẫn tới tệp quét, hoặc danh sách đường dẫn")
    return tuple(Path(v) for v in value if not isinstance(v, str) or not blank(v))


Paper = Annotated[tuple[Path, ...], Kind("paper", _parse_paper, "[đường dẫn tới tệp quét, …]")]

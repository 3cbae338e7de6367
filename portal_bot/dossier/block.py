"""What a flow declares: blocks of fields, papers, and rules between fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Annotated, Any, ClassVar, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.fields import FieldInfo

from portal_bot.catalogue.calendar import full_years
from portal_bot.catalogue.legal import Law, Number
from portal_bot.catalogue.names import filled_in
from portal_bot.catalogue.procedures import facts_beside
from portal_bot.dossier.choice import options
from portal_bot.dossier.field import Meta, Official, meta_of
from portal_bot.dossier.kinds import Kind
from portal_bot.dossier.letters import tidy
from portal_bot.dossier.problems import Refused, Severity


class OnDay(Protocol):
    """Whatever knows the day: the `Context`."""

    @property
    def today(self) -> date:
        """The day on which the dossier is judged."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule between fields; `holds` says true, false, or a message of its own."""

    code: str
    fields: tuple[str, ...]
    message: str
    severity: Severity
    holds: Callable[[Any, Any], bool | str]
    """Of the block and the `Context`."""
    mentions: frozenset[str] = frozenset()
    """The names in its method, those of the fields at which it looks among them."""


Method = TypeVar("Method", bound=Callable[..., bool | str])


def rule(
    fields: Iterable[str], message: str, severity: Severity = "error"
) -> Callable[[Method], Method]:
    """Makes a method a rule: it answers whether all is well, or with what there is to say.

    The method takes nothing, or the `Context`; its name is the rule's code. It runs once all its
    `fields` are valid, and is passed over where another that it looks at is not. What is wrong is
    told at the first of them.
    """

    def mark(method: Method) -> Method:
        wants_context = len(inspect.signature(method).parameters) > 1
        holds = method if wants_context else (lambda block, _context: method(block))
        mentions = frozenset(names_in(method.__code__))
        method.__rule__ = Rule("", tuple(fields), filled_in(message), severity, holds, mentions)  # type: ignore[attr-defined]
        return method

    return mark


def names_in(code: CodeType) -> Iterator[str]:
    """The names in a method, those in functions within it among them."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from names_in(inner)


class Block(BaseModel):
    """A section of the form, or a group within a section, or a row of a table."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)
    rules: ClassVar[tuple[Rule, ...]] = ()
    rule_names: ClassVar[tuple[str, ...]] = ()
    # Names of files are as the disk has them; everything else is Vietnamese text.
    is_text: ClassVar[bool] = True

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Collects the rules, and the options of the official form.

        Rules stand in the order written, the inherited ones first, base by base; one that is
        written again takes the place of the inherited, as any method does.
        """
        for name, info in cls.__pydantic_fields__.items():
            if any(isinstance(item, Official) for item in info.metadata):
                _list_options(cls, name, info)
            if (meta := meta_of(info)).by_law:
                _read_limits(cls, info, meta)
        inherited = (name for base in cls.__bases__ for name in getattr(base, "rule_names", ()))
        own = [name for name, said in vars(cls).items() if inspect.isfunction(said)]
        named = {name: getattr(cls, name) for name in (*inherited, *own)}
        held = {name: method for name, method in named.items() if hasattr(method, "__rule__")}
        cls.rules = tuple(
            replace(method.__rule__, code=name.lstrip("_")) for name, method in held.items()
        )
        cls.rule_names = tuple(held)

    def law(self, name: str, context: OnDay) -> Number:
        """The value of ``[law.NAME]`` in the facts beside the flow, as it holds today.

        Raises:
            LookupError: there is none of that name, or it is a table.
        """
        value = law_of(type(self), name).on(context.today)
        if isinstance(value, Mapping):
            raise LookupError(f"{type(self).__module__}: [law.{name}] is a table: use law_table")
        return value

    def law_table(self, name: str, context: OnDay) -> Mapping[str, Number]:
        """The values of ``[law.NAME]`` as they hold today, each by its case.

        Raises:
            LookupError: there is none of that name, or it is no table.
        """
        value = law_of(type(self), name).on(context.today)
        if not isinstance(value, Mapping):
            raise LookupError(f"{type(self).__module__}: [law.{name}] is no table: use law")
        return value

    def reached(self, age: str, born: date, context: OnDay) -> bool:
        """Whether who was born then has today the age that ``[law.AGE]`` says, in full years."""
        return full_years(born, context.today) >= self.law(age, context)

    def law_since(self, name: str, context: OnDay) -> date:
        """The day since which ``[law.NAME]`` has been as it is today."""
        return law_of(type(self), name).began(context.today)

    @model_validator(mode="before")
    @classmethod
    def _tidy(cls, data: Any) -> Any:
        """Text in NFC, on one line, its letters right; a blank is the same as nothing said."""
        if not isinstance(data, dict):
            return data
        known, is_text = cls.__pydantic_fields__, cls.is_text
        said: dict[Any, Any] = {}
        for key, value in data.items():
            if is_text and isinstance(value, str):
                if (text := tidy(value)) or key not in known:
                    said[key] = text
            elif key not in known or not blank(value):
                said[key] = value
        return said


def blank(value: object) -> bool:
    """Whether a value says nothing; a group or list of such says nothing either."""
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, dict):
        return all(map(blank, value.values()))
    return value is None or (isinstance(value, list) and all(map(blank, value)))


def _list_options(cls: type[Block], name: str, info: FieldInfo) -> None:
    """Puts what the facts beside the flow list in the place of the mark."""
    facts = facts_beside(cls.__module__)
    lists = facts.options if facts else {}
    labels = lists.get(f"{cls.__name__}.{name}") or lists.get(name)
    if not labels:
        raise LookupError(
            f"mục “{info.title}” là danh sách, mà tệp .toml bên cạnh không có [options.{name}] "
            f'(hoặc [options."{cls.__name__}.{name}"])'
        )
    choice = options(labels)
    info.metadata = [*(m for m in info.metadata if not isinstance(m, Official)), choice]
    if isinstance(info.default, str):
        info.default = choice.parse(info.default)


def _read_limits(cls: type[Block], info: FieldInfo, meta: Meta) -> None:
    """Puts what the law says in the place of its name; a form has one limit for all days."""
    limits: dict[str, Any] = {}
    for limit, name in (meta.by_law or {}).items():
        values = tuple(law_of(cls, name).since.values())
        if len(values) > 1:
            raise LookupError(f"{cls.__module__}: [law.{name}] has changed: say it in a rule")
        (limits[limit],) = values
    info.json_schema_extra = {"portal_bot": replace(meta, by_law=None, **limits)}  # type: ignore[dict-item]  # never made into a schema


@cache
def law_of(cls: type[Block], name: str) -> Law:
    """The legal value of that name beside the block's flow, or beside one that it inherits from.

    Raises:
        LookupError: there is none.
    """
    for module in dict.fromkeys(base.__module__ for base in cls.__mro__):
        facts = facts_beside(module)
        if facts and name in facts.law:
            return facts.law[name]
    raise LookupError(f"{cls.__module__}: no [law.{name}] in the facts beside it")


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

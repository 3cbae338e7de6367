"""What a procedure is: facts as class attributes, and code only for what is odd."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from portal_bot.catalogue.names import fold
from portal_bot.dossier.block import Declaration, Papers
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.spec import spec_at, value_at
from portal_bot.errors import SetupError

if TYPE_CHECKING:
    from portal_bot.form import Form

D = TypeVar("D", bound=Declaration)
Action = Callable[[Any, "Form", Any], Awaitable[None]]
_CODE = re.compile(r"\d\.\d{6}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of filling in the form, with its Vietnamese title."""

    title: str
    action: Action


def step(title: str) -> Callable[[Action], Action]:
    """Makes a method a step; steps run in the order written."""

    def mark(method: Action) -> Action:
        method.__step__ = Step(title, method)  # type: ignore[attr-defined]
        return method

    return mark


class Flow(Generic[D]):
    """One procedure. A subclass says its facts; with no step, the declaration is filled in one go.

    Attributes:
        code: the national code, ``"1.001193"``.
        title: the official name, as the portal prints it.
        declaration: what it asks to be filled in.
        papers: the papers it asks for.
        subject: paths of the fields that say whom or what the request is about. The first that is
            given counts: ``"mother.full_name | father.full_name"``. Of fields that are always
            there: one that is known only later would make another dossier of the same.
        one_of: procedures that say the same word here exclude each other: nobody needs two of
            them. Whom they are about is told by the first two of `subject`.
        level: 3 or 4; left out, the catalogue says it.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    declaration: ClassVar[type[Declaration]]
    papers: ClassVar[type[Papers]] = Papers
    subject: ClassVar[tuple[str, ...]]
    one_of: ClassVar[str] = ""
    level: ClassVar[int | None] = None
    slug: ClassVar[str]
    steps: ClassVar[tuple[Step, ...]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Checks the facts at import, and names the module at fault."""
        super().__init_subclass__(**kwargs)
        cls.slug = cls.__module__.rpartition(".")[2]
        own = (getattr(value, "__step__", None) for value in vars(cls).values())
        cls.steps = tuple(found for found in own if found) or (_FILL,)
        if fault := _fault(cls):
            raise SetupError(f"{cls.__module__}.{cls.__name__}: {fault}")

    async def fill(self, form: Form, declared: D) -> None:
        """Runs every step."""
        for each in self.steps:
            await each.action(self, form, declared)

    @classmethod
    def subject_of(cls, declared: Declaration) -> tuple[str, ...]:
        """Whom or what the declaration is about, in one spelling."""
        return tuple(_first_given(declared, paths) for paths in cls.subject)


async def _fill_declaration(_flow: Any, form: Form, declared: Declaration) -> None:
    await form.fill(declared)


_FILL = Step("Điền tờ khai", _fill_declaration)


def _fault(cls: type[Flow[Any]]) -> str | None:
    for name in ("code", "title", "declaration", "subject"):
        if not hasattr(cls, name):
            return f"says no {name}"
    if not _CODE.fullmatch(str(cls.code)):
        return f"code {cls.code!r} is not a national code in quotes, like '1.001193'"
    texts = [cls.title, *(each.title for each in cls.steps)]
    if any(not text.strip() or not unicodedata.is_normalized("NFC", text) for text in texts):
        return "a title is empty or not NFC"
    for path in (path for paths in cls.subject for path in _alternatives(paths)):
        if spec_at(cls.declaration, path) is None:
            return f"subject {path!r} is not a field of {cls.declaration.__name__}"
    return None if cls.subject else "subject is empty"


@cache
def _alternatives(paths: str) -> tuple[str, ...]:
    """They stand in the flows: there are only so many."""
    return tuple(path.strip() for path in paths.split("|"))


def _first_given(declared: Declaration, paths: str) -> str:
    for path in _alternatives(paths):
        if text := _as_subject(value_at(declared, path)):
            return text
    return ""


def _as_subject(value: Any) -> str:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list | tuple):
        return "; ".join(sorted(_as_subject(item) for item in value))
    if isinstance(value, Choice):
        return str(value.value)
    return "" if value is None else fold(str(value))


def module_of(flow: type[Flow[Any]]) -> str:
    """Where a flow is written: its file, else its module."""
    return getattr(sys.modules.get(flow.__module__), "__file__", None) or flow.__module__

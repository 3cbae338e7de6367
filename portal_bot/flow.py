"""What a procedure is: facts in the TOML beside it, and code only for what a form asks."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_origin

from portal_bot.catalogue.names import fold
from portal_bot.catalogue.procedures import ProcedureFacts, facts_beside
from portal_bot.catalogue.years import FIRST, Year
from portal_bot.dossier.block import Declaration, Paper, Papers
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.field import Field
from portal_bot.dossier.places import Locality
from portal_bot.dossier.spec import spec_at, value_at
from portal_bot.errors import SetupError

D = TypeVar("D", bound=Declaration)
# By the path of a value in one edition: its path in the other, alone, or with what each code there
# is here, with what is made of the text there, or with what must have been chosen there for it to
# be meant (the codes by path). Of several the first that gives anything.
Origin = (
    str
    | tuple[str, Mapping[str, str] | Callable[[str], str]]
    | tuple[str, None, Mapping[str, Sequence[str]]]
)
Carried = Mapping[str, Origin | Sequence[Origin]]
_CODE = re.compile(r"\d\.\d{6}")


class Flow(Generic[D]):
    """One procedure; what the official papers say of it stands in the TOML beside its module.

    Attributes:
        code: the national code, ``"1.001193"``; of the facts, where there are any.
        title: the official name, as the portal prints it; likewise.
        declaration: what it asks to be filled in: what stands in `Flow[…]`. A flow that inherits
            from another says ``declaration = …``, or asks for what that one does.
        papers: the papers it asks for; the facts' papers are added to what is said here. Inherited
            is what another flow said, never the papers of that one's facts.
        subject: paths of the fields that say whom or what the request is about. The first that is
            given counts: ``"mother.full_name | father.full_name"``. Of fields that are always
            there: one that is known only later would make another dossier of the same.
        one_of: procedures that say the same word here exclude each other: nobody needs two of
            them. Whom they are about is told by the first two of `subject`.
        level: 3 or 4; left out, the catalogue says it.
        edition: the year of the form that it fills in; of the facts.
        carried: of a later edition: where a value comes from that the earlier one has elsewhere,
            or by another code; see `portal_bot.conversion`.
        carried_back: the same for the earlier one, where that is no plain reversal.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    declaration: ClassVar[type[Declaration]]
    papers: ClassVar[type[Papers]] = Papers
    subject: ClassVar[tuple[str, ...]]
    one_of: ClassVar[str] = ""
    level: ClassVar[int | None] = None
    edition: ClassVar[Year] = FIRST
    carried: ClassVar[Carried] = {}
    carried_back: ClassVar[Carried] = {}
    slug: ClassVar[str]
    _said_of_papers: ClassVar[type[Papers]] = Papers

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Checks the facts at import, and names the module at fault."""
        super().__init_subclass__(**kwargs)
        cls.slug = cls.__module__.rpartition(".")[2]
        cls._said_of_papers = vars(cls).get("papers", cls._said_of_papers)
        cls.declaration = _declared_in(cls) or getattr(cls, "declaration", None)  # type: ignore[assignment]  # `_fault` says that there is none
        if facts := facts_beside(cls.__module__):
            _take(cls, facts)
        if fault := _fault(cls):
            raise SetupError(f"{cls.__module__}.{cls.__name__}: {fault}")

    @classmethod
    def subject_of(cls, declared: Declaration) -> tuple[str, ...]:
        """Whom or what the declaration is about, in one spelling; a commune as it is sent."""
        return tuple(_first_given(declared, paths) for paths in cls.subject)


def _declared_in(cls: type[Flow[Any]]) -> type[Declaration] | None:
    """What stands in ``Flow[…]`` here; ``None`` where it inherits from a flow."""
    # Its own: Python finds those of the base through an heir, too.
    for base in vars(cls).get("__orig_bases__", ()):
        for said in get_args(base) if get_origin(base) is Flow else ():
            if isinstance(said, type):
                return said
    return None


def _take(cls: type[Flow[Any]], facts: ProcedureFacts) -> None:
    """Code, name and papers are what the facts beside the flow say."""
    cls.code, cls.title, cls.edition = facts.code, facts.name, facts.edition
    said: dict[str, Any] = {"__module__": cls.__module__, "__annotations__": {}}
    for paper in facts.paper:
        needed = paper.required is True and not paper.present_only
        said["__annotations__"][paper.key] = Paper if needed else Paper | None
        said[paper.key] = Field(
            paper.name,
            ... if needed else None,
            when=paper.when,
            present_only=paper.present_only,
            note=paper.note,
        )
    metaclass: Any = type(cls._said_of_papers)
    cls.papers = metaclass(f"{cls.__name__}Papers", (cls._said_of_papers,), said)


def _fault(cls: type[Flow[Any]]) -> str | None:
    for name in ("code", "title", "declaration", "subject"):
        if getattr(cls, name, None) is None:
            return f"says no {name}"
    if not _CODE.fullmatch(str(cls.code)):
        return f"code {cls.code!r} is not a national code in quotes, like '1.001193'"
    if not cls.title.strip() or not unicodedata.is_normalized("NFC", cls.title):
        return "its title is empty or not NFC"
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
        if text := _as_subject(_told(declared, path)):
            return text
    return ""


def _told(declared: Declaration, path: str) -> Any:
    """The value at a path; of a commune the one that is sent: a unit goes by two years' names."""
    above, _, name = path.rpartition(".")
    place = value_at(declared, above) if name == "commune" else None
    return place.sent[-1] if isinstance(place, Locality) else value_at(declared, path)


def _as_subject(value: Any) -> str:
    if isinstance(value, Choice):
        return str(value.value)
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list | tuple):
        return "; ".join(sorted(_as_subject(item) for item in value))
    return "" if value is None else fold(str(value))


def module_of(flow: type[Flow[Any]]) -> str:
    """Where a flow is written: its file, else its module."""
    return getattr(sys.modules.get(flow.__module__), "__file__", None) or flow.__module__

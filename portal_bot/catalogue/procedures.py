"""The procedures: official facts, in a TOML beside each flow, and how far each may be trusted."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from portal_bot.catalogue._data import read
from portal_bot.catalogue.editions import SUBFOLDER, Edition, Way, edition_at
from portal_bot.catalogue.fact_words import FORMS
from portal_bot.catalogue.facts_file import BrokenFacts, read_facts, written
from portal_bot.catalogue.legal import Law
from portal_bot.catalogue.packages import folders
from portal_bot.catalogue.paper_facts import PaperFact
from portal_bot.catalogue.years import FIRST, Year

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Unit = Literal["working_days", "calendar_days"]


@dataclass(frozen=True, slots=True)
class SourcedTerm:
    """What one source says of a term, where sources differ or only one place says it."""

    value: int
    text: str
    source: str
    unit: Unit | None = None
    """``None``: the source printed none."""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        said = ("value", "unit", "text", "source")
        return {name: getattr(self, name) for name in said}


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The declarations that are solved at once: those that say one of these codes there."""

    field: str
    codes: tuple[str, ...]
    cutoff_time: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long the office may take."""

    value: int
    unit: Unit
    text: str
    same_day: bool = False
    cutoff_time: str | None = None
    longest: int | None = None
    """When something must be verified; ``None``: unknown (`longest_unknown`), or never told of."""
    longest_unknown: str | None = None
    """Why nobody knows the longest term, in words for people."""
    accounts: tuple[SourcedTerm, ...] = ()
    at_once: AtOnce | None = None
    """A case that is solved on the same day."""

    @property
    def at_longest(self) -> str:
        """The longest term in words for people; empty where no text speaks of one."""
        if self.longest is not None:
            return f"cần xác minh thì lâu nhất {self.longest} ngày"
        return "cần xác minh thì lâu nhất: chưa rõ" if self.longest_unknown else ""

    @property
    def disagreement(self) -> str:
        """What the sources say, each with its name; empty where there is one answer."""
        return "; ".join(f"{each.text} ({each.source})" for each in self.accounts)

    @property
    def counting(self) -> str:
        """How the day of appointment is counted, in words for people."""
        return f"{self._counting}; hồ sơ đến vào ngày nghỉ là nhận ngày làm việc kế tiếp"

    @property
    def _counting(self) -> str:
        if self.same_day:
            return (
                f"nhận đến {self.cutoff_time} thì trả trong ngày, sau đó thì ngày làm việc kế tiếp"
            )
        if self.unit == "calendar_days":
            return (
                "đếm cả ngày nghỉ, từ hôm sau ngày nhận; ngày cuối là ngày nghỉ thì chuyển sang "
                "ngày làm việc kế tiếp"
            )
        return (
            "đếm từ ngày làm việc sau ngày nhận; không đếm thứ bảy, chủ nhật, ngày lễ, ngày nghỉ "
            "hoán đổi; thứ bảy làm bù thì đếm"
        )


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs. An amount of ``None`` was not found; the reference may be configured away."""

    amount: int | None
    unit: str
    verified: bool
    exemptions: str
    cases: tuple[dict[str, Any], ...] = ()
    reference: int | None = None
    formula: str | None = None
    rule: Mapping[str, Any] = field(default_factory=dict)
    """Where a declaration says what the fee depends on; see `portal_bot.catalogue.fee`."""


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """What the official papers say of a procedure: one ``flows/<slug>.toml``."""

    slug: str
    code: str
    name: str
    level: Literal[3, 4]
    domain: str
    form: str
    result: str
    deadline: Deadline
    fee: Fee
    legal_basis: tuple[str, ...]
    no: int | None = None
    """Its place in the source plan's list of 29; none for one that is not of them."""
    level_note: str = ""
    name_en: str = ""
    paper: tuple[PaperFact, ...] = ()
    return_methods: tuple[str, ...] = ()
    who_may_submit: tuple[str, ...] = ()
    later_law: str = ""
    confidence: Literal["high", "medium", "low"] | None = None
    code_verified: bool | None = None
    """Whether the code was seen in a source; ``None``: nothing is said of it."""
    predecessor_code: str | None = None
    also_called: tuple[str, ...] = ()
    """What people call it where its name has no such words."""
    reconstructed: tuple[str, ...] = ()
    """Fields that stand on no form that was seen, each as ``"section / label"``."""
    labels_seen: tuple[str, ...] | None = None
    """Where only these of the form's labels were seen; `None`: all but the `reconstructed`."""
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The lists of the form, by field: codes, and what the portal prints for them."""
    edition: Year = FIRST
    """Of which year they are."""
    law: Mapping[str, Law] = field(default_factory=dict)
    """Ages, bases, lines of income: by name, each with its source and since when it holds."""


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry in which a fact is missing: its file, and what is wrong, for people."""

    file: str
    told: str


@dataclass(frozen=True, slots=True)
class _Read:
    whole: dict[str, ProcedureFacts]
    broken: dict[str, BrokenEntry]
    codes: dict[str, Path]


@cache
def facts_at(file: Path) -> ProcedureFacts:
    """The facts in a file, whose name is the procedure's slug.

    Raises:
        BrokenFacts: they are not whole; says which file, where in it, and what is wrong.
    """
    return read_facts(file, _reader(), _knowing_unknown)


@cache
def _reader() -> TypeAdapter[ProcedureFacts]:
    from pydantic import ConfigDict, TypeAdapter  # slow: not where facts are only named

    for part in (PaperFact, SourcedTerm, AtOnce, Deadline, Fee, ProcedureFacts, Law):
        setattr(part, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 - no attribute of ours
    return TypeAdapter(ProcedureFacts)


def facts_beside(module: str) -> ProcedureFacts | None:
    """What stands beside a flow's module; ``None`` where nothing does.

    Raises:
        BrokenFacts: it is not whole.
    """
    written = getattr(sys.modules.get(module), "__file__", None)
    return _beside(written) if written else None


@cache
def _beside(written: str) -> ProcedureFacts | None:
    file = Path(written).with_suffix(".toml")
    if not file.is_file():
        return None
    if file.parent.name != SUBFOLDER:
        return facts_at(file)
    edition, earlier = edition_at(file), file.parents[1] / file.name
    return _later(edition, facts_at(earlier) if earlier.is_file() else _new(edition))


_NOT_COPIED = "chưa chép lại"


def _new(edition: Edition) -> ProcedureFacts:
    """What holds of a procedure that was none of the earlier edition's, before its own is read.

    Of a later edition no level is told; here the lower one means that a fee is paid at the counter.
    """
    term = edition.ways.get("online", Way(())).term
    return ProcedureFacts(
        slug=edition.slug,
        code=edition.code.value or "",
        name=edition.name.value or "",
        level=3,
        domain=edition.domain.value or _NOT_COPIED,
        form="",
        result=_NOT_COPIED,
        deadline=Deadline(
            term.days or 0,
            "working_days",
            f"cổng in “{term.printed}”, không in đơn vị: tính là ngày làm việc",
            longest_unknown="chưa có văn bản nào được chép lại nói thời hạn khi phải xác minh",
        ),
        fee=Fee(None, "trường hợp", verified=False, exemptions=""),
        legal_basis=(),
    )


def _later(edition: Edition, earlier: ProcedureFacts) -> ProcedureFacts:
    """The facts of a later edition: what it does not say clearly is as the law had it before."""
    way = edition.ways.get("online", Way(()))
    deadline, fee = earlier.deadline, replace(earlier.fee, verified=False)
    if way.term.days and way.term.unit in get_args(Unit):
        deadline = Deadline(way.term.days, way.term.unit, way.term.printed)  # type: ignore[arg-type]  # one of the two
    if edition.extracts:
        fee = replace(fee, rule={**fee.rule, "extracts": edition.extracts})
    if way.fee.amount is not None:
        fee = replace(fee, amount=way.fee.amount, verified=True)
    return replace(
        earlier,
        edition=edition.edition,
        code=edition.code.value or earlier.code,
        name=edition.name.value or earlier.name,
        deadline=deadline,
        fee=fee,
        form=FORMS[edition.form.value.system] if edition.form.value else "",
        result="; ".join(each.name for each in edition.results.value or ()) or earlier.result,
        legal_basis=edition.legal_basis.value or (),
        level_note="",
        later_law="",
        who_may_submit=(),
        return_methods=_RETURNED,
        paper=edition.uploads,
        options=edition.options,
        labels_seen=edition.labels_seen,
    )


# The national page offers all three to everybody.
_RETURNED = ("in_person", "postal", "electronic")


def _knowing_unknown(said: dict[str, Any]) -> dict[str, Any]:
    """An amount that nobody found is written so, and not left out."""
    return {name: _with_none(part) if name == "fee" else part for name, part in said.items()}


def _with_none(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _with_none(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_with_none(value) for value in part]
    return None if part == _UNKNOWN else part


_UNKNOWN = "unknown"


@cache
def _all() -> _Read:
    read_ = _Read({}, {}, {})
    found: list[ProcedureFacts] = []
    for file in _files():
        is_own = _has_its_slug(file)
        try:
            if said := _CODE.search(written(file)):
                read_.codes.setdefault(said[1], file)
            if is_own:
                found.append(facts_at(file))
        except BrokenFacts as error:
            if is_own:
                read_.broken[file.stem] = BrokenEntry(str(file), str(error))
    read_.whole.update((each.slug, each) for each in sorted(found, key=_place))
    return read_


def _place(facts: ProcedureFacts) -> tuple[float, str]:
    return (inf if facts.no is None else facts.no, facts.slug)


_CODE = re.compile(r'^code = "([^"]+)"$', re.MULTILINE)


def _files() -> Iterator[Path]:
    """What stands beside a flow; a package may have other TOML files for other ends."""
    for folder in folders():
        yield from filter(_is_beside_a_flow, sorted(folder.glob("*.toml")))


def _is_beside_a_flow(file: Path) -> bool:
    return file.is_file() and file.with_suffix(".py").is_file()


def procedures() -> dict[str, ProcedureFacts]:
    """All procedures whose facts are whole, by slug, in the order of the plan's list."""
    return _all().whole


def broken_procedures() -> dict[str, BrokenEntry]:
    """The procedures in whose facts something is missing, by slug."""
    return _all().broken


def slugs_by_code() -> dict[str, str]:
    """The slug of each national code; also of one that has the slug of another package's."""
    return {code: file.stem for code, file in _all().codes.items()}


def procedure(slug_or_code: str) -> ProcedureFacts | None:
    """The procedure with this slug or national code.

    A slug is that of the first package which has it, ours before anybody's; what another one calls
    so is nobody's, by its code neither: the registry takes no flow of it.

    Raises:
        BrokenFacts: there is one, and a fact is missing in it.
    """
    if slug_or_code.isidentifier():
        file = _file_of(slug_or_code, folders())
    else:
        file = _all().codes.get(slug_or_code)
    return facts_at(file) if file and _has_its_slug(file) else None


@cache
def _file_of(slug: str, among: tuple[Path, ...]) -> Path | None:
    """Looked for once: of a thousand dossiers, each asks for its procedure's facts."""
    files = (folder / f"{slug}.toml" for folder in among)
    return next((file for file in files if _is_beside_a_flow(file)), None)


def _has_its_slug(file: Path) -> bool:
    return _file_of(file.stem, folders()) == file


def count_contradiction() -> dict[str, Any]:
    """The source says 28 procedures, and its parts sum to 29: both are kept in sight."""
    contradiction: dict[str, Any] = read("annex")["count_contradiction"]
    return contradiction

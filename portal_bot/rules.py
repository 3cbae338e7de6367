"""Rules between fields: `rules.refuse`, `warn`, `inform`, and what many procedures ask alike.

``@rules.refuse("child.full_name", "Họ của con …")`` stands over a method that says whether all is
well; ``_in_time = rules.days_ahead("opening.date", "notice_days", message=…)`` is one that is
ready. The attribute's name is the rule's code; the problem is told at the first field named.

Of those that are ready, each takes the paths of its fields, from the block in which it stands, and
the `message` that is told where it does not hold. A message that quotes what the dossier says
marks it: ``rules.own(row.name)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from portal_bot.catalogue.calendar import full_years, is_working_day
from portal_bot.catalogue.fee import days_free, fee_due
from portal_bot.catalogue.legal import Number, written
from portal_bot.catalogue.names import fold, same_name, surname
from portal_bot.catalogue.procedures import ProcedureFacts, facts_beside
from portal_bot.dossier.block import Block, Method, rule
from portal_bot.dossier.checks import applies
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.field import When
from portal_bot.dossier.problems import Severity
from portal_bot.dossier.spec import spec_at, value_at
from portal_bot.marked import own

__all__ = [
    "appointment_on_working_day", "asker_fits_age", "asker_is_named", "before_year", "days_ahead",
    "differ", "fee_told", "free_in_time", "full_years", "inform", "inform_when", "is_working_day",
    "lives_here", "mentions_none", "named_among", "named_here", "not_before", "of_age", "one_given",
    "own", "parents_are_older", "parents_come_first", "parents_differ", "printed",
    "printed_options", "refuse", "refuse_when", "reminder", "repeated_rows", "rows_where",
    "same_name", "says_enough", "self_is_named", "surname", "warn", "warn_when", "written",
]  # fmt: skip

Held = Callable[..., bool | str]
# Digits of a citizen's number.
_CITIZEN = 12


def refuse(at: str, message: str = "") -> Callable[[Method], Method]:
    """The dossier is not filed. Over a method that says whether all is well, or why not.

    Args:
        at: the path of the field at which it is told, from the block in which the rule stands.
        message: what is said; none where the method says it itself.
    """
    return rule((at,), message)


def warn(at: str, message: str = "") -> Callable[[Method], Method]:
    """The clerk looks again; else as `refuse`."""
    return rule((at,), message, "warning")


def inform(at: str, message: str = "") -> Callable[[Method], Method]:
    """The clerk passes it on; else as `refuse`."""
    return rule((at,), message, "info")


def refuse_when(when: When, message: str) -> Held:
    """Not filed where the condition holds, which is written as that of a field is.

    ``{"use.purpose": ["loan", "work"], "use.partner": True}``: one of the options, and given.

    Raises:
        Refused: at the first check, a code that is no option of its field.
    """
    return _when(when, message, "error")


def warn_when(when: When, message: str) -> Held:
    """`warn`, where the condition holds; see `refuse_when`."""
    return _when(when, message, "warning")


def inform_when(when: When, message: str) -> Held:
    """`inform`, where the condition holds; see `refuse_when`."""
    return _when(when, message, "info")


def lives_here(*places: str, message: str, severity: Severity = "error") -> Held:
    """One of the places, of those that are given, lies in the office's commune."""

    @rule(places, message, severity)
    def holds(block: Any, context: Context) -> bool:
        given = [place for path in places if (place := value_at(block, path))]
        return any(context.competent_for(place) for place in given)

    return holds


def named_here(context: Context, text: str) -> bool:
    """Whether a free text names the office's commune; true where no office is known."""
    return context.office_named_in(text)


def not_before(later: str, earlier: str, *, message: str) -> Held:
    """One date is the same as another or comes after it, as far as they are known and given."""

    @rule((later, earlier), message)
    def holds(block: Any) -> bool:
        end, start = value_at(block, later), value_at(block, earlier)
        return end is None or start is None or _first_day(start) <= _last_day(end)

    return holds


def before_year(day: str, year: int | str, *, message: str) -> Held:
    """A date in an earlier year, where it is given: a number, or the name of a legal value."""

    @rule((day,), message)
    def holds(block: Any, context: Context) -> bool:
        given: date | PartialDate | None = value_at(block, day)
        return given is None or given.year < _legal(block, year, context)

    return holds


def _first_day(day: date | PartialDate) -> tuple[int, int, int]:
    return day.year, day.month or 1, day.day or 1


def _last_day(day: date | PartialDate) -> tuple[int, int, int]:
    return day.year, day.month or 12, day.day or 31


def days_ahead(day: str, days: int | str, *, message: str) -> Held:
    """A day that is at least so many days from today: a number, or the name of a legal value."""

    @rule((day,), message)
    def holds(block: Any, context: Context) -> bool:
        planned: date = value_at(block, day)
        return (planned - context.today).days >= _legal(block, days, context)

    return holds


def appointment_on_working_day(day: str) -> Held:
    """The day on which people are to come to the office."""

    @rule((day,), "Ngày hẹn phải là ngày làm việc, từ hôm nay trở đi")
    def holds(block: Any, context: Context) -> bool:
        appointed: date = value_at(block, day)
        return appointed >= context.today and is_working_day(appointed)

    return holds


def of_age(birth: str, years: int | str, *, message: str) -> Held:
    """Somebody is that old today: a number of years, or the name of a legal value.

    Where only the year of birth is asked for, they become that old this year.
    """

    @rule((birth,), message)
    def holds(block: Any, context: Context) -> bool:
        born: date | int = value_at(block, birth)
        age = (
            context.today.year - born if isinstance(born, int) else full_years(born, context.today)
        )
        return age >= _legal(block, years, context)

    return holds


def _legal(block: Block, said: int | str, context: Context) -> Number:
    return block.law(said, context) if isinstance(said, str) else said


def differ(one: str, other: str, *, message: str, severity: Severity = "error") -> Held:
    """Two texts that must not say the same: names of two persons, or numbers of their papers."""

    @rule((one, other), message, severity)
    def holds(block: Any) -> bool:
        texts = value_at(block, one), value_at(block, other)
        return None in texts or not same_name(*texts)

    return holds


def self_is_named(name: str, *, message: str) -> Held:
    """Who asks for themselves (`requester.relation` is ``self``) bears the name of that person."""
    return asker_is_named("requester.relation", {"self": name}, message=message)


def asker_is_named(relation: str, names: Mapping[str, str], *, message: str) -> Held:
    """Who says by the relation that they are somebody of the declaration bears that name, and
    that number where both tell a citizen's.

    Args:
        relation: the path of the question; the name of who asks is `full_name` beside it.
        names: by the option's code the path of that person's name. Nobody stands there: refused.
        message: what is told.
    """
    asking = relation.rpartition(".")[0]

    @rule((relation,), message)
    def holds(block: Any) -> bool | str:
        name = names.get(value_at(block, relation))
        if name is None:
            return True
        meant = value_at(block, name)
        if meant is None or not same_name(value_at(block, f"{asking}.full_name"), meant):
            return False
        mine, theirs = _citizens(block, asking), _citizens(block, name.rpartition(".")[0])
        return not (mine and theirs) or mine == theirs or f"{message}; đang khác số định danh"

    return holds


def _citizens(block: Any, person: str) -> str | None:
    """The person's number, where it is a citizen's: twelve digits are never another paper's."""
    number = getattr(value_at(block, person) if person else block, "id_number", None)
    return number if isinstance(number, str) and len(number) == _CITIZEN else None


def asker_fits_age(
    relation: str, birth: str, *, same: Sequence[str] = (), older: Sequence[str] = (),
    younger: Sequence[str] = (),
) -> Held:  # fmt: skip
    """The applicant's own birth against that of whom it is about, by the relation they name.

    Args:
        relation: the path of the question.
        birth: the path of that person's birth, as far as it is known.
        same: options of whoever is that person.
        older: of those who must be older: a parent, a grandparent.
        younger: of those who must be younger: a child.
    """

    @rule((relation, birth), "", "warning")
    def holds(block: Any, context: Context) -> bool | str:
        said, born = value_at(block, relation), value_at(block, birth)
        if context.applicant is None or born is None:
            return True
        mine, theirs = context.applicant.birth_date, _span(born)
        day = (mine.year, mine.month, mine.day)
        fits = (
            (theirs[0] <= day <= theirs[1] or said not in same)
            and (day <= theirs[1] or said not in older)
            and (theirs[0] <= day or said not in younger)
        )
        told = own(f"{mine:%d/%m/%Y}")
        wrong = f"Ngày sinh của chủ hồ sơ ({told}) không khớp với quan hệ đã chọn"
        return fits or f"{wrong}; xem lại ngày sinh, quan hệ"

    return holds


def _span(born: date | PartialDate | int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    if isinstance(born, int):
        return (born, 1, 1), (born, 12, 31)
    return _first_day(born), _last_day(born)


def parents_are_older(birth: str, years: int) -> Held:
    """The declared parents (`mother`, `father`) were that old, by the year, when the child came."""

    @rule(
        (birth, "mother", "father"),
        "Tuổi của cha hoặc mẹ so với con không hợp lý; kiểm tra năm sinh",
        "warning",
    )
    def holds(block: Any) -> bool:
        parents = [parent for parent in (block.mother, block.father) if parent]
        return all(value_at(block, birth).year - parent.birth_year >= years for parent in parents)

    return holds


def parents_come_first(birth: str) -> Held:
    """No declared parent (`mother`, `father`) was born in the child's year or later."""

    @rule((birth, "mother", "father"), "Cha hoặc mẹ không thể sinh cùng năm hay sau con; xem lại")
    def holds(block: Any) -> bool:
        parents = [parent for parent in (block.mother, block.father) if parent]
        return all(parent.birth_year < value_at(block, birth).year for parent in parents)

    return holds


def parents_differ() -> Held:
    """The declared `mother` and `father` are two persons: by number, else by name."""

    @rule(("father", "mother"), "Người cha và người mẹ phải là hai người khác nhau")
    def holds(block: Any) -> bool:
        one, other = block.father, block.mother
        if one is None or other is None:
            return True
        if one.id_number and other.id_number:
            return bool(one.id_number != other.id_number)
        return not same_name(one.full_name, other.full_name)

    return holds


def one_given(*paths: str, message: str) -> Held:
    """One of several that may each be left out: papers of which one proves it."""

    @rule(paths, message)
    def holds(block: Any) -> bool:
        return any(value_at(block, path) for path in paths)

    return holds


def printed(option: str) -> str:
    """What the portal prints for an option of a `Listed` field."""
    return option.label if isinstance(option, Choice) else option


def printed_options(cls: type[Block], path: str) -> list[str]:
    """What the portal prints for each option of the field at the path."""
    spec = spec_at(cls, path)
    return [option.label for option in (spec.choice if spec and spec.choice else ())]


def says_enough(text: str, letters: int, *, message: str) -> Held:
    """A text that is no shorter."""

    @rule((text,), message)
    def holds(block: Any) -> bool:
        return len(value_at(block, text)) >= letters

    return holds


def _when(when: When, message: str, severity: Severity) -> Held:

    @rule(tuple(when), message, severity)
    def holds(block: Block) -> bool:
        for path, wanted in when.items():
            if not isinstance(wanted, bool):
                _refuse_unknown(type(block), path, tuple(wanted))
        return not applies(when, block, block)

    return holds


@cache
def _refuse_unknown(cls: type[Block], path: str, codes: tuple[str, ...]) -> None:
    spec = spec_at(cls, path)
    if spec and spec.choice:
        for code in codes:
            spec.choice.parse(code)


def mentions_none(
    *texts: str, words: Sequence[str], message: str, severity: Severity = "error"
) -> Held:
    """None of the words, in small letters, stands in one of the texts."""

    @rule(texts, message, severity)
    def holds(block: Any) -> bool:
        said = [str(value_at(block, path)).casefold() for path in texts]
        return not any(word in text for text in said for word in words)

    return holds


def reminder(field: str, message: str) -> Held:
    """Always said: what no form can check and the clerk should pass on."""

    @rule((field,), message, "info")
    def holds(_block: Any) -> bool:
        return False

    return holds


def fee_told(field: str, text: str) -> Held:
    """The sum, behind the text: ``Phí tính theo số bản: 16.000 đồng``."""

    @rule((field,), "", "info")
    def holds(block: Any, context: Context) -> bool | str:
        facts = _facts(block)
        if facts is None:
            return True
        return f"{text}: {written(fee_due(facts, block, context.today).amount_vnd)} đồng"

    return holds


def free_in_time(since: str, *, message: str) -> Held:
    """Whether the days in which nothing is due have not passed since that date."""

    @rule((since,), message, "info")
    def holds(block: Any, context: Context) -> bool:
        facts = _facts(block)
        days = days_free(facts) if facts else None
        day = value_at(block, since)
        first = day.earliest if isinstance(day, PartialDate) else day
        return days is None or (context.today - first).days <= days

    return holds


def kind_fits_days(kind: str, since: str, *, message: str) -> Held:
    """The option ``on_time`` is said just within the days in which nothing is due since that date,
    ``late`` just after them; any other option always.
    """

    @rule((kind, since), message)
    def holds(block: Any, context: Context) -> bool:
        facts, said, day = _facts(block), value_at(block, kind), value_at(block, since)
        days = days_free(facts) if facts else None
        if days is None or said not in {"on_time", "late"}:
            return True
        first = day.earliest if isinstance(day, PartialDate) else day
        return bool((said == "on_time") == ((context.today - first).days <= days))

    return holds


def _facts(declared: Any) -> ProcedureFacts | None:
    return facts_beside(type(declared).__module__)


def rows_where(rows: Iterable[Any], wrong: Callable[[Any], bool]) -> str:
    """The numbers of such rows, from 1, as a message prints them: ``"2, 5"``; empty for none."""
    return ", ".join(str(number) for number, row in enumerate(rows, start=1) if wrong(row))


def named_among(rows: Iterable[Any] | None, *names: str) -> bool:
    """Whether somebody in the rows of a table bears one of the names."""
    return any(same_name(row.full_name, name) for row in rows or () for name in names)


def repeated_rows(rows: Sequence[Any], *names: str, exact: Sequence[str] = ()) -> str:
    """The rows that say again what an earlier one said, as `rows_where` prints them.

    Args:
        rows: of one table.
        names: fields compared as people's names are, without regard to case or spelling.
        exact: fields that must be equal as they stand.
    """
    seen: set[tuple[Any, ...]] = set()

    def again(row: Any) -> bool:
        said = tuple(fold(getattr(row, name)) for name in names)
        said += tuple(getattr(row, name) for name in exact)
        known = said in seen
        seen.add(said)
        return known

    return rows_where(rows, again)

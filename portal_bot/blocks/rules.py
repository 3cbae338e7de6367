"""Rules that many procedures have: ``_in_time = days_ahead("late", "opening.date", 30, …)``.

Each takes the rule's code, the paths of its fields from the block it stands in (the problem is told
at the first) and its message, and answers as a method under `rule` does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from portal_bot.catalogue.calendar import full_years, is_working_day
from portal_bot.catalogue.names import fold, same_name
from portal_bot.dossier.block import Block, Context, rule
from portal_bot.dossier.checks import applies
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.field import When
from portal_bot.dossier.problems import Severity
from portal_bot.dossier.spec import spec_at, value_at

Held = Callable[..., bool | str]
ADULT_YEARS = 18


def competent_here(code: str, *places: str, message: str, severity: Severity = "error") -> Held:
    """One of the places, of those that are given, lies in the office's commune."""

    @rule(code, fields=places, message=message, severity=severity)
    def holds(block: Any, context: Context) -> bool:
        given = [place for path in places if (place := value_at(block, path))]
        return any(context.competent_for(place) for place in given)

    return holds


def named_here(context: Context, text: str) -> bool:
    """Whether a free text names the office's commune; true where no office is known."""
    here = context.agency
    return here is None or fold(here.commune) in fold(text.replace(",", " "))


def not_before(code: str, later: str, earlier: str, *, message: str) -> Held:
    """One date is the same as another or comes after it, as far as they are known and given."""

    @rule(code, fields=(later, earlier), message=message)
    def holds(block: Any) -> bool:
        end, start = value_at(block, later), value_at(block, earlier)
        return end is None or start is None or _first_day(start) <= _last_day(end)

    return holds


def _first_day(day: date | PartialDate) -> tuple[int, int, int]:
    return day.year, day.month or 1, day.day or 1


def _last_day(day: date | PartialDate) -> tuple[int, int, int]:
    return day.year, day.month or 12, day.day or 31


def days_ahead(code: str, day: str, days: int, *, message: str) -> Held:
    """A day that is at least so many days from today."""

    @rule(code, fields=(day,), message=message)
    def holds(block: Any, context: Context) -> bool:
        planned: date = value_at(block, day)
        return planned - context.today >= timedelta(days=days)

    return holds


def appointment_on_working_day(day: str) -> Held:
    """The day on which people are to come to the office."""

    @rule(
        "date_not_past_working_day",
        fields=(day,),
        message="Ngày hẹn phải là ngày làm việc, từ hôm nay trở đi",
    )
    def holds(block: Any, context: Context) -> bool:
        appointed: date = value_at(block, day)
        return appointed >= context.today and is_working_day(appointed)

    return holds


def of_age(code: str, birth: str, *, message: str, years: int = ADULT_YEARS) -> Held:
    """Somebody is that old today; where only the year of birth is asked for, this year."""

    @rule(code, fields=(birth,), message=message)
    def holds(block: Any, context: Context) -> bool:
        born: date | int = value_at(block, birth)
        if isinstance(born, int):
            return context.today.year - born >= years
        return full_years(born, context.today) >= years

    return holds


def differ(code: str, one: str, other: str, *, message: str) -> Held:
    """Two texts that must not say the same: names of two persons, or numbers of their papers."""

    @rule(code, fields=(one, other), message=message)
    def holds(block: Any) -> bool:
        texts = value_at(block, one), value_at(block, other)
        return None in texts or not same_name(*texts)

    return holds


def self_is_named(code: str, name: str, *, message: str) -> Held:
    """Who asks for themselves (`requester.relation` is ``self``) bears the name of that person."""
    fields = ("requester.relation", "requester.full_name", name)

    @rule(code, fields=fields, message=message)
    def holds(block: Any) -> bool:
        relation, asking, asked_for = (value_at(block, path) for path in fields)
        return relation.value != "self" or same_name(asking, asked_for)

    return holds


def parents_are_older(birth: str, years: int) -> Held:
    """The declared parents (`mother`, `father`) were that old, by the year, when the child came."""

    @rule(
        "parent_age",
        fields=(birth, "mother", "father"),
        message="Tuổi của cha hoặc mẹ so với con không hợp lý; kiểm tra năm sinh",
        severity="warning",
    )
    def holds(block: Any) -> bool:
        parents = [parent for parent in (block.mother, block.father) if parent]
        return all(value_at(block, birth).year - parent.birth_year >= years for parent in parents)

    return holds


def says_enough(code: str, text: str, letters: int, *, message: str) -> Held:
    """A text that is no shorter."""

    @rule(code, fields=(text,), message=message)
    def holds(block: Any) -> bool:
        return len(value_at(block, text)) >= letters

    return holds


def told_when(code: str, when: When, *, message: str, severity: Severity = "error") -> Held:
    """Said where the condition holds, which is written as that of a `Field` is.

    ``{"use.purpose": ["loan", "work"], "use.partner": True}``: one of the options, and given.

    Raises:
        Refused: at the first check, a code that is no option of its field.
    """

    @rule(code, fields=tuple(when), message=message, severity=severity)
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
    code: str, *texts: str, words: Sequence[str], message: str, severity: Severity = "error"
) -> Held:
    """None of the words, in small letters, stands in one of the texts."""

    @rule(code, fields=texts, message=message, severity=severity)
    def holds(block: Any) -> bool:
        said = [str(value_at(block, path)).casefold() for path in texts]
        return not any(word in text for text in said for word in words)

    return holds


def reminder(code: str, field: str, message: str) -> Held:
    """Always said: what no form can check and the clerk should pass on."""

    @rule(code, fields=(field,), message=message, severity="info")
    def holds(_block: Any) -> bool:
        return False

    return holds

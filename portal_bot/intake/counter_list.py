"""The counter's checklist: which papers a dossier needs now, in which form, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal_bot.catalogue.paper_facts import PaperFact
from portal_bot.dossier.block import Declaration
from portal_bot.dossier.checks import applies, in_words
from portal_bot.dossier.spec import Spec, specs
from portal_bot.moments import stamp
from portal_bot.page_template import page_template
from portal_bot.registry import AnyFlow, facts

# Of a paper that some dossiers need, and no field tells which.
DEPENDS = "tùy trường hợp, hỏi người nộp"
_FORMS = {
    "original": "bản chính",
    "copy": "bản sao",
    "certified_copy": "bản sao có chứng thực",
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of a dossier.

    Attributes:
        name: the official one.
        needed: whether it is needed now; `None`: nobody knows before the declaration is whole.
        why: when it is needed, for people.
        form: original or copy; empty where no source says.
        copies: how many.
        shown_only: it is shown at the counter and need not be attached.
        scans: how many files are attached.
    """

    name: str
    needed: bool | None
    why: str
    form: str
    copies: int
    shown_only: bool
    scans: int


@dataclass(frozen=True, slots=True)
class CounterList:
    """What there is to look at of one dossier.

    Attributes:
        name: its file or row.
        procedure: the procedure's title.
        applicant: whose it is; empty where the dossier does not say.
        papers: those that are needed now first, the others behind.
        problems: what is wrong with it.
        outlook: fee and appointment, in words.
    """

    name: str
    procedure: str
    applicant: str
    papers: Sequence[PaperLine]
    problems: Sequence[str]
    outlook: str


def paper_lines(
    flow: AnyFlow, declared: Declaration | None, scans: Mapping[str, Sequence[object]]
) -> list[PaperLine]:
    """The papers of a procedure, as this dossier needs them.

    Args:
        flow: the procedure.
        declared: its declaration, on which conditions depend; `None`: it is not whole.
        scans: what is attached, by paper.
    """
    entry = facts(flow)
    known = {fact.key: fact for fact in entry.paper} if entry else {}
    lines = [
        _line(spec, flow, declared, known.get(spec.name), len(scans.get(spec.name, ())))
        for spec in specs(flow.papers)
    ]
    return sorted(lines, key=lambda line: {True: 0, None: 1, False: 2}[line.needed])


def _line(
    spec: Spec, flow: AnyFlow, declared: Declaration | None, fact: PaperFact | None, scans: int
) -> PaperLine:
    needed, why = _needed(spec, flow, declared, fact)
    return PaperLine(
        name=spec.title,
        needed=needed,
        why=why,
        form=_FORMS[fact.original_or_copy] if fact else "",
        copies=fact.copies if fact else 1,
        shown_only=spec.meta.present_only,
        scans=scans,
    )


def _needed(
    spec: Spec, flow: AnyFlow, declared: Declaration | None, fact: PaperFact | None
) -> tuple[bool | None, str]:
    when = spec.meta.when
    if when is not None:
        told = f"khi {in_words(when, flow.declaration, flow.declaration)}"
        return (applies(when, declared, declared) if declared else None), told
    if others := _one_of(spec, flow):
        return None, f"một trong các giấy này là đủ: {'; '.join(others)}"
    if fact is not None and fact.required == "conditional":
        return None, fact.note or DEPENDS
    # What is only shown may be left out of the file, and is still demanded at the counter.
    demanded = spec.required or (fact is not None and fact.required is True)
    return demanded, "" if demanded else "nếu có"


def _one_of(spec: Spec, flow: AnyFlow) -> list[str]:
    """The papers of which one proves it, as the procedure's rule says."""
    for rule in flow.papers.rules:
        if spec.name in rule.fields and len(rule.fields) > 1:
            return [other.title for other in specs(flow.papers) if other.name in rule.fields]
    return []


def counter_page(lists: Iterable[CounterList], at: datetime) -> str:
    """A page to print, a sheet a dossier.

    Args:
        lists: the dossiers.
        at: when it was made.
    """
    page = page_template("portal_bot.intake", "counter_list.html.j2")
    return page.render(lists=list(lists), at=stamp(at))

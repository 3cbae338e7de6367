"""The mock as judge: of each kind of event how many there were, were seen, and are the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.year.ledger import Ledger, known, reference, states
from bench.year.planning import MISHAPS, Plan
from bench.year.playing import Year
from portal_bot.journal import Filing, State
from portal_bot.office_states import STATES
from portal_bot.reports.compiled import AskedReport, compiled
from portal_bot.reports.figures import Figures, procedure_words
from portal_bot.reports.journals import read_home
from portal_bot.reports.span import Span
from portal_bot.tracking.followed import Followed
from tests.support.at_counter import IN_FULL
from tests.support.kept import opened

Known = dict[str, tuple[Filing, Followed]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One kind of event.

    Attributes:
        kind: what it is.
        planned: how many there should be: by the plan, or by the mock's own ledger.
        done: how many there were, by us.
        equal: how many of these are as they should be; `None`: there is nothing to compare.
    """

    kind: str
    planned: int
    done: int
    equal: int | None = None

    @property
    def is_right(self) -> bool:
        """Whether all are there, and all are the same."""
        return self.planned == self.done and self.equal in {None, self.planned}


def verdicts(year: Year) -> list[Verdict]:
    """All kinds, in the order in which they come to pass."""
    ledger, ours = Ledger(year.mock, year.removed), known(year)
    return [
        *_filed(year, ledger, ours),
        *_by_us(year, ledger),
        *_at_the_office(year, ledger, ours),
        *_reported(year, ledger),
        _notices(year),
        Verdict("faults on the way", 0, len(year.faults)),
    ]


def _filed(year: Year, ledger: Ledger, ours: Known) -> Iterator[Verdict]:
    good = [errand for errand in year.plan.errands if errand.way != "refused"]
    once = Counter(reference(one) for one in ledger.everything)
    sound = [filing for filing, _ in ours.values() if filing.state is State.VERIFIED]
    yield Verdict("filed", len(good), len(sound), sum(once[f.id] == 1 for f in sound))
    yield Verdict("stored at the portal", len(good), len(ledger.everything))
    stored = sum(request["number"] is not None for request in ledger.commits)
    added = sum(bool(one["papers"]) for one in ledger.added)
    yield Verdict("commit requests that stored", len(good) + added, stored)
    for way, kind in (("killed", "killed"), ("answer_lost", "answers lost")):
        meant = [errand for errand in good if errand.way == way]
        there = sum(errand.number in year.numbers for errand in meant)
        yield Verdict(kind, len(meant), year.done[kind], there)
    broken = len(year.plan.errands) - len(good)
    yield Verdict("refused by the check", broken, year.done["refused by the check"])
    again = year.done["said again"]
    yield Verdict("said again, nothing sent", again, again - year.done["said again, sent"])


def _by_us(year: Year, ledger: Ledger) -> Iterator[Verdict]:
    for mishap in MISHAPS:
        meant = sum(errand.mishap == mishap for errand in year.plan.errands)
        yield Verdict(f"mishap: {mishap}", meant, year.done[mishap])
    for kind, action in (("received", "receive"), ("handed out", "return")):
        mine = Counter(n for n, event in ledger.happened(action) if event["by"] == IN_FULL)
        ours = set(year.deeds[kind])
        yield Verdict(f"{kind} by us", len(ours), year.done[kind], sum(mine[n] >= 1 for n in ours))
    with_papers = sum(bool(one["papers"]) for one in ledger.added)
    yield Verdict("papers brought", with_papers, year.done["supplemented"])
    yield Verdict("paid online", len(ledger.happened("pay")), year.done["paid"])
    yield Verdict("withdrawn", len(ledger.happened("withdraw")), year.done["withdrawn"])


def _at_the_office(year: Year, ledger: Ledger, ours: Known) -> Iterator[Verdict]:
    pairs = [
        (ledger.states(number), states(ours[id_][1])) for id_, number in ledger.numbers.items()
    ]
    for state in STATES:
        there = [theirs for theirs, _ in pairs if state in theirs]
        seen = [mine for _, mine in pairs if state in mine]
        same = sum(state in a and a.count(state) == b.count(state) for a, b in pairs)
        yield Verdict(f"were “{STATES[state]}”", len(there), len(seen), same)
    last = {id_: ledger.office[number] for id_, number in ledger.numbers.items()}
    yield Verdict(
        "end in the mock's state, by its number",
        len(last),
        sum(bool(ours[id_][1].turns) for id_ in last),
        sum(
            (ours[id_][1].words, ours[id_][1].number) == (told["status"], told["number"])
            for id_, told in last.items()
        ),
    )
    gone = sum(told.missing for _, told in ours.values())
    yield Verdict("known to be gone", len(year.removed), gone)
    results = {id_: told["result"] for id_, told in last.items() if told["result"]}
    files = {id_: ours[id_][1].result for id_ in results}
    equal = sum(
        path is not None and hashlib.sha256(opened(path)).hexdigest() == results[id_]["sha256"]
        for id_, path in files.items()
    )
    yield Verdict(
        "results fetched", len(results), sum(p is not None for p in files.values()), equal
    )


def _notices(year: Year) -> Verdict:
    due = Counter(number for number, _ in year.gateway.due)
    taken = year.gateway.taken
    return Verdict("notices, once each", due.total(), taken.total(), (due & taken).total())


def _reported(year: Year, ledger: Ledger) -> Iterator[Verdict]:
    """The report's numbers against those of the ledger, counted here in another way."""
    made = compiled([read_home(year.home)], AskedReport(_span(year.plan)))
    headline = dict(made.headline)
    office = ledger.office.values()
    done = [told for told in office if told["result"]]
    wanted: dict[str, Any] = {
        "Hồ sơ nộp trong kỳ": len(ledger.everything),
        "Đã giải quyết": len(done),
        "Yêu cầu bổ sung": sum("supplement" in ledger.states(t["number"]) for t in office),
        "Không nhận, dừng": sum(t["status"] in _ENDED for t in office),
        "Giải quyết đúng, trước hạn": sum(_resolved(t) <= t["due_at"] for t in done),
        "Phải nộp (đồng)": sum(int(one["fee"]) for one in ledger.everything),
    }
    for label, number in wanted.items():
        said = headline[label]
        yield _same(f"report: {label}", number, said if isinstance(said, int) else -1)
    slugs = Counter(procedure_words(one["procedure"]).title for one in ledger.everything)
    yield _columns("report: by procedure", slugs, column(made, "by_procedure", 3))
    months = Counter(
        f"{one['received_at'][5:7]}/{one['received_at'][:4]}" for one in ledger.everything
    )
    yield _columns("report: by month", months, column(made, "by_month", 1))


def _resolved(told: Mapping[str, Any]) -> str:
    """The day on which it was."""
    events = (event for event in told["history"] if event["status"] == STATES["resolved"])
    return str(next(events)["at"][:10])


_ENDED = frozenset({STATES["refused"], STATES["stopped"]})


def _same(kind: str, planned: int, done: int) -> Verdict:
    return Verdict(kind, planned, done, planned if planned == done else 0)


def _columns(kind: str, wanted: Counter[str], told: Counter[str]) -> Verdict:
    """Each line of a table against the ledger's; a line of noughts is none."""
    told = +told
    return Verdict(kind, len(wanted), len(told), sum(told[name] == n for name, n in wanted.items()))


def _span(plan: Plan) -> Span:
    # What is filed in its last days is resolved in the next year.
    return Span(date(plan.rounds[0].year, 1, 1), date(plan.rounds[-1].year + 1, 12, 31))


def column(made: Figures, key: str, at: int) -> Counter[str]:
    """A column of numbers of a report's table, by its first one; without the sums."""
    table = made.table(key)
    assert table is not None
    rows = table.rows[:-1] if table.total else table.rows
    return Counter({str(row[0]): int(str(row[at] or 0)) for row in rows})

"""The matrix: fault by kill point, and which dossiers go through each cell.

Everything is drawn from one seed, cell by cell, so that a cell alone is what it was in the whole.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from chaos.dossiers import Sample
from chaos.faults import FAULTS, Fault, Side, Variant, mock_order
from chaos.kills import COMMIT_KILLS, KILLS, NONE, Kill, Victim

# Faults that sit before the commit meet every third kill point; the others meet all.
EARLY_SHARE = 3
# Of a whole matrix one seed plays this part: all that is next to the commit, of the rest a third.
SHARE = 3
# The deck is dealt whole once in so many times, else only its lighter half.
WHOLE_DECK = 3
_NEAREST = frozenset({"none", "program@commit", "program@commit_answer"})
TWICE_SHARE = 0.15
_EARLY = frozenset({Side.PAGE, Side.CAPTCHA, Side.PAPERS, Side.FORM})
# Half a minute and more of mere waiting each: only where it tells something.
_FREEZES = frozenset({"none", "commit_then_drop", "commit_delay", "list_lag"})
# The word for `COMMIT_KILLS` on a portal that behaves.
KILLS_AROUND_COMMIT = "commit-kills"
_LONG = frozenset({"none", "program@intent", "program@commit", "browser@commit"})


@dataclass(frozen=True, slots=True)
class Ticket:
    """A dossier's place in a cell: which, and the label of a further request, or `None`."""

    sample: Sample
    request: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix.

    Attributes:
        fault, variant: how the portal misbehaves.
        kill: who dies when.
        tickets: the dossiers.
        sessions: how many at once.
        seed: of everything that is drawn while it is played.
    """

    fault: Fault
    variant: Variant
    kill: Kill
    tickets: tuple[Ticket, ...]
    sessions: int
    seed: str

    @property
    def name(self) -> str:
        return f"{self.fault.name}/{self.kill.name}"

    @property
    def groups(self) -> frozenset[str]:
        """All words that mean it, with others or alone."""
        words = {self.name, self.fault.name, self.kill.name, str(self.fault.side)}
        if self.fault.side is Side.NONE and self.kill.name in COMMIT_KILLS:
            words.add(KILLS_AROUND_COMMIT)
        return frozenset(words)


def pairs(seed: int, rows: Sequence[Fault]) -> list[tuple[Fault, Kill]]:
    """Every pair of the full matrix, those of early faults thinned by turns.

    Args:
        seed: decides which third of the kill points an early fault meets.
        rows: the faults.
    """
    turn = random.Random(f"{seed}/turn").randrange(EARLY_SHARE)  # noqa: S311 - no secret
    return [
        (fault, kill)
        for row, fault in enumerate(rows)
        for column, kill in enumerate(KILLS)
        if _meets(fault, kill) and not _thinned(fault, kill, row + column + turn)
    ]


def offered(known: frozenset[str], platform: str) -> list[Fault]:
    """The rows that this mock, or our own proxy, can make.

    Args:
        known: the names of the mock's faults.
        platform: what it plays.
    """
    return [
        fault
        for fault in FAULTS
        if platform in fault.platforms
        and all(
            order is None or order[0] in known
            for order in (mock_order(fault, variant) for variant in fault.variants)
        )
    ]


def _thinned(fault: Fault, kill: Kill, place: int) -> bool:
    return fault.side in _EARLY and kill is not NONE and place % EARLY_SHARE != 0


def _meets(fault: Fault, kill: Kill) -> bool:
    if kill.victim is Victim.FREEZE:
        return fault.name in _FREEZES
    if fault.kills is not None:
        return kill.name in fault.kills
    return not fault.rare or kill.name in _LONG


def full(
    seed: int, samples: Sequence[Sample], rows: Sequence[Fault], *, each: int = 2
) -> list[Cell]:
    """Every pair, each with `each` dossiers."""
    return _dealt(seed, pairs(seed, rows), samples, each)


def share(seed: int, cells: Sequence[Cell]) -> list[Cell]:
    """What one run plays of a whole matrix: all that is next to the commit, of the rest a share.

    Every row at the commit or after it with nobody killed, and with the program killed under the
    request and under its answer; every row that no kill point of its own is given; and by turns a
    third of the others.
    """
    kept: list[Cell] = []
    turns: dict[str, int] = {}
    for cell in cells:
        if _is_near(cell):
            kept.append(cell)
            continue
        turn = turns[cell.fault.name] = turns.get(cell.fault.name, len(turns)) + 1
        if (turn + seed) % SHARE == 0:
            kept.append(cell)
    return kept


def _is_near(cell: Cell) -> bool:
    if cell.fault.side in {Side.NONE, Side.HANDS} or cell.kill is NONE:
        return True
    return cell.fault.side not in _EARLY and cell.kill.name in _NEAREST


def a_slice(
    seed: int, samples: Sequence[Sample], rows: Sequence[Fault], *, each: int = 1
) -> list[Cell]:
    """Every fault with one kill point, every kill point with no fault, each with `each` dossiers.

    A frozen program, and a commit of a minute, wait too long for it.
    """
    rng = random.Random(f"{seed}/slice")  # noqa: S311 - no secret
    quick = [k for k in KILLS if k.victim is not Victim.FREEZE]
    deck: list[Kill] = []
    chosen = [(FAULTS[0], kill) for kill in quick]
    for fault in (f for f in rows if not f.rare and f.side is not Side.NONE):
        if not deck:
            deck = rng.sample(quick, len(quick))
        own = [kill for kill in deck if _meets(fault, kill)]
        kill = own[-1] if own else rng.choice([kill for kill in quick if _meets(fault, kill)])
        chosen.append((fault, kill))
        deck = [one for one in deck if one is not kill]
    return _dealt(seed, chosen, samples, each)


def _dealt(
    seed: int, chosen: Sequence[tuple[Fault, Kill]], samples: Sequence[Sample], each: int
) -> list[Cell]:
    hands = _deal(random.Random(f"{seed}/deal"), samples)  # noqa: S311 - no secret
    turns: dict[str, int] = {}
    cells = []
    for fault, kill in chosen:
        if not any(_fits(fault, sample) for sample in samples):
            continue
        own = f"{seed}/{fault.name}/{kill.name}"
        rng = random.Random(own)  # noqa: S311 - no secret
        turn = turns[fault.name] = turns.get(fault.name, rng.randrange(99)) + 1
        variant = fault.variants[turn % len(fault.variants)]
        # What the hands change is told of one: of two, one may not have been sent yet.
        many = 1 if fault.side is Side.HANDS else each
        tickets = _tickets(rng, hands, many, fault)
        sessions = 1 if _one_by_one(kill) else rng.choice((1, 2))
        cells.append(Cell(fault, variant, kill, tickets, min(sessions, len(tickets)), own))
    return cells


def _fits(fault: Fault, sample: Sample) -> bool:
    """Whether the fault can meet a dossier at all.

    Where other hands are in the game none has a label: that is the word which lets it be filed
    beside what another home has filed.
    """
    if sample.is_paid_first is not fault.paid_first:
        return False
    if fault.procedures and sample.procedure not in fault.procedures:
        return False
    if fault.side is Side.HANDS:
        return not sample.is_labelled
    return sample.has_papers or fault.side is not Side.PAPERS


def _one_by_one(kill: Kill) -> bool:
    """A frozen program must not be frozen in two dossiers: one deadline would hide the other."""
    return kill.victim is Victim.FREEZE or kill is NONE


def _deal(rng: random.Random, samples: Sequence[Sample]) -> Iterator[Sample]:
    """All of them in a new order, then twice the lighter half: what a form weighs tells no more."""
    light = sorted(samples, key=lambda s: len(s.golden["fields"]))[: (len(samples) + 1) // 2]
    for turn in count():
        deck = light if turn % WHOLE_DECK else samples
        yield from rng.sample(deck, len(deck))


def _tickets(
    rng: random.Random, hands: Iterator[Sample], each: int, fault: Fault
) -> tuple[Ticket, ...]:
    """Dossiers of different procedures, or now and then one dossier as several requests."""
    first = next(sample for sample in hands if _fits(fault, sample))
    drawn = rng.random() < TWICE_SHARE
    yaml = first.path.suffix == ".yaml"
    twice = drawn and yaml and first.may_repeat and fault.side is not Side.HANDS
    tickets = [Ticket(first)]
    tried = 0
    while len(tickets) < each:
        sample = next(hands)
        tried += 1
        others = {t.sample.procedure for t in tickets}
        if not twice and sample.procedure not in others and _fits(fault, sample):
            tickets.append(Ticket(sample))
        elif twice or tried > 400:
            tickets.append(Ticket(first, f"lần-{len(tickets) + 1}"))
    return tuple(tickets)


def only(cells: Sequence[Cell], wanted: Sequence[str]) -> list[Cell]:
    """Those cells that are named: `fault`, `kill`, `fault/kill`, the side where faults sit, or
    `commit-kills`.

    `fault=arg` gives the fault this argument, whichever its turn would have brought.
    """
    if not wanted:
        return [*cells]
    chosen: dict[str, Cell] = {}
    for text in wanted:
        row, slash, column = text.partition("/")
        name, equals, arg = row.partition("=")
        named = f"{name}{slash}{column}"
        for cell in cells:
            if named in cell.groups:
                changed = replace(cell, variant=_with(cell.fault, arg)) if equals else cell
                chosen[f"{cell.name}={arg}"] = changed
    return [*chosen.values()]


def _with(fault: Fault, arg: str) -> Variant:
    """The variant of this argument, or the first one with it."""
    known = (variant for variant in fault.variants if variant.arg == arg)
    return next(known, replace(fault.variants[0], arg=arg))

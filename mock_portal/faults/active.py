"""The faults that are switched on, asked at each moment of a request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from starlette.responses import Response

from ..dice import dice
from ..records import Record
from .base import Call, Fault, Order, UnknownFault
from .commit import CommitDelay
from .kinds import KINDS
from .lists import ListLag

F = TypeVar("F", bound=Fault)


class Faults:
    """The faults that are switched on; the same seed and orders strike the same way."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._rng = dice(seed)
        self.active: list[Fault] = []

    def add(self, order: Order) -> Fault:
        kind = KINDS.get(order.name)
        if kind is None:
            raise UnknownFault(f"không có kiểu “{order.name}”; có: {', '.join(sorted(KINDS))}")
        fault = kind(order, dice(self._rng.random()))
        self.active.append(fault)
        return fault

    def clear(self, name: str | None = None) -> None:
        self.active = [fault for fault in self.active if name is not None and fault.name != name]
        if name is None:
            self._rng = dice(self.seed)

    def of(self, kind: type[F], step: str) -> Iterator[F]:
        """The active faults of one kind that strike now."""
        return (f for f in self.active if isinstance(f, kind) and f.strikes(step))

    def any_of(self, kind: type[F], step: str) -> F | None:
        return next(self.of(kind, step), None)

    async def at(self, hook: str, call: Call) -> Response | None:
        """Asks the faults that know this moment; the first that answers has answered."""
        for fault in self.active:
            if fault.sits(hook) and fault.applies(call) and fault.strikes(call.step):
                answer: Response | None = await getattr(fault, hook)(call)
                if answer is not None:
                    return answer
        return None

    def change(self, record: Record, step: str) -> None:
        """Lets those that tamper with a dossier do so before it is stored."""
        for fault in self.active:
            if fault.sits("on_record") and fault.changes(record) and fault.strikes(step):
                fault.on_record(record)

    def manners(self, step: str) -> dict[str, str]:
        """What this page's scripts are to do, by the name of the manner."""
        found: dict[str, str] = {}
        for fault in self.active:
            if fault.manner and fault.strikes(step):
                found[fault.manner] = fault.arg or "1"
        return found

    def has(self, kind: type[Fault]) -> bool:
        """Whether one of this kind is switched on, be it that it has struck its last."""
        return any(isinstance(fault, kind) for fault in self.active)

    def _longest(self, kind: type[Fault]) -> float:
        # One that has struck its last still counts: what it delayed may not have happened yet.
        return max((f.number for f in self.active if isinstance(f, kind)), default=0.0)

    def commit_delay(self) -> float:
        """Seconds: the longest of all that are switched on."""
        return self._longest(CommitDelay)

    def list_was_shown(self) -> None:
        """What waits for this may now be stored."""
        for fault in self.active:
            if isinstance(fault, CommitDelay):
                fault.seen.set()

    def list_lag(self) -> float:
        """Seconds: the longest of all that are switched on."""
        return self._longest(ListLag)

"""What a fault is: how often, how likely, at which step, with what argument."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from starlette.responses import Response

from ..steps import STEPS

if TYPE_CHECKING:
    from ..records import Record


# Seconds or letters.
MOST = 1_000_000


class UnknownFault(ValueError):
    """No fault of that name, or not with that argument, number or step."""


class Call(Protocol):
    """What a fault may do with the request in hand."""

    @property
    def path(self) -> str:
        """The address asked for, without the query."""

    @property
    def step(self) -> str:
        """One of `STEPS`, or nothing for a page that belongs to none."""

    @property
    def sending(self) -> bool:
        """Whether it is a POST."""

    def drop(self, how: str) -> None:
        """Cuts the TCP connection: `fin` politely, `rst` not."""

    def expire(self) -> Response:
        """Ends the session; the answer that an expired one gets."""

    def maintenance(self) -> Response:
        """The page that says so."""

    def stale(self) -> Response:
        """Renews the session's token; the answer that the old one gets."""

    def success_without_number(self) -> Response:
        """To the result page of the draft in hand, which names no number."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: by the API, on the command line, by a test's marker."""

    name: str
    arg: str | None = None
    times: int | None = None
    probability: float = 1.0
    step: str | None = None

    def __post_init__(self) -> None:
        if self.times is not None and self.times < 1:
            raise UnknownFault(
                f"{self.name}: times phải là số nguyên từ 1, không phải {self.times}"
            )
        if not 0 <= self.probability <= 1:
            raise UnknownFault(
                f"{self.name}: probability phải từ 0 đến 1, không phải {self.probability}"
            )

    @classmethod
    def read(cls, text: str) -> Order:
        """`NAME[=ARG][,times=N][,probability=P][,step=STEP]`, as on the command line."""
        first, *rest = text.split(",")
        name, _, arg = first.partition("=")
        how: dict[str, str] = {}
        for part in rest:
            key, equals, value = part.partition("=")
            if key not in {"times", "probability", "step"} or not equals or key in how:
                raise UnknownFault(
                    f"{name}: “{part}” không dùng được; có times=N, probability=P, "
                    "step=BƯỚC, mỗi thứ một lần"
                )
            how[key] = value
        try:
            times = int(how["times"]) if "times" in how else None
            probability = float(how.get("probability", 1))
        except ValueError:
            raise UnknownFault(
                f"{name}: times và probability phải là số, không phải “{','.join(rest)}”"
            ) from None
        return cls(name, arg or None, times, probability, how.get("step"))


class Fault:
    """One way to misbehave; a kind overrides the moments at which it has something to do."""

    name: ClassVar[str]
    default: ClassVar[str | None] = None
    choices: ClassVar[tuple[str, ...]] = ()
    numeric: ClassVar[bool] = False
    # The argument is the step at which it strikes.
    arg_is_step: ClassVar[bool] = False
    # Happens a single time unless `times` says otherwise.
    once: ClassVar[bool] = False
    # The steps at which it can strike at all; none named: any page.
    where: ClassVar[tuple[str, ...]] = ()
    # What it is called in a page's data, for those that the page's scripts carry out.
    manner: ClassVar[str] = ""

    def __init__(self, order: Order, rng: random.Random) -> None:
        asked = order.arg or (order.step if self.arg_is_step else None)
        self.arg = self._checked(asked or self.default)
        self.step = self._checked_step(order.step)
        self.left = 1 if order.times is None and self.once else order.times
        self.probability = order.probability
        self.rng = rng
        self.struck = 0

    def _checked(self, arg: str | None) -> str | None:
        if self.choices and arg is not None and arg not in self.choices:
            raise UnknownFault(f"{self.name}: “{arg}” phải là một trong {', '.join(self.choices)}")
        if self.numeric:
            try:
                enough = 0 <= float(arg or "") <= MOST
            except ValueError:
                enough = False
            if not enough:
                raise UnknownFault(
                    f"{self.name} cần một số từ 0 đến {MOST}, không phải “{arg or ''}”"
                )
        elif arg is not None and not self.choices:
            raise UnknownFault(f"{self.name} không nhận đối số, mà được cho “{arg}”")
        return arg

    def _checked_step(self, step: str | None) -> str | None:
        if self.arg_is_step and self.arg is not None:
            if step not in (None, self.arg):
                raise UnknownFault(f"{self.name}: đối số {self.arg} khác bước {step}")
            step = self.arg
        possible = self.where or STEPS
        if step is not None and step not in possible:
            raise UnknownFault(
                f"{self.name}: bước “{step}” phải là một trong {', '.join(possible)}"
            )
        return step

    @property
    def number(self) -> float:
        """The argument of a kind that takes a number."""
        return float(self.arg or 0) if self.numeric else 0.0

    def strikes(self, step: str) -> bool:
        """Whether it happens this time, at this step; counts down `times`."""
        if self.step is not None and self.step != step:
            return False
        if self.where and step not in self.where:
            return False
        if self.left == 0 or self.rng.random() >= self.probability:
            return False
        if self.left is not None:
            self.left -= 1
        self.struck += 1
        return True

    def sits(self, hook: str) -> bool:
        """Whether it has something to do at this moment."""
        return getattr(type(self), hook) is not getattr(Fault, hook)

    def applies(self, call: Call) -> bool:
        """Whether this request is one that it is about; asked before it may strike."""
        return True

    # The moments, in the order of a request.

    async def on_request(self, call: Call) -> Response | None:
        """Before any page or AJAX answer, and before a commit is looked at."""
        return None

    async def before_commit(self, call: Call) -> Response | None:
        """When a dossier has arrived that is about to be checked and stored."""
        return None

    def on_record(self, record: Record) -> None:
        """When a dossier is about to be stored: what is changed here is what is stored."""

    def changes(self, record: Record) -> bool:
        """Whether there is anything in this dossier that `on_record` would change."""
        return True

    async def after_commit(self, call: Call) -> Response | None:
        """When it is stored, before the answer leaves."""
        return None

    async def on_upload(self, call: Call) -> Response | None:
        """When a file has arrived, before it is looked at."""
        return None

    async def on_answer(self, call: Call) -> Response | None:
        """When the work is done, before the answer leaves."""
        return None

    def describe(self) -> dict[str, Any]:
        return {
            "name": self.name, "arg": self.arg, "times": self.left,
            "probability": self.probability, "step": self.step, "struck": self.struck,
        }  # fmt: skip

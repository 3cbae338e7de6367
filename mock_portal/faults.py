"""The named ways to misbehave, each on the portal's own timeline."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from mock_portal.dice import dice


class UnknownFault(ValueError):
    """No fault of that name, or not with that argument."""


class Call(Protocol):
    """What a fault may do with the request in hand."""

    path: str

    def drop(self, how: str) -> None:
        """Cuts the TCP connection: `fin` politely, `rst` not."""

    def expire(self) -> Response:
        """Ends the session; the answer that an expired one gets."""

    def maintenance(self) -> Response:
        """The page that says so."""


class Fault:
    """One way to misbehave: how often, how likely, with what argument."""

    name: ClassVar[str]
    default: ClassVar[str | None] = None
    choices: ClassVar[tuple[str, ...]] = ()
    numeric: ClassVar[bool] = False
    # Happens a single time unless `times` says otherwise.
    once: ClassVar[bool] = False

    def __init__(
        self, arg: str | None, times: int | None, probability: float, rng: random.Random
    ) -> None:
        self.arg = self._checked(arg if arg not in (None, "") else self.default)
        self.left = 1 if times is None and self.once else times
        self.probability = probability
        self._rng = rng
        self.struck = 0

    def _checked(self, arg: str | None) -> str | None:
        if self.choices and arg not in self.choices:
            raise UnknownFault(f"{self.name}: argument {arg!r} is none of {list(self.choices)}")
        if self.numeric:
            try:
                float(arg or "")
            except ValueError:
                raise UnknownFault(f"{self.name} needs a number of seconds, not {arg!r}") from None
        return arg

    @property
    def seconds(self) -> float:
        return float(self.arg or 0) if self.numeric else 0.0

    def strikes(self) -> bool:
        """Whether it happens this time; counts down `times`."""
        if self.left == 0 or self._rng.random() >= self.probability:
            return False
        if self.left is not None:
            self.left -= 1
        self.struck += 1
        return True

    def sits(self, hook: str) -> bool:
        """Whether it has something to do at this moment."""
        return hook in vars(type(self))

    async def on_request(self, call: Call) -> Response | None:
        """Before any page or AJAX answer."""
        return None

    async def on_answer(self, call: Call) -> Response | None:
        """When the work is done, before the answer leaves."""
        return None

    def ends_session(self, step: str) -> bool:
        """On the POST of a step."""
        return False

    async def before_commit(self, call: Call) -> Response | None:
        return None

    async def after_commit(self, call: Call) -> Response | None:
        return None

    async def on_upload(self) -> Response | None:
        return None

    def describe(self) -> dict[str, Any]:
        return {
            "name": self.name, "arg": self.arg, "times": self.left,
            "probability": self.probability, "struck": self.struck,
        }  # fmt: skip


class CommitThenDrop(Fault):
    """Commits, then cuts the connection without an answer (arg: fin or rst)."""

    name, default, choices = "commit_then_drop", "fin", ("fin", "rst")

    async def after_commit(self, call: Call) -> Response | None:
        call.drop(self.arg or "fin")
        # One turn of the loop, in which the server learns that the connection is gone.
        await asyncio.sleep(0)
        return Response(status_code=502)


class CommitThen502(Fault):
    """Commits, then answers 502 as a gateway would."""

    name = "commit_then_502"

    async def after_commit(self, call: Call) -> Response | None:
        return PlainTextResponse("502 Bad Gateway", status_code=502)


class CommitThenExpired(Fault):
    """Commits, then sends to sign-in as if the session had expired."""

    name = "commit_then_expired"

    async def after_commit(self, call: Call) -> Response | None:
        return call.expire()


class CommitDelay(Fault):
    """Commits only after so many seconds (arg: seconds)."""

    name, default, numeric = "commit_delay", "5", True


class Redirect307(Fault):
    """Answers the commit request with a 307 to itself, which repeats it (arg: after or before).

    `after` has stored the dossier by then, so that the repetition is a second one.
    """

    name, default, choices, once = "redirect_307", "after", ("after", "before"), True

    def sits(self, hook: str) -> bool:
        return hook == f"{self.arg}_commit"

    async def before_commit(self, call: Call) -> Response | None:
        return RedirectResponse(call.path, status_code=307)

    async def after_commit(self, call: Call) -> Response | None:
        return RedirectResponse(call.path, status_code=307)


class AnswerAfter(Fault):
    """Does its work at once, but answers pages and AJAX so much later (arg: seconds)."""

    name, default, numeric = "answer_after", "1", True

    async def on_answer(self, call: Call) -> Response | None:
        await asyncio.sleep(self.seconds)
        return None


class Maintenance(Fault):
    """Answers every page with 503 "Hệ thống đang bảo trì. Vui lòng thử lại sau"."""

    name = "maintenance"

    async def on_request(self, call: Call) -> Response | None:
        return call.maintenance()


class SessionExpires(Fault):
    """Drops the session on the next POST of a step (arg: form, papers, fee or review)."""

    name, default, once = "session_expires", "form", True
    choices = ("form", "papers", "fee", "review")

    def ends_session(self, step: str) -> bool:
        return step == self.arg


class LateCascade(Fault):
    """Fills districts and communes only after so many seconds (arg: seconds)."""

    name, default, numeric = "late_cascade", "3", True


class CascadeEmptyOnce(Fault):
    """Answers one list of districts or communes empty; asked again, it is whole."""

    name, once = "cascade_empty_once", True


class ListLag(Fault):
    """Shows a new dossier in "Quản lý hồ sơ" only after so many seconds (arg: seconds)."""

    name, default, numeric = "list_lag", "5", True


class Upload500(Fault):
    """Fails an upload with "Upload thất bại (File Service): Upload failed: 500"."""

    name = "upload_500"

    async def on_upload(self) -> Response | None:
        return PlainTextResponse("Upload failed: 500", status_code=500)


class UploadSilent(Fault):
    """Takes an upload, says nothing, and keeps nothing."""

    name = "upload_silent"

    async def on_upload(self) -> Response | None:
        return Response(status_code=204)


KINDS: dict[str, type[Fault]] = {
    kind.name: kind
    for kind in (
        CommitThenDrop, CommitThen502, CommitThenExpired, CommitDelay, Redirect307, AnswerAfter,
        Maintenance, SessionExpires, LateCascade, CascadeEmptyOnce, ListLag, Upload500,
        UploadSilent,
    )
}  # fmt: skip


class Faults:
    """The faults that are switched on."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._rng = dice(seed)
        self.active: list[Fault] = []

    def add(
        self, name: str, arg: str | None = None, times: int | None = None, probability: float = 1.0
    ) -> Fault:
        kind = KINDS.get(name)
        if kind is None:
            raise UnknownFault(f"no fault {name!r}; there are {sorted(KINDS)}")
        fault = kind(arg, times, probability, dice(self._rng.random()))
        self.active.append(fault)
        return fault

    def add_text(self, text: str) -> Fault:
        """NAME or NAME=ARG, as on the command line."""
        name, _, arg = text.partition("=")
        return self.add(name, arg or None)

    def clear(self, name: str | None = None) -> None:
        self.active = [fault for fault in self.active if name is not None and fault.name != name]
        if name is None:
            self._rng = dice(self._seed)

    def of(self, kind: type[Fault]) -> Iterator[Fault]:
        """The active faults of one kind that strike now."""
        return (fault for fault in self.active if isinstance(fault, kind) and fault.strikes())

    async def at(self, hook: str, *args: Any) -> Response | None:
        """Asks the faults that know this moment; the first that answers has answered."""
        for fault in self.active:
            if fault.sits(hook) and fault.strikes():
                answer: Response | None = await getattr(fault, hook)(*args)
                if answer is not None:
                    return answer
        return None

    def ends_session(self, step: str) -> bool:
        return any(f.ends_session(step) and f.strikes() for f in self.active)

    def _longest(self, kind: type[Fault]) -> float:
        # One that has struck its last still counts: what it delayed may not have happened yet.
        return max((f.seconds for f in self.active if isinstance(f, kind)), default=0.0)

    def commit_delay(self) -> float:
        return self._longest(CommitDelay)

    def list_lag(self) -> float:
        return self._longest(ListLag)

"""Looks at the forms of several procedures, one after the other, with one sign-in."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from portal_bot import junit
from portal_bot.errors import PortalBotError, PortalChanged, SetupError
from portal_bot.filing.desk import Desk
from portal_bot.filing.form_contract import keep
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.probe import Probed, probe
from portal_bot.junit import JUnitCase, NotPassed, Suite
from portal_bot.registry import AnyFlow
from portal_bot.run.run import Run


@dataclass(frozen=True, slots=True)
class FormLook:
    """What came of one procedure: its form, or why it could not be read.

    Attributes:
        slug: the procedure.
        seconds: how long it took.
        kept: where its form now lies in the home, to be compared with later.
    """

    slug: str
    seconds: float
    probed: Probed | None = None
    error: PortalBotError | None = None
    kept: Path | None = None

    @property
    def exit_code(self) -> int:
        """Of breaking drift that of `PortalChanged`; 0: it still takes what we file."""
        if self.error is not None:
            return self.error.exit_code
        broken = self.probed is not None and self.probed.weight == "breaking"
        return PortalChanged.exit_code if broken else 0

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        if self.probed is not None:
            return {**self.probed.as_json(), "kept": str(self.kept) if self.kept else None}
        error = self.error
        told = None if error is None else {"code": error.code, "message": str(error)}
        return {"procedure": self.slug, "error": told}


async def look(
    run: Run,
    flows: Sequence[AnyFlow],
    *,
    account: str | None,
    keeps: bool,
    tell: Callable[[FormLook], None] = lambda _: None,
) -> list[FormLook]:
    """Reads the form of each procedure; one that cannot be read does not stop the others.

    Args:
        run: which portal, and how it is met.
        flows: the procedures.
        account: who signs in; `None`: nobody does.
        keeps: whether the forms are kept in the home, as those that later ones are compared with.
        tell: is given each as it is there.

    Raises:
        SetupError: no browser, the home is held by another program, or is damaged.
    """
    looks: list[FormLook] = []
    async with open_desk(run) as desk:
        run.accounts.expect([account] * len(flows))
        for flow in flows:
            shared = replace(desk, signed_in=desk.accounts.of(account))
            try:
                one = await _look(shared, flow, account, keeps=keeps)
            finally:
                run.accounts.done(account)
            looks.append(one)
            tell(one)
    return looks


async def _look(desk: Desk, flow: AnyFlow, account: str | None, *, keeps: bool) -> FormLook:
    began = time.monotonic()
    try:
        probed = await probe(desk, flow, account)
        to = keep(desk.home, desk.portal, probed.contract) if keeps else None
    except SetupError:
        raise
    except PortalBotError as error:
        return FormLook(flow.slug, time.monotonic() - began, error=error)
    return FormLook(flow.slug, time.monotonic() - began, probed, kept=to)


def write_junit(to: Path, portal: str, looks: Sequence[FormLook], began: datetime) -> Path:
    """Writes one test case a procedure: breaking drift is a failure, no form an error.

    Raises:
        SetupError: the file cannot be written.
    """
    cases = [
        JUnitCase(
            classname=portal,
            name=one.slug,
            seconds=one.seconds,
            outcomes=tuple(_outcome(one)),
            said="\n".join(_lines(one)),
        )
        for one in looks
    ]
    return junit.write(to, "portal-bot", [Suite("portal-bot probe", cases, began)])


def _outcome(one: FormLook) -> list[NotPassed]:
    if one.error is not None:
        return [NotPassed("error", one.error.code, str(one.error))]
    if not one.exit_code or one.probed is None:
        return []
    broken = [drift for drift in one.probed.drifts if drift.weight == "breaking"]
    first = f"{broken[0].where}: {broken[0].words}"
    return [NotPassed("failure", "breaking", first, "\n".join(_lines(one)))]


def _lines(one: FormLook) -> list[str]:
    drifts = one.probed.drifts if one.probed else ()
    return [f"{drift.weight} {drift.what} {drift.where}: {drift.words}" for drift in drifts]

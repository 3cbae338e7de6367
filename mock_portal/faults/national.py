"""Faults that only the national portal has."""

from __future__ import annotations

import asyncio

from starlette.responses import PlainTextResponse, Response

from ..steps import AGENCY, COMMIT, FORM, SIGN_IN
from ..vneid import DOSSIER, RETURNS
from .base import Call, Fault


class ReturnTo(Fault):
    """Lets a sign-in (of national) come back to the dossier, the procedure or an empty picker."""

    name, default, choices, where = "return_to", DOSSIER, RETURNS, (SIGN_IN,)


class WrongFormality(Fault):
    """Opens another procedure (of national) than the id in the address says."""

    name, where = "wrong_formality", (AGENCY, FORM)


class AgencyOffline(Fault):
    """Leaves the chosen commune (of national) out of the agencies that serve online."""

    name, where = "agency_offline", (AGENCY,)


class PopulationAnswers(Fault):
    """Lets the population look-up (of national) answer so; `slow` takes ten seconds."""

    name, default, where = "population_answers", "other", (FORM,)
    choices = ("other", "not_found", "slow", "error")
    slow_s = 10.0


class Firewall(Fault):
    """Answers a call of the interface (of national) with the page “Request Rejected”."""

    name, once, where = "firewall", True, (AGENCY, FORM)


class InterfaceEmpty(Fault):
    """Answers one list or record of the interface (of national) empty; asked again, it is whole."""

    name, once, where = "interface_empty", True, (AGENCY,)


class Drift(Fault):
    """Lets what the portal (national) publishes, or its forms, be no more what they were."""

    name, default, where = "drift", "form_version", (AGENCY, FORM)
    choices = (
        "form_version", "renamed", "retyped", "relabelled", "added", "required", "online_level",
        "others_may_file", "papers", "terms", "fees",
    )  # fmt: skip


class FeeUnpublished(Fault):
    """Files (at national) only once so much is paid, though nothing published tells of a fee."""

    name, default, numeric, where = "fee_unpublished", "8000", True, (COMMIT,)


class CommitThen504(Fault):
    """Stores the dossier, at any portal, then answers 504 so many seconds later."""

    name, default, numeric, where = "commit_then_504", "5", True, (COMMIT,)

    async def after_commit(self, call: Call) -> Response | None:
        await asyncio.sleep(self.number)
        return PlainTextResponse("504 Gateway Time-out", status_code=504)

"""What the mock really holds, and what our journal tells of the same dossiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from bench.year.playing import Year
from portal_bot.journal import Filing
from portal_bot.office_states import state_of
from portal_bot.run.home import reading
from portal_bot.tracking.followed import Followed, followed
from tests.support.mock import MockPortal

REFERENCE = "Thông tin chung / Ghi chú"


class Ledger:
    """The mock's, read once: every dossier with its way through the office.

    Args:
        mock: the portal.
        removed: what it had stored of dossiers that the office took away.
    """

    def __init__(self, mock: MockPortal, removed: Sequence[Mapping[str, Any]]) -> None:
        self.submissions = mock.submissions()
        self.everything = [*self.submissions, *removed]
        self.office: dict[str, dict[str, Any]] = {
            one["number"]: mock.get(f"/office/{one['number']}") for one in self.submissions
        }
        self.commits = mock.commits()
        self.added = [one for told in self.office.values() for one in told["supplements"]]
        self.numbers = {reference(one): one["number"] for one in self.submissions}

    def states(self, number: str) -> list[str]:
        """The states that a dossier came to, by their English names."""
        said = (str(state_of(event["status"])) for event in self.office[number]["history"])
        return [state for state, _ in groupby(said)]

    def happened(self, action: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Each time that something was done with a dossier."""
        return [
            (number, event)
            for number, told in self.office.items()
            for event in told["history"]
            if event["action"] == action
        ]


def reference(submission: Mapping[str, Any]) -> str:
    """Our mark, which is the filing's id."""
    return str(submission["fields"].get(REFERENCE, "")).rpartition(" ")[2]


def known(year: Year) -> dict[str, tuple[Filing, Followed]]:
    """All that our journal knows, by the filing's id."""
    with reading(year.home) as journal:
        return {
            filing.id: (filing, followed(filing, journal.history(filing.id)))
            for filing in journal.all()
        }


def states(told: Followed) -> list[str]:
    """As `Ledger.states`, as the journal has it."""
    return [state for state, _ in groupby(str(state_of(turn.words)) for turn in told.turns)]

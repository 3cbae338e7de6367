"""When a silent worker's filings may be taken over: a rule, not a guess."""

from __future__ import annotations

from dataclasses import dataclass

from portal_bot.filing.reconcile import ORPHAN_S
from portal_bot.portals.delays import Delays
from portal_bot.portals.profile import Portal

# A worker that has not been able to say that it lives for so many beats does not click.
MISSED_BEATS = 3


@dataclass(frozen=True, slots=True)
class Beat:
    """How a worker says that it lives, in seconds.

    Attributes:
        every_s: how often.
        skew_s: how far the machines' clocks, and the time a statement takes, may lead us astray.
    """

    every_s: float = 5.0
    skew_s: float = 5.0

    @property
    def stale_s(self) -> float:
        """A worker whose last beat is older than this makes no intent before its next one."""
        return MISSED_BEATS * self.every_s


BEAT = Beat()


def settle_s(portal: Portal, delays: Delays) -> float:
    """How long after an intent its dossier is on the portal's list, if the portal got it at all.

    The intent's click deadline, what a dead program's browser may still send, the portal's longest
    commit delay, and its list's lag.
    """
    longest = max(delays.commit_s, portal.timing.max_commit_delay_s)
    lag = max(delays.list_lag_s or 0.0, portal.timing.list_lag_s or 0.0)
    return portal.timing.click_deadline_s + ORPHAN_S + longest + lag


def takeover_s(settle: float, beat: Beat) -> float:
    """After so long a silence another worker may take a filing over.

    A silent worker's last intent is at most `stale_s` younger than its last beat.
    """
    return beat.stale_s + settle + beat.skew_s

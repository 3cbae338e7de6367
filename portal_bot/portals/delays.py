"""How long a portal may take to store a dossier, and its list to show it."""

from __future__ import annotations

from dataclasses import dataclass

from portal_bot.portals.profile import Portal
from portal_bot.practice import ask


@dataclass(frozen=True, slots=True)
class Delays:
    """What reconciliation must wait for, in seconds, and which world of the portal it is.

    Attributes:
        commit_s: the longest time between a commit request and the stored dossier.
        list_lag_s: how far the account's list may lag behind; `None` when nobody knows, and then
            the list's silence proves nothing.
        world: the mock's world, new after each reset; empty for a real portal.
    """

    commit_s: float
    list_lag_s: float | None
    world: str = ""

    def at_least(self, other: Delays) -> Delays:
        """The longer of each; what is not known in one of them is not known."""
        lags = (self.list_lag_s, other.list_lag_s)
        known = [lag for lag in lags if lag is not None]
        return Delays(
            max(self.commit_s, other.commit_s),
            max(known) if len(known) == len(lags) else None,
            self.world,
        )


async def delays_of(portal: Portal) -> Delays:
    """The portal's own figures: the profile's, or what the mock tells of itself.

    Raises:
        PortalUnavailable: the mock does not answer.
    """
    timing = portal.timing
    if not portal.practice:
        return Delays(timing.max_commit_delay_s, timing.list_lag_s)
    health = await ask(portal.address, "/health")
    return Delays(
        max(timing.max_commit_delay_s, float(health["max_commit_delay_s"])),
        max(timing.list_lag_s or 0.0, float(health["list_lag_s"])),
        str(health["world"]),
    )

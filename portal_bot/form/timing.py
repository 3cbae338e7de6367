"""How long the form engine waits, and for what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Longest waits in seconds; each ends the moment what is waited for is there.

    Attributes:
        option_s: for a list to hold the wanted option while the page is still busy.
        settle_s: for the page to come to rest, and for a label while the page is still busy.
        absent_s: for a label that is not there, once the page is at rest.
        calm_s: at rest this long without the wanted option, a list is asked for again.
        open_s: at rest this long after a script's press, a list is opened with a real click.
        echo_s: the page's own timers up to this long count as work under way.
    """

    # A list may be asked for again within it: several times `calm_s`.
    option_s: float = 15.0
    settle_s: float = 5.0
    absent_s: float = 0.8
    calm_s: float = 2.0
    open_s: float = 0.3
    echo_s: float = 1.0

    def in_page(self) -> dict[str, float]:
        """The same for the scripts, in milliseconds."""
        return {
            "optionMs": self.option_s * 1000,
            "settleMs": self.settle_s * 1000,
            "calmMs": self.calm_s * 1000,
            "openMs": self.open_s * 1000,
            "echoMs": self.echo_s * 1000,
        }

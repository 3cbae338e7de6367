"""What a run of the mock portal is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """The command line's choices; `instant` leaves out the delays that are only imitated."""

    host: str = "127.0.0.1"
    port: int = 8899
    platform: str = "igate_v1"
    pace: str = "real"
    seed: int = 0
    faults: tuple[str, ...] = field(default=())
    data: Path | None = None
    # "auto": the office works by itself.
    office: str = ""

    @property
    def instant(self) -> bool:
        return self.pace == "instant"

    @property
    def is_open(self) -> bool:
        """Whether it can be reached from another machine."""
        if self.host == "localhost":
            return False
        try:
            return not ip_address(self.host).is_loopback
        except ValueError:
            return True

"""The successor's officers' pages: those of igate_v1 at addresses of their own."""

from __future__ import annotations

from typing import ClassVar

from portal_bot.portals.igate_v1.office import IgateV1Office
from portal_bot.portals.igate_v2.known_requests import PREFIX


class IgateV2Office(IgateV1Office):
    """VNPT iGate v2 behind the counter. Its shapes are the mock's: no officer has shown us one."""

    desk: ClassVar = f"{PREFIX}/mot-cua"

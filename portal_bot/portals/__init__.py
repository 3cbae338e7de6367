"""How platforms are driven (code), and which portals run on them (data)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from portal_bot.errors import SetupError

if TYPE_CHECKING:
    from portal_bot.portals.profile import Portal
    from portal_bot.portals.roles import Platform

_PLATFORMS = {
    "igate_v1": ("portal_bot.portals.igate_v1.platform", "IgateV1"),
    "igate_v2": ("portal_bot.portals.igate_v2.successor", "IgateV2"),
}


def platform_of(portal: Portal) -> type[Platform]:
    """The class that drives the portal's platform.

    Raises:
        SetupError: this version has none.
    """
    if portal.platform not in _PLATFORMS:
        raise SetupError(f"chưa có nền tảng “{portal.platform}” của cổng {portal.name}")
    module, name = _PLATFORMS[portal.platform]
    kind: type[Platform] = getattr(import_module(module), name)
    return kind

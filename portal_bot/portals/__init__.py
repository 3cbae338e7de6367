"""How platforms are driven (code), and which portals run on them (data)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from portal_bot.errors import SetupError

if TYPE_CHECKING:
    from portal_bot.portals.office_side import OfficeSide
    from portal_bot.portals.profile import Portal
    from portal_bot.portals.roles import Platform

_PLATFORMS = {
    "igate_v1": ("portal_bot.portals.igate_v1.platform", "IgateV1"),
    "igate_v2": ("portal_bot.portals.igate_v2.successor", "IgateV2"),
    "moj": ("portal_bot.portals.moj.ministry_wizard", "MinistryWizard"),
    "national": ("portal_bot.portals.national.one_page", "NationalPortal"),
}
_OFFICES = {
    "igate_v1": ("portal_bot.portals.igate_v1.office", "IgateV1Office"),
    "igate_v2": ("portal_bot.portals.igate_v2.behind_the_counter", "IgateV2Office"),
}


def insist_known(portal: Portal) -> None:
    """Called before anything is opened for a portal.

    Raises:
        SetupError: this version has no such platform.
    """
    if portal.platform in _PLATFORMS:
        return
    known = ", ".join(sorted(_PLATFORMS))
    raise SetupError(
        f"cổng {portal.name}: nền tảng “{portal.platform}” không có; các nền tảng: {known}"
    )


def platform_of(portal: Portal) -> type[Platform]:
    """The class that drives the portal's platform.

    Raises:
        SetupError: this version has none.
    """
    insist_known(portal)
    module, name = _PLATFORMS[portal.platform]
    kind: type[Platform] = getattr(import_module(module), name)
    return kind


def office_side_of(portal: Portal) -> type[OfficeSide]:
    """The class that drives the officers' pages of the portal's platform.

    Raises:
        SetupError: this version has none.
    """
    if portal.platform not in _OFFICES:
        raise SetupError(
            f"chưa làm được việc ở quầy trên nền tảng “{portal.platform}” của cổng {portal.name}"
        )
    module, name = _OFFICES[portal.platform]
    kind: type[OfficeSide] = getattr(import_module(module), name)
    return kind

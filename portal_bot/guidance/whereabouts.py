"""Where citizens are sent: the portal's address and the commune's counter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from portal_bot import settings
from portal_bot.catalogue.years import FIRST, Year
from portal_bot.errors import UsageError
from portal_bot.practice import is_loopback
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.papers.limits import Limits
    from portal_bot.portals.profile import Portal

# Since 2025-07-01 citizens of every province enter here (Nghị định 118/2025/NĐ-CP).
_NATIONAL = ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn")
_ANY = "Cổng dịch vụ công"
_COMMITTEE = "Ủy ban nhân dân"
# An address and a line of words that a leaflet, a QR and an announcer hold.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a leaflet says of the place.

    Attributes:
        portal: the portal's name.
        address: its address, as the QR says it.
        committee: the commune's people's committee; where no portal names the commune, any.
        contact: telephone and hours of the counter; empty: to be written by hand.
        practice: the portal is the mock's, and everything is marked so.
        limits: what the portal takes of scans; `None`: unknown.
        edition: which edition of the procedures the portal speaks.
    """

    portal: str
    address: str
    committee: str
    contact: str = ""
    practice: bool = False
    limits: Limits | None = None
    edition: Year = FIRST

    @property
    def short_address(self) -> str:
        """As it is typed into a browser."""
        parts = urlsplit(self.address)
        shown = parts.netloc if parts.scheme == "https" else f"{parts.scheme}://{parts.netloc}"
        return f"{shown}{parts.path.rstrip('/')}"


def national(contact: str = "") -> Whereabouts:
    """Where no portal was named."""
    portal, address = _NATIONAL
    return Whereabouts(portal, address, f"{_COMMITTEE} xã, phường", contact, edition=2026)


def of_portal(portal: Portal, contact: str = "") -> Whereabouts:
    """Of the portal that was named, and of the commune in its profile."""
    commune = portal.agency.commune
    return Whereabouts(
        portal=portal.title,
        address=portal.address,
        committee=f"{_COMMITTEE} {commune[:1].lower()}{commune[1:]}",
        contact=contact,
        practice=portal.practice,
        limits=portal.limits,
        edition=portal.edition,
    )


def whereabouts(name: str | None, url: str | None, contact: str) -> Whereabouts:
    """Of the portal that was named, else of the address, else the national portal.

    Args:
        name: `--portal`, or `None`: as the settings say.
        url: `--portal-url`: replaces the portal's address, or `None`.
        contact: telephone and hours of the counter.

    Raises:
        UsageError: there is no such portal, or the address is none.
    """
    from portal_bot.portals.profile import MOCK, load  # slow: not where words are made

    contact = _one_line(contact)
    address = None if url is None else _web_address(url)
    name = name or settings.value(settings.PORTAL)
    if name is None and address is not None and is_loopback(address):
        name = MOCK
    if name is None:
        nowhere = national(contact)
        return nowhere if address is None else replace(nowhere, portal=_ANY, address=address)
    portal = load(name)
    return of_portal(portal if address is None else _at(portal, address), contact)


def _at(portal: Portal, address: str) -> Portal:
    if portal.practice and not is_loopback(address):
        raise UsageError(f"cổng thử nghiệm chỉ ở máy này, không ở {address}")
    return portal.model_copy(update={"address": address})


def _web_address(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > _LONGEST:
        raise UsageError(
            f"--portal-url {shown(url[:_LONGEST])}: phải là một địa chỉ web, ví dụ {_NATIONAL[1]}"
        )
    return url.strip().rstrip("/")


def _one_line(contact: str) -> str:
    told = shown(" ".join(contact.split()))
    if len(told) > _LONGEST:
        raise UsageError(f"--contact dài {len(told)} chữ cái; nhiều nhất {_LONGEST}")
    return told

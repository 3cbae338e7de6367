"""Where a browser may go: scheme, host and port, and how it is told so when it starts.

Its own name resolver is told to know nothing else, which costs nothing and holds for what no gate
sees (web sockets, QUIC). Where a proxy resolves names instead of the browser, a filter of our own
stands before that proxy (`portal_bot.browser.filter`). What sends without asking any resolver
(WebRTC) is switched off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# What a page has within the browser, without any network.
_INSIDE = frozenset({"data", "blob", "about"})
# Datagrams: no gate sees them, no resolver is asked.
CLOSED = (
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)

Place = tuple[str, str, int]


# Where two readers of one address may find two hosts in it, it is no address of a portal.
_AMBIGUOUS = re.compile(r"^[^/?#]*//[^/?#]*[@\\]|[\x00-\x20\x7f]")


def place_of(address: str) -> Place | None:
    """Scheme, host and port of an address; `None` where it has none that we know for sure."""
    if _AMBIGUOUS.search(address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if port is None or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port


def places_of(origins: Sequence[str]) -> frozenset[Place]:
    """The places of a portal's allowed origins.

    Raises:
        ValueError: one of them is no origin.
    """
    places = {origin: place_of(origin) for origin in origins}
    if wrong := [origin for origin, place in places.items() if place is None]:
        raise ValueError(f"not an origin: {', '.join(wrong)}")
    return frozenset(place for place in places.values() if place is not None)


def is_local(address: str) -> bool:
    """Whether an address asks no network: what the page itself holds."""
    return address.partition(":")[0].lower() in _INSIDE


def is_proxied() -> bool:
    """Whether this machine's settings name a proxy: then that finds the names."""
    from urllib.request import getproxies  # slow: once the browser's driver starts

    return bool({"http", "https", "all"} & getproxies().keys())


def resolver_rules(origins: Sequence[str]) -> str:
    """The browser's argument that lets it find `origins` and nothing else."""
    places = [f"{host}:{port}" for _, host, port in sorted(places_of(origins))]
    rules = [f"MAP {place} {place}" for place in dict.fromkeys(places)]
    return f"--host-resolver-rules={','.join([*rules, 'MAP * ~NOTFOUND'])}"


def closing_script() -> str:
    """Closes, in every document, the ways out that no gate sees."""
    return (resources.files("portal_bot.browser") / "closed.js").read_text("utf-8")

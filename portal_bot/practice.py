"""To practise with: the mock portal's own API, on this machine only, and the sample dossiers."""

from __future__ import annotations

import asyncio
import json
import tomllib
from datetime import datetime
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal_bot.errors import PortalUnavailable, SetupError
from portal_bot.reasons import in_words

PATIENCE_S = 10.0
# A mock that is there answers at once; whoever only asks which one it is waits no longer.
GLANCE_S = 2.0


def samples() -> Path:
    """The folder of the sample dossiers, all of invented people; `fixtures/` in a checkout."""
    # Data without a program has no file to ask, only places; where it is edited in its checkout,
    # one of them is no folder, and `importlib.resources` stops there.
    spec = find_spec("portal_bot_samples")
    places = map(Path, spec.submodule_search_locations or ()) if spec else ()
    return next(place for place in places if place.is_dir())


def day_of_samples() -> datetime:
    """When they are to be read: on another day a birth may be late, an appointment be past."""
    day: datetime = tomllib.loads((samples() / "days.toml").read_text("utf-8"))["usual"]
    return day


def is_loopback(address: str) -> bool:
    """Whether an address lies on this machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


async def ask(address: str, path: str) -> Any:
    """What the mock at `address` answers under ``/__mock__``.

    Raises:
        SetupError: the address is not on this machine.
        PortalUnavailable: nobody answers there, or it is no mock.
    """
    if not is_loopback(address):
        raise SetupError(f"{address} không phải máy này: mã xác nhận phải do một người gõ")
    return await asyncio.to_thread(_get, f"{address.rstrip('/')}/__mock__{path}")


async def do(address: str, path: str, **said: str) -> Any:
    """Does at the mock what a person would; what it answers. Errors as `ask`."""
    if not is_loopback(address):
        raise SetupError(f"{address} không phải máy này: việc ấy phải do một người làm")
    body = json.dumps(said).encode()
    return await asyncio.to_thread(_get, f"{address.rstrip('/')}/__mock__{path}", body)


def set_clock(address: str, moment: datetime) -> None:
    """The mock at `address` goes on from that moment.

    Raises:
        SetupError: the address is not on this machine.
        PortalUnavailable: nobody answers there, or it is no mock.
    """
    if not is_loopback(address):
        raise SetupError(f"{address} không phải máy này: không ai đặt đồng hồ của nơi khác")
    body = json.dumps({"now": moment.isoformat()}).encode()
    _get(f"{address.rstrip('/')}/__mock__/clock", body)


def platform_at(address: str) -> str | None:
    """Which product the mock at `address` plays; `None`: no mock answers there."""
    if not is_loopback(address):
        return None
    try:
        told = _get(f"{address.rstrip('/')}/__mock__/health", patience_s=GLANCE_S)
    except PortalUnavailable:
        return None
    return str(told.get("platform", "")) or None if isinstance(told, dict) else None


def _cause(error: Exception) -> Exception:
    """What lies behind urllib's own error."""
    behind = getattr(error, "reason", None)
    return behind if isinstance(behind, Exception) else error


def _get(address: str, body: bytes | None = None, *, patience_s: float = PATIENCE_S) -> Any:
    from urllib.request import ProxyHandler, build_opener  # slow: only for the mock

    # A proxy has no business between a program and its own machine.
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(address, body, timeout=patience_s) as answer:
            return json.load(answer)
    except (OSError, ValueError) as error:
        raise PortalUnavailable(
            f"cổng thử nghiệm không trả lời ở {address} ({in_words(_cause(error))}): "
            "chạy `portal-bot mock` trong một cửa sổ khác"
        ) from error

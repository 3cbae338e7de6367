"""The desk's own fees, where the catalogue has only a reference: what the People's Council decided.

The variable ``PORTAL_BOT_FEES`` names a TOML file; without it there are none::

    source = "Nghị quyết 23/2023/NQ-HĐND tỉnh Phú Yên"

    [fees]                        # VND a case, whole numbers; by slug or by code in quotes
    birth_registration = 5000
    "1.004873" = 10000

It replaces amounts that were not found (`Fee.reference`), never those that a law fixes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from portal_bot import files, settings
from portal_bot.catalogue.facts_file import BrokenFacts
from portal_bot.catalogue.procedures import ProcedureFacts, procedure, slugs_by_code
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words
from portal_bot.toml_text import toml_of

_LARGEST = 1_000_000


class LocalFee(NamedTuple):
    """One amount of the desk's list: VND for one case, and who decided it."""

    amount_vnd: int
    source: str


def local_fee(of: ProcedureFacts) -> LocalFee | None:
    """What the desk's list says of the procedure.

    Raises:
        SetupError: the list is named, and cannot be read or says something impossible.
    """
    path = settings.value(settings.FEES)
    return _listed(Path(path).expanduser()).get(of.slug) if path else None


@cache
def _listed(path: Path) -> Mapping[str, LocalFee]:
    try:
        content = toml_of(files.read(path, _LARGEST).decode())
    except (OSError, ValueError) as error:
        reason = error.reason if isinstance(error, files.Unopened) else in_words(error)
        raise _fault(path, f"không đọc được ({reason})") from error
    source, fees = content.get("source"), content.get("fees")
    if not isinstance(source, str) or not source.strip() or not isinstance(fees, dict):
        raise _fault(path, "cần dòng source (văn bản quy định) và mục [fees]")
    return {_slug(path, name): _fee(path, name, vnd, source) for name, vnd in fees.items()}


def _slug(path: Path, name: str) -> str:
    try:
        known = procedure(name)
    except BrokenFacts:
        # Its own dossiers say so.
        return slugs_by_code().get(name, name)
    if known is None:
        raise _fault(path, f"không có thủ tục “{name}”; xem portal-bot list")
    if known.fee.verified:
        raise _fault(path, f"mức thu của “{name}” do luật định, địa phương không quy định")
    return known.slug


def _fee(path: Path, name: str, vnd: object, source: str) -> LocalFee:
    if type(vnd) is not int or vnd < 0:
        raise _fault(path, f"“{name}” phải là số đồng nguyên, ví dụ 5000")
    return LocalFee(vnd, source.strip())


def _fault(path: Path, what: str) -> SetupError:
    return SetupError(f"{settings.FEES}: {path}: {what}")

"""What a portal takes of scans, and sizes in words that show which of two is the larger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

MEGABYTE = 1024 * 1024
_UNITS = ((MEGABYTE, "MB"), (1024, "KB"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What scans are held against: a portal's limits, and where they may lie.

    Attributes:
        max_bytes: of one file.
        max_files: in one row of the papers table.
        types: the endings it takes, without the dot.
        max_total: bytes of all scans of a dossier; `None`: the portal says nothing of it.
        whose: the portal, for people.
        outside: whether they may lie outside the dossier's folder: somebody said so.
    """

    # "Dung lượng tối đa là 6 Mb" on the iGate v1 papers screen.
    max_bytes: int = 6 * MEGABYTE
    max_files: int = 5
    types: tuple[str, ...] = ("pdf", "jpg", "jpeg", "png")
    max_total: int | None = None
    whose: str = "cổng"
    outside: bool = False

    def anywhere(self, allowed: bool = True) -> Limits:
        """The same, and scans may lie anywhere, if that is allowed."""
        return replace(self, outside=allowed)


USUAL = Limits()


def strictest(of: list[Limits], whose: str) -> Limits:
    """What every one of these portals takes; of none, the usual."""
    if not of:
        return USUAL
    totals = [one.max_total for one in of if one.max_total is not None]
    return Limits(
        max_bytes=min(one.max_bytes for one in of),
        max_files=min(one.max_files for one in of),
        types=tuple(t for t in of[0].types if all(t in one.types for one in of)),
        max_total=min(totals, default=None),
        whose=whose,
    )


def too_large(size: int, limit: int) -> tuple[str, str]:
    """A size and the limit that it is over, with as many decimals as it takes to see that."""
    one, unit = next(((one, unit) for one, unit in _UNITS if limit >= one), (1, "byte"))
    for decimals in (1, 2) if one > 1 else ():
        shown, most = _number(size, one, decimals), _number(limit, one, decimals)
        if shown != most:
            return f"{shown} {unit}", f"{most} {unit}"
    return f"{_grouped(size)} byte", f"{_grouped(limit)} byte"


def _number(size: int, one: int, decimals: int) -> str:
    exact = (Decimal(size) / one).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return str(exact).replace(".", ",")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")

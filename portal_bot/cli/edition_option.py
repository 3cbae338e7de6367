"""`--edition`: of which year."""

from __future__ import annotations

from typing import Annotated

import typer

from portal_bot.catalogue.years import YEARS, Year
from portal_bot.errors import UsageError


def a_year(said: str) -> Year:
    """One of the editions that there are.

    Raises:
        UsageError: it is none.
    """
    for year in YEARS:
        if said.strip() == str(year):
            return year
    raise UsageError(f"--edition “{said}”: chỉ có {', '.join(map(str, YEARS))}")


EditionYear = Annotated[
    Year | None,
    typer.Option(
        "--edition",
        metavar="NĂM",
        parser=a_year,
        help="Ấn bản của thủ tục: 2022 hoặc 2026; không ghi thì theo cổng đã chọn.",
    ),
]

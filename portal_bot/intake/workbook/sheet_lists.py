"""The lists to choose from, in a sheet of their own that nobody need see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from portal_bot.catalogue import provinces
from portal_bot.catalogue.peoples import ethnic_groups, nationalities
from portal_bot.intake.workbook.sheet_columns import SheetColumn

if TYPE_CHECKING:
    from openpyxl import Workbook

LISTS = "Danh sách"
_YES, _NO = "Có", "Không"
_PROVINCE, _DISTRICT, _COMMUNE = range(3)


class SheetLists:
    """Writes each list once, however many columns choose from it.

    Args:
        book: the workbook; the sheet is its last one, and hidden.
    """

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.create_sheet(LISTS)
        self._sheet.sheet_state = "hidden"
        self._known: dict[tuple[str, ...], str] = {}

    def formula(self, column: SheetColumn, districts: str) -> str | None:
        """What a drop-down list of this column is made from; `None`: it has none.

        Args:
            column: the column.
            districts: for a commune, the cell of its row that names the district.
        """
        spec = column.spec
        if spec is None:
            return None
        if spec.meta.level in {_PROVINCE, _DISTRICT, _COMMUNE}:
            return self._places(spec.meta.level or 0, districts)
        if spec.choice:
            return self._list(option.label for option in spec.choice)
        names = _named(spec.type_name)
        return self._list(names) if names else None

    def _places(self, level: int, district: str) -> str:
        if level == _PROVINCE:
            return self._list(province.name for province in provinces.provinces())
        if level == _DISTRICT:
            return self._list(each.name for each in provinces.districts())
        by_district = sorted(provinces.communes(), key=lambda commune: commune.district)
        communes = self._list(commune.name for commune in by_district)
        # The same communes' districts, beside them: those of one stand together.
        whose = self._list((commune.district for commune in by_district), as_they_are=True)
        first = communes.partition(":")[0]
        return (
            f'IF({district}="",{communes},IF(COUNTIF({whose},{district})=0,{communes},'
            f"OFFSET({first},MATCH({district},{whose},0)-1,0,COUNTIF({whose},{district}),1)))"
        )

    def _list(self, names: Iterable[str], *, as_they_are: bool = False) -> str:
        """Where the list stands: ``'Danh sách'!$B$2:$B$64``."""
        texts = tuple(names) if as_they_are else tuple(dict.fromkeys(names))
        if texts not in self._known:
            self._known[texts] = self._write(texts)
        return self._known[texts]

    def _write(self, texts: Sequence[str]) -> str:
        from openpyxl.utils import get_column_letter  # openpyxl: only where one is written

        at = len(self._known) + 1
        letter = get_column_letter(at)
        for number, text in enumerate(texts, 1):
            self._sheet.cell(number, at, text)
        return f"'{LISTS}'!${letter}$1:${letter}${len(texts)}"


def _named(kind: str) -> tuple[str, ...]:
    """The names that a kind of field knows."""
    if kind == "ethnicity":
        return ethnic_groups()
    if kind == "nationality":
        return nationalities()
    return {"tick": (_YES, _NO), "confirmed": (_YES,)}.get(kind, ())

"""What the tests of the mock call things, said in the words of one world, and heard from them.

The tests that use it ask how the mock treats what it understood. That a page says nothing else
than such words, and that they mean nothing elsewhere, is asked in `test_drawn_names.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

from mock_portal.blocks import blocks
from mock_portal.committing import RESPONSIBLE
from mock_portal.delivery import POSTAL, method_field
from mock_portal.drawn_names import DrawnNames
from mock_portal.forms_model import Field, Row
from mock_portal.platforms.igate_v1.catalogue import COMMUNE, DISTRICT
from mock_portal.platforms.igate_v1.places import HERE
from mock_portal.procedures import by_slug, procedures
from mock_portal.values import Control, cell_name, controls_of
from mock_portal.version2 import NEW_FIELD

# The platform's own names: the same in every world.
TECHNICAL = frozenset(
    {
        *("token", "sid", "tiep", "captchaId", "maXacNhan", "maBieuMau", "phienBanBieuMau", "id"),
        *("lan", "muc"),
    }
)
OTHERS = ("tenDangNhap", "matKhau", "nhapLaiMatKhau", "maOtp", "tuKhoa", "maTinhThanh")
ROWS_SEEN = 5


def own_fields() -> Iterator[Field]:
    """Of the blocks around every form, of registering, of the fee page."""
    for name in ("before", "after", "register"):
        yield from blocks(HERE / f"{name}.toml").fields.values()
    yield from (*POSTAL, method_field(by_slug("birth_registration")))


def _controls(fields: Iterable[Field], rows: Iterable[Row]) -> Iterator[Control]:
    for one in fields:
        yield from controls_of(one)
        for number in range(ROWS_SEEN if one.kind == "table" else 0):
            for column in one.columns:
                yield from controls_of(column, cell_name(one, number, column))
    for row in rows:
        yield Control(row.key)
        yield Control(f"{row.key}_kind", f"{row.key}_kind", ("original", "copy"))
        yield Control(f"{row.key}_copies")


def _by_name(fields: Iterable[Field], rows: Iterable[Row] = ()) -> dict[str, Control]:
    return {control.name: control for control in _controls(fields, rows)}


OWN = _by_name(own_fields()) | {
    one.name: one
    for one in (
        *(DISTRICT, COMMUNE, RESPONSIBLE, *map(Control, OTHERS)),
        *(Control(f"other-{n}{tail}") for n in range(ROWS_SEEN) for tail in ("", "_name")),
    )
}


@cache
def controls(code: str) -> Mapping[str, Control]:
    """All that may be sent on the way of a dossier of this procedure, by its key."""
    form = procedures()[code].form
    return OWN | _by_name((*form.fields.values(), NEW_FIELD), form.rows)


@cache
def all_keys() -> frozenset[str]:
    """Of controls and of fields: an error of a date or a table is told beside the whole of it."""
    told = {key for code in procedures() for key in controls(code)}
    told |= {key for one in procedures().values() for key in one.form.fields}
    return frozenset(told | {one.key for one in own_fields()})


class Words:
    """Those of one world."""

    def __init__(self, world: str) -> None:
        self.drawn = DrawnNames(world)

    def sent(self, values: Mapping[str, str], code: str) -> dict[str, str]:
        """What a page of this procedure sends for these values."""
        return dict(self._sent(values, controls(code)))

    def _sent(
        self, values: Mapping[str, str], known: Mapping[str, Control]
    ) -> Iterator[tuple[str, str]]:
        for key, value in values.items():
            if key in TECHNICAL:
                yield key, value
            else:
                control = known.get(key) or Control(key)
                yield self.drawn.name(key), control.sent(value, self.drawn)

    def heard(self, word: str) -> str:
        """The key that a word of this world stands for; a technical name for itself."""
        return self._by_word.get(word, word)

    @cached_property
    def _by_word(self) -> dict[str, str]:
        return {self.drawn.name(key): key for key in all_keys()}

    def css(self, key: str, choice: str | None = None) -> str:
        """The control of this key, or this choice of a question."""
        asked = f'[name="{self.drawn.name(key)}"]'
        return asked if choice is None else f'{asked}[value="{self.drawn.value(key, choice)}"]'

    def unit(self, code: str) -> str:
        """The word for a province, a district or a commune."""
        return COMMUNE.sent(code, self.drawn)

    def row(self, key: str) -> str:
        return f'tr[data-row="{self.drawn.name(key)}"]'

"""Addresses by commune, as the portal's cascades want them: full official names, level by level."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import (
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from portal_bot.catalogue import provinces
from portal_bot.dossier.block import Block, blank
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.kinds import text_of
from portal_bot.dossier.letters import tidy
from portal_bot.dossier.new_places import CHOICE, resolve_since
from portal_bot.dossier.place_names import resolve
from portal_bot.dossier.problems import Refused

# The year whose communes a portal's lists hold.
OF_2022, OF_2025 = 2022, 2025
_PROVINCE, _DISTRICT, _COMMUNE, _DETAIL = range(4)
_LEVELS = ("province", "district", "commune")
_NOTE = "ở Phú Yên có thể để trống"


class SentLevel(NamedTuple):
    """One level of an address as a portal gets it.

    Attributes:
        level: 0 to 3, as `Field` counts them; a portal without districts has no 1.
        sent: what is chosen there.
        declared: what the dossier says instead; `None`: the same.
    """

    level: int
    sent: str
    declared: str | None = None


class Locality(Block):
    """Province, district and commune, as they were in 2022; for a native place.

    In Phú Yên the commune is enough where no other has its name. For a portal of the communes
    since 1 July 2025 (validation with ``context={"tree": 2025}``) it knows what became of the
    commune, and may be written in those units itself: it then has no district.
    """

    type_name: ClassVar[str] = "locality"

    province: str = Field("Tỉnh/Thành phố", level=_PROVINCE, note=_NOTE)
    district: str = Field("Quận/Huyện", level=_DISTRICT, note=_NOTE)
    commune: str = Field("Phường/Xã", level=_COMMUNE)
    commune_2025: str | None = Optional("Phường/Xã từ 01/7/2025", aside=True)

    @model_validator(mode="wrap")
    @classmethod
    def _resolve(
        cls, data: Any, inner: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        if not isinstance(data, dict):
            return inner(data)
        said = ((data.get(key), key) for key in (*_LEVELS, CHOICE))
        written = (text if isinstance(text, str) else _written(text, key) for text, key in said)
        tree = (info.context or {}).get("tree", OF_2022)
        found = {CHOICE: None, **_resolved(tree, *written)}
        if found.get("district") != "":
            return inner({**data, **found})
        # To a block a blank is nothing said; here it says that there is no district.
        place = inner({**data, **found, "district": found[CHOICE]})
        return place.model_copy(update={"district": ""})

    @property
    def tree(self) -> int:
        """The year whose communes are sent."""
        return OF_2025 if self.commune_2025 else OF_2022

    @property
    def sent(self) -> tuple[str, ...]:
        """What the portal gets, widest first: province and commune, between them a district if
        there still is one.
        """
        if self.commune_2025 is None:
            return (self.province, self.district, self.commune)
        (province,) = provinces.find_provinces(self.province)
        return (province.since_mergers, self.commune_2025)

    @property
    def declared(self) -> tuple[str, ...]:
        """What the dossier says, likewise."""
        return tuple(filter(None, (self.province, self.district, self.commune)))

    @property
    def before(self) -> tuple[str, ...]:
        """What is written before it."""
        return ()

    @property
    def levels(self) -> tuple[SentLevel, ...]:
        """What the portal gets, each at its level, and beside it what the dossier says."""
        if self.commune_2025 is None:
            return tuple(map(SentLevel, (_PROVINCE, _DISTRICT, _COMMUNE), self.sent))
        old = ", ".join(filter(None, (self.commune, self.district)))
        told = ((_PROVINCE, self.province), (_COMMUNE, old))
        return tuple(
            SentLevel(level, sent, declared if declared != sent else None)
            for (level, declared), sent in zip(told, self.sent, strict=True)
        )

    @property
    def known_as(self) -> tuple[str, ...]:
        """The commune's name, and those of all that are one commune with it since the mergers."""
        if self.commune_2025 is None:
            return (self.commune,)
        return (self.commune, self.commune_2025, *provinces.formed_from(self.commune_2025))


class Address(Locality):
    """A place to live or to deliver to: a locality, and what is written before it."""

    type_name: ClassVar[str] = "address"

    detail: str = Field(
        "Địa chỉ chi tiết", level=_DETAIL, sensitive=True, note="số nhà, đường, thôn, khu phố"
    )

    @property
    def before(self) -> tuple[str, ...]:
        """The detail, where it is known."""
        return (self.detail,) if "detail" in self.__dict__ else ()

    @property
    def levels(self) -> tuple[SentLevel, ...]:
        """What the portal gets, the detail as well."""
        return (*super().levels, SentLevel(_DETAIL, self.detail))


class NativePlace(Locality):
    """A native place on a form that has a box for what is written before it, too."""

    detail: str | None = Optional("Địa chỉ chi tiết", level=_DETAIL, sensitive=True)

    @property
    def before(self) -> tuple[str, ...]:
        """The detail, where it is said."""
        return (self.detail,) if self.detail else ()

    @property
    def levels(self) -> tuple[SentLevel, ...]:
        """What the portal gets; a detail that is not said is an empty box."""
        return (*super().levels, SentLevel(_DETAIL, self.detail or ""))


class Agency(Locality):
    """The office that a dossier is filed at: a commune's people's committee."""

    type_name: ClassVar[str] = "agency"


def _written(value: Any, level: str) -> str | None:
    if blank(value):
        return None
    try:
        return text_of(tidy(value) if isinstance(value, str) else value)
    except Refused as refused:
        raise Refused(refused.code, refused.message, level) from None


# A counter's dossiers are of a few communes. What is refused is not kept.
@lru_cache(maxsize=1024)
def _resolved(tree: int, *levels: str | None) -> dict[str, str]:
    said = (
        (key, _written(text, key)) for key, text in zip((*_LEVELS, CHOICE), levels, strict=True)
    )
    written = {key: name for key, name in said if name}
    if tree == OF_2025:
        return resolve_since(written)
    # What the units of 2025 are is nothing to a portal of those of 2022.
    written.pop(CHOICE, None)
    return resolve(written)


def agency(commune: str, district: str = "", province: str = "", *, tree: int = OF_2022) -> Agency:
    """The office of a commune; for settings and defaults.

    Args:
        commune: its name.
        district: where it was in 2022; needed where another has its name.
        province: that of 2022, where it is not Phú Yên.
        tree: the year whose communes the portal wants.

    Raises:
        Refused: when there is no such commune.
    """
    said = {"commune": commune, "district": district, "province": province}
    try:
        return Agency.model_validate(said, context={"tree": tree})
    except ValidationError as error:
        raise error.errors()[0]["ctx"]["error"] from None

"""The paper that says who somebody is."""

from __future__ import annotations

import inspect
from typing import Any, ClassVar

from portal_bot.blocks.part import Part
from portal_bot.dossier.dates import FullDate
from portal_bot.dossier.field import Field
from portal_bot.dossier.ids import IdNumber, IdType

_TITLES = {
    "id_type": "loại",
    "id_number": "số",
    "id_issue_date": "ngày cấp",
    "id_issuer": "cơ quan cấp",
}
_PAPER = "Giấy tờ tùy thân"
_USUAL_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


class IdentityPaper(Part):
    """Four fields, each titled with what the form calls the paper: ``CMND/CCCD: ngày cấp``.

    A block says by `identity` what its form calls it, and the four stand where that is written,
    between the block's own fields.
    """

    identity: ClassVar[str] = _PAPER

    id_type: IdType = Field(IdType.CCCD, title=f"{_PAPER}: loại")
    id_number: IdNumber = Field(title=f"{_PAPER}: số", id_type="id_type")
    id_issue_date: FullDate = Field(title=f"{_PAPER}: ngày cấp", past=True)
    id_issuer: str = Field(_USUAL_ISSUER, title=f"{_PAPER}: cơ quan cấp", max_length=150)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Puts the four in their place, and titles them."""
        super().__pydantic_init_subclass__(**kwargs)
        own = list(inspect.get_annotations(cls))
        if "identity" in own:
            behind = [name for name in own[own.index("identity") :] if name in cls.model_fields]
            last = dict.fromkeys((*_TITLES, *behind))
            cls._arrange((*(name for name in cls.model_fields if name not in last), *last))
        for name, title in _TITLES.items():
            cls.model_fields[name].title = f"{cls.identity}: {title}"


class OwnIdentityPaper(IdentityPaper):
    """The applicant's: the number may be left out, and is taken from there."""

    id_number: IdNumber = Field(
        title=f"{_PAPER}: số", id_type="id_type", same_as="applicant.citizen_id"
    )

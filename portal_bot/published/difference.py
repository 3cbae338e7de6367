"""One thing that the portal says otherwise than our facts, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal_bot.form.contract import Drift, Weight

STOP = "ngừng nộp thủ tục này qua cổng; báo người bảo trì sửa tờ khai rồi giữ bản mới (diff --keep)"
LOOK = "xem qua; vẫn nộp được như trước"
NOTHING = "không phải làm gì"
MEND = "đừng nói điều cũ với người dân; báo người bảo trì sửa dữ kiện (flows/edition_2026)"
WRITE = "ghi điều mới biết vào dữ kiện (flows/edition_2026), kèm nguồn và ngày"
_OF_FORMS: dict[Weight, str] = {"breaking": STOP, "additive": LOOK, "cosmetic": NOTHING}


@dataclass(frozen=True, slots=True)
class CatalogueDrift(Drift):
    """A drift with its remedy.

    `breaking`: what we file or tell is wrong until a person has looked; `additive`: there is more
    than we use or knew; `cosmetic`: filed and told as before.

    Attributes:
        todo: what is to be done, for people.
    """

    todo: str = ""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "weight": self.weight,
            "what": self.what,
            "where": self.where,
            "words": self.words,
            "todo": self.todo,
        }


def of_form(weight: Weight, what: str, where: str, words: str) -> CatalogueDrift:
    """A difference of a form: what is to be done follows from its weight."""
    return CatalogueDrift(weight, what, where, words, todo=_OF_FORMS[weight])


def breaking(found: Iterable[CatalogueDrift]) -> list[CatalogueDrift]:
    """Those with which nothing may be filed or told."""
    return [one for one in found if one.weight == "breaking"]

"""Who works in the office: roles, units, and the officers with their accounts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ..procedures import Procedure
from ..units import DATA


class Role(StrEnum):
    """Whose part in a dossier it is; `OFFICE` is nobody in particular."""

    COUNTER = "Cán bộ một cửa"
    SPECIALIST = "Chuyên viên"
    LEADER = "Lãnh đạo"
    CITIZEN = "Công dân"
    OFFICE = "Cơ quan"


# The units of a commune's office, with the domains of procedures that each resolves.
UNITS: dict[str, tuple[str, ...]] = {
    "Tư pháp - Hộ tịch": ("Hộ tịch", "Chứng thực", "Nuôi con nuôi"),
    "Văn hóa - Xã hội": (
        "Bảo trợ xã hội", "Giáo dục mầm non", "Giảm nghèo", "Người có công", "Thư viện",
        "Thể dục thể thao", "Tín ngưỡng, tôn giáo", "Văn hóa",
    ),
    "Địa chính - Nông nghiệp": ("Trồng trọt", "Phòng, chống thiên tai"),
    "Văn phòng - Thống kê": ("Thi đua, khen thưởng",),
}  # fmt: skip
OTHER_UNIT = "Văn phòng - Thống kê"


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer; only a specialist has a unit."""

    username: str
    full_name: str
    role: Role
    unit: str = ""

    def accepts(self, password: str) -> bool:
        return password == OFFICERS_PASSWORD

    @property
    def post(self) -> str:
        """The role, and the unit where there is one."""
        return f"{self.role}, {self.unit}" if self.unit else str(self.role)


OFFICERS_PASSWORD = "Mat-khau-123"  # noqa: S105 printed in the README, like the citizens'


@cache
def officers() -> dict[str, Officer]:
    """The officers who exist in every world, by user name."""
    raw: list[dict[str, Any]] = json.loads((DATA / "officers.json").read_text("utf-8"))
    found = [Officer(**{**one, "role": Role[one["role"]]}) for one in raw]
    return {one.username: one for one in found}


def unit_for(procedure: Procedure) -> str:
    """The unit that resolves a procedure."""
    domain = procedure.domain
    return next((unit for unit, domains in UNITS.items() if domain in domains), OTHER_UNIT)


def officer_of(role: Role, unit: str = "") -> Officer:
    """The first officer with this part."""
    return next(
        one for one in officers().values() if one.role == role and (not unit or one.unit == unit)
    )

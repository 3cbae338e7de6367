"""What anybody may see of a dossier by its number: where it stands, and nobody's name."""

from __future__ import annotations

from starlette.responses import Response

from ..visits import Visit


async def show_look_up(visit: Visit) -> Response:
    number = visit.query.get("soHoSo", "").strip()
    record = visit.world.records.get(number)
    return visit.page("look_up.html", number=number, record=record, at_step=3)

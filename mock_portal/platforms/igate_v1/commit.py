"""Where this platform's dossiers are sent to."""

from __future__ import annotations

from starlette.responses import Response

from ...committing import SUCCESS, Refused, commit
from ...faults.review import CommitMoved
from ...visits import Halt, Visit


async def apply(visit: Visit) -> Response:
    """On to the result, or back to the review with the reason."""
    try:
        done = await commit(visit)
    except Refused as refused:
        visit.flash("error", str(refused))
        return visit.go("/tiep-nhan-online/kiem-tra-ho-so", sid=visit.draft().sid)
    if isinstance(done, Response):
        return done
    visit.flash("success", SUCCESS)
    return visit.go("/tiep-nhan-online/ket-qua", soHoSo=done)


async def apply_elsewhere(visit: Visit) -> Response:
    """The other addresses and methods of `commit_moved`; without that fault there are none."""
    if not visit.world.faults.has(CommitMoved):
        raise Halt(visit.not_found())
    return await apply(visit)

"""The requests that the officers' pages are known to make: what is not here does not pass."""

from __future__ import annotations

import re
from collections.abc import Mapping

from portal_bot.browser.gate import Named, Requests
from portal_bot.portals.igate_v1.requests import PREFIX
from portal_bot.portals.office_side import Task

DESK = f"{PREFIX}/mot-cua"
SIGN_IN = f"{DESK}/dang-nhap"
WORKS: Mapping[Task, str] = {
    Task.RECEIVE: "tiep-nhan",
    Task.FORWARD: "chuyen",
    Task.RETURN: "tra-ket-qua",
}
# Whatever stands below a dossier may do something with it.
_LIKE = re.compile(rf"{DESK}/ho-so/[^/?#]+/|nop[-_]?ho[-_]?so", re.IGNORECASE)
_LOOKING = (
    Named("GET", re.compile(DESK)),
    Named("GET", re.compile(rf"{DESK}/ho-so/[\w.-]+")),
    Named("GET", re.compile(SIGN_IN)),
)


def path_of(number: str) -> str:
    return f"{DESK}/ho-so/{number}"


def requests(number: str = "", task: Task | None = None) -> Requests:
    """Lets one task with one dossier through, once; without them nothing but looking."""
    work = f"{path_of(re.escape(number))}/{WORKS[task]}" if task else "(?!)"
    return Requests(
        commit=Named("POST", re.compile(work), query=False),
        commit_like=_LIKE,
        review=_LOOKING,
        reading=(*_LOOKING, Named("POST", re.compile(SIGN_IN))),
    )

"""The requests that the officers' pages are known to make: what is not here does not pass."""

from __future__ import annotations

import re
from collections.abc import Mapping

from portal_bot.browser.gate import Named, Requests
from portal_bot.portals.igate_v1.requests import PREFIX
from portal_bot.portals.office_side import Task

DESK = f"{PREFIX}/mot-cua"
WORKS: Mapping[Task, str] = {
    Task.RECEIVE: "tiep-nhan",
    Task.FORWARD: "chuyen",
    Task.RETURN: "tra-ket-qua",
}


def path_of(desk: str, number: str) -> str:
    """A dossier's page below the officers' own, ``/dich-vu-cong/mot-cua``."""
    return f"{desk}/ho-so/{number}"


def requests(desk: str, number: str = "", task: Task | None = None) -> Requests:
    """Lets one task with one dossier through, once; without them nothing but looking."""
    looking = tuple(
        Named("GET", re.compile(path))
        for path in (desk, rf"{desk}/ho-so/[\w.-]+", f"{desk}/dang-nhap")
    )
    work = f"{path_of(desk, re.escape(number))}/{WORKS[task]}" if task else "(?!)"
    return Requests(
        commit=Named("POST", re.compile(work), query=False),
        # Whatever stands below a dossier may do something with it.
        commit_like=re.compile(rf"{desk}/ho-so/[^/?#]+/|nop[-_]?ho[-_]?so", re.IGNORECASE),
        review=looking,
        reading=(*looking, Named("POST", re.compile(f"{desk}/dang-nhap"))),
    )

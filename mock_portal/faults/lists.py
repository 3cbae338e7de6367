"""Faults of "Quản lý hồ sơ"."""

from __future__ import annotations

from ..steps import COMMIT, LIST
from .base import Fault
from .shapes import SHAPES


class ListLag(Fault):
    """Shows a new dossier in “Quản lý hồ sơ” only so many seconds after it was stored."""

    # It strikes when a dossier is stored.
    name, default, numeric, where = "list_lag", "5", True, (COMMIT,)


class ListOldPage(Fault):
    """Shows the next older page of the list for the asked one (of the last: the one before it)."""

    name, where = "list_old_page", (LIST,)


class ListShape(Fault):
    """Prints the rows of the list in another way than usual, with nothing else changed."""

    name, default, choices, where = "list_shape", "cell_more", tuple(SHAPES), (LIST,)

"""Faults of the last screen: what sends the dossier is not what usually does."""

from __future__ import annotations

from ..steps import REVIEW
from .base import Fault


class CommitMoved(Fault):
    """Sends the dossier by another address, method or sender than the usual form."""

    name, manner, where = "commit_moved", "commit_moved", (REVIEW,)
    default = "semicolon"
    choices = ("semicolon", "slash", "case", "path", "put", "get", "fetch", "frame", "worker")


class PageSubmitsItself(Fault):
    """Sends the dossier without a press: as soon as it is there, a moment later, or when left."""

    name, manner, where = "page_submits_itself", "page_submits_itself", (REVIEW,)
    default, choices = "load", ("load", "timer", "leave")

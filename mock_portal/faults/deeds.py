"""Faults around what an officer does with a dossier: the same as around the commit."""

from __future__ import annotations

from ..steps import DEED
from .base import Fault
from .commit import CommitDelay, CommitThen502, CommitThenDrop, DropBeforeCommit, Refuse502


class DeedThenDrop(CommitThenDrop):
    """Does what the officer asked, then cuts the connection without an answer (fin or rst)."""

    name, where = "deed_then_drop", (DEED,)


class DropBeforeDeed(DropBeforeCommit):
    """Cuts the connection without an answer, with nothing done (fin or rst)."""

    name, where = "drop_before_deed", (DEED,)


class DeedThen502(CommitThen502):
    """Does what the officer asked, then answers 502 as a gateway would."""

    name, where = "deed_then_502", (DEED,)


class RefuseDeed502(Refuse502):
    """Answers an officer's deed with 502 as a gateway would, with nothing done."""

    name, where = "refuse_deed_502", (DEED,)


class DeedDelay(CommitDelay):
    """Does what the officer asked so many seconds after the request, whoever still waits."""

    name, where = "deed_delay", (DEED,)
    LOOKED = ""


class DeedTwice(Fault):
    """Does what the officer asked two times: two lines of history, two messages."""

    name, where = "deed_twice", (DEED,)

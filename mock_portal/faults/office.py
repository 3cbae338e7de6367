"""Faults of what the office shows and gives."""

from __future__ import annotations

import re

from ..steps import DESK, LIST, RECORD
from .base import Fault

UNKNOWN_STATE = "Chờ liên thông"
_STATES = (
    re.compile(r'(<span class="status">)[^<]*'),
    re.compile(r"(<dt>Trạng thái</dt><dd>)[^<]*"),
    # The last step of the history.
    re.compile(r"(</time> <b>)[^<]*(?=</b>[^<]*</li></ol>)"),
)


class ResultOther(Fault):
    """Gives the result as another thing than its name says, or another's."""

    name, default, where = "result_other", "html", (RECORD,)
    choices = ("html", "empty", "half", "number")

    def given(self, content: bytes, elses: bytes) -> bytes:
        """What is given instead; `elses` is the result of a dossier that nobody has."""
        kinds = {
            "html": b"<!DOCTYPE html><title>503</title><p>B\xe1\xba\xa3o tr\xc3\xac</p>",
            "empty": b"",
            "half": content[: len(content) // 2],
            "number": elses,
        }
        return kinds[str(self.arg)]


class StateUnknown(Fault):
    """Prints “Chờ liên thông” where a dossier's state stands, which nobody knows."""

    name, where = "state_unknown", (LIST, RECORD, DESK)

    def printed(self, page: str) -> str:
        """The page with that state."""
        for state in _STATES:
            page = state.sub(rf"\g<1>{UNKNOWN_STATE}", page)
        return page

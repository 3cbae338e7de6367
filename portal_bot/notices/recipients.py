"""Whom a notice goes to: the dossier's own file says so; the journal keeps no telephone number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from portal_bot.dossier.book_rows import file_of, is_row
from portal_bot.dossier.load import load
from portal_bot.journal import Filing
from portal_bot.notices.notice_channels import reachable

_FIELDS = {"email": "email", "sms": "phone"}


class Recipients:
    """Finds them, each file read once; nothing of a dossier is judged here."""

    def __init__(self) -> None:
        self._rows = cache(_rows)

    def of(self, filing: Filing, channel: str) -> str:
        """The citizen's telephone number or e-mail address; empty: the file names none."""
        path = Path(filing.path)
        data = self._rows(file_of(path)).get(path) if is_row(path) else load(path).data
        applicant = data.get("applicant") if isinstance(data, Mapping) else None
        said = applicant.get(_FIELDS[channel]) if isinstance(applicant, Mapping) else None
        return reachable(channel, str(said or ""))


def _rows(book: Path) -> dict[Path, Any]:
    from portal_bot.intake.workbook.reading import read  # slow: only for workbooks

    return {source.path: source.data for source in read(book).sources}

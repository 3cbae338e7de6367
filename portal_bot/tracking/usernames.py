"""Whose account a filed dossier is in: its file says so; the journal keeps no user name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from portal_bot import registry
from portal_bot.dossier.book_rows import file_of, is_row
from portal_bot.dossier.load import load
from portal_bot.dossier.sensitive import register_texts
from portal_bot.errors import HumanNeeded
from portal_bot.intake.marks import account_mark
from portal_bot.journal import Filing

WhereFiled = Callable[[Filing], Path]


def as_journalled(filing: Filing) -> Path:
    """The file that the home's journal names."""
    return Path(filing.path)


class Usernames:
    """Finds them in the dossiers' files, each read once; nothing of a dossier is judged here.

    Args:
        secret: the home's: by it the right name is known from another one.
        said: a name for those whose file is gone or says another one.
        file: where a dossier's file lies.
    """

    def __init__(
        self, secret: bytes, said: Iterable[str] = (), *, file: WhereFiled = as_journalled
    ) -> None:
        self._secret = secret
        self._said = tuple(said)
        self._file = file
        self._rows = cache(_rows)

    def of(self, filing: Filing) -> str:
        """The account's user name.

        Raises:
            HumanNeeded: nobody says it.
        """
        wanted, path = filing.marks.account if filing.marks else "", self._file(filing)
        for name in (*self._in_file(path), *self._said):
            if name and (not wanted or account_mark(self._secret, name) == wanted):
                return name
        raise HumanNeeded(
            f"không biết tài khoản đã nộp hồ sơ {filing.id}: tệp {path} không còn, hoặc ghi "
            "tài khoản khác. Thêm --account TÊN_ĐĂNG_NHẬP"
        )

    def _in_file(self, path: Path) -> list[str]:
        if is_row(path):
            return self._rows(file_of(path))
        return [_username(load(path).data)]


def keep_out_of_logs(filing: Filing, path: Path) -> None:
    """Registers what the dossier's file says: an officer's words may repeat it.

    Nothing where the file is gone.
    """
    if is_row(path):
        from portal_bot.intake.workbook.reading import read  # slow: only for workbooks

        data = next((s.data for s in read(file_of(path)).sources if s.path == path), None)
    else:
        data = load(path).data
    flow = registry.find(filing.procedure)
    forms = (flow.declaration, flow.papers) if flow else ()
    called = (filing.procedure, registry.title_of(filing.procedure))
    register_texts(data, *forms, called=called, file=file_of(path))


def _rows(book: Path) -> list[str]:
    from portal_bot.intake.workbook.reading import read  # slow: only for workbooks

    return list(dict.fromkeys(_username(source.data) for source in read(book).sources))


def _username(data: Any) -> str:
    account = data.get("account") if isinstance(data, Mapping) else None
    name = account.get("username") if isinstance(account, Mapping) else None
    return str(name or "").strip()

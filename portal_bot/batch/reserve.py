"""Room for the outcome, kept on the disk from before the click until the run ends.

A disk that fills up between the click and the answer must not cost the receipt: what is kept here
is given back for it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from portal_bot.errors import SetupError
from portal_bot.reasons import in_words

# An outcome is a few pages of the journal and of its log; one filing's evidence is less than this.
BYTES = 1024 * 1024
_BLOCK = b"\xa5" * 65_536


class HomeUnwritable(SetupError):
    """Journal or evidence cannot be written any more: nothing else is filed."""

    code = "home_unwritable"


class Reserve:
    """``<home>/reserve``: as long as it is there, so much can still be written.

    Args:
        home: the home folder.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / "reserve"

    def hold(self) -> None:
        """Before the click: the room is there when it returns.

        Raises:
            HomeUnwritable: there is too little room: nothing may be clicked.
        """
        with suppress(OSError):
            if self._path.stat().st_size == BYTES:
                return
        try:
            self._fill()
        except OSError as error:
            self.give_back()
            raise HomeUnwritable(
                f"ổ đĩa của {self._path.parent} không còn đủ chỗ để ghi kết quả "
                f"({in_words(error)}); chưa gửi gì. Dọn ổ đĩa (cần {BYTES // 1024 // 1024} MB) rồi "
                "chạy lại cùng lệnh"
            ) from error

    def _fill(self) -> None:
        """Written, not only made long: a file with holes keeps no room."""
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            for _ in range(BYTES // len(_BLOCK)):
                os.write(handle, _BLOCK)
            os.fsync(handle)
        finally:
            os.close(handle)

    def give_back(self) -> None:
        """When the disk is full, or the run ends: what was kept is free."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

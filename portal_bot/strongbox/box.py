"""The one door to what a home keeps locked: files (`*.sealed`) and texts of the journal.

A file says in its first line which filing's key opens it, and opens only where it was written: a
piece that is moved to another filing, or gets another's name, does not.
"""

from __future__ import annotations

import base64
import binascii
from functools import cached_property, lru_cache
from pathlib import Path

from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.rooms import room
from portal_bot.strongbox import COVERED, ENDING, is_covered
from portal_bot.strongbox.filing_keys import FilingKeys
from portal_bot.strongbox.home_key import HomeKey, home_key, known_key, was_begun
from portal_bot.strongbox.locking import NotOpened

_MAGIC = b"portal_bot 1 "
# Long enough for the head of a file, and no more.
_HEAD = 200


class Strongbox:
    """What one home keeps locked.

    Args:
        home: the home folder.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.keys = FilingKeys(home, lambda: self.key)

    @cached_property
    def key(self) -> HomeKey:
        """The home's key; made where nothing of this home was ever locked.

        Raises:
            SetupError: it is missing, or another one.
        """
        return known_key(self.home) if was_begun(self.home) else home_key(self.home)

    def keep(self, path: Path, content: bytes, filing: str) -> Path:
        """Locks a file within the home.

        Args:
            path: as it is called in the clear; its folder is made.
            content: its bytes.
            filing: whose key locks it.

        Returns:
            Where it lies: the same with `ENDING`.

        Raises:
            SetupError: the home's key is missing, or the folder cannot be made.
            OSError: it cannot be written.
        """
        place = self._place(path)
        room(self.home, *path.relative_to(self.home).parent.parts)
        locked = self.keys.made(filing).lock(content, f"{filing}:{place}")
        return write_private(sealed(path), _MAGIC + filing.encode() + b"\n" + locked)

    def read(self, path: Path) -> bytes:
        """Opens a file of the home; one from before anything was locked is read as it lies.

        Args:
            path: as it is called in the clear, or with `ENDING`.

        Raises:
            NotOpened: it is not what was kept there, or its key was destroyed.
            OSError: it is not there, or cannot be read.
            SetupError: the home's key is missing.
        """
        clear = bare(path)
        if not sealed(clear).exists() and clear.exists():
            return clear.read_bytes()
        content = sealed(clear).read_bytes()
        head, _, locked = content.partition(b"\n")
        if not head.startswith(_MAGIC) or len(head) > _HEAD:
            raise NotOpened(self._place(clear))
        try:
            filing = head.removeprefix(_MAGIC).decode("ascii")
            return self.keys.known(filing).open(locked, f"{filing}:{self._place(clear)}")
        except ValueError as error:
            raise NotOpened(self._place(clear)) from error

    def cover(self, filing: str, text: str) -> str:
        """A text of the journal, to be opened only as this filing's.

        Raises:
            SetupError: the home's key is missing.
            OSError: the filing's key cannot be written.
        """
        locked = self.keys.made(filing).lock(text.encode("utf-8", "surrogatepass"), filing)
        return COVERED + base64.b64encode(locked).decode()

    def uncover(self, filing: str, stored: str) -> str:
        """The text again; what never was covered is given back as it is.

        Raises:
            NotOpened: it is not this filing's, or its key was destroyed.
            SetupError: the home's key is missing.
        """
        if not is_covered(stored):
            return stored
        try:
            locked = base64.b64decode(stored.removeprefix(COVERED), validate=True)
        except binascii.Error as error:
            raise NotOpened(filing) from error
        return self.keys.known(filing).open(locked, filing).decode("utf-8", "surrogatepass")

    def _place(self, path: Path) -> str:
        return path.relative_to(self.home).as_posix()


@lru_cache(maxsize=64)
def box_of(home: Path) -> Strongbox:
    """The box of a home; one for all who ask, so that a key is looked for once."""
    return Strongbox(home)


def sealed(path: Path) -> Path:
    """Where a file of this name lies locked."""
    return path if path.name.endswith(ENDING) else path.with_name(path.name + ENDING)


def bare(path: Path) -> Path:
    """The file's name without `ENDING`."""
    return path.with_name(path.name.removesuffix(ENDING))


def is_kept(path: Path) -> bool:
    """Whether a file of this name is there, locked or from before."""
    return sealed(path).exists() or path.exists()


def why_not(error: NotOpened) -> SetupError:
    """In words, for whoever wanted to see it."""
    return SetupError(
        f"{error} không mở được: tệp đã bị sửa từ bên ngoài, bị chép từ chỗ khác tới, hoặc khóa "
        "của hồ sơ ấy đã xóa (`portal-bot purge`); kiểm tra bằng `portal-bot verify`"
    )

"""One key a filing for the shared journal, wrapped by the queue's: `portal_bot.keys`.

What is personal in a row opens with its filing's key alone; where that is destroyed nothing of it
opens again, whoever has the queue's key.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from portal_bot.journal.link import Connection, Link
from portal_bot.strongbox import COVERED, is_covered
from portal_bot.strongbox.locking import KEY_BYTES, NotOpened, PlaceLock


class SharedKeys:
    """Covers what is personal in a shared journal; a `Cover`.

    Args:
        link: the journal's connection: a key is made in the transaction of the row that needs it.
        wraps: the queue's lock for filings' keys.
    """

    def __init__(self, link: Link, wraps: PlaceLock) -> None:
        self._link = link
        self._wraps = wraps
        self._known: dict[str, PlaceLock] = {}

    def cover(self, filing: str, text: str) -> str:
        """A text of the shared journal, to be opened only as this filing's.

        Raises:
            NotOpened: the filing's key is not what was put there.
        """
        # Never from memory: it may have been destroyed meanwhile, or its maker's change undone.
        lock = self._link.run(lambda connection: self._made(connection, filing))
        locked = lock.lock(text.encode("utf-8", "surrogatepass"), filing)
        return COVERED + base64.b64encode(locked).decode()

    def uncover(self, filing: str, stored: str) -> str:
        """The text again; what never was covered is given back as it is.

        Raises:
            NotOpened: it is not this filing's, or its key was destroyed.
        """
        if not is_covered(stored):
            return stored
        try:
            locked = base64.b64decode(stored.removeprefix(COVERED), validate=True)
        except binascii.Error as error:
            raise NotOpened(filing) from error
        return self._opened(filing, locked).decode("utf-8", "surrogatepass")

    def destroy(self, filing: str) -> None:
        """Nothing that was covered for this filing opens again, in this database."""
        self._known.pop(filing, None)
        self._link.run(
            lambda connection: connection.execute(
                "DELETE FROM portal_bot.keys WHERE filing = %s", (filing,)
            )
        )

    def _opened(self, filing: str, locked: bytes) -> bytes:
        if (known := self._known.get(filing)) is not None:
            try:
                return known.open(locked, filing)
            except NotOpened:
                # It was destroyed and made anew since it was read.
                del self._known[filing]
        wrapped = self._link.run(lambda connection: _wrapped(connection, filing))
        if wrapped is None:
            raise NotOpened(_place(filing))
        lock = PlaceLock(self._wraps.open(wrapped, _place(filing)))
        opened = lock.open(locked, filing)
        self._known[filing] = lock
        return opened

    def _made(self, connection: Connection, filing: str) -> PlaceLock:
        wrapped = _wrapped(connection, filing)
        if wrapped is None:
            fresh = self._wraps.lock(secrets.token_bytes(KEY_BYTES), _place(filing))
            # Of two who make one at once, the second waits for the first and takes its key.
            insert = "INSERT INTO portal_bot.keys VALUES (%s, %s) ON CONFLICT DO NOTHING"
            connection.execute(insert, (filing, fresh))
            wrapped = _wrapped(connection, filing)
        if wrapped is None:
            raise NotOpened(_place(filing))
        return PlaceLock(self._wraps.open(wrapped, _place(filing)))


def _wrapped(connection: Connection, filing: str) -> bytes | None:
    found = connection.execute("SELECT wrapped FROM portal_bot.keys WHERE filing = %s", (filing,))
    row = found.fetchone()
    return None if row is None else bytes(row[0])  # type: ignore[call-overload] # bytea


def _place(filing: str) -> str:
    return f"keys/{filing}"

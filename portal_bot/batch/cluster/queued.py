"""The dossiers in the queue: locked contents, and where each stands between sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal_bot.batch.cluster.bundle import Bundle, unpack
from portal_bot.batch.cluster.vault import Locked, Vault
from portal_bot.errors import SetupError
from portal_bot.journal.link import Connection, Link

QUEUED, WAITING, SETTLED = "queued", "waiting", "settled"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A dossier in the queue, without its content.

    Attributes:
        filing: the filing's id.
        portal: the portal's name: which line it stands in.
        stage: `queued`, `waiting` or `settled`.
        turn: how many sessions it was queued for; names the newest one.
        failures: how many of them in a row the portal was unavailable in.
        content_hash: of what was submitted.
        purged: whether the content was deleted.
    """

    filing: str
    portal: str
    stage: str
    turn: int
    failures: int
    content_hash: str
    purged: bool


_ENTRY = (
    "SELECT filing, portal, stage, turn, failures, content_hash, purged_at IS NOT NULL "
    "FROM portal_bot.dossiers"
)


class Dossiers:
    """The table of dossiers, and what lies locked in it.

    Args:
        link: a connection to a database whose tables are set up.
        vault: this machine's.
    """

    def __init__(self, link: Link, vault: Vault) -> None:
        self._link = link
        self._vault = vault

    def entry(self, filing: str) -> QueueEntry | None:
        """The dossier of this filing, or `None`."""
        return self.entries([filing]).get(filing)

    def entries(self, filings: Sequence[str]) -> dict[str, QueueEntry]:
        """The dossiers of these filings, those that are there."""
        rows = self._link.run(
            lambda connection: connection.execute(
                f"{_ENTRY} WHERE filing = ANY(%s)", (list(filings),)
            ).fetchall()
        )
        return {entry.filing: entry for entry in (QueueEntry(*row) for row in rows)}  # type: ignore[arg-type] # the columns' own types

    def put(self, filing: str, bundle: Bundle, *, content_hash: str, settle_s: float) -> int:
        """Queues a dossier with this content, for one more session; returns the session's turn.

        To be called only for a dossier that is not queued: nothing is done to one that is.

        Args:
            filing: the filing's id, known to the journal.
            bundle: the content; what lay there before is replaced.
            content_hash: of the content.
            settle_s: how long after a worker's last sign of life another may take this one over.
        """
        manifest = bundle.manifest()
        sealed = self._vault.lock(manifest, place=_place(filing))
        scans = [
            (filing, number, self._vault.lock(scan, place=_place(filing, number)), scan)
            for number, scan in enumerate(bundle.scans)
        ]
        values = (
            filing, bundle.portal.name, settle_s, content_hash, sealed.key_id, sealed.body,
            self._vault.digest(manifest),
        )  # fmt: skip

        def work(connection: Connection) -> int:
            row = connection.execute(_PUT, values).fetchone()
            if row is None:
                return _turn(connection, filing)
            connection.execute("DELETE FROM portal_bot.scans WHERE filing = %s", (filing,))
            for name, number, locked, scan in scans:
                connection.execute(
                    "INSERT INTO portal_bot.scans VALUES (%s, %s, %s, %s, %s)",
                    (name, number, locked.key_id, locked.body, self._vault.digest(scan)),
                )
            return int(str(row[0]))

        return self._link.run(work)

    def content(self, filing: str) -> Bundle:
        """The dossier, opened.

        Raises:
            SetupError: it was locked with another key, was tampered with, or is purged.
        """

        def work(connection: Connection) -> tuple[list[tuple[object, ...]], ...]:
            head = connection.execute(
                "SELECT key_id, manifest FROM portal_bot.dossiers WHERE filing = %s", (filing,)
            )
            scans = connection.execute(
                "SELECT key_id, body FROM portal_bot.scans WHERE filing = %s ORDER BY number",
                (filing,),
            )
            return head.fetchall(), scans.fetchall()

        head, scans = self._link.run(work)
        rows = [*head, *scans]
        if not head or any(body is None for _, body in rows):
            raise SetupError(
                f"nội dung hồ sơ {filing} không còn trong hàng đợi; nộp lại từ tệp gốc"
            )
        opened = [
            self._vault.open(
                Locked(str(key_id), bytes(body)),  # type: ignore[call-overload] # bytea
                # Bound to its place: a row that was moved within the table does not open.
                place=_place(filing, number),
            )
            for number, (key_id, body) in enumerate(rows, start=-1)
        ]
        return unpack(opened[0], opened[1:])

    def requeue(self, filing: str, *, after: int, failed: bool) -> int | None:
        """Queues one more session after that of turn `after`; returns its turn.

        The turn is counted once, however often this is said: `None` if a later one is there.

        Args:
            filing: the filing's id.
            after: the turn that ended.
            failed: whether the portal was unavailable in it.
        """
        failures = "failures + 1" if failed else "0"

        def work(connection: Connection) -> int | None:
            connection.execute(
                f"UPDATE portal_bot.dossiers SET turn = turn + 1, stage = '{QUEUED}', "  # noqa: S608 - our own words only
                f"failures = {failures} WHERE filing = %s AND turn = %s",
                (filing, after),
            )
            found = _turn(connection, filing)
            return found if found == after + 1 else None

        return self._link.run(work)

    def stand(self, filing: str, stage: str, *, at: int) -> None:
        """Notes where a dossier stands after turn `at`; a later turn's word is left alone."""
        self._link.run(
            lambda connection: connection.execute(
                "UPDATE portal_bot.dossiers SET stage = %s WHERE filing = %s AND turn = %s",
                (stage, filing, at),
            )
        )

    def purge(self, filing: str) -> None:
        """Deletes the content; its keyed hashes stay."""

        def work(connection: Connection) -> None:
            connection.execute(
                "UPDATE portal_bot.dossiers SET manifest = NULL, "
                "purged_at = coalesce(purged_at, now()) WHERE filing = %s",
                (filing,),
            )
            connection.execute(
                "UPDATE portal_bot.scans SET body = NULL WHERE filing = %s", (filing,)
            )

        self._link.run(work)


# One that is queued stays as it is: a worker may have it in hand.
_PUT = f"""
INSERT INTO portal_bot.dossiers AS d
    (filing, portal, stage, turn, settle_s, content_hash, key_id, manifest, digest)
VALUES (%s, %s, '{QUEUED}', 1, %s, %s, %s, %s, %s)
ON CONFLICT (filing) DO UPDATE SET
    portal = excluded.portal, stage = excluded.stage, turn = d.turn + 1, failures = 0,
    settle_s = excluded.settle_s, content_hash = excluded.content_hash,
    key_id = excluded.key_id, manifest = excluded.manifest, digest = excluded.digest,
    submitted_at = now(), purged_at = NULL
WHERE d.stage <> '{QUEUED}'
RETURNING turn
"""  # noqa: S608 - our own words only


def _turn(connection: Connection, filing: str) -> int:
    row = connection.execute(
        "SELECT turn FROM portal_bot.dossiers WHERE filing = %s", (filing,)
    ).fetchone()
    return int(str(row[0])) if row else 0


def _place(filing: str, number: int = -1) -> str:
    return filing if number < 0 else f"{filing}/{number}"

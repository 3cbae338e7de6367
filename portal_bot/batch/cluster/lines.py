"""Politeness over all machines: one line a portal, with one smallest gap and one breaker."""

from __future__ import annotations

from portal_bot.journal.link import Connection, Link


class SharedLines:
    """The lines in which all workers stand together.

    Args:
        link: a connection to the database.
    """

    def __init__(self, link: Link) -> None:
        self._link = link

    def allow(self, portal: str, *, sessions: int, failures: int) -> int:
        """Notes what this portal's profile says; the least number of sessions of all portals.

        The engine has one figure for all portals: the most careful one is kept.

        Args:
            portal: the portal's name.
            sessions: how many at once.
            failures: so many technical failures in a row stop its line.
        """

        def work(connection: Connection) -> int:
            connection.execute(_LINE, (portal,))
            connection.execute(
                "UPDATE portal_bot.lines SET sessions = %s, tolerates = %s WHERE portal = %s",
                (sessions, failures, portal),
            )
            return _least(connection) or sessions

        return self._link.run(work)

    def least(self) -> int | None:
        """The least number of sessions at once that any portal takes; `None`: nobody said."""
        return self._link.run(_least)

    def turn(self, portal: str, gap_s: float) -> float:
        """Takes the next turn to submit at this portal; how many seconds to wait for it."""

        def work(connection: Connection) -> float:
            connection.execute(_LINE, (portal,))
            row = connection.execute(
                # One statement, so that no two workers get one turn; by the clock of the database,
                # for those of the machines differ.
                "UPDATE portal_bot.lines SET next_at = greatest(next_at, clock_timestamp()) "
                "+ make_interval(secs => %s) WHERE portal = %s "
                "RETURNING extract(epoch FROM next_at - clock_timestamp())::float8",
                (gap_s, portal),
            ).fetchone()
            # `next_at` is whose turn comes next: this one's is a gap before it.
            return max(0.0, float(str(row[0])) - gap_s) if row else 0.0

        return self._link.run(work)

    def stopped(self, portal: str) -> str | None:
        """Why nobody files at this portal, in Vietnamese; `None` while the line moves."""
        row = self._link.run(
            lambda connection: connection.execute(
                "SELECT stopped FROM portal_bot.lines WHERE portal = %s", (portal,)
            ).fetchone()
        )
        return None if row is None or row[0] is None else str(row[0])

    def all_stopped(self) -> dict[str, str]:
        """Why nobody files there, by the portals whose lines are stopped."""
        rows = self._link.run(
            lambda connection: connection.execute(
                "SELECT portal, stopped FROM portal_bot.lines WHERE stopped IS NOT NULL "
                "ORDER BY portal"
            ).fetchall()
        )
        return {str(portal): str(reason) for portal, reason in rows}

    def failed(self, portal: str) -> tuple[int, bool]:
        """One more technical failure: how many in a row over all workers, and if it is too many."""

        def work(connection: Connection) -> tuple[int, bool]:
            connection.execute(_LINE, (portal,))
            row = connection.execute(
                "UPDATE portal_bot.lines SET failures = failures + 1 WHERE portal = %s "
                "RETURNING failures, failures >= tolerates",
                (portal,),
            ).fetchone()
            return (int(str(row[0])), bool(row[1])) if row else (0, False)

        return self._link.run(work)

    def went_well(self, portal: str) -> None:
        """The row of failures, if there was one, is at an end."""
        self._link.run(
            lambda connection: connection.execute(
                "UPDATE portal_bot.lines SET failures = 0 WHERE portal = %s AND failures > 0",
                (portal,),
            )
        )

    def stop(self, portal: str, reason: str) -> None:
        """Nobody files at this portal until somebody says `submit` again."""

        def work(connection: Connection) -> None:
            connection.execute(_LINE, (portal,))
            connection.execute(
                "UPDATE portal_bot.lines SET stopped = %s WHERE portal = %s", (reason, portal)
            )

        self._link.run(work)

    def reopen(self, portal: str) -> None:
        """A person has looked at it and says that it may go on."""
        self._link.run(
            lambda connection: connection.execute(
                "UPDATE portal_bot.lines SET stopped = NULL, failures = 0 WHERE portal = %s",
                (portal,),
            )
        )


_LINE = "INSERT INTO portal_bot.lines (portal) VALUES (%s) ON CONFLICT DO NOTHING"


def _least(connection: Connection) -> int | None:
    row = connection.execute("SELECT min(sessions) FROM portal_bot.lines").fetchone()
    return None if row is None or row[0] is None else int(str(row[0]))

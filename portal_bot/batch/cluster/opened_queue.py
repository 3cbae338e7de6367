"""A shared queue as whoever is no worker opens it."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from portal_bot.batch.cluster import queue_tables
from portal_bot.batch.cluster.queued import Dossiers
from portal_bot.batch.cluster.vault import Vault, open_vault
from portal_bot.journal.link import Link
from portal_bot.journal.shared import SharedJournal


@dataclass(frozen=True, slots=True)
class OpenedQueue:
    """What is opened of a queue.

    Attributes:
        link: the connection.
        vault: this machine's.
        journal: the shared journal; what is written takes a filing away from any worker.
        dossiers: what lies in the queue.
    """

    link: Link
    vault: Vault
    journal: SharedJournal
    dossiers: Dossiers


@contextmanager
def open_queue(url: str) -> Iterator[OpenedQueue]:
    """Opens a queue, to read or to write.

    Raises:
        SetupError: no key, a wrong key, no database, or no queue in it.
    """
    vault = open_vault()
    link = Link(url)
    try:
        queue_tables.refuse_none(link)
        queue_tables.set_up(link, vault)
        journal = queue_tables.journal_of(link, vault, place=f"{platform.node()}:")
        yield OpenedQueue(link, vault, journal, Dossiers(link, vault))
    finally:
        link.close()

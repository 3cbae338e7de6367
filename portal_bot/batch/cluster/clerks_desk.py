"""The desk before which a clerk sits who settles or follows what a queue has filed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache

from portal_bot import privacy, settings
from portal_bot.batch.cluster.desks import Desks
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.cluster.opened_queue import OpenedQueue
from portal_bot.filing.desk import Desk
from portal_bot.human import TerminalHuman, password_for
from portal_bot.portals.profile import Portal, known
from portal_bot.run.options import Options


@asynccontextmanager
async def clerk_desk(
    queue: OpenedQueue,
    portal: Portal,
    options: Options,
    *,
    human: str | None = None,
    alone: bool = True,
) -> AsyncIterator[Desk]:
    """A worker's desk, with a person in front of it. Nothing is submitted from here.

    Args:
        queue: the queue.
        portal: the portal that is looked at.
        options: the run's.
        human: who answers a captcha there, as it was said when the dossier was submitted.
        alone: whether all that is looked at is in one account: the variable holds one password.

    Raises:
        PortalUnavailable: the mock does not answer.
    """

    async def fresh() -> None:
        """Nobody need know that this program lives."""

    desks = Desks(
        settings.home(options.home), queue.vault.secret, SharedLines(queue.link), sessions=1,
        headed=options.headed, fresh=fresh, tell=options.tell,
    )  # fmt: skip

    @cache
    def password(username: str) -> str:
        return _password(portal, username, alone=alone)

    try:
        clerk = TerminalHuman(options.quiet)
        async with desks.open(portal, human, queue.journal, clerk) as desk:
            yield replace(desk, password=password)
    finally:
        await desks.close()


def _password(portal: Portal, username: str, *, alone: bool) -> str:
    # What the queue says of a portal is not what this machine's own profile of it says.
    own = known(portal.name)
    is_here = own is not None and own.origin == portal.origin
    shared = portal.practice or (alone and is_here)
    given = password_for(portal.name, portal.origin, username, shared_variable=shared)
    privacy.register([given])
    return given

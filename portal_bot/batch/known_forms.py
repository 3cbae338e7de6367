"""Before the dossiers of a run take their turns: do the portal's forms still take them?

Only where the portal has a public interface; of each procedure once, and nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from loguru import logger

from portal_bot.batch.run_plan import Item
from portal_bot.errors import PortalError
from portal_bot.intake.identity import Identity
from portal_bot.journal import JournalPort
from portal_bot.portals.profile import Portal
from portal_bot.published.form_check import FormChanged, insist_on_known_form
from portal_bot.published.public_interface import opened
from portal_bot.run.events import Event, Tell
from portal_bot.run.run import Run


async def of_changed_forms(
    run: Run, items: Sequence[Item], journal: JournalPort, identity: Identity
) -> dict[int, FormChanged]:
    """The dossiers, by number, whose form the portal has changed; none of what was sent already.

    Args:
        run: where they go, and who is told.
        items: the dossiers.
        journal: what is known of them.
        identity: names them.

    Raises:
        SetupError: the home keeps a form that is not understood.
    """
    if run.portal.interface is None:
        return {}
    unsent = [item for item in items if not _was_sent(item, journal, identity)]
    slugs = dict.fromkeys(item.ready.flow.slug for item in unsent)
    changed = await changed_forms(run.portal, run.home, slugs, run.options.tell)
    return {
        item.number: changed[item.ready.flow.slug]
        for item in unsent
        if item.ready.flow.slug in changed
    }


def _was_sent(item: Item, journal: JournalPort, identity: Identity) -> bool:
    known = journal.by_key(identity.key_of(item.ready))
    return known is not None and known.was_sent


async def changed_forms(
    portal: Portal, home: Path, slugs: Iterable[str], tell: Tell
) -> dict[str, FormChanged]:
    """The procedures, by slug, whose form is no longer the one that is known, and how.

    An interface that does not answer as it is known proves nothing: it is told, and each dossier's
    own form is compared all the same when it is filled in.

    Args:
        portal: where it is asked.
        home: where a kept form lies.
        slugs: the procedures.
        tell: is told that nobody could be asked.

    Raises:
        SetupError: the home keeps a form that is not understood.
    """
    changed: dict[str, FormChanged] = {}
    try:
        async with opened(portal) as interface:
            for slug in slugs:
                try:
                    version = await insist_on_known_form(interface, portal, slug, home)
                except FormChanged as error:
                    changed[slug] = error
                else:
                    logger.info("form of {}: version {}", slug, version or "not asked for")
    except PortalError as error:
        logger.warning("public interface: {}", error.code)
        text = f"không đối chiếu được phiên bản tờ khai trước khi nộp: {error.message}"
        tell(Event("line", "", Path(), text))
    return changed

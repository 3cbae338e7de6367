"""Before the dossiers of a run take their turns: do the portal's forms still take them?

Only where the portal has a public interface; of each procedure once, and nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loguru import logger

from portal_bot.batch.run_plan import Item
from portal_bot.errors import PortalError
from portal_bot.filing.desk import Desk
from portal_bot.published.form_check import FormChanged, insist_on_known_form
from portal_bot.published.interface import opened
from portal_bot.run.events import Event


async def changed_forms(desk: Desk, items: Sequence[Item]) -> dict[str, FormChanged]:
    """The procedures, by slug, whose form is no longer the one that is known, and how.

    An interface that does not answer as it is known proves nothing: it is told, and each dossier's
    own form is compared all the same when it is filled in.

    Args:
        desk: the run's portal and home, and who is told.
        items: the dossiers of the run.

    Raises:
        SetupError: the home keeps a form that is not understood.
    """
    if desk.portal.interface is None:
        return {}
    changed: dict[str, FormChanged] = {}
    try:
        async with opened(desk.portal) as interface:
            for slug in dict.fromkeys(item.ready.flow.slug for item in items):
                try:
                    version = await insist_on_known_form(interface, desk.portal, slug, desk.home)
                except FormChanged as error:
                    changed[slug] = error
                else:
                    logger.info("form of {}: version {}", slug, version or "not asked for")
    except PortalError as error:
        logger.warning("public interface: {}", error.code)
        text = f"không đối chiếu được phiên bản tờ khai trước khi nộp: {error.message}"
        desk.tell(Event("line", "", Path(), text))
    return changed

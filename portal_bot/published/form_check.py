"""Before a batch: is a procedure's form still the one that is known? Fills in nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from portal_bot.catalogue.editions import Edition, edition_2026
from portal_bot.errors import PortalChanged
from portal_bot.portals.profile import Portal
from portal_bot.published.difference import breaking
from portal_bot.published.form_drift import form_differences
from portal_bot.published.known_form import known_form
from portal_bot.published.public_interface import Interface, NotPublished
from portal_bot.published.pulling import FORM, LIST, MOST, RECORD, has_form
from portal_bot.published.survey_form import PublishedForm, read_form
from portal_bot.published.told import ToldForm, ToldListed, ToldRecord, read_as

# So many are named; the others are counted.
_NAMED = 3


class FormChanged(PortalChanged):
    """The portal's form of a procedure no longer takes what we file."""


async def insist_on_known_form(interface: Interface, portal: Portal, slug: str, home: Path) -> str:
    """Compares the form that the portal has at this moment with the one that is known.

    Of a procedure whose form is not on the portal's own page, or is not known, nothing is asked.

    Args:
        interface: the portal's.
        portal: the portal.
        slug: the procedure.
        home: where a kept form lies.

    Returns:
        The version of the form, or of its cases' forms; empty where none was asked for.

    Raises:
        FormChanged: it no longer takes what is filed: names what, and both versions.
        PortalError: the interface does not answer, or not as it is known.
        SetupError: the home keeps a form that is not understood.
    """
    edition = edition_2026(slug)
    if edition is None or not has_form(edition):
        return ""
    known = known_form(edition, home, portal.name)
    if known is None:
        return ""
    seen = await _shown(interface, edition)
    found = list(dict.fromkeys(d for one in seen for d in breaking(form_differences(known, one))))
    versions = ", ".join(dict.fromkeys(one.version or "không ghi" for one in seen))
    if not found:
        return versions
    named = "; ".join(f"{one.where}: {one.words}" for one in found[:_NAMED])
    more = f"; và {len(found) - _NAMED} điều nữa" if len(found) > _NAMED else ""
    before = known.form.version or "chưa biết phiên bản"
    raise FormChanged(
        f"tờ khai của cổng đã đổi (phiên bản {versions}, ta biết {before}): {named}{more}. Chưa "
        "điền gì; xem “portal-bot catalogue diff”, báo người bảo trì"
    )


async def _shown(interface: Interface, edition: Edition) -> list[PublishedForm]:
    """The form of each of its cases, as it is now; ids may change, so the code is asked for."""
    code = edition.code.value or ""
    told = await interface.ask(LIST, {"q": code, "limit": MOST, "lastId": None})
    rows = told.get("items") if isinstance(told, dict) else None
    listed = [read_as(ToldListed, row, "danh sách thủ tục") for row in rows or ()]
    id_ = next((one.id for one in listed if one.code == code), edition.formality_id.value)
    record = read_as(ToldRecord, await interface.ask(RECORD, {"id": id_}), f"dữ kiện {code}")
    if record.code != code:
        raise FormChanged(f"mã số của thủ tục {code} nay mở thủ tục {record.code}; chưa điền gì")
    forms = []
    for case in record.cases:
        with suppress(NotPublished):
            form = read_as(ToldForm, await interface.ask(FORM, {"id": case.id}), f"tờ khai {code}")
            forms.append(read_form(form.form_json, form.version))
    if not forms:
        raise FormChanged(f"cổng không có tờ khai nào của thủ tục {code}; chưa điền gì")
    return forms

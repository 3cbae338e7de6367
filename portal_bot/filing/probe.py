"""Looks at a procedure's form on a portal: reads what it asks for, fills in nobody, files nothing.

The gate stands as for `fill`: no commit request passes. Opening a form makes a draft on the
portal; it is cancelled when the form was read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from portal_bot import clock
from portal_bot.browser import trouble
from portal_bot.dossier.model import Applicant, Delivery
from portal_bot.errors import HumanNeeded, PortalChanged, PortalError, SessionLost
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.form_contract import FormContract, kept, papers_drifted
from portal_bot.filing.prepare import STEP_S
from portal_bot.form import Form
from portal_bot.form.contract import Drift, Weight, drifted, worst
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.text import label_key
from portal_bot.form.used_boxes import UsedBox, boxes_for, boxes_of
from portal_bot.moments import iso
from portal_bot.portals.roles import Request
from portal_bot.registry import AnyFlow

# Many answers are tried on one form, each with the boxes that it opens.
FORM_S = 240.0
_Key = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Probed:
    """A form that was looked at.

    Attributes:
        contract: what it asks for.
        drifts: how that differs from what is known.
        since: when the form it is compared with was read; empty: with the flow alone.
        left: a draft that could not be cancelled; empty: none.
    """

    contract: FormContract
    drifts: tuple[Drift, ...]
    since: str = ""
    left: str = ""

    @property
    def weight(self) -> Weight | None:
        """The heaviest difference."""
        return worst(self.drifts)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        told = [
            {
                "weight": one.weight,
                "what": one.what,
                "where": one.where,
                "words": one.words,
                "field": one.path or None,
            }
            for one in self.drifts
        ]
        return {
            **self.contract.as_json(),
            "compared_with": self.since or "flow",
            "weight": self.weight,
            "drifts": told,
            "draft_left": self.left or None,
        }


async def probe(desk: Desk, flow: AnyFlow, account: str | None) -> Probed:
    """Reads one procedure's form and compares it with what is known.

    Args:
        desk: the run's home, portal, browser and people.
        flow: the procedure.
        account: who signs in; `None`: nobody does.

    Raises:
        HumanNeeded: the portal shows the form only to who is signed in.
        PortalError: the form cannot be opened.
        SetupError: what the home has kept of it is not understood.
    """
    portal = desk.portal
    known = kept(desk.home, portal, flow.slug)
    request = _request(desk, flow)
    async with desk.session() as session:
        with trouble.told():
            async with trouble.bounded(STEP_S):
                papers = await session.platform.paper_rows(request)
            async with _form(desk, session, request, account) as (form, left):
                own = boxes_for(session.platform.own_entries(request))
                uses = [use for use in (*own, *boxes_of(flow.declaration)) if _is_there(use, desk)]
                async with trouble.bounded(FORM_S):
                    seen, whole = await _whole(form, uses)
        contract = FormContract(
            flow.slug, portal.name, portal.platform, iso(clock.now()), seen, papers, whole
        )
        changed = drifted(
            uses,
            seen,
            kept=known.form if known else None,
            whole=whole,
            own=session.platform.own_sections,
        )
    if papers is not None:
        changed += papers_drifted(flow, papers, known.papers if known else None)
    return Probed(contract, tuple(changed), known.read_at if known else "", "".join(left))


def _request(desk: Desk, flow: AnyFlow) -> Request:
    """As for a dossier of nobody: only its labels are looked at."""
    nobody = Applicant.model_validate(
        {
            "full_name": "Nguyễn Thử Nghiệm",
            "citizen_id": "054190000001",
            "birth_date": "01/01/1990",
            "phone": "0905000001",
            "address": {"commune": "Xã Hòa Thành", "district": "Thị xã Đông Hòa", "detail": "-"},
        }
    )
    return Request(flow.code, flow.title, desk.portal.agency, nobody, "", (), Delivery())


def _is_there(use: UsedBox, desk: Desk) -> bool:
    """A portal of the communes of 2025 has no districts."""
    return use.level != 1 or desk.portal.communes == 2022


@asynccontextmanager
async def _form(
    desk: Desk, session: Session, request: Request, account: str | None
) -> AsyncIterator[tuple[Form, list[str]]]:
    """The open form; its draft is cancelled at the end, else it stands in the list."""
    platform, left = session.platform, list[str]()
    if account is not None:
        await _sign_in(desk, session, account)
    try:
        async with trouble.bounded(STEP_S):
            form = await platform.open_declaration(request)
    except SessionLost as error:
        if account is not None:
            raise
        raise HumanNeeded(
            "cổng chỉ cho xem tờ khai sau khi đăng nhập: thêm --sign-in TÊN_ĐĂNG_NHẬP"
        ) from error
    draft = await platform.draft()
    try:
        yield form, left
    finally:
        if draft and draft not in await _cancelled(session, draft):
            left.append(draft)


async def _cancelled(session: Session, draft: str) -> set[str]:
    with suppress(PortalError), trouble.told():
        async with trouble.bounded(STEP_S):
            return await session.platform.cancel_drafts([draft])
    return set()


async def _sign_in(desk: Desk, session: Session, account: str) -> None:
    async def enter(username: str, password: str) -> None:
        async with trouble.bounded(STEP_S):
            await session.platform.sign_in(username, password)

    await desk.sign_ins.sign_in(account, desk.password(account), enter)


@dataclass(slots=True)
class _Reading:
    """All boxes seen so far, each once, and the drivers that were tried."""

    found: list[Control] = field(default_factory=list)
    known: set[_Key] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)
    whole: bool = True

    def take(self, seen: Snapshot) -> None:
        """Notes what was not there before; two of one name at once are two."""
        new = [one for one in seen if _key(one) not in self.known]
        self.found += new
        self.known |= {_key(one) for one in new}


def _key(control: Control) -> _Key:
    return tuple(label_key(title) for title in control.titles), label_key(control.label)


async def _whole(form: Form, uses: Sequence[UsedBox]) -> tuple[Snapshot, bool]:
    """The form with every box that any answer to its drivers opens; whether all were tried."""
    reading = _Reading()
    await _open(form, [use for use in uses if use.driver], reading)
    drivers = {use.path for use in uses if use.driver}
    return Snapshot(tuple(reading.found)), reading.whole and drivers <= reading.tried


async def _open(form: Form, drivers: Sequence[UsedBox], reading: _Reading) -> None:
    seen = await form.snapshot(rest=True)
    reading.take(seen)
    for use in drivers:
        there = seen.find(use.label, use.section or None, use.group)
        if use.path in reading.tried or len(there) != 1:
            continue
        reading.tried.add(use.path)
        for answer in use.options or (True,):
            try:
                await form.enter(use.label, answer, section=use.section or None, group=use.group)
            except PortalChanged:
                # That it cannot be chosen any more is told by the comparison.
                reading.whole = False
                continue
            await _open(form, drivers, reading)

"""Keeps the evidence of one filing while it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from typing import Any

from loguru import logger

from portal_bot import clock, registry
from portal_bot.browser import trouble
from portal_bot.catalogue import Forecast, outlook
from portal_bot.catalogue.facts_file import BrokenFacts
from portal_bot.errors import SetupError
from portal_bot.evidence.citizen_sheet import citizen_page
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.evidence.handed_in import HandedIn
from portal_bot.evidence.manifest import noted
from portal_bot.evidence.proof_sheet import Sheet, pictured, proof_page
from portal_bot.evidence.screenshots import take
from portal_bot.filing import contents
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.drafts import abandoned
from portal_bot.filing.kept_receipt import kept_receipt
from portal_bot.filing.prepare import Prepared
from portal_bot.filing.readback import Difference
from portal_bot.intake import consent_moment
from portal_bot.intake.ready import Ready
from portal_bot.intake.scans.copies import COPIES, copies_of
from portal_bot.journal import Filing, Receipt
from portal_bot.journal.covering import PURGED, SEALED_EVIDENCE
from portal_bot.moments import stamp
from portal_bot.portals.roles import Record, Request
from portal_bot.run.events import Event

# How long a page may take to be masked and pictured.
PICTURE_S = 30.0


class Keeper:
    """The evidence of one dossier: what is kept, and when.

    Args:
        desk: the run's home and portal.
        ready: the dossier.
        request: what is asked of the platform.
    """

    def __init__(self, desk: Desk, ready: Ready, request: Request) -> None:
        self._desk = desk
        self._ready = ready
        self._request = request
        self.folder = EvidenceFolder(desk.home, desk.portal.name, request.reference)
        self._values = ready.sensitive
        self._exceptions = ready.exceptions
        self._doubt = ""

    def proof(self, session: Session, prepared: Prepared) -> None:
        """Both sheets; those of a dry run stay, for they tell what was posted and signed."""
        if prepared.is_taken_up and self.folder.proof is not None:
            return
        sheet = Sheet(
            portal=self._desk.portal,
            request=self._request,
            comparison=prepared.comparison,
            posted=session.posts.fields,
            passed=tuple(dict.fromkeys(session.gate.passed)),
            stopped=tuple(dict.fromkeys(session.gate.stopped)),
            due=prepared.due,
            draft=prepared.draft,
            exceptions=tuple(self._exceptions),
            consent=self._consent(),
            at=clock.now(),
            papers=pictured(self._request),
            outlook=self._outlook(),
        )
        self.folder.keep_sheets(proof_page(sheet), citizen_page(sheet))

    def _outlook(self) -> Forecast | None:
        """The day that is to be expected; a sheet goes without it where it cannot be told."""
        with suppress(BrokenFacts, SetupError):
            if (facts := registry.facts(self._ready.flow)) is not None:
                return outlook(
                    facts,
                    self._ready.declaration,
                    clock.now(),
                    self._desk.portal.days_of_post,
                    sent=self._request.is_sent,
                )
        return None

    def _consent(self) -> str:
        """Who agreed, and the moment as the dossier or the journal has it."""
        consent = self._ready.dossier.consent
        history = self._desk.journal.history(self._request.reference)
        at = consent_moment.said_at(consent) or consent_moment.told(history)
        return f"{consent.given_by}, lúc {stamp(at)}" if at else consent.given_by

    async def picture(self, session: Session, screen: str, *, whole: bool = False) -> None:
        """A masked picture of the page, whole or its top."""
        page, personal = session.platform.page, session.platform.personal
        async with trouble.bounded(PICTURE_S):
            picture = await take(page, screen, self._values, personal, whole=whole)
        if picture is not None:
            self.folder.keep_picture(screen, picture)

    @asynccontextmanager
    async def picturing(self, session: Session, screen: str) -> AsyncIterator[None]:
        """Takes the picture while other work goes on, which must stay on this page."""
        taking = asyncio.ensure_future(self.picture(session, screen))
        try:
            yield
            await taking
        finally:
            # Where the work beside it failed, its error is told and not the picture's.
            taking.cancel()

    async def receipt(self, session: Session, record: Record) -> Receipt:
        """The portal's own receipt of a record that is open."""
        receipt, document, _ = await session.platform.receipt(record)
        # Its PDF is opened by another process, which may take its time.
        kept = await asyncio.to_thread(kept_receipt, document, receipt.number)
        self.folder.keep_receipt(kept.content, kept.ending)
        self._doubt = kept.doubt
        if kept.doubt:
            logger.warning("receipt: it could not be held against the dossier's number")
            self._desk.tell(Event("note", self._request.reference, self._ready.path, kept.doubt))
        return receipt

    def differences(self, differences: Sequence[Difference]) -> None:
        """What the stored record says otherwise; holds values."""
        self.folder.keep_differences([asdict(d) for d in differences])

    def summarise(self, filing: Filing) -> None:
        """What the filing came to, and the journal's lines about it."""
        known = self._desk.journal.history(filing.id)
        if filing.is_over and any(event["kind"] == PURGED for event in known):
            # Said again, it is told from the journal: what was destroyed is not begun anew.
            return
        # The list is made after the summary, and lists it.
        history = [event for event in known if event["kind"] != SEALED_EVIDENCE]
        summary = {
            "filing": filing.id,
            "portal": filing.portal,
            "practice": self._desk.portal.practice and "THỬ NGHIỆM",
            "procedure": filing.procedure,
            "state": filing.state,
            "receipt": filing.receipt and asdict(filing.receipt),
            "receipt_doubt": self._doubt or None,
            "verified": filing.verified,
            "due": filing.due and asdict(filing.due),
            "attempts": filing.attempts,
            "content_hash": filing.content_hash,
            "drafts_left": abandoned(history),
            "papers": contents.told(history),
            COPIES: copies_of(self._desk.home, self._ready.papers.values()),
        }
        self.folder.keep_summary(summary, history)
        if filing.is_received and not filing.altered:
            self.folder.keep_handed_in(HandedIn.of(self._request, self._desk.portal))
            # The journal's word is not the last one as long as something is left to do.
            self.folder.close(but=() if filing.is_over else ("journal.json",))
        if filing.evidence != str(self.folder.path):
            self._desk.journal.keep_evidence(filing, self.folder.path)
        self._seal(filing, known)

    def seal(self, filing: Filing) -> None:
        """Lists what is kept, signed, and notes in the journal which list is the newest."""
        self._seal(filing, self._desk.journal.history(filing.id))

    def _seal(self, filing: Filing, history: Sequence[Mapping[str, Any]]) -> None:
        told = self.folder.seal()
        if not filing.altered and noted(history, SEALED_EVIDENCE) != told:
            self._desk.journal.note(filing, SEALED_EVIDENCE, {"manifest": told})

"""What a person is asked about an uncertain filing; reads the journal only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portal_bot import settings
from portal_bot.catalogue.procedures import procedure as facts_of
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.errors import UsageError
from portal_bot.filing.supplement_book import last_supplement, reference
from portal_bot.journal import Filing, Journal, JournalPort
from portal_bot.moments import iso
from portal_bot.run.home import JOURNAL, known_secret, reading, used, writing


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must look at before they decide.

    Attributes:
        filing: the uncertain filing.
        procedure: the procedure's official name.
        sent_at: the last click, ISO 8601 with its offset.
        candidates: the numbers that were seen on the list and may be it.
        supplement: the mark of the supplement that is uncertain; empty: it is the dossier itself.
    """

    filing: Filing
    procedure: str
    sent_at: str
    candidates: tuple[str, ...]
    supplement: str = ""

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "id": self.filing.id,
            "path": self.filing.path,
            "portal": self.filing.portal,
            "procedure": self.procedure,
            "reference": self.supplement or self.filing.id,
            "sent_at": self.sent_at,
            "candidates": list(self.candidates),
        }


def question(filing_id: str, home: Path | None = None) -> Question:
    """What to look at; reads the journal only.

    Raises:
        UsageError: there is no such filing, or it is not uncertain.
    """
    return asked_at(settings.home(home), filing_id)[0]


def asked_at(home: Path, filing_id: str) -> tuple[Question, bytes]:
    """`question` of a home that is there, and the home's secret."""
    insist_used(home)
    secret = known_secret(home)
    with reading(home, secret=secret) as journal:
        return asked_of(journal, filing_id), secret


def asked_of(journal: JournalPort, filing_id: str) -> Question:
    """`question`, of any journal."""
    filing = still_open(journal, filing_id)
    keep_names_out([Path(filing.path)])
    history = journal.history(filing.id)
    last = last_supplement(history) if filing.intent is None else None
    facts = facts_of(filing.procedure)
    name = facts.name if facts else filing.procedure
    if last is not None and last.intent is not None and filing.receipt is not None:
        # Its papers are looked for in the dossier itself: there is no other number.
        mark = reference(filing, last.count)
        sent = iso(last.intent.at)
        return Question(filing, name, sent, (filing.receipt.number,), supplement=mark)
    seen = [event["candidates"] for event in history if event["kind"] == "undecidable"]
    sent = iso(filing.intent.at) if filing.intent else ""
    return Question(filing, name, sent, tuple(seen[-1]) if seen else ())


def still_open(journal: JournalPort, filing_id: str) -> Filing:
    """The filing, if there is anything to decide.

    Raises:
        UsageError: there is no such filing, or it is not uncertain.
        JournalAltered: other hands changed what the journal says of it.
    """
    filing = journal.by_id(filing_id)
    if filing is None:
        raise UsageError(f"không có hồ sơ {filing_id}; xem các mã bằng `portal-bot status --json`")
    journal.insist_sound(filing_id)
    if filing.intent is None and not _has_open_supplement(journal, filing):
        raise UsageError(
            f"hồ sơ {filing_id} không ở tình trạng chưa rõ (đang là {filing.state}): không có gì "
            "để quyết định"
        )
    return filing


def _has_open_supplement(journal: JournalPort, filing: Filing) -> bool:
    last = last_supplement(journal.history(filing.id)) if filing.is_received else None
    return last is not None and last.is_open


def journal_of(home: Path) -> Journal:
    """The home's journal, to write in.

    Raises:
        UsageError: nothing was ever filed from this home.
        SetupError: its secret is not the journal's, or the journal is damaged.
    """
    insist_used(home)
    return writing(home)


def insist_used(home: Path) -> None:
    """Refuses a home without a journal, and without anything that speaks of one.

    Raises:
        UsageError: nothing was ever filed from it.
    """
    if not (home / JOURNAL).exists() and used(home) is None:
        raise UsageError(f"chưa có hồ sơ nào trong {home}")

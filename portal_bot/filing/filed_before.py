"""What this machine's journal knows of dossiers that are only checked; no portal is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portal_bot.checked import Checked
from portal_bot.dossier.problems import Problem, Severity
from portal_bot.errors import DossierError, PortalBotError, SetupError
from portal_bot.filing.field_words import STATES
from portal_bot.intake.identity import Identity
from portal_bot.intake.marks import Kin
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, State
from portal_bot.moments import moment
from portal_bot.run.home import JOURNAL, known_secret, reading

# Nothing was tried yet: to whoever checks, that is nothing new.
_NOTHING_TRIED = (State.NEW, State.CHECKED)


def tell_of_filed(checked: Sequence[Checked], home: Path, portal: str | None) -> None:
    """Adds to each dossier what became of it before, as `submit` would find it.

    What was practised is a note only: nobody knows here whether that world of the mock still is.

    Args:
        checked: the dossiers of one run; those that may not be filed are passed over.
        home: the home folder; without a journal in it nothing is said.
        portal: the portal's name; `None`: every portal that the journal knows.
    """
    ready = [(each, Ready.of(each)) for each in checked if each.ok and each.flow is not None]
    if not ready or not (home / JOURNAL).exists():
        return
    # A home that cannot be read is told of by whoever needs it.
    with suppress(SetupError):
        for place in _places(home, portal, [dossier for _, dossier in ready]):
            for each, dossier in ready:
                each.problems += place.told(each, dossier)


def _places(home: Path, portal: str | None, present: Sequence[Ready]) -> list[_Place]:
    """A look-up for each portal, and for each world of the mock, that the journal knows."""
    secret = known_secret(home)
    with reading(home) as journal:
        filings = [f for f in journal.all() if portal in {None, f.portal}]
    worlds = dict.fromkeys((f.portal, f.world or "") for f in filings)
    identities = (Identity(secret, name, world) for name, world in worlds)
    return [_place(identity, filings, present) for identity in identities]


def _place(identity: Identity, filings: Iterable[Filing], present: Sequence[Ready]) -> _Place:
    here = [f for f in filings if f.is_at(identity.portal, identity.world)]
    kin = Kin(lambda: here, lambda: {identity.key_of(each) for each in present})
    return _Place(identity, {f.key: f for f in here}, kin)


@dataclass(frozen=True, slots=True)
class _Place:
    """One portal, or one world of the mock, and what was filed there."""

    identity: Identity
    known: dict[str, Filing]
    kin: Kin

    def told(self, checked: Checked, ready: Ready) -> Iterator[Problem]:
        known = self.known.get(self.identity.key_of(ready))
        if known is None:
            like = self.kin.objection(self.identity.filing(ready))
            if like is not None:
                yield self._problem(checked, "like_filed", _grave(like), like.message)
        elif known.state not in _NOTHING_TRIED or known.altered:
            code, severity, message = self._of(known, ready)
            yield self._problem(checked, code, severity, message)

    def _of(self, known: Filing, ready: Ready) -> tuple[str, Severity, str]:
        number = f", số {known.receipt.number}" if known.receipt else ""
        stands = f"{known.id} ({STATES[known.state.value]}{number}{_since(known)})"
        if known.altered:
            told = f"hồ sơ {stands}: sổ nhật ký bị sửa từ bên ngoài; xem `portal-bot doctor`"
            return "journal_altered", "warning", told
        if (other := self.identity.other_content(known, ready)) is not None:
            return "filed_otherwise", "error", other.message
        if known.is_received:
            return "filed_before", "info", f"đã nộp: {stands}; `submit` không nộp lại"
        if known.was_sent:
            told = f"lần nộp trước chưa rõ kết quả: {stands}; `submit` đối chiếu với cổng trước"
            return "filing_uncertain", "warning", told
        return "being_filed", "info", f"đang làm dở: {stands}; `submit` làm tiếp"

    def _problem(self, checked: Checked, code: str, severity: Severity, message: str) -> Problem:
        if self.identity.world:
            severity, message = "info", f"thử nghiệm trước đây: {message}"
        return Problem(
            severity, code, "procedure", checked.where, message[:1].upper() + message[1:]
        )


def _grave(like: PortalBotError) -> Severity:
    return "error" if isinstance(like, DossierError) else "warning"


def _since(known: Filing) -> str:
    at = known.receipt.received_at if known.receipt else known.changed_at
    return f", {moment(at)}" if at else ""

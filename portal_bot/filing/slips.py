"""Which slips are meant, and what each says: from the journal and the evidence, nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_bot import files, registry, settings
from portal_bot.errors import UsageError
from portal_bot.evidence.handed_in import HandedIn, kept_in
from portal_bot.evidence.slip_page import Slip
from portal_bot.filing.one_filing import is_within
from portal_bot.filing.report import FilingReport
from portal_bot.journal import NOTHING_DUE
from portal_bot.portals import profile
from portal_bot.portals.profile import Portal


@dataclass(frozen=True, slots=True)
class Slips:
    """What was asked for.

    Attributes:
        slips: one a dossier that a portal has received, in the order asked for.
        filings: likewise.
        left_out: those that no portal has received, as far as anybody knows.
    """

    slips: tuple[Slip, ...]
    filings: tuple[FilingReport, ...]
    left_out: tuple[FilingReport, ...]


def slips_of(asked: Sequence[str], known: Sequence[FilingReport], portal: str | None) -> Slips:
    """The slips that are meant.

    Args:
        asked: dossier numbers, ids of filings (``PB-…``), dossier files, folders, workbooks.
        known: all filings that a journal knows.
        portal: the profile of a portal of one's own, by its path; `None`: only those we know.

    Raises:
        UsageError: nothing was filed that is called so; or the portal is not known here.
    """
    places = _Places(portal)
    found = _all_meant(asked, known, places)
    received = tuple(f for f in found if f.receipt is not None)
    return Slips(
        slips=tuple(_slip(filing, places.of(filing)) for filing in received),
        filings=received,
        left_out=tuple(f for f in found if f.receipt is None),
    )


def meant(
    asked: Sequence[str], known: Sequence[FilingReport], portal: str | None
) -> list[FilingReport]:
    """The filings that are called so, as `slips_of` takes them, received or not.

    Raises:
        UsageError: nothing was filed that is called so; or the portal is not known here.
    """
    return _all_meant(asked, known, _Places(portal))


def _all_meant(
    asked: Sequence[str], known: Sequence[FilingReport], places: _Places
) -> list[FilingReport]:
    found = {f.id: f for word in asked for f in _meant(word, known, places.is_practice)}
    return list(found.values())


class _Places:
    """The portals that filings name, each read once."""

    def __init__(self, said: str | None) -> None:
        name = said or settings.value(settings.PORTAL)
        self._known = {}
        if name is not None:
            own = profile.load(name)
            self._known[own.name] = own

    def of(self, filing: FilingReport) -> Portal:
        name = filing.portal or ""
        if name not in self._known:
            if name not in profile.names():
                raise UsageError(
                    f"hồ sơ {filing.id} nộp ở cổng “{name}”, phiên bản này không có mô tả của cổng "
                    "ấy: thêm --portal TỆP.toml, tệp mô tả đã dùng khi nộp"
                )
            self._known[name] = profile.load(name)
        return self._known[name]

    def is_practice(self, filing: FilingReport) -> bool:
        name = filing.portal or ""
        return (name in self._known or name in profile.names()) and self.of(filing).practice


def _meant(
    word: str, known: Iterable[FilingReport], is_practice: Callable[[FilingReport], bool]
) -> list[FilingReport]:
    said = unicodedata.normalize("NFC", word).strip().casefold()
    if by_id := [f for f in known if f.id and f.id.casefold() == said]:
        return by_id
    named = [f for f in known if f.receipt and f.receipt.number.casefold() == said]
    if named:
        return [_only(_newest(named, is_practice, lambda f: f.portal), word)]
    place = files.whole(files.named(word))
    here = [f for f in known if is_within(files.whole(f.path), place)]
    if not here:
        raise UsageError(_unknown(word, place))
    chosen = _newest(here, is_practice, lambda f: (f.portal, f.path))
    return sorted(chosen, key=lambda f: (f.receipt.received_at or "") if f.receipt else "")


def _newest(
    filings: Sequence[FilingReport],
    is_practice: Callable[[FilingReport], bool],
    by: Callable[[FilingReport], object],
) -> list[FilingReport]:
    """Of dossiers that were practised over and over, the last one of each.

    A mock counts from one again whenever it begins anew, and takes the same file again.
    """
    last = {by(f): f for f in sorted(filings, key=lambda f: f.changed_at or "")}
    return [f for f in filings if last[by(f)] is f or not is_practice(f)]


def _only(filings: Sequence[FilingReport], word: str) -> FilingReport:
    if len(filings) > 1:
        each = "; ".join(f"{f.id} ({f.portal}, {f.path})" for f in filings)
        raise UsageError(f"số {word} có ở {len(filings)} hồ sơ: {each}. Ghi mã PB-… thay cho số")
    return filings[0]


def _unknown(word: str, place: Path) -> str:
    if place.exists():
        return f"chưa có hồ sơ nào được nộp từ {word}; nộp bằng `portal-bot submit`"
    return f"không có hồ sơ số “{word}”, cũng không có tệp nào tên ấy; xem `portal-bot status`"


def _slip(filing: FilingReport, portal: Portal) -> Slip:
    if filing.receipt is None:
        raise ValueError(f"{filing.id} has no receipt")
    handed_in = _handed_in(filing.evidence or "")
    return Slip(
        portal=portal,
        title=handed_in.title if handed_in else registry.title_of(filing.procedure),
        receipt=filing.receipt,
        due=filing.due or (NOTHING_DUE if filing.fee_known else None),
        handed_in=handed_in,
    )


def _handed_in(evidence: str) -> HandedIn | None:
    """From a filing's folder; a queue names the worker before it, and there it lies."""
    folders = filter(None, (evidence, evidence.partition(":")[2]))
    return next(filter(None, (kept_in(Path(folder)) for folder in folders)), None)

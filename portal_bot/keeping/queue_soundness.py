"""Whether a shared queue's journal is what was written, and this machine's evidence goes with it.

A row that somebody put back to an earlier moment, with its history, bears an earlier seal of ours:
only what a machine keeps of the filing knows better.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal_bot.evidence.folder import EVIDENCE
from portal_bot.journal import Filing, JournalAltered
from portal_bot.journal.covering import PLAIN_KINDS, since_purge
from portal_bot.keeping.evidence_soundness import KeptFolder, look_at_results, look_for_strangers
from portal_bot.keeping.pieces import evidence_of
from portal_bot.keeping.verdict import KeptVerdict
from portal_bot.run.home import JOURNAL
from portal_bot.strongbox.box import Strongbox

if TYPE_CHECKING:
    from portal_bot.batch.cluster.queue_keeping import KeptQueue


def look_at_queue(
    home: Path,
    queue: KeptQueue,
    box: Strongbox | None,
    public: bytes | None,
    verdict: KeptVerdict,
) -> None:
    """Looks at every row, and at what this machine keeps of the filings.

    Args:
        home: this machine's home folder.
        queue: the queue.
        box: opens the home's pieces; `None`: there is no key, or nothing to open.
        public: by which the home's lists are signed; `None`: nobody knows.
        verdict: what is found.
    """
    journal = queue.journal
    known = {filing.id: filing for filing in journal.all()}
    unsound, entered = journal.unsound(), journal.entered()
    verdict.filings += len(known)
    for told in journal.added():
        verdict.add("added", queue.name, f"thêm {told} trong hàng đợi chung")
    for name in sorted(unsound):
        verdict.add(*_what(name, known, entered))
    for filing in (each for each in known.values() if each.id not in unsound):
        try:
            history = journal.history(filing.id)
        except JournalAltered:
            words = "khóa của hồ sơ trong hàng đợi mất hoặc bị thay: không mở được lịch sử"
            verdict.add("key", filing.id, words)
            continue
        if evidence_of(home, filing).is_dir():
            lately = since_purge(history)
            KeptFolder(home, box, filing, lately, public, verdict).look()
            look_at_results(home, box, lately, verdict)
            _look_for_lost(home, box, filing, history, verdict)
    # A home with a journal of its own has filings that the queue never saw.
    if (home / EVIDENCE).is_dir() and not (home / JOURNAL).exists():
        look_for_strangers(home, {(f.portal, f.id) for f in known.values()}, verdict)


def _what(name: str, known: Mapping[str, Filing], entered: frozenset[str]) -> tuple[str, str, str]:
    """What happened to an unsound filing."""
    if name not in known:
        return "missing", name, "mất khỏi sổ của hàng đợi chung"
    if name not in entered:
        return "added", name, "thêm vào sổ của hàng đợi chung, không do chương trình ghi"
    words = "dòng của hồ sơ, hoặc lịch sử của nó, bị sửa, thêm, bớt hoặc đổi chỗ"
    return "changed", name, f"hàng đợi chung: {words}"


def _look_for_lost(
    home: Path,
    box: Strongbox | None,
    filing: Filing,
    history: Sequence[Mapping[str, Any]],
    verdict: KeptVerdict,
) -> None:
    """Lines that the evidence knows, and the journal does not any more."""
    there = {(event["seq"], event["kind"]) for event in history}
    lost: set[tuple[int, str]] = set()
    for file in evidence_of(home, filing).glob("journal*.json.sealed") if box is not None else ():
        # What does not open is told with its folder.
        with suppress(OSError, ValueError, TypeError, KeyError):
            told = json.loads(box.read(file))["journal"] if box is not None else ()
            lines = {(event["seq"], event["kind"]) for event in told}
            # The others may have been forgotten since.
            lost |= {line for line in lines - there if line[1] in PLAIN_KINDS}
    if lost:
        named = ", ".join(f"{seq} ({kind})" for seq, kind in sorted(lost))
        words = f"sổ của hàng đợi chung không còn dòng mà bằng chứng ở máy này có: {named}"
        verdict.add("missing", filing.id, words)

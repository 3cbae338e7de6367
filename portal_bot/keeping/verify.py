"""Whether what a home keeps is what was kept: offline, piece by piece, and said by name.

Nothing is written, and nothing is asked of anybody. Without the home's key signatures are still
checked, by its public half in `home-key.json`; that pieces open is then not.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal_bot.counter.counter_desk import FOLDER as COUNTER
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.errors import SetupError
from portal_bot.journal import Filing, Journal, JournalAltered, Seal
from portal_bot.journal.compared import differing
from portal_bot.journal.covering import since_purge
from portal_bot.keeping.evidence_soundness import (
    KeptFolder,
    look_at_folders,
    look_at_results,
    look_for_strangers,
)
from portal_bot.keeping.home_soundness import (
    look_at_clicks,
    look_at_copies_of_scans,
    look_at_fingerprints,
    look_at_keys,
    look_at_reports,
)
from portal_bot.keeping.journal_soundness import look_at_copies, look_at_file
from portal_bot.keeping.queue_soundness import look_at_queue
from portal_bot.keeping.strangers import (
    look_for_links,
    look_for_stray_results,
    look_for_strays,
)
from portal_bot.keeping.verdict import KeptVerdict
from portal_bot.reasons import in_words
from portal_bot.run.home import JOURNAL, SECRET, known_secret, reading, used
from portal_bot.strongbox import CARD
from portal_bot.strongbox.box import Strongbox, box_of
from portal_bot.strongbox.home_key import known_key, signer, was_begun

if TYPE_CHECKING:
    from portal_bot.batch.cluster.queue_keeping import KeptQueue


def verify(home: Path, queue: KeptQueue | None = None) -> KeptVerdict:
    """Looks at all that a home keeps.

    Args:
        home: the home folder.
        queue: the shared queue whose journal is looked at, too, and tells of a worker's home.

    Raises:
        SetupError: there is no home, or it is not ours to look at.
    """
    verdict = KeptVerdict()
    is_blank = used(home) is None and not was_begun(home)
    if is_blank and queue is None:
        raise SetupError(f"{home} chưa giữ gì: chưa có hồ sơ nào làm từ đây")
    if is_blank and queue is not None:
        # A desk that only puts dossiers into the queue keeps nothing of them.
        look_at_queue(home, queue, None, None, verdict)
        return verdict
    look = _Look(home, verdict)
    if queue is not None:
        look_at_queue(home, queue, look.box, look.public, verdict)
    if (home / JOURNAL).exists() or (home / SECRET).exists():
        look.at_journals()
    elif queue is None:
        # A worker's home: the queue has the journal.
        look_at_folders(home, look.box, look.public, verdict)
    look_at_keys(home, look.box, verdict)
    look_at_copies_of_scans(home, look.box, verdict)
    look_at_fingerprints(home, look.box, verdict)
    look_at_reports(home, look.public, verdict)
    look_for_links(home, verdict)
    look_for_strays(home, verdict)
    return verdict


class _Look:
    """One look at a home.

    Attributes:
        public: by which signatures are checked; `None`: nobody knows.
        box: what opens pieces; `None`: there is no key.
    """

    def __init__(self, home: Path, verdict: KeptVerdict) -> None:
        self._home = home
        self._verdict = verdict
        self.public = signer(home)
        self.box: Strongbox | None = None
        try:
            known = known_key(home).public
        except SetupError as error:
            verdict.remarks.append(
                f"không có khóa của thư mục, chỉ so được dấu băm và chữ ký: {error.message}"
            )
            return
        if self.public is not None and self.public != known:
            words = "khóa công khai trong tệp không phải của thư mục này"
            verdict.add("changed", home / CARD, words)
        self.public, self.box = known, box_of(home)

    def at_journals(self) -> None:
        """The home's journal and the counter's, with all that they tell of."""
        secret = None
        try:
            secret = known_secret(self._home)
        except SetupError as error:
            self._verdict.add("missing", self._home, str(error))
        for folder in (self._home, self._home / COUNTER):
            file = folder / JOURNAL
            if not file.exists():
                continue
            try:
                look_at_file(file, Seal(secret) if secret else None, self._verdict)
                look_at_copies(file, Seal(secret) if secret else None, self._verdict)
                with reading(self._home, folder) as journal:
                    if self.box is None:
                        journal.hide()
                    unsound = self._rows(file, journal, secret)
                    if folder == self._home:
                        self._kept(journal, unsound, secret)
            except sqlite3.DatabaseError as error:
                self._verdict.add("changed", file, f"sổ nhật ký hỏng ({in_words(error)})")
            except SetupError as error:
                self._verdict.add("changed", file, error.message)

    def _rows(self, file: Path, journal: Journal, secret: bytes | None) -> frozenset[str]:
        unsound = journal.unsound() if secret else frozenset[str]()
        for filing in sorted(unsound):
            told = differing(file, Seal(known_secret(self._home)), filing)
            self._verdict.add("changed", filing, f"{file.name}: {told}")
        return unsound

    def _kept(self, journal: Journal, unsound: frozenset[str], secret: bytes | None) -> None:
        home, verdict = self._home, self._verdict
        # Other hands may have left one without a name: the roll tells of it.
        filings = [filing for filing in journal.all() if filing.id]
        keep_names_out(Path(filing.path) for filing in filings)
        intents: set[tuple[str, int]] = set()
        results: set[Path] | None = set()
        for filing in filings:
            verdict.filings += 1
            history = () if filing.id in unsound else self._history(journal, filing)
            if not history:
                # Which results it had nobody knows then.
                results = None
            if history is None:
                continue
            intents |= {(filing.id, int(e["attempt"])) for e in history if e["kind"] == "intent"}
            lately = since_purge(history)
            KeptFolder(home, self.box, filing, lately, self.public, verdict).look()
            named = look_at_results(home, self.box, lately, verdict)
            results = results | named if results is not None else None
        if results is not None and self.box is not None:
            look_for_stray_results(home, results, verdict)
        look_for_strangers(home, {(f.portal, f.id) for f in filings}, verdict)
        look_at_clicks(home, intents, unsound, secret, verdict)

    def _history(self, journal: Journal, filing: Filing) -> list[dict[str, Any]] | None:
        try:
            return journal.history(filing.id)
        except JournalAltered:
            words = "khóa của hồ sơ mất hoặc bị thay: không mở được lịch sử của nó"
            self._verdict.add("key", filing.id, words)
            return None

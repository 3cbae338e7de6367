"""Whether what a home keeps is what was kept: offline, piece by piece, and said by name.

Nothing is written, and nothing is asked of anybody. Without the home's key signatures are still
checked, by its public half in `home-key.json`; that pieces open is then not.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal_bot.counter.counter_desk import FOLDER as COUNTER
from portal_bot.errors import SetupError
from portal_bot.evidence.folder import EVIDENCE
from portal_bot.evidence.manifest import MANIFEST, hashed, noted, read
from portal_bot.journal import Filing, Journal, JournalAltered, Seal, State
from portal_bot.journal.backup import check_whole
from portal_bot.journal.compared import differing
from portal_bot.journal.covering import SEALED_EVIDENCE, since_purge
from portal_bot.keeping.pieces import evidence_of
from portal_bot.reasons import in_words
from portal_bot.run.home import JOURNAL, SECRET, SENT, known_secret, reading, used
from portal_bot.strongbox import CARD
from portal_bot.strongbox.box import Strongbox, bare, box_of, sealed
from portal_bot.strongbox.home_key import known_key, signer, was_begun
from portal_bot.strongbox.locking import NotOpened
from portal_bot.tracking.followed import ODD_RESULT, RESULT

_MAYBE_UNFINISHED = ", hoặc lần chạy trước bị ngắt: chạy lại lệnh nộp rồi soát lại"


@dataclass(frozen=True, slots=True)
class KeptFault:
    """Something that is not as it was kept.

    Attributes:
        what: a stable English word: `changed`, `missing`, `added`, `reordered`, `unsigned`, `key`,
            `older`.
        where: the file, or the filing's id.
        words: for people, in Vietnamese.
    """

    what: str
    where: str
    words: str


@dataclass(slots=True)
class KeptVerdict:
    """What was looked at, and what was found.

    Attributes:
        faults: what is not as it was kept.
        remarks: what is unfinished or could not be looked at, and is no fault.
        filings: how many filings.
        pieces: how many files.
    """

    faults: list[KeptFault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    filings: int = 0
    pieces: int = 0

    def add(self, what: str, where: object, words: str) -> None:
        """Notes a fault."""
        self.faults.append(KeptFault(what, str(where), words))


def verify(home: Path) -> KeptVerdict:
    """Looks at all that a home keeps.

    Raises:
        SetupError: there is no home, or it is not ours to look at.
    """
    verdict = KeptVerdict()
    if used(home) is None and not was_begun(home):
        raise SetupError(f"{home} chưa giữ gì: chưa có hồ sơ nào làm từ đây")
    public, box = _public(home, verdict)
    if not (home / JOURNAL).exists() and not (home / SECRET).exists():
        # A worker's home: the queue has the journal.
        _folders_alone(home, box, public, verdict)
        return verdict
    try:
        known_secret(home)
    except SetupError as error:
        verdict.add("missing", home, str(error))
    if (home / JOURNAL).exists():
        _journal(home, home, box, public, verdict)
    if (home / COUNTER / JOURNAL).exists():
        _journal(home, home / COUNTER, box, None, verdict)
    return verdict


def _public(home: Path, verdict: KeptVerdict) -> tuple[bytes | None, Strongbox | None]:
    """By which signatures are checked, and what opens pieces; `None`: there is no key."""
    told = signer(home)
    try:
        known = known_key(home).public
    except SetupError as error:
        verdict.remarks.append(
            f"không có khóa của thư mục, chỉ so được dấu băm và chữ ký: {error.message}"
        )
        return told, None
    if told is not None and told != known:
        verdict.add("changed", home / CARD, "khóa công khai trong tệp không phải của thư mục này")
    return known, box_of(home)


def _journal(
    home: Path, folder: Path, box: Strongbox | None, public: bytes | None, verdict: KeptVerdict
) -> None:
    file = folder / JOURNAL
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
            check_whole(db)
        with reading(home, folder) as journal:
            if box is None:
                journal.hide()
            _rows(home, file, journal, verdict)
            if folder == home:
                _kept(home, journal, box, public, verdict)
    except sqlite3.DatabaseError as error:
        verdict.add("changed", file, f"sổ nhật ký hỏng ({in_words(error)})")


def _folders_alone(
    home: Path, box: Strongbox | None, public: bytes | None, verdict: KeptVerdict
) -> None:
    for portal in _folders(home / EVIDENCE):
        for folder in _folders(portal):
            verdict.filings += 1
            filing = Filing(folder.name, "", portal.name, "", "", "", State.NEW)
            _Folder(home, box, filing, (), public, verdict).look()


def _rows(home: Path, file: Path, journal: Journal, verdict: KeptVerdict) -> None:
    for filing in sorted(journal.unsound()):
        told = differing(file, Seal(known_secret(home)), filing)
        verdict.add("changed", filing, f"{file.name}: {told}")


def _kept(
    home: Path,
    journal: Journal,
    box: Strongbox | None,
    public: bytes | None,
    verdict: KeptVerdict,
) -> None:
    filings = journal.all()
    intents: set[tuple[str, int]] = set()
    for filing in filings:
        verdict.filings += 1
        try:
            history = journal.history(filing.id)
        except JournalAltered:
            words = "khóa của hồ sơ mất hoặc bị thay: không mở được lịch sử của nó"
            verdict.add("key", filing.id, words)
            continue
        intents |= {(filing.id, int(e["attempt"])) for e in history if e["kind"] == "intent"}
        lately = since_purge(history)
        _Folder(home, box, filing, lately, public, verdict).look()
        _results(home, box, lately, verdict)
    _strangers(home, {(f.portal, f.id) for f in filings}, verdict)
    _clicks(home, intents, verdict)


class _Folder:
    """The evidence of one filing beside what its list and the journal say of it."""

    def __init__(
        self,
        home: Path,
        box: Strongbox | None,
        filing: Filing,
        history: Sequence[Mapping[str, Any]],
        public: bytes | None,
        verdict: KeptVerdict,
    ) -> None:
        self._box = box
        self._filing = filing
        self._public = public
        self._verdict = verdict
        self._folder = evidence_of(home, filing)
        self._noted = noted(history, SEALED_EVIDENCE)

    def look(self) -> None:
        if self._noted is None and not self._folder.is_dir():
            return
        listed = read(self._folder)
        if listed is None:
            if self._noted is None:
                self._verdict.remarks.append(
                    f"{self._folder}: chưa có danh mục (lần chạy trước bị ngắt, hoặc của phiên bản "
                    "cũ); chạy lại lệnh nộp thì có"
                )
            else:
                self._say("missing", MANIFEST, "danh mục mất hoặc không đọc được")
            return
        if not listed.is_chained or listed.filing != self._filing.id:
            self._say("reordered", MANIFEST, "các dòng của danh mục bị thêm, bớt, sửa hoặc đổi chỗ")
        if self._public is None or not listed.is_signed(self._public):
            self._say("unsigned", MANIFEST, "chữ ký của danh mục không phải của thư mục này")
        now = hashlib.sha256((self._folder / MANIFEST).read_bytes()).hexdigest()
        if self._noted is not None and now != self._noted:
            self._say("older", MANIFEST, "không phải danh mục mới nhất mà sổ nhật ký đã ghi")
        for piece in listed.pieces:
            self._piece(piece.name, piece.sha256)
        self._added({piece.name for piece in listed.pieces})

    def _piece(self, name: str, sha256: str) -> None:
        file = self._folder / name
        self._verdict.pieces += 1
        if not file.exists():
            self._say("missing", name, "mất")
        elif hashed(file) != sha256:
            unfinished = "" if self._filing.is_over else _MAYBE_UNFINISHED
            self._say("changed", name, f"đã bị sửa{unfinished}")
        elif not _opens(self._box, file):
            self._say("key", name, "không mở được bằng khóa của hồ sơ này")

    def _added(self, listed: set[str]) -> None:
        for file in sorted(self._folder.iterdir()):
            if file.name == MANIFEST or file.name in listed:
                continue
            if file.name.startswith("."):
                self._verdict.remarks.append(f"{file}: tệp dở của lần chạy bị ngắt")
                continue
            if self._filing.is_over or not _opens(self._box, file):
                self._say("added", file.name, "thêm vào, không có trong danh mục")
            else:
                self._verdict.remarks.append(
                    f"{file}: chưa vào danh mục (lần chạy trước bị ngắt); chạy lại lệnh nộp thì có"
                )

    def _say(self, what: str, name: str, words: str) -> None:
        self._verdict.add(what, self._folder / name, words)


def _results(
    home: Path, box: Strongbox | None, history: Iterable[Mapping[str, Any]], verdict: KeptVerdict
) -> None:
    # Without the key nobody knows which they are.
    told_of = (e for e in history if e["kind"] in {RESULT, ODD_RESULT} and "file" in e)
    newest = {e["file"]: e.get("sha256") for e in told_of}
    for told, sha256 in newest.items():
        file = sealed(bare(Path(told)))
        if not file.is_relative_to(home):
            continue
        verdict.pieces += 1
        if not file.exists():
            verdict.add("missing", file, "mất tệp kết quả")
        elif (sha256 is not None and hashed(file) != sha256) or not _opens(box, file):
            verdict.add("changed", file, "tệp kết quả đã bị sửa")


def _strangers(home: Path, known: set[tuple[str, str]], verdict: KeptVerdict) -> None:
    """Folders of filings that the journal does not know."""
    for portal in _folders(home / EVIDENCE):
        for folder in _folders(portal):
            if (portal.name, folder.name) not in known:
                verdict.add("added", folder, "sổ nhật ký không biết hồ sơ này")


def _folders(place: Path) -> list[Path]:
    return sorted(each for each in place.iterdir() if each.is_dir()) if place.is_dir() else []


def _clicks(home: Path, intents: set[tuple[str, int]], verdict: KeptVerdict) -> None:
    """What was clicked, as the second record has it."""
    noted_clicks: set[tuple[str, int]] = set()
    with suppress(OSError):
        for line in (home / SENT).read_text("utf-8", errors="replace").splitlines():
            with suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                noted_clicks.add((str(told["id"]), int(told["attempt"])))
    for filing, attempt in sorted(noted_clicks - intents):
        words = f"{SENT} ghi lần bấm nộp {attempt} mà sổ nhật ký không có: sổ cũ hơn, hoặc bị bớt"
        verdict.add("older", filing, words)
    for filing, attempt in sorted(intents - noted_clicks):
        verdict.add("missing", home / SENT, f"mất dòng của lần bấm nộp {attempt}, hồ sơ {filing}")


def _opens(box: Strongbox | None, file: Path) -> bool:
    """Whether a piece opens; true also where there is no key to try it with."""
    try:
        if box is not None:
            box.read(file)
    except (NotOpened, OSError):
        return False
    return True

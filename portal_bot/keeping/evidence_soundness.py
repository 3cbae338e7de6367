"""Whether the evidence of filings and their results are what was kept, piece by piece."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from portal_bot.evidence.folder import EVIDENCE
from portal_bot.evidence.manifest import MANIFEST, hashed, noted, read
from portal_bot.journal import Filing, State
from portal_bot.journal.covering import SEALED_EVIDENCE
from portal_bot.keeping.pieces import evidence_of
from portal_bot.keeping.verdict import KeptVerdict
from portal_bot.strongbox.box import Strongbox, bare, sealed
from portal_bot.strongbox.locking import NotOpened
from portal_bot.tracking.followed import ODD_RESULT, RESULT

_MAYBE_UNFINISHED = ", hoặc lần chạy trước bị ngắt: chạy lại lệnh nộp rồi soát lại"


class KeptFolder:
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
        elif not opens(self._box, file):
            self._say("key", name, "không mở được bằng khóa của hồ sơ này")

    def _added(self, listed: set[str]) -> None:
        for file in sorted(self._folder.iterdir()):
            if file.name == MANIFEST or file.name in listed:
                continue
            if file.name.startswith("."):
                self._verdict.remarks.append(f"{file}: tệp dở của lần chạy bị ngắt")
                continue
            if self._filing.is_over or not opens(self._box, file):
                self._say("added", file.name, "thêm vào, không có trong danh mục")
            else:
                self._verdict.remarks.append(
                    f"{file}: chưa vào danh mục (lần chạy trước bị ngắt); chạy lại lệnh nộp thì có"
                )

    def _say(self, what: str, name: str, words: str) -> None:
        self._verdict.add(what, self._folder / name, words)


def look_at_folders(
    home: Path, box: Strongbox | None, public: bytes | None, verdict: KeptVerdict
) -> None:
    """All that there are, where no journal says which: a worker's home, whose queue has it."""
    for portal in folders_in(home / EVIDENCE):
        for folder in folders_in(portal):
            verdict.filings += 1
            filing = Filing(folder.name, "", portal.name, "", "", "", State.NEW)
            KeptFolder(home, box, filing, (), public, verdict).look()


def look_at_results(
    home: Path, box: Strongbox | None, history: Iterable[Mapping[str, Any]], verdict: KeptVerdict
) -> set[Path]:
    """The results that a filing's history names; returns them, as they are called in the clear."""
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
        elif (sha256 is not None and hashed(file) != sha256) or not opens(box, file):
            verdict.add("changed", file, "tệp kết quả đã bị sửa")
    return {bare(Path(told)) for told in newest}


def look_for_strangers(home: Path, known: set[tuple[str, str]], verdict: KeptVerdict) -> None:
    """Folders of filings that the journal does not know."""
    for portal in folders_in(home / EVIDENCE):
        for folder in folders_in(portal):
            if (portal.name, folder.name) not in known:
                verdict.add("added", folder, "sổ nhật ký không biết hồ sơ này")


def folders_in(place: Path) -> list[Path]:
    """The folders that lie there, by name."""
    return sorted(each for each in place.iterdir() if each.is_dir()) if place.is_dir() else []


def opens(box: Strongbox | None, file: Path) -> bool:
    """Whether a piece opens; true also where there is no key to try it with."""
    try:
        if box is not None:
            box.read(file)
    except (NotOpened, OSError):
        return False
    return True

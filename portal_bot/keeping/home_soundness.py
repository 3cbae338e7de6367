"""Whether what lies in a home beside journal and evidence is what was kept.

The key's file and the copies of it, the second record of clicks, copies of scans, hashes of what
was filed, the pages of runs.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from portal_bot.batch.fingerprint import FOLDER as FINGERPRINTS
from portal_bot.batch.records import REPORTS
from portal_bot.batch.sent import torn_or_changed
from portal_bot.errors import SetupError
from portal_bot.evidence.manifest import MANIFEST, hashed, read
from portal_bot.intake.scans.copies import FOLDER as SCANS
from portal_bot.intake.scans.copies import key_name, whole_copy
from portal_bot.journal.backup import folder_of
from portal_bot.keeping.evidence_soundness import folders_in, opens
from portal_bot.keeping.verdict import KeptVerdict
from portal_bot.run.home import JOURNAL, SECRET, SENT
from portal_bot.strongbox import CARD, ENDING
from portal_bot.strongbox.box import Strongbox
from portal_bot.strongbox.home_key import FILE, KEYS, file_is_the_key
from portal_bot.strongbox.locking import NotOpened


def look_at_keys(home: Path, box: Strongbox | None, verdict: KeptVerdict) -> None:
    """The home's key where it lies in a file, copies beside the journal's, every filing's key."""
    if (home / FILE).exists() and not file_is_the_key(home):
        verdict.add("changed", home / FILE, "tệp khóa không phải khóa của thư mục này")
    for name in (SECRET, CARD):
        copy = folder_of(home / JOURNAL) / name
        if copy.exists() and (home / name).exists() and hashed(copy) != hashed(home / name):
            verdict.add("changed", copy, f"bản sao khác với {home / name}")
    if box is not None and (home / KEYS).is_dir():
        for file in sorted((home / KEYS).glob("*.key")):
            verdict.pieces += 1
            with suppress(SetupError):
                try:
                    box.keys.known(file.stem)
                except NotOpened:
                    verdict.add("key", file, "khóa bị sửa hoặc bị thay")


def look_at_clicks(
    home: Path,
    intents: set[tuple[str, int]],
    unknown: frozenset[str],
    secret: bytes | None,
    verdict: KeptVerdict,
) -> None:
    """What was clicked, as the second record has it.

    Args:
        home: the home folder.
        intents: what the journal knows, filing and attempt.
        unknown: filings of which it is not to be believed.
        secret: the home's, by which its lines are sealed; `None`: it is lost.
        verdict: what is found goes there.
    """
    noted_clicks: set[tuple[str, int]] = set()
    with suppress(OSError):
        text = (home / SENT).read_text("utf-8", errors="replace")
        for line in text.splitlines():
            with suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                noted_clicks.add((str(told["id"]), int(told["attempt"])))
        for words in torn_or_changed(text, secret):
            verdict.add("changed", home / SENT, words)
    for filing, attempt in sorted(noted_clicks - intents):
        if filing not in unknown:
            words = f"{SENT} ghi lần bấm nộp {attempt} mà sổ nhật ký không có: sổ cũ, hoặc bị bớt"
            verdict.add("older", filing, words)
    for filing, attempt in sorted(intents - noted_clicks):
        verdict.add("missing", home / SENT, f"mất dòng của lần bấm nộp {attempt}, hồ sơ {filing}")


def look_at_copies_of_scans(home: Path, box: Strongbox | None, verdict: KeptVerdict) -> None:
    """Each is what it was when it was made; one whose key is gone was destroyed halfway."""
    folders = folders_in(home / SCANS)
    for folder in folders:
        verdict.pieces += 1
        if box is not None and not whole_copy(box, folder):
            verdict.add("changed", folder, "bản quét đã chuyển bị sửa, bớt hoặc mất khóa")
    if box is not None:
        known = {f"{key_name(folder)}.key" for folder in folders}
        for file in sorted((home / KEYS).glob(f"{key_name(Path('*'))}.key")):
            if file.name not in known:
                place = home / SCANS / file.stem.removeprefix(key_name(Path()))
                verdict.add("missing", place, "mất bản quét đã chuyển, khóa của nó còn")


def look_at_fingerprints(home: Path, box: Strongbox | None, verdict: KeptVerdict) -> None:
    """The hashes of what was filed, by which it is told later what differs."""
    for portal in folders_in(home / FINGERPRINTS):
        for file in sorted(portal.iterdir()):
            if file.name.endswith(ENDING):
                verdict.pieces += 1
                if not opens(box, file):
                    verdict.add("changed", file, "dấu băm từng mục khai bị sửa")


def look_at_reports(home: Path, public: bytes | None, verdict: KeptVerdict) -> None:
    """The pages of each run, by the list that lies beside them."""
    for folder in folders_in(home / REPORTS):
        listed = read(folder)
        if listed is None:
            if (folder / MANIFEST).exists():
                verdict.add("changed", folder / MANIFEST, "danh mục báo cáo bị sửa")
            else:
                verdict.remarks.append(
                    f"{folder}: báo cáo chưa có danh mục (lần chạy bị ngắt, hoặc của phiên bản cũ)"
                )
            continue
        whose = listed.filing == folder.name and listed.is_chained
        if not whose or public is None or not listed.is_signed(public):
            verdict.add("unsigned", folder / MANIFEST, "danh mục báo cáo bị sửa, hoặc của nơi khác")
        known = {piece.name: piece.sha256 for piece in listed.pieces}
        pages = {file.name: file for file in folder.iterdir() if file.name != MANIFEST}
        for name in sorted(known.keys() | pages.keys()):
            verdict.pieces += name in known
            if name not in pages:
                verdict.add("missing", folder / name, "mất trang báo cáo")
            elif name not in known:
                verdict.add("added", folder / name, "thêm vào, không có trong danh mục")
            elif hashed(pages[name]) != known[name]:
                verdict.add("changed", folder / name, "trang báo cáo đã bị sửa")

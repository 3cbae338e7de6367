"""A home in which two dossiers were filed, with a piece of each kind that is ever kept."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from portal_bot import clock, settings
from portal_bot.atomic_write import write_private
from portal_bot.batch.sent import SentLog
from portal_bot.evidence import manifest
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.evidence.handed_in import HandedIn
from portal_bot.evidence.manifest import hashed
from portal_bot.journal import Filing, Receipt, State
from portal_bot.journal.backup import back_up
from portal_bot.journal.covering import SEALED_EVIDENCE
from portal_bot.run.home import JOURNAL, home_secret, keep_copy, writing
from portal_bot.strongbox.box import box_of

WHO, ID_NUMBER, OTHER = "Nguyễn Thị Kín", "054085000018", "Trần Văn Khác"
NEW = Filing(
    "PB-A", "key-a", "mock", "birth_registration", f"/ho-so/{WHO}.yaml", "hash-1", State.NEW
)
SCAN, SCAN_HASH = "0123456789abcdef", hashlib.sha256(b"scan").hexdigest()
NUMBERS = {"PB-A": "H45.22243-261122-0001", "PB-B": "H45.22243-261122-0002"}
HANDED_IN = HandedIn(
    *("Đăng ký khai sinh", "1.001193", WHO, "Phú Yên", "Tuy An", "An Mẫu", {"Giấy chứng sinh": 1}),
    *("postal", WHO, "0905123456", "An Mẫu, Phú Yên", "http://127.0.0.1:1"),
)


def filed(home: Path, filing: Filing, who: str) -> None:
    """One filing from its first line to its last, with a piece of each kind."""
    with writing(home) as journal:
        sent = SentLog(home, home_secret(home))
        begun = journal.begin(journal.open(filing))
        sent.note(begun)
        intended = journal.intend(begun, click_deadline=clock.now(UTC))
        received = journal.receive(intended, Receipt(NUMBERS[filing.id]), how="answer")
        journal.note(received, "looked", {"who": who})
        folder = EvidenceFolder(home, "mock", filing.id)
        folder.keep_sheets(f"<p>{who}<p>{ID_NUMBER if who == WHO else ''}", f"<p>{who}")
        folder.keep_picture("record", b"picture")
        folder.keep_receipt(f"<p>{who}".encode(), "html")
        folder.keep_handed_in(replace(HANDED_IN, owner=who, recipient=who))
        folder.keep_summary({"copies": [SCAN]}, journal.history(filing.id))
        verified = journal.verify(received, verified=True)
        folder.close()
        journal.keep_evidence(verified, folder.path)
        journal.note(verified, SEALED_EVIDENCE, {"manifest": folder.seal()})
        result = home / "results" / "mock" / NUMBERS[filing.id] / "giay.pdf"
        kept = box_of(home).keep(result, who.encode(), filing.id)
        journal.note(verified, "result", {"file": str(kept), "sha256": hashed(kept)})


def made_kept(folder: Path) -> Path:
    """The home, and beside it a copy; what it keeps is called by its whole path."""
    place = settings.made_home(folder / "home")
    filed(place, NEW, WHO)
    filed(place, replace(NEW, id="PB-B", key="key-b", path=f"/ho-so/{OTHER}.yaml"), OTHER)
    box_of(place).keep(place / "fingerprints" / "mock" / "PB-A.json", b"{}", "PB-A")
    copy, made_as = place / "scans" / SCAN, {"name": "trang.jpg", "sha256": SCAN_HASH}
    box_of(place).keep(copy / "trang.jpg", b"scan", f"scan-{SCAN}")
    box_of(place).keep(copy / "made.json", json.dumps(made_as).encode(), f"scan-{SCAN}")
    write = write_private(place / "reports" / "20261122" / "batch.csv", "PB-A;PB-B")
    manifest.write(write.parent, "20261122", box_of(place).key.signing_seed, ending="")
    back_up(place / JOURNAL)
    keep_copy(place, home_secret(place))
    shutil.copytree(place, place.with_name("as-made"))
    return place


def as_made(home: Path) -> Path:
    """The home as it was made, whatever became of it."""
    shutil.rmtree(home)
    shutil.copytree(home.with_name("as-made"), home)
    box_of.cache_clear()
    return home

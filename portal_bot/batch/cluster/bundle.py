"""A dossier as it travels: what was checked, its scans, and where it is to go.

It is packed by `submit` and laid out again by a worker, in a folder of the worker's own that is
wiped afterwards. The portal's profile travels along, so that every worker drives the same one.
"""

from __future__ import annotations

import copy
import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal_bot import files
from portal_bot.atomic_write import write_private
from portal_bot.batch.run_plan import is_as_checked
from portal_bot.checking import Checked, check_source
from portal_bot.dossier.source import Source
from portal_bot.dossier.written_keys import english
from portal_bot.errors import DossierError, SetupError
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing
from portal_bot.journal.seal import keyed_content
from portal_bot.portals.profile import Portal
from portal_bot.rooms import private_dir
from portal_bot.strongbox.working import work_folder

_PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One dossier in transit; in clear only in a program's memory.

    Attributes:
        portal: where it goes: the whole profile.
        human: who answers a captcha or an OTP: `terminal` (the clerk who submitted it), or `None`
            for whatever fits the portal.
        data: the dossier as its file says it, without the papers.
        papers: the scans' file names, by paper, in order.
        scans: the scans' bytes, in the order of `papers`.
        originals: SHA-256 of the scans that the dossier names, which make its content; what
            travels may be copies made of them.
    """

    portal: Portal
    human: str | None
    data: dict[str, Any]
    papers: dict[str, list[str]]
    scans: tuple[bytes, ...]
    originals: dict[str, list[str]] = field(default_factory=dict)

    def manifest(self) -> bytes:
        """Everything but the scans' bytes, as JSON."""
        document = {
            "portal": self.portal.model_dump(mode="json"),
            "human": self.human,
            "data": self.data,
            "papers": self.papers,
            "originals": self.originals,
        }
        # In the order of the papers, which the scans keep to.
        return json.dumps(document, ensure_ascii=False).encode()


def filing_of(ready: Ready, portal: Portal, *, secret: bytes, world: str) -> Filing:
    """The filing that a dossier is, as the shared journal would first see it.

    Args:
        ready: the dossier.
        portal: where it goes.
        secret: the cluster's, for keys.
        world: the mock's world; empty for a real portal.
    """
    filing = Identity.at(portal, secret, world).filing(ready)
    marks = filing.marks and replace(filing.marks, file="")
    # A file's name may be a citizen's, and whose account files it is nobody's business.
    return replace(filing, path=filing.id, account=None, marks=marks)


def pack(checked: Checked, portal: Portal, human: str | None) -> Bundle:
    """Packs a dossier that passed its check: what was judged, and not what lies there by now.

    Raises:
        DossierError: the file or a scan was changed since it was checked.
    """
    if not is_as_checked(checked):
        raise _changed(checked.path)
    data = copy.deepcopy(english(checked.said, checked.flow))
    data.pop(_PAPERS, None)
    papers = {key: [path.name for path in paths] for key, paths in checked.papers.items()}
    scans = tuple(_scans(checked, portal.limits.max_bytes))
    return Bundle(portal, human, data, papers, scans, checked.scan_hashes)


def unpack(manifest: bytes, scans: Sequence[bytes]) -> Bundle:
    """The other way round of `manifest`."""
    document = json.loads(manifest)
    return Bundle(
        portal=Portal.model_validate(document["portal"]),
        human=document["human"],
        data=document["data"],
        papers=document["papers"],
        scans=tuple(scans),
        originals=document.get("originals", {}),
    )


@contextmanager
def laid_out(bundle: Bundle, filing: str, home: Path) -> Iterator[Checked]:
    """The dossier, checked again, with its scans in a private folder; wiped at the end.

    Args:
        bundle: what was packed.
        filing: the filing's id: stands for the dossier's path wherever one is told.
        home: the worker's; there it lies, and is swept at the next start after a kill.

    Raises:
        SetupError: the folder cannot be made.
    """
    # One session's, also where the same filing comes again while the last one is wiped.
    folder = private_dir(work_folder(home) / f"{filing}-{secrets.token_hex(4)}")
    try:
        data = {**copy.deepcopy(bundle.data), _PAPERS: _written(bundle, folder)}
        source, portal = Source(folder / f"{filing}.yaml", data), bundle.portal
        checked = check_source(
            source, office=portal.office, limits=portal.limits, edition=portal.edition
        )
        if bundle.originals:
            checked.scan_hashes = bundle.originals
        yield checked
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ready_of(checked: Checked, filing: str, sent: str, secret: bytes) -> Ready:
    """What is filed, if it still is what was submitted.

    Args:
        checked: the dossier, as it was laid out here.
        filing: the filing's id: stands for the dossier's path.
        sent: what the journal keeps of the content that was submitted last.
        secret: the cluster's.

    Raises:
        DossierError: it does not pass its check any more, for example because time has passed.
        SetupError: it is other content: this machine's program reads dossiers differently, or an
            older one was put back.
    """
    first = next((p for p in checked.problems if p.severity == "error"), None)
    if first is not None:
        raise DossierError(f"{first.field}: {first.message}", field=first.field)
    if keyed_content(secret, content_hash(checked)) != keyed_content(secret, sent):
        raise SetupError(
            f"hồ sơ {filing} lấy từ hàng đợi không còn giống lúc đưa vào: máy này chạy phiên bản "
            "portal-bot hoặc bộ thủ tục khác máy kia (cài cùng một phiên bản rồi chạy lại), hoặc "
            "ai đó đã đặt lại bản cũ vào cơ sở dữ liệu (nộp lại từ tệp gốc, và tìm xem ai)"
        )
    # Where it lies on this machine is nobody's business.
    return replace(Ready.of(checked), path=Path(filing))


def _scans(checked: Checked, most: int) -> Iterator[bytes]:
    """The scans, read once: the bytes that travel are those whose hashes the check took."""
    for key, paths in checked.papers.items():
        for path, digest in zip(paths, checked.digests[key], strict=True):
            try:
                scan = files.read(path, most)
            except files.Unopened as fault:
                raise _changed(checked.path) from fault
            if hashlib.sha256(scan).hexdigest() != digest:
                raise _changed(checked.path)
            yield scan


def _written(bundle: Bundle, folder: Path) -> dict[str, list[str]]:
    scans = iter(bundle.scans)
    written: dict[str, list[str]] = {}
    for row, (key, names) in enumerate(bundle.papers.items()):
        written[key] = []
        for place, name in enumerate(names):
            # A name is a citizen's doing: only its last part is used.
            file = folder / str(row) / str(place) / Path(name).name
            written[key].append(str(write_private(file, next(scans))))
    return written


def _changed(path: Path) -> DossierError:
    return DossierError(f"{path}: tệp hoặc bản quét vừa bị sửa trong lúc đọc; chạy lại cùng lệnh")

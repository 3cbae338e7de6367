"""A dossier's scans, one by one and beside each other: what is sent of them, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from portal_bot import files
from portal_bot.checked import Checked
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.spec import Spec
from portal_bot.intake.cards.identity_papers import IdentityScan, is_identity_paper
from portal_bot.intake.scans.seen_twice import SeenScan, told_within, within
from portal_bot.papers import PaperFault, Scan, locate, look, may_be_a_card
from portal_bot.papers.limits import Limits, too_large
from portal_bot.shown import shown

_PAPERS = "papers"


class PaperJudge:
    """Looks at the scans of one dossier, each once.

    Args:
        checked: what is sent, and how it was found, is noted there.
        folder: what the scans are named from.
        limits: what the portal takes.
        home: where copies are kept; `None`: the usual one.

    Attributes:
        found: what is wrong with them.
        cards: those on which a citizen's card may be.
    """

    def __init__(self, checked: Checked, folder: Path, limits: Limits, home: Path | None) -> None:
        self._checked = checked
        self._folder = folder
        self._limits = limits
        self._home = home
        self.found: list[Finding] = []
        self.cards: list[IdentityScan] = []

    def judge(self, rows: Iterable[tuple[Spec, tuple[Path, ...]]]) -> None:
        """Judges each row's scans, and all of them together."""
        total = sum(self._row(spec, said) for spec, said in rows)
        for twice in within(self._checked.seen):
            place = (_PAPERS, twice.scan.paper, twice.scan.number)
            code = "same_scan" if twice.is_copy else "similar_scan"
            self.found.append(Finding(place, code, told_within(twice), "warning"))
        most = self._limits.max_total
        if most is not None and total > most:
            told, limit = too_large(total, most)
            message = f"Các bản quét nặng tổng cộng {told}, {self._limits.whose} chỉ nhận {limit}"
            self.found.append(Finding((_PAPERS,), "papers_too_big", message))

    def _row(self, spec: Spec, said: tuple[Path, ...]) -> int:
        """Judges the scans of one row; returns their bytes."""
        most, place = self._limits.max_files, (_PAPERS, spec.name)
        if len(said) > most:
            message = (
                f"“{spec.title}” có {len(said)} tệp, {self._limits.whose} chỉ nhận tối đa {most} "
                "tệp một giấy tờ: gộp các trang vào một tệp PDF bằng `portal-bot scan TỆP…`"
            )
            self.found.append(Finding(place, "too_many_papers", message))
        checked = self._checked
        for kept in (checked.originals, checked.papers):
            kept[spec.name] = []
        for kept_hashes in (checked.scan_hashes, checked.digests):
            kept_hashes[spec.name] = []
        checked.scan_stamps[spec.name] = []
        # One more than the portal takes is refused already; the rest need not be opened.
        return sum(self._scan(spec, number, file) for number, file in enumerate(said[:most]))

    def _scan(self, spec: Spec, number: int, file: Path) -> int:
        """Judges one scan; returns the bytes that are sent of it."""
        place = (_PAPERS, spec.name, number)
        path = locate(self._folder, file, outside=self._limits.outside)
        if isinstance(path, PaperFault):
            told = path.message
            if path.code == "paper_outside":
                told = f"“{spec.title}”: {told}; hoặc, nếu tự tay ghi như vậy, thêm --allow-outside"
            self.found.append(Finding(place, path.code, told))
            return 0
        checked = self._checked
        checked.scan_stamps[spec.name].append(files.stamp(path))
        scan = look(path, self._limits)
        self.found += (Finding(place, one.code, one.message, one.severity) for one in scan.faults)
        self._once(spec, place, path, scan)
        checked.originals[spec.name].append(path)
        checked.scan_hashes[spec.name].append(scan.sha256)
        is_fit = all(one.severity != "error" for one in scan.faults)
        if scan.sha256 and is_fit and is_identity_paper(spec.title):
            self.cards.append(IdentityScan(place, path, scan.sha256))
        return self._sent(spec, place, path, scan, is_fit=is_fit)

    def _once(self, spec: Spec, place: Place, path: Path, scan: Scan) -> None:
        hashes = self._checked.scan_hashes[spec.name]
        if scan.sha256 and scan.sha256 in hashes:
            message = (
                f"“{spec.title}”: {shown(path.name)} là cùng một tệp hai lần (trùng tệp thứ "
                f"{hashes.index(scan.sha256) + 1}); xem có quét thiếu trang không, hoặc bỏ một"
            )
            self.found.append(Finding(place, "same_scan", message, "warning"))

    def _sent(self, spec: Spec, place: Place, path: Path, scan: Scan, *, is_fit: bool) -> int:
        """Notes what is sent of a scan: itself, or the copy made of it; returns its bytes."""
        sent, digest, size = path, scan.sha256, scan.size
        if scan.to_prepare and is_fit:
            sent, digest, size = self._copied(place, path, scan)
        if scan.card and not may_be_a_card(spec.title):
            message = (
                f"“{spec.title}”: {shown(path.name)} là ảnh căn cước (đọc được mã QR trên thẻ), "
                "không phải giấy tờ này; xem có gắn nhầm không"
            )
            self.found.append(Finding(place, "card_for_paper", message, "warning"))
        self._checked.papers[spec.name].append(sent)
        self._checked.digests[spec.name].append(digest)
        if scan.sha256:
            number = len(self._checked.papers[spec.name]) - 1
            seen = SeenScan(spec.name, number, spec.title, path, scan.sha256, scan.print)
            self._checked.seen.append(seen)
        return size

    def _copied(self, place: Place, path: Path, scan: Scan) -> tuple[Path, str, int]:
        from portal_bot.intake.scans.copies import ScanCopies  # only for what no portal takes
        from portal_bot.intake.scans.one_paper import NotMade  # likewise

        name = shown(path.name)
        try:
            copy = ScanCopies(self._home).of(path, scan.sha256, self._limits)
        except NotMade as why:
            told = f"Tệp {name}: {why}"
            self.found.append(Finding(place, "paper_not_prepared", told))
            return path, scan.sha256, 0
        told = (
            f"{self._limits.whose} không nhận {name} như vậy: sẽ gửi bản đã chuyển "
            f"{copy.path.name}; tệp gốc giữ nguyên"
        )
        self.found.append(Finding(place, "paper_prepared", told, "info"))
        return copy.path, copy.sha256, copy.size

"""Which paper a scan is, asked of the person at the scanner, and where it is then put."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_bot import files
from portal_bot.catalogue.names import nearest
from portal_bot.cli.console import err
from portal_bot.cli.named_procedure import wanted
from portal_bot.dossier.load import load
from portal_bot.dossier.spec import specs
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.intake.scans.dossier_splice import NotWritten, add_scan
from portal_bot.intake.scans.safe_names import safe_name
from portal_bot.registry import AnyFlow
from portal_bot.shown import shown

_DOSSIERS = (".yaml", ".yml")
# Of a hundred: from here on one word is a slip of the other.
_LIKE = 80
_MORE = re.compile(r"[;:(/]| hoặc ")


@dataclass(frozen=True, slots=True)
class ChosenPaper:
    """A paper of the procedure; without a procedure only what somebody called it.

    Attributes:
        key: in the dossier's `papers`; empty: no procedure is known.
        name: for people; the file is named after it.
    """

    key: str
    name: str

    @property
    def brief(self) -> str:
        """What the paper is called before the official title says what else may be given."""
        return _MORE.split(self.name, maxsplit=1)[0].strip() or self.name


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """Where scans go.

    Attributes:
        folder: into it.
        dossier: the dossier that gets their names, or `None`.
        papers: what may be chosen; empty: nothing is known of the procedure.
        said: the paper that was said beforehand.
    """

    folder: Path
    dossier: Path | None
    papers: Sequence[ChosenPaper]
    said: ChosenPaper | None

    @classmethod
    def of(
        cls, to: Path | None, procedure: str | None, paper: str | None, usual: Path
    ) -> PaperPlace:
        """What the options say.

        Args:
            to: a folder, a dossier, or nothing.
            procedure: the procedure's name, or nothing.
            paper: the paper's, or nothing.
            usual: the folder where none is said.

        Raises:
            UsageError: no such procedure or paper, or a dossier that says none.
        """
        dossier = to if to is not None and _is_dossier(to) else None
        flow = _flow_of(dossier, procedure)
        papers = [ChosenPaper(s.name, s.title) for s in specs(flow.papers)] if flow else []
        folder = dossier.parent if dossier else (to or usual)
        said = None if paper is None else _found(paper, papers)
        if paper is not None and said is None:
            listed = "".join(f"\n  {one.key}: {one.name}" for one in papers)
            raise UsageError(f"thủ tục này không có giấy tờ “{shown(paper)}”; có:{listed}")
        return cls(folder, dossier, papers, said)

    def asked(self, scans: Sequence[Path]) -> ChosenPaper | None:
        """Which paper these are; `None`: nobody knows, and their own name is kept.

        Raises:
            HumanNeeded: it goes into a dossier, and there is nobody to ask.
        """
        if self.said is not None or not self.papers:
            return self.said
        if not sys.stdin.isatty():
            found = _found(scans[0].stem, self.papers, loosely=False)
            if found is None and self.dossier is not None:
                raise HumanNeeded(
                    f"không biết {shown(scans[0].name)} là giấy tờ nào: ghi --paper, hoặc chạy ở "
                    "cửa sổ lệnh để được hỏi"
                )
            return found
        return self._answered(", ".join(shown(scan.name) for scan in scans))

    def _answered(self, names: str) -> ChosenPaper | None:
        told = err()
        told.print(f"{names} là giấy tờ nào?", style="bold")
        for number, one in enumerate(self.papers, 1):
            told.print(f"  {number}. {one.name}")
        while True:
            told.print(f"Số từ 1 đến {len(self.papers)}, hoặc tên; Enter: giữ tên tệp: ", end="")
            answer = sys.stdin.readline()
            if not answer.strip():
                return None
            if found := _found(answer.strip(), self.papers):
                return found
            told.print("Không có giấy tờ ấy.")

    def written(self, chosen: ChosenPaper, made: Path) -> str:
        """Puts the name into the dossier; returns what to tell of it."""
        if self.dossier is None or not chosen.key:
            return f"Giấy tờ: {chosen.name}"
        name = Path(os.path.relpath(files.whole(made), files.whole(self.dossier.parent))).as_posix()
        try:
            add_scan(self.dossier, chosen.key, name)
        except NotWritten as why:
            return (
                f"Chưa ghi vào {shown(self.dossier)} ({why}); tự ghi vào mục papers: "
                f"{chosen.key}: [{name}]"
            )
        return f"Đã ghi vào {shown(self.dossier)}: papers.{chosen.key}: {name}"


def _is_dossier(to: Path) -> bool:
    """A file that may be written into; a name that is not there yet is a folder's.

    Raises:
        UsageError: it is another file.
    """
    if files.is_folder(to) or not files.is_there(to):
        if to.suffix.lower() in {*_DOSSIERS, ".json", ".xlsx", ".csv"}:
            raise UsageError(f"--out {to}: không có hồ sơ ấy; tạo trước bằng `portal-bot new`")
        return False
    if to.suffix.lower() not in _DOSSIERS:
        raise UsageError(
            f"--out {to}: chỉ tự ghi vào hồ sơ .yaml; với tệp khác hãy cho một thư mục rồi tự ghi "
            "tên bản quét vào hồ sơ"
        )
    return True


def _flow_of(dossier: Path | None, procedure: str | None) -> AnyFlow | None:
    if procedure is not None:
        return wanted([procedure])
    if dossier is None:
        return None
    data = load(dossier).data
    said = data.get("procedure") if isinstance(data, dict) else None
    if not isinstance(said, str):
        raise UsageError(f"{dossier}: không đọc được thủ tục nào; ghi --procedure")
    return wanted([said])


def _found(said: str, papers: Sequence[ChosenPaper], *, loosely: bool = True) -> ChosenPaper | None:
    """By number, key or name; without a procedure whatever was said is the name."""
    if not papers:
        return ChosenPaper("", said)
    if loosely and said.isascii() and said.isdecimal() and 1 <= int(said[:4]) <= len(papers):
        return papers[int(said[:4]) - 1]
    # An official title before what another one is called in brief.
    names = {_bare(one.brief): one for one in papers}
    names |= {_bare(name): one for one in papers for name in (one.name, one.key)}
    if exact := names.get(_bare(said)):
        return exact
    like = nearest(_bare(said), list(names), limit=1, cutoff=_LIKE) if loosely else []
    return names[like[0]] if like else None


def _bare(name: str) -> str:
    """Without marks and signs: a file is called giay-chung-sinh, a paper Giấy chứng sinh."""
    return Path(safe_name(name, "", ())).stem

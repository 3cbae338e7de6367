"""Thành phần hồ sơ: the papers table; each scan goes up as soon as it is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from portal_bot.errors import PortalChanged, PortalError, PortalRejected, PortalUnavailable
from portal_bot.form.text import label_key
from portal_bot.portals.base import Paper
from portal_bot.portals.igate_v1.delivery import DeliveryScreen
from portal_bot.portals.screen import Screen

UPLOAD_PATIENCE_MS = 60_000
NAME_GRACE_MS = 700
# What its file service says when it fails by itself; everything else is about the file.
ITS_OWN_TROUBLE = ("upload thất bại", "không tải được file")


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.igate_v1") / "papers.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its name, where its file box is, the files it shows."""

    place: int
    name: str
    takes_files: bool
    files: tuple[str, ...]


class PapersScreen(Screen):
    """The table of papers. The only proof of an upload is the file's name on its row."""

    heading = "Thành phần hồ sơ"

    async def rows(self) -> list[Row]:
        told: list[dict[str, Any]] = await self.tab.page.evaluate(_script(), {"action": "rows"})
        return [
            Row(place, r["name"], r["takesFiles"], tuple(r["files"]))
            for place, r in enumerate(told)
        ]

    async def attach(self, papers: Sequence[Paper]) -> None:
        """Uploads each scan to the row of exactly its paper's name, one after the other.

        Raises:
            PortalChanged: no row, or several, of that name; or a row holds files that are not ours.
            PortalRejected: the portal refuses a file, in its words.
            PortalUnavailable: a file's name does not come up on its row.
        """
        rows = await self.rows()
        for paper in papers:
            row = self._row_of(paper, rows)
            if row.files:
                raise PortalChanged(f"dòng “{row.name}” đã có tệp khi bản nháp vừa mở")
            for file in paper.files:
                await self._upload(row, file)
        self._compare(papers, await self.rows())

    async def go_on(self) -> DeliveryScreen:
        return await self.tab.press("Tiếp tục", DeliveryScreen)

    @staticmethod
    def _row_of(paper: Paper, rows: Sequence[Row]) -> Row:
        found = [row for row in rows if label_key(row.name) == label_key(paper.row)]
        if len(found) == 1 and found[0].takes_files:
            return found[0]
        there = "; ".join(f"“{row.name}”" for row in rows if row.takes_files)
        raise PortalChanged(
            f"có {len(found)} dòng nhận tệp tên “{paper.row}” trong thành phần hồ sơ; ở đó có: "
            f"{there}",
            field="papers",
        )

    async def _upload(self, row: Row, file: Path) -> None:
        page = self.tab.page
        box = page.locator(f"[data-portal-bot-row='{row.place}'] input[type=file]")
        await box.set_input_files(file)
        asked = {
            "action": "wait",
            "place": row.place,
            "name": file.name,
            "graceMs": NAME_GRACE_MS,
            "waitMs": UPLOAD_PATIENCE_MS,
        }
        answer: dict[str, Any] = await page.evaluate(_script(), asked)
        if answer["messages"]:
            raise _refused(row, file, answer["messages"])
        if not answer["shown"]:
            waited = UPLOAD_PATIENCE_MS // 1000
            raise PortalUnavailable(
                f"dòng “{row.name}”: tên tệp {file.name} không hiện sau {waited} giây"
            )

    @staticmethod
    def _compare(papers: Sequence[Paper], rows: Sequence[Row]) -> None:
        wanted = {label_key(p.row): tuple(f.name for f in p.files) for p in papers if p.files}
        found = {label_key(row.name): row.files for row in rows if row.files}
        if wanted != found:
            wrong = sorted(k for k in wanted | found if wanted.get(k) != found.get(k))
            raise PortalChanged(f"tệp trên các dòng khác hồ sơ: {'; '.join(wrong)}", field="papers")


def _refused(row: Row, file: Path, messages: Sequence[str]) -> PortalError:
    """The portal's words about a file: trouble of its own, or a no to this file."""
    words = " · ".join(f"“{text}”" for text in messages)
    told = f"dòng “{row.name}”, tệp {file.name}: cổng trả lời {words}"
    trouble = any(part in words.casefold() for part in ITS_OWN_TROUBLE)
    return PortalUnavailable(told) if trouble else PortalRejected(told)

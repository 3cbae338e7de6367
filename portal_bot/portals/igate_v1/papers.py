"""Thành phần hồ sơ: the papers table; each scan goes up as soon as it is chosen."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar

from portal_bot.errors import PortalChanged, PortalError, PortalRejected, PortalUnavailable
from portal_bot.form.text import label_key
from portal_bot.portals.igate_v1.delivery import DeliveryScreen
from portal_bot.portals.igate_v1.uploads import UploadRow, differing, is_file, shown_files
from portal_bot.portals.roles import Paper
from portal_bot.portals.screen import STALE, UNREACHED, Screen

# Time in which the page stands still does not count in the script; `filing.prepare.SCAN_S` is
# as long by the clock, and ends what the script does not.
UPLOAD_PATIENCE_MS = 60_000
NAME_GRACE_MS = 700
# Nothing under way for so long, and no name: the file was taken in silence, or not at all.
QUIET_MS = 500
# How often one file is sent to its row.
UPLOADS = 3
# What its file service says when it fails by itself; everything else is about the file.
ITS_OWN_TROUBLE = ("upload thất bại", "không tải được file", UNREACHED, *STALE)


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.igate_v1") / "papers.js").read_text("utf-8")


class PapersScreen(Screen):
    """The table of papers. The only proof of an upload is the file's name on its row."""

    heading = "Thành phần hồ sơ"
    # CSS of a row of the table, and of the paper's name in it.
    rows_at: ClassVar = ("table.papers tbody tr", ".paper-name .name")

    async def rows(self) -> list[UploadRow]:
        asked = {"action": "rows", "rowsAt": self.rows_at}
        told: list[dict[str, Any]] = await self.tab.page.evaluate(_script(), asked)
        return [
            UploadRow(place, r["name"], r["takesFiles"], shown_files(r["files"]))
            for place, r in enumerate(told)
        ]

    async def attach(self, papers: Sequence[Paper]) -> None:
        """Uploads each scan to the row of exactly its paper's name, one after the other.

        Raises:
            PortalChanged: no row, or several, of that name; or a row holds files that are not ours.
            PortalRejected: the portal refuses a file, in its words.
            PortalUnavailable: a file does not come up whole on its row, however often it is sent.
        """
        rows = await self.rows()
        for paper in papers:
            row = self._row_of(paper, rows)
            if row.files:
                raise PortalChanged(f"dòng “{row.name}” đã có tệp khi bản nháp vừa mở")
            for place, file in enumerate(paper.files):
                row = await self._upload(paper, row, place, file)
        wrong = differing(papers, [(row.name, row.files) for row in await self.rows()])
        if wrong:
            raise PortalUnavailable(f"tệp trên các dòng khác hồ sơ: {'; '.join(wrong)}")

    async def again(self) -> None:
        """Shows the table as the server has it."""
        await self.tab.go(self.tab.page.url, PapersScreen)

    async def go_on(self) -> Screen:
        return await self.tab.press("Tiếp tục", DeliveryScreen)

    @staticmethod
    def _row_of(paper: Paper, rows: Sequence[UploadRow]) -> UploadRow:
        found = [row for row in rows if label_key(row.name) == label_key(paper.row)]
        if len(found) == 1 and found[0].takes_files:
            return found[0]
        there = "; ".join(f"“{row.name}”" for row in rows if row.takes_files)
        raise PortalChanged(
            f"có {len(found)} dòng nhận tệp tên “{paper.row}” trong thành phần hồ sơ; ở đó có: "
            f"{there}",
            field="papers",
        )

    async def _upload(self, paper: Paper, row: UploadRow, place: int, file: Path) -> UploadRow:
        """Sends one file until its row shows it, whole and once, after `place` others."""
        words: Sequence[str] = ()
        content = paper.content(place)
        for _ in range(UPLOADS):
            words, row = await self._send(row, place, file.name, content)
            if await self._is_there(row, place, file):
                return row
            if words and not _is_its_own_trouble(words):
                break
            # What the server has may be more, or less, than what this page shows.
            await self.again()
            row = self._row_of(paper, await self.rows())
            if await self._is_there(row, place, file):
                return row
        raise _refused(row, file, words)

    async def _is_there(self, row: UploadRow, place: int, file: Path) -> bool:
        """Whether the row shows this file in its place; anything else there is taken away."""
        for which in reversed(range(place, len(row.files))):
            right = which == place and is_file(row.files[which], file)
            if right:
                return True
            await self._remove(row, which)
        return False

    async def _send(
        self, row: UploadRow, place: int, name: str, content: bytes
    ) -> tuple[list[str], UploadRow]:
        """Chooses the file for its row, and waits: what the portal says, what the row shows."""
        page = self.tab.page
        box = page.locator(f"[data-portal-bot-row='{row.place}'] input[type=file]")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        await box.set_input_files({"name": name, "mimeType": kind, "buffer": content})
        answer = await self._wait("wait", row, place + 1)
        return list(answer["messages"]), replace(row, files=shown_files(answer["files"]))

    async def _remove(self, row: UploadRow, which: int) -> None:
        answer = await self._wait("remove", row, len(row.files) - 1, which)
        if not answer["done"]:
            raise PortalUnavailable(f"dòng “{row.name}”: không bỏ được tệp thừa hoặc hỏng")

    async def _wait(
        self, action: str, row: UploadRow, count: int, which: int = 0
    ) -> dict[str, Any]:
        asked = {
            "action": action,
            "place": row.place,
            "count": count,
            "which": which,
            "graceMs": NAME_GRACE_MS,
            "quietMs": QUIET_MS,
            "waitMs": UPLOAD_PATIENCE_MS,
        }
        answer: dict[str, Any] = await self.tab.page.evaluate(_script(), asked)
        return answer


def _is_its_own_trouble(messages: Sequence[str]) -> bool:
    words = " · ".join(messages).casefold()
    return any(part in words for part in ITS_OWN_TROUBLE)


def _refused(row: UploadRow, file: Path, messages: Sequence[str]) -> PortalError:
    """Why a file is not on its row: trouble of the portal's own, or its no to this file."""
    told = f"dòng “{row.name}”, tệp {file.name}: "
    if not messages:
        return PortalUnavailable(f"{told}gửi {UPLOADS} lần mà dòng không hiện đúng tệp")
    told += "cổng trả lời " + " · ".join(f"“{text}”" for text in messages)
    return PortalUnavailable(told) if _is_its_own_trouble(messages) else PortalRejected(told)

"""The table of papers on `nop-ho-so`: one file box for all rows, and a click meanwhile is lost."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from portal_bot.errors import PortalChanged, PortalError, PortalRejected, PortalUnavailable
from portal_bot.form.text import label_key
from portal_bot.portals.igate_v1.uploads import (
    ShownFile,
    UploadRow,
    differing,
    is_name,
    shown_files,
)
from portal_bot.portals.roles import Paper
from portal_bot.portals.screen import UNREACHED, Tab

if TYPE_CHECKING:
    from playwright.async_api import FileChooser

# As long as a program that works against the live page waits for one file.
WAIT_S, PER_MEGABYTE_S, MEGABYTE = 10.0, 5.0, 1_000_000
UPLOADS = 2
# A click while another upload runs opens nothing: it is made again, so often a second, so long.
CLICK_MS, BUSY_S = 1_000, 30.0
ITS_OWN_TROUBLE = ("upload thất bại", "không tải được", "có lỗi xảy ra", UNREACHED)
BUTTON = 'button[title="Tải lên file"]'


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.national") / "attachments.js").read_text("utf-8")


class Attachments:
    """The papers of the open page. The only proof of an upload is the file's name on its row."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    async def rows(self) -> list[UploadRow]:
        told: list[dict[str, Any]] = await self._ask("rows")
        return [UploadRow(n, r["name"], True, shown_files(r["files"])) for n, r in enumerate(told)]

    async def attach(self, papers: Sequence[Paper]) -> None:
        """Uploads each scan to the row of exactly its paper's name, one after the other.

        Raises:
            PortalChanged: no row, or several, of that name; or a row holds files that are not ours.
            PortalRejected: the portal refuses a file, in its words.
            PortalUnavailable: a file's name does not come up on its row.
        """
        rows = await self.rows()
        for paper in papers:
            row = _row_of(paper, rows)
            if row.files:
                raise PortalChanged(f"dòng “{row.name}” đã có tệp khi trang vừa mở")
            for place, file in enumerate(paper.files):
                await self._upload(row, place, file, paper.content(place))
        await self.insist(papers)

    async def insist(self, papers: Sequence[Paper]) -> None:
        """Insists that the rows show just the dossier's files.

        Raises:
            PortalUnavailable: they do not; a new page may come out right.
        """
        wrong = differing(papers, [(row.name, row.files) for row in await self.rows()])
        if wrong:
            raise PortalUnavailable(f"tệp trên các dòng khác hồ sơ: {'; '.join(wrong)}")

    async def _upload(self, row: UploadRow, place: int, file: Path, content: bytes) -> None:
        told: dict[str, Any] = {"messages": []}
        for _ in range(UPLOADS):
            told = await self._send(row, place, file.name, content)
            shown = shown_files(told["files"])
            if len(shown) == place + 1 and is_name(shown[place].name, file.name):
                return
            if not is_its_own_trouble(told["messages"]):
                break
            await self._remove_from(row, place, shown)
        raise _refused(row, file, told["messages"])

    async def _send(self, row: UploadRow, place: int, name: str, content: bytes) -> dict[str, Any]:
        heard = await self._ask("heard")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        chooser = await self._opened(row)
        await chooser.set_files({"name": name, "mimeType": kind, "buffer": content})
        wait_s = WAIT_S + PER_MEGABYTE_S * len(content) / MEGABYTE
        told: dict[str, Any] = await self._ask(
            "wait", place=row.place, count=place + 1, heardBefore=heard, waitMs=wait_s * 1000
        )
        return told

    async def _opened(self, row: UploadRow) -> FileChooser:
        """The file box, opened for this row; clicked again while another upload runs."""
        from playwright.async_api import TimeoutError as Late  # slow, and loaded by then

        page, until = self._tab.page, monotonic() + BUSY_S
        while monotonic() < until:
            try:
                async with page.expect_file_chooser(timeout=CLICK_MS) as opened:
                    await page.locator(BUTTON).nth(row.place).click()
                return await opened.value
            except Late:
                continue
        raise PortalUnavailable(f"dòng “{row.name}”: nút “Tải lên file” không mở ô chọn tệp")

    async def _remove_from(self, row: UploadRow, place: int, shown: Sequence[ShownFile]) -> None:
        for which in reversed(range(place, len(shown))):
            await self._ask("remove", place=row.place, which=which)

    async def _ask(self, action: str, **more: object) -> Any:
        return await self._tab.page.evaluate(_script(), {"action": action, **more})


def _row_of(paper: Paper, rows: Sequence[UploadRow]) -> UploadRow:
    found = [row for row in rows if label_key(row.name) == label_key(paper.row)]
    if len(found) == 1:
        return found[0]
    there = "; ".join(f"“{row.name}”" for row in rows)
    raise PortalChanged(
        f"có {len(found)} dòng giấy tờ tên “{paper.row}”, cần đúng một; ở đó có: {there}",
        field="papers",
    )


def is_its_own_trouble(messages: Sequence[str]) -> bool:
    """Whether nothing was said, or nothing about the file."""
    words = " · ".join(messages).casefold()
    return not words or any(part in words for part in ITS_OWN_TROUBLE)


def _refused(row: UploadRow, file: Path, messages: Sequence[str]) -> PortalError:
    told = f"dòng “{row.name}”, tệp {file.name}: "
    if not messages:
        return PortalUnavailable(f"{told}gửi {UPLOADS} lần mà dòng không hiện đúng tệp")
    told += "cổng trả lời " + " · ".join(f"“{text}”" for text in messages)
    return PortalUnavailable(told) if is_its_own_trouble(messages) else PortalRejected(told)

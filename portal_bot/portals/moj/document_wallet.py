"""Step 3, Thành phần hồ sơ: each file goes through the wallet, under a name without dots."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence
from typing import Any

from portal_bot.errors import PortalChanged, PortalError, PortalRejected, PortalUnavailable
from portal_bot.form.text import label_key, squeeze
from portal_bot.portals.igate_v1.uploads import is_name
from portal_bot.portals.moj.way_switches import DeliveryStep
from portal_bot.portals.moj.wizard_page import ask
from portal_bot.portals.national.attachments import is_its_own_trouble
from portal_bot.portals.roles import Paper
from portal_bot.portals.screen import Screen

PICK, FROM_HERE, KEEP, CLOSE = (
    "Chọn tệp đính kèm", "Tải lên từ thiết bị", "Thêm vào ví & Chọn", "Đóng"
)  # fmt: skip
ADD = "Thêm thành phần hồ sơ"
# As long as a program that works against the live page waits for one file.
WAIT_S, PER_MEGABYTE_S, MEGABYTE = 10.0, 5.0, 1_000_000
UPLOADS = 2
_NO_NAME = re.compile(r"[^\w \-]+")
LONGEST = 80


class PapersTable(Screen):
    """The table. The only proof of an upload is the document's name on its row."""

    heading = "Thành phần hồ sơ"

    async def attach(self, papers: Sequence[Paper]) -> None:
        """Puts each scan into the row of exactly its paper's name; one that is not there is added.

        Raises:
            PortalChanged: several rows of that name, or one that holds files already.
            PortalRejected: the portal refuses a file, in its words.
            PortalUnavailable: a document's name does not come up on its row.
        """
        for paper in papers:
            at = await self._row(paper)
            for place, name in enumerate(document_names(paper)):
                await self._put(at, place, name, paper)
        await self.insist(papers)

    async def insist(self, papers: Sequence[Paper]) -> None:
        """Insists that the rows show just the dossier's documents.

        Raises:
            PortalUnavailable: they do not; a new dossier may come out right.
        """
        wanted = {label_key(one.row): document_names(one) for one in papers if one.files}
        found = {label_key(one["name"]): one["files"] for one in await self._rows()}
        shown = {name: files for name, files in found.items() if files}
        wrong = [
            name
            for name in wanted | shown
            if len(wanted.get(name, ())) != len(shown.get(name, ()))
            or not all(map(is_name, shown.get(name, ()), wanted.get(name, ())))
        ]
        if wrong:
            raise PortalUnavailable(f"tài liệu trên các dòng khác hồ sơ: {'; '.join(wrong)}")

    async def go_on(self) -> DeliveryStep:
        return await self.tab.press("Bước tiếp theo", DeliveryStep)

    async def _rows(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = await ask(self.tab, "rows")
        return told

    async def _row(self, paper: Paper) -> int:
        """Where the paper's row stands."""
        rows, wanted = await self._rows(), label_key(paper.row)
        found = [at for at, row in enumerate(rows) if label_key(row["name"]) == wanted]
        if len(found) > 1 or any(rows[at]["files"] for at in found):
            there = "; ".join(f"“{row['name']}”" for row in rows)
            raise PortalChanged(
                f"có {len(found)} dòng “{paper.row}”, hoặc dòng ấy đã có tệp; ở đó có: {there}",
                field="papers",
            )
        if found:
            return found[0]
        await self.tab.click(ADD)
        boxes = self.tab.page.locator("tr input[type=text], tr input:not([type])")
        await boxes.last.fill(paper.row)
        return len(rows)

    async def _put(self, at: int, place: int, name: str, paper: Paper) -> None:
        told: dict[str, Any] = {"messages": []}
        for _ in range(UPLOADS):
            told = await self._send(at, place, name, paper)
            if len(told["files"]) == place + 1 and is_name(told["files"][place], name):
                # It may stay open, with what it showed before.
                await self._close()
                return
            await self._close()
            if not is_its_own_trouble(told["messages"]):
                break
        raise _refused(paper, name, told["messages"])

    async def _send(self, at: int, place: int, name: str, paper: Paper) -> dict[str, Any]:
        page, content = self.tab.page, paper.content(place)
        await page.get_by_role("button", name=PICK, exact=True).nth(at).click()
        dialog = page.get_by_role("dialog").last
        file = paper.files[place]
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        async with page.expect_file_chooser() as opened:
            await dialog.get_by_role("button", name=FROM_HERE, exact=True).click()
        chooser = await opened.value
        await chooser.set_files({"name": file.name, "mimeType": kind, "buffer": content})
        await dialog.locator("input[name=documentName]").fill(name)
        await self.tab.click(KEEP)
        wait_s = WAIT_S + PER_MEGABYTE_S * len(content) / MEGABYTE
        told: dict[str, Any] = await ask(
            self.tab, "wait", place=at, count=place + 1, waitMs=wait_s * 1000
        )
        return told

    async def _close(self) -> None:
        dialog = self.tab.page.get_by_role("dialog").last
        if await dialog.is_visible():
            await dialog.get_by_role("button", name=CLOSE, exact=True).click()


def document_names(paper: Paper) -> list[str]:
    """What a paper's files are called in the wallet: no dots, and no name twice."""
    names: list[str] = []
    for file in paper.files:
        plain = squeeze(_NO_NAME.sub(" ", file.stem.replace(".", " ")))[:LONGEST] or "tai lieu"
        twice = sum(one.startswith(plain) for one in names)
        names.append(f"{plain} {twice + 1}" if twice else plain)
    return names


def _refused(paper: Paper, name: str, messages: Sequence[str]) -> PortalError:
    told = f"dòng “{paper.row}”, tài liệu “{name}”: "
    if not messages:
        return PortalUnavailable(f"{told}gửi {UPLOADS} lần mà dòng không hiện đúng tài liệu")
    told += "cổng trả lời " + " · ".join(f"“{text}”" for text in messages)
    return PortalUnavailable(told) if is_its_own_trouble(messages) else PortalRejected(told)

"""Bổ sung hồ sơ: papers for a dossier that the portal has, under its own number."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from portal_bot.browser import trouble
from portal_bot.catalogue.names import plain
from portal_bot.dossier.entries import Entry
from portal_bot.errors import DossierError, PortalChanged
from portal_bot.form import Form
from portal_bot.journal import Receipt
from portal_bot.office_states import state_of
from portal_bot.portals.igate_v1.record import RecordScreen, peek
from portal_bot.portals.igate_v1.review import new_words
from portal_bot.portals.last_screen import Refusal
from portal_bot.portals.roles import Paper
from portal_bot.portals.screen import PAGE_PATIENCE_S, Screen, Tab

if TYPE_CHECKING:
    from playwright.async_api import FilePayload

    from portal_bot.browser.gate import Answer
    from portal_bot.portals.profile import Portal

NOTE, OTHERS = "Lời nhắn cho cơ quan", "Giấy tờ khác"
ROOT = "#formBoSung"
# The rows, and what each of their boxes holds: the only proof that the right files will be sent.
_ROWS = """() => {
  const plain = (el) => (el ? el.textContent : '').normalize('NFC').replace(/\\s+/g, ' ').trim();
  const boxes = [...document.querySelectorAll('#formBoSung input[type=file]')];
  return boxes.map((box) => ({
    row: plain(box.closest('tr')?.querySelector('.paper-name')) || box.ariaLabel || '',
    files: [...box.files].map((file) => [file.name, file.size]),
  }));
}"""


class SupplementScreen(Screen):
    """The page on which the citizen adds what the office asked for."""

    heading = "Bổ sung hồ sơ"
    button = "Gửi bổ sung"
    # It is told by its own page whether it was sent, as a draft is by the list.
    keeps_drafts = True
    # The page of a stored dossier, at whose address this one stands.
    record: ClassVar[type[RecordScreen]] = RecordScreen
    _number = ""

    @property
    def portal(self) -> Portal:
        return self.tab.portal

    async def choose(self, number: str, papers: Sequence[Paper], note: str) -> None:
        """Chooses every file for its row, writes the note, and reads both again.

        Raises:
            DossierError: more files for one row than the portal takes.
            PortalChanged: the page has no row for others, or does not hold what was chosen.
        """
        self._number = number
        rows: list[dict[str, Any]] = await self.tab.ask(_ROWS)
        names = [row["row"] for row in rows]
        chosen: dict[int, list[tuple[str, bytes]]] = {}
        for paper in papers:
            at = row_for(paper.row, names)
            if at is None:
                there = "; ".join(f"“{row['row']}”" for row in rows)
                raise PortalChanged(
                    f"trang bổ sung không có dòng “{paper.row}” hay “{OTHERS}”; ở đó có: {there}",
                    field="papers",
                )
            files = [(file.name, paper.content(n)) for n, file in enumerate(paper.files)]
            chosen.setdefault(at, []).extend(files)
        for at, files in chosen.items():
            await self._put(at, rows[at]["row"], files)
        async with trouble.bounded(PAGE_PATIENCE_S):
            await Form(self.tab.page, root=ROOT).fill([Entry("", None, NOTE, note, "")])
        self._compare(await self.tab.ask(_ROWS), chosen)

    async def _put(self, at: int, row: str, files: Sequence[tuple[str, bytes]]) -> None:
        most = self.portal.uploads.max_files
        if len(files) > most:
            raise DossierError(
                f"dòng “{row}” nhận nhiều nhất {most} tệp một lần, hồ sơ thêm {len(files)}; gộp "
                "các trang vào ít tệp hơn",
                field="papers",
            )
        box = self.tab.page.locator(f"{ROOT} input[type=file]").nth(at)
        payloads: list[FilePayload] = [
            {
                "name": name,
                "mimeType": mimetypes.guess_type(name)[0] or "application/octet-stream",
                "buffer": content,
            }
            for name, content in files
        ]
        await box.set_input_files(payloads)

    @staticmethod
    def _compare(
        rows: Sequence[Mapping[str, Any]], chosen: Mapping[int, Sequence[tuple[str, bytes]]]
    ) -> None:
        for at, row in enumerate(rows):
            wanted = [[name, len(content)] for name, content in chosen.get(at, ())]
            if row["files"] != wanted:
                raise PortalChanged(
                    f"trang bổ sung giữ tệp khác những tệp đã chọn ở dòng “{row['row']}”; chưa "
                    "gửi gì",
                    field="papers",
                )

    async def draft(self) -> str:
        return self._number

    async def press_submit(self) -> None:
        await self.tab.click(self.button)

    async def refused_before_sending(self) -> str | None:
        return await new_words(self.tab, type(self))

    async def land(self) -> bool:
        record = self.record.path_of(self._number)
        return await self.tab.landed(lambda address: urlsplit(address).path == record)

    async def is_reviewing(self) -> bool:
        return await self.tab.still_shows(type(self))

    async def is_draft(self, draft: str) -> bool:
        office = (await peek(self.tab, draft, self.record)).office
        return office is not None and state_of(office.words) == "supplement"

    def read_answer(self, answer: Answer) -> Receipt | Refusal | None:
        """A redirect to the record; that the papers are there, the record must tell.

        The portal leads there, too, when it takes nothing because somebody was faster.
        """
        if answer.status not in {302, 303} or answer.location is None:
            return None
        to = urlsplit(answer.location)
        return Receipt(self._number) if to.path == self.record.path_of(self._number) else None


def row_for(paper: str, rows: Sequence[str]) -> int | None:
    """The row that a paper goes to: of its name, else the only one whose name is part of it.

    An officer writes "Giấy chứng sinh" where the procedure says more; what nobody asked for by
    name goes to the row for others. `None`: there is none.
    """
    wanted, others = plain(paper), plain(OTHERS)
    names = [plain(row) for row in rows]
    like = [n for n, one in enumerate(names) if one != others and (one in wanted or wanted in one)]
    for found in (
        [n for n, one in enumerate(names) if one == wanted],
        like,
        [n for n, one in enumerate(names) if one == others],
    ):
        if len(found) == 1:
            return found[0]
    return None


async def open_supplement(
    tab: Tab,
    number: str,
    papers: Sequence[Paper],
    note: str,
    kind: type[SupplementScreen] = SupplementScreen,
) -> SupplementScreen:
    """The page of this dossier, with every file chosen; errors as `SupplementScreen.choose`."""
    screen = await tab.go(f"{kind.record.path_of(number)}/bo-sung", kind)
    await screen.choose(number, papers, note)
    return screen

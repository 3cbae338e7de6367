"""Kiểm tra hồ sơ: the last screen before the dossier leaves our hands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from portal_bot.browser import trouble
from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged, PortalUnavailable
from portal_bot.form import Comparison, Form, compare
from portal_bot.form.controls import kind_of
from portal_bot.form.snapshot import Snapshot
from portal_bot.human import Human
from portal_bot.journal import Due
from portal_bot.portals.igate_v1.captcha import answered
from portal_bot.portals.igate_v1.my_dossiers import MyDossiers
from portal_bot.portals.igate_v1.uploads import differing, shown_files
from portal_bot.portals.roles import Paper
from portal_bot.portals.screen import PAGE_PATIENCE_S, Screen, Tab, same

RESPONSIBILITY = "Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên"
SUBMIT = "Nộp hồ sơ"
SUBMITTER = "Thông tin người nộp hồ sơ"

_CHOICES = """() => {
  const plain = (el) => (el ? el.textContent : '').normalize('NFC').replace(/\\s+/g, ' ').trim();
  const rows = [...document.querySelectorAll('table.fees tr')].map((r) => [...r.cells].map(plain));
  const terms = [...document.querySelectorAll('dt')];
  const said = (name) => plain(terms.find((dt) => plain(dt) === name)?.nextElementSibling);
  return {
    total: (rows.find((r) => r[0] === 'Tổng cộng') || []).slice(1).join(' '),
    why: rows.slice(1, -1).filter((r) => /[1-9]/.test(r[r.length - 1])).map((r) => r[0]).join('; '),
    payment: said('Hình thức thanh toán'),
    method: said('Hình thức nhận kết quả'),
  };
}"""
# One line a file, as the portal keeps them: a browser that sends an upload anew is seen only here.
_FILES = """() => {
  const plain = (el) => (el ? el.textContent : '').normalize('NFC').replace(/\\s+/g, ' ').trim();
  const named = (table) => [...table.querySelectorAll('th')].map(plain);
  const tables = [...document.querySelectorAll('table')];
  const table = tables.find((one) => named(one).includes('Tệp tin'));
  if (!table) return null;
  const place = Math.max(0, named(table).indexOf('Tên giấy tờ'));
  return [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => ({
    row: plain(row.cells[place]),
    files: [...row.querySelectorAll('.file-name')].map((el) => ({
      name: plain(el),
      size: plain(el.parentElement.querySelector('.file-size')),
    })),
  }));
}"""
_NEW_WORDS = """(heading) => {
  const plain = (el) => el.textContent.normalize('NFC').replace(/\\s+/g, ' ').trim();
  const h1 = [...document.querySelectorAll('h1')].find((el) => el.getClientRects().length);
  if (document.readyState === 'loading' || !h1) return null;
  if (plain(h1) !== heading) return [];
  const shown = [...document.querySelectorAll('.toast, [role=alert]')]
    .filter((el) => el.getClientRects().length && el.dataset.portalBotHeard !== plain(el))
    .map(plain);
  // Also what was said since the press and has vanished by now.
  const kept = window.__portalBotHeard || [];
  const heard = kept.filter((one) => one.transient).map((one) => one.text);
  const said = [...new Set([...shown, ...heard])].filter(Boolean);
  return said.length ? said : null;
}"""


class ReviewScreen(Screen):
    """A disabled copy of the forms as the portal keeps them, captcha, box, the last button."""

    heading = "Kiểm tra hồ sơ"
    # CSS of the last form, with captcha and box.
    root: ClassVar = "#formNop"

    async def compare(self, entries: Sequence[Entry]) -> tuple[Comparison, dict[str, str]]:
        """What it shows beside the dossier; and what it says of the account's holder, by label."""
        return compared(entries, await Form(self.tab.page).snapshot(), SUBMITTER)

    async def compare_papers(self, papers: Sequence[Paper]) -> None:
        """Compares the files that the portal lists with the dossier's.

        Raises:
            PortalChanged: the screen lists no files.
            PortalUnavailable: it lists others, or one twice; a new draft may come out right.
        """
        told: list[dict[str, Any]] | None = await self.tab.ask(_FILES)
        if told is None:
            raise PortalChanged("màn hình kiểm tra không có bảng “Tệp tin”", field="papers")
        wrong = differing(papers, [(one["row"], shown_files(one["files"])) for one in told])
        if wrong:
            raise PortalUnavailable(f"màn hình kiểm tra ghi tệp khác hồ sơ ở: {'; '.join(wrong)}")

    async def fee(self, method: str) -> Due | None:
        """The fee's total as printed, what for and how it is paid; `None`: nothing is due.

        Raises:
            PortalChanged: the result comes back in another way than `method`, or there is no total.
        """
        told: dict[str, str] = await self.tab.ask(_CHOICES)
        if not same(told["method"], method):
            raise PortalChanged(
                f"màn hình kiểm tra ghi hình thức nhận kết quả “{told['method']}”, "
                f"hồ sơ chọn “{method}”",
                field="delivery.method",
            )
        digits = re.sub(r"\D", "", told["total"])
        if not digits:
            raise PortalChanged("bảng lệ phí không có dòng “Tổng cộng” với số tiền")
        where = paid_where(told["payment"], MyDossiers)
        return Due(int(digits), told["why"], where) if int(digits) else None

    async def make_ready(self, human: Human) -> None:
        captcha = await answered(self.tab, human)
        box = Entry("", None, RESPONSIBILITY, True, "")
        async with trouble.bounded(PAGE_PATIENCE_S):
            await Form(self.tab.page, root=self.root).fill([captcha, box])

    async def submit(self) -> None:
        await self.tab.click(SUBMIT)

    async def refusal(self) -> str | None:
        """Waits for new words of the portal on this same screen; `None` once it is left."""
        return await new_words(self.tab, type(self))


def paid_where(way: str, listed: type[MyDossiers]) -> str:
    """The way of paying as the portal words it, and where that is done, if it is online."""
    online = f": “{listed.heading}”, thẻ “{listed.unpaid}”" if "trực tuyến" in way else ""
    return way + online


async def new_words(tab: Tab, screen: type[Screen]) -> str | None:
    """Waits for new words of the portal while this screen stays; `None` once it is left."""
    return await words_under(tab, screen.heading)


async def words_under(tab: Tab, heading: str) -> str | None:
    """The same, while a page stays under this heading."""
    handle = await tab.page.wait_for_function(_NEW_WORDS, arg=heading, timeout=0)
    said: list[str] = await handle.json_value()
    return " · ".join(said) or None


def compared(
    entries: Sequence[Entry], seen: Snapshot, submitter: str
) -> tuple[Comparison, dict[str, str]]:
    """What a page shows beside the dossier, and what it says of the account's holder, by label.

    Args:
        entries: what the portal must hold.
        seen: the page's controls.
        submitter: the title of the block of the account's holder.
    """
    holder = {
        " / ".join((*control.titles[1:], control.label)): kind_of(control).found(control)
        for control in seen
        if control.titles and same(control.titles[0], submitter)
    }
    return compare(entries, seen), holder

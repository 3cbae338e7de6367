"""Chi tiết hồ sơ: a stored dossier, and its receipt."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from portal_bot.errors import PortalChanged
from portal_bot.journal import NOTHING_DUE, Due, Receipt
from portal_bot.moments import VIETNAM
from portal_bot.portals.base import Download, Record, StoredPaper
from portal_bot.portals.igate_v1.delivery import METHOD
from portal_bot.portals.screen import Screen

RECEIPT_LINK = "Tải giấy tiếp nhận"
# “24.000 đồng (Chờ thanh toán)”
_FEE = re.compile(
    r"(?P<amount>\d[\d.,\s]*)(?:đồng|đ|VNĐ|VND)?\s*\((?P<state>[^()]+)\)", re.IGNORECASE
)
_PAID = re.compile(r"^đã (?:thanh toán|nộp)", re.IGNORECASE)
_NOTHING = re.compile(r"^(?:không phải nộp|miễn)", re.IGNORECASE)


def path_of(number: str) -> str:
    return f"/dich-vu-cong/ca-nhan/ho-so/{number}"


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.igate_v1") / "record.js").read_text("utf-8")


class RecordScreen(Screen):
    """A dossier as the portal stored it."""

    heading = "Chi tiết hồ sơ"
    _receipt_at = ""

    async def read(self) -> Record:
        told: dict[str, Any] = await self.tab.page.evaluate(_script())
        self._receipt_at = told["receipt"]
        number = told["head"].get("Số hồ sơ", "")
        if not number:
            raise PortalChanged("trang chi tiết hồ sơ không có mục “Số hồ sơ”")
        fields = {
            (f["section"], f["group"], f["label"]): tuple(f["rows"]) if "rows" in f else f["value"]
            for f in told["fields"]
        }
        fields["", "", METHOD] = told["head"].get(METHOD, "")
        papers = tuple(StoredPaper(p["row"], p["name"], p["size"]) for p in told["papers"])
        return Record(number, told["head"], fields, papers)

    async def document(self, download: Download) -> tuple[bytes, str]:
        """The receipt as the portal gives it, and its ending. The record must have been read.

        Raises:
            PortalChanged: there is no link to it, or one that leads out of the portal.
            PortalUnavailable: it does not come.
        """
        if not self._receipt_at:
            raise PortalChanged(f"trang chi tiết hồ sơ không có liên kết “{RECEIPT_LINK}”")
        given = await download(self._receipt_at)
        return given.body, "pdf" if "pdf" in given.kind else "html"


def receipt_of(record: Record) -> Receipt:
    """The receipt's dates, as the record prints them."""
    return Receipt(
        record.number,
        _moment(record.head.get("Ngày nộp", "")),
        _moment(record.head.get("Ngày hẹn trả", "")),
    )


def due_of(record: Record) -> Due | None:
    """What stands at “Lệ phí”: how much, and whether it is paid; `None`: nothing readable."""
    told = _FEE.fullmatch(record.head.get("Lệ phí", "").strip())
    if told is None:
        return None
    state, amount = told["state"].strip(), int(re.sub(r"\D", "", told["amount"]))
    if not amount or _NOTHING.match(state):
        return NOTHING_DUE
    return Due(amount, "", state, paid=bool(_PAID.match(state)))


def _moment(printed: str) -> str | None:
    """ISO 8601 with Vietnam's offset, or `None` where nothing readable is printed."""
    for form in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(printed, form).replace(tzinfo=VIETNAM).isoformat()
        except ValueError:
            continue
    return None

"""Chi tiết hồ sơ: a stored dossier, and its receipt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from portal_bot.dossier.entries import Entry
from portal_bot.errors import NotThere, PortalChanged, PortalUnavailable, SessionLost
from portal_bot.journal import NOTHING_DUE, Due, Receipt
from portal_bot.moments import printed_moment
from portal_bot.portals.igate_v1.declaration import GENERAL
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.igate_v1.office_facts import office_of
from portal_bot.portals.igate_v1.review import SUBMITTER
from portal_bot.portals.peoples_words import keep_out
from portal_bot.portals.roles import Download, Record, Request, StoredPaper
from portal_bot.portals.screen import Screen, Tab, same

RECEIPT_LINK = "Tải giấy tiếp nhận"
AGENCY = "Cơ quan thực hiện"
PROCEDURE = "Thủ tục"
OWNER = "Chủ hồ sơ"
# What the portal adds of its own above a stored dossier: not the dossier's to say.
ADDED = frozenset({"Ngày nộp", "Ngày hẹn trả", "Trạng thái", "Lệ phí"})
_WITHOUT_DISTRICT = 2
_COMMITTEE = re.compile(r"^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE)
# “24.000 đồng (Chờ thanh toán)”
_FEE = re.compile(
    r"(?P<amount>\d[\d.,\s]*)(?:đồng|đ|VNĐ|VND)?\s*\((?P<state>[^()]+)\)", re.IGNORECASE
)
_PAID = re.compile(r"^đã (?:thanh toán|nộp)", re.IGNORECASE)
_NOTHING = re.compile(r"^(?:không phải nộp|miễn)", re.IGNORECASE)


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.igate_v1") / "record.js").read_text("utf-8")


class RecordScreen(Screen):
    """A dossier as the portal stored it."""

    heading = "Chi tiết hồ sơ"
    prefix: ClassVar = "/dich-vu-cong"
    number: ClassVar = "Số hồ sơ"
    # The titles of the portal's own blocks: where our reference stands, and who hands it in.
    general: ClassVar = GENERAL
    submitter: ClassVar = SUBMITTER
    _receipt_at = ""

    @classmethod
    def path_of(cls, number: str) -> str:
        return f"{cls.prefix}/ca-nhan/ho-so/{number}"

    @classmethod
    def arranged(cls, fields: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
        """What it shows, in the groups that a form has; here each group has its title."""
        return fields

    async def read(self) -> Record:
        told: dict[str, Any] = await self.tab.ask(_script(), {"address": None})
        self._receipt_at = told["receipt"]
        return record_of(told, self.tab.portal.reference_field, type(self))

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


def heads(request: Request) -> tuple[Entry, ...]:
    """What stands above the declaration and is the dossier's: its procedure, its agency."""
    to = (request.agency.province, request.agency.district, request.agency.commune)
    return (
        Entry("", None, PROCEDURE, request.title, "procedure"),
        *(
            Entry("", AGENCY, label, name, "agency", level=level)
            for level, (label, name) in enumerate(zip(ADDRESS_LEVELS, to, strict=False))
            if name
        ),
    )


async def open_record(
    tab: Tab, number: str, kind: type[RecordScreen] = RecordScreen
) -> RecordScreen:
    """Opens a stored dossier.

    Raises:
        NotThere: the account has none of this number.
    """
    try:
        return await tab.go(kind.path_of(number), kind)
    except PortalChanged as error:
        if (await tab.now()).status == HTTPStatus.NOT_FOUND:
            raise NotThere(f"tài khoản không có hồ sơ {number} trên cổng") from error
        raise


async def peek(tab: Tab, number: str, kind: type[RecordScreen] = RecordScreen) -> Record:
    """A stored dossier, read beside the page that is open.

    Raises:
        NotThere: the account has none of this number.
        SessionLost: the portal sends to the sign-in screen instead.
        PortalUnavailable: it answers with trouble.
    """
    asked = {"address": tab.portal.url(kind.path_of(number))}
    told: dict[str, Any] = await tab.ask(_script(), asked)
    if told["status"] == HTTPStatus.NOT_FOUND:
        raise NotThere(f"tài khoản không có hồ sơ {number} trên cổng")
    if told["status"] != HTTPStatus.OK:
        raise PortalUnavailable(f"cổng trả lời {told['status']} khi mở hồ sơ {number}")
    if same(told["heading"], tab.sign_in.heading):
        raise SessionLost("cổng đã đăng xuất giữa chừng")
    if not same(told["heading"], kind.heading):
        raise PortalChanged(f"mở hồ sơ {number} nhưng cổng hiện “{told['heading']}”")
    return record_of(told, tab.portal.reference_field, kind)


def record_of(
    told: Mapping[str, Any],
    reference_field: str | None,
    kind: type[RecordScreen] = RecordScreen,
) -> Record:
    """A record as `record.js` tells of it.

    What a portal adds of its own (`ADDED`) stays in the head alone; all else that stands there is
    among the fields, to be compared. What stands twice is told twice.

    Raises:
        PortalChanged: it names no number, or a paper without its name or size.
    """
    head: dict[str, str] = {}
    for label, value in told["head"]:
        head[label] = f"{head[label]} · {value}" if label in head else value
    number = head.get(kind.number, "")
    if not number:
        raise PortalChanged(f"trang chi tiết hồ sơ không có mục “{kind.number}”")
    fields: dict[tuple[str, str, str], str | tuple[Mapping[str, str], ...]] = {}
    for one in kind.arranged(told["fields"]):
        place = (one["section"], one["group"], one["label"])
        value = tuple(one["rows"]) if "rows" in one else one["value"]
        fields[place] = f"{_flat(fields[place])} · {_flat(value)}" if place in fields else value
    for label, value in head.items():
        if label == AGENCY:
            fields |= {("", AGENCY, level): part for level, part in agency_parts(value).items()}
        elif label not in {kind.number, *ADDED}:
            fields["", "", label] = value
    if any(not p["name"] or not isinstance(p["size"], int) for p in told["papers"]):
        raise PortalChanged("trang chi tiết hồ sơ có tệp không ghi tên hoặc dung lượng")
    keep_out(names=[head.get(OWNER, "")], files=[p["name"] for p in told["papers"]])
    papers = tuple(StoredPaper(p["row"], p["name"], p["size"], p["at"]) for p in told["papers"])
    return Record(
        number,
        head,
        fields,
        papers,
        procedure=head.get(PROCEDURE, ""),
        reference=None
        if reference_field is None
        else str(fields.get((kind.general, "", reference_field), "")),
        submitter={
            " / ".join((group, label)) if group else label: str(value)
            for (section, group, label), value in fields.items()
            if same(section, kind.submitter)
        },
        filed_at=printed_moment(head.get("Ngày nộp", "")),
        due=due_of(head),
        office=office_of(told["office"], head) if "office" in told else None,
    )


def agency_parts(printed: str) -> dict[str, str]:
    """The levels of “Ủy ban nhân dân Xã Hòa Thành, Thị xã Đông Hòa, Tỉnh Phú Yên”, by label."""
    parts = [part.strip() for part in _COMMITTEE.sub("", printed.strip()).split(",")]
    if len(parts) == _WITHOUT_DISTRICT:
        return dict(zip((ADDRESS_LEVELS[2], ADDRESS_LEVELS[0]), parts, strict=True))
    return dict(zip(reversed(ADDRESS_LEVELS[:3]), parts, strict=False)) | (
        {"?": ", ".join(parts[3:])} if len(parts) > len(ADDRESS_LEVELS[:3]) else {}
    )


def _flat(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(", ".join(row.values()) for row in value)
    return str(value)


async def digest_of(tab: Tab, paper: StoredPaper, download: Download) -> str | None:
    """SHA-256 of a scan that the open record offers back; `None`: it offers none of the portal's.

    Raises:
        PortalUnavailable: it does, and does not give it.
    """
    if paper.at is None:
        return None
    address = urljoin(tab.page.url, paper.at)
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" not in tab.portal.origins:
        return None
    return hashlib.sha256((await download(address)).body).hexdigest()


def receipt_of(record: Record) -> Receipt:
    """The receipt's dates, as the record prints them."""
    return Receipt(
        record.number,
        _moment(record.head.get("Ngày nộp", "")),
        _moment(record.head.get("Ngày hẹn trả", "")),
    )


def due_of(head: Mapping[str, str]) -> Due | None:
    """What stands at “Lệ phí”: how much, and whether it is paid; `None`: nothing readable."""
    told = _FEE.fullmatch(head.get("Lệ phí", "").strip())
    if told is None:
        return None
    state, amount = told["state"].strip(), int(re.sub(r"\D", "", told["amount"]))
    if not amount or _NOTHING.match(state):
        return NOTHING_DUE
    return Due(amount, "", state, paid=bool(_PAID.match(state)))


def _moment(printed: str) -> str | None:
    """ISO 8601 with Vietnam's offset, or `None` where nothing readable is printed."""
    at = printed_moment(printed)
    return None if at is None else at.isoformat()

"""Walks through a portal's interface once: what is asked, in which order, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal_bot.catalogue.editions import Edition
from portal_bot.errors import PortalChanged
from portal_bot.published.public_interface import Interface, NotPublished
from portal_bot.published.shelf import Answered, Shelf
from portal_bot.published.told import ToldListed, ToldRecord, read_as

LIST = "/submitting/formality/list-all-public-formality-by-citizen"
RECORD = "/configuring/formality/get-formality-by-citizen"
FORM = "/configuring/formality/get-formality-form-by-citizen"
SERVICES = "/submitting/formality/list-department-url-by-citizen"
# The interface gives no more at once.
MOST = 200
# A list that never ends is no list.
_PAGES = 60
# How the answers are called in the home.
LISTED, SERVED, RECORDED, FORMED = "list", "services", "record", "form"


@dataclass(frozen=True, slots=True)
class PullStep:
    """A question of the walk, for whoever looks on.

    Attributes:
        what: what is asked for.
        kept: it need not be asked: an earlier answer is still fresh.
    """

    what: str
    kept: bool


Tell = Callable[[PullStep], None]


@dataclass(frozen=True, slots=True)
class Walk:
    """Where it is asked, and what for.

    Attributes:
        agency: the name of the agency whose services are asked for.
        editions: the procedures.
    """

    agency: str
    editions: Sequence[Edition]

    def promised(self) -> list[str]:
        """What it will ask for, in words for people, before it asks."""
        forms = sum(has_form(one) for one in self.editions)
        return [
            f"danh sách thủ tục của cổng, tối đa {MOST} dòng mỗi lần hỏi",
            f"các thủ tục mà {self.agency} nhận trực tuyến",
            f"dữ kiện của {len(self.editions)} thủ tục, mỗi thủ tục một lần hỏi",
            f"mẫu tờ khai của {forms} thủ tục, mỗi trường hợp một lần hỏi",
        ]


def has_form(edition: Edition) -> bool:
    """Whether its form is on the portal's own page; the ministry's wizard is elsewhere."""
    return edition.form.value is not None and edition.form.value.system == "national_page"


async def pull(interface: Interface, shelf: Shelf, walk: Walk, tell: Tell) -> None:
    """Asks for all of it; what is fresh in the home is not asked for again.

    Each answer is kept as it comes: a walk that was killed goes on where it was.

    Raises:
        PortalChanged: an answer has no shape that is known.
        PortalUnavailable: the portal does not answer, after all patience.
        SetupError: the home cannot be written.
    """
    going = _Going(interface, shelf, tell)
    listed = await going.pages(LIST, LISTED, {}, "items")
    ids = {one.code: one.id for one in _read(ToldListed, listed, "danh sách thủ tục")}
    await going.pages(SERVICES, SERVED, {
        "formalityTargetType": "VIETNAMESE_CITIZEN", "search": walk.agency,
    }, "rows")  # fmt: skip
    for edition in walk.editions:
        code = edition.code.value or ""
        id_ = ids.get(code) or edition.formality_id.value
        if not id_:
            continue
        record = await going.one(RECORD, RECORDED, code, {"id": id_})
        if record is not None and has_form(edition):
            for case in read_as(ToldRecord, record, f"dữ kiện {code}").cases:
                await going.one(FORM, FORMED, case.id, {"id": case.id})


@dataclass(slots=True)
class _Going:
    interface: Interface
    shelf: Shelf
    tell: Tell

    async def one(self, path: str, kind: str, key: str, body: dict[str, Any]) -> Any:
        """One answer; `None`: the portal knows nothing of that name."""
        fresh = self.shelf.fresh(kind, key)
        self.tell(PullStep(f"{kind} {key}", fresh is not None))
        if fresh is not None:
            return fresh.data
        try:
            data = await self.interface.ask(path, body)
        except NotPublished:
            data = None
        self.shelf.put(kind, key, data)
        return data

    async def pages(self, path: str, kind: str, body: dict[str, Any], rows: str) -> list[Any]:
        """All rows of a list: it ends with an empty page, or one that leads nowhere.

        Raises:
            PortalChanged: it does not end, or is no list.
        """
        found: list[Any] = []
        last: str | None = None
        for number in range(_PAGES):
            asked = {**body, "limit": MOST, "lastId": last}
            page = await self.one(path, kind, str(number), asked)
            listed = page.get(rows) if isinstance(page, dict) else None
            if not isinstance(listed, list):
                raise PortalChanged(f"danh sách {kind} không có dạng đã biết ({rows})")
            found += listed
            before, last = last, page.get("lastId")
            if _is_last(page, found, listed, before):
                return found
        raise PortalChanged(f"danh sách {kind} dài hơn {_PAGES} trang: không tin được")


def _read(model: type[Any], rows: Sequence[Any], what: str) -> Iterator[Any]:
    return (read_as(model, row, what) for row in rows)


def rows_of(shelf: Shelf, kind: str, model: type[Any], what: str) -> list[Any] | None:
    """The rows of a list that was kept; `None`: not pulled to its end.

    Raises:
        PortalChanged: a row has another shape.
    """
    found: list[Any] = []
    last: str | None = None
    for number in range(_PAGES):
        page = shelf.get(kind, str(number))
        if page is None or not isinstance(page.data, dict):
            return None
        rows = page.data.get("items") or page.data.get("rows") or []
        found += _read(model, rows, what)
        before, last = last, page.data.get("lastId")
        if _is_last(page.data, found, rows, before):
            return found
    return None


def _is_last(
    page: Mapping[str, Any], found: Sequence[Any], rows: Sequence[Any], before: str | None
) -> bool:
    """Whether a list ends here: all of it is there, the page is empty, or leads nowhere."""
    total, last = page.get("total"), page.get("lastId")
    whole = isinstance(total, int) and len(found) >= total > 0
    return whole or not rows or last is None or last == before


def record_of(shelf: Shelf, code: str) -> tuple[Answered, ToldRecord | None] | None:
    """A procedure's record as it was answered; `None`: never asked.

    Raises:
        PortalChanged: it has another shape.
    """
    kept = shelf.get(RECORDED, code)
    if kept is None:
        return None
    return kept, None if kept.data is None else read_as(ToldRecord, kept.data, f"dữ kiện {code}")

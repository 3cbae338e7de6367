"""Xử lý hồ sơ: a dossier as its officers see it, and what they may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any

from portal_bot.errors import NotThere, PortalChanged, PortalUnavailable, SessionLost
from portal_bot.form import Form
from portal_bot.moments import printed_moment
from portal_bot.portals.igate_v1.office_requests import path_of
from portal_bot.portals.igate_v1.record import OWNER
from portal_bot.portals.office_side import OfficeDossier, OfficeStep, Task, TaskValues
from portal_bot.portals.peoples_words import keep_out
from portal_bot.portals.screen import Screen, Tab, same

HISTORY = ("Lúc", "Người thực hiện", "Việc", "Trạng thái sau đó", "Nội dung")
STATE, NUMBER = "Trạng thái", "Số hồ sơ"
# A form, its button and its line of history have one name.
TITLES: Mapping[Task, str] = {
    Task.RECEIVE: "Tiếp nhận",
    Task.FORWARD: "Chuyển xử lý",
    Task.RETURN: "Trả kết quả",
}
UNIT, RECEIVER, NOTE = "Bộ phận xử lý", "Người nhận kết quả", "Ghi chú"
_BOXES = {"unit": UNIT, "receiver": RECEIVER, "note": NOTE}


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.igate_v1") / "office_page.js").read_text("utf-8")


class OfficeDossierScreen(Screen):
    """A dossier's page at the office."""

    heading = "Xử lý hồ sơ"

    async def read(self) -> OfficeDossier:
        return record_of(await self.tab.ask(_script(), {"address": None}))

    async def officer(self) -> str:
        """Who is signed in."""
        told: dict[str, Any] = await self.tab.ask(_script(), {"address": None})
        return str(told["officer"])

    async def enter(self, task: Task, values: TaskValues) -> None:
        form = Form(self.tab.page, root=f'form[aria-label="{TITLES[task]}"]')
        for name, label in _BOXES.items():
            if value := getattr(values, name):
                await form.enter(label, value)


class NoOfficeDossier(Screen):
    """What the office shows for a number that it does not have, or not for this officer."""

    heading = "Không tìm thấy hồ sơ"

    @classmethod
    def is_open(cls, seen: Any) -> bool:
        return any(same(seen.heading, one) for one in (cls.heading, "Không xem được hồ sơ"))


async def open_office_page(tab: Tab, desk: str, number: str) -> OfficeDossierScreen:
    """Opens a dossier's page at the office; errors as `OfficeSide.open`."""
    screen = await tab.go(path_of(desk, number), OfficeDossierScreen, NoOfficeDossier)
    if not isinstance(screen, OfficeDossierScreen):
        raise NotThere(f"trang một cửa trả lời “{screen.seen.heading}” cho hồ sơ {number}")
    return screen


async def peek_office_page(tab: Tab, desk: str, number: str) -> OfficeDossier:
    """The same without leaving the page that is open."""
    told = await tab.ask(_script(), {"address": tab.portal.url(path_of(desk, number))})
    if told["status"] != HTTPStatus.OK:
        raise PortalUnavailable(f"cổng trả lời {told['status']} khi hỏi hồ sơ {number}")
    heading = told["headings"][0] if told["headings"] else ""
    if same(heading, tab.sign_in.heading):
        raise SessionLost("cổng đã đăng xuất giữa chừng")
    if not same(heading, OfficeDossierScreen.heading):
        raise PortalUnavailable(f"cổng không hiện trang “{OfficeDossierScreen.heading}”")
    return record_of(told)


def record_of(told: Mapping[str, Any]) -> OfficeDossier:
    """A dossier as `office_page.js` tells of it.

    Raises:
        PortalChanged: its number, its state or its history is not where it was, or unreadable.
    """
    head = dict(told["head"])
    if NUMBER not in head or STATE not in head:
        there = ", ".join(f"“{label}”" for label in head) or "không có gì"
        raise PortalChanged(
            f"trang “{OfficeDossierScreen.heading}” phải ghi “{NUMBER}” và “{STATE}” ở đầu; ở đó "
            f"có: {there}"
        )
    titles = {title: task for task, title in TITLES.items()}
    proposed = [form["boxes"] for form in told["forms"]]
    notes = [cells[-1] for cells in told["steps"] if cells]
    keep_out(
        [*notes, *(boxes.get(NOTE, "") for boxes in proposed)],
        names=[part.get(name, "") for part in (head, *proposed) for name in (OWNER, RECEIVER)],
    )
    return OfficeDossier(
        number=head[NUMBER],
        head=head,
        state=head[STATE],
        unit=head.get(UNIT, ""),
        receiver=head.get(RECEIVER, ""),
        steps=tuple(_steps(told)),
        offered={
            titles[form["title"]]: _proposed(form["boxes"])
            for form in told["forms"]
            if form["title"] in titles
        },
    )


def _proposed(boxes: Mapping[str, str]) -> TaskValues:
    return TaskValues(**{name: boxes.get(label, "") for name, label in _BOXES.items()})


def _steps(told: Mapping[str, Any]) -> list[OfficeStep]:
    if tuple(told["columns"]) != HISTORY:
        there = ", ".join(told["columns"]) or "không có bảng nào"
        raise PortalChanged(
            f"bảng “Quá trình xử lý” phải có các cột {', '.join(HISTORY)}; ở đó có: {there}"
        )
    return [_step(place, cells) for place, cells in enumerate(told["steps"], 1)]


def _step(place: int, cells: list[str]) -> OfficeStep:
    at = printed_moment(cells[0]) if len(cells) == len(HISTORY) else None
    if at is None:
        raise PortalChanged(f"bảng “Quá trình xử lý”: không đọc được dòng {place}")
    _, by, what, state, note = cells
    task = next((task for task, title in TITLES.items() if same(title, what)), None)
    return OfficeStep(at, by, what, task, state, note)

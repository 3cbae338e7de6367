"""The look-up of the population base: asked by the page itself, overwrites and locks.

So whom it looks up is filled in first, its answer is waited for, and only then comes the rest.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from portal_bot.dossier.entries import Entry
from portal_bot.errors import DossierError, PortalUnavailable
from portal_bot.portals.national.interface import LOOK_UP

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Response

# All three start it.
SOUGHT_BY = ("full_name", "citizen_id", "birth_date")
# Two to three seconds are usual; nobody knows the longest.
PATIENCE_S = 30.0


def sought(declared: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of each person that the page will look up, the birth date last."""
    by_path = {one.path: one for one in declared}
    blocks = dict.fromkeys(one.path.rpartition(".")[0] for one in declared if one.looked_up)
    found = [[by_path.get(f"{block}.{name}") for name in SOUGHT_BY] for block in blocks]
    return [
        [one for one in three if one is not None]
        for three in found
        if all(one is not None and one.value is not None for one in three)
    ]


class LookUps:
    """Hears what the page asks the population base, and what that answers."""

    def __init__(self) -> None:
        self._asked: list[Request] = []
        self._answers: list[Response] = []
        self._ended = asyncio.Event()

    @contextmanager
    def heard(self, page: Page) -> Iterator[None]:
        """Meanwhile: a word of every request, of every page that is opened, costs much."""
        heard: dict[Any, Any] = {
            "request": self._on_request,
            "response": self._on_response,
            "requestfailed": self._on_failed,
        }
        for event, work in heard.items():
            page.on(event, work)
        try:
            yield
        finally:
            for event, work in heard.items():
                page.remove_listener(event, work)

    def _on_request(self, request: Request) -> None:
        if _is_look_up(request):
            self._asked.append(request)

    def _on_response(self, response: Response) -> None:
        if _is_look_up(response.request):
            self._answers.append(response)
            self._on_failed(response.request)

    def _on_failed(self, request: Request) -> None:
        if request in self._asked:
            self._asked.remove(request)
            self._ended.set()

    async def answered(self, people: Sequence[Sequence[Entry]]) -> None:
        """Waits until nothing is asked any more.

        Args:
            people: whom was asked about, each as `sought` gives them.

        Raises:
            DossierError: nobody there is known by that name, number and birth date.
            PortalUnavailable: it does not answer, or is out of order.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while self._asked:
                    self._ended.clear()
                    await self._ended.wait()
        if self._asked:
            raise PortalUnavailable(
                f"cơ sở dữ liệu về dân cư không trả lời sau {PATIENCE_S:.0f} giây"
            )
        # Of several about one number the last one counts, as on the page.
        for number, response in {_number(one.request): one for one in self._answers}.items():
            mine = [p for p in people if any(entry.value == number for entry in p)]
            await _refuse(response, mine[0] if mine else people[0])


def _number(request: Request) -> str:
    with suppress(ValueError, TypeError, AttributeError, KeyError):
        return str(json.loads(request.post_data or "")["code"])
    return ""


async def _refuse(response: Response, person: Sequence[Entry]) -> None:
    if response.ok:
        return
    said = ""
    with suppress(Exception):  # its words are only quoted
        told: Any = await response.json()
        said = str(told.get("message", ""))
    if response.status == HTTPStatus.NOT_FOUND:
        names = ", ".join(f"“{one.label}” ({one.path})" for one in person)
        raise DossierError(
            f"cơ sở dữ liệu về dân cư không tìm thấy người này, cổng trả lời “{said}”: xem lại "
            f"{names} trong “{person[0].section}” theo giấy tờ; đúng cả thì người dân hỏi công an "
            "cấp xã trước khi nộp",
            field=next(one.path for one in person if one.path.endswith("citizen_id")),
        )
    raise PortalUnavailable(
        f"cơ sở dữ liệu về dân cư trả lời {response.status}{f': “{said}”' if said else ''}"
    )


def _is_look_up(request: Request) -> bool:
    return urlsplit(request.url).path == LOOK_UP

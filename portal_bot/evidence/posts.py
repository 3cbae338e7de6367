"""The forms that the page posted on the way, for the proof sheet. Kept in memory only."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from playwright.async_api import Page, Request


class Posts:
    """Listens to a page and keeps each posted field's values, by the field's name in the page."""

    def __init__(self, page: Page) -> None:
        self.fields: dict[str, tuple[str, ...]] = {}
        page.on("request", self._on_request)

    def _on_request(self, request: Request) -> None:
        if request.method != "POST" or not request.is_navigation_request():
            return
        body = request.post_data_buffer or b""
        posted: dict[str, list[str]] = {}
        for name, value in _pairs(request.headers.get("content-type", ""), body):
            posted.setdefault(name, []).append(value)
        self.fields.update({name: tuple(values) for name, values in posted.items()})


def _pairs(content_type: str, body: bytes) -> list[tuple[str, str]]:
    if content_type.startswith("application/x-www-form-urlencoded"):
        return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    if not content_type.startswith("multipart/form-data"):
        return []
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
    )
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace"),
        )
        for part in message.iter_parts()
        if part.get_filename() is None
    ]

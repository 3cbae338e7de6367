"""The forms that the page posted on the way, for the proof sheet. Kept in memory only."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from portal_bot.browser.gate import Gate, Leaving


class Posts:
    """Keeps each posted field's values as the gate let them pass, by the field's name in the page.

    What carries files is not read: the browser does not tell all of its bytes.
    """

    def __init__(self, gate: Gate) -> None:
        self.fields: dict[str, tuple[str, ...]] = {}
        gate.posted = self._on_posted

    def _on_posted(self, asked: Leaving) -> None:
        kind = next((v for k, v in asked.headers.items() if k.lower() == "content-type"), "")
        posted: dict[str, list[str]] = {}
        for name, value in _pairs(kind, asked.body or b""):
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

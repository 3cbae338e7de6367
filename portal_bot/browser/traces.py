"""A trace of a session for the maintainer (`--trace`): what was called, asked, answered, and when.

Playwright's own would hold every page, every request's body and every value that was filled in.
What is kept of it is listed here, and goes through the redactor; the rest is never unpacked.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loguru import logger

from portal_bot import clock, privacy
from portal_bot.atomic_write import write_private
from portal_bot.strongbox.working import work_folder

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

_number = count(1)
_STOP_S = 20.0
_RECORDS = (".trace", ".network")
_OF_ANY = (
    *("type", "callId", "parentId", "startTime", "endTime", "class", "method", "version"),
    *("browserName", "platform", "wallTime", "monotonicTime", "contextId", "pageId", "origin"),
)
_PARAMETERS = ("selector", "url", "timeout", "state")
_ENTRY = ("startedDateTime", "time", "timings", "pageref", "_monotonicTime", "_resourceType")


@asynccontextmanager
async def traced(context: BrowserContext, folder: Path | None) -> AsyncIterator[None]:
    """Keeps a redacted trace of all that is done in a context.

    Args:
        context: has no page yet.
        folder: where the trace goes (0600); `None`: there is none.
    """
    if folder is None:
        yield
        return
    from playwright.async_api import Error  # slow, and loaded by then

    await context.tracing.start(screenshots=False, snapshots=False, sources=False)
    try:
        yield
    finally:
        # A trace that cannot be kept must not stop a filing.
        # A kill may come before it is redacted: what it leaves there is swept.
        mine = work_folder(folder.parent)
        with suppress(Error, OSError), tempfile.TemporaryDirectory(dir=mine) as place:
            whole = Path(place) / "whole.zip"
            async with asyncio.timeout(_STOP_S):
                await context.tracing.stop(path=whole)
            name = f"{clock.machine():%Y%m%dT%H%M%S}-{next(_number)}.zip"
            kept = write_private(folder / name, redacted(whole.read_bytes()))
            logger.info("trace: {}", kept)


def redacted(whole: bytes) -> bytes:
    """What may be kept of a trace.

    Args:
        whole: a zip as Playwright writes it.
    """
    into = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(whole)) as read,
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in read.namelist():
            if name.endswith(_RECORDS):
                lines = read.read(name).decode("utf-8", "replace").splitlines()
                written.writestr(name, "".join(_lines(lines)))
    return into.getvalue()


def _lines(lines: list[str]) -> Iterator[str]:
    for line in lines:
        with suppress(ValueError):
            said = json.loads(line)
            keep = _KEPT.get(said.get("type", ""))
            if keep is not None:
                yield privacy.redact(json.dumps(keep(said), ensure_ascii=False)) + "\n"


def _of_call(said: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: said[name] for name in _OF_ANY if name in said}
    if parameters := said.get("params"):
        kept["params"] = {n: _cut(parameters[n]) for n in _PARAMETERS if n in parameters}
    if error := said.get("error"):
        # Behind its first line stand elements of the page, with what is in them.
        first = str(error.get("message", "")).partition("\n")[0]
        kept["error"] = {"name": error.get("name", ""), "message": first}
    return kept


def _of_request(said: Mapping[str, Any]) -> dict[str, Any]:
    entry = said["snapshot"]
    request, response = entry.get("request", {}), entry.get("response", {})
    empty = {"headers": [], "cookies": [], "headersSize": -1, "bodySize": -1}
    content = response.get("content", {})
    return {
        "type": said["type"],
        "snapshot": {
            **{name: entry[name] for name in _ENTRY if name in entry},
            "cache": {},
            "request": {
                **empty,
                "method": request.get("method"),
                "url": _cut(request.get("url", "")),
                "httpVersion": request.get("httpVersion"),
                "queryString": [],
            },
            "response": {
                **empty,
                "status": response.get("status"),
                "statusText": response.get("statusText"),
                "httpVersion": response.get("httpVersion"),
                "redirectURL": _cut(response.get("redirectURL", "")),
                "content": {name: content.get(name) for name in ("size", "mimeType")},
            },
        },
    }


def _cut(value: Any) -> Any:
    """An address without what is behind its path."""
    is_address = isinstance(value, str) and "://" in value
    return value.partition("?")[0].partition("#")[0] if is_address else value


_KEPT: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "context-options": _of_call,
    "before": _of_call,
    "after": _of_call,
    "resource-snapshot": _of_request,
}

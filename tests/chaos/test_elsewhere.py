"""Pages that send what stands on them to another origin: nothing of it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chaos.elsewhere import Elsewhere
from tests.support.mock import MockPortal
from tests.support.outcome import submitted

pytestmark = pytest.mark.in_turn(2)


@pytest.fixture
async def elsewhere() -> AsyncIterator[Elsewhere]:
    async with Elsewhere() as listening:
        yield listening


async def ask(elsewhere: Elsewhere, *parts: bytes) -> bytes:
    """What it answers to a request that comes in these parts."""
    reader, writer = await asyncio.open_connection("127.0.0.1", elsewhere.port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    answer = await asyncio.wait_for(reader.read(), 30)
    writer.close()
    return answer


async def test_it_keeps_what_comes_and_answers(elsewhere: Elsewhere) -> None:
    assert b"200 OK" in await ask(elsewhere, b"GET /?x=1 HTTP/1.1\r\nHost: a\r\n\r\n")
    body = "Nguyễn Thử".encode()
    head = f"POST / HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    assert b"200 OK" in await ask(elsewhere, head, body[:5], body[5:])
    assert [text.split(" ")[0] for text in elsewhere.received] == ["GET", "POST"]
    assert elsewhere.received[1].endswith("Nguyễn Thử")
    elsewhere.begin()
    assert elsewhere.received == []


@pytest.mark.parametrize(
    ("how", "step", "state"),
    [("fetch", "form", "verified"), ("form", "review", "failed"), ("link", "record", "received")],
)
async def test_values_stay_at_the_portal(
    mock: MockPortal, tmp_path: Path, elsewhere: Elsewhere, how: str, step: str, state: str
) -> None:
    mock.fault("values_elsewhere", f"{how}@{elsewhere.port}", step=step)
    outcome = await submitted(mock, tmp_path)
    assert mock.struck("values_elsewhere") >= 1
    assert outcome.state == state
    assert elsewhere.received == []
    assert len(outcome.commits) == len(mock.submissions()) == (state != "failed")

"""Several lanes side by side: most of a cell is waiting for a portal to settle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from loguru import logger

from chaos.elsewhere import Elsewhere
from chaos.matrix import Cell
from chaos.mock import Mock
from chaos.play import Lane, Played, play
from chaos.program import Program
from chaos.proxy import Proxy
from portal_bot.errors import SetupError

Told = Callable[[Played], None]


async def known_faults(folder: Path, platform: str) -> frozenset[str]:
    """The names of the faults that the mock beside us has."""
    async with Mock(folder / "asked", 0, platform) as mock:
        return await mock.known()


async def play_all(
    cells: Sequence[Cell],
    program: Program,
    folder: Path,
    *,
    platform: str,
    lanes: int,
    tell: Told,
) -> list[Played]:
    """Plays all cells, `lanes` at once; in the order of the matrix.

    Args:
        cells: the matrix, or some of it.
        program: the program under test.
        folder: homes, output and the mocks' data; what good cells leave behind is removed.
        platform: what the mocks play.
        lanes: how many at once, each with a mock and a proxy of its own.
        tell: is told of each cell when it is over.
    """
    turns = iter(enumerate(cells))
    done: dict[int, Played] = {}
    async with asyncio.TaskGroup() as group:
        for number in range(min(lanes, len(cells))):
            own = folder / f"lane-{number + 1}"
            mock = Mock(own / "mock", 1, platform)
            group.create_task(_lane(mock, own, program, turns, done, tell))
    return [done[number] for number in sorted(done)]


async def _lane(
    beside: Mock,
    folder: Path,
    program: Program,
    turns: Iterator[tuple[int, Cell]],
    done: dict[int, Played],
    tell: Told,
) -> None:
    async with AsyncExitStack() as open_:
        mock = await open_.enter_async_context(beside)
        proxy = await open_.enter_async_context(Proxy(mock.port))
        elsewhere = await open_.enter_async_context(Elsewhere())
        lane = Lane(mock, proxy, elsewhere, folder)
        for number, cell in turns:
            done[number] = await _played(lane, program, cell, number)
            tell(done[number])


async def _played(lane: Lane, program: Program, cell: Cell, number: int) -> Played:
    """One cell; where our own machinery failed, once more with a mock started anew."""
    try:
        return await play(lane, program, cell, number)
    except (OSError, SetupError) as error:
        logger.warning("chaos: {} is played again: {}", cell.name, error)
        await lane.mock.kill()
        await lane.mock.start()
        return await play(lane, program, cell, number)

"""What was answered so far, as a dossier file would say it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from portal_bot.dossier.problems import Path as Place


class Answers:
    """A dossier's tree by the fields' own names. What was passed over is there as `None`.

    Args:
        data: the tree to begin with: read from a file, or from a citizen's card.

    Attributes:
        version: another one after each change.
    """

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        self.data: dict[str, Any] = data if data is not None else {}
        self.version = 0

    def at(self, place: Place) -> tuple[bool, Any]:
        """Whether it was answered or passed over, and what was said.

        What lies within a group that was passed over was passed over with it.
        """
        inner: Any = self.data
        for name in place:
            if isinstance(inner, list) and isinstance(name, int):
                if name >= len(inner):
                    return False, None
                inner = inner[name]
            elif isinstance(inner, dict) and name in inner:
                inner = inner[name]
            else:
                return False, None
            if inner is None:
                return True, None
        return True, inner

    def put(self, place: Place, value: Any) -> None:
        """Says it; the groups and rows around it are made where they are not there."""
        self.version += 1
        inner: Any = self.data
        for name, after in pairwise(place):
            if isinstance(inner, list):
                while len(inner) <= int(name):
                    inner.append({})
                inner = inner[int(name)]
                continue
            if inner.get(name) is None:
                inner[name] = [] if isinstance(after, int) else {}
            inner = inner[name]
        inner[place[-1]] = value

    def texts(self) -> Iterator[str]:
        """Every text that was said."""
        for place in self.places():
            said = self.at(place)[1]
            yield from map(str, said if isinstance(said, list) else [said])

    def places(self) -> Iterator[Place]:
        """Every place at which something was said: a text, or a list of them."""
        left: list[tuple[Place, Any]] = [((), self.data)]
        while left:
            place, value = left.pop()
            if isinstance(value, dict):
                left += (((*place, name), inner) for name, inner in value.items())
            elif isinstance(value, list) and value and isinstance(value[0], dict):
                left += (((*place, number), row) for number, row in enumerate(value))
            elif value:
                yield place

    def add_row(self, table: Place) -> None:
        """One more row of a table, of which nothing is said yet."""
        rows = self.at(table)[1]
        self.put(table, [*(rows or ()), {}])

    def drop(self, place: Place) -> None:
        """Makes it as if it had not been asked."""
        self.version += 1
        said, around = self.at(place[:-1])
        if said and isinstance(around, dict):
            around.pop(place[-1], None)
        elif said and isinstance(around, list) and int(place[-1]) < len(around):
            del around[int(place[-1])]

"""Works on several scans at once: unpacking and packing pictures leaves Python's lock alone."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# More would be quicker on larger machines, and take their memory: a photograph unpacked is 40 MB,
# and as much again while it is worked on.
_MOST = 2


def in_threads(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """What the work comes to for each, in order; what one raises is raised."""
    given = list(items)
    # What Pillow has to say of odd files is told by us; around all threads, since it is one
    # switch for all of them.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if len(given) < 2:
            return [work(item) for item in given]
        with ThreadPoolExecutor(max(1, min(_MOST, os.cpu_count() or 1))) as pool:
            return list(pool.map(work, given))

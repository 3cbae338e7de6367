"""`--today`: the flows' tests stand on any day."""

from __future__ import annotations

from tests.support.days import as_of

__all__ = ["as_of"]

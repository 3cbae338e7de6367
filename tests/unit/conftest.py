"""`--today`: unit tests hold on any day."""

from __future__ import annotations

from tests.support.days import as_of, on_the_fixtures_day, on_the_machines_day

__all__ = ["as_of", "on_the_fixtures_day", "on_the_machines_day"]

"""Writes the mock's faults into its README: `python -m tools.mock_faults`."""

from __future__ import annotations

from pathlib import Path

from mock_portal.faults.listing import with_tables

README = Path(__file__).parents[1] / "mock_portal" / "README.md"

if __name__ == "__main__":
    README.write_text(with_tables(README.read_text("utf-8")), "utf-8")

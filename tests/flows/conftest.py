"""`--write-golden`, and the mock portal that the goldens come from."""

from __future__ import annotations

from tests.support.fixtures import lender, mock, one_browser, one_mock

__all__ = ["lender", "mock", "one_browser", "one_mock"]

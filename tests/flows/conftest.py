"""`--write-golden`, `--today`, and the mock portal that the goldens come from."""

from __future__ import annotations

from tests.support.days import as_of
from tests.support.fixtures import mock, one_mock

__all__ = ["as_of", "mock", "one_mock"]

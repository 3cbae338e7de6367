"""`--write-golden`, and the mock portal that the goldens come from."""

from __future__ import annotations

from tests.support.fixtures import mock, one_mock

__all__ = ["mock", "one_mock"]

"""The real widget libraries, built by `make widgets`; without them these tests are skipped."""

from tests.widgets.conftest import context, pages

__all__ = ["context", "pages"]

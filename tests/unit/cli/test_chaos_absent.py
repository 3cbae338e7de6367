"""The fault matrix is in no wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.cli import chaos
from portal_bot.errors import UsageError


def test_where_there_is_no_checkout_the_verb_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chaos, "_CHECKOUT", tmp_path)
    with pytest.raises(UsageError, match="mã nguồn"):
        chaos._command().main([], standalone_mode=False)

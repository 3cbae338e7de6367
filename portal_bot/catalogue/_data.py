"""The package's own data files, read once and only when asked for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


def where(name: str) -> str:
    """The file itself, for those who mend it."""
    return str(files(__package__) / "data" / f"{name}.json")


@cache
def read(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.json``."""
    text = (files(__package__) / "data" / f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data

"""What a declaration says at a path, for the rules that depend on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def at(declared: Any, path: str) -> Any:
    """The value at a dotted path of a declaration or of mappings of the same fields."""
    for name in path.split("."):
        if declared is None:
            return None
        mapping = isinstance(declared, Mapping)
        declared = declared.get(name) if mapping else getattr(declared, name)
    return declared


def code(value: Any) -> Any:
    """A choice is known by its code, whether it is still text or not."""
    return getattr(value, "value", value)

"""Files public-service dossiers into a Vietnamese one-stop portal, exactly once, and proves it.

Everything here is loaded when it is first asked for: a flow gets by without a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal_bot import aio, civil, errors, fields, rules
    from portal_bot._version import __version__
    from portal_bot.api import check, fill, pay, question, resolve, status, submit
    from portal_bot.flow import Flow

# Name: where it lives. A module stands for itself.
_HOMES = {
    "Flow": "flow",
    "__version__": "_version",
    "aio": "aio",
    "check": "api",
    "civil": "civil",
    "errors": "errors",
    "fields": "fields",
    "fill": "api",
    "pay": "api",
    "question": "api",
    "resolve": "api",
    "rules": "rules",
    "status": "api",
    "submit": "api",
}

__all__ = [
    "Flow",
    "__version__",
    "aio",
    "check",
    "civil",
    "errors",
    "fields",
    "fill",
    "pay",
    "question",
    "resolve",
    "rules",
    "status",
    "submit",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = import_module(f"{__name__}.{_HOMES[name]}")
    value = home if name == _HOMES[name] else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

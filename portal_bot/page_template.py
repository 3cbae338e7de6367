"""Pages that people open: one environment for all of them.

What people typed and portals said is escaped, and what in it would not show itself is told by its
code (`portal_bot.shown`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from portal_bot.shown import shown

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def page_template(package: str, name: str) -> Template:
    """The template of that name beside a package's modules; a value that is missing is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # slow: most runs write no page

    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _visible(value: Any) -> Any:
    """Text without what moves, hides or turns around; what is markup of ours stays it."""
    is_text = isinstance(value, str) and not hasattr(value, "__html__")
    return shown(value, keep="\n\t") if is_text else value

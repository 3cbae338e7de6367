"""Pages that people open: one environment for all of them, which escapes what people typed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

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
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)

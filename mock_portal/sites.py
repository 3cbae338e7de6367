"""What a platform's pages have of their own: addresses, templates, blocks around every form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from .blocks import Blocks
from .drawing import HELPERS
from .filters import FILTERS
from .forms_model import DETAIL
from .records import Draft

_SHARED = Path(__file__).parent
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, eq=False)
class Site:
    """One platform as the shared pages see it.

    Attributes:
        folder: its own `templates/` and `static/`, which go before the shared ones.
        prefix: what every address of its pages begins with.
        cookie: the name of the session's cookie.
        step_of: the step of `steps.STEPS` that a request at a place belongs to, or nothing.
        province: whose portal it is, as it prints it.
        office_code: what its dossier numbers begin with.
        blocks: its own blocks around every form.
        agency: the name of the office at the end of a path of units.
        globals: what its templates need besides.
        like: the folder of another platform, whose templates and static files it shares where it
            has none of its own.
    """

    folder: Path
    prefix: str
    cookie: str
    step_of: Callable[[Request, str], str]
    province: str
    office_code: str
    blocks: Blocks
    globals: Mapping[str, Any] = field(default_factory=dict)
    like: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(one for one in (self.folder, self.like, _SHARED) if one is not None)

    @cached_property
    def templates(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader([one / "templates" for one in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        made.globals.update(HELPERS)
        made.globals.update(
            prefix=self.prefix,
            static=self.static_address,
            page_sections=self.blocks.sections,
            province=self.province,
            address_levels=(*self.blocks.tree.levels, DETAIL),
            **self.globals,
        )
        made.filters.update(FILTERS)
        return made

    def static_address(self, name: str) -> str:
        """A static file's address with its content's hash, so that it can be cached for good."""
        return f"/static/{name}?v={_hash(_file(self.folders, name) or b'')}"

    async def static(self, request: Request) -> Response:
        """Cached for good: the address carries the content's hash."""
        name = request.path_params["name"]
        content = _file(self.folders, name)
        if content is None:
            return Response("Not Found", 404)
        kept = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(content, media_type=_TYPES[name.rsplit(".", 1)[-1]], headers=kept)

    def agency_name(self, draft: Draft) -> str:
        """The office that a draft is for."""
        return f"Ủy ban nhân dân {self.blocks.tree.full_name(draft.agency)}"


@cache
def _file(folders: tuple[Path, ...], name: str) -> bytes | None:
    for static in (folder / "static" for folder in folders):
        path = static / name
        if path.parent == static and path.is_file():
            return path.read_bytes()
    return None


@cache
def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:10]

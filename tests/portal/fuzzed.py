"""Schemathesis over the mock's own API: its calls as an OpenAPI document, tried by somebody else.

`python -m tests.portal.fuzzed SCHEMATHESIS`: the document is made from the routes that there are,
so that a call that is added is tried, too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute, Mount, Route

from mock_portal.app import create_app
from mock_portal.faults import KINDS
from mock_portal.office.actions import ACTIONS, CITIZENS
from mock_portal.office.mishaps import MISHAPS
from mock_portal.settings import Settings
from tests.support.mock import running_mock

OWN_API = "/__mock__"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,unsupported_method"
# What the walls and the calls themselves refuse with.
REFUSALS = (400, 403, 404, 405, 409, 413)
_TEXT = {"type": "string"}
_ANYTHING: dict[str, Any] = {}
_ACTING = {"note": _TEXT, "papers": {"type": "array", "items": _TEXT}, "until": _TEXT, "amount": {}}
# What is sent, call by call; a POST that is not here takes any object.
BODIES: dict[str, dict[str, Any]] = {
    "/faults": {
        "name": {"enum": sorted(KINDS)}, "arg": _TEXT, "times": {"type": "integer"},
        "probability": {"type": "number"}, "step": _TEXT,
    },
    "/accounts": {
        "username": _TEXT, "password": _TEXT, "full_name": _TEXT, "sex": _TEXT,
        "birth_date": _TEXT, "citizen_id": _TEXT, "phone": _TEXT, "email": _TEXT, "detail": _TEXT,
        "residence": {"type": "array", "items": _TEXT},
    },
    "/clock": {"now": {"type": ["string", "null"]}, "ticking": {"type": "boolean"}},
    "/office": {"auto": {"type": "boolean"}, "seed": {"type": "integer"}},
    "/officer/{number}": {"action": {"enum": sorted(ACTIONS)}, **_ACTING},
    "/citizen/{number}": {"action": {"enum": sorted(CITIZENS)}, **_ACTING},
    "/office/{number}": {"action": {"enum": sorted(MISHAPS)}, **_ACTING},
}  # fmt: skip


def own_calls(routes: list[BaseRoute], before: str = "") -> Iterator[tuple[str, str]]:
    """Method and path, below the API's own, of each call that there is."""
    for one in routes:
        if isinstance(one, Mount):
            yield from own_calls(list(one.routes), before + one.path)
        elif isinstance(one, Route) and (before + one.path).startswith(OWN_API):
            path = (before + one.path).removeprefix(OWN_API)
            yield from ((method, path) for method in sorted((one.methods or set()) - {"HEAD"}))


def document() -> dict[str, Any]:
    """The API as OpenAPI tells it."""
    paths: dict[str, dict[str, Any]] = {}
    for method, path in own_calls(list(create_app(Settings()).routes)):
        answers: dict[str, Any] = {"200": _answer("application/json")}
        answers |= {str(code): {"description": "refused"} for code in REFUSALS}
        call: dict[str, Any] = {"responses": answers}
        if names := [part[1:-1] for part in path.split("/") if part.startswith("{")]:
            call["parameters"] = [
                {"name": name, "in": "path", "required": True, "schema": _TEXT} for name in names
            ]
        if method == "POST":
            sent = {"type": "object", "properties": BODIES.get(path, {})}
            call["requestBody"] = {"content": {"application/json": {"schema": sent}}}
        paths.setdefault(path, {})[method.lower()] = call
    info = {"title": "mock portal", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths}


def _answer(kind: str) -> dict[str, Any]:
    return {"description": "done", "content": {kind: {"schema": _ANYTHING}}}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_mock("--pace", "instant") as mock:
        # From the folder it is run in, a relative path would lead elsewhere.
        program, file = str(Path(sys.argv[1]).absolute()), Path(folder) / "openapi.json"
        file.write_text(json.dumps(document()), "utf-8")
        done = subprocess.run(
            [program, "run", str(file), "--url", f"{mock.address}{OWN_API}",
             "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--continue-on-failure",
             "--max-failures", "20", *sys.argv[2:]],
            cwd=folder, check=False,
        )  # fmt: skip
        # Whatever was tried, it is still there, and says what it is.
        assert mock.get("/health")["ok"]
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

"""Where a world writes what must survive: one JSON file for each thing, replaced as a whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote


class Store:
    """Written through to a folder; without a folder, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def save(self, kind: str, key: str, value: dict[str, Any]) -> None:
        if self._folder is None:
            return
        path = self._path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)
        fresh.replace(path)

    def remove(self, kind: str, key: str) -> None:
        """Forgets one thing, where anything is kept."""
        if self._folder is not None:
            self._path(kind, key).unlink(missing_ok=True)

    def load(self, kind: str) -> Iterator[dict[str, Any]]:
        if self._folder is None:
            return
        for path in sorted((self._folder / kind).glob("*.json")):
            try:
                yield json.loads(path.read_text("utf-8"))
            except ValueError:
                # Only a crash of the machine does this: a file is replaced as a whole.
                path.replace(path.with_suffix(".torn"))
                sys.stderr.write(f"mock_portal: {path} is torn and was set aside as .torn\n")

    def clear(self) -> None:
        if self._folder is None:
            return
        for kind in ("world", "accounts", "drafts", "records", "commits"):
            shutil.rmtree(self._folder / kind, ignore_errors=True)

    def _path(self, kind: str, key: str) -> Path:
        return (self._folder or Path()) / kind / f"{quote(key, safe='')}.json"

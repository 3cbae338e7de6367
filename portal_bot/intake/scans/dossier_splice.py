"""Writes a scan's name into a dossier's papers, and leaves every other letter as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from portal_bot import files
from portal_bot.reasons import in_words

_PAPERS = "papers"
_LARGEST = 1_000_000


class NotWritten(Exception):
    """Why the dossier was left alone; Vietnamese."""


def add_scan(dossier: Path, paper: str, scan: str) -> None:
    """Adds a scan's name to a paper of a YAML dossier, unless it stands there already.

    Args:
        dossier: the file.
        paper: the paper's key.
        scan: what to write: the scan's path from the dossier's folder.

    Raises:
        NotWritten: it is no such file, or it cannot be done without touching something else.
    """
    before = files.stamp(dossier)
    try:
        raw = files.read(dossier, _LARGEST)
        text = raw.decode("utf-8")
        said = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text only
        if _is_there(said, paper, scan):
            return
        added = _spliced(text, paper, scan)
        now = yaml.load(added, yaml.BaseLoader)  # noqa: S506 - text only
    except files.Unopened as fault:
        raise NotWritten(fault.reason) from fault
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise NotWritten("không đọc được như một hồ sơ YAML") from error
    if now != _wanted(said, paper, scan):
        raise NotWritten("mục papers được ghi theo cách chương trình không tự sửa")
    if files.stamp(dossier) != before:
        raise NotWritten("vừa được sửa ở nơi khác")
    _write(dossier, added.encode())


def _is_there(said: Any, paper: str, scan: str) -> bool:
    """Whether an earlier run, that ended before it could say so, has written it already."""
    papers = said.get(_PAPERS) if isinstance(said, dict) else None
    listed = papers.get(paper) if isinstance(papers, dict) else None
    return isinstance(listed, list) and scan in listed


def _wanted(said: Any, paper: str, scan: str) -> Any:
    """The dossier as it should read afterwards."""
    if not isinstance(said, dict):
        raise NotWritten("không phải một hồ sơ")
    papers = said.get(_PAPERS) or {}
    listed = papers.get(paper) if isinstance(papers, dict) else None
    if not isinstance(papers, dict) or not isinstance(listed or [], list):
        return None
    return {**said, _PAPERS: {**papers, paper: [*(listed or []), scan]}}


def _spliced(text: str, paper: str, scan: str) -> str:
    name = _quoted(scan)
    root = yaml.compose(text, yaml.SafeLoader)
    papers = _entry(root, _PAPERS)
    if papers is None:
        end = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{end}{_PAPERS}:\n  {paper}: [{name}]\n"
    key, value = papers
    row = _entry(value, paper)
    if row is not None:
        return _in_row(text, *row, name)
    if isinstance(value, yaml.MappingNode) and value.value:
        if value.flow_style:
            return _at(text, value.end_mark.index - 1, f", {paper}: [{name}]")
        indent = " " * value.start_mark.column
        return _at(text, value.start_mark.index, f"{paper}: [{name}]\n{indent}")
    if isinstance(value, yaml.MappingNode):
        return _at(text, value.start_mark.index + 1, f"{paper}: [{name}]")
    return _at(text, text.index(":", key.end_mark.index) + 1, f"\n  {paper}: [{name}]")


def _in_row(text: str, key: yaml.Node, row: yaml.Node, name: str) -> str:
    if isinstance(row, yaml.SequenceNode) and row.flow_style:
        return _at(text, row.end_mark.index - 1, f", {name}" if row.value else name)
    if isinstance(row, yaml.SequenceNode):
        indent = " " * row.start_mark.column
        return _at(text, row.value[-1].end_mark.index, f"\n{indent}- {name}")
    if isinstance(row, yaml.ScalarNode) and not row.value:
        return _at(text, text.index(":", key.end_mark.index) + 1, f" [{name}]")
    raise NotWritten("mục papers được ghi theo cách chương trình không tự sửa")


def _entry(node: Any, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next(((key, value) for key, value in node.value if key.value == name), None)


def _at(text: str, place: int, more: str) -> str:
    return text[:place] + more + text[place:]


def _quoted(scan: str) -> str:
    """As it stands where nothing in it means anything to YAML."""
    plain = scan.replace("/", "").replace("-", "").replace(".", "").replace("_", "")
    if plain.isascii() and plain.isalnum() and scan[0].isalpha():
        return scan
    escaped = scan.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write(dossier: Path, content: bytes) -> None:
    """Whole or not at all, with the rights that the file has."""
    try:
        handle, temporary = tempfile.mkstemp(dir=dossier.parent, prefix=f".{dossier.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(dossier, temporary)
            Path(temporary).replace(dossier)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise NotWritten(f"không ghi được: {in_words(error)}") from error

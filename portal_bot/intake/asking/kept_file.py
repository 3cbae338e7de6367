"""The file in which the answers lie from the first one on, so that nothing is asked twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal_bot import files
from portal_bot.atomic_write import write_private
from portal_bot.dossier.finding import SUFFIXES
from portal_bot.dossier.load import load
from portal_bot.dossier.written_keys import english
from portal_bot.errors import UsageError
from portal_bot.procedure_names import Miss, look_up
from portal_bot.reasons import in_words
from portal_bot.registry import AnyFlow

_MARK = "# portal-bot new --ask"
_UNFINISHED, _FINISHED = "đang hỏi dở", "đã hỏi xong"
_YAML = SUFFIXES[:2]
_MOST_NAMES = 1_000


class KeptFile:
    """A dossier file that this program writes, and nobody else at the same time.

    Args:
        path: the file.
        flow: the procedure.

    Attributes:
        given: what an earlier run left in it.
        is_finished: whether that run came to its end.

    Raises:
        UsageError: somebody else's file has that name, or it cannot be read or made.
    """

    def __init__(self, path: Path, flow: AnyFlow) -> None:
        self.path = path
        self._flow = flow
        self.given: dict[str, Any] = {}
        self.is_finished = False
        if path.suffix.lower() not in _YAML:
            raise UsageError(f"--out {path}: hỏi từng mục thì tên tệp phải kết thúc bằng .yaml")
        if files.is_there(path):
            self._read()
        else:
            self._make()
        self._stamp = files.stamp(path)

    def _make(self) -> None:
        """Takes the name, before anything is asked that could not be kept."""
        try:
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            raise UsageError(f"không ghi được {self.path}: {in_words(error)}") from error
        write_private(self.path, self._text({"procedure": self._flow.slug}))

    def _read(self) -> None:
        head = _head_of(self.path)
        if not head.startswith(_MARK):
            raise UsageError(
                f"{self.path} đã có và không phải do lệnh này tạo; không ghi đè. Chọn tên khác, "
                "hoặc tự xóa nó"
            )
        source = load(self.path)
        if source.data is None:
            first = source.problems[0]
            raise UsageError(f"{first.where}: {first.message}; sửa tệp hoặc chọn tên khác")
        self.given = english(source.data, self._flow)
        found = look_up(str(self.given.get("procedure")))
        if isinstance(found, Miss) or found is not self._flow:
            raise UsageError(f"{self.path} là hồ sơ của thủ tục khác; chọn tên khác")
        self.is_finished = _FINISHED in head

    def keep(self, tree: dict[str, Any], *, finished: bool = False) -> None:
        """Writes all of it, whole or not at all, for its owner only.

        Raises:
            UsageError: somebody else wrote to the file meanwhile: theirs is left as it is.
            SetupError: it cannot be written.
        """
        if files.stamp(self.path) != self._stamp:
            raise UsageError(
                f"{self.path} vừa bị chương trình khác sửa, đổi tên hoặc xóa; dừng lại, không ghi "
                "đè. Đóng chương trình kia rồi chạy lại cùng lệnh để hỏi tiếp"
            )
        write_private(self.path, self._text(tree, finished=finished))
        self._stamp = files.stamp(self.path)

    def _text(self, tree: dict[str, Any], *, finished: bool = False) -> str:
        state = _FINISHED if finished else f"{_UNFINISHED}; chạy lại cùng lệnh để hỏi tiếp"
        head = (f"{_MARK}: {state}", f"# {self._flow.title}")
        return "\n".join((*head, *_lines(tree, 0))) + "\n"


def free_name(flow: AnyFlow, folder: Path) -> Path:
    """Where the answers are kept if nobody says: where some were left, else a name that is free."""
    names = (f"{flow.slug}{f'-{n}' if n > 1 else ''}.yaml" for n in range(1, _MOST_NAMES))
    for path in (folder / name for name in names):
        if not files.is_there(path):
            return path
        head = _head_of(path)
        if head.startswith(_MARK) and _UNFINISHED in head:
            return path
    raise UsageError("đã có quá nhiều hồ sơ trong thư mục này; ghi rõ --out TỆP")


def _head_of(path: Path) -> str:
    """The first line of a file; empty where it cannot be read."""
    try:
        start = files.read(path, 200)[:200]
    except files.Unopened:
        return ""
    return start.decode("utf-8", "replace").partition("\n")[0]


def _lines(tree: dict[str, Any], depth: int) -> Iterator[str]:
    """YAML in which every text is quoted: nothing in it can be read as something else."""
    pad = "  " * depth
    for key, value in tree.items():
        if value is None:
            yield f"{pad}{key}:"
        elif isinstance(value, dict) and value:
            yield f"{pad}{key}:"
            yield from _lines(value, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{pad}{key}:"
            for row in value:
                yield from _row(row, depth + 1)
        else:
            yield f"{pad}{key}: {json.dumps(value, ensure_ascii=False)}"


def _row(row: dict[str, Any], depth: int) -> Iterator[str]:
    first, *others = list(_lines(row, depth + 1)) or ["{}"]
    yield f"{'  ' * depth}- {first.strip()}"
    yield from others

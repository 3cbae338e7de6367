"""What is told of a YAML file that cannot be read, or that reads as something else than it says."""

from __future__ import annotations

import json
from typing import Any

import yaml

from portal_bot.dossier.foreign import foreign
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.source import Tree, Unreadable
from portal_bot.dossier.yaml_doubts import Doubt
from portal_bot.dossier.yaml_lines import look

_SYNTAX = "Tệp không đúng cú pháp YAML: "
_ELSE = "không đọc tiếp được từ dòng này; so với mẫu do lệnh “portal-bot new” tạo ra"
# Where our own look finds nothing, the parser's words, translated; never the words themselves.
_IN_WORDS = {
    "could not find expected ':'": "thiếu dấu hai chấm sau tên mục",
    "mapping values are not allowed": 'dấu hai chấm ở chỗ không được có; đặt giá trị trong "…"',
    "did not find expected key": "thụt đầu dòng không đều, hoặc thừa chữ sau một giá trị",
    "did not find expected '-'": "thụt đầu dòng không đều trong danh sách",
    "block sequence entries are not allowed": "giá trị bắt đầu bằng dấu “-” như danh sách; đặt cả "
    "giá trị trong ngoặc kép, là danh sách thì xuống dòng",
    "did not find expected ',' or ']'": "thiếu dấu phẩy, hoặc thiếu dấu ] đóng",
    "did not find expected ',' or '}'": "thiếu dấu phẩy, hoặc thiếu dấu } đóng",
    "cannot start any token": "có dấu tab hoặc ký tự lạ ở đầu; chỉ thụt bằng dấu cách",
    "unexpected end of stream": "thiếu dấu ngoặc kép đóng",
    "unexpected document indicator": "thiếu dấu ngoặc đóng trước dòng “---”",
    "undefined alias": "dấu * ở đầu giá trị; đặt giá trị trong ngoặc kép",
    "directive": "dòng bắt đầu bằng dấu %; đặt giá trị trong ngoặc kép",
    "expected <document start>": "có chữ ở chỗ tệp phải bắt đầu hoặc đã kết thúc",
    "tag": "dấu ! ở đầu giá trị; đặt giá trị trong ngoặc kép",
    "anchor": "dấu & hoặc * ở đầu giá trị; đặt giá trị trong ngoặc kép",
    "hexdecimal": "dấu \\ trong ngoặc kép; dùng / thay cho \\, hoặc đặt trong ngoặc đơn '…'",
    "escape": "dấu \\ trong ngoặc kép; dùng / thay cho \\, hoặc đặt trong ngoặc đơn '…'",
}


def broken(text: str, error: yaml.YAMLError) -> Unreadable:
    """Why the parser gave up: the first odd thing before that place, or where it stands."""
    if what := foreign(text.encode("utf-8", "surrogatepass")):
        return _foreign(what)
    if _is_json(text):
        message = "Tệp này viết kiểu JSON; đổi đuôi tệp thành .json rồi chạy lại"
        return Unreadable("broken_file", message, 1)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else None
    every = look(text)
    doubts = [doubt for doubt in every if line is None or doubt.line <= line + 1]
    if not doubts:
        return Unreadable("broken_file", _SYNTAX + _translated(error), line)
    first = doubts[0]
    certain = [doubt for doubt in every if doubt.certain and doubt.severity == "error"]
    return _unreadable([first, *certain], _SYNTAX)


def judge(text: str, root: yaml.Node, tree: Tree) -> None:
    """Looks whether the file says what YAML read.

    Raises:
        Unreadable: when it certainly does not; what it may not be is added to the tree's faults.
    """
    if what := foreign(text.encode("utf-8", "surrogatepass")):
        raise _foreign(what)
    doubts = [doubt for doubt in look(text) if doubt.certain]
    wrong = [doubt for doubt in doubts if doubt.severity == "error"]
    if wrong:
        raise _unreadable(wrong, "")
    for doubt in doubts:
        place = _place(root, doubt.line - 1, ())
        finding = Finding(place, doubt.code, _sentence(doubt.message), doubt.severity)
        tree.faults.append((doubt.line, finding))


def _unreadable(doubts: list[Doubt], prefix: str) -> Unreadable:
    told: dict[int, str] = {}
    for doubt in doubts:
        told.setdefault(doubt.line, _sentence(prefix + doubt.message))
    (line, message), *others = told.items()
    fault = Unreadable("broken_file", message, line)
    fault.also = tuple(others)
    return fault


def _foreign(what: str) -> Unreadable:
    return Unreadable("broken_file", f"Đây không phải tệp hồ sơ mà là {what}")


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _translated(error: yaml.YAMLError) -> str:
    said = str(getattr(error, "problem", None) or error)
    return next((words for part, words in _IN_WORDS.items() if part in said), _ELSE)


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _place(node: Any, line: int, place: Place) -> Place:
    """The path of what stands on the line, counted from 0."""
    if isinstance(node, yaml.MappingNode):
        before = [(k, v) for k, v in node.value if k.start_mark.line <= line]
        if before:
            return _place(before[-1][1], line, (*place, str(before[-1][0].value)))
    if isinstance(node, yaml.SequenceNode):
        items = [n for n, item in enumerate(node.value) if item.start_mark.line <= line]
        if items:
            return _place(node.value[items[-1]], line, (*place, items[-1]))
    return place

"""YAML with every scalar kept as text: ``1.001190`` and ``012345670123`` are not numbers here."""

from __future__ import annotations

import re
from typing import Any

import yaml

from portal_bot.dossier import yaml_faults
from portal_bot.dossier.odd_characters import forbidden, is_usual
from portal_bot.dossier.problems import MOST, Finding
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.source import Tree, Unreadable
from portal_bot.marked import own


class _EverythingIsText:
    """Stands where YAML would guess types: half of the reading's time, and all of its surprises."""

    # Asked for every node: what takes any arguments and says always the same, without a function.
    descend_resolver = ascend_resolver = "".format
    # A tag that nobody reads.
    resolve = "text".format


def _loader() -> Any:
    c_parser = getattr(yaml, "cyaml", None)
    if c_parser is not None:
        return type("_Loader", (c_parser.CParser, _EverythingIsText), {})
    return type("_Loader", (_EverythingIsText, yaml.SafeLoader), {})


_Loader = _loader()
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_DEEPEST = 24
# The C parser calls itself for every level and takes the whole process down at some tens of
# thousands, so what could nest that deep is turned away before it.
_MOST_BRACKETS = 2_000
_STAIRS = re.compile(r"(?:[-?:]\s+){50}")
# A level takes two letters at least, and 2,500 levels go into a thread's megabyte of stack.
_TOO_SHORT_FOR_STAIRS = 4_000
# A line that begins neither a key nor an item: the rest of a value, or a key that is none.
_ODD_LINE = re.compile(r"\n(?! *(?:[A-Za-z_][A-Za-z_0-9]*:(?:[ \n]|\Z)|- |#|\n|\Z))")
_SHOUTED_NOTHING = frozenset(("Null", "NULL"))


def parse(text: str) -> Tree:
    """Reads the text's one document.

    Raises:
        Unreadable: with the line, when it is not YAML or uses what a dossier has no need of, or
            when YAML reads something else than stands there.
    """
    stairs = len(text) > _TOO_SHORT_FOR_STAIRS and _STAIRS.search(text)
    if stairs or text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise Unreadable("broken_file", "Các mục lồng nhau quá sâu, hoặc không phải tệp hồ sơ")
    usual = is_usual(text)
    if not usual:
        text = _readable(text)
    loader = _Loader(text)
    try:
        if not loader.check_node():
            return Tree()
        root = _document(loader)
    except yaml.YAMLError as error:
        raise yaml_faults.broken(text, error) from error
    finally:
        loader.dispose()
    builder = _Builder()
    tree = builder.build(root)
    is_mapping = type(root) is yaml.MappingNode
    if not (usual and is_mapping) or builder.strange or _is_strange(text):
        yaml_faults.judge(text, root, tree)
    return tree


def _is_strange(text: str) -> bool:
    """Whether YAML may have read a comment, an escape, an anchor or a tag where none was meant."""
    return (
        " #" in text
        or '"#' in text
        or "'#" in text
        or "]#" in text
        or "}#" in text
        or "\\" in text
        or "&" in text
        or "!" in text
        or _ODD_LINE.search(text) is not None
    )


def _readable(text: str) -> str:
    """The text with the line ends of our machines."""
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if found := forbidden(text):
        line, message = found
        raise Unreadable("broken_file", f"Dòng này {message}", line)
    return text


def _document(loader: Any) -> yaml.Node:
    root: yaml.Node = loader.get_node()
    if loader.check_node():
        line = loader.get_node().start_mark.line + 1
        raise Unreadable("broken_file", "Một tệp chỉ chứa một hồ sơ; tách phần sau “---”", line)
    return root


class _NodeLines:
    """The lines of YAML's nodes, walked to when a problem asks."""

    def __init__(self, root: yaml.Node) -> None:
        self._root = root

    def get(self, place: Place, /) -> int | None:
        """The line of a key or an item; of a key that stands there twice, of the first."""
        mark, node = self._root.start_mark, self._root
        for name in place:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == name), None)
                if found is None:
                    return None
                mark, node = found[0].start_mark, found[1]
            elif isinstance(node, yaml.SequenceNode) and name in range(len(node.value)):
                node = node.value[name]
                mark = node.start_mark
            else:
                return None
        return int(mark.line) + 1


class _Builder:
    """Makes a tree of texts from YAML's nodes."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.strange = False
        self._seen: set[int] = set()

    def build(self, root: yaml.Node) -> Tree:
        self.tree.lines = _NodeLines(root)
        self.tree.data = self._value(root, ())
        return self.tree

    def _value(self, node: yaml.Node, place: Place) -> Any:
        if type(node) is yaml.ScalarNode:
            if not node.style and node.value in _NOTHING:
                self._nothing(node, place)
                return None
            # Lines that YAML made one: a key or an item may have become part of a value.
            if ": " in node.value or " - " in node.value:
                self.strange = True
            return node.value
        # A repeated node is an alias; a few of them can stand for more than any memory holds.
        if id(node) in self._seen:
            raise _unreadable("Không dùng bí danh (&, *); ghi lại giá trị", node)
        if len(place) > _DEEPEST:
            raise _unreadable("Các mục lồng nhau quá sâu", node)
        self._seen.add(id(node))
        if type(node) is yaml.SequenceNode:
            return [self._value(item, (*place, n)) for n, item in enumerate(node.value)]
        return self._mapping(node, place)

    def _mapping(self, node: yaml.Node, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                raise _unreadable("Tên mục phải là chữ", key_node)
            key = key_node.value
            if key in found:
                self._twice(key_node, (*place, key))
            elif type(value_node) is yaml.ScalarNode:
                text = value_node.value
                if not value_node.style and text in _NOTHING:
                    found[key] = None
                    self._nothing(value_node, (*place, key))
                else:
                    found[key] = text
                    if ": " in text or " - " in text:
                        self.strange = True
            else:
                found[key] = self._value(value_node, (*place, key))
            if not key.isidentifier():
                self.strange = True
        return found

    def _nothing(self, node: yaml.ScalarNode, place: Place) -> None:
        if node.value in _SHOUTED_NOTHING:
            message = (
                f"“{own(node.value)}” được đọc là để trống; nếu là chữ thì đặt trong ngoặc kép"
            )
            finding = Finding(place, "read_as_nothing", message, "warning")
            self.tree.faults.append((node.start_mark.line + 1, finding))

    def _twice(self, key_node: yaml.ScalarNode, here: Place) -> None:
        line = key_node.start_mark.line + 1
        # The first is looked for from the top: of a file that is nothing but that, not each time.
        few = len(self.tree.faults) <= MOST
        lines = f"dòng {self.tree.lines.get(here)} và {line}" if few else f"dòng {line}"
        message = f"Mục “{own(key_node.value)}” ghi hai lần ({lines}); bỏ một"
        self.tree.faults.append((line, Finding(here, "duplicate_key", message)))


def _unreadable(message: str, node: yaml.Node) -> Unreadable:
    return Unreadable("broken_file", message, node.start_mark.line + 1)

"""A dossier with nothing but what must be said, its keys the labels of the form."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portal_bot.dossier.block import Block, names_in
from portal_bot.dossier.checks import in_words
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.describe import Procedure, required
from portal_bot.dossier.key_labels import label_key
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.places import Locality
from portal_bot.dossier.spec import Spec, spec_at, spec_map, specs

_WIDE = 52
_MOST_OPTIONS = 12
_ELSEWHERE = "khi không ở Phú Yên, hoặc có nhiều xã cùng tên"
_HINTS = {"tick": "có hoặc không", "confirmed": "ghi: có", "paper": "tên tệp quét, hoặc [tên, tên]"}
_OTHER_PAPER = "khi không phải căn cước"
# A field: the block in which it stands, and its name there.
Field = tuple[type[Block], str]


def short_template(flow: Procedure) -> str:
    """A YAML skeleton of what the procedure requires now.

    What is required only sometimes stands there as a comment, with its condition: without the sign
    at its beginning the line is one like the others.
    """
    lines = [
        f"# {flow.title}",
        f"# Mã thủ tục: {flow.code}. Chỉ gồm mục bắt buộc; đủ mọi mục: portal-bot new {flow.slug}",
        "#",
        "# Điền sau dấu hai chấm. Số giấy tờ và số điện thoại đặt trong ngoặc kép.",
        "# Dòng có # ở đầu chỉ cần trong trường hợp ghi ở cuối dòng: khi đó xóa dấu # ở đầu dòng",
        "# (và ở đầu mọi dòng nó nằm trong), để nguyên các dấu cách.",
        f"{label_key(Dossier, 'procedure')}: {flow.slug}",
    ]
    asked = frozenset(_asked(flow.declaration, flow.papers, Dossier))
    told = {**dict(_told(flow.declaration)), **dict(_told(flow.papers))}
    for spec in specs(Dossier):
        if spec.name == "delivery":
            for name, cls in zip(FLOW_PARTS, (flow.declaration, flow.papers), strict=True):
                around = _Around(flow.declaration, 1, asked, told)
                lines += _group(label_key(Dossier, name), list(_within(cls, around)), 0)
        if spec.name != "procedure":
            lines += _field(spec, Dossier, _Around(Dossier, 0, asked, {}))
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a field.

    Attributes:
        root: where its conditions begin.
        depth: how deep it stands.
        asked: the fields that decide what else is required.
        told: what a rule says of a field that it may ask for.
        off: whether all of it is a comment.
    """

    root: type[Block]
    depth: int
    asked: frozenset[Field]
    told: Mapping[Field, str]
    off: bool = False


def _asked(*roots: type[Block]) -> Iterator[Field]:
    """The fields at which any condition looks, each with its block."""
    declaration = roots[0]
    for root in roots:
        for cls in _blocks(root):
            for spec in specs(cls):
                for path in spec.meta.when or {}:
                    beside = path.partition(".")[0] in spec_map(cls)
                    yield from _at(cls if beside else declaration, path)
                if spec.meta.id_type:
                    yield cls, spec.meta.id_type


def _told(root: type[Block]) -> Iterator[tuple[Field, str]]:
    """The optional fields that a rule may demand: its own, and those beside them that it reads."""
    for cls in _blocks(root):
        for rule in (rule for rule in cls.rules if rule.severity != "info"):
            for block, name in (list(_at(cls, path))[-1] for path in rule.fields):
                spec = spec_map(block)[name]
                beside = spec.row or block
                mentioned = _with_methods(rule.mentions, beside)
                read = [each.name for each in specs(beside) if each.name in mentioned]
                fields = [(block, name), *((beside, each) for each in read)]
                yield from ((each, rule.message) for each in fields if _may_be_left_out(*each))


def _with_methods(names: frozenset[str], cls: type[Block]) -> frozenset[str]:
    """The names, and those in the methods of a block that are among them."""
    methods = [method for name in names if inspect.isfunction(method := vars(cls).get(name))]
    return names.union(*(names_in(method.__code__) for method in methods))


def _may_be_left_out(cls: type[Block], name: str) -> bool:
    spec = spec_map(cls)[name]
    return spec.optional and spec.meta.when is None


def _blocks(cls: type[Block]) -> Iterator[type[Block]]:
    yield cls
    for spec in specs(cls):
        if inner := spec.block or spec.row:
            yield from _blocks(inner)


def _at(cls: type[Block], path: str) -> Iterator[Field]:
    inner: type[Block] | None = cls
    for name in path.split("."):
        if inner is None or name not in spec_map(inner):
            return
        yield inner, name
        inner = spec_map(inner)[name].block


def _within(cls: type[Block], around: _Around) -> Iterator[str]:
    for spec in specs(cls):
        yield from _field(spec, cls, around)


def _field(spec: Spec, cls: type[Block], around: _Around) -> list[str]:
    """The lines of one field; none where it never must be said."""
    needed = required(spec) is True or _is_of_nobody_else(spec)
    why = "" if needed else _why(spec, cls, around)
    inner = spec.block or spec.row
    if inner is None:
        return [_line(spec, cls, around, why)] if needed or why else []
    if not needed and not why and (spec.optional or spec.row or spec.meta.same_as):
        return []
    off = around.off or not needed
    deeper = 2 if spec.row else 1
    lines = list(_within(inner, replace(around, depth=around.depth + deeper, off=off)))
    note = f"  ## {why}" if why else ""
    if spec.row:
        lines = _as_items(lines, around.depth)
        note += "  ## mỗi dòng của bảng bắt đầu bằng “- ”"
    return _group(label_key(cls, spec.name), lines, around.depth, note, off=off)


def _is_of_nobody_else(spec: Spec) -> bool:
    """Whether it repeats what of the applicant need not be told, and so is told here."""
    path = spec.meta.same_as or ""
    stated = spec_at(Dossier, path) if path else None
    return spec.required and stated is not None and stated.optional


def _why(spec: Spec, cls: type[Block], around: _Around) -> str:
    """When a field that need not be said must be; empty: never, as far as a condition tells."""
    meta = spec.meta
    if meta.when is not None and not meta.present_only:
        return f"khi {in_words(meta.when, cls, around.root)}"
    if meta.level in {0, 1}:
        return _ELSEWHERE
    if meta.same_as and meta.id_type:
        return f"{_OTHER_PAPER}; để trống thì là số của chủ hồ sơ"
    if cls is Dossier and spec.name == "agency":
        return "khi nộp ở nơi khác với nơi mặc định của cổng"
    if (told := around.told.get((cls, spec.name))) is not None:
        return f"khi quy tắc đòi: {told}" if told else "khi mục khác đòi"
    if (cls, spec.name) in around.asked and not spec.block:
        return f"không ghi thì là “{_said(spec.default)}”" if spec.default else "nếu có"
    return ""


def _said(default: object) -> str:
    return default.label if isinstance(default, Choice) else str(default)


def _group(
    key: str, lines: list[str], depth: int, note: str = "", *, off: bool = False
) -> list[str]:
    """A mapping, unless there is nothing in it; off with all that is in it."""
    if not lines:
        return []
    off = off or all(line.startswith("#") for line in lines)
    head = f"{'  ' * depth}{key}:"
    return [f"#{head}{note}" if off else f"{head}{note}", *lines]


def _as_items(lines: list[str], depth: int) -> list[str]:
    """The lines of a row, the first of them with the sign of a list."""
    at = next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)
    first = lines.pop(at)
    sign = "#" if first.startswith("#") else ""
    dash = "  " * (depth + 1) + "- "
    return [f"{sign}{dash}{first.removeprefix('#').lstrip()}", *lines]


def _line(spec: Spec, cls: type[Block], around: _Around, why: str) -> str:
    off = around.off or bool(why)
    key = f"{'#' if off else ''}{'  ' * around.depth}{label_key(cls, spec.name)}:"
    told = "; ".join(filter(None, (why, *_hints(spec, cls))))
    return f"{key:<{_WIDE}}  ## {told}" if told else key


def _hints(spec: Spec, cls: type[Block]) -> Iterator[str]:
    if spec.choice:
        labels = [option.label for option in spec.choice]
        more = ["…"] if len(labels) > _MOST_OPTIONS else []
        yield f"một trong: {' | '.join([*labels[:_MOST_OPTIONS], *more])}"
    elif spec.kind and spec.kind.hint:
        yield _HINTS.get(spec.kind.name, spec.kind.hint)
    if spec.meta.note and not issubclass(cls, Locality):
        yield spec.meta.note

"""A rule that quotes what a dossier says marks it (`rules.own`): no digest knows a short value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot.dossier.public_values import is_public_choice

ROOT = Path(__file__).parents[2]
# What is written in a rule: of each procedure, and those that many have.
WRITTEN = [*sorted((ROOT / "flows").rglob("*.py")), ROOT / "portal_bot" / "rules.py"]
# What they give is no value, whatever they are given: marked, counted, a law's, a line's number.
HARMLESS = frozenset(
    ("own", "len", "law", "law_since", "law_table", "repeated_rows", "rows_where", "fee_due")
)
# Are what they are given, in other words.
REWRITTEN = frozenset(("written", "round", "str", "join"))
# Arguments of rules that are ready: what the flow says, not the dossier.
OF_THE_FLOW = frozenset(("message", "text", "relation", "asking", "cls", "self.__module__"))
Bound = dict[str, list[ast.expr]]


def unmarked(source: str) -> Iterator[tuple[int, str]]:
    """What a text is put together of though it may be a dossier's: the line, and the expression."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef) or not function.args.args:
            continue
        bound, only_looked_at = _bound(function), set(_only_looked_at(function))
        for text in ast.walk(function):
            parts: list[ast.expr] = []
            if isinstance(text, ast.JoinedStr) and text not in only_looked_at:
                parts = [part.value for part in text.values if isinstance(part, ast.FormattedValue)]
            elif isinstance(text, ast.BinOp) and isinstance(text.op, ast.Add):
                sides = (text.left, text.right)
                if any(isinstance(s, ast.Constant) and isinstance(s.value, str) for s in sides):
                    parts = [*sides]
            for part in parts:
                if not _is_clean(part, bound):
                    yield part.lineno, ast.unparse(part)


def _only_looked_at(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Texts that are compared, made into others (which are weighed where they are used), marked."""
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute):
            yield node.value
        elif isinstance(node, ast.Compare):
            yield from (node.left, *node.comparators)
        elif isinstance(node, ast.Call) and _name(node.func) == "own":
            yield from node.args


def _bound(function: ast.FunctionDef) -> Bound:
    """To each name what it is set to, also one by one: `a, b = c, d`."""
    bound: Bound = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name, value in _pairs(target, node.value):
                    bound.setdefault(name, []).append(value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            bound.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.comprehension):
            for name, value in _pairs(node.target, node.iter):
                bound.setdefault(name, []).append(value)
    return bound


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        for one, its in zip(target.elts, values, strict=True):
            yield from _pairs(one, its)


def _is_clean(node: ast.expr, bound: Bound) -> bool:
    """Whether nothing of a dossier is in it; what is not known for clean is not."""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            values = bound.get(name, ())
            return name in OF_THE_FLOW or (
                bool(values) and all(_is_clean(v, bound) for v in values)
            )
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            return ast.unparse(node) in OF_THE_FLOW or _is_clean(value, bound)
        case ast.JoinedStr():
            # Its own parts are looked at by themselves.
            return True
        case ast.BinOp(left=left, right=right):
            return _is_clean(left, bound) and _is_clean(right, bound)
        case ast.GeneratorExp(elt=element) | ast.ListComp(elt=element):
            return _is_clean(element, bound)
        case ast.Call(func=function, args=args):
            return _is_clean_call(_name(function), args, bound)
    return False


def _is_clean_call(called: str, args: list[ast.expr], bound: Bound) -> bool:
    if called == "sum" and isinstance(args[0], ast.GeneratorExp):
        # How many there are.
        return isinstance(args[0].elt, ast.Compare | ast.BoolOp)
    if called == "printed":
        _, _, path = ast.unparse(args[0]).partition(".")
        return is_public_choice(path)
    return called in HARMLESS or (called in REWRITTEN and all(_is_clean(a, bound) for a in args))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_rule_quotes_is_marked(path: Path) -> None:
    assert list(unmarked(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        'return f"“{self.name}” là tên khác"',
        'return f"{rules.printed(self.degree)} không hợp"',
        "wrong = [row.item for row in self.rows]; return f\"xem {', '.join(wrong)}\"",
        'return "Sai: " + self.name',
        'said, listed = self.count, len(self.rows); return f"{said} khác {listed}"',
        'a = rules.written(self.income); return f"{a} đồng"',
        'return f"{sum(row.income for row in self.rows)} đồng"',
    ],
)
def test_a_rule_that_quotes_unmarked_is_seen(line: str) -> None:
    assert len(list(unmarked(f"def holds(self): {line}"))) == 1


def test_what_is_no_value_may_be_told() -> None:
    assert not list(
        unmarked("""def holds(self, context):
        twice, base = rules.repeated_rows(self.rows, exact=["name"]), self.law("base", context)
        many = sum(row.percent > base for row in self.rows)
        named = ", ".join(f"{rules.own(row.name)}" for row in self.rows)
        return f"{twice} {many} {rules.written(base)} {named} {rules.printed(self.gender)}"
    """)
    )

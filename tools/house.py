"""How the house stands: the numbers by which a newcomer finds a room, with what they should be.

    python -m tools.house        (make house)

It judges nothing and ends with 0: what must hold is in the tests and in import-linter's contracts.
"""

from __future__ import annotations

import ast
import math
import re
import statistics
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp

from tools.walk import walked

ROOT = Path(__file__).parents[1]
LIBRARY, FLOWS = ROOT / "portal_bot", ROOT / "flows"
# Not the slashes of an address.
_SCRIPT_COMMENT = re.compile(r"(?:^|\s)(?://|/\*)")
# A mark for a tool says nothing to a reader, unless words follow it.
_REASON = re.compile(r"#(?! noqa(?::[ A-Z0-9,]+)?$| type: ignore(?:\[[a-z, -]+\])?$)\s*\w")


def main() -> None:
    """Prints one line a number."""
    lines = sorted(len(_lines(flow)) for flow in _flows())
    _say("flows", len(lines))
    _say("lines of a flow, median", int(statistics.median(lines)), "at most 105")
    _say("lines of a flow, nine in ten at most", _ninth(lines), "at most 150")
    imports = [_imports(flow) for flow in _flows()]
    _say("import lines of a flow, most", max(imports), "at most 3")
    other = sorted(_other_code(flow) for flow in _flows())
    _say("code of a flow outside field lists and rules, nine in ten at most", _ninth(other), "16")
    _say("lines of facts beside a flow, median", int(statistics.median(_facts())))
    modules = list(_modules(LIBRARY))
    _say("modules of the library", len(modules))
    _named("module names that two rooms have", same_rooms(), "each once; a verb's is its own")
    _named("class names that mean two things", same_classes(), "each once")
    _say("circles between modules, annotations too", len(_circles()), "0")
    for circle in _circles():
        print("      ", " → ".join(circle))
    _say("imports inside functions", sum(len(_inner_imports(path)) for path in modules))
    _named("of them without a reason on the line", unexplained_imports(), "0")
    _say("modules over 300 lines", sum(len(_lines(path)) > 300 for path in modules), "few")
    _say("comments in 100 lines", f"{_comments(modules):.1f}", "2 to 4")
    _say("`portal-bot --help` imports, modules", _imported_by_help())
    walk = walked()
    _say("climbs back of a dossier's walk to the commit", len(walk.climbs))
    _say("of these before the sign-in", len(walk.climbs_at_the_door), "at most 5")


def same_rooms() -> list[str]:
    """Module names that occur twice. A verb of the command line is called as people call it."""
    rooms = (p for p in _modules(LIBRARY) if p.parent.name != "cli" or p.stem not in _verbs())
    return _twice(Counter(p.stem for p in rooms if p.stem not in {"__init__", "__main__"}))


def same_classes() -> list[str]:
    """Names that two public classes of the library have."""
    return _twice(_classes(_modules(LIBRARY)))


def unexplained_imports(folder: Path = LIBRARY) -> list[str]:
    """Imports inside functions that do not say on their line why they stand there, as file:line."""
    return [
        f"{path.relative_to(folder.parent)}:{node.lineno}"
        for path in _modules(folder)
        for node in _inner_imports(path)
        if not _REASON.search(_lines(path)[node.lineno - 1])
    ]


def _verbs() -> set[str]:
    from portal_bot.cli.app import VERBS  # the library only where its verbs are asked for

    return {verb.replace("-", "_") for verb in VERBS}


def _say(what: str, number: object, goal: str = "") -> None:
    print(f"{number!s:>8}  {what}{f'   (goal: {goal})' if goal else ''}")


def _named(what: str, names: list[str], goal: str) -> None:
    _say(what, len(names), goal)
    if names:
        print("          ", ", ".join(names))


def _ninth(numbers: list[int]) -> int:
    return numbers[math.ceil(len(numbers) * 0.9) - 1]


def _flows() -> list[Path]:
    return [path for path in sorted(FLOWS.glob("*.py")) if path.stem != "__init__"]


def _facts() -> list[int]:
    return [len(_lines(path)) for path in FLOWS.glob("*.toml")]


def _modules(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.py"))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(path: Path) -> int:
    return sum(isinstance(node, ast.Import | ast.ImportFrom) for node in _tree(path).body)


def _other_code(path: Path) -> int:
    """Lines of statements that are neither a field, a rule, the flow's own lines nor a text."""
    count = 0
    for node in _tree(path).body:
        if isinstance(node, ast.ClassDef):
            count += sum(_size(inner) for inner in node.body if not _is_form(inner))
        elif not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr):
            count += _size(node)
    return count


def _size(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_form(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef):
        return any("rules." in ast.unparse(mark) for mark in node.decorator_list)
    # A field, a rule that is ready, or what a flow says of itself.
    return isinstance(node, ast.AnnAssign | ast.Assign | ast.Expr | ast.Pass)


def _twice(names: Counter[str]) -> list[str]:
    return sorted(f"{name} ({count})" for name, count in names.items() if count > 1)


def _classes(modules: Iterable[Path]) -> Counter[str]:
    return Counter(
        node.name
        for path in modules
        for node in _tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )


def _circles() -> list[tuple[str, ...]]:
    """One circle after the other, each cut open before the next is looked for."""
    graph = grimp.build_graph("portal_bot", exclude_type_checking_imports=False)
    edges = {m: set(graph.find_modules_directly_imported_by(m)) for m in sorted(graph.modules)}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(edges).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            found.append(tuple(circle))
            edges[circle[1]].discard(circle[0])
        else:
            return found


def _inner_imports(path: Path) -> list[ast.Import | ast.ImportFrom]:
    tree = _tree(path)
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    inner = (n for function in functions for n in ast.walk(function))
    return list(dict.fromkeys(n for n in inner if isinstance(n, ast.Import | ast.ImportFrom)))


def _comments(modules: Iterable[Path]) -> float:
    """Without the reasons of imports, of which there is one on each such line; with the scripts."""
    lines = comments = 0
    for path in modules:
        imports = {node.lineno for node in _inner_imports(path)}
        with path.open("rb") as file:
            comments += sum(
                token.type == tokenize.COMMENT and token.start[0] not in imports
                for token in tokenize.tokenize(file.readline)
            )
        lines += len(_lines(path))
    for script in LIBRARY.rglob("*.js"):
        comments += sum(bool(_SCRIPT_COMMENT.search(line)) for line in _lines(script))
        lines += len(_lines(script))
    return 100 * comments / lines


def _imported_by_help() -> int:
    code = (
        "import sys; from portal_bot.cli.app import main; main(['--help']); "
        "sys.stderr.write(str(len(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stderr)


if __name__ == "__main__":
    main()

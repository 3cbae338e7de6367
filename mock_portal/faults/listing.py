"""The catalogue of faults in words: for the command line, and as the README's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..steps import STEPS
from .base import Fault
from .kinds import GROUPS

_TITLES = {
    "On the commit": "Lúc nộp",
    "On the last screen": "Ở màn hình cuối",
    "On the list": "Danh sách hồ sơ",
    "In the office": "Cơ quan giải quyết",
    "On any page": "Trang nào cũng có thể",
    "Captcha": "Mã xác nhận",
    "Papers": "Giấy tờ",
    "Form": "Tờ khai",
    "At the national portal": "Ở Cổng Dịch vụ công quốc gia",
    "At the ministry's wizard": "Ở cổng của Bộ Tư pháp",
}
MARKS = ("<!-- faults -->", "<!-- end of faults -->")


def doc(kind: type[Fault]) -> str:
    """The one line that says what it does."""
    return (kind.__doc__ or "").strip()


def usage(kind: type[Fault]) -> str:
    """How it is written: `commit_then_drop[=fin|rst]`, `commit_delay[=5]`."""
    if set(STEPS) <= set(kind.choices):
        more = "".join(f"|{choice}" for choice in kind.choices if choice not in STEPS)
        return f"{kind.name}[=STEP{more}]"
    if kind.choices and set(kind.choices) == set(kind.where):
        return f"{kind.name}[=STEP]"
    arg = "|".join(kind.choices) or kind.default
    return f"{kind.name}[={arg}]" if arg else kind.name


def usual(kind: type[Fault]) -> str:
    """How often it strikes unless told otherwise, and at which steps it can."""
    often = "once" if kind.once else "always"
    where = ", ".join(kind.where) or "any page"
    default = f", {kind.default} by default" if kind.choices and kind.default else ""
    return f"{often}; {where}{default}"


def as_text() -> str:
    """For a terminal, in Vietnamese: how each is written. What it does, the README tells."""
    lines: list[str] = []
    for title, kinds in GROUPS.items():
        lines += [f"{_TITLES[title]}:", *(f"  {usage(kind)}" for kind in kinds)]
    return "\n".join(lines)


def as_markdown() -> str:
    """Tables for the README, one for each group."""
    return "\n".join(_tables())


def _tables() -> Iterator[str]:
    for title, kinds in GROUPS.items():
        yield from ("", f"**{title}**", "", "| Fault | Does | Strikes |", "|---|---|---|")
        for kind in kinds:
            cells = (f"`{usage(kind)}`", doc(kind), usual(kind))
            yield "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
    yield ""


def with_tables(readme: str) -> str:
    """The README with the tables as they should be.

    Raises:
        ValueError: the marks between which they stand are not there.
    """
    begin, end = MARKS
    found = re.search(f"{re.escape(begin)}.*{re.escape(end)}", readme, re.DOTALL)
    if found is None:
        raise ValueError(f"the marks {begin} and {end} are not in the README")
    return readme[: found.start()] + f"{begin}\n{as_markdown()}\n{end}" + readme[found.end() :]

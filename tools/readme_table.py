"""Writes the table of procedures into README.md, from the flows themselves.

    python tools/readme_table.py

A test says when the table there is not the one that would be written.
"""

from __future__ import annotations

from pathlib import Path

from portal_bot import registry

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- flows: tools/readme_table.py -->\n", "<!-- /flows -->\n"


LEGEND = (
    "`?`: the code was recalled and not seen beside the procedure's name "
    "([what is known how well](portal_bot/catalogue/README.md))."
)


def table() -> str:
    """One row a procedure, by slug; below it what a question mark behind a code means."""
    rows = ["| Name | Code | Level | Procedure |", "|---|---|---|---|"]
    for slug, flow in registry.flows().items():
        level = registry.level(flow) or ""
        rows.append(f"| `{slug}` | {_code(flow)} | {level} | {flow.title} |")
    rows += ["", LEGEND] if any(" ? |" in row for row in rows) else []
    return "\n".join(rows) + "\n"


def _code(flow: registry.AnyFlow) -> str:
    """The national code, marked as `portal-bot list` marks it."""
    facts = registry.facts(flow)
    return flow.code if facts is None or facts.code_verified is not False else f"{flow.code} ?"


def with_table(text: str) -> str:
    """The text with the table of today between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the marks {BEGIN.strip()} and {END.strip()} are missing")
    return f"{before}{BEGIN}{table()}{END}{after}"


def main() -> None:
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()

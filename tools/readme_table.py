"""Writes the table of procedures into README.md, from the flows themselves.

    python tools/readme_table.py

A test says when the table there is not the one that would be written.
"""

from __future__ import annotations

from pathlib import Path

from portal_bot import registry

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- flows: tools/readme_table.py -->\n", "<!-- /flows -->\n"


def table() -> str:
    """One row a procedure, by slug."""
    rows = ["| Name | Code | Level | Procedure |", "|---|---|---|---|"]
    for slug, flow in registry.flows().items():
        level = registry.level(flow) or ""
        rows.append(f"| `{slug}` | {flow.code} | {level} | {flow.title} |")
    return "\n".join(rows) + "\n"


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

"""Help texts in Vietnamese: what Typer says in English is said here, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

# Of the remarks behind an option's help.
_REMARKS = (
    (r"Show this message and exit\.", "Hiện trợ giúp này."),
    (r"\[default: ", "[mặc định: "),
    (r"; default: ", "; mặc định: "),
    (r"\[env var: ", "[biến: "),
    (r"\brequired\]", "bắt buộc]"),
    (r"\(dynamic\)", "(tùy lúc chạy)"),
    (r"([\d.]+)<=x<=([\d.]+)", r"từ \1 đến \2"),
    (r"x>=([\d.]+)", r"nhỏ nhất \1"),
    (r"x<=([\d.]+)", r"lớn nhất \1"),
)
# A type in Python's words: the name before it says enough. Choices are no such thing: <a|b>.
_TYPE = re.compile(r"\s<(?:list\[)?\w+\]?>(?=$|\s|\.)")
# {TỆP}... and [TỆP]...; one that must be given is not put into brackets.
_NEEDED = re.compile(r"^\{(.*?)\}(\.\.\.)?$")
_OPTIONAL = re.compile(r"^\[(.*?)\](\.\.\.)?$")


class InVietnamese:
    """For Typer's commands and groups: Vietnamese headings, and an example at the end."""

    example = ""
    # What is only known when it is asked for; it stands before the example.
    appendix: Callable[[], str] | None = None

    # Typer brings its own copy of Click in some versions: its context has no one name.
    def get_help(self, ctx: Any) -> str:
        told: str = super().get_help(ctx)  # type: ignore[misc]
        more = f"\n\n{self.appendix()}" if self.appendix else ""
        return f"{told.rstrip()}{more.rstrip()}\n\nVí dụ: {self.example}"

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = [_piece(each) for each in self.collect_usage_pieces(ctx)]  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            if record := param.get_help_record(ctx):
                records[param.param_type_name].append(
                    (_TYPE.sub("", record[0]), _remark(record[1]))
                )
        for heading, kind in (("Đối số", "argument"), ("Tùy chọn", "option")):
            _section(formatter, heading, records[kind])
        if hasattr(self, "commands"):
            named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]  # type: ignore[attr-defined]
            room = formatter.width - 6 - max(len(name) for name, _ in named)
            _section(formatter, "Lệnh", [(n, c.get_short_help_str(room)) for n, c in named])


def _section(formatter: Any, heading: str, records: list[tuple[str, str]]) -> None:
    if records:
        with formatter.section(heading):
            formatter.write_dl(records)


def _piece(of_usage: str) -> str:
    if of_usage == "[OPTIONS]":
        return "[TÙY CHỌN]"
    if of_usage == "COMMAND [ARGS]...":
        return "LỆNH …"
    if needed := _NEEDED.match(of_usage):
        return needed[1] + ("…" if needed[2] else "")
    if optional := _OPTIONAL.match(of_usage):
        return f"[{optional[1]}{'…' if optional[2] else ''}]"
    return of_usage


def _remark(help_text: str) -> str:
    for english, vietnamese in _REMARKS:
        help_text = re.sub(english, vietnamese, help_text)
    return help_text

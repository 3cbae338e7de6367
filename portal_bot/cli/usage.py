"""A wrong command line, told in Vietnamese."""

from __future__ import annotations

import re
from typing import Any

_WORDS = (
    (r"^No such option: (.*?)\.? \(Possible options: (.*)\)$", r"không có tùy chọn \1; có: \2"),
    (r"^No such option: (.*?)\.? Did you mean (.*)\?$", r"không có tùy chọn \1; có phải \2?"),
    (r"^No such option: (.*)$", r"không có tùy chọn \1"),
    (r"^No such command '(.*)'\. Did you mean (.*)\?$", r"không có lệnh “\1”; có phải \2?"),
    (r"^No such command '(.*?)'\.?$", r"không có lệnh “\1”"),
    (r"^Missing command\.$", "thiếu lệnh"),
    (r"^Missing (?:argument|parameter) '(.*?)'\.?.*$", r"thiếu \1"),
    (r"^Missing option '(.*?)'\.?.*$", r"thiếu tùy chọn \1"),
    (r"^Option '(.*)' requires (?:an argument|\d+ arguments)\.$", r"tùy chọn \1 cần một giá trị"),
    (r"^Option '(.*)' does not take a value\.$", r"tùy chọn \1 không nhận giá trị"),
    (r"^Got unexpected extra argument(?:s|\(s\))? \((.*)\)$", r"thừa đối số: \1"),
    (
        r"^Invalid value for '(.*?)': (?:Value error, )?'(.*)' is not one of (.*?)\.?$",
        r"\1: “\2” phải là một trong \3",
    ),
    (r"^Invalid value for '(.*?)': .*(?:not a|be a) valid (?:int|float|num).*$", r"\1 phải là số"),
    (r"^Invalid value for '(.*?)': .*greater than or equal to (.*?)\.?$", r"\1 nhỏ nhất là \2"),
    (r"^Invalid value for '(.*?)': .*less than or equal to (.*?)\.?$", r"\1 lớn nhất là \2"),
    (r"^Invalid value for '(.*?)': .*not in the range (.*?)\.?$", r"\1 phải trong khoảng \2"),
    (r"^Invalid value for '(.*?)': (.*)$", r"\1: giá trị này không dùng được"),
)
_NOT_KNOWN = "dòng lệnh chưa đúng"


def in_vietnamese(error: Any) -> str:
    """The message of one of Typer's own errors; of what is not known, no English is shown."""
    said = " ".join(error.format_message().split())
    matched = (re.subn(english, told, said, flags=re.DOTALL) for english, told in _WORDS)
    message = next((told for told, changed in matched if changed), _NOT_KNOWN)
    path = getattr(getattr(error, "ctx", None), "command_path", "portal-bot")
    return f"{message}; xem `{path} --help`"

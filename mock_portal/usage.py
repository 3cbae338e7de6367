"""argparse, told in Vietnamese: help texts and what is wrong with a command line."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

_WORDS = (
    (r"^argument (\S+): invalid \w+ value: '(.*)'$", r"\1: “\2” không phải là số"),
    (
        r"^argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)$",
        r"\1: “\2” phải là một trong \3",
    ),
    (r"^argument (\S+): expected .*$", r"\1 cần một giá trị"),
    (r"^argument (\S+): ignored explicit argument .*$", r"\1 không nhận giá trị"),
    (r"^argument (\S+): .*$", r"\1: giá trị này không dùng được"),
    (r"^unrecognized arguments: (.*)$", r"không hiểu: \1"),
    (r"^ambiguous option: (\S+) could match (.*)$", r"\1 có thể là \2; ghi rõ"),
    (r"^the following arguments are required: (.*)$", r"thiếu \1"),
)
# argparse's own sentences, which are its alone.
_ENGLISH = re.compile(r"^(?:argument|unrecognized|ambiguous|the following|expected|one of) ")


class Parser(argparse.ArgumentParser):
    """A parser whose own words are Vietnamese."""

    def __init__(self, *, prog: str, description: str, epilog: str) -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, add_help=False)
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện trợ giúp này")

    def format_usage(self) -> str:
        return self._in_vietnamese(super().format_usage())

    def format_help(self) -> str:
        return self._in_vietnamese(super().format_help())

    @staticmethod
    def _in_vietnamese(text: str) -> str:
        return re.sub(r"^usage: ", "Cách dùng: ", text)

    def error(self, message: str) -> NoReturn:
        for english, vietnamese in _WORDS:
            message, changed = re.subn(english, vietnamese, message, flags=re.DOTALL)
            if changed:
                break
        told = "dòng lệnh chưa đúng" if _ENGLISH.match(message) else message
        sys.stderr.write(f"Lỗi: {told}; xem `{self.prog} --help`\n")
        sys.exit(2)

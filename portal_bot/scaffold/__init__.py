"""The five files with which a procedure begins; what must be written in them is marked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from portal_bot.catalogue.names import UNFILLED
from portal_bot.errors import UsageError

_SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_CODE = re.compile(r"\d\.\d{6}")
# What is written where, from the folder in which flows/ lies.
FILES = {
    "flow.py.txt": "flows/{}.py",
    "facts.toml.txt": "flows/{}.toml",
    "form.toml.txt": "mock_portal/forms/{}.toml",
    "plain.yaml.txt": "fixtures/{}/plain.yaml",
    "broken.toml.txt": "fixtures/{}/broken.toml",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A procedure that is to be added.

    Attributes:
        slug: its name in files and on the command line, ``"social_pension"``.
        code: the national code, ``"1.014027"``.
        title: the official name, as the portal prints it.
        level: 3 or 4.
    """

    slug: str
    code: str
    title: str
    level: int

    def __post_init__(self) -> None:
        """Raises: UsageError: one of them is not what it must be."""
        if not _SLUG.fullmatch(self.slug):
            raise UsageError(
                f"“{self.slug}”: tên thủ tục chỉ gồm chữ thường không dấu, số và gạch dưới, "
                "ví dụ social_pension"
            )
        if not _CODE.fullmatch(self.code):
            raise UsageError(f"--code {self.code}: mã quốc gia có dạng 1.014027")
        if not self.title.strip():
            raise UsageError("--title: ghi tên thủ tục như cổng in")

    @property
    def class_name(self) -> str:
        """``"SocialPension"``."""
        return "".join(word.capitalize() for word in self.slug.split("_"))


def write(wanted: Wanted, root: Path) -> list[Path]:
    """Writes the five files under a folder; nothing is written over.

    Returns:
        The files, in the order in which one fills them in.

    Raises:
        UsageError: one of them is there already, or cannot be written; then none is written.
    """
    texts = {root / place.format(wanted.slug): _text(name, wanted) for name, place in FILES.items()}
    if there := [str(file) for file in texts if file.exists()]:
        raise UsageError(f"đã có {', '.join(there)}; không ghi đè. Chọn tên khác, hoặc tự xóa")
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    return list(texts)


def unfilled(file: Path) -> int:
    """How many places of a file are still marked."""
    return file.read_text("utf-8").count(UNFILLED)


def _text(name: str, wanted: Wanted) -> str:
    source = (resources.files(__package__) / name).read_text("utf-8")
    return Template(source).substitute(
        slug=wanted.slug,
        code=wanted.code,
        title=wanted.title,
        # As TOML and YAML both read it.
        quoted_title=json.dumps(wanted.title, ensure_ascii=False),
        level=wanted.level,
        class_name=wanted.class_name,
    )

"""A file of facts that somebody wrote: read strictly; what is wrong is told with its line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from portal_bot.catalogue.names import UNFILLED
from portal_bot.errors import PortalBotError
from portal_bot.reasons import in_words

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")


class BrokenFacts(PortalBotError):
    """An entry of the catalogue that lacks a fact: its own dossiers fail, the others go on."""

    code = "facts_broken"


def read_facts(
    file: Path, reader: TypeAdapter[T], ready: Callable[[dict[str, Any]], Mapping[str, Any]]
) -> T:
    """The facts in a file, whose name is the procedure's slug.

    Args:
        file: a TOML.
        reader: of what it holds; takes nothing that it does not know.
        ready: puts what the file says into the shape of the reader.

    Raises:
        BrokenFacts: they are not whole; says which file, where in it, and what is wrong.
    """
    from pydantic import ValidationError  # slow: not where facts are only named

    text = written(file)
    for number, line in enumerate(text.splitlines(), 1):
        if UNFILLED in line:
            refuse(file, f"dòng {number}: chưa điền: {line.partition(UNFILLED)[2].strip()}")
    try:
        said = {"slug": file.stem, **ready(tomllib.loads(text))}
    except ValueError as error:
        where = _AT.search(str(error))
        line = f"dòng {where[1]}, cột {where[2]}: " if where else ""
        refuse(file, f"{line}không phải TOML, hoặc một mục ghi hai lần", error)
    # As JSON, for that is where a list may be a tuple and yet nothing else is let through.
    try:
        return reader.validate_json(json.dumps(said, default=str), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        refuse(file, _what(text, first), error)


def written(file: Path) -> str:
    """The file's text.

    Raises:
        BrokenFacts: there is none.
    """
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        refuse(file, f"dòng {line}: không phải chữ UTF-8", error)
    except OSError as error:
        refuse(file, f"không đọc được: {in_words(error)}", error)


def refuse(file: Path, what: str, cause: Exception | None = None) -> NoReturn:
    """Says which file is broken, and that the others are not."""
    raise BrokenFacts(
        f"dữ kiện của thủ tục “{file.stem}” bị lỗi ({file}): {what}; báo người bảo trì, các thủ "
        "tục khác vẫn dùng được",
        field="procedure",
    ) from cause


_AT = re.compile(r"at line (\d+), column (\d+)")
_WRONG = {
    "missing": "thiếu mục “{}”",
    "extra_forbidden": "không có mục “{}” nào như vậy; xem docs/adding-a-procedure.md",
    "unexpected_keyword_argument": "không có mục “{}” nào như vậy; xem docs/adding-a-procedure.md",
    "literal_error": "mục “{}” phải là {expected}",
    "string_type": "mục “{}” phải là chữ, trong dấu nháy kép",
    "int_type": "mục “{}” phải là số nguyên, không có dấu nháy",
    "int_from_float": "mục “{}” phải là số nguyên",
    "float_type": "mục “{}” phải là số",
    "bool_type": "mục “{}” phải là true hoặc false, không có dấu nháy",
    "tuple_type": "mục “{}” phải là một danh sách: [ … ]",
    "dict_type": "mục “{}” phải là một nhóm: [ … ] ở đầu dòng, hoặc {{ … }}",
    "dataclass_type": "mục “{}” phải là một nhóm: [ … ] ở đầu dòng, hoặc {{ … }}",
}


def _what(text: str, fault: ErrorDetails) -> str:
    """What is wrong, with the line in which it is, or in which what it belongs to begins."""
    place, kind = fault["loc"], fault["type"]
    expected = str(fault.get("ctx", {}).get("expected", "")).replace(" or ", " hoặc ")
    said = str(fault.get("ctx", {}).get("error", "không đúng kiểu"))
    wrong = _WRONG.get(kind, "mục “{}” sai: {said}")
    told = wrong.format(".".join(map(str, place)), expected=expected, said=said)
    return f"dòng {_line(text, place[:-1] if kind == 'missing' else place)}: {told}"


def _line(text: str, place: tuple[int | str, ...]) -> int:
    """Of the last part of the place that is written anywhere, going down from the file's top."""
    lines, at = text.splitlines(), 0
    for part in place:
        word = re.escape(str(part))
        pattern = rf"\[+[^\]]*\b{word}\b|\s*\"?{word}\"?\s*="
        if isinstance(part, int):
            heads = [n for n in range(at, len(lines)) if lines[n] == lines[at]]
            at = heads[part] if part < len(heads) else at
        else:
            at = next((n for n in range(at, len(lines)) if re.match(pattern, lines[n])), at)
    return at + 1

"""The values of a dossier that must never reach a log: all that is not public (`public_values`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from portal_bot import privacy
from portal_bot.catalogue import peoples, provinces
from portal_bot.dossier.block import Block
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.file_names import parts_of_path
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.places import Locality
from portal_bot.dossier.public_values import KINDS, PARTS, is_public_choice
from portal_bot.dossier.spec import Spec, specs, walk

_SHORTEST = 4
# A key as we call it; what is no such key may be a value that slipped to the left.
_KEY = re.compile(r"[a-z][a-z0-9_]*")
# A short word of small letters, as programs call things; a user name may be one.
_SHORT_WORD = re.compile(r"[a-z]{1,7}")
# Ticks, and the options of all forms that ask yes or no.
_NOTHING_SAID = frozenset(("true", "false", "yes", "no", "password"))
_YES_OR_NO = ("Không", "Khác", "Cả hai")
# Whoever is called like it, what is no real filing has to say so.
_PRACTICE = "thử nghiệm"
# Procedure and office are public only once they are known for what they are.
_PARTS_AS_READ = PARTS - {"procedure", "agency"}
# Of a text that could not be parsed: what stands between the signs that part one thing from the
# next, and whether it is a key.
_PIECE = re.compile(r"[ \t-]*([^:,\[\]{}#\"'\n|]+)[\"']?(:?)")
_LINE = re.compile(r"^[^:\n]*:[ \t]+([^{\[\n]+)$", re.MULTILINE)
_CODE = re.compile(r"[a-z0-9]+(?:[_.][a-z0-9]+)+|[a-z]{1,7}")


def is_sensitive(spec: Spec) -> bool:
    """Whether the field holds personal data by its type or by its declaration."""
    return spec.meta.sensitive or (spec.kind is not None and spec.kind.sensitive)


def is_personal(spec: Spec, path: str) -> bool:
    """Whether a value of the field at a dotted path is kept out of logs and files."""
    if spec.choice:
        return not is_public_choice(path)
    is_place = spec.meta.level == 0
    return not (spec.block or spec.row or is_place or (spec.kind and spec.kind.name in KINDS))


def sensitive_values(*blocks: Block | None) -> set[str]:
    """The personal values of a dossier and its declaration, dates in both spellings."""
    return {
        value
        for block in blocks
        if block is not None
        for _spec, value in _of_block(block)
        if len(value) >= _SHORTEST
    }


def register_values(dossier: Block | None, declaration: Block | None) -> None:
    """Keeps the personal values out of logs and files from now on; the office stays readable."""
    for block in (dossier, declaration):
        if block is not None:
            privacy.register(value for _spec, value in _of_block(block))
            privacy.register((v for s, v in _of_block(block) if _is_name(s)), names=True)
    if isinstance(dossier, Dossier):
        if dossier.agency is not None:
            declare_office(dossier.agency)
        duty = dossier.desk
        seen_by = (each.seen_by for each in dossier.exceptions)
        acted = (duty.officer, duty.volunteer) if duty else ()
        privacy.declare_public(name for name in (*acted, *seen_by) if name)


def register_texts(
    data: Any, *forms: type[Block], called: Iterable[str] = (), file: Path | None = None
) -> None:
    """Keeps every text that a dossier says out of logs and files, right or wrong.

    Args:
        data: what its file, its row or its card says, as it was read.
        forms: the declaration and the papers of its procedure: what they print stays readable.
        called: the procedure's own names, likewise.
        file: the dossier's own, if it has one: paths that it names may begin as that one does.
    """
    codes = _declare_labels(Dossier, *forms)
    privacy.declare_public(called)
    privacy.register(_texts(data, codes, file))


def register_loose(text: str, file: Path | None = None) -> None:
    """Likewise of a file that no parser understands."""
    pieces = ((piece[1].strip(), piece[2]) for piece in _PIECE.finditer(text))
    said = [piece for piece, is_key in pieces if not (is_key and _KEY.fullmatch(piece))]
    said += [line[1].strip(" \t\r\"'") for line in _LINE.finditer(text)]
    parts = [parts_of_path(each, file) or [each] for each in said]
    privacy.register(each for part in parts for each in part if not _CODE.fullmatch(each))


def declare_office(office: Locality) -> None:
    """The commune at which dossiers are filed is nobody's."""
    privacy.declare_public((*office.declared, *office.sent))


@cache
def declare_day(day: date) -> None:
    """The day on which dossiers are filed is nobody's: receipts, slips and logs say it."""
    privacy.declare_public((f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}"))


@cache
def _declare_labels(*blocks: type[Block]) -> frozenset[str]:
    """Makes public what the forms print, and returns what of a dossier is no text of its own."""
    privacy.declare_public((*peoples.ethnic_groups(), *peoples.nationalities(), *_YES_OR_NO))
    privacy.declare_public([_PRACTICE])
    for one in provinces.provinces():
        privacy.declare_public((one.name, one.since_mergers, one.short))
    codes = set(_NOTHING_SAID)
    for path, spec in (each for block in blocks for each in walk(block)):
        privacy.declare_public([spec.title])
        for option in spec.choice or ():
            # One word is a word of any text.
            codes.update({option.value, option.label} if _is_word(option.label) else {option.value})
            if is_public_choice(path):
                privacy.declare_public([option.label])
    return frozenset(codes)


def _is_word(text: str) -> bool:
    return len(text.split()) == 1


def _is_name(spec: Spec) -> bool:
    return spec.kind is not None and spec.kind.name == "person_name"


def _of_block(block: Block, within: str = "") -> Iterator[tuple[Spec, str]]:
    for spec in specs(type(block)):
        value, path = block.__dict__.get(spec.name), f"{within}{spec.name}"
        if value is None or path in PARTS:
            continue
        if isinstance(value, Locality):
            yield from ((spec, text) for text in _of_place(value))
        elif isinstance(value, Block):
            yield from _of_block(value, f"{path}.")
        elif spec.row:
            for row in value:
                yield from _of_block(row, f"{path}.")
        elif not (spec.kind and spec.kind.name in KINDS):
            yield from ((spec, text) for text in _spellings(value, path))


def _of_place(place: Locality) -> Iterator[str]:
    """All but the province, in which a million others live."""
    _province, *within = place.declared
    _province, *sent = place.sent
    yield from dict.fromkeys((*place.before, *within, *sent))


def _spellings(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, date):
        yield f"{value:%Y-%m-%d}"
        yield f"{value:%d/%m/%Y}"
    elif isinstance(value, Choice):
        if not _is_word(value.label) and not is_public_choice(path):
            yield value.label
    elif isinstance(value, tuple):
        for each in value:
            yield from _spellings(each, path)
    elif not isinstance(value, bool | int) or value > 9999:
        text = str(value)
        if path.endswith("username") or not _SHORT_WORD.fullmatch(text):
            yield text


def _texts(data: Any, codes: frozenset[str], file: Path | None, within: str = "") -> Iterator[str]:
    if isinstance(data, str):
        is_code = data in codes or (within == "procedure" and _is_word(data))
        if not is_code:
            yield from _parts(data, file, is_name=within.endswith("username"))
    elif isinstance(data, Mapping):
        for key, value in data.items():
            path = f"{within}.{key}" if within else str(key)
            if isinstance(key, str) and not _KEY.fullmatch(key):
                yield key
            if path not in _PARTS_AS_READ:
                yield from _texts(value, codes, file, path)
    elif isinstance(data, list | tuple):
        for each in data:
            yield from _texts(each, codes, file, within)
    elif isinstance(data, int | float) and not isinstance(data, bool) and data > 9999:
        yield str(data)


def _parts(text: str, file: Path | None, *, is_name: bool) -> Iterator[str]:
    """A text, a card's line field by field, too; of a path what may be a citizen's."""
    if (parts := parts_of_path(text, file)) is None:
        parts = [text, *text.split("|")[1:]]
    yield from (p for p in parts if (is_name and p == text) or not _SHORT_WORD.fullmatch(p))

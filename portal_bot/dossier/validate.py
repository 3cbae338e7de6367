"""From what a file says to a model, with every problem and not only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal_bot.dossier.block import Block, blank
from portal_bot.dossier.checks import findings
from portal_bot.dossier.context import Context
from portal_bot.dossier.date_words import date_in_words
from portal_bot.dossier.dates import parse_date
from portal_bot.dossier.ids import IdType
from portal_bot.dossier.key_labels import is_vietnamese, label_key, names_of, nearest_key
from portal_bot.dossier.letters import Unfit, odd_letters
from portal_bot.dossier.places import Locality
from portal_bot.dossier.problems import MORE, MOST, Finding, Path, Refused
from portal_bot.dossier.spec import Spec, spec_at, spec_map, specs, value_at
from portal_bot.marked import own

B = TypeVar("B", bound=Block)


def validate(
    model: type[B],
    raw: Any,
    context: Context,
    root: Block | None = None,
    in_labels: Callable[[Path], bool] = lambda _place: False,
) -> tuple[B | None, B | None, list[Finding]]:
    """Validates and checks.

    Args:
        model: what it is to be.
        raw: what the file says.
        context: the day, the applicant and the office.
        root: the declaration that conditions may ask about; the model itself, if left out.
        in_labels: whether the keys of a mapping are called by their labels, by its place.

    Returns:
        The model, or ``None`` when a value is not what it must be; what of it could be read all
        the same; and the problems.
    """
    try:
        whole = model.model_validate(raw, context={"tree": context.tree})
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = [_finding(model, each, in_labels) for each in details[:MOST]]
        found = [finding for finding in found if not _follows(finding, found, model, context)]
        part = _salvage(model, raw, context.tree)
        if part is not None:
            told = {finding.path for finding in found}
            found += [f for f in findings(part, context, root) if f.path not in told]
        if len(details) > MOST:
            found.append(Finding((), MORE, "", count=len(details) - MOST))
        return None, part, found
    return whole, whole, findings(whole, context, root, whole=True)


def _follows(finding: Finding, found: list[Finding], model: type[Block], context: Context) -> bool:
    """Whether something is missing only because what it is taken from is at fault itself."""
    spec = spec_at(model, ".".join(str(name) for name in finding.path if isinstance(name, str)))
    if finding.code != "missing" or spec is None:
        return False
    at_fault = {other.path for other in found}
    if spec.meta.id_type and (*finding.path[:-1], spec.meta.id_type) in at_fault:
        return True
    if spec.meta.words_of:
        return any(other.path == (*finding.path[:-1], spec.meta.words_of) for other in found)
    if not spec.meta.same_as:
        return False
    try:
        value_at(context.applicant, spec.meta.same_as.removeprefix("applicant."))
    except AttributeError:
        return True
    return context.applicant is None


def filled(model: type[Block], raw: Any, applicant: Block | None) -> Any:
    """The raw declaration with what is only repeated or spelled out, where it was left out."""
    if blank(raw):
        raw = {}
    if not isinstance(raw, dict):
        return raw
    known = dict(raw)
    for spec in _filling(model):
        value = known.get(spec.name)
        said = not blank(value)
        repeated = spec.required and not spec.meta.same_as and _repeats(spec.block)
        if spec.block and (said or repeated):
            known[spec.name] = filled(spec.block, value, applicant)
        derived = None if said else _derived(spec, known, applicant)
        if derived is not None:
            known[spec.name] = derived
    return known


@cache
def _filling(model: type[Block]) -> tuple[Spec, ...]:
    """The fields in which there is anything to fill in."""
    return tuple(
        spec
        for spec in specs(model)
        if spec.meta.same_as or spec.meta.words_of or (spec.block and _filling(spec.block))
    )


@cache
def _repeats(block: type[Block] | None) -> bool:
    return block is not None and any(spec.meta.same_as for spec in specs(block))


def _derived(spec: Spec, beside: Mapping[str, Any], applicant: Block | None) -> Any:
    meta = spec.meta
    if meta.same_as and applicant is not None and not _other_paper(meta.id_type, beside):
        try:
            return value_at(applicant, meta.same_as.removeprefix("applicant."))
        except AttributeError:  # the applicant's own value is at fault, and told of there
            return None
    if meta.words_of and not blank(beside.get(meta.words_of)):
        try:
            return date_in_words(parse_date(beside[meta.words_of]))
        except Refused:
            return None
    return None


def _other_paper(id_type: str | None, beside: Mapping[str, Any]) -> bool:
    said = beside.get(id_type) if id_type else None
    try:
        return not blank(said) and IdType.parse(getattr(said, "value", said)) is not IdType.CCCD
    except Refused:
        return True


def _salvage(model: type[B], raw: object, tree: int) -> B | None:
    """The model with the fields that are well; the others are not even attributes."""
    if not isinstance(raw, dict):
        return None
    values: dict[str, Any] = {}
    lost: list[str] = []
    for spec in specs(model):
        value = raw.get(spec.name)
        if blank(value):
            if spec.required:
                lost.append(spec.name)
            continue
        try:
            values[spec.name] = _part(spec, value, tree)
        except (Refused, ValidationError):
            lost.append(spec.name)
    part = model.model_construct(**values)
    for name in lost:
        part.__dict__.pop(name, None)
    return cast("B", part)


def _part(spec: Spec, value: Any, tree: int) -> Any:
    within = {"tree": tree}
    if spec.block is None and spec.row is None:
        return spec.parse(value)
    if spec.row:
        if not isinstance(value, list):
            raise Refused("wrong_type", "")
        return [spec.row.model_validate(row, context=within) for row in value]
    assert spec.block is not None  # noqa: S101  # one of the three it is
    try:
        return spec.block.model_validate(value, context=within)
    except ValidationError:
        # What is left of a place is not yet in its official names: nothing to judge by.
        place = issubclass(spec.block, Locality)
        part: Block | None = None if place else _salvage(spec.block, value, tree)
        if part is None:
            raise
        return part


def _finding(
    model: type[Block], details: ErrorDetails, in_labels: Callable[[Path], bool]
) -> Finding:
    path: Path = tuple(details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        told = _unknown_key(model, path, labels=in_labels(path[:-1]))
        return Finding(path, "unknown_key", told)
    title = title_at(model, path)
    if kind == "missing":
        return Finding(path, "missing", _missing(model, path, title, labels=in_labels(path[:-1])))
    given = details["input"]
    refused = given.refused if isinstance(given, Unfit) else details.get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        place = (*path, refused.part) if refused.part else path
        return Finding(place, refused.code, f"“{title}”: {refused.message}")
    return Finding(path, "wrong_type", f"“{title}” {_WRONG_TYPE.get(kind, _WRONG_TYPE[''])}")


_WRONG_TYPE = {
    "model_type": "phải là một nhóm gồm nhiều mục (mỗi mục một dòng, thụt vào trong)",
    "list_type": "phải là một danh sách (mỗi phần tử một dòng, bắt đầu bằng “- ”)",
    "tuple_type": "phải là một danh sách (mỗi phần tử một dòng, bắt đầu bằng “- ”)",
    "string_type": "phải là một giá trị, không phải một nhóm hay một danh sách",
    "": "không đúng kiểu; xem mẫu bằng lệnh “portal-bot new”",
}


def _missing(model: type[Block], path: Path, title: str, *, labels: bool) -> str:
    around, inner = _model_at(model, path[:-1]), _model_at(model, path)
    names = [spec.name for spec in specs(inner) if spec.required] if inner else []
    key = str(path[-1])
    parts = f" gồm {_listed(inner, names, labels=labels)}" if names and inner else ""
    key = label_key(around, key) if labels and around else key
    return f"Thiếu “{title}”; bổ sung mục “{own(key)}”{parts}"


def _listed(cls: type[Block], names: Iterable[str], *, labels: bool) -> str:
    """Keys of a block; labels have commas of their own."""
    if labels:
        return ", ".join(f"“{label_key(cls, name)}”" for name in names)
    return ", ".join(names)


def _unknown_key(model: type[Block], path: Path, *, labels: bool) -> str:
    around = _model_at(model, path[:-1])
    key = str(path[-1])
    if told := odd_letters(key):
        return f"Không có mục “{own(key)}”: tên mục có {told}; gõ lại tên mục bằng chữ không dấu"
    if around is None:
        return f"Không có mục “{own(key)}”"
    labels = labels or is_vietnamese(key)
    if likely := nearest_key(key, around, labels=labels):
        return f"Không có mục “{own(key)}”; gần nhất là {likely}"
    return f"Không có mục “{own(key)}”; chỉ có: {_listed(around, names_of(around), labels=labels)}"


def _model_at(model: type[Block], path: Path) -> type[Block] | None:
    inner: type[Block] | None = model
    for name in path:
        if isinstance(name, int) or inner is None:
            continue
        spec = spec_map(inner).get(name)
        inner = (spec.block or spec.row) if spec else None
    return inner


def title_at(model: type[Block], path: Path) -> str:
    """The printed label of the field at the path, with the row's number in a table."""
    inner: type[Block] | None = model
    title, row = "", ""
    for name in path:
        if isinstance(name, int):
            row = f", dòng {name + 1}"
        elif inner is not None and (spec := spec_map(inner).get(name)):
            title, inner = spec.title, spec.block or spec.row
    return (title or str(path[-1] if path else "")) + row

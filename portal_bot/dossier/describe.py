"""A procedure in one document: what it asks, with the official facts and how far to trust them."""

from __future__ import annotations

from typing import Any, Protocol

from portal_bot import clock
from portal_bot.catalogue.packages import comes_with_us
from portal_bot.catalogue.peoples import ethnic_groups, nationalities
from portal_bot.catalogue.procedures import ProcedureFacts, facts_beside
from portal_bot.catalogue.years import FIRST
from portal_bot.dossier.block import Block, Declaration, Papers
from portal_bot.dossier.checks import in_words
from portal_bot.dossier.places import Locality
from portal_bot.dossier.sensitive import is_personal
from portal_bot.dossier.spec import Spec, specs


class Procedure(Protocol):
    """What is needed of a flow to describe it."""

    slug: Any
    code: Any
    title: Any
    declaration: Any
    papers: Any
    level: Any
    edition: Any


def describe(flow: Procedure) -> dict[str, Any]:
    """Everything about a procedure, for ``show --json``."""
    declaration: type[Declaration] = flow.declaration
    facts = facts_beside(flow.__module__)
    planned = facts is not None and _is_planned(flow, facts)
    fields = _fields(declaration, declaration, "")
    if facts:
        _mark_reconstructed(fields, frozenset(facts.reconstructed))
        _mark_unseen(fields, facts.labels_seen)
    return {
        "slug": flow.slug,
        "code": flow.code,
        "title": flow.title,
        "edition": flow.edition,
        "level": _level(flow, facts),
        "fields": fields,
        "papers": [_paper(spec, flow.papers, declaration) for spec in specs(flow.papers)],
        "level_reconstructed": flow.level is None and planned,
        **(_official(flow, facts) if facts else {}),
        "law": _law(facts, fields) if facts else [],
    }


def _level(flow: Procedure, facts: ProcedureFacts | None) -> int | None:
    """Levels are of 2022: later each agency has its own."""
    if flow.edition != FIRST:
        return None
    return flow.level or (facts.level if facts else None)


def _fields(cls: type[Block], root: type[Block], prefix: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for spec in specs(cls):
        path = f"{prefix}{spec.name}"
        found.append(_field(spec, path, cls, root))
        inner = spec.block or spec.row
        if inner and not issubclass(inner, Locality):
            found += _fields(inner, root, f"{path}." if spec.block else f"{path}[].")
    return found


def _mark_reconstructed(fields: list[dict[str, Any]], labels: frozenset[str]) -> None:
    """Says so of each field that stands on no form that was seen."""
    sections = {field["path"]: field["title"] for field in fields if "." not in field["path"]}
    for field in fields:
        section = sections[field["path"].partition(".")[0].removesuffix("[]")]
        if f"{section} / {field['title']}" in labels:
            field["reconstructed"] = True


def _mark_unseen(fields: list[dict[str, Any]], seen: tuple[str, ...] | None) -> None:
    """Says so of each field whose label nobody saw; boxes within an address are its own."""
    for field in fields if seen is not None else ():
        if field["title"] not in (seen or ()) and field["type"] not in {"block", "table"}:
            field["reconstructed"] = True


def _field(spec: Spec, path: str, cls: type[Block], root: type[Block]) -> dict[str, Any]:
    meta = spec.meta
    field: dict[str, Any] = {
        "path": path,
        "title": spec.title,
        "type": spec.type_name,
        "required": required(spec),
    }
    if options := _options(spec):
        field["options"] = options
    if meta.when is not None:
        field["when"] = {k: v if isinstance(v, bool) else list(v) for k, v in meta.when.items()}
        field["when_text"] = in_words(meta.when, cls, root)
    if spec.default is not None and not isinstance(spec.default, Block):
        field["default"] = getattr(spec.default, "value", spec.default)
    limits = {"min": meta.minimum, "max": meta.maximum, "max_length": meta.max_length}
    field |= {name: limit for name, limit in limits.items() if limit is not None}
    if meta.same_as:
        field["same_as"] = meta.same_as
    if is_personal(spec, path):
        field["sensitive"] = True
    if meta.note:
        field["note"] = meta.note
    return field


def required(spec: Spec) -> bool | str:
    """Whether it must be said: yes, no, or only under its condition."""
    if spec.meta.level in {0, 1}:  # in Phú Yên the commune tells them
        return False
    if spec.meta.when is not None and not spec.meta.present_only:
        return "conditional"
    return spec.required and not spec.meta.same_as and not spec.meta.words_of


def _options(spec: Spec) -> list[dict[str, str]]:
    if spec.choice:
        return [{"value": str(option.value), "label": option.label} for option in spec.choice]
    names = {"ethnicity": ethnic_groups, "nationality": nationalities}.get(spec.type_name)
    return [{"value": name, "label": name} for name in names()] if names else []


def _paper(spec: Spec, cls: type[Papers], root: type[Block]) -> dict[str, Any]:
    paper: dict[str, Any] = {
        "key": spec.name,
        "title": spec.title,
        "required": required(spec),
        "present_only": spec.meta.present_only,
    }
    if spec.meta.when is not None:
        paper["when_text"] = in_words(spec.meta.when, cls, root)
    if spec.meta.note:
        paper["note"] = spec.meta.note
    return paper


def _law(facts: ProcedureFacts, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    options = {field["path"]: field.get("options", ()) for field in fields}
    told = []
    for name, law in facts.law.items():
        labels = {option["value"]: option["label"] for option in options.get(law.by, ())}
        told.append(law.as_json(name, clock.today(), labels))
    return told


_PLANNED = (
    "Việc thủ tục này nằm trong danh mục và mức độ dịch vụ là phục dựng: "
    "chưa tìm được phụ lục Quyết định 897/QĐ-UBND."
)
_RECALLED = "Mã thủ tục ghi theo trí nhớ, chưa thấy trong nguồn."


def reconstruction(flow: Procedure, facts: ProcedureFacts) -> tuple[str, ...]:
    """What was rebuilt without its source, a sentence each."""
    recalled = facts.code_verified is False
    return (_PLANNED,) * _is_planned(flow, facts) + (_RECALLED,) * recalled


def _is_planned(flow: Procedure, facts: ProcedureFacts) -> bool:
    """The plan's list is ours; a stranger's is not in it."""
    if flow.edition != FIRST:
        return False
    return facts.no is not None and comes_with_us(flow.__module__)


def _official(flow: Procedure, facts: ProcedureFacts) -> dict[str, Any]:
    deadline, fee = facts.deadline, facts.fee
    return {
        "domain": facts.domain,
        "result": facts.result,
        "form": facts.form,
        "deadline": {
            "value": deadline.value,
            "unit": deadline.unit,
            "same_day": deadline.same_day,
            "cutoff_time": deadline.cutoff_time,
            "longest": deadline.longest,
            "longest_unknown": deadline.longest_unknown,
            "accounts": [account.as_json() for account in deadline.accounts],
            "counting": deadline.counting,
            "text": deadline.text,
        },
        "fee": {
            "amount_vnd": fee.amount,
            "reference_amount_vnd": fee.reference,
            "unit": fee.unit,
            "verified": fee.verified,
            "exemptions": fee.exemptions,
            "cases": list(fee.cases),
            "formula": fee.formula,
        },
        "return_methods": list(facts.return_methods),
        "who_may_submit": list(facts.who_may_submit),
        "legal_basis": list(facts.legal_basis),
        "later_law": facts.later_law,
        "confidence": facts.confidence,
        "code_verified": facts.code_verified,
        "reconstruction": " ".join(reconstruction(flow, facts)),
        "level_note": facts.level_note,
    }

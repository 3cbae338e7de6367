"""An empty dossier that explains itself: fill in the blanks, and it loads."""

from __future__ import annotations

from collections.abc import Iterator

from portal_bot.catalogue.years import FIRST
from portal_bot.dossier.block import Block
from portal_bot.dossier.checks import in_words
from portal_bot.dossier.describe import Procedure, required
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.spec import Spec, specs

_WIDE = 44


def template(flow: Procedure) -> str:
    """A commented YAML skeleton of a dossier for the procedure."""
    lines = [
        f"# {flow.title}",
        f"# Mã thủ tục: {flow.code}",
        "#",
        "# Mục có (*) là bắt buộc. Mục để trống coi như không khai; mục không dùng có thể xóa.",
        "# Số giấy tờ và số điện thoại đặt trong ngoặc kép. Ngày ghi như 13/02/1990.",
        f"procedure: {flow.slug}",
        *([f"edition: {flow.edition}"] if flow.edition != FIRST else []),
    ]
    for spec in specs(Dossier):
        if spec.name == "procedure":
            continue
        if spec.name == "delivery":
            lines += _flow_parts(flow)
        lines += _field(spec, Dossier, Dossier, 0, given=True)
    return "\n".join(lines) + "\n"


def _flow_parts(flow: Procedure) -> Iterator[str]:
    declaration, papers = FLOW_PARTS
    yield f"{declaration}:  ## tờ khai"
    yield from _block(flow.declaration, flow.declaration, 1, given=True)
    yield f"{papers}:  ## thành phần hồ sơ: đường dẫn tính từ thư mục chứa tệp này"
    yield from _block(flow.papers, flow.declaration, 1, given=True)


def _block(cls: type[Block], root: type[Block], depth: int, *, given: bool) -> Iterator[str]:
    for spec in specs(cls):
        yield from _field(spec, cls, root, depth, given=given)


def _field(
    spec: Spec, cls: type[Block], root: type[Block], depth: int, *, given: bool
) -> Iterator[str]:
    """One field; within a block that may stay empty (not given), defaults are only told of."""
    pad = "  " * depth
    comment = _comment(spec, cls, root)
    inner = spec.block or spec.row
    if inner is None:
        default = "" if spec.default is None else str(getattr(spec.default, "value", spec.default))
        if default and not given:
            comment += f"; mặc định: {default}"
        text = f"{pad}{spec.name}: {default if given else ''}".rstrip()
        yield f"{text:<{_WIDE}}  ## {comment}"
        yield from (f"{pad}#   {option}" for option in _options(spec))
        return
    yield f"{f'{pad}{spec.name}:':<{_WIDE}}  ## {comment}"
    if spec.row:
        first, *rest = _block(inner, root, depth + 2, given=False)
        yield f"{pad}  - {first.lstrip()}"
        yield from rest
    else:
        yield from _block(inner, root, depth + 1, given=given and not spec.optional)


def _comment(spec: Spec, cls: type[Block], root: type[Block]) -> str:
    meta = spec.meta
    said = [spec.title + (" (*)" if required(spec) is True else "")]
    if meta.when is not None:
        said.append(f"khi {in_words(meta.when, cls, root)}")
    if meta.same_as:
        said.append("để trống thì lấy theo chủ hồ sơ (applicant)")
    if meta.words_of:
        said.append("để trống thì tự ghi theo ngày")
    if meta.present_only:
        said.append("xuất trình tại quầy, không bắt buộc đính kèm")
    if spec.kind and spec.kind.hint:
        said.append(spec.kind.hint)
    if meta.minimum is not None or meta.maximum is not None:
        said.append(f"từ {meta.minimum} đến {meta.maximum}{' dòng' if spec.row else ''}")
    if meta.max_length is not None:
        said.append(f"không quá {meta.max_length} ký tự")
    if meta.note:
        said.append(meta.note)
    return "; ".join(said)


def _options(spec: Spec) -> Iterator[str]:
    if spec.choice:
        yield from (f"{option.value}: {option.label}" for option in spec.choice)

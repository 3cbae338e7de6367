"""One procedure as a citizen is told of it, each fact with what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal_bot.catalogue.fact_words import LEVELS_NOW, UNITS, submitter
from portal_bot.catalogue.legal import written
from portal_bot.catalogue.local_fees import LocalFee, local_fee
from portal_bot.catalogue.procedures import Deadline, Fee, ProcedureFacts
from portal_bot.catalogue.years import FIRST, Year
from portal_bot.dossier.describe import describe, reconstruction
from portal_bot.dossier.model import DeliveryMethod
from portal_bot.errors import SetupError
from portal_bot.guidance.filing_way import FULL, PARTIAL, FilingWay
from portal_bot.guidance.short_titles import short_title, whole_title
from portal_bot.intake.counter_list import DEPENDS, PaperLine, paper_lines
from portal_bot.registry import AnyFlow, facts, level

_FULL = 4
# What a form's name says of itself where nobody saw it.
_REBUILT = re.compile(r"\s*\(tái dựng\)")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is said.

    Attributes:
        text: in words for citizens.
        doubt: why it is marked; empty: it stands in a source.
    """

    text: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers that are needed in the same way."""

    heading: str
    papers: Sequence[PaperLine]


@dataclass(frozen=True, slots=True)
class LeafletFacts:
    """What is told of one procedure.

    Attributes:
        slug: its name among the flows.
        code: the national code, marked where nobody saw it.
        title: the official name, without the words that every name begins with.
        short: the same at a length that a poster holds.
        everyday: what people call it.
        level: 3 or 4, with today's word; marked where it was rebuilt.
        way: how it is filed.
        domain: the field of administration.
        form: the official form, marked where the portal's was rebuilt.
        result: what the citizen gets.
        who: who may submit.
        papers: in groups, those that everybody needs first.
        term: how long it takes; the first line is the short one.
        fee: what it costs; the first line is the short one.
        returns: how the result comes back.
        remarks: what else is doubtful, in whole sentences.
        basis: the laws.
        edition: of which year all this is.
        go: where to go, where it is not filed online.
    """

    slug: str
    code: Told
    title: str
    short: str
    everyday: Sequence[str]
    level: Told
    way: FilingWay
    domain: str
    form: Told
    result: str
    who: Sequence[str]
    papers: Sequence[PaperGroup]
    term: Sequence[Told]
    fee: Sequence[Told]
    returns: Sequence[str]
    remarks: Sequence[str]
    basis: Sequence[str]
    edition: Year = FIRST
    go: str = ""

    @property
    def is_full(self) -> bool:
        """Whether everything is done online."""
        return self.way is FULL

    @property
    def term_in_short(self) -> Told:
        """The first line without what is said behind it; that is `term_otherwise`."""
        return Told(self.term[0].text.partition(";")[0], self.term[0].doubt)

    @property
    def term_otherwise(self) -> str:
        """When the short term does not hold; empty: always."""
        brief, _, otherwise = self.term[0].text.partition("; ")
        return f"“{brief}”: {otherwise}." if otherwise else ""

    @property
    def fee_in_short(self) -> Told:
        """The first line; where that only announces the others, those in one."""
        first, *others = self.fee
        if not first.text.endswith(":"):
            return first
        parts = [line.text for line in others if not line.text.startswith(_NOTE)]
        return Told("; ".join(parts), first.doubt)


def leaflet_facts(flow: AnyFlow) -> LeafletFacts:
    """What is told of a procedure.

    Raises:
        SetupError: nothing stands beside the flow, or the desk's own fees cannot be read.
        BrokenFacts: what stands there is not whole.
    """
    entry = facts(flow)
    if entry is None:
        raise SetupError(
            f"thủ tục “{flow.slug}” chưa có tệp dữ kiện (.toml) cạnh tệp thủ tục nên không có gì "
            "để hướng dẫn; xem docs/adding-a-procedure.md"
        )
    number = level(flow) or entry.level
    rebuilt = "phục dựng" if describe(flow)["level_reconstructed"] else ""
    recalled = "ghi theo trí nhớ, chưa thấy trong nguồn" if entry.code_verified is False else ""
    return LeafletFacts(
        slug=flow.slug,
        code=Told(flow.code, recalled),
        title=whole_title(flow.title),
        short=short_title(flow.title),
        everyday=everyday_names(entry),
        level=Told(f"Mức độ {number} (nay gọi là {LEVELS_NOW[number]})", rebuilt),
        way=FULL if number >= _FULL else PARTIAL,
        domain=entry.domain,
        form=Told(_REBUILT.sub("", entry.form), _rebuilt(entry.form)),
        result=entry.result,
        who=tuple(map(submitter, entry.who_may_submit)),
        papers=tuple(paper_groups(paper_lines(flow, None, {}))),
        term=tuple(_term(entry.deadline)),
        fee=tuple(_fee(entry.fee, local_fee(entry))),
        returns=tuple(_returns(entry.return_methods)),
        remarks=tuple(_remarks(flow, entry)),
        basis=entry.legal_basis,
    )


def paper_groups(lines: Sequence[PaperLine]) -> Iterator[PaperGroup]:
    """The papers by how they are needed, those that everybody needs first."""
    kinds = (
        ("Ai cũng phải nộp", lambda p: p.needed is True and not p.shown_only),
        (
            "Có sẵn bản thật để đối chiếu khi cần, không phải nộp",
            lambda p: p.needed and p.shown_only,
        ),
        ("Chỉ nộp khi đúng trường hợp", lambda p: p.needed is None),
        ("Có thì nộp thêm", lambda p: p.needed is False),
    )
    for heading, belongs in kinds:
        if those := tuple(line for line in lines if belongs(line)):
            yield PaperGroup(heading, those)


def paper_in_words(line: PaperLine) -> str:
    """What stands behind a paper's name: original or copy, how many, when it is needed."""
    why = line.why.replace(DEPENDS, "tùy trường hợp: hỏi Bộ phận Một cửa")
    parts = ["" if line.shown_only else line.form, f"{line.copies} bản" if line.copies > 1 else ""]
    parts += ["chỉ xuất trình" if line.shown_only and line.needed is not True else "", why]
    return "; ".join(part for part in parts if part and part != "nếu có")


def _term(deadline: Deadline) -> Iterator[Told]:
    differing = f"các nguồn nói khác nhau: {deadline.disagreement}" if deadline.accounts else ""
    if deadline.same_day:
        late = f"; nộp sau {_hour(deadline.cutoff_time)} thì ngày làm việc kế tiếp"
        brief = Told(f"Trong ngày{late if deadline.cutoff_time else ''}", differing)
    else:
        brief = Told(f"{deadline.value} {UNITS[deadline.unit]}", differing)
    yield brief
    if deadline.text.lstrip("0") != brief.text:
        yield Told(f"Văn bản ghi: {deadline.text}")
    if not deadline.same_day:
        yield Told(f"Cách đếm: {deadline.counting}")
    if deadline.at_longest:
        unknown = deadline.longest_unknown if deadline.longest is None else ""
        yield Told(deadline.at_longest[:1].upper() + deadline.at_longest[1:], unknown or "")


def _hour(written: str | None) -> str:
    """As people say it: 15 giờ, 7 giờ 30."""
    hour, _, minutes = (written or "").partition(":")
    return f"{int(hour or 0)} giờ {'' if minutes == '00' else minutes}".strip()


def _fee(fee: Fee, local: LocalFee | None) -> Iterator[Told]:
    yield _usual(fee, local)
    if local is not None and not fee.verified:
        yield Told(f"Theo {local.source}")
    if why := fee.rule.get("on_time", {}).get("why"):
        yield Told(why)
    yield from (_case(case, fee) for case in fee.cases if not _is_usual(case, fee))
    if fee.exemptions and fee.exemptions != _FREE:
        yield Told(f"{_NOTE} {fee.exemptions}")


_FREE = "Không thu"
_NOTE = "Cần biết:"
_UNVERIFIED = "chưa xác minh ở địa phương"
_REFERENCE = "mức tham khảo, chưa tìm được mức của tỉnh"


def _usual(fee: Fee, local: LocalFee | None) -> Told:
    """What most people pay."""
    if fee.verified:
        return Told(_each(fee.amount, fee.unit) if fee.amount is not None else "Tính như sau:")
    on_time = fee.rule.get("on_time")
    free = f"Không mất tiền trong {on_time['days']} ngày đầu; quá hạn " if on_time else ""
    if local is not None:
        told = _each(local.amount_vnd, fee.unit)
        return Told(f"{free}{told}" if local.amount_vnd else told)
    if fee.amount:
        return Told(f"{free}{_each(fee.amount, fee.unit)}", _UNVERIFIED)
    if fee.reference:
        return Told(_capital(f"{free}khoảng {_each(fee.reference, fee.unit)}"), _REFERENCE)
    if fee.amount is None or free:
        return Told(_capital(f"{free}chưa rõ, hỏi Bộ phận Một cửa"), _UNVERIFIED)
    return Told("Chưa thấy quy định thu", _UNVERIFIED)


def _each(amount: int, unit: str) -> str:
    return f"{dong(amount)}/{unit}" if amount else "Không mất tiền"


def _is_usual(case: Mapping[str, Any], fee: Fee) -> bool:
    """Whether the first line says it already."""
    amount = case["amount_vnd"]
    return amount == fee.amount or (amount is None and not fee.verified)


def _case(case: Mapping[str, Any], fee: Fee) -> Told:
    known = case["amount_vnd"]
    doubt = _REFERENCE if known is None else ""
    amount = case.get("reference_amount_vnd") if known is None else known
    told = "chưa rõ" if amount is None else _each(amount, case.get("unit") or fee.unit)
    return Told(_capital(f"{case['case_vi']}: {told}"), doubt)


def _rebuilt(form: str) -> str:
    return "phục dựng" if _REBUILT.search(form) else ""


def everyday_names(entry: ProcedureFacts) -> tuple[str, ...]:
    """What people call it."""
    return tuple(filter(_is_a_name, entry.also_called))


def _is_a_name(called: str) -> bool:
    """Clerks have short forms of their own (``ks``), which say nothing to a citizen."""
    return " " in called or not called.isascii()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def dong(amount: int) -> str:
    """An amount as people say it: 15.000 đồng."""
    return f"{written(amount)} đồng"


_RETURNED = {
    DeliveryMethod.IN_PERSON: "Đến nhận tại Bộ phận Một cửa, mang theo giấy hẹn",
    DeliveryMethod.POSTAL: "Bưu điện đưa về tận nhà (tự trả cước, đến sau ngày hẹn vài ngày)",
    DeliveryMethod.ELECTRONIC: "Bản điện tử, tải về từ cổng",
}


def returned() -> tuple[str, ...]:
    """Every way in which a result comes back."""
    return tuple(_RETURNED.values())


def _returns(methods: Sequence[str]) -> Iterator[str]:
    """The ways that the facts name; where they name none, the portal says it."""
    known = {method.value: told for method, told in _RETURNED.items()}
    yield from (known.get(method, method) for method in methods)
    if not methods:
        yield "Theo lựa chọn trên cổng khi nộp"


def _remarks(flow: AnyFlow, entry: ProcedureFacts) -> Iterator[str]:
    yield from reconstruction(flow, entry)
    if entry.later_law:
        yield "Về sau có luật mới: trước khi nộp, hỏi Bộ phận Một cửa mẫu và thời hạn đang dùng."

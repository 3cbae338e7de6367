"""The facts of 2022 in the shape of an edition, so that two editions stand side by side.

Nothing is stated here: all of it is computed from what stands beside the flow.
"""

from __future__ import annotations

from typing import Any

from portal_bot.catalogue.editions import (
    Cell,
    Channel,
    Edition,
    EditionFee,
    EditionPaper,
    OnlineForm,
    ResultPaper,
    Term,
    Way,
    edition_2026,
)
from portal_bot.catalogue.fact_words import LEVELS_NOW
from portal_bot.catalogue.paper_facts import PaperFact
from portal_bot.catalogue.procedures import ProcedureFacts

_SOURCE = "plan_2022"
_NO_IDS = "cổng của tỉnh không có mã này"
_CHANNELS: tuple[Channel, ...] = ("online", "postal", "in_person")


def edition_2022(facts: ProcedureFacts) -> Edition:
    """What the facts beside a flow say, as the edition of 2022.

    Raises:
        BrokenFacts: what is written of it for 2026 is not whole.
    """
    seen = {False: "mã ghi theo trí nhớ"}.get(bool(facts.code_verified), "")
    way = Way(_CHANNELS, _term(facts), _fee(facts))
    return Edition(
        slug=facts.slug,
        edition=2022,
        source=_SOURCE,
        status=Cell(absent="ấn bản đầu ghi ở đây", source=_SOURCE),
        code=Cell(facts.code, source=_SOURCE, note=seen),
        predecessor=_cell(facts.predecessor_code, "chưa biết mã trước đó"),
        successor=_successor(facts.slug),
        name=_cell(facts.name),
        domain=_cell(facts.domain),
        levels=_cell(("commune",)),
        decision=_cell(None, "chưa tìm được phụ lục Quyết định 897/QĐ-UBND"),
        valid_from=_cell(None, "chưa ghi ngày của từng thủ tục"),
        valid_to=Cell(
            unknown="được thay ngày nào chưa rõ; từ 01/7/2025 người dân không còn nộp ở cổng tỉnh",
            source="crawl",
        ),
        formality_id=Cell(absent=_NO_IDS, source=_SOURCE),
        cases=Cell(absent=_NO_IDS, source=_SOURCE),
        channels=Cell((way,), source=_SOURCE, note="mức độ dịch vụ là phục dựng"),
        online_level=_cell(f"mức độ {facts.level} (nay là {LEVELS_NOW[facts.level]})"),
        others_may_file=_cell(None, "cổng của tỉnh không nói"),
        papers=_cell(tuple(map(_paper, facts.paper))),
        results=_cell((ResultPaper(facts.result),)),
        legal_basis=_cell(facts.legal_basis),
        form=_cell(OnlineForm("province", facts.form)),
        form_version=_cell(None, "chưa ai xem tờ khai trên cổng của tỉnh"),
        local_fees=_cell(None, "chưa tìm được nghị quyết của Phú Yên"),
    )


def _cell(value: Any, unknown: str = "") -> Cell[Any]:
    return Cell(value, unknown="" if value is not None else unknown, source=_SOURCE)


def _successor(slug: str) -> Cell[str]:
    """What the edition of 2026 says of the code."""
    later = edition_2026(slug)
    if later is None:
        return _cell(None, "chưa ghi gì về năm 2026")
    if later.status.value == "same_code":
        return Cell(absent="mã không đổi", source=later.status.source)
    why = "" if later.code.value else later.code.unknown
    return Cell(later.code.value, unknown=why, source=later.code.source)


def _term(facts: ProcedureFacts) -> Term:
    return Term(facts.deadline.value, facts.deadline.unit, facts.deadline.text)


def _fee(facts: ProcedureFacts) -> EditionFee:
    fee = facts.fee
    unsure = "" if fee.verified else "chưa xác minh ở địa phương"
    return EditionFee(fee.amount, note=unsure)


def _paper(paper: PaperFact) -> EditionPaper:
    copied = paper.original_or_copy != "original"
    return EditionPaper(
        paper.key,
        paper.name,
        "show" if paper.present_only else "submit",
        originals=0 if copied else paper.copies,
        copies=paper.copies if copied else 0,
        when="có điều kiện" if paper.required == "conditional" else "",
    )

"""The cells of an edition in words for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from portal_bot.catalogue.editions import (
    Cell,
    Edition,
    EditionFee,
    EditionPaper,
    LocalAmount,
    OnlineForm,
    ProcedureCase,
    Term,
    Way,
)
from portal_bot.catalogue.fact_words import FORMS, UNITS
from portal_bot.catalogue.legal import written

CHANNELS = {"online": "trực tuyến", "postal": "bưu chính", "in_person": "trực tiếp"}
_LEVELS = {
    "commune": "cấp xã",
    "province": "cấp tỉnh",
    "ministry": "cấp bộ",
    "other": "cơ quan khác",
}
_STATUS = {"same_code": "giữ nguyên mã", "renumbered": "đã đổi mã"}
_OFFLINE = {
    "in_person": "nộp trực tiếp tại Bộ phận Một cửa cấp xã",
    "postal": "gửi qua bưu chính công ích",
}
_GROUPS = {"submit": "", "show": "xuất trình", "other": ""}
# As they are told, one below the other.
TITLES = {
    "status": "So với năm 2022",
    "code": "Mã",
    "predecessor": "Mã trước",
    "successor": "Mã sau",
    "name": "Tên",
    "domain": "Lĩnh vực",
    "levels": "Cơ quan có thẩm quyền",
    "decision": "Quyết định công bố",
    "valid_from": "Hiệu lực từ",
    "valid_to": "Hiệu lực đến",
    "channels": "Nộp thế nào, bao lâu, bao nhiêu",
    "online_level": "Mức trực tuyến",
    "others_may_file": "Người khác nộp thay",
    "local_fees": "Mức của tỉnh",
    "papers": "Giấy tờ",
    "results": "Kết quả",
    "legal_basis": "Căn cứ",
    "form": "Tờ khai",
    "form_version": "Phiên bản tờ khai",
    "formality_id": "Mã trên cổng quốc gia",
    "cases": "Trường hợp trên cổng quốc gia",
}


def told(name: str, cell: Cell[Any]) -> str:
    """One cell: its value, “không có”, or “chưa rõ”, each with why; without its source."""
    if cell.state == "present":
        said = _WORDS.get(name, str)(cell.value)
    else:
        said = f"không có: {cell.absent}" if cell.absent else f"chưa rõ: {cell.unknown}"
    return f"{said} ({cell.note})" if cell.note else said


def where_instead(edition: Edition) -> str:
    """Where a citizen goes who cannot file it online in this edition; empty where it is online.

    What is unknown is told as unknown: nobody is sent away from a portal that may take it.
    """
    if edition.is_online:
        return ""
    if edition.is_online is None:
        why = edition.channels.unknown or edition.channels.absent
        go = edition.instead or "hỏi Bộ phận Một cửa cấp xã trước khi khai"
        return f"chưa rõ có nộp trực tuyến được không ({why}): {go}"
    ways = ", hoặc ".join(said for name, said in _OFFLINE.items() if name in edition.ways)
    go = edition.instead or ways
    return f"không nộp trực tuyến được: {go}"


def _ways(ways: tuple[Way, ...]) -> str:
    return "; ".join(_way(way) for way in ways)


def _way(way: Way) -> str:
    names = ", ".join(CHANNELS[name] for name in way.names)
    return f"{names}: {_term(way.term)}; {_fee(way.fee)}"


def _term(term: Term) -> str:
    if term.days is None:
        return f"thời hạn không in (“{term.printed}”)" if term.printed else "thời hạn chưa rõ"
    unit = UNITS.get(term.unit or "", "(không in đơn vị)")
    return f"{term.days} {unit}"


def _fee(fee: EditionFee) -> str:
    if fee.amount is None:
        said = f"cổng in “{fee.printed}”" if fee.printed else "lệ phí chưa rõ"
    else:
        said = f"{written(fee.amount)} đồng" if fee.amount else "không thu"
    return f"{said}, {fee.note}" if fee.note else said


def _papers(papers: tuple[EditionPaper, ...]) -> str:
    return "; ".join(_paper(paper) for paper in papers)


def _paper(paper: EditionPaper) -> str:
    more = ", ".join(filter(None, (_GROUPS[paper.group], paper.when)))
    return f"{paper.name} ({more})" if more else paper.name


def _cases(cases: tuple[ProcedureCase, ...]) -> str:
    return "; ".join(
        f"{case.code or 'không có số'}: {case.id}"
        + (f", {_term(case.term)}" if case.term.days else "")
        for case in cases
    )


def _local(amounts: tuple[LocalAmount, ...]) -> str:
    return "; ".join(
        f"{each.place}, {CHANNELS[each.channel]}: {written(each.amount)} đồng từ {_day(each.since)}"
        + (f", {each.note}" if each.note else "")
        for each in amounts
    )


def _form(form: OnlineForm) -> str:
    more = [form.name, f"số {form.number}" if form.number else ""]
    return ", ".join(filter(None, (FORMS[form.system], *more)))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


_WORDS: dict[str, Callable[[Any], str]] = {
    "status": _STATUS.__getitem__,
    "levels": lambda levels: ", ".join(_LEVELS[level] for level in levels),
    "channels": _ways,
    "papers": _papers,
    "results": lambda results: "; ".join(each.name for each in results),
    "legal_basis": "; ".join,
    "form": _form,
    "cases": _cases,
    "local_fees": _local,
    "valid_from": _day,
    "valid_to": _day,
    "others_may_file": lambda may: "được" if may else "không được",
}

"""How the record of a procedure, and its service at an agency, differ from the facts beside a flow.

What our facts do not know breaks nothing: it is told as newly known, to be written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz

from portal_bot.catalogue.edition_words import CHANNELS
from portal_bot.catalogue.editions import Cell, Channel, Edition, EditionPaper, Way
from portal_bot.catalogue.legal import written
from portal_bot.form.contract import Weight
from portal_bot.form.text import label_key, squeeze
from portal_bot.published.difference import LOOK, MEND, NOTHING, WRITE, CatalogueDrift
from portal_bot.published.told import ToldPaper, ToldRecord, ToldService, ToldTime, ToldWay

_CHANNELS: dict[str, Channel] = {"ONLINE": "online", "POSTAL": "postal", "DIRECT": "in_person"}
_LEVELS = {"FULL": "toàn trình", "PARTIAL": "một phần"}
_TODO: dict[Weight, str] = {"breaking": MEND, "additive": LOOK, "cosmetic": NOTHING}
_SAME_WORDS = 90


def record_differences(
    edition: Edition, record: ToldRecord, *, ids: bool = True
) -> Iterator[CatalogueDrift]:
    """What the portal's record of a procedure says otherwise.

    Args:
        edition: our facts.
        record: the portal's.
        ids: whether its ids are those that our facts name; a practice portal has its own.
    """
    if edition.code.value and record.code != edition.code.value:
        words = f"mã số ấy mở thủ tục {record.code}, không phải {edition.code.value}"
        yield _said("breaking", "code", "code", words)
        return
    yield from _plain("name", edition.name, squeeze(record.name), "cosmetic")
    if ids:
        yield from _plain("formality_id", edition.formality_id, record.id, "breaking")
        yield from _cases(edition, record)
    number = record.procedure_proposal.proposal_number if record.procedure_proposal else ""
    yield from _plain("decision", edition.decision, squeeze(number), "additive")
    yield from _ways(edition, record)
    yield from _papers(edition, record)
    yield from _set("results", edition.results, [one.code for one in record.results_details])
    yield from _set(
        "legal_basis", edition.legal_basis, [x.code for x in record.legal_basises_details]
    )


def service_differences(edition: Edition, service: ToldService | None) -> Iterator[CatalogueDrift]:
    """What the agency's own line says: whether it serves it online, and who may file.

    Args:
        edition: our facts.
        service: its line; `None`: the agency does not offer it online.
    """
    offered = service is not None and service.implement_level != "NONE"
    if edition.is_online and not offered:
        words = "cơ quan này không nhận thủ tục trực tuyến"
        yield _said("breaking", "online_level", "online_level", words)
    if service is None or not offered:
        return
    if edition.is_online is False:
        words = "cơ quan này nay nhận trực tuyến"
        yield CatalogueDrift("additive", "online_level", "online_level", words, todo=WRITE)
    level = _LEVELS.get(service.implement_level or "", "")
    yield from _plain("online_level", edition.online_level, level, "breaking")
    may = service.allow_authorization_to_submit
    if may is not None:
        yield from _may(edition.others_may_file, may)


def _may(known: Cell[bool], may: bool) -> Iterator[CatalogueDrift]:
    words = "cho người khác nộp thay" if may else "không cho người khác nộp thay"
    if known.state == "unknown":
        yield _learned("others_may_file", words)
    elif known.value is not may:
        weight: Weight = "additive" if may else "breaking"
        yield _said(weight, "others_may_file", "others_may_file", f"nay {words}")


def _said(weight: Weight, what: str, where: str, words: str) -> CatalogueDrift:
    return CatalogueDrift(weight, what, where, words, todo=_TODO[weight])


def _learned(what: str, words: str) -> CatalogueDrift:
    return CatalogueDrift("additive", what, what, f"điều mới biết: {words}", todo=WRITE)


def _plain(what: str, known: Cell[str], now: str, weight: Weight) -> Iterator[CatalogueDrift]:
    """A text that is the same, or is not."""
    if not now:
        return
    if known.value is None:
        if known.state == "unknown":
            yield _learned(what, f"“{now}”")
        else:
            yield _said(weight, what, what, f"nay có “{now}”")
    elif label_key(known.value) != label_key(now):
        yield _said(weight, what, what, f"cổng ghi “{now}”, ta ghi “{known.value}”")


def _set(what: str, known: Cell[tuple[Any, ...]], now: Sequence[str]) -> Iterator[CatalogueDrift]:
    """Codes of laws and results: which are new, which are gone."""
    seen = {squeeze(one) for one in now if one}
    if not seen or known.value is None:
        return
    ours = {one if isinstance(one, str) else one.code for one in known.value} - {""}
    for one in sorted(seen - ours) if ours else ():
        yield _said("additive", what, what, f"thêm {one}")
    for one in sorted(ours - seen):
        yield _said("additive", what, what, f"bớt {one}")


def _cases(edition: Edition, record: ToldRecord) -> Iterator[CatalogueDrift]:
    seen = {one.id: one for one in record.cases}
    if edition.cases.value is None:
        if seen:
            yield _learned("cases", ", ".join(f"{one.code} {one.id}" for one in record.cases))
        return
    ours = {one.id for one in edition.cases.value}
    for one in edition.cases.value:
        if one.id not in seen:
            yield _said("breaking", "cases", "cases", f"không còn trường hợp {one.code} {one.id}")
    for id_, case in seen.items():
        if id_ not in ours:
            yield _said("additive", "cases", "cases", f"thêm trường hợp {case.code} {id_}")


def _ways(edition: Edition, record: ToldRecord) -> Iterator[CatalogueDrift]:
    if edition.channels.value is None or not record.execution_methods:
        return
    told: dict[Channel, list[ToldWay]] = {}
    for way in record.execution_methods:
        if (named := _CHANNELS.get(way.submission_method)) is not None:
            told.setdefault(named, []).append(way)
        else:
            words = f"có kênh lạ “{squeeze(way.submission_method)}”"
            yield _said("additive", "channels", "channels", words)
    known = edition.ways
    for channel in _CHANNELS.values():
        name, ours, now = CHANNELS[channel], known.get(channel), told.get(channel)
        if ours and not now:
            yield _said("breaking", "channels", f"channels.{channel}", f"không còn nộp {name}")
        elif now and not ours:
            yield _said("additive", "channels", f"channels.{channel}", f"nay nộp được {name}")
        elif ours and now:
            same = [way for way in edition.channels.value if channel in way.names]
            yield from _terms(channel, same, now)
            yield from _fees(channel, same, now)


def _terms(channel: str, ours: Sequence[Way], now: Sequence[ToldWay]) -> Iterator[CatalogueDrift]:
    """The terms of a channel: a record may have several."""
    known = {(way.term.days, _unit(way.term.unit)) for way in ours if way.term.days is not None}
    seen = {_time(way.processing_time) for way in now} - {None}
    if not seen:
        return
    told = " hoặc ".join(sorted(_term(one) for one in seen if one))
    if not known:
        yield CatalogueDrift(
            "additive", "terms", f"channels.{channel}", f"điều mới biết: {told}", todo=WRITE
        )
    elif not known & seen:
        before = " hoặc ".join(sorted(_term(one) for one in known))
        words = f"thời hạn nay {told}, ta ghi {before}"
        yield _said("breaking", "terms", f"channels.{channel}", words)


def _unit(unit: str | None) -> str:
    return "ngày làm việc" if unit == "working_days" else "ngày"


def _time(said: ToldTime | None) -> tuple[int | None, str] | None:
    if said is None or not said.qty:
        return None
    return said.qty, "ngày làm việc" if said.type == "WORKING_DAY" else "ngày"


def _term(said: tuple[int | None, str]) -> str:
    return f"{said[0]} {said[1]}"


def _fees(channel: str, ours: Sequence[Way], now: Sequence[ToldWay]) -> Iterator[CatalogueDrift]:
    """The amounts of a channel. That none is printed is no zero; neither is a label."""
    known = {way.fee.amount for way in ours if way.fee.amount is not None}
    seen = {int(fee.amount) for way in now for fee in way.fees if fee.amount is not None}
    if known == seen or (not seen and known <= {0}):
        return
    told = ", ".join(f"{written(one)} đồng" for one in sorted(seen)) or "không in mức nào"
    before = ", ".join(f"{written(one)} đồng" for one in sorted(known)) or "chưa có mức nào"
    words = f"mức thu nay: {told}; ta ghi: {before}"
    yield _said("breaking", "fees", f"channels.{channel}", words)


def _papers(edition: Edition, record: ToldRecord) -> Iterator[CatalogueDrift]:
    if edition.papers.value is None or not record.papers:
        return
    left = list(record.papers)
    for ours in edition.papers.value:
        found = _same_paper(ours, left)
        if found is None:
            weight: Weight = "breaking" if ours.group == "submit" else "additive"
            yield _said(weight, "papers", f"papers.{ours.key}", f"không thấy dòng “{ours.name}”")
            continue
        left.remove(found)
        if (found.original_qty or 0, found.copy_qty or 0) != (ours.originals, ours.copies):
            words = f"“{ours.name}”: nay {found.original_qty or 0} bản chính, "
            words += f"{found.copy_qty or 0} bản sao"
            yield _said("breaking", "papers", f"papers.{ours.key}", words)
        if found.required:
            words = f"“{ours.name}” nay đánh dấu bắt buộc"
            yield _said("breaking", "papers", f"papers.{ours.key}", words)
    for one in left:
        words = f"thêm “{squeeze(one.name)}” {one.code}".rstrip()
        how = ", bắt buộc" if one.required else ""
        yield _said("breaking" if one.required else "additive", "papers", "papers", words + how)


def _same_paper(ours: EditionPaper, left: Sequence[ToldPaper]) -> ToldPaper | None:
    """The line of its code; else of its words, which our facts write shorter."""
    if ours.code:
        return next((one for one in left if one.code == ours.code), None)
    same = [one for one in left if label_key(one.name) == label_key(ours.name)]
    if same:
        return same[0]
    near = [
        one
        for one in left
        if fuzz.token_set_ratio(label_key(one.name), label_key(ours.name)) >= _SAME_WORDS
    ]
    return near[0] if len(near) == 1 else None

"""One procedure as a citizen is told of it in the edition of 2026: what is unknown is told so."""

from __future__ import annotations

from collections.abc import Iterator

from portal_bot.catalogue.edition_words import where_instead
from portal_bot.catalogue.editions import Cell, Edition, EditionPaper, Way, edition_2026
from portal_bot.catalogue.fact_words import FORMS, UNITS
from portal_bot.errors import SetupError
from portal_bot.guidance.filing_way import COUNTER, ONLINE, UNSURE
from portal_bot.guidance.leaflet_facts import (
    LeafletFacts,
    PaperGroup,
    Told,
    dong,
    everyday_names,
    paper_groups,
    returned,
)
from portal_bot.guidance.short_titles import short_title, whole_title
from portal_bot.intake.counter_list import PaperLine
from portal_bot.registry import AnyFlow, facts

_WAYS = {True: ONLINE, False: COUNTER, None: UNSURE}
_LEVELS = {True: "Trực tuyến", False: "Không trực tuyến", None: "Chưa rõ"}
_ASK = "chưa rõ, hỏi Bộ phận Một cửa"
# The form itself, which is filled in on the page.
_E_FORM = "e_form"
_SECOND_HAND = "Theo các bản chụp công khai của năm 2026; chưa ai ở đây mở cổng để xem."


def leaflet_of_2026(flow: AnyFlow) -> LeafletFacts:
    """What is told of a procedure in 2026.

    Raises:
        SetupError: nothing was written down of it.
        BrokenFacts: what stands there is not whole.
    """
    edition, earlier = edition_2026(flow.slug), facts(flow)
    if edition is None or earlier is None:
        raise SetupError(
            f"thủ tục “{flow.slug}” chưa có dữ kiện năm 2026 (edition_2026/{flow.slug}.toml); thêm "
            "--edition 2022 để làm theo năm 2022"
        )
    title = edition.name.value or flow.title
    way = edition.ways.get("online") or next(iter(edition.ways.values()), Way(()))
    go = where_instead(edition)
    return LeafletFacts(
        slug=flow.slug,
        code=_told(edition.code),
        title=whole_title(title),
        short=short_title(title),
        everyday=everyday_names(earlier),
        level=Told(_LEVELS[edition.is_online], "" if go else edition.online_level.unknown),
        way=_WAYS[edition.is_online],
        domain=edition.domain.value or earlier.domain,
        form=_form(edition),
        result="; ".join(each.name for each in edition.results.value or ()) or _ASK,
        who=(),
        papers=tuple(_papers(edition)),
        term=(_term(way),),
        fee=tuple(_fee(way, edition)),
        returns=returned() if edition.is_online else returned()[:2],
        remarks=(*edition.advice, _SECOND_HAND),
        basis=edition.legal_basis.value or (_ASK,),
        edition=2026,
        go=go,
    )


def _told(cell: Cell[str]) -> Told:
    return Told(cell.value) if cell.value else Told("chưa rõ", cell.unknown or cell.absent)


def _form(edition: Edition) -> Told:
    form = edition.form
    if form.value is None:
        return Told("theo mẫu của Bộ phận Một cửa", form.unknown)
    return Told(FORMS[form.value.system], edition.form_version.unknown)


def _papers(edition: Edition) -> Iterator[PaperGroup]:
    if edition.papers.value is None:
        line = PaperLine(f"Giấy tờ {_ASK}", None, edition.papers.unknown, "", 1, False, 0)
        return iter([PaperGroup("Chưa rõ cần giấy tờ gì", (line,))])
    return paper_groups([_line(p) for p in edition.papers.value if p.key != _E_FORM])


def _line(paper: EditionPaper) -> PaperLine:
    return PaperLine(
        name=paper.name,
        needed=None if paper.when else True,
        why=paper.when,
        form="bản sao" if paper.copies and not paper.originals else "bản chính",
        copies=paper.copies or paper.originals,
        shown_only=paper.group == "show",
        scans=0,
    )


def _term(way: Way) -> Told:
    term = way.term
    if term.days is None:
        return Told("Chưa rõ, hỏi Bộ phận Một cửa", "cổng không in thời hạn")
    if term.unit == "unprinted":
        return Told(f"{term.days} ngày", "cổng không in là ngày làm việc hay ngày thường")
    return Told(f"{term.days} {UNITS[term.unit or '']}")


def _fee(way: Way, edition: Edition) -> Iterator[Told]:
    fee = way.fee
    if fee.amount is None:
        yield Told("Chưa rõ, hỏi Bộ phận Một cửa", fee.note or "chưa công bố mức nào")
    else:
        yield Told(dong(fee.amount) if fee.amount else "Không mất tiền", fee.note)
    for local in edition.local_fees.value or ():
        since = f"khi nộp trên mạng từ {local.since:%d/%m/%Y}"
        yield Told(f"{local.place}: {dong(local.amount)} {since}")

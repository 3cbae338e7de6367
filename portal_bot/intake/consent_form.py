"""A form on which a citizen agrees, to print on A5: who, to what, what for, how it is withdrawn.

Law 91/2025/QH15 on personal data wants a consent that is free, for a told purpose, can be shown
later, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal_bot.catalogue.acts import act_rule
from portal_bot.dossier.block import Block
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.sensitive import is_sensitive
from portal_bot.dossier.spec import specs, walk
from portal_bot.moments import stamp
from portal_bot.page_template import page_template
from portal_bot.registry import AnyFlow

# Whose number and address it is stands in the section; here the kinds of data count.
_KINDS = {
    "person_name": "họ và tên",
    "citizen_id": "số định danh cá nhân",
    "id_number": "số giấy tờ tùy thân",
    "birth_date": "ngày sinh",
    "partial_birth_date": "ngày sinh",
    "birth_year": "năm sinh",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "address": "nơi cư trú",
    "locality": "quê quán",
    "ethnicity": "dân tộc",
    "nationality": "quốc tịch",
}


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """What is printed of one dossier.

    Attributes:
        procedure: the procedure's title.
        giver: who agrees; empty: to be written by hand.
        data: the kinds of data that are used.
        papers: the papers that are copied.
        officer: who takes it in; empty: to be written by hand.
        at: when it was given; empty: to be written by hand.
        account: in whose account it is filed; empty: to be written by hand.
    """

    procedure: str
    giver: str
    data: Sequence[str]
    papers: Sequence[str]
    officer: str = ""
    at: str = ""
    account: str = ""


def form_of(flow: AnyFlow, dossier: Dossier | None, scanned: Collection[str] = ()) -> ConsentForm:
    """The form of one dossier, or an empty one of its procedure.

    Args:
        flow: the procedure.
        dossier: who agreed, and who was on duty; `None`: left to the pen.
        scanned: the papers that it hands in, by name: nobody agrees to what is not used.
    """
    consent = dossier.consent if dossier else None
    desk = dossier.desk if dossier else None
    return ConsentForm(
        procedure=flow.title,
        giver=consent.given_by if consent else "",
        data=tuple(dict.fromkeys((*_kinds(Dossier), *_kinds(flow.declaration)))),
        papers=[s.title for s in specs(flow.papers) if dossier is None or s.name in scanned],
        officer=(desk.officer or desk.volunteer or "") if desk else "",
        account=_account(dossier),
        # Where the dossier does not say, whoever signs writes it by hand.
        at=stamp(consent.at) if consent and consent.at and "at" in consent.model_fields_set else "",
    )


def _account(dossier: Dossier | None) -> str:
    """The giver's own, where its user name is the applicant's number; else by its user name."""
    if dossier is None or dossier.account is None:
        return ""
    username = dossier.account.username
    if username == dossier.applicant.citizen_id:
        return "tài khoản của chính chủ hồ sơ"
    return f"tài khoản “{username}”, không phải của chủ hồ sơ"


def _kinds(cls: type[Block]) -> Iterator[str]:
    """The kinds of personal data in a block, each in the words of its type, else its own label."""
    for path, spec in walk(cls):
        # A date in words is the date once more.
        if path.startswith(("consent", "desk", "exceptions", "account")) or spec.meta.words_of:
            continue
        if kind := _KINDS.get(spec.type_name):
            yield kind
        elif is_sensitive(spec) and spec.meta.level is None and not (spec.block or spec.row):
            yield spec.title[:1].lower() + spec.title[1:]


def consent_page(forms: Iterable[ConsentForm], now: datetime) -> str:
    """A page to print, a sheet of A5 a dossier.

    Args:
        forms: the dossiers.
        now: when it is made.
    """
    page = page_template("portal_bot.intake", "consent_form.html.j2")
    rule = act_rule()
    act = rule.told if rule.holds_on(now.date()) else ""
    return page.render(forms=list(forms), made=stamp(now), act=act)

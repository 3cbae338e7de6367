"""Refuses an account that is not the applicant's, where what is done in it is its holder's act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from portal_bot import privacy, settings
from portal_bot.catalogue.acts import act_rule
from portal_bot.catalogue.editions import edition_2026
from portal_bot.checked import Checked
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.problems import Problem, Severity
from portal_bot.portals.profile import Portal

_CODE = "holders_act"
_FIELD = "account.username"


def tell_of_acts(
    checked: Iterable[Checked], portal: Portal | None, today: date, home: Path | None = None
) -> None:
    """Adds to each dossier that somebody else's account may not file it there.

    On a portal whose profile says so (`holders_act`), while the rule is in force: an account is
    the applicant's where its user name is their number. Another one is refused unless the portal
    lets others file the procedure: so it said of the desk's own agency when it was last pulled
    (`portal_bot.published`), else our facts; that it is unknown is no permission.

    Args:
        checked: the dossiers of one run; what cannot be read is passed over.
        portal: where they are filed; `None`: nobody has said.
        today: the day of filing.
        home: the home folder; `None`: the usual one.
    """
    if portal is None or not portal.holders_act or today < act_rule().first:
        return
    for each in checked:
        if each.flow is None or each.dossier is None:
            continue
        said = partial(_may, portal, settings.home_place(home), each.flow.slug)
        if told := _told(each.dossier, today, said):
            severity, message = told
            each.problems.append(Problem(severity, _CODE, _FIELD, each.where, message))


def _may(portal: Portal, home: Path, slug: str) -> tuple[bool | None, str]:
    """Whether others may file it, and who says so; `None`: nobody knows."""
    from portal_bot.published.own_agency import others_may_file  # slow: only where it is asked

    edition = edition_2026(slug)
    word = others_may_file(portal, home, edition.code.value) if edition else None
    if word is not None:
        return word.may, f" (cổng nói lúc {word.at:%d/%m/%Y}, với {portal.agency.commune})"
    return (edition.others_may_file.value if edition else None), ""


def _told(
    dossier: Dossier, today: date, said: Callable[[], tuple[bool | None, str]]
) -> tuple[Severity, str] | None:
    account, rule = dossier.account, act_rule()
    if account is not None and account.username == dossier.applicant.citizen_id:
        return None
    whose = f"tài khoản {privacy.masked(account.username)}" if account else "tài khoản chưa ghi rõ"
    if not rule.holds_on(today):
        lapsed = f"Quy định “{rule.told}” đã hết hạn; hỏi lại nơi nhận trước khi nộp bằng {whose}"
        return "warning", lapsed
    may, source = said()
    if may:
        note = f"Nộp bằng {whose}: {rule.told}; cổng cho nộp thay thủ tục này{source}; ghi rõ vào "
        return "info", f"{note}phiếu đồng ý (check --consent)"
    why = f"cổng không cho nộp thay thủ tục này{source}"
    if may is None:
        why = "chưa rõ cổng có cho nộp thay thủ tục này hay không"
    return "error", (
        f"Không nộp hồ sơ của người dân bằng {whose}: {rule.told}, và {why}. Nộp bằng tài khoản "
        "của chủ hồ sơ: ghi account.username là số định danh của họ, họ tự đăng nhập"
    )

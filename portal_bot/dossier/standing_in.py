"""Who stands behind a dossier as a whole: how old they are, who agreed, whose account.

Bộ luật Dân sự 91/2015/QH15, Điều 20 and 21: of age from eighteen; below fifteen the legal
representative acts, or agrees. Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: consent is the
person's own or their representative's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from portal_bot.catalogue.calendar import full_years
from portal_bot.catalogue.names import fold
from portal_bot.dossier.block import Block
from portal_bot.dossier.context import Context
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import walk
from portal_bot.marked import own

_ACTS_ALONE, _OF_AGE = 15, 18
_APPLICANT = "applicant.full_name"


def behind(said: Mapping[str, Any], declared: Block | None, context: Context) -> Iterator[Finding]:
    """What a clerk would ask before taking it.

    Args:
        said: the dossier's own parts, as far as they could be read.
        declared: the declaration, likewise.
        context: the day and the applicant.
    """
    if context.applicant is None:
        return
    parts = (_too_young(declared, context), _agreed(said, declared, context))
    yield from filter(None, (*parts, _account(said, context)))


def _too_young(declared: Block | None, context: Context) -> Finding | None:
    """Of those who ask themselves; for a child who only receives, somebody else acts anyway."""
    born = getattr(context.applicant, "birth_date", None)
    if born is None or declared is None or not _asks(type(declared)):
        return None
    age = full_years(born, context.today)
    if not 0 <= age < _OF_AGE:
        return None
    told = f"Chủ hồ sơ mới {own(age)} tuổi mà là người yêu cầu"
    if age < _ACTS_ALONE:
        told += ": chưa đủ 15 tuổi thì người đại diện theo pháp luật yêu cầu thay, hoặc đồng ý"
        return Finding(("applicant", "birth_date"), "applicant_too_young", told, "warning")
    told += ": chưa đủ 18 tuổi; hỏi xem có cần người đại diện theo pháp luật không"
    return Finding(("applicant", "birth_date"), "applicant_under_age", told, "info")


@cache
def _asks(cls: type[Block]) -> bool:
    return any(spec.meta.same_as == _APPLICANT for _path, spec in walk(cls))


def _agreed(said: Mapping[str, Any], declared: Block | None, context: Context) -> Finding | None:
    consent = said.get("consent")
    giver = getattr(consent, "given_by", None)
    name = getattr(context.applicant, "full_name", None)
    if not giver or not name or fold(giver) == fold(name):
        return None
    wanted = fold(giver)
    if any(wanted in fold(text) for text in _texts(declared)):
        return None
    told = (
        f"“{own(giver)}” không phải chủ hồ sơ, cũng không có tên trong tờ khai: người đồng ý phải "
        "là chính người dân hoặc người đại diện của họ"
    )
    return Finding(("consent", "given_by"), "consent_of_another", told, "warning")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Block):
        for each in value.__dict__.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _account(said: Mapping[str, Any], context: Context) -> Finding | None:
    """A user name that is a citizen's number or a telephone, and not the applicant's."""
    name = getattr(said.get("account"), "username", None) or ""
    if not name.isdecimal() or len(name) not in {9, 10, 12}:
        return None
    own = {getattr(context.applicant, key, None) for key in ("citizen_id", "phone")}
    if name in own:
        return None
    told = (
        "Tài khoản nộp không phải của chủ hồ sơ: cổng ghi người có tài khoản là người nộp. Người "
        "ấy nộp thay thì cần văn bản ủy quyền, trừ khi thủ tục không đòi"
    )
    return Finding(("account", "username"), "account_of_another", told, "info")

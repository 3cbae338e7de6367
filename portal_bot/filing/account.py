"""A portal account for an applicant who has none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portal_bot.checking import check_paths
from portal_bot.errors import DossierError, UsageError
from portal_bot.filing.opened_desk import open_desk
from portal_bot.run.run import Run


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that was opened: on which portal, under which user name."""

    portal: str
    username: str


async def open_account(path: Path, run: Run) -> NewAccount:
    """Registers the dossier's applicant. The captcha and the code are a person's to give.

    Raises:
        UsageError: a workbook with several rows, and none of them was named.
        DossierError: the dossier does not pass its check: nothing is asked of the portal.
        PortalRejected: the portal says no, for example because the account exists.
        HumanNeeded: nobody gave the captcha, the code or a password.
    """
    portal = run.portal
    found = check_paths(
        [path],
        office=run.office,
        limits=portal.limits.anywhere(),
        home=run.home,
        edition=portal.edition,
    )
    if len(found) > 1:
        raise UsageError(
            f"{path} có {len(found)} hồ sơ: ghi rõ của dòng nào, ví dụ “{found[0].path}”"
        )
    for checked in found:
        about_applicant = [
            p
            for p in checked.problems
            if p.severity == "error" and p.own_field.startswith("applicant")
        ]
        if checked.dossier is None or about_applicant:
            first = (about_applicant or checked.problems)[0]
            raise DossierError(f"{first.where}: {first.message}", field=first.field)
        async with open_desk(run) as desk, desk.session() as session:
            applicant = checked.dossier.applicant
            password = desk.password(applicant.phone)
            username = await session.platform.register(applicant, password)
            return NewAccount(portal.name, username)
    raise DossierError(f"không có hồ sơ nào ở {path}")

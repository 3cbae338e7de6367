"""What lies beside the dossiers and the procedures and does not take part: named on stderr."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from portal_bot.cli.console import err

if TYPE_CHECKING:
    from portal_bot.dossier.finding import Skipped


def show_skipped(skipped: Iterable[Skipped]) -> None:
    """Files and folders that were left out and may have been meant too."""
    for each in skipped:
        err().print(each.message, style="bold yellow" if each.is_dossier else None)


def broken() -> list[dict[str, str]]:
    """The procedures that cannot be used, and why, for programs and for people."""
    from portal_bot import registry  # slow: not for --help
    from portal_bot.catalogue.facts_file import BrokenFacts  # slow: not for --help
    from portal_bot.catalogue.procedures import broken_procedures  # slow: not for --help

    facts = {
        slug: {"slug": slug, "file": each.file, "message": each.told}
        for slug, each in broken_procedures().items()
    }
    # A flow whose facts are broken is broken by them: the facts say which line to mend.
    flows = [
        {"slug": each.slug, "file": each.place, "message": each.told()}
        for each in registry.broken().values()
        if not (each.slug in facts and isinstance(each.error, BrokenFacts))
    ]
    return [*flows, *facts.values()]


def show_broken() -> None:
    """Procedures of this installation that cannot be used; the others can."""
    for each in broken():
        err().print(f"Lỗi: {each['message']}", style="bold red")

"""Many dossiers in one run: whoever runs them, one coroutine files each.

What does the work is loaded when it is called: the browser starts before most of the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal_bot.filing.hearing import Decision
    from portal_bot.filing.questions import Question
    from portal_bot.filing.report import FilingReport, Report
    from portal_bot.run.options import Options
    from portal_bot.run.run import Run

__all__ = ["fill", "pay", "question", "resolve", "submit"]


async def submit(paths: Sequence[Path], run: Run) -> Report:
    """Files dossiers, each once; goes on where an earlier run of the same dossiers stopped.

    Args:
        paths: dossier files or folders.
        run: how it is to go, and so which runner does it.

    Raises:
        UsageError, SetupError, PortalUnavailable: the run as a whole cannot go.
    """
    options = run.options
    if options.queue is not None:
        from portal_bot.batch import cluster  # only where there is a queue

        return await cluster.submit(paths, options.queue, run, wait=options.wait)
    from portal_bot.batch import local  # slow: a queue does without

    return await local.run(paths, run, files=True)


def question(filing_id: str, options: Options) -> Question:
    """What a person must look at to decide an uncertain filing; errors as `resolve`."""
    if options.queue is not None:
        from portal_bot.batch import cluster  # only where there is a queue

        return cluster.question(filing_id, options.queue)
    from portal_bot.filing import questions  # slow: not where there is a queue

    return questions.question(filing_id, options.home)


async def resolve(filing_id: str, decision: Decision, options: Options) -> FilingReport:
    """Settles an uncertain filing, of this home or of the shared queue, by a person's word.

    Raises:
        UsageError: no such filing, not uncertain, or the word contradicts the portal.
        HumanNeeded: it is too early to say "not received".
        PortalError, SetupError: it cannot be checked now.
    """
    if options.queue is not None:
        from portal_bot.batch import cluster  # only where there is a queue

        return await cluster.resolve(filing_id, decision, options.queue, options)
    from portal_bot.filing import resolve as deciding  # slow: not where there is a queue

    return await deciding.resolve(filing_id, decision, options)


def pay(filing_id: str, options: Options, *, paid: bool, by: str) -> FilingReport:
    """Writes down a person's word that a filing's fee is paid, or is not paid after all.

    Raises:
        UsageError: no such filing, or nothing of it is to be paid.
        SetupError: another program holds the home; or the queue cannot be opened.
    """
    if options.queue is not None:
        from portal_bot.batch import cluster  # only where there is a queue

        return cluster.pay(filing_id, options.queue, paid=paid, by=by)
    from portal_bot.filing import payment  # slow: not where there is a queue

    return payment.pay(filing_id, paid=paid, by=by, home=options.home)


async def fill(paths: Sequence[Path], run: Run) -> Report:
    """The dry run of each: everything up to the review screen; errors as `submit`."""
    from portal_bot.batch import local  # slow: a queue does without

    return await local.run(paths, run, files=False)

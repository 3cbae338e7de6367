"""One attack: how the portal differs, that it really did, and what may never come of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal_bot import aio
from tests.support.between import Answer, Asking, Cut, Portal, between
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

COMMIT = "/dich-vu-cong/tiep-nhan-online/nopHoSo"
REVIEW = 'id="formNop"'
LIST = 'id="dsHoSo"'
FORM = "application/x-www-form-urlencoded"
# What says of itself that nothing was sent.
NOT_SENT = frozenset({"new", "checked", "rejected", "failed"})


@dataclass
class Attack:
    """A portal that is not quite the known one.

    Attributes:
        page: makes another page of a page's text, or leaves it; is given its path.
        asking: as `Portal.asking`.
        answer: as `Portal.answer`, before `page`.
        loses: whether the first commit's answer is lost.
    """

    page: Callable[[str, str], str] = lambda _, text: text
    asking: Callable[[Asking], Asking | Answer] = lambda asking: asking
    answer: Callable[[Asking, Answer], Answer] = lambda _, answer: answer
    loses: bool = False
    lost: int = field(default=0, init=False)
    struck: int = field(default=0, init=False)

    def portal(self) -> Portal:
        return Portal(self._asked, self._answered)

    def _asked(self, asked: Asking) -> Asking | Answer:
        become = self.asking(asked)
        self.struck += become is not asked
        return become

    def _answered(self, asked: Asking, given: Answer) -> Answer:
        if asked.is_commit and self.loses and not self.lost:
            self.lost += 1
            raise Cut
        become = self.answer(asked, given)
        if become.is_page:
            text = self.page(asked.path, become.text)
            become = become if text == become.text else become.saying(text)
        self.struck += become is not given
        return become


def on(mark: str, change: Callable[[str], str]) -> Callable[[str, str], str]:
    """Changes the pages that hold `mark`."""
    return lambda _, text: change(text) if mark in text else text


def scripted(mark: str, script: str) -> Callable[[str, str], str]:
    """The pages that hold `mark`, with a script at their end."""
    return on(mark, lambda text: text.replace("</body>", f"<script>{script}</script></body>"))


def commits_by(method: str, path: str) -> Callable[[Asking], Asking]:
    """Takes what comes by this method at this path for the commit request."""

    def asking(asked: Asking) -> Asking:
        if asked.method != method or asked.path.split("?")[0] != path:
            return asked
        body = asked.body or asked.path.partition("?")[2].encode()
        headers = {**asked.headers, "content-type": FORM}
        return replace(asked, method="POST", path=COMMIT, body=body, headers=headers)

    return asking


def moved(tail: str) -> Attack:
    """The review page's form commits at another address, and the portal takes it there."""
    place = COMMIT.removesuffix("/nopHoSo") + tail
    attack = Attack(on(REVIEW, lambda t: t.replace(f'action="{COMMIT}"', f'action="{place}"')))
    takes = commits_by("POST", place.split("?")[0])
    # The same address may be another page's until then.
    attack.asking = lambda asking: takes(asking) if attack.struck else asking
    return attack


def listed(change: Callable[[str], str]) -> Attack:
    """The commit's answer is lost, and the list prints what it has otherwise."""
    attack = Attack(loses=True)
    attack.page = lambda _, text: change(text) if LIST in text and attack.lost else text
    return attack


def in_rows(pattern: str, put: str) -> Attack:
    """As `listed`: a pattern put otherwise in the rows of dossiers."""
    return listed(lambda text: re.sub(pattern, put, text) if "data-number=" in text else text)


async def attacked(
    mock: MockPortal,
    home: Path,
    attack: Attack,
    *,
    verb: str = "submit",
    dossier: Path = BIRTH,
    times: int = 1,
) -> list[aio.Report]:
    """Says the command so often against the attack; that it was one is seen to."""
    reports = []
    with between(mock.address, attack.portal()) as portal:
        for _ in range(times):
            run: Any = getattr(aio, verb)
            reports.append(await run([dossier], portal_url=portal.address, home=home))
    assert attack.struck, "not set up: the attack never took place"
    assert attack.loses == bool(attack.lost), "not set up: no answer was lost"
    return reports


def judge(mock: MockPortal, reports: Sequence[aio.Report], home: Path, *, most: int = 1) -> None:
    """Submitted once at most, and everything that is said of it is true."""
    stored = {one["number"] for one in mock.submissions()}
    assert len(stored) <= most
    said = [filing for report in reports for filing in report.filings]
    for filing in (*said, *aio.status([], home).filings):
        assert filing.receipt is None or filing.receipt.number in stored
        if filing.verified:
            assert filing.receipt is not None
            assert len(stored) == 1
    last = said[-1]
    if stored:
        assert last.state not in NOT_SENT
        assert last.receipt is not None or last.exit_code in {30, 40}
    if reports[-1].exit_code == 0:
        assert last.verified
        assert stored
    assert last.exit_code != 50

"""The look before the click: is this dossier there already, from another hand?

Another machine, a home that was copied or lost, a citizen who filed it from home, a person who
pressed the button of our draft: only the account's own list tells of them. It is read once, right
before the filing arms. What it showed is kept: what was there before the click cannot have come of
it, and must be there again when the list is asked what became of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal_bot.errors import HumanNeeded
from portal_bot.filing.likeness import another_procedure
from portal_bot.filing.search import Findings, Sought, judged
from portal_bot.form.text import fold, label_key
from portal_bot.journal.seal import keyed
from portal_bot.portals.roles import ListedDraft, Overview, Platform

LOOKED = "looked"
# So many of the numbers that we know ourselves are kept: enough to try the reader with.
MOST_SHOWN = 3
_ANOTHER = (
    "nếu đây thật là một yêu cầu khác về cùng người, ghi nhãn riêng vào mục request rồi chạy lại"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What the last look before a click showed.

    Attributes:
        before: the numbers on the list that were no filing's of this home.
        shown: the newest of those that were.
        submitter: a keyed digest of what the review screen said of the account's holder.
        account: a keyed digest of the account.
    """

    before: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    submitter: str = ""
    account: str = ""

    @classmethod
    def last(cls, history: Iterable[Mapping[str, Any]]) -> Looked:
        """The one before the last intent, or before the adoption of what was there already."""
        last = found = cls()
        for event in history:
            if event["kind"] == LOOKED:
                last = cls.of(event)
            # What was looked at before says nothing of a click that this journal never saw.
            elif event["kind"] == "older_journal":
                last = cls()
            elif event["kind"] in {"intent", "received"}:
                found = last
        return found

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Looked:
        """As the journal keeps it."""
        before, shown = tuple(event["before"]), tuple(event["shown"])
        return cls(before, shown, event["submitter"], event["account"])

    def as_detail(self) -> dict[str, Any]:
        """For the journal."""
        return {
            "before": list(self.before),
            "shown": list(self.shown),
            "submitter": self.submitter,
            "account": self.account,
        }


def digest(secret: bytes, what: object) -> str:
    """A keyed digest, so that nobody can try values out of a journal."""
    text = json.dumps(what, ensure_ascii=False, sort_keys=True)
    return keyed(secret, "look", text)[:32]


def submitter_digest(secret: bytes, said: Mapping[str, str]) -> str:
    """Of what a screen says of the account's holder, however it is spaced and cased."""
    return digest(
        secret, {label_key(label): fold(text) for label, text in said.items() if fold(text)}
    )


class Look:
    """One look at an account's list for one dossier.

    Args:
        platform: on the review screen of the draft, everything ready for the button.
        sought: the dossier; `known` are the numbers of this home's other filings.
        draft: what the portal calls the draft that is open.
        is_labelled: whether the dossier says that it is a further request about the same subject.
        own_drafts: gives the names of all drafts that this home has made.
    """

    def __init__(
        self,
        platform: Platform,
        sought: Sought,
        *,
        draft: str,
        is_labelled: bool,
        own_drafts: Callable[[], Collection[str]],
    ) -> None:
        self._platform = platform
        self._sought = sought
        self._draft = draft
        self._is_labelled = is_labelled
        self._own_drafts = own_drafts
        self._where = f"“{platform.portal.own_list}”"
        self.seen = Overview()

    async def take(self) -> str | None:
        """The number of a record that carries our reference already; `None`: nothing is there.

        Raises:
            HumanNeeded: the list is not understood, our draft is gone, or the same dossier seems
                to be there from another hand.
            PortalUnavailable: the list could not be read just now.
        """
        self.seen = seen = await self._platform.overview(beside=True)
        if seen.doubts:
            raise HumanNeeded(
                f"chưa bấm “{self._platform.button}”, chưa gửi gì: {self._where} của cổng khác "
                f"cách đã biết ({'; '.join(seen.doubts)}), nên không chắc hồ sơ này đã được nộp từ "
                "nơi khác hay chưa. Cần một người mở danh sách đó xem, và báo người bảo trì chương "
                "trình"
            )
        found = await judged(self._platform, self._sought, self._likely(), beside=True)
        # By our reference only: what is merely likely is for a person to judge before anything is
        # sent.
        if found.adopted and found.ours:
            return found.adopted
        self._refuse_records(found)
        if not self._is_labelled:
            self._refuse_drafts([d.name for d in seen.drafts if await self._is_same(d)])
        # Last: had somebody pressed our draft's button, its record would have been found above.
        if self._platform.keeps_drafts and not seen.has_draft(self._draft):
            raise HumanNeeded(
                f"chưa gửi gì: bản nháp {self._draft} của hồ sơ này không còn trong {self._where}; "
                "có thể ai đó đã bấm nộp hoặc hủy nó. Mở danh sách đó xem rồi chạy lại cùng lệnh"
            )
        return None

    def looked(self, *, submitter: str, account: str, ours: str | None = None) -> Looked:
        """What it showed besides the record that is `ours`, to be kept."""
        known = self._sought.known
        numbers = [number for number in self.seen.numbers if number != ours]
        return Looked(
            before=tuple(n for n in numbers if n not in known),
            shown=tuple(n for n in numbers if n in known)[:MOST_SHOWN],
            submitter=submitter,
            account=account,
        )

    def _likely(self) -> list[str]:
        lines = (ln for ln in self.seen.lines if ln.number not in self._sought.known)
        return [line.number for line in lines if not self._sought.is_plainly_another(line)]

    def _refuse_records(self, found: Findings) -> None:
        if len(found.ours) > 1:
            raise HumanNeeded(
                f"chưa gửi gì: trên cổng đã có {len(found.ours)} hồ sơ cùng mang mã "
                f"{self._sought.request.reference} ({', '.join(found.ours)}); cần một người xem"
            )
        if found.doubts:
            raise HumanNeeded(
                f"chưa gửi gì: {'; '.join(found.doubts)}, nên không chắc hồ sơ này đã được nộp từ "
                f"nơi khác hay chưa. Cần một người mở {self._where} xem"
            )
        if found.numbers and not self._is_labelled:
            raise HumanNeeded(
                f"chưa gửi gì: tài khoản này đã có hồ sơ cùng thủ tục về cùng người: "
                f"{', '.join(found.numbers)}. Mở {self._where} xem có phải chính việc này đã được "
                "nộp từ máy khác, do người dân tự nộp, hay do ai đó bấm nộp một bản nháp không; "
                f"phải thì thôi{self._nor_the_draft()}; {_ANOTHER}",
                field="request",
            )

    def _nor_the_draft(self) -> str:
        if not self._platform.keeps_drafts:
            return ""
        return f", đừng nộp cả bản nháp {self._draft} của lần này (lần chạy sau sẽ hủy nó)"

    def _refuse_drafts(self, drafts: Sequence[str]) -> None:
        if drafts:
            raise HumanNeeded(
                f"chưa gửi gì: tài khoản này có bản nháp cùng thủ tục về cùng người, không do máy "
                f"này soạn: {', '.join(drafts)}. Mở {self._where}, mục “Hồ sơ đang soạn”, xem ai "
                "đang làm; không cần nữa thì bấm “Hủy hồ sơ” ở bản nháp đó rồi chạy lại; "
                f"{_ANOTHER}",
                field="request",
            )

    async def _is_same(self, draft: ListedDraft) -> bool:
        """Whether a draft is of this subject, and nobody of this home made it."""
        request = self._sought.request
        if draft.name == self._draft or _names_another(draft, request.code, request.title):
            return False
        # Asked late, for it goes through the events of every filing of this home.
        if draft.name in self._own_drafts():
            return False
        texts = {fold(text) for text in await self._platform.draft_texts(draft.name)}
        wanted = {fold(e.value) for e in self._sought.subject if isinstance(e.value, str)}
        return wanted <= texts


def _names_another(draft: ListedDraft, code: str, title: str) -> bool:
    """Whether a draft's line names a procedure that we know, and not this one."""
    if fold(title) in fold(draft.text) or code in draft.text:
        return False
    said = draft.text.partition("Mã hồ sơ nháp:")[0].strip()
    return another_procedure(said, code, title)

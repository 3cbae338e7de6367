"""What the journal remembers of an intent beside its key, and who else a dossier may be.

All that is personal is kept as keyed hashes, which tell whether two are alike and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Protocol

from portal_bot.catalogue.names import fold, plain
from portal_bot.errors import DossierError, HumanNeeded, PortalBotError, SubmissionUncertain
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, Marks
from portal_bot.journal.seal import keyed

# Half a hash tells thousands of filings apart.
_LENGTH = 16
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
# Shorter texts and numbers are a letter apart by chance: kinds, places in a row.
_NAME, _NUMBER = 4, 9
# Longer ones are titles and addresses, of which one letter tells nothing.
_LONGEST = 60
# What people write within a name or a number, or leave out: H'Thử, Ê-đê, 054.170.000921.
_APART = re.compile(r"[^0-9a-z]+")


class NamedAgency(Protocol):
    """An agency, said by a dossier or by a portal's profile."""

    @property
    def province(self) -> str | None:
        """The province's name."""

    @property
    def district(self) -> str | None:
        """The district's; newer addresses have none."""

    @property
    def commune(self) -> str | None:
        """The commune's."""


class Marker:
    """Makes a filing's marks.

    Args:
        secret: the home's, or the queue's.
        world: the mock's world; empty for a real portal.
        origin: where the portal is.
        agency: with whom a dossier is filed that does not say.
    """

    def __init__(self, secret: bytes, world: str, origin: str, agency: str) -> None:
        self._secret = secret
        self._world = world
        self._origin = origin
        self._agency = agency

    def marks(self, ready: Ready, *, file: str) -> Marks:
        """The marks of a dossier; `file`: what stands for its file, or nothing."""
        named, account = ready.dossier.agency, ready.dossier.account
        scans = sorted(digest for digests in ready.scan_hashes.values() for digest in digests)
        days = [text for text in ready.subject if _DAY.fullmatch(text)]
        deed = ready.flow.one_of
        return Marks(
            world=self._world,
            origin=self._origin,
            agency=self._mark("agency", shown_agency(named) if named else self._agency),
            account=account_mark(self._secret, account.username if account else ""),
            file=self._mark("file", file),
            scans=self._mark("scans", " ".join(scans)),
            request=self._mark("request", fold(ready.dossier.request or "")),
            days=self._mark("days", " ".join(days)),
            subject=tuple(self._part(text) for text in ready.subject),
            deed=self._mark(f"deed {deed}", " ".join(ready.subject[:2])) if deed else "",
        )

    def _mark(self, purpose: str, text: str) -> str:
        return keyed(self._secret, f"mark {purpose}", text)[:_LENGTH] if text else ""

    def _part(self, text: str) -> tuple[str, ...]:
        return tuple(self._mark("subject", spelling) for spelling in _spellings(text))


def account_mark(secret: bytes, username: str) -> str:
    """What a filing's marks keep of a user name."""
    return keyed(secret, "mark account", username)[:_LENGTH] if username else ""


def shown_agency(agency: NamedAgency) -> str:
    """An agency as it is remembered: its places, the widest first."""
    return " / ".join(filter(None, (agency.province, agency.district, agency.commune)))


def _spellings(text: str) -> Iterator[str]:
    """A part of a subject; of names and numbers, also without one letter each."""
    bare = _APART.sub("", plain(text))
    name = bare.isalpha() and _NAME <= len(bare) <= _LONGEST
    if not _DAY.fullmatch(text) and (name or (bare.isdecimal() and len(bare) >= _NUMBER)):
        yield bare
        yield from sorted({bare[:at] + bare[at + 1 :] for at in range(len(bare))})
    else:
        yield text


class Kin:
    """The filings that an earlier run sent: is one of them this very dossier, told otherwise now?

    What a run is given at once is taken for what it says: only what was sent before it counts, and
    of that only what is not among its dossiers now.

    Args:
        known: gives the filings of the journal; asked once, when it is first needed.
        present: gives the keys of the run's own dossiers; likewise.
    """

    def __init__(
        self,
        known: Callable[[], list[Filing]] = list,
        present: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        self._known = known
        self._present = present
        self._sent: list[tuple[Filing, Marks]] | None = None

    def objection(self, fresh: Filing) -> PortalBotError | None:
        """Why a dossier that was never sent is not sent now; `None`: nothing is like it.

        Returns:
            `DossierError`: its file was another dossier when it was sent. `HumanNeeded`: it may be
            a correction of one that was sent, or another person's. A `request` label of its own
            is the answer to both, once it is known what became of the file's earlier one.
        """
        marks = fresh.marks
        if self._sent is None:
            present = self._present()
            sent = (f for f in self._known() if f.was_sent and f.key not in present)
            whole = (f for f in sent if not f.altered)
            self._sent = [(f, f.marks) for f in whole if f.marks is not None]
        if fresh.was_sent or marks is None:
            return None
        others = [
            (filing, theirs)
            for filing, theirs in self._sent
            if filing.key != fresh.key and filing.is_at(fresh.portal, marks.world)
        ]
        for filing, theirs in others:
            is_answered = filing.is_received and theirs.request != marks.request
            if marks.file and theirs.file == marks.file and not is_answered:
                return _same_file(filing)
        others = [(f, theirs) for f, theirs in others if theirs.request == marks.request]
        for filing, theirs in others:
            if marks.deed and theirs.deed == marks.deed and filing.procedure != fresh.procedure:
                return _same_deed(filing)
            if filing.procedure == fresh.procedure and are_near(marks, theirs):
                return _near(filing)
        return None


def are_near(one: Marks, other: Marks) -> bool:
    """Whether two of one procedure may be one dossier, corrected: `Marks` says what is compared."""
    pairs = list(zip(one.subject, other.subject, strict=False))
    if len(one.subject) == len(other.subject) and all(set(a) & set(b) for a, b in pairs):
        return True
    if not one.days or one.days != other.days or not pairs:
        return False
    account = bool(one.account) and one.account == other.account
    # Of the parts after the first, those that are names: a parent's.
    parents = any(len(a) > 1 and a[0] == b[0] for a, b in pairs[1:])
    first, second = pairs[0]
    named_alike = len(first) > 1 and bool(set(first) & set(second))
    scans = bool(one.scans) and one.scans == other.scans
    return (account and named_alike) or ((account or parents) and scans)


def sent_otherwise(known: Filing, fresh: Filing, own_list: str) -> PortalBotError | None:
    """Why an open filing is not looked up where, or by whom, it was not sent; `None`: it may be.

    What is not found there says nothing of it.

    Args:
        known: as it was sent.
        fresh: as its file has it now.
        own_list: what the portal calls the account's own list.
    """
    if not known.was_sent or known.is_over:
        return None
    return _other_origin(known, fresh, own_list) or _other_account(known, fresh, own_list)


def _other_origin(known: Filing, fresh: Filing, own_list: str) -> SubmissionUncertain | None:
    before, now = known.marks, fresh.marks
    # Where a mock lies says nothing: its world is part of the key.
    if before is None or now is None or now.world or before.origin == now.origin:
        return None
    return SubmissionUncertain(
        f"hồ sơ {known.id} đã gửi tới {before.origin}, nay cổng ở {now.origin}: danh sách ở đó "
        "không nói được gì về lần gửi ấy. Dùng lại địa chỉ cũ; cổng đã dời hẳn thì tra "
        f"“{own_list}” theo mã {known.id} rồi ghi kết luận bằng `portal-bot resolve {known.id} "
        "--offline`"
    )


def _other_account(known: Filing, fresh: Filing, own_list: str) -> DossierError | None:
    if known.marks is not None and fresh.marks is not None:
        same = known.marks.account == fresh.marks.account
    else:
        same = known.account is None or known.account == fresh.account
    if same:
        return None
    whose = f"tài khoản {known.account}" if known.account else "một tài khoản khác"
    now = fresh.account or "không ghi tài khoản nào"
    stands = known.receipt.number if known.receipt else "chưa rõ kết quả"
    return DossierError(
        f"hồ sơ {known.id} đã gửi bằng {whose} ({stands}), nay tệp ghi {now}: tài khoản này không "
        f"thấy được hồ sơ ấy, nên không nộp, không đối chiếu gì. Xem “{own_list}” của {whose}; "
        "để account.username về như lúc nộp rồi chạy lại cùng lệnh",
        field="account.username",
    )


def _stands(filing: Filing) -> str:
    number = filing.receipt.number if filing.receipt else "chưa rõ kết quả"
    return (
        f"{filing.id} ({number}, tệp {filing.path})"
        if filing.path != filing.id
        else (f"{filing.id} ({number})")
    )


def _same_file(filing: Filing) -> DossierError:
    if filing.is_received:
        after = (
            "Nếu thật là một hồ sơ khác, ghi một nhãn riêng vào mục request, hoặc đặt ở tệp khác"
        )
    else:
        after = (
            "Chưa rõ kết quả lần ấy: trước hết để tệp về nội dung cũ, cả mục request, rồi chạy lại "
            "cùng lệnh để đối chiếu; xong mới nộp một hồ sơ khác, với nhãn riêng ở mục request"
        )
    return DossierError(
        f"tệp này đã nộp một lần, lúc đó là hồ sơ {_stands(filing)}; nay nội dung đã thành hồ sơ "
        f"khác. Sửa hồ sơ đã nộp? Không nộp lại được: sửa, bổ sung trên cổng theo số ấy. {after}",
        field="request",
    )


def _same_deed(filing: Filing) -> HumanNeeded:
    return HumanNeeded(
        f"người này đã có hồ sơ {_stands(filing)} ở một thủ tục khác mà mỗi người chỉ làm một "
        "trong hai; chưa gửi gì. Cần một người xem có nhầm thủ tục không; nếu thật sự phải nộp cả "
        "hai, ghi một nhãn riêng vào mục request",
        field="request",
    )


def _near(filing: Filing) -> HumanNeeded:
    return HumanNeeded(
        f"gần giống hồ sơ đã nộp {_stands(filing)}: sửa hồ sơ ấy hay một người khác? Chưa gửi gì. "
        "Nếu là sửa: làm trên cổng, hoặc đề nghị nơi tiếp nhận, theo số ấy. Nếu là một người, một "
        "việc khác (chẳng hạn trẻ sinh đôi): ghi một nhãn riêng vào mục request rồi chạy lại",
        field="request",
    )

"""A dossier that was edited after it was filed: what is filed, what differs, how to correct it.

It only reads: no browser, no portal but the mock's own name of its world, nothing is filed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from portal_bot import settings
from portal_bot.batch.fingerprint import Fingerprints
from portal_bot.batch.run_plan import plan
from portal_bot.dossier.book_rows import file_of, row_of
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, Journal
from portal_bot.portals.delays import delays_of
from portal_bot.portals.profile import Portal
from portal_bot.run.home import JOURNAL, known_secret, reading
from portal_bot.run.run import Run


@dataclass(frozen=True, slots=True)
class Superseding:
    """What submitting this file anew would meet.

    Attributes:
        path: the dossier's file.
        id: the filing's id, or `None`: this request was never filed.
        number: the record's number on the portal, or `None`.
        state: the filing's state, or `None`.
        differs: the names of the fields that differ; `None`: not known what was filed.
        advice: what to do, for people.
    """

    path: Path
    id: str | None
    number: str | None
    state: str | None
    differs: tuple[str, ...] | None
    advice: str

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "path": str(file_of(self.path)), "row": row_of(self.path)}


async def explain(paths: Sequence[Path], run: Run) -> list[Superseding]:
    """What is known of each dossier that passes its check; the others are left to `check`.

    Raises:
        UsageError: there is no dossier.
        SetupError: the home is damaged.
        PortalUnavailable: the mock does not answer.
    """
    portal, items = run.portal, plan(paths, run).items
    home = settings.made_home(run.home)
    if not (home / JOURNAL).exists():
        return [_never_filed(item.path) for item in items]
    # Part of the key: a mock that was reset knows none of what was filed before.
    world = (await delays_of(portal)).world
    secret = known_secret(home)
    with reading(home) as journal:
        marks = Fingerprints(home, portal.name, secret)
        identity = Identity.at(portal, secret, world)
        return [_of(item.ready, journal, marks, portal, identity) for item in items]


def _of(
    ready: Ready, journal: Journal, marks: Fingerprints, portal: Portal, identity: Identity
) -> Superseding:
    filing = journal.by_key(identity.key_of(ready))
    if filing is None or not filing.was_sent:
        return _never_filed(ready.path)
    number = filing.receipt.number if filing.receipt else None
    if identity.is_same(filing.content_hash, ready.content_hash):
        differs: tuple[str, ...] | None = ()
    else:
        names = marks.differing(filing.id, filing.content_hash, ready)
        differs = None if names is None else tuple(names)
    advice = _advice(filing, differs, portal)
    return Superseding(ready.path, filing.id, number, filing.state.value, differs, advice)


def _never_filed(path: Path) -> Superseding:
    return Superseding(
        path,
        None,
        None,
        None,
        (),
        "yêu cầu này chưa nộp lần nào: `portal-bot submit` nộp bình thường",
    )


def _advice(filing: Filing, differs: tuple[str, ...] | None, portal: Portal) -> str:
    if filing.receipt is None:
        return (
            "lần nộp trước chưa rõ kết quả: để tệp về nội dung cũ và chạy lại `portal-bot submit` "
            "để đối chiếu với cổng trước, rồi mới tính chuyện sửa"
        )
    if differs == ():
        return "cổng đã giữ đúng nội dung này; không có gì để sửa"
    number = filing.receipt.number
    return (
        f"không nộp đè được: hồ sơ {number} vẫn là hồ sơ đang được giải quyết. Muốn sửa: mở "
        f"“{portal.own_list}” trên {portal.title}, tìm số {number}; nếu hồ sơ còn “Mới đăng ký” "
        "hoặc được “Yêu cầu bổ sung giấy tờ” thì sửa, bổ sung ngay ở đó; nếu đã tiếp nhận thì nêu "
        "số ấy với bộ phận một cửa nơi nhận và xin bổ sung, hoặc xin rút. Chỉ sau khi đã rút, nộp "
        "lại tệp này với một nhãn mới ở mục request"
    )

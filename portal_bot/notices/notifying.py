"""Sends notices: once for each event, whatever is killed. What may have been sent is not repeated.

The word stands in the journal before the message leaves. Where it stands alone, without what became
of it, nobody knows: that is said, and the message is not sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from loguru import logger

from portal_bot import clock, files, privacy, settings
from portal_bot.atomic_write import write_private
from portal_bot.errors import HumanNeeded, SetupError, UsageError
from portal_bot.filing.one_filing import is_within
from portal_bot.filing.questions import insist_used
from portal_bot.journal import Filing, JournalPort
from portal_bot.notices.notice_channels import NoticeChannels, channels
from portal_bot.notices.notice_words import TOLD, notice_of, subject_of
from portal_bot.notices.recipients import Recipients
from portal_bot.portals.profile import Portal
from portal_bot.practice import is_loopback
from portal_bot.run.home import writing
from portal_bot.run.home_lock import held
from portal_bot.tracking.followed import Followed, followed

MEANT, SENT, UNSURE = "notice", "notice_sent", "notice_unsure"
# What is older is no news any more: a home that begins to send does not tell of last year.
NEWS = timedelta(days=7)
Outcome = Literal["sent", "unsure", "before", "dry", "nobody"]
# Is given a subject and a text; returns whether the message was taken.
Send = Callable[[str, str], bool]
# Makes one of an address of apprise, before anything is written or sent.
Deliver = Callable[[str], Send]


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """One notice.

    Attributes:
        id: the filing's id.
        number: the dossier number.
        state: of which it tells.
        channel: `email` or `sms`.
        outcome: `sent`; `unsure`: it may have been sent, and is not sent again; `before`: an
            earlier run sent it; `dry`: it would be sent; `nobody`: the dossier names no such
            recipient.
        to: the recipient, masked.
        text: what it says.
    """

    id: str
    number: str
    state: str
    channel: str
    outcome: Outcome
    to: str = ""
    text: str = ""

    @property
    def exit_code(self) -> int:
        return HumanNeeded.exit_code if self.outcome == "unsure" else 0

    def as_json(self) -> dict[str, str]:
        names = ("id", "number", "state", "channel", "outcome", "to", "text")
        return {name: getattr(self, name) for name in names}


def notify(
    paths: Sequence[Path], home: Path | None, portal: Portal, *, dry: Path | None = None
) -> list[NoticeReport]:
    """Tells citizens of what became of their dossiers, as the journal knows it.

    Args:
        paths: only the filings of these files and folders; empty: all.
        home: the home folder, or `None` for the usual one.
        portal: whose dossiers.
        dry: a file of what would be sent; nothing is, then.

    Raises:
        UsageError: notices are off, or nothing was ever filed from this home.
        SetupError: the channels are not understood, or the extra `notices` is missing.
    """
    place = settings.home(home)
    insist_used(place)
    known = channels()
    if known is None:
        raise UsageError(
            "thông báo cho người dân đang tắt: ghi notices = 'kenh-thong-bao.toml' vào "
            "settings.toml trong thư mục dữ liệu, xem docs/theo-doi-ho-so.md"
        )
    deliver = None if dry is not None else delivery(portal)
    with held(place), writing(place) as journal:
        wanted = [files.whole(path) for path in paths]
        chosen = [f for f in journal.all() if _is_meant(f, wanted, portal)]
        told = list(Notifying(journal, portal, known, deliver).all(chosen))
    if dry is not None:
        _write(dry, told)
    return told


def _is_meant(filing: Filing, wanted: Sequence[Path], portal: Portal) -> bool:
    if filing.portal != portal.name or not filing.is_received or filing.altered:
        return False
    return not wanted or any(is_within(files.whole(Path(filing.path)), w) for w in wanted)


class Notifying:
    """The notices of one run.

    Args:
        journal: the home's, which nobody else writes meanwhile.
        portal: whose dossiers.
        known: the channels.
        deliver: sends one; `None`: nothing is sent.
        now: the moment.
    """

    def __init__(
        self,
        journal: JournalPort,
        portal: Portal,
        known: NoticeChannels,
        deliver: Deliver | None,
        now: datetime | None = None,
    ) -> None:
        self._journal = journal
        self._portal = portal
        self._known = known
        self._deliver = deliver
        self._now = now or clock.now()
        self._recipients = Recipients()

    def all(self, filings: Iterable[Filing]) -> Iterator[NoticeReport]:
        """Each filing's, on each channel."""
        for filing in filings:
            history = self._journal.history(filing.id)
            told = followed(filing, history)
            if told.state not in TOLD or told.missing or not self._is_news(told):
                continue
            for channel in self._known.addresses:
                yield self._one(told, channel, history)

    def _is_news(self, told: Followed) -> bool:
        return told.last_at is None or self._now - told.last_at < NEWS

    def _one(
        self, told: Followed, channel: str, history: Iterable[Mapping[str, Any]]
    ) -> NoticeReport:
        to, text = self._recipients.of(told.filing, channel), notice_of(told, self._portal)
        before = _before(history, len(told.turns), channel)
        if before is not None:
            return self._told(told, channel, before)
        if not to:
            return self._told(told, channel, "nobody")
        privacy.register([to])
        masked = privacy.masked(to)
        if self._deliver is None:
            return self._told(told, channel, "dry", masked, text)
        send = self._deliver(self._known.address(channel, to))
        # The turn's place is the event's name: a history only grows.
        event = {"turn": len(told.turns), "channel": channel}
        self._journal.note(told.filing, MEANT, event)
        taken = send(subject_of(told), text)
        self._journal.note(told.filing, SENT if taken else UNSURE, event)
        return self._told(told, channel, "sent" if taken else "unsure", masked, text)

    @staticmethod
    def _told(
        told: Followed, channel: str, outcome: Outcome, to: str = "", text: str = ""
    ) -> NoticeReport:
        return NoticeReport(
            told.filing.id, told.number, str(told.state), channel, outcome, to, text
        )


def _before(history: Iterable[Mapping[str, Any]], turn: int, channel: str) -> Outcome | None:
    """What an earlier run did about this event; `None`: nothing."""
    last: Outcome | None = None
    for event in history:
        if event["kind"] not in {MEANT, SENT, UNSURE}:
            continue
        if (event["turn"], event["channel"]) == (turn, channel):
            last = "before" if event["kind"] == SENT else "unsure"
    return last


def delivery(portal: Portal) -> Deliver:
    """Sends by apprise, whatever the address names.

    Raises:
        SetupError: the extra `notices` is missing.
    """
    try:
        import apprise  # an extra, which may be missing
    except ImportError as error:
        raise SetupError(
            'gửi thông báo cần phần mở rộng `notices`: cài bằng `pip install "portal-bot[notices]"`'
        ) from error
    # It would print addresses, with what is secret in them.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)

    def deliver(address: str) -> Send:
        plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
        if plugin is None:
            raise SetupError(
                "địa chỉ kênh thông báo không phải địa chỉ apprise hiểu được; xem lại tệp kênh"
            )
        if portal.practice:
            _insist_here(plugin)
        sender = apprise.Apprise()
        sender.add(plugin)

        def send(subject: str, text: str) -> bool:
            try:
                return bool(sender.notify(body=text, title=subject, body_format="text"))
            except Exception as error:  # noqa: BLE001 - a plug-in's own; it may have been sent
                logger.warning("notice: {}", type(error).__name__)
                return False

        return send

    return deliver


def _insist_here(plugin: Any) -> None:
    """Of practice dossiers nobody outside of this machine is told: numbers there are invented."""
    host = str(getattr(plugin, "smtp_host", None) or plugin.host or "")
    if not is_loopback(f"http://{host}"):
        raise SetupError(
            "hồ sơ của cổng thử nghiệm chỉ báo tới một máy nhận trên máy này, không báo cho ai "
            "thật: đổi kênh thông báo, hoặc dùng --dry TỆP"
        )


def _write(path: Path, told: Iterable[NoticeReport]) -> None:
    lines = [f"{one.number}\t{one.channel}\t{one.to}\t{one.text}\n" for one in told if one.text]
    write_private(path, "".join(lines))

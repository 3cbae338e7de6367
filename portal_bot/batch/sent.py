"""A second, smaller record: which attempts reached the last click.

The journal alone says what was submitted. But a journal that was restored from a copy does not know
what came after the copy; this file tells, so that those dossiers are looked for on the portal
before anything is sent. A line is on the disk before the click: the filing's id, its attempt, when,
which secret the home had, and a seal made with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any

from portal_bot import clock
from portal_bot.batch.reserve import HomeUnwritable
from portal_bot.errors import SubmissionUncertain
from portal_bot.evidence.folder import EVIDENCE
from portal_bot.journal import Fault, Filing, JournalPort, State
from portal_bot.journal.seal import fingerprint, keyed
from portal_bot.reasons import in_words
from portal_bot.rooms import append
from portal_bot.run.home import SENT
from portal_bot.strongbox.box import Strongbox, box_of
from portal_bot.strongbox.locking import NotOpened

_BEGINS = '{"id": '


class SentLog:
    """``<home>/sent.log``: a line of JSON for each attempt that is about to click.

    Args:
        home: the home folder.
        secret: the home's; each line says which one it was.
    """

    def __init__(self, home: Path, secret: bytes) -> None:
        self._home = home
        self._path = home / SENT
        self._secret = secret
        self._fingerprint = fingerprint(secret)
        self._attempts = dict(self._read())

    def _read(self) -> list[tuple[str, int]]:
        if not self._path.exists():
            return []
        lines = self._path.read_text("utf-8", errors="replace").splitlines()
        return [read for line in lines if (read := _of(line)) is not None]

    def note(self, filing: Filing) -> None:
        """This attempt is about to click; on the disk when it returns.

        Raises:
            HomeUnwritable: it cannot be written: nothing may be clicked.
        """
        now = clock.now(UTC).isoformat()
        # A line begins a new one: the one before may be torn.
        told: dict[str, Any] = {"id": filing.id, "attempt": filing.attempts, "at": now}
        told |= {"secret": self._fingerprint, "mac": _mac(self._secret, told)}
        line = "\n" + json.dumps(told)
        try:
            append(self._path, line.encode())
        except OSError as error:
            raise HomeUnwritable(
                f"không ghi được {self._path} ({in_words(error)}); chưa gửi gì. Dọn ổ đĩa "
                "rồi chạy lại cùng lệnh"
            ) from error
        self._attempts[filing.id] = filing.attempts

    def catch_up(self, journal: JournalPort, filing: Filing) -> Filing:
        """Marks a filing uncertain that was clicked later than this journal knows of.

        Args:
            journal: the home's.
            filing: as the journal has it.
        """
        clicked = max(self._attempts.get(filing.id, 0), self._told_by_evidence(filing))
        if filing.attempts >= clicked or filing.was_sent:
            return filing
        journal.note(filing, "older_journal", {"clicked_in_attempt": clicked})
        # Up to the number that was clicked: no later attempt may be taken for that one.
        while filing.attempts < clicked:
            filing = journal.begin(filing)
        # Over already: who clicked is dead, and reconciliation has nothing to wait for but the
        # portal.
        filing = journal.intend(filing, click_deadline=clock.now(UTC))
        fault = Fault(
            SubmissionUncertain.code,
            "sổ nhật ký được khôi phục từ bản cũ hơn lần nộp này; đối chiếu với cổng trước",
        )
        return journal.set_aside(filing, State.UNCERTAIN, fault)

    def _told_by_evidence(self, filing: Filing) -> int:
        """The last attempt that reached its click, as the filing's own evidence has it.

        It is asked only of what the journal has never tried: its row, and the lines of the click
        with it, may have been taken out by other hands.
        """
        if filing.attempts:
            return 0
        folder = self._home / EVIDENCE / filing.portal / filing.id
        box, found = box_of(self._home), folder.glob("journal*.json*")
        return max((_clicked(box, file) for file in found), default=0)


def _clicked(box: Strongbox, summary: Path) -> int:
    try:
        events = json.loads(box.read(summary))["journal"]
        return max((int(e["attempt"]) for e in events if e["kind"] == "intent"), default=0)
    except NotOpened:
        # Other hands were here: it may have told of a click.
        return 1
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def torn_or_changed(text: str, secret: bytes | None) -> list[str]:
    """What other hands did to the lines of a record, in words; a line that is torn is no deed.

    Args:
        text: the record.
        secret: the home's; `None`: it is lost, and seals are not looked at.
    """
    wrong, sealed = [], False
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        try:
            told = json.loads(line)
            as_written, mac = json.dumps(told) == line, told.pop("mac", None)
            own = secret is not None and told.pop("secret", None) == fingerprint(secret)
        except (ValueError, TypeError, AttributeError):
            # What was being written when the power went is the beginning of a line.
            if not line.startswith(_BEGINS) or line.endswith("}"):
                wrong.append(f"dòng {number} bị sửa")
            continue
        # Those of an earlier version have no seal.
        is_sealed = mac == _mac(secret, told) if own and secret else mac is not None
        if not as_written or (not is_sealed and (sealed or mac is not None)):
            wrong.append(f"dòng {number} bị sửa")
        sealed = sealed or mac is not None
    return wrong


def _mac(secret: bytes, told: Mapping[str, Any]) -> str:
    return keyed(secret, "sent", json.dumps(told, sort_keys=True))


def _of(line: str) -> tuple[str, int] | None:
    """The last line may be torn by a power cut; then its click never came."""
    try:
        told = json.loads(line)
        return str(told["id"]), int(told["attempt"])
    except (ValueError, KeyError, TypeError):
        return None

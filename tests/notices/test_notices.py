"""Notices leave once for each event, by apprise itself, to receivers that nobody here wrote."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from portal_bot import aio, clock, settings
from portal_bot.errors import SetupError, UsageError
from portal_bot.journal import Filing, Journal, Receipt, State
from portal_bot.notices.notice_channels import NoticeChannels, channels
from portal_bot.notices.notifying import MEANT, Notifying
from portal_bot.office_states import KIND
from portal_bot.portals.profile import load
from portal_bot.run.home import JOURNAL, writing
from tests.support.dossiers import written

NUMBER = "H45.22243-261122-0001"
OWN = ("Nguyễn", "Trần", "054", "Mẫu")


@dataclass
class Gateway:
    """A gateway for SMS: what it was sent, and what it answers."""

    answer: int = 200
    taken: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def gateway() -> Iterator[tuple[Gateway, str]]:
    told = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.taken.append((self.path, json.loads(body)))
            self.send_response(told.answer)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own name
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield told, f"json://127.0.0.1:{server.server_port}/gui/{{phone}}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one dossier of which the office asks for papers."""
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    dossier = written(tmp_path / "a.yaml", {"applicant.email": "nguoi.dan@example.vn"})
    new = Filing("PB-1", "key", "mock", "birth_registration", str(dossier), "", State.NEW)
    with writing(tmp_path) as journal:
        filing = journal.begin(journal.open(new))
        filing = journal.intend(filing, click_deadline=clock.now())
        filing = journal.receive(filing, Receipt(NUMBER), how="answer")
        journal.note(filing, KIND, {"state": "Được tiếp nhận", "since": None})
    return tmp_path


def asked(home: Path, words: str = "Yêu cầu bổ sung giấy tờ") -> None:
    with writing(home) as journal:
        (filing,) = journal.all()
        reason = {"reason": "Bản quét của Nguyễn Văn Thử mờ", "until": "2026-12-07"}
        journal.note(filing, KIND, {"state": words, "since": None, **reason})


def configured(home: Path, **said: str) -> None:
    file = home / "kenh.toml"
    file.write_text("".join(f"{name} = '{value}'\n" for name, value in said.items()), "utf-8")
    file.chmod(0o600)
    (home / "settings.toml").write_text("notices = 'kenh.toml'\n", "utf-8")


def outcomes(home: Path, **how: Any) -> list[str]:
    return [one.outcome for one in aio.notify(portal="mock", home=home, **how)]


def test_each_event_is_told_once_with_the_number_and_nobodys_data(
    home: Path, gateway: tuple[Gateway, str]
) -> None:
    told, address = gateway
    configured(home, sms=address)
    # Of a state that asks nothing of the citizen nobody hears.
    assert outcomes(home) == []
    asked(home)
    dry = home / "se-gui.txt"
    assert outcomes(home, dry=dry) == ["dry"]
    assert NUMBER in dry.read_text("utf-8")
    assert told.taken == []
    assert [outcomes(home), outcomes(home)] == [["sent"], ["before"]]
    ((path, message),) = told.taken
    assert path.startswith("/gui/09")
    assert message["title"] == f"Hồ sơ {NUMBER}"
    assert "07/12/2026" in message["message"]
    assert "[THỬ NGHIỆM]" in message["message"]
    assert not [word for word in OWN if word in message["message"]]
    asked(home, "Đã xử lý xong")
    assert outcomes(home) == ["sent"]
    assert "đã có kết quả" in told.taken[-1][1]["message"]


def test_an_e_mail_arrives_as_it_was_written(home: Path) -> None:
    received: list[tuple[list[str], bytes]] = []

    class Inbox:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - its own
            received.append((envelope.rcpt_tos, envelope.content))
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mail = Controller(Inbox(), hostname="127.0.0.1", port=port)
    mail.start()
    try:
        start = f"mailto://127.0.0.1:{port}?smtp=127.0.0.1&from=motcua@example.vn&format=text"
        configured(home, email=f"{start}&to={{email}}")
        asked(home)
        assert outcomes(home) == ["sent"]
    finally:
        mail.stop()
    ((to, content),) = received
    letter = message_from_bytes(content, policy=default)
    assert to == ["nguoi.dan@example.vn"]
    body = letter.get_body(("plain",))
    assert body is not None
    assert f"Hồ sơ {NUMBER}: cơ quan yêu cầu bổ sung giấy tờ" in body.get_content()


@pytest.mark.parametrize("answer", [500, 404])
def test_what_may_have_arrived_is_said_and_not_sent_again(
    home: Path, gateway: tuple[Gateway, str], answer: int
) -> None:
    told, address = gateway
    told.answer = answer
    configured(home, sms=address)
    asked(home)
    assert [outcomes(home), outcomes(home)] == [["unsure"], ["unsure"]]
    assert len(told.taken) == 1


def test_killed_over_the_sending_it_is_not_sent_again(
    home: Path, gateway: tuple[Gateway, str]
) -> None:
    told, address = gateway
    asked(home)

    def killed(_: str) -> Any:
        def send(_subject: str, _text: str) -> bool:
            raise KeyboardInterrupt

        return send

    with writing(home) as journal:
        filings = journal.all()
        one = Notifying(journal, load("mock"), NoticeChannels({"sms": address}), killed)
        with pytest.raises(KeyboardInterrupt):
            list(one.all(filings))
        assert journal.history("PB-1")[-1]["kind"] == MEANT
    configured(home, sms=address)
    assert outcomes(home) == ["unsure"]
    assert told.taken == []


def test_it_is_off_unless_configured_and_practice_tells_nobody_outside(home: Path) -> None:
    with pytest.raises(UsageError, match="đang tắt"):
        outcomes(home)
    asked(home)
    configured(home, sms="jsons://sms.example.vn/{phone}")
    with pytest.raises(SetupError, match="cổng thử nghiệm"):
        outcomes(home)
    # Nothing left, and nothing says that it may have.
    with Journal.reading(home / JOURNAL, None) as journal:
        assert journal.history("PB-1")[-1]["kind"] == KIND


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sms = 'json://x/'", "phải là địa chỉ có {phone}"),
        ("phone = 'x'", "không có mục phone"),
        ("auto = true", "ít nhất một kênh"),
        ("sms = ", "không phải TOML"),
    ],
)
def test_channels_that_are_not_understood_are_told(home: Path, text: str, told: str) -> None:
    configured(home, sms="json://127.0.0.1/{phone}")
    assert channels() is not None
    (home / "kenh.toml").write_text(text, "utf-8")
    with pytest.raises(SetupError, match=told):
        channels()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_channels_that_others_can_read_are_refused(home: Path) -> None:
    configured(home, sms="json://127.0.0.1/{phone}")
    (home / "kenh.toml").chmod(0o644)
    with pytest.raises(SetupError, match="chmod 600"):
        channels()

"""What only a person may do: read a captcha, receive an OTP, know a password.

Nothing here solves or bypasses one. `TerminalHuman` asks in the terminal, `WindowHuman` lets the
person type into the visible browser, and `MockHuman` asks the mock portal's own API, which plays
the person: on loopback only, and only after that API has answered.
"""

from __future__ import annotations

import asyncio
import getpass
import re
import secrets
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from portal_bot import settings
from portal_bot.atomic_write import write_private
from portal_bot.errors import HumanNeeded, SetupError
from portal_bot.practice import ask, do, is_loopback
from portal_bot.shown import shown
from portal_bot.strongbox.working import work_folder

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

WINDOW_PATIENCE_S = 300.0
_VARIABLE = (
    f"; biến {settings.PASSWORD} chỉ dùng ở nơi mà mô tả của cổng ghi (không phải nơi --portal-url "
    "dẫn tới), khi mọi hồ sơ chung một tài khoản"
)

# Which dossier a question is about, where several may ask: its id, never a citizen's name.
ABOUT: ContextVar[str] = ContextVar("ABOUT", default="")


@dataclass(frozen=True, slots=True)
class Captcha:
    """A captcha picture on the page: its address, its bytes (PNG or JPEG), the field for it."""

    address: str
    picture: bytes
    field: Locator


@dataclass(frozen=True, slots=True)
class VneidModal:
    """The modal of VNeID that is open.

    Attributes:
        page: on which page.
        number: of the account's holder.
        sign_in: which sign-in it is, where the page says so.
        over: waits until it, and all that follow, are answered; whether they are.
    """

    page: Page
    number: str
    sign_in: str
    over: Callable[[], Awaitable[bool]]

    async def answered(self) -> None:
        """Waits for the holder.

        Raises:
            HumanNeeded: nobody answered in time.
        """
        if not await self.over():
            raise HumanNeeded(
                "chưa ai đăng nhập VNeID xong trong cửa sổ trình duyệt; chưa gửi gì, chạy lại cùng "
                "lệnh khi có chủ tài khoản và điện thoại của họ"
            )


class Human(Protocol):
    """The person beside the program. Each call waits for them and returns what they said.

    Raises:
        HumanNeeded: nobody is there, or nobody answered.
    """

    async def captcha(self, captcha: Captcha) -> str:
        """Returns the characters in the picture."""

    async def otp(self, sent_to: str) -> str:
        """Returns the one-time code that was sent to this phone number or e-mail address."""

    async def confirm(self, question: str) -> bool:
        """Returns whether the person agrees."""

    async def vneid(self, modal: VneidModal) -> None:
        """Lets the account's holder answer the modals of VNeID, in the window and by telephone."""


class TerminalHuman:
    """Asks in the terminal; one question at a time.

    Args:
        quiet: entered while a question stands: nothing may draw over it.
        home: where the picture of a captcha lies meanwhile; `None`: in the usual home.
    """

    def __init__(
        self,
        quiet: Callable[[], AbstractContextManager[object]] = nullcontext,
        home: Path | None = None,
    ) -> None:
        self._one_at_a_time = asyncio.Lock()
        self._quiet = quiet
        self._home = home

    async def _ask(self, question: str) -> str:
        about = ABOUT.get()
        asked = f"[{about}] {question}" if about else question
        if not sys.stdin.isatty():
            raise HumanNeeded(f"{question} Cần một người trả lời, nhưng không có cửa sổ dòng lệnh")
        async with self._one_at_a_time:
            with self._quiet():
                # It may hold a portal's own words.
                sys.stderr.write(f"{shown(asked)} ")
                sys.stderr.flush()
                answer = (await _line()).strip()
        if not answer:
            raise HumanNeeded(f"{question} Chưa có câu trả lời; chạy lại cùng lệnh để làm tiếp")
        return answer

    async def captcha(self, captcha: Captcha) -> str:
        folder = work_folder(settings.home(self._home))
        picture = folder / f"ma-xac-nhan-{secrets.token_hex(4)}.png"
        try:
            write_private(picture, captcha.picture)
            return await self._ask(f"Mở ảnh {picture} và gõ mã xác nhận:")
        finally:
            picture.unlink(missing_ok=True)

    async def otp(self, sent_to: str) -> str:
        return await self._ask(f"Gõ mã OTP đã gửi tới {sent_to}:")

    async def confirm(self, question: str) -> bool:
        return (await self._ask(f"{question} [c/k]")).lower() in {"c", "co", "có", "y", "yes"}

    async def vneid(self, modal: VneidModal) -> None:
        raise HumanNeeded(
            "cổng đăng nhập bằng VNeID: người dân phải thấy cửa sổ trình duyệt để quét mã và xác "
            "nhận; chạy lại với --headed --human window, có người dân và điện thoại của họ ở đó"
        )


class WindowHuman(TerminalHuman):
    """Lets the person type the captcha into the visible browser window, then press Enter or Tab.

    One window at a time comes to the front, so that none takes the keys meant for another.
    """

    async def captcha(self, captcha: Captcha) -> str:
        async with self._one_at_a_time:
            return await self._typed(captcha)

    async def _typed(self, captcha: Captcha) -> str:
        from playwright.async_api import Error  # slow, and loaded by then

        await captcha.field.page.bring_to_front()
        try:
            # Heard before the box may be typed into: whoever types at once is heard, too.
            typed: Any = await captcha.field.evaluate(
                "(box, ms) => new Promise((done, late) => {"
                " box.addEventListener('change', () => done(box.value), {once: true});"
                " box.addEventListener('keydown', (e) => {"
                "   if (e.key === 'Enter') { e.preventDefault(); done(box.value); } });"
                " box.focus();"
                " setTimeout(() => late(new Error('late')), ms); })",
                WINDOW_PATIENCE_S * 1000,
            )
        except Error as error:
            raise HumanNeeded("chưa ai gõ mã xác nhận vào cửa sổ trình duyệt") from error
        return str(typed)

    async def vneid(self, modal: VneidModal) -> None:
        await modal.page.bring_to_front()
        about = f"[{ABOUT.get()}] " if ABOUT.get() else ""
        sys.stderr.write(
            f"{about}Mời chủ tài khoản đăng nhập bằng VNeID trong cửa sổ trình duyệt: quét mã, mã "
            "xác nhận, đồng ý chia sẻ, passcode\n"
        )
        sys.stderr.flush()
        await modal.answered()


async def _line() -> str:
    """One line of the terminal. Given up, it takes nothing of what is typed later.

    Where the loop cannot watch the terminal (Windows) a thread reads it, and that one waits on.
    """
    loop = asyncio.get_running_loop()
    typed = asyncio.Event()
    try:
        loop.add_reader(sys.stdin, typed.set)
    except (NotImplementedError, OSError, ValueError):
        return await asyncio.to_thread(sys.stdin.readline)
    try:
        await typed.wait()
    except asyncio.CancelledError:
        sys.stderr.write("(thôi, không đợi nữa)\n")
        raise
    finally:
        loop.remove_reader(sys.stdin)
    return sys.stdin.readline()


class MockHuman:
    """The mock portal's own API in the part of the person. Loopback only.

    Args:
        address: the mock's address, for example ``http://127.0.0.1:8899``.

    Raises:
        SetupError: the address is not on this machine.
    """

    def __init__(self, address: str) -> None:
        if not is_loopback(address):
            raise SetupError(f"{address} không phải máy này: mã xác nhận phải do một người gõ")
        self._address = address

    async def captcha(self, captcha: Captcha) -> str:
        found = re.search(r"/captcha/([\w-]+)", captcha.address)
        if found is None:
            raise HumanNeeded("ảnh mã xác nhận này không phải của cổng thử nghiệm")
        answer = await ask(self._address, f"/captcha/{found.group(1)}")
        return str(answer["text"])

    async def otp(self, sent_to: str) -> str:
        for message in reversed(await ask(self._address, "/outbox")):
            code = re.search(r"\b\d{6}\b", message["text"])
            if message["to"] == sent_to and code is not None:
                return code.group()
        raise HumanNeeded(f"không có mã OTP nào gửi tới {sent_to}")

    async def confirm(self, question: str) -> bool:
        return True

    async def vneid(self, modal: VneidModal) -> None:
        accounts = await ask(self._address, "/accounts")
        mine = [one["username"] for one in accounts if one["citizen_id"] == modal.number]
        if len(mine) != 1 or not modal.sign_in:
            raise HumanNeeded("cổng thử nghiệm không có công dân nào mang số định danh này")
        await do(self._address, f"/vneid/{modal.sign_in}", action="all", username=mine[0])
        await modal.answered()


def system_user() -> str:
    """The name under which the person is signed in to this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def password_for(
    portal: str,
    origin: str,
    username: str,
    *,
    shared_variable: bool,
    whose: str = "tài khoản của hồ sơ (mục account.username)",
) -> str:
    """The password of an account: keyring, then environment, then the person.

    Args:
        portal: the portal's name, for people.
        origin: its scheme, host and port: a password is kept for the place it may be sent to.
        username: the account's user name.
        shared_variable: whether `PORTAL_BOT_PASSWORD` may be used: only on the mock, or at the
            place that the portal's profile names, where all dossiers of the run share one account.
        whose: how the account is told where its password is missing.

    Raises:
        HumanNeeded: no password is stored and nobody is there to type one.
    """
    if shared_variable and (given := settings.value(settings.PASSWORD)):
        return given
    stored = from_keyring(origin, username)
    if stored is not None:
        return stored
    if not sys.stdin.isatty():
        raise HumanNeeded(
            f"chưa có mật khẩu cho {whose} ở cổng {portal} ({origin}): chạy ở cửa sổ dòng lệnh để "
            f"gõ; tài khoản của đơn vị thì cất được: `portal-bot account set TÊN_ĐĂNG_NHẬP "
            f"--portal {portal}`{_VARIABLE if settings.value(settings.PASSWORD) else ''}"
        )
    return _typed(f"Mật khẩu của {username} ở cổng {portal} ({origin}): ")


def password_again(portal: str, origin: str, username: str) -> str | None:
    """What the person types in the place of a password that the portal refused.

    Returns:
        `None`: nobody is there, or nothing was typed.
    """
    if not sys.stdin.isatty():
        return None
    return _typed(
        f"Cổng {portal} ({origin}) không nhận mật khẩu của {username}. Gõ lại, chỉ một lần nữa vì "
        "sai nhiều thì cổng khóa tài khoản (Enter: thôi): "
    ) or None  # fmt: skip


def _typed(question: str) -> str:
    with _interruptible():
        return getpass.getpass(shown(question))


@contextmanager
def _interruptible() -> Iterator[None]:
    """Lets a signal end a question that stops the loop: a draining run would not hear of it."""
    try:
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        ending = signal.signal(signal.SIGTERM, _end)
    except ValueError:
        # Signals belong to the main thread.
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, ending)


def _end(number: int, _frame: object) -> NoReturn:
    """Nothing was asked of the portal yet. The terminal is given its echo back on the way out."""
    raise SystemExit(128 + number)


def keyring_service(origin: str) -> str:
    """The name under which the system keyring holds the passwords of a place.

    By its origin: whoever gives another place a portal's name gets none of them.
    """
    return f"portal_bot:{origin}"


def from_keyring(origin: str, username: str) -> str | None:
    """What is kept for an account at that place; `None`: nothing, or no keyring works."""
    import keyring  # slow, and seldom asked
    from keyring.errors import KeyringError  # slow, and seldom asked

    try:
        return keyring.get_password(keyring_service(origin), username)
    except (KeyringError, RuntimeError):
        return None

"""The checks of `doctor`. Each is one small function; none changes anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from portal_bot import settings
from portal_bot.clock import machine
from portal_bot.errors import SetupError
from portal_bot.moments import stamp
from portal_bot.reasons import in_words

Status = Literal["ok", "warn", "fail"]

_DISK_FAIL = 100_000_000
_DISK_WARN = 1_000_000_000
_DAY_S = 86_400.0
# A machine that says it is later than this has lost its clock the other way.
_LATEST = 4_102_444_800.0  # 2100-01-01
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@dataclass(frozen=True, slots=True)
class Health:
    """What one check found.

    Attributes:
        name: a stable English word for programs.
        status: whether it stands in the way (`fail`), may trouble (`warn`), or is well.
        title: what was looked at, for people.
        found: what is there.
        advice: what to do, if anything.
    """

    name: str
    status: Status
    title: str
    found: str
    advice: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def examine() -> list[Health]:
    """Every check, the blocking ones first."""
    return [
        browser(),
        sandbox(),
        window(),
        home(),
        chosen(),
        journal(),
        disk(),
        parsers(),
        keyring(),
        home_key(),
        clock(),
        fonts(),
        proxies(),
        edge(),
    ]


def browser() -> Health:
    """Finds the browser and starts it once."""
    import asyncio  # only here

    from portal_bot.browser.find import find_browser, install_hint  # only here
    from portal_bot.browser.session import open_browser  # only here

    async def version() -> str:
        async with open_browser(found) as running:
            return running.browser.version

    try:
        found = find_browser()
        place = f" ({found.executable})" if found.executable else ""
        told = f"{asyncio.run(version())}, {found.source}{place}"
        return Health("browser", "ok", "Trình duyệt", told)
    except SetupError as error:
        return Health(
            "browser",
            "fail",
            "Trình duyệt",
            str(error),
            f"portal-bot doctor --fix, hay tự chạy: {install_hint()}",
        )


def sandbox() -> Health:
    """Whether a page that breaks out of its renderer is still held; `browser` starts it so."""
    from portal_bot.browser.find import sandbox_off  # only here

    title = "Hộp cát của trình duyệt (sandbox)"
    why = sandbox_off()
    if not why:
        return Health("sandbox", "ok", title, "bật")
    advice = "chạy bằng một người dùng thường" if "root" in why else f"bỏ biến {settings.SANDBOX}"
    return Health("sandbox", "warn", title, f"tắt: {why}", advice)


def window() -> Health:
    """Whether `--headed` can work; without it everything but a visible window does."""
    from portal_bot.browser.find import find_browser, install_hint  # only here

    title = "Cửa sổ trình duyệt (--headed)"
    if sys.platform.startswith("linux") and not _has_screen(os.environ):
        told = "không có màn hình (DISPLAY, WAYLAND_DISPLAY)"
        return Health("window", "warn", title, told, "chỉ cần khi dùng --headed")
    try:
        found = find_browser(headed=True)
    except SetupError:
        return Health(
            "window", "warn", title, "không có", f"muốn thấy: {install_hint(headed=True)}"
        )
    return Health("window", "ok", title, found.source)


def _has_screen(variables: Mapping[str, str]) -> bool:
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def home() -> Health:
    """Whether the home can be written to, and by nobody else be read."""
    title = "Thư mục dữ liệu"
    try:
        place = settings.home()
        with tempfile.TemporaryFile(dir=place) as trial:
            trial.write(b"1")
    except (SetupError, OSError) as error:
        advice = f"cho quyền ghi, hoặc đặt {settings.HOME} là thư mục khác"
        return Health("home", "fail", title, _why(error), advice)
    return Health("home", "ok", title, str(place))


def _why(error: Exception) -> str:
    return in_words(error) if isinstance(error, OSError) else str(error)


def chosen() -> Health:
    """Which settings are in force, and who says so."""
    title = "Thiết lập"
    try:
        in_force = settings.in_force()
    except SetupError as error:
        advice = f"sửa tệp {settings.FILE}, hoặc dời nó đi; docs/settings.md"
        return Health("settings", "fail", title, str(error), advice)
    told = [f"{key} = {said} ({source})" for key, said, source in in_force if said is not None]
    file = settings.home_path() / settings.FILE
    there = "" if file.exists() else f" (chưa có tệp {file})"
    return Health("settings", "ok", title, ("; ".join(told) or "mặc định") + there)


def journal() -> Health:
    """Whether the journal is whole, ours and unaltered, and which copy of it is the newest."""
    import sqlite3  # only here

    from portal_bot.journal.backup import how_to_restore, newest  # only here
    from portal_bot.run.home import JOURNAL, known_secret, reading, used  # only here

    title = "Sổ nhật ký"
    try:
        home = settings.home()
    except SetupError as error:
        return Health("journal", "fail", title, str(error))
    file = home / JOURNAL
    try:
        if file.exists():
            _insist_whole(file)
        if used(home) is not None:
            known_secret(home)
    except sqlite3.DatabaseError as error:
        return Health(
            "journal", "fail", title, f"{file}: hỏng ({in_words(error)})", how_to_restore(file)
        )
    except SetupError as error:
        return Health("journal", "fail", title, str(error))
    if not file.exists():
        return Health("journal", "ok", title, "chưa có hồ sơ nào")
    with reading(home) as journal:
        altered = sorted(journal.unsound())
    if altered:
        told = f"{file}: bị sửa từ bên ngoài ở {', '.join(altered)}"
        return Health(
            "journal", "fail", title, told, "nộp lại hồ sơ ấy sẽ cho biết bản sao còn đúng"
        )
    copy = newest(file)
    return Health("journal", "ok", title, f"{file}, bản sao mới nhất: {copy or 'chưa có'}")


def _insist_whole(file: Path) -> None:
    import sqlite3  # only here

    from portal_bot.journal.backup import check_whole  # only here

    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        check_whole(db)


def home_key() -> Health:
    """Where the home's key lies, and whether it is the one that it was begun with."""
    title = "Khóa của thư mục"
    from portal_bot.strongbox.home_key import known_key, was_begun  # its ciphers: only here

    try:
        place = settings.home()
        if not was_begun(place):
            return Health("home_key", "ok", title, "chưa cần: chưa giữ gì")
        key = known_key(place)
    except SetupError as error:
        return Health("home_key", "fail", title, str(error))
    if key.kept == "file":
        told = f"dấu {key.id}, nằm cạnh dữ liệu (home.key)"
        advice = "yếu hơn kho khóa: ai chép cả thư mục thì có luôn khóa; docs/giu-va-xoa.md"
        return Health("home_key", "warn", title, told, advice)
    where = "biến PORTAL_BOT_HOME_KEY" if key.kept == "variable" else "kho khóa của máy"
    return Health("home_key", "ok", title, f"dấu {key.id}, ở {where}")


def disk() -> Health:
    """Room for journal and evidence."""
    try:
        free = shutil.disk_usage(settings.home()).free
    except (SetupError, OSError) as error:
        return Health("disk", "fail", "Ổ đĩa", _why(error))
    told = f"còn trống {free / 1e9:.1f} GB"
    if free < _DISK_FAIL:
        return Health("disk", "fail", "Ổ đĩa", told, "dọn ổ đĩa: nhật ký phải ghi được mọi lúc")
    return Health("disk", "warn" if free < _DISK_WARN else "ok", "Ổ đĩa", told)


def parsers() -> Health:
    """Whether what opens scans is held to time and memory."""
    title = "Giới hạn khi mở bản quét"
    if sys.platform == "win32":
        told = "chỉ giới hạn thời gian: Windows không cho chương trình này giới hạn bộ nhớ"
        return Health("parsers", "warn", title, told, "không cần làm gì; đừng mở tệp lạ")
    return Health("parsers", "ok", title, "thời gian và bộ nhớ, trong tiến trình riêng")


def keyring() -> Health:
    """Whether the system keeps passwords for us."""
    import keyring as ring  # slow, and seldom asked

    title = "Kho khóa"
    backend = ring.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__name__}"
    advice = f"mật khẩu đặt vào biến {settings.PASSWORD} khi chạy, hoặc gõ mỗi lần"
    if backend.priority <= 0 or "null" in name:
        return Health("keyring", "warn", title, "không có", advice)
    if name.startswith("keyrings.alt"):
        return Health("keyring", "warn", title, f"{name}: không được mã hóa tử tế", advice)
    return Health("keyring", "ok", title, name)


def clock() -> Health:
    """A receipt's time and the fifteen-o'clock rule hang on it."""
    now, made = machine(), Path(__file__).stat().st_mtime
    told = f"{stamp(now)} giờ Việt Nam"
    if not made - _DAY_S <= now.timestamp() <= _LATEST:
        advice = "chỉnh lại ngày giờ của máy (bật tự động lấy giờ)"
        return Health("clock", "fail", "Đồng hồ", f"{told}: không thể đúng", advice)
    if settings.value(settings.NOW):
        advice = f"bỏ biến {settings.NOW} trước khi nộp hồ sơ thật; có nó thì chỉ nộp thử được"
        return Health("clock", "warn", "Đồng hồ", f"{told}, nhưng đang bị đặt khác đi", advice)
    return Health("clock", "ok", "Đồng hồ", told)


def fonts() -> Health:
    """Vietnamese letters in pictures and on the proof sheet's print."""
    title = "Phông chữ tiếng Việt"
    if not sys.platform.startswith("linux"):
        return Health("fonts", "ok", title, "có sẵn trong hệ điều hành")
    advice = "cài một phông: fonts-dejavu-core hay fonts-noto-core (Debian, Ubuntu)"
    lister = shutil.which("fc-list")
    if lister is None:
        return Health("fonts", "warn", title, "không có fc-list để khám", advice)
    done = subprocess.run(
        [lister, ":lang=vi", "family"], capture_output=True, text=True, check=False
    )
    families = sorted({line.split(",")[0] for line in done.stdout.splitlines() if line.strip()})
    if not families:
        return Health("fonts", "warn", title, "không có phông nào; ảnh chụp sẽ mất dấu", advice)
    return Health("fonts", "ok", title, ", ".join(families[:3]))


def proxies() -> Health:
    """By name only: an address may hold a password."""
    title = "Proxy"
    given = [n for n in os.environ if n.lower() in _PROXIES and os.environ[n]]
    if not given:
        return Health("proxy", "ok", title, "không đặt")
    told = f"đang đặt {', '.join(sorted(given))}"
    advice = "trình duyệt cũng đi qua đó; nếu cổng không mở được, thử bỏ các biến này"
    return Health("proxy", "warn", title, told, advice)


def edge() -> Health:
    """On Windows an administrator may have forbidden programs to drive Edge."""
    title = "Chính sách Edge"
    if sys.platform != "win32":
        return Health("edge_policy", "ok", title, "không phải Windows")
    return _edge_policy(title)


def _edge_policy(title: str) -> Health:
    if sys.platform == "win32":
        import winreg  # Windows has it

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(root, r"SOFTWARE\Policies\Microsoft\Edge") as key:
                    allowed, _kind = winreg.QueryValueEx(key, "RemoteDebuggingAllowed")
            except OSError:
                continue
            if not allowed:
                advice = f"nhờ quản trị mạng mở, hoặc đặt {settings.BROWSER} là Chrome hay Chromium"
                told = "RemoteDebuggingAllowed = 0: không điều khiển được Edge"
                return Health("edge_policy", "fail", title, told, advice)
    return Health("edge_policy", "ok", title, "không cấm")

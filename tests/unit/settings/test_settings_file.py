"""`settings.toml`: strict, below options and variables, and every variable stands on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.browser.find import find_browser
from portal_bot.errors import SetupError, UsageError
from portal_bot.portals.profile import choose
from tests.support.english import english_in

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (settings.PORTAL, settings.BROWSER, settings.SESSIONS, settings.COLOURS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    return tmp_path


def write(home: Path, text: str | bytes) -> None:
    (home / settings.FILE).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_option_before_variable_before_file_before_default(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="chưa chọn cổng"):
        choose(None, None)
    write(home, 'portal = "mock"\nsessions = 3\n')
    assert choose(None, None).name == "mock"
    assert settings.sessions() == 3
    monkeypatch.setenv(settings.PORTAL, "khong-co")
    monkeypatch.setenv(settings.SESSIONS, "5")
    with pytest.raises(UsageError, match="khong-co"):
        choose(None, None)
    assert settings.sessions() == 5
    assert choose("mock", None).name == "mock"


def test_what_is_in_force_is_told_with_its_source(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, 'portal = "mock"\ncolours = "never"\n')
    monkeypatch.setenv(settings.COLOURS, "always")
    assert settings.in_force() == [
        ("portal", "mock", settings.FILE),
        ("browser", None, ""),
        ("sessions", None, ""),
        ("colours", "always", settings.COLOURS),
        ("roster", None, ""),
        ("officer", None, ""),
        ("notices", None, ""),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('# chú thích\nportl = "mock"', "dòng 2: không có mục “portl” (có phải portal?)"),
        ('Portal = "mock"', "có phải portal?"),
        ('color = "never"', "có phải colours?"),
        ("xyz = 1", "các mục: portal, browser, sessions, colours"),
        ("[portal]\nname = 'mock'", "dòng 1: portal phải là tên cổng"),
        ("portal = 1", "dòng 1: portal phải là"),
        ('portal = " "', "portal phải là"),
        ('\n\nsessions = "2"', "dòng 3: sessions phải là một số từ 1 đến 16"),
        ("sessions = 0", "từ 1 đến 16"),
        ("sessions = 17", "từ 1 đến 16"),
        ("sessions = true", "từ 1 đến 16"),
        ("sessions = 2.0", "từ 1 đến 16"),
        ("sessions = [2]", "từ 1 đến 16"),
        ('colours = "red"', '"auto", "always", "never"'),
        ("colours = []", '"auto", "always", "never"'),
        ("colours = true", '"auto", "always", "never"'),
        ('password = "x"', "account set"),
        ("mat_khau = 'x'", "account set"),
        ("portal = ", "sai cú pháp ở dòng 1, cột 10"),
        ('portal = "a"\nportal = "b"', "dòng 2: “portal” đã ghi ở dòng 1; bỏ một"),
        ('\nsessions = 2\n\n"sessions" = 3\n', "dòng 4: “sessions” đã ghi ở dòng 2; bỏ một"),
        ("[portal]\n[portal]", "dòng 2: “portal” đã ghi ở dòng 1; bỏ một"),
        ("a.b = 1\na.b = 2", "dòng 2: “a” đã ghi ở dòng 1; bỏ một"),
        ("x = {y = 1, y = 2}", "mục ở dòng 1 đã ghi ở trên rồi; bỏ một"),
        ('portal = "a', "sai cú pháp"),
        ('browser = "C:\\Program Files\\x.exe"', "dấu nháy đơn"),
        (b"\xff\xfep\x00", "không phải chữ UTF-8"),
        (b'portal = "a\x00"', "sai cú pháp"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(home: Path, text: str | bytes, told: str) -> None:
    write(home, text)
    with pytest.raises(SetupError) as raised:
        settings.value(settings.PORTAL)
    assert told in str(raised.value)
    assert str(home / settings.FILE) in str(raised.value)
    assert english_in(str(raised.value)) == []
    assert settings.colours() == "auto"


def test_a_wrong_browser_is_blamed_on_the_file_and_line_that_name_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, "portal = 'mock'\n# của quầy\nbrowser = '/khong/co/chrome'\n")
    with pytest.raises(SetupError) as raised:
        find_browser()
    told = str(raised.value)
    assert told.startswith(f"{home / settings.FILE}, dòng 3 chỉ tới /khong/co/chrome")
    assert settings.BROWSER not in told
    monkeypatch.setenv(settings.BROWSER, "/cung/khong")
    with pytest.raises(SetupError, match=f"^{settings.BROWSER} chỉ tới /cung/khong"):
        find_browser()


def test_a_folder_of_its_name_is_told(home: Path) -> None:
    (home / settings.FILE).mkdir()
    with pytest.raises(SetupError, match="phải là một tệp"):
        settings.sessions()


def test_notepads_mark_and_line_ends_are_taken(home: Path) -> None:
    write(home, b"\xef\xbb\xbfportal = 'mock'\r\nsessions = 4\r\n")
    assert (settings.value(settings.PORTAL), settings.sessions()) == ("mock", 4)


@pytest.mark.parametrize("given", ["0", "17", "hai", "-1", "2.0", "²", "1" * 5000])
def test_a_variable_is_as_strict(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.SESSIONS, given)
    with pytest.raises(SetupError, match="từ 1 đến 16"):
        settings.sessions()


def test_asking_makes_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.HOME, str(tmp_path / "chua-co"))
    assert settings.value(settings.PORTAL) is None
    assert settings.colours() == "auto"
    assert not (tmp_path / "chua-co").exists()


def test_the_pages_example_is_taken(home: Path) -> None:
    [example] = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    write(home, example)
    assert [key for key, value, _ in settings.in_force() if value] == list(
        settings._IN_FILE.values()
    )


def test_the_page_lists_every_variable_of_the_code_and_no_other() -> None:
    told = set(re.findall(r"^\| `(PORTAL_BOT_[A-Z_]+)`", PAGE.read_text("utf-8"), re.MULTILINE))
    used: set[str] = set()
    for folder in ("portal_bot", "flows", "mock_portal", "packaging", "tools"):
        for file in (ROOT / folder).rglob("*"):
            if file.suffix in {".py", ".service", ".toml", ".j2", ".html"}:
                used |= set(
                    re.findall(r"(?<!_)PORTAL_BOT_[A-Z][A-Z_]*[A-Z]", file.read_text("utf-8"))
                )
    assert told == used

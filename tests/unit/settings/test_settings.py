"""Where things lie, and that folders of citizens are their owner's only."""

import os
import stat
from pathlib import Path

import pytest

from portal_bot import rooms, settings
from portal_bot.errors import SetupError

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def _lax_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


@posix_only
def test_folders_are_private_whatever_the_umask(tmp_path: Path) -> None:
    assert rights(rooms.private_dir(tmp_path / "home")) == 0o700


@posix_only
def test_a_shared_folder_that_somebody_chose_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    rooms.private_dir(tmp_path)
    assert rights(tmp_path) == 0o755


def test_a_folder_that_cannot_be_made_is_this_machines_fault(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(SetupError, match="Không tạo được thư mục") as caught:
        rooms.private_dir(tmp_path / "a" / "b")
    assert caught.value.exit_code == 12


def test_the_home_is_the_one_given_else_the_variables_else_the_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.HOME, str(tmp_path / "variable"))
    assert settings.home(tmp_path / "given") == tmp_path / "given"
    assert settings.home() == tmp_path / "variable"
    monkeypatch.setenv(settings.HOME, "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert settings.home().name == "portal_bot"
    assert settings.home().is_dir()


def test_the_home_is_absolute_and_knows_the_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert settings.home(Path("~/here")) == tmp_path / "here"
    monkeypatch.chdir(tmp_path)
    assert settings.home(Path("there")) == tmp_path / "there"


@pytest.mark.parametrize(("said", "known"), [("", None), ("x", "x")])
def test_an_empty_variable_is_not_set(
    monkeypatch: pytest.MonkeyPatch, said: str, known: str | None
) -> None:
    monkeypatch.setenv(settings.PORTAL, said)
    assert settings.value(settings.PORTAL) == known
    monkeypatch.delenv(settings.PORTAL)
    assert settings.value(settings.PORTAL) is None


def test_a_home_that_is_a_file_is_said_to_be_one_with_what_next(tmp_path: Path) -> None:
    file = tmp_path / "tep"
    file.touch()
    for place, told in ((file, "tên này là của một tệp"), (file / "a" / "b", f"{file} là một tệp")):
        with pytest.raises(SetupError) as raised:
            settings.home(place)
        message = str(raised.value)
        assert f"Không tạo được thư mục {place}: {told}, không phải thư mục; đổi tên" in message
        assert message.endswith(f"chọn thư mục khác bằng --home hay {settings.HOME}")


@posix_only
def test_a_home_that_is_a_link_to_nowhere_is_said_to_be_one(tmp_path: Path) -> None:
    link = tmp_path / "lien-ket"
    link.symlink_to(tmp_path / "khong-con")
    with pytest.raises(SetupError, match="tới chỗ không còn"):
        settings.home(link)


@pytest.mark.parametrize(
    "name",
    ["DEBUG", "DEBUG_FILE", "PWDEBUG", "NODE_OPTIONS", "SSLKEYLOGFILE", "CHROME_LOG_FILE", "Debug"],
)
def test_no_child_is_made_to_tell_what_it_does(name: str) -> None:
    assert settings.for_children({name: "pw:*", "PATH": "/bin"}) == {"PATH": "/bin"}

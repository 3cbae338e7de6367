"""Files of citizens are their owner's only, and whole or not there."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot.atomic_write import write_private, write_with_rights_of
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
def test_files_and_their_new_folders_are_private_whatever_the_umask(tmp_path: Path) -> None:
    file = write_private(tmp_path / "deeper" / "a.json", "{}")
    assert [rights(file.parent), rights(file)] == [0o700, 0o600]


def test_writes_text_as_utf8_and_bytes_as_they_are(tmp_path: Path) -> None:
    text = write_private(tmp_path / "a", "Hồ sơ\n")
    assert text.read_bytes() == "Hồ sơ\n".encode()
    assert write_private(tmp_path / "b", b"\0\xff").read_bytes() == b"\0\xff"


def test_overwrites_whole(tmp_path: Path) -> None:
    write_private(tmp_path / "a", "long before")
    write_private(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@posix_only
def test_no_device_or_pipe_is_replaced(tmp_path: Path) -> None:
    """As root `--junit /dev/null` would leave a machine without one."""
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    (tmp_path / "loi-tat").symlink_to(pipe)
    for path in (pipe, tmp_path / "loi-tat"):
        before = path.stat()
        with pytest.raises(SetupError, match="không phải tệp"):
            write_private(path, "a")
        assert (path.stat().st_ino, path.stat().st_mode) == (before.st_ino, before.st_mode)


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_private(tmp_path / "a", "before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(tmp_path / "a", "after")
    assert (tmp_path / "a").read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@posix_only
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o600, 0o664])
def test_somebodys_own_file_keeps_its_rights_and_so_does_what_is_laid_beside_it(
    tmp_path: Path, mode: int
) -> None:
    own, beside = tmp_path / "sổ.xlsx", tmp_path / "sổ-kết-quả.xlsx"
    own.write_bytes(b"before")
    own.chmod(mode)
    write_with_rights_of(own, own, b"after")
    write_with_rights_of(own, beside, b"beside")
    assert (own.read_bytes(), beside.read_bytes()) == (b"after", b"beside")
    assert [rights(own), rights(beside)] == [mode, mode]


@pytest.mark.parametrize(
    "write", [write_private, lambda path, content: write_with_rights_of(path, path, content)]
)
def test_a_name_as_long_as_the_system_takes_is_no_longer_on_the_way(
    tmp_path: Path, write: Callable[[Path, bytes], object]
) -> None:
    file = tmp_path / ("ế" * 80 + ".bin")
    file.write_bytes(b"before")
    write(file, b"after")
    assert file.read_bytes() == b"after"


def test_rights_that_cannot_be_had_leave_the_old_file_and_no_litter(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"before")
    with pytest.raises(FileNotFoundError):
        write_with_rights_of(tmp_path / "gone", file, b"after")
    assert file.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]

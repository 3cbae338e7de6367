"""Whatever a path leads to, reading it neither waits nor takes more than it was allowed."""

import errno
import os
import socket
from pathlib import Path

import pytest

from portal_bot import files
from portal_bot.files import Unopened, read

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, sockets, devices are POSIX files")


def test_at_most_one_byte_over_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    assert read(path, 10) == b"0123456789"
    assert read(path, 9) == b"0123456789"
    assert read(path, 3) == b"0123"
    path.write_bytes(b"")
    assert read(path, 3) == b""


def test_a_file_that_grows_meanwhile_is_read_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789" * 10)
    real = os.fstat

    def before(handle: int) -> os.stat_result:
        told = list(real(handle))
        told[6] = 1
        return os.stat_result(told)

    monkeypatch.setattr(os, "fstat", before)
    assert read(path, 49) == (b"0123456789" * 5)[:50]


@posix
def test_what_is_no_file_is_said_to_be_so_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("ong")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("o-cam")
    Path("vong").symlink_to("vong")
    Path("mat").symlink_to("khong")
    Path("thiet-bi").symlink_to("/dev/zero")
    for name, kind, word in (
        ("ong", "special", "FIFO"),
        ("o-cam", "special", "socket"),
        ("/dev/null", "special", "thiết bị"),
        ("thiet-bi", "special", "thiết bị"),
        (".", "folder", "thư mục"),
        ("vong", "refused", "vòng lại"),
        ("mat", "missing", "không có"),
        ("khong/co", "missing", "không có"),
        ("x" * 300, "refused", "dài"),
        ("a\0b", "missing", "ký tự"),
        ("\ud800", "missing", "ký tự"),
    ):
        with pytest.raises(Unopened, match=word) as told:
            read(Path(name), 10)
        assert told.value.kind == kind


@posix
def test_a_file_that_became_a_pipe_after_the_first_look_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pipe = tmp_path / "a", tmp_path / "b"
    file.touch()
    os.mkfifo(pipe)
    look = file.stat()
    monkeypatch.setattr(Path, "stat", lambda self, **_: look)
    with pytest.raises(Unopened, match="FIFO"):
        read(pipe, 10)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE, errno.EMFILE, 9999])
def test_no_english_of_the_system_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "a"
    path.touch()
    # Rights do not stop root, so the system's refusal is played.
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unopened) as told:
        read(path, 10)
    assert told.value.kind == "refused"
    assert os.strerror(number) not in told.value.reason


@posix
def test_a_folder_that_leads_back_has_a_whole_path(tmp_path: Path) -> None:
    (tmp_path / "vong").symlink_to("vong")
    for name in ("vong", "vong/a", "a\0b"):
        assert files.whole(tmp_path / name).is_absolute()
        assert not files.is_folder(tmp_path / name)

"""Which portal a run files at: named, or the mock; never by forgetting."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.errors import UsageError
from portal_bot.papers import USUAL, Limits
from portal_bot.portals.profile import choose, limits_of, load, names


def test_every_profile_loads_and_says_how_it_was_proved() -> None:
    assert "mock" in names()
    for name in names():
        portal = load(name)
        assert portal.name == name
        assert portal.proved


def test_an_address_on_this_machine_means_the_mock() -> None:
    portal = choose(None, "http://127.0.0.1:12345/")
    assert (portal.name, portal.address) == ("mock", "http://127.0.0.1:12345")
    assert portal.origins == ("http://127.0.0.1:12345",)


def test_the_mock_alone_has_its_usual_address() -> None:
    assert choose("mock", None).address == "http://127.0.0.1:8899"


def test_the_variable_names_a_portal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.PORTAL, "mock")
    assert choose(None, None).name == "mock"


@pytest.mark.parametrize(
    ("name", "url", "words"),
    [
        (None, None, "chưa chọn cổng"),
        (None, "https://cong.example", "chưa chọn cổng"),
        ("khong-co", None, "các cổng đã biết: mock"),
        ("mock", "https://cong.example", "chỉ ở máy này"),
    ],
)
def test_without_a_portal_nobody_files_anywhere(
    name: str | None, url: str | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        choose(name, url)


def test_a_number_of_the_mock_is_known_by_its_shape() -> None:
    number = load("mock").number
    assert number.fullmatch("H45.22243-261122-0001")
    assert not number.fullmatch("H45.22243-261122-1")
    assert not number.fullmatch("../../x")


OURS = (resources.files("portal_bot.portals") / "profiles" / "mock.toml").read_text("utf-8")


def written(folder: Path, text: str) -> str:
    file = folder / "cong.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_a_portal_of_ones_own_is_named_by_its_file(tmp_path: Path) -> None:
    own = OURS.replace('name = "mock"', 'name = "xa-thu"').replace("list_lag_s = 0", "")
    own = own.replace('reference_field = "Ghi chú"', "")
    portal = choose(written(tmp_path, own), None)
    assert (portal.name, portal.timing.list_lag_s, portal.reference_field) == ("xa-thu", None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "không phải TOML"),
        ('name = "x"', r"chưa đúng: `title`: thiếu mục này"),
        (OURS.replace("http://127.0.0.1:8899", "https://cong.example"), "chỉ ở máy này"),
        (OURS.replace("[timing]", "[timing]\ntypo = 1"), r"timing\.typo"),
    ],
)
def test_a_wrong_file_is_wrong_usage(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        choose(written(tmp_path, text), None)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không đọc được"):
        choose(str(tmp_path / "khong-co.toml"), None)


MINE = """
name = "rieng"
title = "Cổng Riêng"
platform = "igate_v1"
address = "https://cong.example"
proved = "chưa"
code_pattern = 'X\\d+'
agency = {{province = "Tỉnh Phú Yên", district = "Thị xã Đông Hòa", commune = "Xã Hòa Thành"}}
timing = {{click_deadline_s = 1, answer_timeout_s = 1, max_commit_delay_s = 1}}
uploads = {uploads}
"""


def mine(folder: Path, uploads: str) -> str:
    path = folder / "rieng.toml"
    path.write_text(MINE.format(uploads=uploads), "utf-8")
    return str(path)


def test_a_profiles_limits_are_what_is_taken_of_scans(tmp_path: Path) -> None:
    path = mine(
        tmp_path, '{max_mb = 0.5, max_files = 2, types = [".PDF", "png"], max_total_mb = 0.75}'
    )
    expected = Limits(512 * 1024, 2, ("pdf", "png"), 768 * 1024, "Cổng Riêng")
    assert load(path).limits == limits_of(path) == expected


def test_where_no_portal_is_named_the_strictest_that_is_known_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told, known = limits_of(None), [load(name).limits for name in names()]
    assert told.max_bytes == min(one.max_bytes for one in known)
    assert told.max_files == min(one.max_files for one in known)
    assert all(set(told.types) <= set(one.types) for one in known)
    assert told.whose
    # Who asks for nothing gets no more than the portals take.
    assert (USUAL.max_bytes, USUAL.max_files) == (told.max_bytes, told.max_files)
    assert set(USUAL.types) <= set(told.types)


@pytest.mark.parametrize(
    "uploads",
    [
        "{max_mb = 0, max_files = 5, types = ['pdf']}",
        "{max_mb = inf, max_files = 5, types = ['pdf']}",
        "{max_mb = nan, max_files = 5, types = ['pdf']}",
        "{max_mb = 6, max_files = 0, types = ['pdf']}",
        "{max_mb = 6, max_files = 5, types = []}",
        "{max_mb = 6, max_files = 5, types = ['pdf'], max_total_mb = 0}",
    ],
)
def test_limits_that_nothing_can_keep_are_refused(tmp_path: Path, uploads: str) -> None:
    with pytest.raises(UsageError, match="uploads"):
        load(mine(tmp_path, uploads))


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are POSIX files")
def test_a_profile_that_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.toml")
    (tmp_path / "thiet-bi.toml").symlink_to("/dev/zero")
    (tmp_path / "thu-muc.toml").mkdir()
    (tmp_path / "chu.toml").write_bytes(b"\xff")
    for name, word in {
        "ong": "FIFO",
        "thiet-bi": "thiết bị",
        "thu-muc": "thư mục",
        "khong": "không có",
        "a\0b": "ký tự",
        "chu": "UTF-8",
    }.items():
        with pytest.raises(UsageError, match=word):
            load(str(tmp_path / f"{name}.toml"))

"""Which portal a run files at: named, or the mock; never by forgetting."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.errors import UsageError
from portal_bot.portals.profile import choose, load, names


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
        ('name = "x"', r"chưa đúng: title: Field required"),
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

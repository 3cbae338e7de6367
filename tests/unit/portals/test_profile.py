"""Which portal a run files at: named, or the mock; never by forgetting."""

from __future__ import annotations

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

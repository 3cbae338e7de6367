"""Which portal a run files at: named, or the mock; never by forgetting."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.errors import SetupError, UsageError
from portal_bot.human import keyring_service
from portal_bot.papers import USUAL, Limits
from portal_bot.portals import insist_known, profile
from portal_bot.portals.profile import (
    choose,
    known,
    limits_of,
    load,
    names,
    practising,
    verified,
)
from portal_bot.run.options import Options
from portal_bot.run.run import Run


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
        (
            "khong-co",
            None,
            "các cổng đã biết: daklak, mock, mock_moj, mock_national, mock_v2, moj, national, ",
        ),
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
        (
            OURS.replace("[timing]", "[timing]\nlist_lag = 1"),
            r"dòng 39, `timing\.list_lag`: không có mục nào tên ấy; gần nhất là “list_lag_s”",
        ),
        (OURS.replace("max_files = 5", 'max_files = "năm"'), r"dòng 19, `uploads\.max_files`.*số"),
        (
            OURS.replace("communes = 2022", "communes = 2023"),
            "dòng 9, `communes`: phải là 2022 hoặc 2025",
        ),
        (OURS.replace("practice = true", ""), "tên “mock” là của cổng thử nghiệm"),
        (OURS.replace("http://127.0.0.1:8899", "http://cong.example"), "dòng 5, .*https://"),
        (OURS.replace("http://127.0.0.1:8899", "https://ai@cong.example"), "không kèm gì khác"),
        (OURS.replace("http://127.0.0.1:8899", "cong.example"), "phải như https://cong.example"),
        (f'allowed_origins = ["https://a.example/x"]\n{OURS}', r"dòng 1, `allowed_origins`.*nguồn"),
        (OURS.replace("^H", "^(H"), "dòng 10, `code_pattern`: không phải biểu thức chính quy"),
        (OURS.replace('"07:30-11:30"', '"11:30-07:30"'), r"dòng 31, `counter\.hours\.0`.*sớm hơn"),
    ],
)
def test_a_wrong_file_is_wrong_usage(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        choose(written(tmp_path, text), None)


def test_a_portal_of_the_home_is_known_by_its_name_and_goes_first(tmp_path: Path) -> None:
    (tmp_path / "portals").mkdir()
    for name in ("xa-thu", "phuyen"):
        text = OURS.replace('name = "mock"', f'name = "{name}"').replace("(mock)", "của mình")
        (tmp_path / "portals" / f"{name}.toml").write_text(text, "utf-8")
        assert load(name, tmp_path).title == "Cổng thử nghiệm của mình"
    assert names(tmp_path) == [
        "daklak",
        "mock",
        "mock_moj",
        "mock_national",
        "mock_v2",
        "moj",
        "national",
        "phuyen",
        "xa-thu",
    ]
    (tmp_path / "portals" / "xa-khac.toml").write_text(OURS, "utf-8")
    with pytest.raises(UsageError, match="`name` là “mock”, phải là “xa-khac” như tên tệp"):
        load("xa-khac", tmp_path)


def test_a_file_that_is_not_understood_hides_no_dossier_from_a_list(tmp_path: Path) -> None:
    (tmp_path / "portals").mkdir()
    (tmp_path / "portals" / "hong.toml").write_text("name =", "utf-8")
    assert "hong" in names(tmp_path)
    assert practising(tmp_path) == {"mock", "mock_moj", "mock_national", "mock_v2"}
    assert known("hong", tmp_path) is None
    with pytest.raises(UsageError, match="không phải TOML"):
        load("hong", tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX files have such rights and owners")
def test_a_profile_that_others_can_write_says_nothing(tmp_path: Path) -> None:
    path = Path(written(tmp_path, OURS))
    path.chmod(0o666)
    with pytest.raises(UsageError, match=r"ai trên máy này cũng sửa được.*chmod o-w"):
        load(str(path))
    path.chmod(0o600)
    tmp_path.chmod(0o777)
    with pytest.raises(UsageError, match=r"ai trên máy này cũng đổi tệp được.*chmod o-w"):
        load(str(path))
    # As in /tmp: there nobody takes another's file away.
    tmp_path.chmod(0o1777)
    assert load(str(path)).name
    if os.geteuid() == 0:
        os.chown(path, 12345, -1)
        with pytest.raises(UsageError, match=r"của người khác trên máy này .uid 12345"):
            load(str(path))


@pytest.mark.parametrize("name", ["phuyen", "daklak"])
def test_a_portal_that_nobody_has_seen_says_so_wherever_it_is_named(name: str) -> None:
    portal = load(name)
    assert not portal.is_verified
    assert portal.sources.inferred
    assert portal.sources.unknown
    assert "chưa kiểm chứng" in portal.title
    assert portal not in verified()


@pytest.mark.usefixtures("on_the_machines_day")
def test_a_portal_whose_platform_is_not_built_is_described_and_not_opened() -> None:
    portal = choose("daklak", None)
    assert (portal.platform, portal.communes) == ("igate_v2", 2025)
    unknown = portal.model_copy(update={"platform": "igate_v3"})
    with pytest.raises(
        SetupError, match="“igate_v3” không có; các nền tảng: igate_v1, igate_v2, moj, "
    ):
        insist_known(unknown)
    with pytest.raises(SetupError, match="igate_v3"):
        Run.at(unknown, Options())


@pytest.mark.usefixtures("on_the_machines_day")
def test_a_password_goes_to_no_other_place_of_the_same_name() -> None:
    here, there = choose("phuyen", None), choose("phuyen", "https://gia-mao.example")
    assert keyring_service(here.origin) != keyring_service(there.origin)
    with pytest.raises(UsageError, match="https://"):
        choose("phuyen", "http://dichvucong.phuyen.gov.vn")


@pytest.mark.usefixtures("on_the_machines_day")
@pytest.mark.parametrize("said", ["HTTPS://DichVuCong.phuyen.gov.vn:443/", "", ":443", ":0443/x"])
def test_a_place_is_one_place_however_its_address_is_written(said: str) -> None:
    usual = choose("phuyen", None)
    other = choose("phuyen", said if "://" in said else f"{usual.origin}{said}")
    assert (other.origin, other.takes_variable) == (usual.origin, True)


@pytest.mark.usefixtures("on_the_machines_day")
@pytest.mark.parametrize(
    "host",
    [
        *("*", "*.gov.vn", "dichvucong.phuyen.gov.vn.", "dịchvụcông.gov.vn"),
        "dichvucong\u3002gov.vn",
        *("\uff44ichvucong.gov.vn", "a,b.gov.vn", "a;b", "a%2e.gov.vn", "a\\.b", "[v1.x]", "-a.vn"),
        *("a..vn", "a\n.vn", " a.vn", "a.vn ", f"{'a.' * 140}vn", "[::1%25lo]"),
    ],
)  # fmt: skip
def test_an_address_that_two_readers_may_read_otherwise_is_none(host: str) -> None:
    with pytest.raises(UsageError, match="portal-url"):
        choose("phuyen", f"https://{host}")


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
    told, known = limits_of(None), [portal.limits for portal in verified()]
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


@pytest.mark.parametrize(
    ("named", "played", "chosen"),
    [
        (None, "igate_v1", "mock"),
        (None, "igate_v2", "mock_v2"),
        ("mock", "igate_v2", "mock_v2"),
        ("mock_v2", "igate_v1", "mock_v2"),
        (None, "not_known", "mock"),
        (None, None, "mock"),
    ],
)
def test_the_mock_at_an_address_says_itself_which_product_it_plays(
    named: str | None, played: str | None, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile, "platform_at", lambda _: played)
    assert choose(named, "http://127.0.0.1:8899").name == chosen

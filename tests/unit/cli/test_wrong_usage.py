"""A wrong command line: one Vietnamese line, exit 2, and nothing done."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from tests.support.fixtures import BIRTH
from tests.unit.cli.conftest import Call


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sbmit"], "không có lệnh “sbmit”; có phải 'submit'?"),
        (["xyzzy"], "không có lệnh “xyzzy”"),
        (["--nope"], "không có tùy chọn --nope"),
        (["submit"], "thiếu TỆP;"),
        (["submit", "x.yaml", "--portal-ul", "y"], "--portal-url"),
        (["submit", "x.yaml", "--portal"], "tùy chọn --portal cần một giá trị"),
        (["submit", "x.yaml", "--human", "phone"], "--human: “phone” phải là một trong"),
        (["submit", "x.yaml", "--sessions", "many"], "--sessions phải là số"),
        (["submit", "x.yaml", "--sessions", "0"], "--sessions nhỏ nhất là 1"),
        (["submit", "x.yaml", "--sessions", "99"], "--sessions lớn nhất là 16"),
        (["submit", "x.yaml", "--json=1"], "tùy chọn --json không nhận giá trị"),
        (["list", "birth_registration"], "thừa đối số: birth_registration"),
        (["account"], "thiếu lệnh"),
        (["mock", "--pace", "slow"], "--pace: “slow” phải là một trong"),
        (["submit", str(BIRTH)], "chưa chọn cổng"),
        (["fill", str(BIRTH)], "chưa chọn cổng"),
        (["register", str(BIRTH)], "chưa chọn cổng"),
        (["account", "set", "ai"], "chưa chọn cổng"),
        (["submit", str(BIRTH), "--portal", "hue"], "không có cổng “hue”"),
        (["submit", str(BIRTH), "--portal", "mock", "--portal-url", "http://vidu.example"], "máy"),
    ],
)
def test_is_told_in_one_line(arguments: list[str], told: str, call: Call, home: Path) -> None:
    said = call(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("Lỗi: ")
    assert said.err.count("\n") == 1
    assert told in said.err
    assert not home.exists()


@pytest.mark.parametrize("verb", ["show", "new"])
@pytest.mark.parametrize("name", ["birth_registratoin", "khai sinhh", "1.001190", "giấy khai sinh"])
def test_a_procedure_that_is_not_clear_is_answered_with_titles_and_slugs(
    verb: str, name: str, call: Call
) -> None:
    said = call(verb, name)
    assert (said.code, said.out) == (2, "")
    first, *listed, last = said.err.splitlines()
    assert first.startswith("Lỗi: ")
    assert f"“{name}”" in first
    assert "  Thủ tục đăng ký khai sinh (birth_registration)" in listed
    assert last == "Xem tất cả: portal-bot list"


def test_watching_is_nothing_for_programs(call: Call) -> None:
    said = call("status", "--watch", "--json")
    assert said.code == 2
    assert "--watch không đi cùng --json" in said.json["error"]["message"]


def test_programs_get_a_document_too(call: Call) -> None:
    said = call("submit", BIRTH, "--json")
    assert said.code == 2
    assert said.json["error"]["code"] == "usage"
    assert "chưa chọn cổng" in said.json["error"]["message"]


@pytest.mark.parametrize("verb", ["check", "submit", "fill"])
def test_a_folder_without_dossiers_is_wrong_usage(verb: str, tmp_path: Path, call: Call) -> None:
    portal = [] if verb == "check" else ["--portal", "mock"]
    said = call(verb, tmp_path, *portal)
    assert said.code == 2
    assert "không có hồ sơ nào" in said.err


class TestARealPortal:
    """No profile of one is here: the mock's, said to be one."""

    @pytest.fixture(autouse=True)
    def _real(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from portal_bot.portals import profile

        real = profile.load("mock").model_copy(update={"practice": False, "title": "Cổng thật"})
        monkeypatch.setattr(profile, "choose", lambda *_: real)

    def test_is_not_filed_at_by_a_script_that_did_not_say_so(self, call: Call) -> None:
        said = call("submit", BIRTH, "--portal", "x")
        assert said.code == 2
        assert "thêm --yes" in said.err

    @pytest.mark.parametrize("answer", ["k\n", "\n", ""])
    def test_is_not_filed_at_when_the_person_does_not_agree(
        self, answer: str, call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from tests.unit.cli.terminal import Terminal

        monkeypatch.setattr("sys.stdin", Terminal(answer))
        said = call("submit", BIRTH, "--portal", "x")
        assert said.code == 2
        assert "Nộp THẬT vào Cổng thật" in said.err
        assert f"  {BIRTH}\n" in said.err
        assert "không có gì được nộp" in said.err


@pytest.mark.usefixtures("on_the_machines_day")
def test_a_portal_that_nobody_has_seen_is_said_to_be_so_before_it_is_opened(
    call: Call, tmp_path: Path
) -> None:
    ours = resources.files("portal_bot.portals") / "profiles" / "daklak.toml"
    # Never a platform that would really be opened there.
    own = ours.read_text("utf-8").replace('platform = "igate_v2"', 'platform = "igate_v9"')
    (tmp_path / "cong.toml").write_text(own, "utf-8")
    for command in ("fill", "probe"):
        what = BIRTH if command == "fill" else "khai sinh"
        said = call(command, what, "--portal", tmp_path / "cong.toml")
        told = " ".join(said.err.split())
        assert "CHƯA KIỂM CHỨNG" in told
        assert "suy ra: cổng chạy VNPT iGate v2" in told
        assert "chưa biết: tờ khai của từng thủ tục ở cổng này" in told
        assert "“igate_v9” không có" in told
        assert said.code == 12

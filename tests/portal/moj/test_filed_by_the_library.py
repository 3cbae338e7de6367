"""A dossier of 2026 filed by the library through the ministry's wizard: once, or told truly why
not."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

import portal_bot
from portal_bot import clock
from portal_bot.aio import Report
from portal_bot.human import MockHuman, VneidModal
from tests.portal.conftest import Mock
from tests.support.fixtures import FIXTURES, OF_2026, filed_on

pytestmark = pytest.mark.browser
MARRIAGE = OF_2026 / "marriage_registration" / "plain.yaml"
GUARDIANSHIP = OF_2026 / "guardianship_registration" / "plain.yaml"
RECOGNITION = OF_2026 / "parent_child_recognition" / "plain.yaml"
# The rule of whose act it is has lapsed by then.
LAPSED = datetime.fromisoformat("2027-03-02T09:00:00+07:00")
MOMENT = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
DOSSIERS = [
    pytest.param(
        path,
        marks=[] if path == MARRIAGE else pytest.mark.thorough,
        id=f"{path.parent.name}/{path.stem}",
    )
    for path in filed_on("ministry_wizard")
]
Submit = Callable[..., Report]


@pytest.fixture
def submit(moj: Mock, tmp_path: Path) -> Iterator[Submit]:
    """Files at the mock, on the day of the samples."""
    moj.api("/clock", {"now": MOMENT.isoformat(), "ticking": False})
    with clock.at(MOMENT):
        yield lambda path=MARRIAGE: portal_bot.submit(
            [path], portal="mock_moj", portal_url=moj.url, home=tmp_path / "home"
        )


def outcomes(moj: Mock) -> list[str]:
    return [one["outcome"] for one in moj.api("/requests?commit=1")]


@pytest.mark.parametrize("path", DOSSIERS)
def test_the_wizard_stored_what_the_golden_says(
    path: Path, submit: Submit, moj: Mock, pytestconfig: pytest.Config
) -> None:
    (filing,) = submit(path).filings
    assert (filing.state, filing.error) == ("verified", None)
    (stored,) = moj.api("/submissions")
    text = json.dumps(stored, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    text = unicodedata.normalize("NFC", text)
    golden = path.with_suffix(".expected.json")
    if pytestconfig.getoption("--write-golden") and not golden.exists():
        golden.write_text(text, "utf-8")
    assert golden.exists(), f"{golden.name} is missing; write it with --write-golden and read it"
    assert text == golden.read_text("utf-8")
    assert outcomes(moj) == ["committed"]


def test_a_last_button_of_another_name_is_not_pressed(submit: Submit, moj: Mock) -> None:
    moj.fault("final_renamed")
    (filing,) = submit().filings
    assert filing.error is not None
    assert filing.error.code == "portal_changed"
    assert "“Nộp hồ sơ”" in filing.error.message
    assert (moj.api("/submissions"), outcomes(moj)) == ([], [])


@pytest.mark.parametrize("arg", ["other", pytest.param("twice", marks=pytest.mark.thorough)])
def test_a_list_that_nobody_saw_is_not_guessed_at(arg: str, submit: Submit, moj: Mock) -> None:
    """It must offer the law's words, and once."""
    moj.fault("unseen_list", arg)
    (filing,) = submit(RECOGNITION).filings
    assert filing.error is not None
    assert filing.error.field == "registration.recognition"
    assert "“Loại xác nhận”" in filing.error.message
    assert (moj.api("/submissions"), outcomes(moj)) == ([], [])


def test_what_another_hands_in_names_whom_it_is_for(
    moj: Mock, tmp_path: Path, submit: Submit
) -> None:
    """Refused by name while the rule holds; afterwards by the form's own part for it."""
    text = RECOGNITION.read_text("utf-8").replace("../../papers", str(FIXTURES / "papers"))
    path = tmp_path / "thay.yaml"
    path.write_text(text.replace('username: "054090000101"', 'username: "054192000102"'), "utf-8")
    (refused,) = submit(path).filings
    assert refused.error is not None
    assert (refused.error.code, refused.error.field) == ("holders_act", "account.username")
    assert moj.api("/submissions") == []
    moj.api("/clock", {"now": LAPSED.isoformat(), "ticking": False})
    with clock.at(LAPSED):
        (filing,) = submit(path).filings
    assert (filing.state, filing.error) == ("verified", None)
    (stored,) = moj.api("/submissions")
    assert stored["account"] == "tranthimau"
    fields = stored["fields"]
    assert {name: fields[name] for name in fields if name.startswith("Thông tin ủy quyền")} == {
        "Thông tin ủy quyền cá nhân / Họ và tên": "Nguyễn Văn Thử",
        "Thông tin ủy quyền cá nhân / Số định danh cá nhân": "054090000101",
        "Thông tin ủy quyền cá nhân / Số điện thoại": "0905000101",
    }
    assert fields["Người yêu cầu / Họ, chữ đệm, tên"] == "Nguyễn Văn Thử"


@pytest.mark.thorough
def test_a_504_after_it_was_stored_is_found_again_and_never_sent_twice(
    submit: Submit, moj: Mock
) -> None:
    moj.fault("commit_then_504", "0.2")
    moj.fault("list_lag", "2")
    (filing,) = submit().filings
    assert (filing.state, filing.error) == ("verified", None)
    assert outcomes(moj) == ["committed, answer lost"]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("path", "faults"),
    [
        (MARRIAGE, {"info_again": "3", "area_falls_out": None, "late_cascade": "1"}),
        (MARRIAGE, {"cascade_reload": None, "rerender": None, "area_broken": None}),
        (GUARDIANSHIP, {"dialog_stale": None, "upload_wordless": None}),
        (GUARDIANSHIP, {"upload_late": "2", "upload_name_cut": None}),
    ],
)
def test_what_breaks_bots_does_not_break_it(
    path: Path, faults: dict[str, str | None], submit: Submit, moj: Mock
) -> None:
    for name, arg in faults.items():
        moj.fault(name, arg)
    (filing,) = submit(path).filings
    assert (filing.state, filing.error) == ("verified", None)
    assert outcomes(moj) == ["committed"]


@pytest.mark.thorough
def test_somebody_elses_account_is_refused_before_anything_is_filled(
    submit: Submit, moj: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The telephone that answers is another citizen's."""

    async def another(self: MockHuman, modal: VneidModal) -> None:
        moj.api(f"/vneid/{modal.sign_in}", {"action": "all", "username": "levanvidu"})
        await modal.answered()

    monkeypatch.setattr(MockHuman, "vneid", another)
    (filing,) = submit().filings
    assert filing.error is not None
    assert (filing.error.code, filing.error.field) == ("human_needed", "account.username")
    assert "tài khoản của người khác" in filing.error.message
    assert moj.api("/submissions") == []

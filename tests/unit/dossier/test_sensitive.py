"""What must never reach a log."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portal_bot import privacy, registry
from portal_bot.checking import check_paths
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.public_values import CHOICES, is_public_choice
from portal_bot.dossier.sensitive import sensitive_values
from portal_bot.dossier.spec import walk

FIXTURES = Path(__file__).parents[3] / "fixtures"


def test_names_numbers_phones_details_and_births_are_kept_back() -> None:
    (checked,) = check_paths([FIXTURES / "birth_registration" / "full.yaml"])
    values = sensitive_values(checked.dossier, checked.declaration)
    assert {
        "Trần Thị Mẫu",
        "054192000102",
        "0905000102",
        "mau@vidu.example",
        "Thôn Ví Dụ 1",
        "1992-07-08",
        "08/07/1992",
        "tranthimau",
        "Nguyễn Trần Mẫu Bình",
        "05/10/2026",
        "Ngày mồng năm tháng mười năm hai nghìn không trăm hai mươi sáu",
        "054090000101",
        "0905000101",
    } <= values


@pytest.fixture
def _full() -> Iterator[None]:
    privacy.clear()
    check_paths([FIXTURES / "birth_registration" / "full.yaml"])
    yield
    privacy.clear()


@pytest.mark.usefixtures("_full")
@pytest.mark.parametrize(
    "text",
    [
        "Nộp tại UBND Xã Hòa Thành, Tỉnh Phú Yên, dân tộc Kinh, quốc tịch Việt Nam, 1992",
        "Đăng ký khai sinh: “Giới tính” là Nam hay Nữ, bản sao: Có hay Không",
        "birth_registration: declaration.child.full_name, “Họ, chữ đệm, tên”; hẹn trả 30/11/2026",
        "chọn: father (Cha), mother (Mẹ), other_relative (Người thân thích khác)",
    ],
)
def test_what_a_message_has_to_say_stays_readable(text: str) -> None:
    assert privacy.redact(text) == text


def test_everything_else_is_taken_out_of_a_broken_dossier_too(tmp_path: Path) -> None:
    broken = tmp_path / "a.yaml"
    broken.write_text(
        "procedure: birth_registration\nghi chú: Ở trọ nhà bà Tư Vịt\n"
        "applicant: {full_name: Trần Thị Hỏng Tệp, nghề: [Đan lưới thuê\n",
        "utf-8",
    )
    (checked,) = check_paths([broken])
    try:
        assert [problem.code for problem in checked.problems][:1] != []
        told = privacy.redact("bà Trần Thị Hỏng Tệp, ở trọ nhà bà Tư Vịt, đan lưới thuê")
        assert told == f"bà {privacy.MASK}, {privacy.MASK}, {privacy.MASK}"
    finally:
        privacy.clear()


def test_the_options_of_every_form_are_weighed() -> None:
    """What is listed as public is there; what tells of poverty, health or a marriage is not."""
    choices = {
        f"{flow.slug}:{path}": spec.choice
        for flow in registry.flows().values()
        for path, spec in walk(flow.declaration)
        if spec.choice
    }
    choices |= {f"dossier:{path}": spec.choice for path, spec in walk(Dossier) if spec.choice}
    for public in CHOICES:
        assert any(f".{path.split(':')[1]}".endswith(f".{public}") for path in choices), public
    private = {path.split(":")[1] for path in choices if not is_public_choice(path.split(":")[1])}
    weighs = (
        *("household_poverty", "disability", "marital_status", "previous_status", "declared"),
        *("mother_status", "death_cause", "category", "group", "degree", "child.status"),
    )
    for word in weighs:
        assert any(word in path for path in private), word
        assert not any(word in public for public in CHOICES), word


def test_nothing_that_short_is_searched_for() -> None:
    (checked,) = check_paths([FIXTURES / "copy_certification" / "plain.yaml"])
    assert all(len(value) >= 4 for value in sensitive_values(checked.dossier, checked.declaration))


def test_the_day_of_the_filing_stays_readable_though_a_dossier_says_it_too() -> None:
    """A certificate of marital status is asked for until today."""
    (checked,) = check_paths(
        [FIXTURES / "marital_status_certificate" / "plain.yaml"], today=date(2026, 11, 20)
    )
    try:
        assert "20/11/2026" in str(checked.said)
        assert privacy.redact("hẹn trả 20/11/2026, 2026-11-20") == "hẹn trả 20/11/2026, 2026-11-20"
        # Another day of the same dossier is not.
        assert privacy.redact("cấp ngày 12/04/2021") == f"cấp ngày {privacy.MASK}"
    finally:
        privacy.clear()


def test_a_path_that_was_said_stays_readable_though_a_dossier_names_others_beside_it(
    tmp_path: Path,
) -> None:
    """What begins alike is no value; a citizen's name in it is, wherever it stands."""
    desk = tmp_path / "Một cửa xã" / "ho-so-thang-11-nam-2026" / "khai-sinh"
    desk.mkdir(parents=True)
    scan = desk / "Nguyễn Văn Vịt Mẫu" / "giay to ba Tu Vit.pdf"
    for number, text in enumerate((
        f'{{"procedure": "birth_registration", "papers": {{"birth_notification": "{scan}"}}}}',
        f'{{"procedure": "birth_registration", "papers": {{"birth_notification": "{scan}',
        f'["{scan}"]',
    )):  # fmt: skip
        dossier = desk / f"{number}.json"
        dossier.write_text(text, "utf-8")
        check_paths([dossier])
        for named in (dossier, desk / "1.xlsx", tmp_path / "Một cửa xã" / "khac" / "a.html"):
            assert privacy.redact(f"đã ghi {named}") == f"đã ghi {named}"
        for way in (scan, Path(*scan.parts[-2:])):
            told = privacy.redact(f"{way}")
            assert "Vịt" not in told
            assert "Vit" not in told
        privacy.clear()

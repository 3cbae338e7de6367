"""A form that is asked is the form that is filed: for every procedure, and one step at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portal_bot import clock, settings
from portal_bot.checking import check_paths, default_agency
from portal_bot.dossier.load import load
from portal_bot.errors import UsageError
from portal_bot.intake.asking.answer_checks import AskingPlace
from portal_bot.intake.asking.form_walk import FormQuestion
from portal_bot.intake.asking.interview import Interview
from portal_bot.intake.asking.kept_file import KeptFile, free_name
from portal_bot.intake.asking.offered import chosen, yes_or_no
from portal_bot.intake.filed_content import content_hash
from portal_bot.papers.limits import USUAL
from portal_bot.registry import flows
from tests.support.asking import Answerer
from tests.support.days import moment_of
from tests.support.fixtures import BIRTH, FIXTURES

PLAIN = sorted(FIXTURES.glob("*/plain.yaml"))
OTHERS = [
    path
    for path in sorted(FIXTURES.glob("*/*.*"))
    if path.suffix in {".yaml", ".json"}
    and not path.name.endswith(".expected.json")
    and path not in PLAIN
]
BIRTH_FLOW = flows()["birth_registration"]


def interview(folder: Path, given: dict[str, Any] | None = None, flow: Any = None) -> Interview:
    desk = AskingPlace(clock.today(), folder, USUAL, default_agency())
    return Interview(flow or BIRTH_FLOW, desk, given)


def name(case: Path) -> str:
    return f"{case.parent.name}-{case.stem}"


def filed_as_asked(case: Path, folder: Path, *, stop_each: int = 0) -> None:
    """Answers everything; `stop_each`: begins anew from the file after so many answers."""
    answerer = Answerer(case)
    flow, file = answerer.checked.flow, folder / "ho-so.yaml"
    assert flow is not None
    kept = KeptFile(file, flow)
    asked, count = interview(folder, kept.given, flow), 0
    while True:
        question = asked.next() or _left_to_say(asked, answerer)
        if question is None:
            break
        verdict = asked.answer(question, answerer.answer(question))
        assert not verdict.refused, (question.place, verdict)
        asked.count_exceptions(
            {"citizen_id_gender"} if "exceptions" in answerer.said.data else set()
        )
        count += 1
        assert count < 400, question.place
        if stop_each and count % stop_each == 0:
            kept.keep(asked.tree())
            kept = KeptFile(file, flow)
            asked = interview(folder, kept.given, flow)
    kept.keep(asked.tree(), finished=True)
    (checked,) = check_paths([file])
    assert content_hash(checked) == content_hash(answerer.checked) != ""
    said = [(p.code, p.severity) for p in checked.problems]
    assert said == [(p.code, p.severity) for p in answerer.checked.problems]
    assert file.stat().st_mode & 0o777 == 0o600


def _left_to_say(asked: Interview, answerer: Answerer) -> FormQuestion | None:
    """What would follow from other answers, and the fixture says all the same."""
    return next((q for q in asked.walk if q.is_derived and answerer.stated(q)), None)


@pytest.mark.parametrize("case", PLAIN, ids=name)
def test_what_is_asked_of_each_procedure_is_filed(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.NOW, clock.as_variable(moment_of(case)))
    filed_as_asked(case, tmp_path)


@pytest.mark.thorough
@pytest.mark.parametrize("case", OTHERS, ids=name)
def test_what_is_asked_of_an_odd_dossier_is_filed(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.NOW, clock.as_variable(moment_of(case)))
    filed_as_asked(case, tmp_path)


@pytest.mark.parametrize("slug", ["birth_registration", "copy_certification"])
def test_stopped_again_and_again_it_comes_to_the_same_end(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = FIXTURES / slug / "full.yaml"
    monkeypatch.setenv(settings.NOW, clock.as_variable(moment_of(case)))
    filed_as_asked(case, tmp_path, stop_each=3)


def reach(asked: Interview, place: tuple[str | int, ...], kind: str = "value") -> FormQuestion:
    return next(q for q in asked.walk if q.place == place and q.kind == kind)


def take(asked: Interview, place: tuple[str | int, ...], text: str) -> list[str]:
    return asked.answer(reach(asked, place), text).refused


CARD = "054090000101|225000101|Nguyễn Văn Thử|13021990|Nam|Thôn Ví Dụ 1, Hòa Thành|10052021"


def test_a_line_that_a_scanner_types_answers_for_the_whole_person(tmp_path: Path) -> None:
    asked = interview(tmp_path)
    number = reach(asked, ("applicant", "citizen_id"))
    assert asked.answer(number, CARD).refused == []
    said = asked.tree()["applicant"]
    assert said["citizen_id"] == "054090000101"
    assert said["gender"]
    # What contradicts itself, or stands where no number is asked for, is not taken.
    assert "QR" in take(asked, ("applicant", "address", "detail"), CARD)[0]
    before = asked.tree()
    assert asked.answer(number, CARD.replace("|Nam|", "|Nữ|")).refused
    assert asked.tree() == before


def test_only_what_applies_is_asked(tmp_path: Path) -> None:
    asked = interview(tmp_path)
    places = {q.place[:2] for q in asked.walk}
    assert ("declaration", "mother") not in places
    take(asked, ("declaration", "parents", "declared"), "Chỉ mẹ (chưa xác định được cha)")
    places = {q.place[:2] for q in asked.walk}
    assert ("declaration", "mother") in places
    assert ("declaration", "father") not in places
    assert ("delivery", "recipient") not in {q.place for q in asked.walk}
    take(asked, ("delivery", "method"), "Qua bưu chính công ích")
    assert ("delivery", "recipient") in {q.place for q in asked.walk}
    assert ("delivery", "address", "commune") in {q.place for q in asked.walk}


def test_an_answer_that_no_longer_applies_is_not_filed_and_not_forgotten(tmp_path: Path) -> None:
    asked = interview(tmp_path)
    driver = ("declaration", "parents", "declared")
    take(asked, driver, "Chỉ mẹ (chưa xác định được cha)")
    take(asked, ("declaration", "mother", "full_name"), "Trần Thị Mẫu")
    take(asked, driver, "Chỉ cha (chưa xác định được mẹ)")
    assert "mother" not in asked.tree()["declaration"]
    take(asked, driver, "Cả cha và mẹ")
    assert asked.tree()["declaration"]["mother"] == {"full_name": "Trần Thị Mẫu"}


@pytest.mark.parametrize(
    ("place", "text", "says"),
    [
        (("applicant", "citizen_id"), "12", "có đúng 12"),
        (("applicant", "full_name"), "Thử 2", "ký tự lạ"),
        (("applicant", "birth_date"), "31/02/2020", "31"),
        (("applicant", "birth_date"), "01/01/2099", "ở tương lai"),
        (("applicant", "gender"), "xx", "không có lựa chọn"),
        (("applicant", "gender"), "?x", "chữ đã mất"),
        (("applicant", "address", "province"), "Xyz", "không có tỉnh"),
        (("declaration", "pledge", "confirmed"), "k", "phải xác nhận"),
        (("declaration", "pledge", "confirmed"), "có lẽ", "không rõ có hay không"),
        (("papers", "birth_notification"), "khong-co.pdf", "Không có tệp"),
        (("applicant", "phone"), "", "bắt buộc"),
    ],
)
def test_a_wrong_answer_is_told_as_check_tells_it(
    place: tuple[str, ...], text: str, says: str, tmp_path: Path
) -> None:
    asked = interview(tmp_path)
    (told,) = take(asked, place, text)
    assert says in told
    assert reach(asked, place) in list(asked.walk)
    assert not asked.walk.is_settled(reach(asked, place))


def test_what_contradicts_another_answer_is_kept_by_who_insists(tmp_path: Path) -> None:
    asked = interview(tmp_path)
    take(asked, ("applicant", "birth_date"), "08/07/1990")
    place = ("applicant", "citizen_id")
    question = reach(asked, place)
    first = asked.answer(question, "054192000102")
    assert first.may_insist
    assert "1992" in first.refused[0]
    assert not asked.walk.is_settled(question)
    assert asked.answer(question, "054192000102").refused == []
    assert asked.tree()["applicant"]["citizen_id"] == "054192000102"


def test_another_district_makes_the_commune_open_again(tmp_path: Path) -> None:
    asked = interview(tmp_path)
    at = ("applicant", "address")
    for level, text in (
        ("province", ""),
        ("district", "Thị xã Đông Hòa"),
        ("commune", "Hòa Thành"),
    ):
        assert take(asked, (*at, level), text) == []
    assert take(asked, (*at, "district"), "Huyện Tây Hòa") == []
    assert not asked.walk.is_settled(reach(asked, (*at, "commune")))
    assert "Xã Hòa Thành" not in asked.options(reach(asked, (*at, "commune")))


def test_a_row_that_was_added_by_mistake_is_taken_back(tmp_path: Path) -> None:
    asked = interview(tmp_path, flow=flows()["copy_certification"])
    table = ("declaration", "documents", "items")
    table = next(q.place[:-1] for q in asked.walk if q.kind == "more")  # type: ignore[assignment]
    first = next(q for q in asked.walk if q.place[:-1] == (*table, 0))
    assert asked.answer(first, "Bằng lái xe").refused == []
    more = reach(asked, (*table, 1), "more")
    assert asked.answer(more, "c").refused == []
    second = next(q for q in asked.walk if q.place[:-1] == (*table, 1))
    assert asked.clear(second).refused == []
    assert len(asked.answers.at(table)[1]) == 1
    assert asked.clear(first).refused != []


def test_given_answers_are_not_asked_again(tmp_path: Path) -> None:
    given = {"applicant": {"full_name": "Trần Thị Mẫu", "citizen_id": "054192000102"}}
    asked = interview(tmp_path, given)
    open_ones = {q.place for q in asked.asked() if not asked.walk.is_settled(q)}
    assert ("applicant", "full_name") not in open_ones
    assert ("applicant", "birth_date") in open_ones
    assert asked.tree()["applicant"] == given["applicant"]
    assert given == {"applicant": {"full_name": "Trần Thị Mẫu", "citizen_id": "054192000102"}}


def test_what_the_form_does_not_ask_is_told(tmp_path: Path) -> None:
    given = {"applicant": {"full_name": "Trần Thị Mẫu", "nickname": "Bé"}, "papers": {"x": ["a"]}}
    asked = interview(tmp_path, given)
    assert sorted(asked.unasked()) == ["applicant.nickname", "papers.x"]
    assert set(asked.answers.texts()) == {"Trần Thị Mẫu", "Bé", "a", "birth_registration"}


def test_the_file_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    mine = tmp_path / "ho-so.yaml"
    mine.write_text("procedure: birth_registration\n", "utf-8")
    with pytest.raises(UsageError, match="không ghi đè"):
        KeptFile(mine, BIRTH_FLOW)
    assert mine.read_text("utf-8") == "procedure: birth_registration\n"
    with pytest.raises(UsageError, match=r"\.yaml"):
        KeptFile(tmp_path / "ho-so.xlsx", BIRTH_FLOW)
    kept = KeptFile(tmp_path / "b.yaml", BIRTH_FLOW)
    with pytest.raises(UsageError, match="thủ tục khác"):
        KeptFile(tmp_path / "b.yaml", flows()["copy_certification"])
    kept.path.write_text(kept.path.read_text("utf-8") + "request: x\n", "utf-8")
    with pytest.raises(UsageError, match="chương trình khác"):
        kept.keep({"procedure": "birth_registration"})
    assert "request: x" in kept.path.read_text("utf-8")


def test_the_next_citizen_gets_a_file_of_their_own(tmp_path: Path) -> None:
    first = KeptFile(free_name(BIRTH_FLOW, tmp_path), BIRTH_FLOW)
    assert free_name(BIRTH_FLOW, tmp_path) == first.path
    first.keep({"procedure": "birth_registration"}, finished=True)
    assert free_name(BIRTH_FLOW, tmp_path).name == "birth_registration-2.yaml"


def test_whatever_was_answered_reads_as_it_was(tmp_path: Path) -> None:
    odd = ["a: b # c & *d \"e\" \\ 'f'", "- x", "null", "12:30", "{a}", "[b", "!x", "%", "@", "“”"]
    kept = KeptFile(tmp_path / "a.yaml", BIRTH_FLOW)
    tree: dict[str, Any] = {"procedure": "birth_registration", "request": odd[0]}
    tree["papers"] = {"birth_notification": odd}
    tree["declaration"] = {"rows": [{"a": each, "b": None} for each in odd], "none": {}, "no": []}
    kept.keep(tree)
    source = load(kept.path)
    assert (source.data, source.problems) == (tree, [])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", ["Xã Hòa Tân Đông"]),
        ("9", []),
        ("hoa thanh", ["Xã Hòa Thành"]),
        ("HÒA THÀNH", ["Xã Hòa Thành"]),
        ("xã hoà thành", ["Xã Hòa Thành"]),
        ("hoa", ["Xã Hòa Thành", "Xã Hòa Tân Đông"]),
        ("phu lam", ["Phường Phú Lâm"]),
        ("zz", []),
    ],
)
def test_an_option_is_found_by_number_or_by_letters(text: str, meant: list[str]) -> None:
    options = ["Xã Hòa Thành", "Xã Hòa Tân Đông", "Phường Phú Lâm"]
    assert chosen(text, options, options) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("c", "có"), ("Có", "có"), ("co", "có"), ("Y", "có"), ("k", "không"), ("KHÔNG", "không"),
     ("n", "không"), ("x y", None), ("", None)],
)  # fmt: skip
def test_yes_and_no_are_short(text: str, meant: str | None) -> None:
    assert yes_or_no(text) == meant


def test_it_begins_where_the_fixture_of_the_birth_does() -> None:
    assert BIRTH in PLAIN

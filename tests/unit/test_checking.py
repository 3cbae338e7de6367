"""Dossier files are judged whole: every bad input is a clear problem that names its place."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal_bot.checking import Checked, check_paths
from portal_bot.dossier.places import agency
from portal_bot.intake.filed_content import content_hash
from portal_bot.papers import USUAL

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = date(2026, 11, 22)
BIRTH = "birth_registration/plain.yaml"
MARITAL = "marital_status_certificate/plain.yaml"
COPY = "copy_certification/plain.yaml"
Check = Callable[..., Checked]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Checks a fixture with pieces of its text replaced."""
    shutil.copytree(FIXTURES / "papers", tmp_path / "dossiers" / "papers")

    def run(fixture: str, *changes: tuple[str, str]) -> Checked:
        text = (FIXTURES / fixture).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        file = tmp_path / "dossiers" / Path(fixture).name
        file.write_text(text.replace("../papers", "papers"), encoding="utf-8")
        (checked,) = check_paths([file], today=TODAY)
        return checked

    return run


def errors(checked: Checked) -> list[tuple[str, str, str]]:
    return [(p.code, p.field, p.where) for p in checked.problems if p.severity == "error"]


def line_of(checked: Checked, where: str) -> str:
    name, number = where.split(":")
    assert name == checked.path.name
    return checked.path.read_text(encoding="utf-8").splitlines()[int(number) - 1]


def test_a_good_dossier_is_ok_and_whole(check: Check) -> None:
    checked = check(BIRTH)
    assert checked.ok
    assert checked.problems == []
    assert checked.procedure == "birth_registration"
    assert checked.dossier is not None
    assert checked.declaration is not None
    assert len(checked.subject) == 3
    assert [path.name for path in checked.papers["birth_notification"]] == ["chung-sinh.pdf"]
    assert all(path.is_absolute() for paths in checked.papers.values() for path in paths)


@pytest.mark.parametrize(
    ("fixture", "old", "new", "code", "field", "line"),
    [
        (BIRTH, "birth_year: 1992", "birth_year: [1992]",
         "wrong_type", "declaration.mother.birth_year", "birth_year: [1992]"),
        (BIRTH, "birth_date: 02/11/2026", "birth_date: 31/02/2026",
         "impossible_date", "declaration.child.birth_date", "31/02/2026"),
        (BIRTH, "birth_date: 1990-02-13", "birth_date: 1991-02-13",
         "citizen_id_birth_year", "applicant.citizen_id", "citizen_id:"),
        (BIRTH, "gender: Nam", "gender: Nữ",
         "citizen_id_gender", "applicant.citizen_id", "citizen_id:"),
        (BIRTH, "[../papers/chung-sinh.pdf]", "",
         "missing_paper", "papers.birth_notification", "birth_notification:"),
        (BIRTH, "birth_notification: [", "birth_notifcation: [",
         "unknown_key", "papers.birth_notifcation", "birth_notifcation:"),
        (BIRTH, "procedure: birth_registration", "procedure: birth_registraton",
         "unknown_procedure", "procedure", "procedure:"),
        (BIRTH, "native_place: {commune: Xã Hòa Thành}", "native_place: {commune: Xã Hòa Thanh}",
         "unknown_commune", "declaration.child.native_place.commune", "native_place:"),
        (BIRTH, '"0905000101"', '"090500010"', "phone", "applicant.phone", "phone:"),
        (BIRTH, "declared: both", "declared: mother_only",
         "not_applicable", "declaration.father", "father:"),
        (BIRTH, "method: in_person", "method: postal", "missing", "delivery.address", "delivery:"),
        (BIRTH, "T08:10:00+07:00", "", "invalid_time", "consent.at", "consent:"),
        (BIRTH, "at: 2026-11-20", "at: 2026-12-20", "date_in_future", "consent.at", "consent:"),
        (BIRTH, "confirmed: true", "confirmed: false",
         "not_confirmed", "declaration.pledge.confirmed", "confirmed:"),
        (BIRTH, "email: thu", "emial: thu", "unknown_key", "applicant.emial", "emial:"),
        (COPY, "method: in_person", "method: electronic",
         "delivery_not_offered", "delivery.method", "delivery:"),
    ],
)  # fmt: skip
def test_each_bad_input_names_its_place(
    check: Check, fixture: str, old: str, new: str, code: str, field: str, line: str
) -> None:
    checked = check(fixture, (old, new))
    assert not checked.ok
    (where,) = [e[2] for e in errors(checked) if e[:2] == (code, field)]
    assert line in line_of(checked, where)
    assert all(p.message.isprintable() for p in checked.problems)


def test_a_consent_is_demanded(check: Check) -> None:
    old = "consent: {given_by: Nguyễn Văn Thử, at: 2026-11-20T08:10:00+07:00}"
    assert [e[:2] for e in errors(check(BIRTH, (old, "")))] == [("missing", "consent")]


def test_the_post_must_be_paid_for(check: Check) -> None:
    old = "delivery: {method: in_person}"
    address = "address: {commune: Hòa Thành, detail: Thôn Ví Dụ 1}"
    assert [e[:2] for e in errors(check(BIRTH, (old, f"delivery: {{method: postal, {address}}}")))
            ] == [("missing", "delivery.fee_accepted")]  # fmt: skip
    new = f"delivery: {{method: postal, {address}, fee_accepted: no}}"
    assert [e[0] for e in errors(check(BIRTH, (old, new)))] == ["postal_fee_not_accepted"]
    new = "delivery: {method: in_person, recipient: {full_name: Trần Thử, phone: '0905000101'}}"
    assert [e[0] for e in errors(check(BIRTH, (old, new)))] == ["not_applicable"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("gone.pdf", None), ("empty.pdf", b""), ("text.pdf", b"not a pdf"), ("x.docm", b"PK\x03\x04")],
)
def test_a_scan_that_nobody_can_open_is_told(
    check: Check, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "dossiers" / "papers" / name).write_bytes(content)
    checked = check(BIRTH, ("chung-sinh.pdf", name))
    (problem,) = checked.problems
    assert problem.severity == "error"
    assert problem.field == "papers.birth_notification.0"
    assert "birth_notification:" in line_of(checked, problem.where)


def test_a_picture_named_pdf_is_told(check: Check, tmp_path: Path) -> None:
    papers = tmp_path / "dossiers" / "papers"
    shutil.copy(papers / "so-ho-khau.jpg", papers / "anh.pdf")
    assert [e[1] for e in errors(check(BIRTH, ("chung-sinh.pdf", "anh.pdf")))] == [
        "papers.birth_notification.0"
    ]


def test_two_dossiers_that_are_the_same_name_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "dossiers"
    shutil.copytree(FIXTURES / "papers", folder / "papers")
    text = (FIXTURES / BIRTH).read_text(encoding="utf-8").replace("../papers", "papers")
    other = text.replace("Nguyễn Thử Nghiệm An", "NGUYỄN  THỬ NGHIỆM AN").replace("02/11/", "2/11/")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    (folder / "b.yaml").write_text(other, encoding="utf-8")
    (folder / "c.yaml").write_text(f"request: lần hai\n{text}", encoding="utf-8")
    first, second, third = check_paths([folder], today=TODAY)
    assert first.ok
    assert third.ok
    assert [p.code for p in second.problems] == ["duplicate_dossier"]
    assert "a.yaml" in second.problems[0].message


def test_a_file_given_twice_is_checked_once() -> None:
    assert len(check_paths([FIXTURES / BIRTH, FIXTURES / "birth_registration"])) == len(
        check_paths([FIXTURES / "birth_registration"])
    )


def test_the_hash_is_of_what_is_filed(check: Check, tmp_path: Path) -> None:
    before = check(BIRTH)
    same = check(
        BIRTH,
        ("at: 2026-11-20T08:10:00+07:00", "at: 2026-11-21T08:10:00+07:00"),
        ("account: {username: nguyenvanthu, sign_in: password}", ""),
        ("02/11/2026", "2026-11-02"),
        ("procedure: birth_registration", 'procedure: "1.001193"'),
    )
    assert content_hash(same) == content_hash(before)
    other = check(BIRTH, ("birth_year: 1992", "birth_year: 1991"))
    assert content_hash(other) != content_hash(before)
    assert other.subject == before.subject
    with (tmp_path / "dossiers" / "papers" / "chung-sinh.pdf").open("ab") as scan:
        scan.write(b"\n")
    assert content_hash(check(BIRTH)) != content_hash(before)


def test_the_office_that_is_asked_must_be_the_right_one(check: Check) -> None:
    checked = check(BIRTH, ("account:", "agency: {commune: Hòa Vinh}\naccount:"))
    assert [e[0] for e in errors(checked)] == ["authority_residence"]
    (elsewhere,) = check_paths([FIXTURES / BIRTH], today=TODAY, office=agency("Hòa Vinh"))
    assert [e[0] for e in errors(elsewhere)] == ["authority_residence"]


def test_it_is_said_beforehand_by_which_name_a_commune_is_sent(check: Check) -> None:
    there = agency("Phường Phú Yên", tree=2025)
    (checked,) = check_paths([FIXTURES / BIRTH], today=TODAY, office=there)
    assert checked.ok
    (told,) = [p for p in checked.problems if p.code == "sent_as"]
    assert told.field == "applicant.address.commune"
    assert "“Phường Phú Yên, Tỉnh Đắk Lắk”" in told.message
    assert "(5 chỗ)" in told.message
    assert content_hash(checked) != content_hash(check(BIRTH))


def test_where_a_commune_was_split_the_dossier_must_say_which(check: Check) -> None:
    living, after = "residence: {commune: Xã Hòa Thành, detail", ": Thôn Ví Dụ 1}\n  father:"
    split = check(BIRTH, (living + after, "residence: {commune: Hoà Hiệp Bắc, detail" + after))
    assert split.ok
    there = agency("Phường Phú Yên", tree=2025)
    (asked,) = check_paths([split.path], today=TODAY, office=there)
    (told,) = errors(asked)
    assert told[:2] == ("split_commune", "declaration.mother.residence.commune_2025")
    chosen = "residence: {commune: Hoà Hiệp Bắc, commune_2025: phường phú yên, detail"
    said = check(BIRTH, (living + after, chosen + after))
    # A portal of 2022 passes it over: the dossier is the same to it.
    assert content_hash(said) == content_hash(split)
    (answered,) = check_paths([said.path], today=TODAY, office=there)
    assert answered.ok


@pytest.mark.parametrize(
    ("office", "code"),
    [
        ("{commune: Hòa Vinh, x: y}", "unknown_key"),
        ("{province: Phú Yên, district: Đông Hòa, commune: Hòa Vinh, x: y}", "unknown_key"),
        ("{district: Tuy An}", "missing"),
        ("{commune: Hòa Vin}", "unknown_commune"),
    ],
)
def test_an_office_that_is_not_known_judges_nobody(check: Check, office: str, code: str) -> None:
    checked = check(BIRTH, ("account:", f"agency: {office}\naccount:"))
    assert [e[0] for e in errors(checked)] == [code]


def test_problems_stand_in_the_order_of_the_file(check: Check) -> None:
    checked = check(
        BIRTH,
        ('phone: "0905000101"', "phone: x"),
        ("gender: Nữ", "gender: x"),
        ('citizen_id: "054090000101"', "citizen_id: 1"),
        ("at: 2026", "at: x2026"),
    )
    lines = [int(p.where.split(":")[1]) for p in checked.problems]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_it_is_told_as_json(check: Check) -> None:
    told = check(BIRTH, ("procedure: birth_registration", "procedure: x")).as_json()
    assert told["ok"] is False
    assert told["path"].endswith("plain.yaml")
    (problem,) = told["problems"]
    assert set(problem) == {"severity", "code", "field", "where", "message"}
    assert problem["code"] == "unknown_procedure"


def test_a_broken_file_is_one_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: [", encoding="utf-8")
    (checked,) = check_paths([file])
    assert not checked.ok
    assert [p.code for p in checked.problems] == ["broken_file"]


def test_the_same_scan_twice_in_a_row_is_a_warning(check: Check, tmp_path: Path) -> None:
    papers = tmp_path / "dossiers" / "papers"
    shutil.copy(papers / "chung-sinh.pdf", papers / "trang-2.pdf")
    twice = "[../papers/chung-sinh.pdf, ../papers/so-ho-khau.jpg, ../papers/trang-2.pdf]"
    checked = check(BIRTH, ("[../papers/chung-sinh.pdf]", twice))
    (warning,) = [problem for problem in checked.problems if problem.code == "same_scan"]
    assert (warning.severity, warning.field) == ("warning", "papers.birth_notification.2")
    assert "trang-2.pdf là cùng một tệp hai lần (trùng tệp thứ 1)" in warning.message
    assert checked.ok


def test_two_scans_that_cannot_be_read_are_not_called_the_same(check: Check) -> None:
    twice = "[../papers/mot.pdf, ../papers/hai.pdf]"
    checked = check(BIRTH, ("[../papers/chung-sinh.pdf]", twice))
    assert "same_scan" not in {problem.code for problem in checked.problems}
    assert not checked.ok


def test_a_scan_outside_the_dossiers_folder_is_refused_by_its_row(
    check: Check, tmp_path: Path
) -> None:
    shutil.copy(FIXTURES / "papers" / "cccd.pdf", tmp_path / "rieng.pdf")
    checked = check(BIRTH, ("../papers/chung-sinh.pdf", "../rieng.pdf"))
    (problem,) = checked.problems
    assert (problem.code, problem.field) == ("paper_outside", "papers.birth_notification.0")
    assert "“Giấy chứng sinh" in problem.message
    assert "--allow-outside" in problem.message
    allowed = check_paths([checked.path], today=TODAY, limits=USUAL.anywhere())
    assert [each.ok for each in allowed] == [True]

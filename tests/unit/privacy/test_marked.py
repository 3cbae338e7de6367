"""Values in messages: marked where they are put in, shown to people, left out of files."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot import privacy
from portal_bot.cli.app import main
from portal_bot.dossier.amounts import parse_decimal, parse_money
from portal_bot.dossier.dates import parse_date, parse_partial_date
from portal_bot.dossier.ids import parse_citizen_id
from portal_bot.dossier.persons import parse_email
from portal_bot.dossier.phones import parse_phone
from portal_bot.dossier.problems import Finding, Problem, Refused
from portal_bot.errors import DossierError
from portal_bot.marked import MarkedText, masked_parts, own
from portal_bot.privacy import MASK

# Too short to be known by itself: only its mark says that it is somebody's.
VALUE = "Tư"


def test_who_reads_an_error_sees_the_value_and_a_file_does_not() -> None:
    error = DossierError(f"“{own(VALUE)}” chưa đủ họ và tên").at("Bước 2")
    assert str(error) == "Bước 2: “Tư” chưa đủ họ và tên"
    assert privacy.redact(f"lỗi: {error}") == f"lỗi: Bước 2: “{MASK}” chưa đủ họ và tên"


def test_a_mark_goes_with_the_message_from_one_keeper_to_the_next() -> None:
    refused = Refused("person_name", f"“{own(VALUE)}” chưa đủ")
    finding = Finding(("a",), refused.code, f"“Họ tên”: {refused.message}").under("declaration")
    problem = Problem("error", finding.code, "a", "x.yaml:1", finding.message)
    assert problem.message == "“Họ tên”: “Tư” chưa đủ"
    again: MarkedText = pickle.loads(pickle.dumps(problem.message))
    for message in (f"{problem.message}", f"{again}"):
        assert privacy.redact(message) == f"“Họ tên”: “{MASK}” chưa đủ"
    assert privacy.redact(problem.message) == f"“Họ tên”: “{MASK}” chưa đủ"


def test_a_message_that_is_made_longer_or_filled_in_keeps_its_marks() -> None:
    told = MarkedText(f"“{own(VALUE)}” chưa đủ {{}}")
    for longer in (told + ".", "A: " + told, told.replace("{}", "chữ")):
        assert VALUE in longer
        assert VALUE not in privacy.redact(longer)


@pytest.mark.parametrize("end", ["\ufdd1", "\ufdd0\ufdd1", "\ufdd1\ufdd1"])
def test_a_value_cannot_end_its_own_mark(end: str) -> None:
    assert privacy.redact(f"“{own(f'Bí{end}mật')}” sai") == f"“{MASK}” sai"


def test_what_cannot_be_seen_is_told_by_its_code_within_a_mark_too() -> None:
    value = own("a\x1b[2Jb")
    problem = Problem("error", "a", "a", "a", f"“{value}” sai")
    assert problem.message == "“a⟨U+001B⟩[2Jb” sai"
    assert privacy.redact(problem.message) == f"“{MASK}” sai"


def test_what_to_do_is_said_wherever_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into a pipe, too: which field, what is there to choose, what a mistyped key should be."""
    (tmp_path / "a.yaml").write_text(
        "procedure: birth_registration\n"
        "applicant: {full_nam: Khuỷnh Duềnh, Khuỷnh Toách: '1', gender: Nam tính}\n",
        "utf-8",
    )
    assert main(["check", str(tmp_path / "a.yaml")]) == DossierError.exit_code
    told = capsys.readouterr().out
    assert "bổ sung mục “consent” gồm given_by" in told
    assert "Không có mục “full_nam”; gần nhất là “full_name”" in told
    assert f"không có lựa chọn “{MASK}”" in told
    assert "chọn: nam (Nam), nu (Nữ)" in told
    assert "Khuỷnh" not in told


# What is proposed instead is as much the citizen's as what was written: no digest knows it.
GUESSED = [
    (parse_date, "02/14/1990", "14/02/1990"),
    (parse_date, "02141990", "14/02/1990"),
    (parse_date, "32918", "14/02/1990"),
    (parse_partial_date, "Tư/1990", "Tư"),
    (parse_citizen_id, "05419O473291", "054190473291"),
    (parse_decimal, "1.234", "1234"),
    (parse_money, "1O500", "10500"),
    (parse_email, "anh,vidu@vidu.example", "anh.vidu@vidu.example"),
    (parse_phone, "905473291", "0905473291"),
]


@pytest.mark.parametrize(("parse", "written", "guessed"), GUESSED)
def test_what_is_proposed_is_marked_too(
    parse: Callable[[object], object], written: object, guessed: str
) -> None:
    with pytest.raises(Refused) as refused:
        parse(written)
    assert guessed in str(refused.value)
    assert guessed not in masked_parts(refused.value.message)

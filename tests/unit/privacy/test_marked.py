"""Values in messages: marked where they are put in, shown to people, left out of files."""

from __future__ import annotations

import pickle

import pytest

from portal_bot import privacy
from portal_bot.dossier.problems import Finding, Problem, Refused
from portal_bot.errors import DossierError
from portal_bot.marked import MarkedText, own
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


@pytest.mark.parametrize("end", ["\ufdd1", "\ufdd0\ufdd1", "\ufdd1\ufdd1"])
def test_a_value_cannot_end_its_own_mark(end: str) -> None:
    assert privacy.redact(f"“{own(f'Bí{end}mật')}” sai") == f"“{MASK}” sai"


def test_what_cannot_be_seen_is_told_by_its_code_within_a_mark_too() -> None:
    value = own("a\x1b[2Jb")
    problem = Problem("error", "a", "a", "a", f"“{value}” sai")
    assert problem.message == "“a⟨U+001B⟩[2Jb” sai"
    assert privacy.redact(problem.message) == f"“{MASK}” sai"

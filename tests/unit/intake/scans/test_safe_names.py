from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from portal_bot.intake.scans.safe_names import safe_name


def test_marks_blanks_and_signs_go() -> None:
    assert safe_name("Giấy chứng sinh (bản chính)", "pdf") == "giay-chung-sinh-ban-chinh.pdf"
    assert safe_name("ĐƠN đề nghị", "jpg") == "don-de-nghi.jpg"
    assert safe_name("  …  ", "jpg") == "ban-quet.jpg"
    assert safe_name("CON", "pdf") == "ban-quet-con.pdf"


def test_a_name_is_given_once() -> None:
    taken = {"a.pdf", "a-2.pdf"}
    assert safe_name("A", "pdf", taken) == "a-3.pdf"


@given(st.text(max_size=300))
def test_whatever_it_is_called(said: str) -> None:
    name = safe_name(said, "pdf")
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*\.pdf", name)
    assert len(name) <= 60

"""What an announcer gets to read: words, whatever was written."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot import registry
from portal_bot.guidance.read_aloud import read_aloud, seconds_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("02 ảnh chụp không quá 06 tháng", "hai ảnh chụp không quá sáu tháng"),
        ("21 ngày, 15 bản, 105 tờ", "hai mươi mốt ngày, mười lăm bản, một trăm linh năm tờ"),
        ("1.000.000 đồng", "một triệu đồng"),
        ("8.000 đồng/bản", "tám nghìn đồng một bản"),
        ("21.000đ", "hai mươi mốt nghìn đồng"),
        ("50.000đ/bản", "năm mươi nghìn đồng một bản"),
        ("1.234.567,5", "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy phẩy năm"),
        ("1,5 ha", "một phẩy năm héc ta"),
        ("0,05%", "không phẩy không năm phần trăm"),
        ("20%", "hai mươi phần trăm"),
        ("500 m2", "năm trăm mét vuông"),
        ("30 m²", "ba mươi mét vuông"),
        ("hai (02) bản", "hai bản"),
        ("hai (03) bản", "hai, ba, bản"),
        ("05-10 ngày", "năm đến mười ngày"),
        ("5 – 10 ngày", "năm đến mười ngày"),  # noqa: RUF001 - as people write it
        ("15:00", "mười lăm giờ"),
        ("7h30", "bảy giờ ba mươi"),
        ("17h", "mười bảy giờ"),
        ("15 giờ", "mười lăm giờ"),
        ("7:30-11:30", "bảy giờ ba mươi đến mười một giờ ba mươi"),
        ("ngày 05/4/2026", "ngày mồng năm tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("trước 01/7/2021", "trước ngày mồng một tháng bảy năm hai nghìn không trăm hai mươi mốt"),
        ("2021-07-15", "ngày mười lăm tháng bảy năm hai nghìn không trăm hai mươi mốt"),
        ("ngày 20/11", "ngày hai mươi tháng mười một"),
        ("lễ 30/4", "lễ ba mươi tháng tư"),
        ("1/2 diện tích", "một phần hai diện tích"),
        ("NĐ 20/2021/NĐ-CP", "Nghị định số hai mươi năm hai nghìn không trăm hai mươi mốt"),
        ("Quyết định số 163/QĐ-BTP", "Quyết định số một trăm sáu mươi ba"),
        ("Mẫu 04.CĐ, Phụ lục X", "Mẫu bốn CĐ, Phụ lục mười"),
        ("Mẫu số 1a/1đ", "Mẫu số một a hoặc một đê"),
        ("Chương IV", "Chương bốn"),
        ("mức phần vi phạm, quý vị", "mức phần vi phạm, quý vị"),
        (unicodedata.normalize("NFD", "UBND xã, 21 tờ"), "Ủy ban nhân dân xã, hai mươi mốt tờ"),
        ("\uff12\uff11 tờ", "hai mươi mốt tờ"),
        ("CMND/CCCD", "chứng minh nhân dân hoặc căn cước công dân"),
        ("nhiễm HIV/AIDS", "nhiễm hát i vê hoặc ết"),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("và/hoặc", "và hoặc"),
        ("0905 000 101", "không chín không năm không không không một không một"),
        ("0257.3822.123", "không hai năm bảy ba tám hai hai một hai ba"),
        ("1900 1234", "một chín không không một hai ba bốn"),
        ("mã 1.001193", "mã một chấm không không một một chín ba"),
        ("054090000101", "không năm bốn không chín không không không không một không một"),
        ("Hết.  Xong , rồi ;", "Hết. Xong, rồi,"),
        ("“Tổ quốc ghi công”", "Tổ quốc ghi công"),
    ],
)
def test_it_is_read_as_people_read_it(written: str, read: str) -> None:
    assert read_aloud(written) == read


@given(st.text(alphabet=st.sampled_from("0123456789.,:/-()ađVIX% hm2;"), max_size=30))
def test_no_digit_and_no_sign_is_left_of_whatever_is_written(text: str) -> None:
    assert re.fullmatch(r"[^\W\d_]*(?:[\s,.:?]+[^\W\d_]*)*", read_aloud(text))


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert not any(letter.isascii() and letter.isdigit() for letter in read_aloud(text))


def test_every_fact_that_citizens_are_told_becomes_words() -> None:
    for flow in registry.flows().values():
        facts = registry.facts(flow)
        assert facts is not None
        names = [paper.name for paper in facts.paper]
        for text in (facts.name, facts.deadline.text, facts.fee.exemptions, *names):
            spoken = read_aloud(text)
            assert re.fullmatch(r"[\w\s,.:?]*", spoken), spoken
            assert not re.search(r"\d|\b[A-ZĐ]{3,}\b", spoken), spoken


def test_seconds_are_syllables_and_breaths() -> None:
    assert seconds_of("một hai ba bốn năm sáu") == 2
    assert seconds_of("một hai ba. bốn năm sáu.") == 4
    assert seconds_of("") == 0

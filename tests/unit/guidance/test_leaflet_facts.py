"""What a leaflet tells is what the facts say, each once, and what is doubtful is marked."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pytest

from portal_bot import registry, settings
from portal_bot.catalogue.fact_words import submitter
from portal_bot.catalogue.procedures import procedures
from portal_bot.dossier.describe import describe
from portal_bot.errors import UsageError
from portal_bot.guidance.filing_steps import filing_steps
from portal_bot.guidance.guide_pages import leaflet_page, poster_page
from portal_bot.guidance.leaflet_facts import leaflet_facts
from portal_bot.guidance.short_titles import short_title, whole_title
from portal_bot.guidance.whereabouts import national, whereabouts
from portal_bot.registry import AnyFlow
from tests.support.english import english_in

FLOWS = list(registry.flows().values())
each_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)


def visible(page: str) -> str:
    """What a reader sees of a page."""
    body = page.partition("<body")[2].partition(">")[2]
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", body, flags=re.DOTALL).split())


@each_flow
def test_every_paper_is_told_once_in_one_group(flow: AnyFlow) -> None:
    told = [line.name for group in leaflet_facts(flow).papers for line in group.papers]
    facts = registry.facts(flow)
    assert facts is not None
    assert sorted(told) == sorted(paper.name for paper in facts.paper)


@each_flow
def test_a_paper_that_only_some_need_says_when(flow: AnyFlow) -> None:
    of = leaflet_facts(flow)
    page = visible(leaflet_page(of, national(), filing_steps(of, national()), sizes=(12, 12)))
    for paper in describe(flow)["papers"]:
        if when := paper.get("when_text"):
            assert f"khi {when}".replace('"', "&#34;") in page


@each_flow
def test_no_english_reaches_a_citizen(flow: AnyFlow) -> None:
    of = leaflet_facts(flow)
    page = visible(leaflet_page(of, national(), filing_steps(of, national()), sizes=(12, 12)))
    assert english_in(page) == []
    assert not re.search(r"[a-z]+_[a-z]+|\bNone\b|\bTrue\b", page)


@each_flow
def test_what_was_rebuilt_is_marked_where_it_stands(flow: AnyFlow) -> None:
    of, facts = leaflet_facts(flow), registry.facts(flow)
    assert facts is not None
    assert of.level.doubt
    assert bool(of.code.doubt) == (facts.code_verified is False)
    assert bool(of.term[0].doubt) == bool(facts.deadline.accounts)
    assert bool(of.fee[0].doubt) == (not facts.fee.verified)
    page = visible(leaflet_page(of, national(), filing_steps(of, national()), sizes=(12, 12)))
    assert "(*)" in page
    for account in facts.deadline.accounts:
        assert account.source in page


def test_each_word_for_who_may_submit_is_known() -> None:
    for facts in procedures().values():
        for word in facts.who_may_submit:
            assert submitter(word) != word, (facts.slug, word)


def test_a_word_that_is_not_known_was_written_for_people() -> None:
    assert submitter("chủ hộ kinh doanh") == "chủ hộ kinh doanh"


@pytest.mark.parametrize(
    ("title", "whole", "short"),
    [
        ("Thủ tục đăng ký khai sinh", "Đăng ký khai sinh", "Đăng ký khai sinh"),
        ("THỦ TỤC CẤP BẢN SAO", "CẤP BẢN SAO", "CẤP BẢN SAO"),
        ("Cấp giấy (" + "rất dài " * 20 + ")", None, "Cấp giấy …"),
        ("Từ " * 60, None, "Từ " * 32 + "Từ …"),
    ],
)
def test_a_title_is_as_short_as_a_poster_needs(title: str, whole: str | None, short: str) -> None:
    assert whole is None or whole_title(title) == whole
    assert short_title(title) == short
    assert len(short_title(title)) <= 102


def test_the_poster_names_all_by_level() -> None:
    those = list(map(leaflet_facts, FLOWS))
    page = visible(poster_page(those, national(), sizes=(9,)))
    assert "29 thủ tục làm được trên mạng" in page
    assert re.search(r"Mức độ 4 .*: 22 thủ tục.*Mức độ 3 .*: 7 thủ tục", page)
    for of in those:
        assert page.count(of.code.text) == 1


def test_a_local_fee_takes_the_place_of_what_was_only_a_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fees.toml"
    file.write_text(
        'source = "Nghị quyết Mẫu"\n[fees]\nbirth_registration = 5000\n"1.004873" = 0\n'
    )
    monkeypatch.setenv(settings.FEES, str(file))
    birth = leaflet_facts(registry.flows()["birth_registration"])
    assert birth.fee[0].text.endswith("quá hạn 5.000 đồng/trường hợp")
    assert birth.fee[1].text == "Theo Nghị quyết Mẫu"
    assert not birth.fee[0].doubt
    status = leaflet_facts(registry.flows()["marital_status_certificate"])
    assert status.fee[0].text == "Không mất tiền"


def test_without_a_portal_citizens_are_sent_to_the_national_one() -> None:
    assert national().short_address == "dichvucong.gov.vn"
    assert not national().practice


def test_the_portals_own_profile_says_commune_and_limits(tmp_path: Path) -> None:
    where = whereabouts("mock", None, "  gọi\n 0257 3822 123 ")
    assert where.committee == "Ủy ban nhân dân xã Hòa Thành"
    assert where.contact == "gọi 0257 3822 123"
    assert where.practice
    assert whereabouts(None, "http://127.0.0.1:9999", "").practice
    assert (
        whereabouts(None, "https://vidu.example/cong/", "").address == "https://vidu.example/cong"
    )


@pytest.mark.parametrize(
    ("name", "url", "contact"),
    [
        ("khong-co", None, ""),
        (None, "vidu", ""),
        (None, "ftp://vidu.example", ""),
        (None, "javascript:alert(1)", ""),
        (None, "https://vidu.example/" + "a" * 400, ""),
        ("mock", "https://vidu.example", ""),
        (None, None, "a" * 300),
    ],
)
def test_a_place_that_is_none_is_refused(name: str | None, url: str | None, contact: str) -> None:
    with pytest.raises(UsageError):
        whereabouts(name, url, contact)


def test_what_people_typed_is_escaped() -> None:
    of, where = leaflet_facts(FLOWS[0]), whereabouts(None, None, "<script>alert(1)</script>")
    assert "<script" not in leaflet_page(of, where, filing_steps(of, where), sizes=(12, 12))


def test_pictures_of_the_procedures_own_go_first(tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    of = leaflet_facts(registry.flows()["birth_registration"])
    (tmp_path / of.slug).mkdir()
    (tmp_path / "sign-in.png").write_bytes(png + b"common")
    (tmp_path / "papers.png").write_bytes(png + b"common")
    (tmp_path / of.slug / "papers.png").write_bytes(png + b"own")
    told = {step.name: step.picture for step in filing_steps(of, national(), tmp_path)}
    shown = {name: b64decode(picture.partition(",")[2]) for name, picture in told.items()}
    assert shown["sign-in"] == png + b"common"
    assert shown["papers"] == png + b"own"
    assert shown["receipt"] == b""


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff JPEG", b"<svg/>"])
def test_a_picture_that_is_none_is_named(content: bytes, tmp_path: Path) -> None:
    of = leaflet_facts(FLOWS[0])
    (tmp_path / "papers.png").write_bytes(content)
    with pytest.raises(UsageError, match=r"papers\.png không phải hình PNG"):
        filing_steps(of, national(), tmp_path)
    with pytest.raises(UsageError, match="không có thư mục này"):
        filing_steps(of, national(), tmp_path / "khong-co")

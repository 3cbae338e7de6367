"""The words that a world draws for controls, choices and papers, as they reach the browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mock_portal.drawn_names import DrawnNames
from mock_portal.procedures import procedures
from portal_bot.dossier.spec import walk
from portal_bot.registry import flows

from .conftest import BIRTH, COPY, FORMS, ONLINE, PDF, PREFIX, Citizen, Mock
from .test_procedures import filled
from .words import TECHNICAL, Words, all_keys, controls

# What a page is built of, and the product's own parameters: the same in every world.
BUILT_OF = TECHNICAL | {
    *("formHoSo", "formGiayTo", "formLePhi", "formNop", "formHuy", "formLuu", "formDangKy"),
    *("btn-next", "btn-apply", "btn-cancel", "btn-save", "account_name", "toasts", "dsHoSo"),
    *("bangLePhi", "tongLePhi", "captchaImage", "captchaAgain", "_fcgiayToKhac"),
    "other-template",
}
ALL_CODES = [one.code for one in procedures().values()]
SLUGS = {one.code: one.slug for one in procedures().values()}
STEPS = ("nhap-thong-tin-ho-so", "thanh-phan-ho-so", "nhap-le-phi-ho-so", "kiem-tra-ho-so")
_KEYS_OF_SCRIPTS = (
    *("data-driver", "data-depends", "data-in", "data-child", "data-key", "data-name"),
    *("data-row", "data-files", "data-error-for"),
)


class Told(HTMLParser):
    """All by which a program could find or choose something without reading what people read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: set[str] = set()
        self._in_list = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        kind = told.get("type", "")
        # The choice of a list that scripts draw is kept in a hidden box, as a date is.
        hidden = kind == "hidden" and told["name"] not in TECHNICAL and "class" not in told
        if tag == "option" or hidden or kind in {"radio", "checkbox"}:
            self._add(told.get("value", ""))
        for name in ("name", "id", "for", "form", "aria-labelledby", *_KEYS_OF_SCRIPTS):
            if tag != "meta":
                self._add(*told.get(name, "").split("|"))
        self._add(*(word for pair in json.loads(told.get("data-copied", "[]")) for word in pair))
        self._in_list = kind == "application/json"

    def handle_data(self, data: str) -> None:
        if self._in_list:
            self._add(*(value for value, _label in json.loads(data)))
            self._in_list = False

    def _add(self, *words: str) -> None:
        self.words.update(part for word in words for part in word.split("-title") if part)


def told(pages: Iterator[str]) -> set[str]:
    return {word for page in pages for word in Told(page).words} - BUILT_OF


def pages_of(citizen: Citizen, code: str) -> Iterator[str]:
    """From the choice of the agency to the papers of any procedure, its form filled in."""
    yield citizen.http.get(f"{ONLINE}/chon-co-quan", params={"maThuTuc": code}).text
    citizen.begin(code)
    yield citizen.page(STEPS[0])
    citizen.fill({})
    yield citizen.page(STEPS[0])
    citizen.fill(filled(SLUGS[code], 0))
    yield citizen.page(STEPS[1])


def whole_way(citizen: Citizen, code: str) -> Iterator[str]:
    """Every page with a control on it, the errors beside the controls among them."""
    for place in ("", "/thu-tuc", "/dang-ky", "/ca-nhan/quan-ly-ho-so"):
        yield citizen.http.get(f"{PREFIX}{place}" if place else "/").text
    yield from pages_of(citizen, code)
    citizen.to_review(code)
    citizen.papers(**{"other-1_name": "Sơ yếu lý lịch"})
    yield citizen.page(STEPS[1])
    citizen.fee(maHinhThucNhanKetQua="postal")
    yield citizen.page(STEPS[2])
    citizen.fee()
    yield from (citizen.page(step) for step in STEPS)


@pytest.mark.parametrize("code", FORMS)
def test_two_worlds_have_no_word_in_common(mock: Mock, citizen: Citizen, code: str) -> None:
    first = told(whole_way(citizen, code))
    mock.api("/reset", {})
    citizen.sign_in()
    second = told(whole_way(citizen, code))
    assert len(first) > 100
    assert len(first) == len(second)
    assert first & second == set()


def test_the_page_of_an_unknown_visitor_has_other_words_in_another_world(mock: Mock) -> None:
    def seen() -> set[str]:
        paths = ("/dang-nhap", "/dang-ky", "/thu-tuc")
        return told(mock.client.get(f"{mock.url}{PREFIX}{path}").text for path in paths)

    first = seen()
    mock.api("/reset", {})
    assert first
    assert first & seen() == set()


def known_to_flows() -> set[str]:
    """What the library's flows call their fields, choices and papers."""
    known: set[str] = set()
    for flow in flows().values():
        for cls in (flow.declaration, flow.papers):
            for path, spec in walk(cls):
                known |= {path, path.replace(".", "_"), spec.name}
                known |= {str(option.value) for option in spec.choice or ()}
    return known


def known_to_the_mock() -> set[str]:
    """What the mock's own files call them."""
    codes = {c for code in ALL_CODES for one in controls(code).values() for c in one.codes or ()}
    return codes | set(all_keys())


@pytest.mark.parametrize("code", ALL_CODES, ids=SLUGS.get)
def test_no_page_says_what_a_flow_or_a_file_calls_it(citizen: Citizen, code: str) -> None:
    said = told(pages_of(citizen, code))
    assert "Thành phần hồ sơ" in citizen.page(STEPS[1])
    assert said & known_to_flows() == set()
    assert said & known_to_the_mock() == set()
    # Neither as a part of a longer word.
    assert {word for word in said if not re.fullmatch(r"\w{8}(-\w+)*", word)} == set()


def test_a_world_keeps_its_words_when_it_is_started_again(
    started: Callable[..., Mock], citizens: Callable[..., Citizen], tmp_path: Path
) -> None:
    first = started("--pace", "instant", "--data", str(tmp_path))
    citizen = citizens(first)
    citizen.to_review("1.001193")
    before = [Told(citizen.page(step)).words for step in STEPS]
    first.process.kill()
    first.process.wait(timeout=5)
    port = str(urlsplit(first.url).port)
    second = started("--pace", "instant", "--data", str(tmp_path), "--port", port)
    again = citizens(second)
    again.sid, again.code = citizen.sid, citizen.code
    assert [Told(again.page(step)).words for step in STEPS] == before
    # And what was kept in these words is understood.
    again.answer_captcha()
    again.commit()
    [stored] = second.api("/submissions")
    assert stored["fields"]["Người được khai sinh / Giới tính"] == "Nữ"
    assert len(stored["papers"]) == 2


def in_new_words(mock: Mock, citizen: Citizen, values: Mapping[str, str]) -> dict[str, str]:
    """What is sent for these values; then the world is another one."""
    remembered = citizen.words.sent(values, citizen.code)
    mock.api("/reset", {})
    citizen.sign_in()
    return remembered


def test_a_choice_remembered_from_another_world_is_none(mock: Mock, citizen: Citizen) -> None:
    """The boxes are found anew, by their labels; only what is chosen is remembered."""
    citizen.begin("1.001193")
    assert "thanh-phan" in citizen.fill(BIRTH).headers["location"]
    old = in_new_words(mock, citizen, BIRTH)
    citizen.begin("1.001193")
    names = citizen.words.sent(BIRTH, citizen.code)
    sent = dict(zip(names, old.values(), strict=True))
    token = {"token": citizen.token(), "sid": citizen.sid}
    citizen.http.post(f"{ONLINE}/luuHoSo", data=sent | token)
    errors = citizen.errors()
    for key in ("child_gender", "child_ethnicity", "parents_declared", "submitter_role"):
        assert "lựa chọn không hợp lệ" in errors[key]
    assert "lựa chọn không hợp lệ" in errors["ChuHoSo_diaChi_province"]
    assert "không phải là ngày hợp lệ" in errors["ChuHoSo_ngaySinh"]
    assert "Vui lòng đánh dấu" in errors["declaration_confirmed"]
    assert "requester_full_name" not in errors
    # With this world's words the same is taken.
    assert "thanh-phan" in citizen.fill(BIRTH).headers["location"]


@pytest.mark.parametrize("known", [dict, None], ids=["the mock's own", "another world's"])
def test_a_name_that_is_not_this_worlds_is_not_heard(
    mock: Mock, citizen: Citizen, known: Callable[..., dict[str, str]] | None
) -> None:
    sent = known(COPY) if known else in_new_words(mock, citizen, COPY)
    citizen.begin()
    token = {"token": citizen.token(), "sid": citizen.sid}
    citizen.http.post(f"{ONLINE}/luuHoSo", data=sent | token)
    errors = citizen.errors()
    assert errors["requester_full_name"].startswith("Vui lòng nhập")
    assert errors["document_origin"].startswith("Vui lòng chọn")


def test_units_and_papers_of_another_world_are_none(mock: Mock, citizen: Citizen) -> None:
    old = Words(mock.api("/health")["world"])
    lists = f"{PREFIX}/model/htmloption/DM_QUAN_HUYEN"
    assert "Thị xã Đông Hòa" in citizen.http.get(lists, params={"ma": old.unit("54")}).text
    mock.api("/reset", {})
    citizen.sign_in()
    for unit in (old.unit("54"), "54"):
        assert "Thị xã Đông Hòa" not in citizen.http.get(lists, params={"ma": unit}).text
    citizen.begin()
    for row in (old.drawn.name("original_document"), "original_document"):
        data = {"token": citizen.token(), "sid": citizen.sid, "row": row}
        file = {"file": ("a.pdf", PDF)}
        answer = citizen.http.post(f"{ONLINE}/taiTep", data=data, files=file)
        assert answer.status_code == 422
        assert answer.json()["message"] == "Mục này không nhận tệp đính kèm"


def test_a_world_has_one_word_for_each_and_each_its_own() -> None:
    for world in map(str, range(20)):
        drawn = DrawnNames(world)
        names = [drawn.name(key) for key in all_keys()]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[b-z][b-z0-9]{7}(-\w+)*", name) for name in names)
        again = DrawnNames(world)
        assert [again.name(key) for key in all_keys()] == names
        for control in controls("1.001193").values():
            sent = [control.sent(code, drawn) for code in control.codes or ()]
            assert len(set(sent)) == len(sent)
            assert [control.read(value, drawn) for value in sent] == list(control.codes or ())


def test_two_questions_have_two_words_for_one_answer() -> None:
    drawn = DrawnNames("a")
    assert drawn.value("mother_ethnicity", "01") != drawn.value("father_ethnicity", "01")
    assert drawn.value("copy_request", "yes") != drawn.name("yes")
    assert drawn.value("anything", "") == ""

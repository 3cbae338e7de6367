"""The officers' pages and what the citizen sees of their work, as a browser asks for them."""

from __future__ import annotations

import hashlib
import html
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from mock_portal.office.actions import ACTIONS
from mock_portal.pages.desk_forms import CONTROLS, PATHS

from .conftest import PDF, PREFIX, Citizen, Mock
from .desks import DESK, Desk, Form
from .test_drawn_names import Told

NOON = "2026-12-04T10:00:00+07:00"
Desks = Callable[[str], Desk]


@pytest.fixture
def mock(mock: Mock) -> Mock:
    """On a Friday that stands still, before anybody signs in."""
    mock.api("/clock", {"now": NOON, "ticking": False})
    return mock


@pytest.fixture
def desks(mock: Mock) -> Iterator[Desks]:
    """Signs officers in."""
    made: list[Desk] = []

    def sign_in(username: str) -> Desk:
        made.append(Desk(mock, username))
        return made[-1]

    yield sign_in
    for one in made:
        one.close()


def office(mock: Mock, number: str) -> dict[str, object]:
    found: dict[str, object] = mock.api(f"/office/{number}")
    return found


def record_page(citizen: Citizen, number: str) -> str:
    return html.unescape(citizen.record(number))


def test_a_dossier_goes_over_four_desks_to_the_citizen(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = citizen.file("1.004873")
    counter = desks("motcua")
    assert counter.numbers() == [number]
    assert "đã ghi nhận" in counter.do(number, "Tiếp nhận")
    assert counter.numbers() == []
    assert counter.numbers("cho-chuyen") == [number]
    counter.do(number, "Chuyển xử lý")
    specialist = desks("hotich")
    assert specialist.numbers() == [number]
    said = specialist.do(number, "Trình kết quả", **{"Nội dung kết quả": "Đủ điều kiện cấp"})
    assert "đã ghi nhận" in said
    assert specialist.numbers("cho-ky") == [number]
    leader = desks("lanhdao")
    assert leader.numbers() == [number]
    assert "Đồng ý: Đủ điều kiện cấp" in leader.record(number)
    leader.do(number, "Ký kết quả")
    result = counter.http.get(f"{DESK}/ho-so/{number}/ket-qua")
    assert number in PdfReader(BytesIO(result.content)).pages[0].extract_text()
    counter.do(number, "Trả kết quả", **{"Người nhận kết quả": "Trần Thị Mẫu"})
    assert counter.numbers("ket-thuc") == [number]
    assert [step["status"] for step in mock.api(f"/office/{number}")["history"]] == [
        "Mới đăng ký", "Được tiếp nhận", "Đang xử lý", "Đang xử lý", "Đã xử lý xong",
        "Đã trả kết quả",
    ]  # fmt: skip
    page = record_page(citizen, number)
    assert "Người nhận kết quả" in page
    assert "Trình: đồng ý" not in page
    # The fee was due, and was paid by whoever fetched the result.
    assert "Đã thanh toán" in page


def test_every_action_has_its_form_and_every_form_its_action() -> None:
    assert set(PATHS) == set(CONTROLS) == set(ACTIONS) - {"resolve"}


def test_a_wrong_password_and_a_citizen_do_not_come_in(mock: Mock, citizen: Citizen) -> None:
    for username, password in (("motcua", "sai"), ("nguyenvanthu", "Mat-khau-123")):
        desk = Desk(mock, username, password)
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in desk.answer.text
        assert desk.http.get(DESK).headers["location"] == f"{DESK}/dang-nhap"
        desk.close()
    assert citizen.http.get(DESK).headers["location"] == f"{DESK}/dang-nhap"


def test_an_officer_is_no_citizen(mock: Mock, desks: Desks) -> None:
    desk = desks("motcua")
    answer = desk.http.get(f"{PREFIX}/ca-nhan/quan-ly-ho-so")
    assert answer.headers["location"].startswith(f"{PREFIX}/dang-nhap")
    out = Form(desk.listed()).sent["token"]
    desk.http.post(f"{DESK}/dang-xuat", data={"token": out})
    assert desk.http.get(DESK).headers["location"] == f"{DESK}/dang-nhap"


def test_an_expired_session_leads_to_the_office_s_sign_in(mock: Mock, desks: Desks) -> None:
    desk = desks("motcua")
    mock.api("/clock", {"now": "2026-12-04T10:31:00+07:00", "ticking": False})
    assert desk.http.get(DESK).headers["location"] == f"{DESK}/dang-nhap"


def test_a_page_that_is_no_longer_true_does_nothing(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = citizen.file()
    first, second = desks("motcua"), desks("motcua2")
    address, text = first.forms(number)["Tiếp nhận"]
    refusal = second.forms(number)["Không tiếp nhận"]
    sent = Form(text).filled({})
    assert "đã ghi nhận" in first.send(address, sent)
    assert "đã có thay đổi" in first.send(address, sent)
    why = Form(refusal[1]).filled({"Lý do không tiếp nhận": "Sai thẩm quyền"})
    assert "đã có thay đổi" in second.send(refusal[0], why)
    assert office(mock, number)["status"] == "Được tiếp nhận"


def test_without_the_page_s_token_nothing_is_done(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = citizen.file()
    answer = desks("motcua").http.post(f"{DESK}/ho-so/{number}/tiep-nhan", data={"lan": "1"})
    assert answer.status_code == 403
    assert office(mock, number)["status"] == "Mới đăng ký"


def test_only_what_can_be_done_is_offered(citizen: Citizen, desks: Desks) -> None:
    number = citizen.file("1.004873")
    counter, leader = desks("motcua"), desks("lanhdao")
    assert list(counter.forms(number)) == [
        "Tiếp nhận", "Không tiếp nhận", "Yêu cầu bổ sung", "Thu phí, lệ phí",
    ]  # fmt: skip
    assert leader.forms(number) == {}
    assert "Lúc này lãnh đạo không có việc gì với hồ sơ." in leader.record(number)
    refused = desks("hotich").http.get(f"{DESK}/ho-so/{number}")
    assert refused.status_code == 403


def test_what_is_not_offered_is_refused_in_words(citizen: Citizen, desks: Desks) -> None:
    number = citizen.file()
    desk = desks("lanhdao")
    token = Form(desk.listed()).sent["token"]
    sent = {"token": token, "lan": "1"}
    said = desk.send(f"{DESK}/ho-so/{number}/ky", sent)
    assert "“Ký kết quả” chỉ làm được khi hồ sơ ở trạng thái “Đang xử lý”" in said
    assert "là việc của cán bộ một cửa" in desk.send(f"{DESK}/ho-so/{number}/tiep-nhan", sent)
    for path, status in ((f"{number}/bay", 404), ("H45.0-0-0/ky", 404)):
        assert desk.http.post(f"{DESK}/ho-so/{path}", data=sent).status_code == status


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "chưa ghi “Lý do phải bổ sung”"),
        ({"Lý do phải bổ sung": "Mờ"}, "chưa ghi “Giấy tờ cần bổ sung"),
        (
            {"Lý do phải bổ sung": "Mờ", "Hạn của công dân (ngày/tháng/năm)": "31/02/2027"},
            "“31/02/2027” không phải là ngày",
        ),
        (
            {"Lý do phải bổ sung": "Mờ", "Hạn của công dân (ngày/tháng/năm)": "04/12/2026"},
            "Hạn bổ sung 04/12/2026 phải sau hôm nay",
        ),
    ],
)
def test_a_form_that_is_not_filled_in_is_said_so(
    mock: Mock, citizen: Citizen, desks: Desks, values: dict[str, str], said: str
) -> None:
    number = citizen.file()
    papers = {"Giấy tờ cần bổ sung (mỗi dòng một giấy tờ)": "Giấy A"}
    filled = values | (papers if len(values) > 1 else {})
    assert said in desks("motcua").do(number, "Yêu cầu bổ sung", **filled)
    assert office(mock, number)["status"] == "Mới đăng ký"


def test_the_list_is_sought_and_paged_and_tells_what_is_late(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    numbers = [citizen.file() for _ in range(21)]
    desk = desks("motcua")
    assert len(desk.numbers()) == 20
    assert desk.numbers(trang="2") == numbers[20:]
    assert desk.numbers("tat-ca", tim=numbers[3][-4:]) == [numbers[3]]
    assert len(desk.numbers("tat-ca", tim="nguyễn văn thử")) == 20
    assert desk.numbers("tat-ca", tim="không có ai") == []
    assert desk.numbers("qua-han") == []
    mock.api("/clock", {"now": "2099-01-05T08:00:00+07:00", "ticking": False})
    late = Desk(mock, "motcua")
    assert len(late.numbers("qua-han")) == 20
    assert "Quá hạn" in late.listed("qua-han")
    late.close()


# The citizen's side.


def asked(mock: Mock, citizen: Citizen, desks: Desks, code: str = "1.001193") -> str:
    """A dossier for which papers were asked."""
    number = citizen.file(code)
    desks("motcua").do(
        number,
        "Yêu cầu bổ sung",
        **{
            "Lý do phải bổ sung": "Bản quét mờ",
            "Giấy tờ cần bổ sung (mỗi dòng một giấy tờ)": "Giấy chứng sinh\n\n  Sổ hộ khẩu ",
        },
    )
    return number


def supplement(
    citizen: Citizen, number: str, *files: tuple[int, str, bytes], note: str = ""
) -> httpx.Response:
    """Sends what the page sends: a box for each paper, most of them empty."""
    page = citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}/bo-sung").text
    names = re.findall(r'type="file" multiple name="([^"]+)"', page)
    parts = [(names[row], (name, content)) for row, name, content in files]
    empty = [(name, ("", b"")) for name in names if name not in {one for one, _ in parts}]
    data = {"token": citizen.token(), citizen.words.drawn.name("loiNhan"): note}
    address = f"{PREFIX}/ca-nhan/ho-so/{number}/bo-sung"
    return citizen.http.post(address, data=data, files=[*parts, *empty])


def test_the_citizen_sees_what_is_asked_and_until_when(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = asked(mock, citizen, desks)
    page = record_page(citizen, number)
    for words in (
        "<dt>Cần bổ sung</dt><dd><ul><li>Giấy chứng sinh</li><li>Sổ hộ khẩu</li></ul></dd>",
        "<dt>Lý do</dt><dd>Bản quét mờ</dd>",
        '<time datetime="2026-12-18">18/12/2026 (còn 10 ngày làm việc)</time>',
        "Tạm dừng tính thời hạn từ 04/12/2026",
        'data-state="5"',
        f"{number}/bo-sung",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    ):
        assert words in page, words
    listed = citizen.http.get(f"{PREFIX}/ca-nhan/quan-ly-ho-so", params={"tab": "bo-sung"}).text
    assert re.findall(r'data-number="([^"]+)"', listed) == [number]
    letter = citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}/phieu/phieu-bo-sung")
    assert "Bản quét mờ. Giấy chứng sinh; Sổ hộ khẩu. Hạn bổ sung: 18/12/2026" in letter.text
    assert "THỬ NGHIỆM" in letter.text


def test_papers_are_added_to_the_same_dossier_once(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = asked(mock, citizen, desks)
    before = mock.api("/submissions")[0]["papers"]
    sent = (
        (0, "giay-chung-sinh.pdf", PDF),
        (0, "mat-sau.pdf", PDF + b"2"),
        (2, "Khác.pdf", PDF + b"3"),
    )
    answer = supplement(citizen, number, *sent, note="Đã quét lại")
    assert answer.headers["location"] == f"{PREFIX}/ca-nhan/ho-so/{number}"
    (stored,) = mock.api("/submissions")
    assert (stored["status"], stored["papers"]) == ("Mới đăng ký", before)
    (one,) = stored["supplements"]
    assert one["note"] == "Đã quét lại"
    assert [(p["row"], p["file_name"], p["sha256"]) for p in one["papers"]] == [
        (row, name, hashlib.sha256(content).hexdigest())
        for row, (_, name, content) in zip(
            ("Giấy chứng sinh", "Giấy chứng sinh", "Giấy tờ khác"), sent, strict=True
        )
    ]
    page = record_page(citizen, number)
    assert "giay-chung-sinh.pdf" in page
    assert "Bổ sung lúc 04/12/2026 10:00" in page
    # The same page sent again adds nothing.
    again = supplement_again(citizen, number)
    assert "chỉ làm được khi hồ sơ ở trạng thái “Yêu cầu bổ sung giấy tờ”" in again
    assert len(mock.api("/submissions")[0]["supplements"]) == 1
    assert len(mock.api("/submissions")) == 1
    assert "Khác.pdf" in desks("motcua").record(number)


@pytest.mark.parametrize(
    ("fault", "stored"),
    [("commit_then_502", 1), ("refuse_502", 0), ("commit_then_expired", 1), ("stale_csrf", 0)],
)
def test_what_befalls_a_commit_befalls_a_supplement(
    mock: Mock, citizen: Citizen, desks: Desks, fault: str, stored: int
) -> None:
    number = asked(mock, citizen, desks)
    before = len(mock.api("/requests?commit=1"))
    mock.api("/faults", {"name": fault, "times": 1})
    answer = supplement(citizen, number, (0, "a.pdf", PDF))
    assert answer.headers.get("location") != f"{PREFIX}/ca-nhan/ho-so/{number}"
    assert len(mock.api("/submissions")[0].get("supplements", [])) == stored
    assert len(mock.api("/requests?commit=1")) == before + 1


def supplement_again(citizen: Citizen, number: str) -> str:
    """What a citizen reads who sends the page a second time."""
    row = citizen.words.drawn.name("boSung-0")
    answer = citizen.http.post(
        f"{PREFIX}/ca-nhan/ho-so/{number}/bo-sung",
        data={"token": citizen.token()},
        files=[(row, ("a.pdf", PDF))],
    )
    return html.unescape(citizen.http.get(answer.headers["location"]).text)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "Chưa có giấy tờ nào để bổ sung"),
        (((0, "a.exe", b"MZ"),), "a.exe: Vui lòng chọn tệp đúng định dạng!"),
        (((0, "a.pdf", PDF), (1, "b.pdf", b"none")), "b.pdf: Vui lòng chọn tệp đúng định dạng!"),
        (((0, "a.pdf", b"%PDF-" + bytes(6 * 1024 * 1024)),), "Dung lượng tối đa là 6 Mb"),
        (tuple((0, f"{n}.pdf", PDF) for n in range(6)), "tối đa 5 tệp"),
    ],
)
def test_a_supplement_is_taken_whole_or_not_at_all(
    mock: Mock,
    citizen: Citizen,
    desks: Desks,
    files: tuple[tuple[int, str, bytes], ...],
    said: str,
) -> None:
    number = asked(mock, citizen, desks)
    answer = supplement(citizen, number, *files)
    page = html.unescape(citizen.http.get(answer.headers["location"]).text)
    assert said in page
    assert "<h1>Bổ sung hồ sơ</h1>" in page
    assert "supplements" not in mock.api("/submissions")[0]
    assert office(mock, number)["status"] == "Yêu cầu bổ sung giấy tờ"


def test_the_citizen_withdraws_and_the_counter_confirms(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = citizen.file()
    address = f"{PREFIX}/ca-nhan/ho-so/{number}/rut"
    page = citizen.http.get(address).text
    form = Form(page[page.index('id="formRut"') :])
    citizen.http.post(address, data=form.filled({"Lý do rút hồ sơ": "  "}))
    assert office(mock, number)["status"] == "Mới đăng ký"
    answer = citizen.http.post(address, data=form.filled({"Lý do rút hồ sơ": "Nộp nhầm"}))
    assert answer.headers["location"] == f"{PREFIX}/ca-nhan/ho-so/{number}"
    assert "<b>Công dân yêu cầu rút hồ sơ</b>: Nộp nhầm" in record_page(citizen, number)
    assert citizen.http.get(address).status_code == 303
    counter = desks("motcua")
    assert counter.numbers("xin-rut") == [number]
    counter.do(number, "Dừng xử lý", **{"Lý do dừng xử lý": "Công dân xin rút"})
    assert office(mock, number)["status"] == "Dừng xử lý"
    assert "Thông báo dừng giải quyết hồ sơ" in record_page(citizen, number)


def test_the_result_is_downloaded_as_what_it_is(mock: Mock, citizen: Citizen, desks: Desks) -> None:
    number = citizen.file()
    address = f"{PREFIX}/ca-nhan/ho-so/{number}/ket-qua"
    assert citizen.http.get(address).status_code == 404
    for action in ("receive", "forward", "resolve"):
        mock.api(f"/officer/{number}", {"action": action})
    answer = citizen.http.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert f"ket-qua-{number}.pdf" in answer.headers["content-disposition"]
    told = mock.api(f"/office/{number}")["result"]
    assert told["size"] == len(answer.content)
    assert told["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert number in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    page = record_page(citizen, number)
    assert f'data-size="{told["size"]}">ket-qua-{number}.pdf</a>' in page
    assert "Tại Bộ phận tiếp nhận và trả kết quả" in page


def test_an_apology_is_read_on_the_record_and_as_a_letter(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = citizen.file("1.004873")
    counter = desks("motcua")
    counter.do(number, "Tiếp nhận")
    mock.api("/clock", {"now": "2026-12-04T10:20:00+07:00", "ticking": False})
    said = counter.do(
        number,
        "Xin lỗi và hẹn lại ngày",
        **{"Lý do chậm": "Chờ xác minh", "Ngày hẹn lại (ngày/tháng/năm)": "30/12/2026"},
    )
    assert "đã ghi nhận" in said
    page = record_page(citizen, number)
    assert '<dt>Ngày hẹn trả</dt><dd><time datetime="2026-12-30">30/12/2026</time>' in page
    assert "Ngày hẹn trả lúc đầu" in page
    letter = citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}/phieu/phieu-xin-loi").text
    for words in ("XIN LỖI", "Chờ xác minh", "30/12/2026", "Đỗ Thị Một Cửa Thử"):
        assert words in letter


def test_nobody_else_s_dossier_is_seen_or_touched(
    mock: Mock, citizen: Citizen, citizens: Callable[..., Citizen], desks: Desks
) -> None:
    number = asked(mock, citizen, desks)
    other = citizens(mock, "tranthimau")
    for path in ("", "/bo-sung", "/rut", "/ket-qua", "/phieu/phieu-bo-sung"):
        assert other.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}{path}").status_code == 404
    for path in ("bo-sung", "rut"):
        assert other.post(f"/ca-nhan/ho-so/{number}/{path}", lyDo="x").status_code == 404
    assert office(mock, number)["status"] == "Yêu cầu bổ sung giấy tờ"


def test_a_refused_dossier_has_nothing_left_to_pay(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file("1.004873")
    mock.api(f"/officer/{number}", {"action": "refuse", "note": "Sai thẩm quyền"})
    listed = citizen.http.get(f"{PREFIX}/ca-nhan/quan-ly-ho-so", params={"tab": "thanh-toan"}).text
    assert number not in listed
    citizen.post(f"/ca-nhan/thanh-toan/{number}")
    assert mock.api("/submissions")[0]["payment"] == "Chờ thanh toán"


def test_the_office_s_pages_say_nothing_that_means_something(
    mock: Mock, citizen: Citizen, desks: Desks
) -> None:
    number = asked(mock, citizen, desks)

    def told() -> set[str]:
        counter = Desk(mock, "motcua")
        pages = [counter.listed(), counter.record(number), citizen.record(number)]
        pages.append(citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}/bo-sung").text)
        pages.append(citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}/rut").text)
        counter.close()
        return {word for page in pages for word in Told(page).words}

    built_of = {
        *("token", "lan", "muc", "tim", "officer_name", "account_name", "soHoSo", "dsMotCua"),
        *("formBoSung", "formRut", "toasts"),
    }
    drawn = told() - built_of
    assert len(drawn) > 4
    assert all(re.fullmatch(r"[b-z][0-9b-z]{7}(-\d)?", word) for word in drawn), drawn


# The mock's own API.


def test_the_api_tells_of_a_dossier_and_of_all(mock: Mock, citizen: Citizen, desks: Desks) -> None:
    number = asked(mock, citizen, desks)
    told = office(mock, number)
    assert (told["status"], told["state"], told["final"]) == ("Yêu cầu bổ sung giấy tờ", 5, False)
    assert told["asked"] == {
        "at": NOON,
        "reason": "Bản quét mờ",
        "papers": ["Giấy chứng sinh", "Sổ hộ khẩu"],
        "until": "2026-12-18",
        "before": "Mới đăng ký",
    }
    assert (told["paused_on"], told["result"], told["overdue"]) == ("2026-12-04", None, False)
    every = mock.api("/office")
    assert every["counts"] == {"Yêu cầu bổ sung giấy tờ": 1}
    assert (every["auto"], every["dossiers"][0]["number"]) == (False, number)
    assert mock.client.get(f"{mock.url}/__mock__/office/H45.0-0-0").status_code == 404


def test_the_api_plays_the_citizen_too(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file("1.004873")
    mock.api(f"/officer/{number}", {"action": "request_supplement"})
    answer = mock.api(f"/citizen/{number}", {"action": "supplement", "note": "Đây"})
    assert (answer["status"], answer["supplements"][0]["note"]) == ("Mới đăng ký", "Đây")
    assert mock.api(f"/citizen/{number}", {"action": "pay"})["payment"] == "Đã thanh toán"
    for body, status in (
        ({"action": "pay"}, 409),
        ({"action": "receive"}, 400),
        ({"action": "withdraw", "note": ["x"]}, 400),
    ):
        address = f"{mock.url}/__mock__/citizen/{number}"
        assert mock.client.post(address, json=body).status_code == status
    mock.api(f"/citizen/{number}", {"action": "withdraw", "note": "Không cần"})
    assert office(mock, number)["state"] == 7


def test_the_office_is_switched_on_from_the_command_line_and_by_the_api(
    started: Callable[..., Mock], citizens: Callable[..., Citizen]
) -> None:
    mock = started("--pace", "instant", "--office", "auto", "--seed", "3")
    assert mock.api("/health")["office"] == "auto"
    mock.api("/clock", {"now": "2026-12-04T08:00:00+07:00", "ticking": False})
    numbers = [citizens(mock).file() for _ in range(3)]
    mock.api("/clock", {"now": "2027-03-01T08:00:00+07:00", "ticking": False})
    assert all(one["final"] for one in mock.api("/office")["dossiers"])
    assert {message["at"][:4] for message in mock.api("/outbox")} == {"2026"}
    assert "Quá trình xử lý" in record_page(citizens(mock), numbers[0])
    assert mock.api("/office", {"auto": False}) == {"auto": False, "seed": 3}
    assert mock.api("/office", {"auto": True, "seed": 8}) == {"auto": True, "seed": 8}
    for body in ({}, {"auto": "yes"}, {"auto": True, "seed": "x"}):
        answer = mock.client.post(f"{mock.url}/__mock__/office", json=body)
        assert answer.status_code == 400


def test_what_befalls_a_dossier_beside_the_rules_is_seen(mock: Mock, citizen: Citizen) -> None:
    first, second, third, fourth = (citizen.file() for _ in range(4))
    new = mock.api(f"/office/{first}", {"action": "renumber"})["number"]
    assert new.endswith("-0005")
    assert new.rsplit("-", 2)[0] == first.rsplit("-", 2)[0]
    assert citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{first}").status_code == 404
    assert f"thay cho số {first}" in record_page(citizen, new)
    mock.api(f"/office/{second}", {"action": "merge", "into": new})
    assert f"<b>Dừng xử lý</b>: Nhập vào hồ sơ {new}" in record_page(citizen, second)
    assert mock.api(f"/office/{third}", {"action": "remove"}) is None
    assert third not in citizen.listed()
    mock.api(f"/office/{fourth}", {"action": "change", "label": "Về việc", "value": "Khác"})
    assert mock.api("/submissions")[1]["fields"]["Thông tin chung / Về việc"] == "Khác"
    for body, status in (
        ({"action": "merge", "into": third}, 409),
        ({"action": "merge", "into": fourth}, 409),
        ({"action": "change", "label": "Không có"}, 409),
        ({"action": "burn"}, 400),
    ):
        address = f"{mock.url}/__mock__/office/{fourth}"
        assert mock.client.post(address, json=body).status_code == status


@pytest.mark.parametrize("kind", ["html", "empty", "half", "number"])
def test_a_result_may_be_another_thing_than_it_says(
    mock: Mock, citizen: Citizen, kind: str
) -> None:
    number = citizen.file()
    for action in ("receive", "forward", "resolve"):
        mock.api(f"/officer/{number}", {"action": action})
    address = f"{PREFIX}/ca-nhan/ho-so/{number}/ket-qua"
    right = citizen.http.get(address).content
    mock.fault("result_other", kind, times=1)
    given = citizen.http.get(address)
    assert given.headers["content-type"] == "application/pdf"
    assert given.content != right
    if kind == "number":
        text = PdfReader(BytesIO(given.content)).pages[0].extract_text()
        assert number not in text
        assert "H45.00000-000000-0000" in text
    assert citizen.http.get(address).content == right


def test_a_state_may_be_printed_that_nobody_knows(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file()
    mock.fault("state_unknown", times=2)
    assert '<span class="status">Chờ liên thông</span>' in citizen.listed()
    page = record_page(citizen, number)
    assert "<dt>Trạng thái</dt><dd>Chờ liên thông</dd>" in page
    assert "<b>Chờ liên thông</b></li></ol>" in page
    assert "Chờ liên thông" not in record_page(citizen, number)
    assert mock.api("/submissions")[0]["status"] == "Mới đăng ký"


@pytest.mark.parametrize(
    ("name", "arg", "done"),
    [
        ("deed_then_drop", "fin", 1),
        ("deed_then_drop", "rst", 1),
        ("drop_before_deed", "fin", 0),
        ("deed_then_502", None, 1),
        ("refuse_deed_502", None, 0),
        ("deed_twice", None, 2),
        ("deed_delay", "0.2", 1),
    ],
)
def test_what_became_of_a_deed_its_answer_need_not_say(
    mock: Mock, citizen: Citizen, desks: Desks, name: str, arg: str | None, done: int
) -> None:
    number, desk = citizen.file(), desks("motcua")
    address, text = desk.forms(number)["Tiếp nhận"]
    mock.fault(name, arg, times=1)
    began = time.monotonic()
    with suppress(httpx.HTTPError):
        answer = desk.http.post(address, data=Form(text).filled({}))
        assert answer.status_code == (502 if "502" in name else 303)
    steps = mock.api(f"/office/{number}")["history"]
    assert [step["action"] for step in steps[1:]] == ["receive"] * done
    assert sum("tiếp nhận" in one["text"] for one in mock.api("/outbox")) >= done
    assert name != "deed_delay" or time.monotonic() - began > 0.2
    # The state is the one that a single deed leads to.
    assert office(mock, number)["status"] == ("Được tiếp nhận" if done else "Mới đăng ký")

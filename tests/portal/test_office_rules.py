"""The office's rules without a page: states, who may what, what is told, what is kept."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from mock_portal.office.acting import ALL, act, possible
from mock_portal.office.actions import ACTIONS, CITIZENS, Impossible, Order, Unreadable
from mock_portal.office.letters import letters_of
from mock_portal.office.officers import UNITS, Role, officers, unit_for
from mock_portal.office.playing import PlayedOffice
from mock_portal.office.result import result_file
from mock_portal.office.states import FINAL, Status
from mock_portal.office.telling import describe
from mock_portal.procedures import procedures
from mock_portal.records import Payment, Record
from mock_portal.settings import Settings
from mock_portal.world import World

from .offices import FRIDAY, does, dossier, lead, officer, world_at

# The table of the research, written down a second time.
TEN = (
    "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý",
    "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính",
    "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả",
)  # fmt: skip
# By which a new dossier comes into each state.
WAYS: dict[Status, tuple[str, ...]] = {
    Status.NEW: (),
    Status.RECEIVED: ("receive",),
    Status.REFUSED: ("refuse",),
    Status.IN_PROGRESS: ("receive", "forward"),
    Status.SUPPLEMENT: ("request_supplement",),
    Status.PAYMENT: ("receive", "require_payment"),
    Status.WITHDRAWN: ("withdraw",),
    Status.STOPPED: ("receive", "stop"),
    Status.RESOLVED: ("receive", "forward", "resolve"),
    Status.RETURNED: ("receive", "forward", "resolve", "return"),
}
# From which states each may be done, and what the dossier is then: the table of the rules, again.
LEGAL: dict[str, tuple[set[int], int | None]] = {
    "receive": ({1, 5}, 2),
    "refuse": ({1, 5}, 3),
    "forward": ({2}, 4),
    "request_supplement": ({1, 2, 4}, 5),
    "require_payment": ({2, 4}, 6),
    "take_payment": ({1, 2, 4, 5, 6, 9}, None),
    "propose": ({4}, 4),
    "resolve": ({4}, 9),
    "return": ({9}, 10),
    "apologise": ({2, 4}, None),
    "stop": ({2, 4, 5, 6, 7}, 8),
    "supplement": ({5}, 1),
    "pay": ({1, 2, 4, 5, 6, 9}, None),
    "withdraw": ({1, 2, 4, 5, 6}, 7),
}


@pytest.fixture
def world() -> World:
    return world_at()


def brought(world: World, state: Status) -> Record:
    """A dossier in this state."""
    record = dossier(world)
    for action in WAYS[state]:
        does(world, record, action, note="Ví dụ")
    assert record.status == state
    return record


def test_the_ten_states_have_their_official_words_and_numbers() -> None:
    assert tuple(Status) == TEN
    assert [state.number for state in Status] == list(range(1, 11))


@pytest.mark.parametrize("state", Status)
@pytest.mark.parametrize("name", LEGAL)
def test_each_thing_is_done_in_its_states_and_refused_in_words_in_others(
    world: World, name: str, state: Status
) -> None:
    record = brought(world, state)
    before, after = LEGAL[name]
    history, told = list(record.history), len(world.outbox)
    if state.number in before:
        does(world, record, name, note="Ví dụ")
        moved = 4 if state is Status.PAYMENT and "pay" in name and after is None else state.number
        assert record.status.number == (after or moved)
        assert record.history[:-1] == history
        return
    if state is Status.RETURNED and name in {"pay", "take_payment"}:
        expected = "đã nộp phí"
    else:
        expected = f"đang ở trạng thái “{state}”"
    with pytest.raises(Impossible, match=expected) as refused:
        does(world, record, name, note="Ví dụ")
    assert (record.history, record.status, len(world.outbox)) == (history, state, told)
    if expected.startswith("đang"):
        assert all(f"“{one}”" in str(refused.value) for one in Status if one.number in before)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nobody_has_anything_to_do_with_what_has_ended(world: World, state: Status) -> None:
    record = brought(world, state)
    record.payment = Payment.NONE
    for one in officers().values():
        record.handling.unit = one.unit
        assert possible(record, one) == []


def test_an_officer_does_only_what_is_his(world: World) -> None:
    record = dossier(world)
    for by, action, word in (
        ("lanhdao", "receive", "cán bộ một cửa"),
        ("hotich", "refuse", "cán bộ một cửa"),
        ("motcua", "sign", "lãnh đạo"),
        ("motcua", "propose", "chuyên viên"),
        ("lanhdao", "resolve", "cơ quan"),
        ("motcua", "withdraw", "công dân"),
    ):
        with pytest.raises(Impossible, match=f"là việc của {word}"):
            does(world, record, action, by, note="Ví dụ")
    assert record.status == Status.NEW


def test_a_specialist_works_for_the_own_unit_alone(world: World) -> None:
    record = dossier(world)
    does(world, record, "receive", "motcua")
    does(world, record, "forward", "motcua", unit="Văn hóa - Xã hội")
    with pytest.raises(Impossible, match="Văn hóa - Xã hội, không phải Tư pháp - Hộ tịch"):
        does(world, record, "propose", "hotich", note="Đủ điều kiện")
    does(world, record, "propose", "vanxa", note="Đủ điều kiện")
    assert [action.name for action in possible(record, officer("lanhdao"))] == [
        "send_back", "sign", "apologise", "stop",
    ]  # fmt: skip


def test_the_counter_leaves_to_the_unit_what_lies_there(world: World) -> None:
    record = brought(world, Status.IN_PROGRESS)
    with pytest.raises(Impossible, match="Đang xử lý"):
        does(world, record, "request_supplement", "motcua", note="Ví dụ")


def test_every_procedure_has_its_unit() -> None:
    found = {one.domain: unit_for(one) for one in procedures().values()}
    assert found["Hộ tịch"] == found["Chứng thực"] == "Tư pháp - Hộ tịch"
    assert set(found) == {domain for domains in UNITS.values() for domain in domains}


def test_a_unit_that_there_is_not_is_refused(world: World) -> None:
    record = brought(world, Status.RECEIVED)
    with pytest.raises(Impossible, match="Không có bộ phận “Thuế”; có: Tư pháp"):
        does(world, record, "forward", unit="Thuế")
    assert record.status == Status.RECEIVED


@pytest.mark.parametrize("name", [n for n, one in ACTIONS.items() if one.notes])
def test_an_officer_has_to_say_why(world: World, name: str) -> None:
    state = next(s for s in Status if s in ACTIONS[name].before and s is not Status.SUPPLEMENT)
    record = brought(world, state)
    if name == "send_back":
        does(world, record, "propose", note="Ví dụ")
    role = next(role for role, states in ACTIONS[name].by.items() if state in states)
    by = next(o for o in officers().values() if o.role == role)
    record.handling.unit = by.unit or record.handling.unit
    with pytest.raises(Impossible, match="phải ghi lý do"):
        act(world, record, Order(name), by)


def test_step_by_step_from_the_counter_to_the_citizen(world: World) -> None:
    record = dossier(world, fee=0, payment=Payment.NONE)
    does(world, record, "receive", "motcua")
    does(world, record, "forward", "motcua")
    does(world, record, "propose", "hotich", note="Đủ điều kiện cấp")
    does(world, record, "send_back", "lanhdao", note="Sai ngày")
    with pytest.raises(Impossible, match="Chưa có kết quả nào được trình"):
        does(world, record, "sign", "lanhdao")
    does(world, record, "propose", "hotich", note="Đủ điều kiện cấp")
    with pytest.raises(Impossible, match="đang chờ lãnh đạo ký"):
        does(world, record, "propose", "hotich", note="Lần nữa")
    does(world, record, "sign", "lanhdao")
    does(world, record, "return", "motcua2", receiver="Trần Thị Mẫu")
    assert [(one.action, one.by) for one in record.history[1:]] == [
        ("receive", "Đỗ Thị Một Cửa Thử"),
        ("forward", "Đỗ Thị Một Cửa Thử"),
        ("propose", "Mai Thị Hộ Tịch Mẫu"),
        ("send_back", "Phan Văn Lãnh Đạo Thử"),
        ("propose", "Mai Thị Hộ Tịch Mẫu"),
        ("sign", "Phan Văn Lãnh Đạo Thử"),
        ("return", "Hồ Văn Tiếp Nhận Mẫu"),
    ]
    assert record.handling.returned_to == "Trần Thị Mẫu"
    # What goes on between unit and leader is not told.
    texts = [m.text for m in world.outbox if m.channel == "sms"]
    assert [t.split(": ")[1] for t in texts] == [TEN[1], TEN[3], TEN[8], TEN[9]]


def test_every_step_is_told_by_e_mail_and_sms(world: World) -> None:
    record = dossier(world)
    does(world, record, "request_supplement", note="Thiếu giấy", papers=("Giấy chứng sinh",))
    mail, sms = world.outbox[-2:]
    assert (mail.to, mail.channel) == ("thu@vidu.example", "email")
    assert (sms.to, sms.channel) == ("0905000101", "sms")
    for message in (mail, sms):
        assert message.text.startswith("[THỬ NGHIỆM]")
        assert record.number in message.text
        assert "Thiếu giấy. Giấy chứng sinh. Hạn bổ sung: 18/12/2026" in message.text
        assert message.at == "2026-12-04T08:00:00+07:00"
    assert "Vui lòng bổ sung trước hết ngày 18/12/2026" in mail.text


def test_who_has_no_e_mail_gets_the_sms_alone(world: World) -> None:
    world.accounts["nguyenvanthu"].email = ""
    does(world, dossier(world), "receive")
    assert [message.channel for message in world.outbox] == ["sms"]


@pytest.mark.parametrize("before", [Status.NEW, Status.RECEIVED, Status.IN_PROGRESS])
def test_a_supplement_goes_into_the_same_dossier_once(world: World, before: Status) -> None:
    record = brought(world, before)
    does(world, record, "request_supplement", note="Mờ", papers=("Giấy A", "Giấy B"))
    file: dict[str, Any] = {"row": "Giấy A", "file_name": "a.pdf", "size": 5, "sha256": "ab"}
    with pytest.raises(Impossible, match="Chưa có giấy tờ nào"):
        does(world, record, "supplement")
    does(world, record, "supplement", files=(file,), note="Gửi lại")
    assert record.status == before
    assert record.handling.asked is None
    assert record.submission()["supplements"] == [
        {"at": "2026-12-04T08:00:00+07:00", "note": "Gửi lại", "papers": [file]}
    ]
    assert len(record.submission()["papers"]) == 1
    with pytest.raises(Impossible, match="chỉ làm được khi"):
        does(world, record, "supplement", files=(file,))
    assert len(world.records) == 1


def test_money_is_asked_for_paid_and_asked_no_more(world: World) -> None:
    record = brought(world, Status.RECEIVED)
    for amount in (0, -5):
        with pytest.raises(Impossible, match="lớn hơn 0"):
            does(world, record, "require_payment", amount=amount)
    does(world, record, "require_payment", amount=8000)
    assert (record.fee, record.payment, record.handling.pay_until) == (
        8000, Payment.DUE, "2026-12-18",
    )  # fmt: skip
    does(world, record, "pay")
    assert (record.status, record.payment) == (Status.IN_PROGRESS, Payment.PAID)
    for again in ("pay", "take_payment", "require_payment"):
        with pytest.raises(Impossible, match="đã nộp"):
            does(world, record, again)


def test_what_is_paid_at_the_counter_is_not_paid_online(world: World) -> None:
    record = dossier(world, payment=Payment.COUNTER)
    with pytest.raises(Impossible, match="nộp trực tiếp tại quầy"):
        does(world, record, "pay")
    does(world, record, "take_payment", "motcua")
    assert (record.status, record.payment) == (Status.NEW, Payment.PAID)


@pytest.mark.parametrize(
    ("delivery", "payment", "then"),
    [
        ("in_person", Payment.COUNTER, Payment.PAID),
        ("in_person", Payment.DUE, Payment.PAID),
        ("in_person", Payment.NONE, Payment.NONE),
        ("postal", Payment.DUE, Payment.DUE),
        ("electronic", Payment.DUE, Payment.DUE),
    ],
)
def test_who_fetches_the_result_pays_then_and_others_owe_it(
    world: World, delivery: str, payment: Payment, then: Payment
) -> None:
    record = dossier(world, delivery=delivery, payment=payment)
    lead(world, record, "receive", "forward", "resolve", "return")
    assert record.payment == then
    if then == Payment.DUE:
        does(world, record, "pay")
        assert (record.payment, record.status) == (Payment.PAID, Status.RETURNED)


def test_a_withdrawn_dossier_is_stopped_by_the_office(world: World) -> None:
    record = brought(world, Status.IN_PROGRESS)
    with pytest.raises(Impossible, match="phải ghi lý do"):
        does(world, record, "withdraw")
    does(world, record, "withdraw", note="Không cần nữa")
    does(world, record, "stop")
    assert [(e.status, e.note, e.by) for e in record.history[-2:]] == [
        (Status.WITHDRAWN, "Không cần nữa", "Công dân"),
        (Status.STOPPED, "Theo đề nghị rút hồ sơ của công dân", ""),
    ]


def test_the_result_is_a_pdf_that_names_its_dossier(world: World) -> None:
    record = brought(world, Status.IN_PROGRESS)
    assert result_file(record) is None
    does(world, record, "propose", "hotich", note="Cấp giấy “xác nhận”: đủ điều kiện")
    does(world, record, "sign", "lanhdao")
    found = result_file(record)
    assert found is not None
    assert found.name == f"ket-qua-{record.number}.pdf"
    (page,) = PdfReader(BytesIO(found.content)).pages
    text = page.extract_text()
    for words in (record.number, "THỬ NGHIỆM", "Cấp giấy “xác nhận”: đủ điều kiện", record.owner):
        assert words in text
    assert "Phan Văn Lãnh Đạo Thử" in text
    assert result_file(record) == found


def test_a_declined_request_has_its_answer_and_its_reason(world: World) -> None:
    record = brought(world, Status.IN_PROGRESS)
    does(world, record, "propose", "hotich", note="Không đủ điều kiện", granted=False)
    does(world, record, "sign", "lanhdao")
    found = result_file(record)
    assert found is not None
    assert not found.granted
    text = PdfReader(BytesIO(found.content)).pages[0].extract_text()
    assert "VĂN BẢN TRẢ LỜI" in text
    assert "Không đồng ý giải quyết hồ sơ." in text
    assert record.history[-1].note == "Không đủ điều kiện"


@pytest.mark.parametrize(
    ("ways", "names"),
    [
        (("refuse",), ["phieu-tu-choi"]),
        (("request_supplement",), ["phieu-bo-sung"]),
        (("receive", "apologise", "stop"), ["phieu-xin-loi", "thong-bao-dung"]),
        (("receive",), []),
    ],
)
def test_the_office_writes_its_letters(
    world: World, ways: tuple[str, ...], names: list[str]
) -> None:
    record = dossier(world)
    lead(world, record, *ways)
    assert list(letters_of(record)) == names


def test_all_of_it_outlives_the_mock(tmp_path: Path) -> None:
    world = world_at(data=tmp_path)
    first, second, third = (dossier(world) for _ in range(3))
    does(world, first, "request_supplement", note="Mờ", papers=("Giấy A",))
    does(world, first, "supplement", note="Đây")
    does(world, first, "request_supplement", note="Vẫn mờ")
    lead(world, second, "receive", "forward")
    does(world, second, "propose", note="Được")
    lead(world, third, "receive", "apologise", "forward", "resolve")
    again = World(Settings(pace="instant", data=tmp_path))
    for one in (first, second, third):
        assert again.records[one.number].as_dict() == one.as_dict()
        assert again.records[one.number].handling == one.handling


@pytest.mark.parametrize("state", [s for s in Status if s not in FINAL])
def test_a_dossier_of_an_older_mock_is_read_and_worked_on(tmp_path: Path, state: Status) -> None:
    record = dossier(world_at(data=tmp_path))
    (file,) = (tmp_path / "records").glob("*.json")
    kept = json.loads(file.read_text("utf-8")) | {"status": state}
    del kept["handling"]
    kept["history"] = [{"at": e["at"], "status": state, "note": ""} for e in kept["history"]]
    file.write_text(json.dumps(kept), "utf-8")
    world = World(Settings(pace="instant", data=tmp_path, office="auto"))
    again = world.records[record.number]
    assert describe(again, date(2026, 12, 4))["status"] == state
    world.clock.set(FRIDAY + timedelta(days=90), ticking=False)
    assert PlayedOffice(world).work() > 0
    assert again.status in FINAL


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ({"until": "soon"}, Unreadable),
        ({"papers": "Giấy A"}, Unreadable),
        ({"granted": "yes"}, Unreadable),
        ({"note": ["x"]}, Unreadable),
        ({"amount": "5000"}, Impossible),
        ({"amount": True}, Impossible),
    ],
)
def test_an_order_that_is_none_is_refused(raw: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        Order.read({"action": "receive", **raw})


def test_officers_and_citizens_share_no_action() -> None:
    assert not set(ACTIONS) & set(CITIZENS)
    assert set(LEGAL) | {"send_back", "sign"} == set(ALL)
    assert {role for one in ACTIONS.values() for role in one.by} == set(Role) - {Role.CITIZEN}

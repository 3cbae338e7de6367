"""What an officer fills in for each thing that can be done, and what is read from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..deadlines import add_working_days
from ..office.actions import Action, Impossible, Order
from ..office.deeds import USUAL_DAYS
from ..office.officers import UNITS, unit_for
from ..procedures import by_slug
from ..records import Record
from ..values import Control, parsed_date
from ..visits import Visit

# The addresses.
PATHS: Mapping[str, str] = {
    "receive": "tiep-nhan",
    "refuse": "khong-tiep-nhan",
    "forward": "chuyen",
    "request_supplement": "yeu-cau-bo-sung",
    "require_payment": "yeu-cau-nop-tien",
    "take_payment": "thu-tien",
    "propose": "trinh",
    "send_back": "tra-lai-du-thao",
    "sign": "ky",
    "return": "tra-ket-qua",
    "apologise": "hen-lai",
    "stop": "dung",
}
# They end a dossier, or undo somebody's work.
GRAVE = frozenset({"refuse", "stop", "send_back"})
AGREED, DECLINED = "Đồng ý", "Không đồng ý"


@dataclass(frozen=True, slots=True)
class Asked:
    """One control of a deed's form."""

    key: str
    label: str
    kind: str = "textarea"
    required: bool = False
    options: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class DeedForm:
    """The form for one thing that can be done."""

    path: str
    title: str
    grave: bool
    controls: tuple[Asked, ...]


NOTE = Asked("noiDung", "Ghi chú")
UNIT = Asked("donViXuLy", "Bộ phận xử lý", "select", options=tuple(UNITS))
PAPERS = Asked("giayToCanBoSung", "Giấy tờ cần bổ sung (mỗi dòng một giấy tờ)", required=True)
UNTIL = Asked("hanTraLoi", "Hạn của công dân (ngày/tháng/năm)", "text", required=True)
AMOUNT = Asked("soTien", "Số tiền (đồng)", "number", required=True)
GRANTED = Asked("yKien", "Ý kiến giải quyết", "choice", options=(AGREED, DECLINED), value=AGREED)
RECEIVER = Asked("nguoiNhan", "Người nhận kết quả", "text")
NEW_DAY = Asked("ngayHenLai", "Ngày hẹn lại (ngày/tháng/năm)", "text", required=True)


def _reason(label: str) -> Asked:
    return replace(NOTE, label=label, required=True)


CONTROLS: Mapping[str, tuple[Asked, ...]] = {
    "receive": (NOTE,),
    "refuse": (_reason("Lý do không tiếp nhận"),),
    "forward": (UNIT, NOTE),
    "request_supplement": (_reason("Lý do phải bổ sung"), PAPERS, UNTIL),
    "require_payment": (AMOUNT, UNTIL, NOTE),
    "take_payment": (NOTE,),
    "propose": (GRANTED, _reason("Nội dung kết quả")),
    "send_back": (_reason("Lý do trả lại dự thảo"),),
    "sign": (NOTE,),
    "return": (RECEIVER, NOTE),
    "apologise": (_reason("Lý do chậm"), NEW_DAY),
    "stop": (_reason("Lý do dừng xử lý"),),
}


def deed_of(action: Action, record: Record, today: date) -> DeedForm:
    """The form of an action for a dossier, with what is usual already in it."""
    usual: Mapping[str, Callable[[], str]] = {
        UNIT.key: lambda: record.handling.unit or unit_for(by_slug(record.slug)),
        UNTIL.key: lambda: f"{add_working_days(today, USUAL_DAYS):%d/%m/%Y}",
        AMOUNT.key: lambda: str(record.fee or ""),
        RECEIVER.key: lambda: record.owner,
        NEW_DAY.key: lambda: f"{add_working_days(max(today, record.due_on), 3):%d/%m/%Y}",
    }
    controls = tuple(
        replace(one, value=usual[one.key]()) if one.key in usual else one
        for one in CONTROLS[action.name]
    )
    return DeedForm(PATHS[action.name], action.title, action.name in GRAVE, controls)


def order_of(action: Action, visit: Visit) -> Order:
    """What the officer sent.

    Raises:
        Impossible: something that has to be there is empty, or is not of its kind.
    """
    said = {one.key: _said(one, visit) for one in CONTROLS[action.name]}
    for one in CONTROLS[action.name]:
        if one.required and not said[one.key]:
            raise Impossible(f"{action.title}: chưa ghi “{one.label}”")
    return Order(
        action.name,
        said.get(NOTE.key, ""),
        amount=_whole(said.get(AMOUNT.key)),
        papers=tuple(filter(None, map(str.strip, said.get(PAPERS.key, "").splitlines()))),
        until=_day(UNTIL, said),
        day=_day(NEW_DAY, said),
        unit=said.get(UNIT.key, ""),
        granted=said.get(GRANTED.key, AGREED) == AGREED,
        receiver=said.get(RECEIVER.key, ""),
    )


def _said(one: Asked, visit: Visit) -> str:
    text = visit.said(Control(one.key, one.key, one.options) if one.options else one.key)
    if one.options and text not in one.options:
        raise Impossible(f"“{one.label}”: lựa chọn không hợp lệ")
    return text.strip()


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isascii() and text.isdigit() else 0


def _day(one: Asked, said: Mapping[str, str]) -> date | None:
    text = said.get(one.key)
    if text is None:
        return None
    day = parsed_date(text)
    if day is None:
        raise Impossible(f"“{one.label}”: “{text}” không phải là ngày")
    return day

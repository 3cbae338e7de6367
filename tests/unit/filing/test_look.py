"""The look before the click: what stops it, what is adopted, what goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot.dossier.entries import Entry
from portal_bot.errors import HumanNeeded, NotThere
from portal_bot.filing.look import LOOKED, Look, Looked, submitter_digest
from portal_bot.filing.search import Sought
from portal_bot.portals.profile import load
from portal_bot.portals.roles import Listed, ListedDraft, Overview, Record

REFERENCE, DRAFT = "PB-ABCDEFGHIJ", "nhap1"
TITLE, OWNER, CHILD = "Thủ tục đăng ký khai sinh", "Nguyễn Văn Thử", "Nguyễn Thử Nghiệm An"
SUBJECT = (
    Entry("Thông tin chủ hồ sơ", None, "Họ và tên", OWNER, "applicant.full_name"),
    Entry("Người được khai sinh", None, "Họ, chữ đệm, tên", CHILD, "child.full_name"),
)
REQUEST: Any = SimpleNamespace(
    code="1.001193",
    reference=REFERENCE,
    title=TITLE,
    applicant=SimpleNamespace(full_name=OWNER),
    papers=(),
)


def record(number: str, *, note: str = "", child: str = CHILD, owner: str = OWNER) -> Record:
    fields = {
        ("Thông tin chủ hồ sơ", "", "Họ và tên"): owner,
        ("Người được khai sinh", "", "Họ, chữ đệm, tên"): child,
    }
    return Record(number, {}, fields, (), procedure=TITLE, reference=note)


def of_another_form(number: str, title: str) -> Record:
    """A dossier of the same owner in a procedure that nobody here knows."""
    fields = {("Thông tin chủ hồ sơ", "", "Họ và tên"): OWNER, ("Công trình", "", "Thửa đất"): "12"}
    return Record(number, {}, fields, (), procedure=title, reference="")


class Portal:
    """A platform with a list, records and drafts, read beside its page."""

    def __init__(
        self,
        *records: Record,
        drafts: Mapping[str, Collection[str]] | None = None,
        own: str | None = DRAFT,
        doubts: tuple[str, ...] = (),
        owner: str = OWNER,
        unreadable: Collection[str] = (),
    ) -> None:
        self.records = {one.number: one for one in records}
        self.drafts = drafts or {}
        self.own, self.doubts, self.owner, self.unreadable = own, doubts, owner, unreadable
        self.opened: list[str] = []
        self.keeps_drafts = True
        self.portal, self.button = load("mock"), "Nộp hồ sơ"

    async def overview(self, *, beside: bool = False, enough: object = None) -> Overview:
        assert beside
        names = [*self.drafts, *([self.own] if self.own else [])]
        return Overview(
            lines=tuple(Listed(number, TITLE, self.owner, "", "") for number in self.records),
            drafts=tuple(ListedDraft(name, f"{TITLE} Mã hồ sơ nháp: {name}") for name in names),
            doubts=self.doubts,
        )

    async def record(self, number: str, *, beside: bool = False) -> Record:
        assert beside
        self.opened.append(number)
        if number in self.unreadable:
            raise NotThere("404")
        return self.records[number]

    async def draft_texts(self, draft: str) -> frozenset[str]:
        return frozenset(self.drafts[draft])


def look(
    portal: Portal,
    *,
    known: Collection[str] = (),
    labelled: bool = False,
    own: Collection[str] = (),
) -> Look:
    sought = Sought(REQUEST, SUBJECT, None, known=known, is_another="PB-KHACKHACKH".__eq__)
    return Look(
        portal,  # type: ignore[arg-type] # what is asked of it
        sought,
        draft=DRAFT,
        is_labelled=labelled,
        own_drafts=lambda: own,
    )


async def test_an_empty_list_lets_it_go() -> None:
    assert await look(Portal()).take() is None


async def test_a_record_with_our_reference_is_adopted() -> None:
    portal = Portal(record("1", note=f"Nộp hộ {REFERENCE}"), own=None)
    assert await look(portal).take() == "1"


STOPPED = {
    "a list that is not understood": Portal(doubts=("có bảng lạ",)),
    "two records of our reference": Portal(
        record("1", note=REFERENCE), record("2", note=REFERENCE)
    ),
    "the same under another reference": Portal(record("1", note="PB-MMMMMMMMMM")),
    "the same under a rewritten note": Portal(record("1", note="Công dân nhờ nộp hộ")),
    "the same without a note": Portal(record("1")),
    "its owner masked": Portal(record("1", owner="N***** V** T**"), owner="N***** V** T**"),
    "its owner in capitals": Portal(record("1", owner=OWNER.upper()), owner="NGUYEN VAN THU"),
    "its subject cut": Portal(record("1", child="Nguyễn Thử")),
    "a record that cannot be read": Portal(record("1"), unreadable={"1"}),
    "a title that is ours, shortened": Portal(of_another_form("1", "Thủ tục đăng ký")),
    "our draft gone": Portal(own=None),
    "a draft of the same": Portal(drafts={"khac": [OWNER, CHILD, "x"]}),
}


@pytest.mark.parametrize("name", STOPPED)
async def test_what_may_be_it_is_a_persons_to_look_at(name: str) -> None:
    with pytest.raises(HumanNeeded, match="chưa gửi gì"):
        await look(STOPPED[name]).take()


GOES = {
    "another child": Portal(record("1", child="Nguyễn Thử Nghiệm Bình")),
    "another owner": Portal(record("1", owner="Trần Thị Mẫu"), owner="Trần Thị Mẫu"),
    "another form": Portal(of_another_form("1", "Cấp giấy phép xây dựng nhà ở riêng lẻ")),
    "another filing of this home": Portal(record("1", note="PB-KHACKHACKH")),
    "a draft of another child": Portal(drafts={"khac": [OWNER, "Nguyễn Thử Nghiệm Bình"]}),
    "a draft just begun": Portal(drafts={"khac": ["Nguyễn Văn Thử"]}),
}


@pytest.mark.parametrize("name", GOES)
async def test_what_is_another_dossier_stops_nothing(name: str) -> None:
    assert await look(GOES[name]).take() is None


async def test_a_label_lets_the_same_go_and_nothing_else() -> None:
    twin = Portal(record("1", note="PB-MMMMMMMMMM"), drafts={"khac": [OWNER, CHILD]})
    assert await look(twin, labelled=True).take() is None
    for stopped in ("a list that is not understood", "our draft gone"):
        with pytest.raises(HumanNeeded):
            await look(STOPPED[stopped], labelled=True).take()
    adopted = Portal(record("1", note=REFERENCE))
    assert await look(adopted, labelled=True).take() == "1"


async def test_what_this_home_holds_or_made_is_not_opened() -> None:
    portal = Portal(record("1"), drafts={"khac": [OWNER, CHILD]})
    assert await look(portal, known={"1"}, own={"khac"}).take() is None
    assert portal.opened == []


async def test_what_it_showed_is_kept_without_a_value() -> None:
    one = look(Portal(record("1", child="Nguyễn Thử Bình"), record("2")), known={"2"})
    await one.take()
    looked = one.looked(submitter=submitter_digest(b"s", {"Họ và tên *": OWNER}), account="a")
    assert (looked.before, looked.shown) == (("1",), ("2",))
    event = {"kind": LOOKED, **looked.as_detail()}
    assert OWNER not in str(event)
    assert Looked.last([event]) == Looked()
    assert Looked.last([event, {"kind": "intent"}]) == looked


def test_the_holder_is_the_same_however_a_screen_prints_it() -> None:
    review = {"Họ và tên": OWNER, "Ngày sinh (*)": "13/02/1990", "Email": ""}
    record_page = {"Họ và tên": "NGUYỄN VĂN THỬ", "Ngày sinh": "13/02/1990"}
    assert submitter_digest(b"s", review) == submitter_digest(b"s", record_page)
    assert submitter_digest(b"s", review) != submitter_digest(b"s", {"Họ và tên": "Người khác"})
    assert submitter_digest(b"s", review) != submitter_digest(b"t", review)

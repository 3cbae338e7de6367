"""Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh (2.000635), UBND cấp xã giữ Sổ hộ tịch."""

from portal_bot import (
    Address,
    Block,
    Choice,
    Declaration,
    DelegatingRequester,
    Field,
    Flow,
    IdNumber,
    Paper,
    Papers,
    PartialDate,
    Person,
    Pledge,
    Quantity,
    authorization_paper,
    fee_told,
    not_before,
    requester_identity_paper,
    rule,
    self_is_named,
    told_when,
)


class Relation(Choice):
    """What the requester is to the person in the register."""

    SELF = "self", "Bản thân"
    PARENT = "parent", "Cha/Mẹ"
    CHILD = "child", "Con"
    SPOUSE = "spouse", "Vợ/Chồng"
    RELATIVE = "relative", "Người thân thích"
    ORGANISATION = "organisation", "Cơ quan, tổ chức"
    OTHER = "other", "Khác"


class EventKind(Choice):
    """Which entry the extract is of."""

    BIRTH = "birth", "Giấy khai sinh/Trích lục khai sinh"
    MARRIAGE = "marriage", "Trích lục kết hôn"
    DEATH = "death", "Trích lục khai tử"
    RECOGNITION = "recognition", "Trích lục nhận cha, mẹ, con"
    GUARDIANSHIP = "guardianship", "Trích lục giám hộ"
    CHANGE = "change", "Trích lục thay đổi, cải chính, bổ sung"
    OTHER = "other", "Việc hộ tịch khác"


class Requester(DelegatingRequester):
    """Người yêu cầu."""

    relation: Relation = Field(
        title="Quan hệ với người được cấp bản sao Trích lục hộ tịch", driver=True
    )


class Request(Block):
    """Nội dung đề nghị."""

    event_kind: EventKind = Field(title="Đề nghị cấp bản sao trích lục")
    copies: Quantity = Field(title="Số lượng bản sao yêu cầu cấp", min=1, max=50)
    reason: str | None = Field(
        None,
        title="Lý do (cơ quan, tổ chức)",
        max_length=150,
        when={"requester.relation": ["organisation"]},
        sensitive=True,
    )


class Subject(Person):
    """Người có tên trong trích lục."""

    residence: Address | None = Field(None, title="Nơi cư trú")
    id_number: IdNumber | None = Field(
        None, title="Giấy tờ tùy thân/Số định danh cá nhân (nếu có)", accepts=("cccd", "cmnd")
    )


class Registration(Block):
    """Việc đăng ký trước đây."""

    place: str = Field(title="Đã đăng ký tại", max_length=200)
    date: PartialDate | None = Field(None, title="Ngày, tháng, năm đăng ký", past=True)
    number: str | None = Field(None, title="Theo … số", max_length=50)
    book: str | None = Field(None, title="Quyển số", max_length=50)


class ExtractDeclaration(Declaration):
    """Tờ khai cấp bản sao trích lục hộ tịch."""

    requester: Requester = Field(title="Người yêu cầu")
    request: Request = Field(title="Nội dung đề nghị")
    subject: Subject = Field(title="Người có tên trong trích lục")
    registration: Registration = Field(title="Việc đăng ký trước đây")
    pledge: Pledge = Field(title="Cam đoan")

    _born_before_it_was_registered = not_before(
        "registered_before_today",
        "registration.date",
        "subject.birth_date",
        message="Ngày đăng ký không hợp lệ: trước cả ngày sinh",
    )

    _self_is_one_person = self_is_named(
        "relation_self_matches",
        "subject.full_name",
        message="Quan hệ “Bản thân” thì phải trùng họ tên của người có tên trong trích lục",
    )

    _the_dead_do_not_ask = told_when(
        "not_self_for_death",
        {"request.event_kind": ["death"], "requester.relation": ["self"]},
        message="Không thể tự yêu cầu trích lục khai tử của mình",
    )

    @rule(
        "enough_search_keys",
        fields=["registration.number", "registration.book", "registration.date"],
        message="Cần số và quyển số, hoặc ngày đăng ký, để tra Sổ hộ tịch",
        severity="warning",
    )
    def _can_be_found(self) -> bool:
        entry = self.registration
        return entry.date is not None or None not in (entry.number, entry.book)

    _fee = fee_told("fee_total", "request.copies", "Phí tính theo số bản")


class ExtractPapers(Papers):
    """Thành phần hồ sơ."""

    organisation_letter: Paper | None = Field(
        None, title="Văn bản yêu cầu nêu rõ lý do", when={"requester.relation": ["organisation"]}
    )
    authorization: Paper | None = authorization_paper("việc cấp bản sao trích lục hộ tịch")
    identity_document: Paper | None = requester_identity_paper()


class CivilStatusExtractCopy(Flow[ExtractDeclaration]):
    """Cấp bản sao trích lục hộ tịch."""

    code = "2.000635"
    title = "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"
    declaration = ExtractDeclaration
    papers = ExtractPapers
    subject = ("request.event_kind", "subject.full_name", "subject.birth_date")

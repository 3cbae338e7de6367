"""Thủ tục đăng ký lại khai sinh (1.004884), UBND cấp xã nơi đã đăng ký hoặc nơi thường trú.

Only for births that were registered before 2016, and whose register and certificate are lost.
"""

from portal_bot import (
    Block,
    Born,
    Choice,
    Confirmed,
    Context,
    Copies,
    Declaration,
    DelegatingRequester,
    Father,
    Field,
    Flow,
    Mother,
    Paper,
    Papers,
    PartialDate,
    YesNo,
    authorization_paper,
    named_here,
    not_before,
    parents_are_older,
    requester_identity_paper,
    rule,
    says_enough,
    self_is_named,
    told_when,
)

FIRST_YEAR_ONLINE = 2016


class Relation(Choice):
    """What the requester is to the person."""

    SELF = "self", "Bản thân"
    PARENT = "parent", "Cha/Mẹ"
    GUARDIAN = "guardian", "Người giám hộ"
    AUTHORIZED = "authorized", "Người được ủy quyền"


class Requester(DelegatingRequester):
    """Người yêu cầu."""

    relation: Relation = Field(title="Quan hệ với người được khai sinh")


class Parents(Block):
    """Cha, mẹ."""

    mother_known: YesNo = Field(title="Có thông tin người mẹ", driver=True)
    father_known: YesNo = Field(title="Có thông tin người cha", driver=True)


class PreviousRegistration(Block):
    """Việc đăng ký trước đây."""

    place: str = Field(title="Đã đăng ký khai sinh tại", max_length=150)
    date: PartialDate | None = Field(None, title="Ngày, tháng, năm đăng ký", past=True)
    number: str | None = Field(None, title="Theo Giấy khai sinh số", max_length=50)
    book: str | None = Field(None, title="Quyển số", max_length=50)
    public_servant: YesNo = Field(title="Là cán bộ, công chức, viên chức, lực lượng vũ trang")
    reason: str = Field(title="Lý do đăng ký lại", max_length=300, sensitive=True)

    @rule(
        "registered_before_2016",
        fields=["date"],
        message="Chỉ đăng ký lại việc khai sinh đã đăng ký trước ngày 01/01/2016",
    )
    def _registered_on_paper(self) -> bool:
        return self.date is None or self.date.year < FIRST_YEAR_ONLINE

    _reason_says_something = says_enough(
        "reason_too_short", "reason", 5, message="Lý do đăng ký lại phải ghi rõ, ít nhất 5 ký tự"
    )


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan đã đăng ký khai sinh, không còn bản chính Giấy khai sinh, đã nộp "
        "đủ các giấy tờ hiện có và chịu trách nhiệm trước pháp luật"
    )


class BirthReregistrationDeclaration(Declaration):
    """Tờ khai đăng ký lại khai sinh."""

    requester: Requester = Field(title="Người yêu cầu")
    subject: Born = Field(title="Người được khai sinh")
    parents: Parents = Field(title="Cha, mẹ")
    mother: Mother | None = Field(None, title="Người mẹ", when={"parents.mother_known": ["yes"]})
    father: Father | None = Field(None, title="Người cha", when={"parents.father_known": ["yes"]})
    previous: PreviousRegistration = Field(title="Việc đăng ký trước đây")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    _born_before_it_was_registered = not_before(
        "registration_after_birth",
        "previous.date",
        "subject.birth_date",
        message="Ngày đăng ký trước đây phải sau ngày sinh",
    )

    _self_is_one_person = self_is_named(
        "self_relation_match",
        "subject.full_name",
        message="Quan hệ “Bản thân” thì phải trùng họ tên của người được khai sinh",
    )

    _parents_are_older = parents_are_older("subject.birth_date", 12)

    @rule(
        "authority",
        fields=["requester.residence", "previous.place"],
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã đã đăng ký khai sinh hoặc nơi thường trú",
    )
    def _registered_or_living_here(self, context: Context) -> bool:
        home, place = self.requester.residence, self.previous.place
        return context.competent_for(home) or named_here(context, place)

    _asks_for_oneself = told_when(
        "person_alive",
        {"requester.relation": ["parent", "guardian", "authorized"]},
        message="Người được đăng ký lại phải còn sống vào thời điểm tiếp nhận hồ sơ",
        severity="info",
    )


class BirthReregistrationPapers(Papers):
    """Thành phần hồ sơ."""

    birth_certificate_copy: Paper | None = Field(
        None, title="Bản sao Giấy khai sinh (chứng thực hoặc cấp từ sổ) nếu có"
    )
    substitute_documents: Paper | None = Field(
        None,
        title="Bản sao giấy tờ khác: CMND/CCCD/hộ chiếu, sổ hộ khẩu, bằng tốt nghiệp, học "
        "bạ, hồ sơ học tập…",
    )
    agency_confirmation: Paper | None = Field(
        None,
        title="Văn bản xác nhận của Thủ trưởng cơ quan, đơn vị về nội dung khai sinh",
        when={"previous.public_servant": ["yes"]},
    )
    authorization: Paper | None = authorization_paper("việc đăng ký lại khai sinh")
    identity_document: Paper | None = requester_identity_paper()

    @rule(
        "missing_paper",
        fields=["substitute_documents", "birth_certificate_copy"],
        message="Không có bản sao Giấy khai sinh thì phải có bản sao giấy tờ khác có thông "
        "tin khai sinh",
    )
    def _something_proves_it(self) -> bool:
        return bool(self.substitute_documents or self.birth_certificate_copy)


class BirthReregistration(Flow[BirthReregistrationDeclaration]):
    """Đăng ký lại khai sinh."""

    code = "1.004884"
    title = "Thủ tục đăng ký lại khai sinh"
    declaration = BirthReregistrationDeclaration
    papers = BirthReregistrationPapers
    one_of = "birth"
    subject = ("subject.full_name", "subject.birth_date")

"""Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc (1.004859), UBND cấp xã.

In 2022 the commune changes and corrects only for those under fourteen, and supplements for all;
the other cases are the district's, though they stand on the same form.
"""

from portal_bot import (
    Address,
    Block,
    Choice,
    Context,
    Copies,
    Declaration,
    DelegatingRequester,
    Field,
    Flow,
    FullDate,
    IdNumber,
    IdType,
    Paper,
    Papers,
    Person,
    Pledge,
    authorization_paper,
    full_years,
    named_here,
    not_before,
    requester_identity_paper,
    rule,
    says_enough,
    self_is_named,
)

DISTRICT_AGE = 14
CONSENT_AGE, ETHNICITY_CONSENT_AGE, ADULT_AGE = 9, 15, 18
SIGNS_OF_ERROR = ("sai", "nhầm", "sót", "lỗi")


class Relation(Choice):
    """What the requester is to the person whose record is changed."""

    SELF = "self", "Bản thân"
    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"
    GUARDIAN = "guardian", "Người giám hộ"
    AUTHORIZED = "authorized", "Người được ủy quyền"


class ChangeKind(Choice):
    """What is asked of the registrar."""

    CHANGE = "change", "Thay đổi hộ tịch (họ, chữ đệm, tên; thông tin cha mẹ)"
    CORRECT = "correct", "Cải chính hộ tịch"
    SUPPLEMENT = "supplement", "Bổ sung thông tin hộ tịch"
    ETHNICITY = "ethnicity", "Xác định lại dân tộc"


class Event(Choice):
    """What had been registered."""

    BIRTH = "birth", "Khai sinh"
    MARRIAGE = "marriage", "Kết hôn"
    DEATH = "death", "Khai tử"
    OTHER = "other", "Khác"


class Item(Choice):
    """Which entry of the record changes."""

    FULL_NAME = "full_name", "Họ, chữ đệm, tên"
    BIRTH_DATE = "birth_date", "Ngày sinh"
    GENDER = "gender", "Giới tính"
    ETHNICITY = "ethnicity", "Dân tộc"
    NATIONALITY = "nationality", "Quốc tịch"
    NATIVE_PLACE = "native_place", "Quê quán"
    BIRTH_PLACE = "birth_place", "Nơi sinh"
    FATHER = "father", "Thông tin cha"
    MOTHER = "mother", "Thông tin mẹ"
    ID_NUMBER = "id_number", "Số định danh"
    OTHER = "other", "Khác"


class Requester(DelegatingRequester):
    """Người yêu cầu."""

    relation: Relation = Field(title="Quan hệ với người được thay đổi, cải chính, bổ sung")


class Subject(Person):
    """Người được thay đổi, cải chính, bổ sung: as recorded so far."""

    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber | None = Field(None, title="Giấy tờ tùy thân: số", id_type="id_type")
    residence: Address = Field(title="Nơi cư trú")


class Registration(Block):
    """Việc đã đăng ký."""

    event: Event = Field(title="Đã đăng ký (loại việc hộ tịch)", driver=True)
    place: str = Field(title="Tại/của")
    date: FullDate = Field(title="Ngày, tháng, năm", past=True)
    number: str = Field(title="Số")
    book: str | None = Field(None, title="Quyển số")


class Change(Block):
    """From what to what: a row of the table."""

    item: Item = Field(title="Mục thông tin")
    old: str | None = Field(None, title="Từ", sensitive=True, note="bổ sung thì để trống")
    new: str = Field(title="Thành", sensitive=True)


class Request(Block):
    """Nội dung đề nghị."""

    kind: ChangeKind = Field(title="Đề nghị cơ quan đăng ký việc", driver=True)
    changes: list[Change] = Field(title="Nội dung: từ … thành …", min=1, max=10)
    reason: str = Field(title="Lý do", max_length=500, sensitive=True)


class Opinions(Block):
    """Ý kiến."""

    subject: str | None = Field(
        None,
        title="Ý kiến của người được thay đổi (từ đủ 09 tuổi); xác định lại dân tộc (từ đủ 15 đến "
        "dưới 18 tuổi)",
        sensitive=True,
    )
    parents: str | None = Field(
        None,
        title="Ý kiến của cha và mẹ (nếu thay đổi họ, chữ đệm, tên cho người dưới 18 tuổi)",
        sensitive=True,
    )


class ChangeDeclaration(Declaration):
    """Tờ khai đăng ký việc thay đổi, cải chính, bổ sung thông tin hộ tịch."""

    requester: Requester = Field(title="Người yêu cầu")
    subject: Subject = Field(title="Người được thay đổi, cải chính, bổ sung")
    registration: Registration = Field(title="Việc đã đăng ký")
    request: Request = Field(title="Nội dung đề nghị")
    opinions: Opinions = Field(Opinions(), title="Ý kiến")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "commune_scope_2022",
        fields=["subject.birth_date", "request.kind"],
        message="Từ đủ 14 tuổi và xác định lại dân tộc: thẩm quyền cấp huyện (2022)",
    )
    def _is_the_communes(self, context: Context) -> bool:
        young = full_years(self.subject.birth_date, context.today) < DISTRICT_AGE
        kind = self.request.kind
        return kind is ChangeKind.SUPPLEMENT or (young and kind is not ChangeKind.ETHNICITY)

    @rule(
        "authority_residence_or_registration",
        fields=["subject.residence", "registration.place"],
        message="Nộp ở UBND cấp xã nơi cư trú hoặc nơi đã đăng ký hộ tịch trước đây; kiểm tra lại",
        severity="warning",
    )
    def _is_this_communes(self, context: Context) -> bool:
        home, place = self.subject.residence, self.registration.place
        return context.competent_for(home) or named_here(context, place)

    @rule(
        "from_not_equal_to",
        fields=["request.changes"],
        message="Nội dung thay đổi phải khác nội dung cũ",
    )
    def _something_changes(self) -> bool:
        return all(change.old != change.new for change in self.request.changes)

    @rule(
        "supplement_from_empty",
        fields=["request.kind", "request.changes"],
        message="Bổ sung: cột “Từ” để trống",
        severity="warning",
    )
    def _supplement_fills_gaps(self) -> bool:
        return self.request.kind is not ChangeKind.SUPPLEMENT or not any(
            change.old for change in self.request.changes
        )

    @rule(
        "correction_needs_error",
        fields=["request.kind", "request.reason"],
        message="Cải chính chỉ khi có sai sót khi đăng ký; nêu rõ sai sót trong lý do",
        severity="warning",
    )
    def _reason_names_the_error(self) -> bool:
        reason = self.request.reason.casefold()
        return self.request.kind is not ChangeKind.CORRECT or any(
            sign in reason for sign in SIGNS_OF_ERROR
        )

    _reason_says_something = says_enough(
        "reason_too_short", "request.reason", 10, message="Lý do quá ngắn: ghi ít nhất 10 ký tự"
    )

    @rule(
        "minor_consent",
        fields=["opinions.subject", "request.kind", "subject.birth_date"],
        message="Cần ý kiến của người được thay đổi: từ đủ 9 (dân tộc: đủ 15) đến dưới 18 tuổi",
    )
    def _minor_is_heard(self, context: Context) -> bool:
        from_age = {
            ChangeKind.CHANGE: CONSENT_AGE,
            ChangeKind.ETHNICITY: ETHNICITY_CONSENT_AGE,
        }.get(self.request.kind, ADULT_AGE)
        age = full_years(self.subject.birth_date, context.today)
        return not from_age <= age < ADULT_AGE or self.opinions.subject is not None

    @rule(
        "parents_consent",
        fields=["opinions.parents", "request.kind", "subject.birth_date"],
        message="Thay đổi cho người dưới 18 tuổi phải có ý kiến của cha và mẹ",
    )
    def _parents_are_heard(self, context: Context) -> bool:
        minor = full_years(self.subject.birth_date, context.today) < ADULT_AGE
        change = self.request.kind is ChangeKind.CHANGE
        return not (minor and change) or self.opinions.parents is not None

    _registered_after_birth = not_before(
        "registered_after_birth",
        "registration.date",
        "subject.birth_date",
        message="Ngày đăng ký hộ tịch không thể trước ngày sinh",
    )

    _self_is_one_person = self_is_named(
        "self_relation_match",
        "subject.full_name",
        message="Quan hệ “Bản thân” thì người yêu cầu phải là người được thay đổi",
    )


class ChangePapers(Papers):
    """Thành phần hồ sơ."""

    basis_document: Paper = Field(
        title="Giấy tờ làm căn cứ thay đổi, cải chính, bổ sung, xác định lại dân tộc"
    )
    original_civil_certificate: Paper | None = Field(
        None,
        title="Bản chính Giấy khai sinh/Giấy chứng nhận kết hôn để ghi chú",
        when={"registration.event": ["birth", "marriage"]},
    )
    authorization: Paper | None = authorization_paper("việc thay đổi, cải chính, bổ sung hộ tịch")
    identity_document: Paper | None = requester_identity_paper()


class CivilStatusChangeCorrection(Flow[ChangeDeclaration]):
    """Thay đổi, cải chính, bổ sung thông tin hộ tịch."""

    code = "1.004859"
    title = "Thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc"
    declaration = ChangeDeclaration
    papers = ChangePapers
    subject = (
        "subject.full_name",
        "subject.birth_date",
        "request.kind",
        "registration.number",
        "request.changes.item",
    )

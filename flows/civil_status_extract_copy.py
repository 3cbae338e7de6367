"""Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh (2.000635), UBND cấp xã giữ Sổ hộ tịch."""

from portal_bot import (
    Address,
    BirthDate,
    Block,
    Choice,
    Confirmed,
    Declaration,
    Ethnicity,
    Field,
    Flow,
    FullDate,
    Gender,
    IdNumber,
    IdType,
    Nationality,
    Paper,
    Papers,
    PartialDate,
    PersonName,
    Quantity,
    rule,
    same_name,
)

USUAL_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
FEE_VND = 8_000


class SubmitterRole(Choice):
    """Who hands the dossier in."""

    SELF = "self", "Người có yêu cầu trực tiếp nộp"
    AUTHORIZED = "authorized", "Người được ủy quyền nộp"


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


class Requester(Block):
    """Người yêu cầu."""

    submitter_role: SubmitterRole = Field(SubmitterRole.SELF, title="Tư cách người nộp hồ sơ")
    full_name: PersonName = Field(
        title="Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    residence: Address = Field(title="Nơi cư trú", same_as="applicant.address")
    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber = Field(
        title="Giấy tờ tùy thân: số", id_type="id_type", same_as="applicant.citizen_id"
    )
    id_issue_date: FullDate = Field(title="Giấy tờ tùy thân: ngày cấp", past=True)
    id_issuer: str = Field(USUAL_ISSUER, title="Giấy tờ tùy thân: cơ quan cấp", max_length=150)
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


class Subject(Block):
    """Người có tên trong trích lục."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
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


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan nội dung kê khai là đúng sự thật và chịu trách nhiệm trước pháp luật"
    )


class ExtractDeclaration(Declaration):
    """Tờ khai cấp bản sao trích lục hộ tịch."""

    requester: Requester = Field(title="Người yêu cầu")
    request: Request = Field(title="Nội dung đề nghị")
    subject: Subject = Field(title="Người có tên trong trích lục")
    registration: Registration = Field(title="Việc đăng ký trước đây")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "registered_before_today",
        fields=["registration.date", "subject.birth_date"],
        message="Ngày đăng ký không hợp lệ: trước cả ngày sinh",
    )
    def _born_before_it_was_registered(self) -> bool:
        day = self.registration.date
        if day is None:
            return True
        born = self.subject.birth_date
        return (born.year, born.month, born.day) <= (day.year, day.month or 12, day.day or 31)

    @rule(
        "relation_self_matches",
        fields=["requester.relation", "requester.full_name", "subject.full_name"],
        message="Quan hệ “Bản thân” thì phải trùng họ tên của người có tên trong trích lục",
    )
    def _self_is_one_person(self) -> bool:
        return self.requester.relation is not Relation.SELF or same_name(
            self.requester.full_name, self.subject.full_name
        )

    @rule(
        "not_self_for_death",
        fields=["request.event_kind", "requester.relation"],
        message="Không thể tự yêu cầu trích lục khai tử của mình",
    )
    def _the_dead_do_not_ask(self) -> bool:
        itself = self.requester.relation is Relation.SELF
        return self.request.event_kind is not EventKind.DEATH or not itself

    @rule(
        "enough_search_keys",
        fields=["registration.number", "registration.book", "registration.date"],
        message="Cần số và quyển số, hoặc ngày đăng ký, để tra Sổ hộ tịch",
        severity="warning",
    )
    def _can_be_found(self) -> bool:
        entry = self.registration
        return entry.date is not None or None not in (entry.number, entry.book)

    @rule("fee_total", fields=["request.copies"], message="", severity="info")
    def _fee(self) -> str:
        total = self.request.copies * FEE_VND
        return f"Phí tính theo số bản: {total:,} đồng".replace(",", ".")


class ExtractPapers(Papers):
    """Thành phần hồ sơ."""

    organisation_letter: Paper | None = Field(
        None, title="Văn bản yêu cầu nêu rõ lý do", when={"requester.relation": ["organisation"]}
    )
    authorization: Paper | None = Field(
        None,
        title="Văn bản ủy quyền việc cấp bản sao trích lục hộ tịch (được chứng thực; người "
        "được ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột thì "
        "không phải chứng thực)",
        when={"requester.submitter_role": ["authorized"]},
    )
    identity_document: Paper | None = Field(
        None,
        title="Giấy tờ tùy thân của người yêu cầu (hộ chiếu, CMND, CCCD hoặc giấy tờ có "
        "dán ảnh còn giá trị)",
        present_only=True,
    )


class CivilStatusExtractCopy(Flow[ExtractDeclaration]):
    """Cấp bản sao trích lục hộ tịch."""

    code = "2.000635"
    title = "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"
    declaration = ExtractDeclaration
    papers = ExtractPapers
    subject = ("request.event_kind", "subject.full_name", "subject.birth_date")

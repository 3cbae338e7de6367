"""Thủ tục đăng ký lại khai sinh (1.004884), UBND cấp xã nơi đã đăng ký hoặc nơi thường trú.

Only for births that were registered before 2016, and whose register and certificate are lost.
"""

from portal_bot import (
    Address,
    BirthDate,
    BirthYear,
    Block,
    Choice,
    Confirmed,
    Context,
    Declaration,
    Ethnicity,
    Field,
    Flow,
    FullDate,
    Gender,
    IdNumber,
    IdType,
    Locality,
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
FIRST_YEAR_ONLINE, SHORTEST_REASON, YOUNGEST_PARENT = 2016, 5, 12
PARENT_ID = "Số định danh cá nhân/giấy tờ tùy thân"


class SubmitterRole(Choice):
    """Who hands the dossier in."""

    SELF = "self", "Người có yêu cầu trực tiếp nộp"
    AUTHORIZED = "authorized", "Người được ủy quyền nộp"


class Relation(Choice):
    """What the requester is to the person."""

    SELF = "self", "Bản thân"
    PARENT = "parent", "Cha/Mẹ"
    GUARDIAN = "guardian", "Người giám hộ"
    AUTHORIZED = "authorized", "Người được ủy quyền"


class BirthPlaceKind(Choice):
    """Whether anybody could have issued a birth notification."""

    HEALTH_FACILITY = "health_facility", "Tại cơ sở y tế"
    ELSEWHERE = "elsewhere", "Ngoài cơ sở y tế"


class YesNo(Choice):
    """A question answered by a radio button."""

    YES = "yes", "Có"
    NO = "no", "Không"


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
    relation: Relation = Field(title="Quan hệ với người được khai sinh")


class Subject(Block):
    """Người được khai sinh."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    birth_date_in_words: str = Field(
        title="Ghi bằng chữ", max_length=150, words_of="birth_date", sensitive=True
    )
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    birth_place_kind: BirthPlaceKind = Field(title="Nơi sinh: loại")
    birth_place: str = Field(title="Nơi sinh", max_length=250)
    native_place: Locality = Field(title="Quê quán")


class Parents(Block):
    """Cha, mẹ."""

    mother_known: YesNo = Field(title="Có thông tin người mẹ", driver=True)
    father_known: YesNo = Field(title="Có thông tin người cha", driver=True)


class Parent(Block):
    """What the form asks of each parent."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_year: BirthYear = Field(title="Năm sinh")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    residence: Address = Field(title="Nơi cư trú")
    id_number: IdNumber | None = Field(None, title=PARENT_ID, accepts=("cccd", "cmnd"))


class Mother(Parent):
    """Người mẹ."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên người mẹ", max_length=100)
    id_number: IdNumber | None = Field(
        None, title=PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nu"
    )


class Father(Parent):
    """Người cha."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên người cha", max_length=100)
    id_number: IdNumber | None = Field(
        None, title=PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nam"
    )


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

    @rule(
        "reason_too_short",
        fields=["reason"],
        message="Lý do đăng ký lại phải ghi rõ, ít nhất 5 ký tự",
    )
    def _reason_says_something(self) -> bool:
        return len(self.reason) >= SHORTEST_REASON


class Copies(Block):
    """Yêu cầu khác."""

    request: YesNo = Field(YesNo.NO, title="Đề nghị cấp bản sao", driver=True)
    quantity: Quantity | None = Field(
        None, title="Số lượng (bản)", when={"request": ["yes"]}, min=1, max=50
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
    subject: Subject = Field(title="Người được khai sinh")
    parents: Parents = Field(title="Cha, mẹ")
    mother: Mother | None = Field(None, title="Người mẹ", when={"parents.mother_known": ["yes"]})
    father: Father | None = Field(None, title="Người cha", when={"parents.father_known": ["yes"]})
    previous: PreviousRegistration = Field(title="Việc đăng ký trước đây")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "registration_after_birth",
        fields=["previous.date", "subject.birth_date"],
        message="Ngày đăng ký trước đây phải sau ngày sinh",
    )
    def _born_before_it_was_registered(self) -> bool:
        day = self.previous.date
        if day is None:
            return True
        born = self.subject.birth_date
        return (born.year, born.month, born.day) <= (day.year, day.month or 12, day.day or 31)

    @rule(
        "self_relation_match",
        fields=["requester.relation", "requester.full_name", "subject.full_name"],
        message="Quan hệ “Bản thân” thì phải trùng họ tên của người được khai sinh",
    )
    def _self_is_one_person(self) -> bool:
        return self.requester.relation is not Relation.SELF or same_name(
            self.requester.full_name, self.subject.full_name
        )

    @rule(
        "parent_age",
        fields=["subject.birth_date", "mother", "father"],
        message="Tuổi của cha hoặc mẹ so với con không hợp lý; kiểm tra năm sinh",
        severity="warning",
    )
    def _parents_are_older(self) -> bool:
        born = self.subject.birth_date.year
        parents = [parent for parent in (self.mother, self.father) if parent]
        return all(born - parent.birth_year >= YOUNGEST_PARENT for parent in parents)

    @rule(
        "authority",
        fields=["requester.residence", "previous.place"],
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã đã đăng ký khai sinh hoặc nơi thường trú",
    )
    def _registered_or_living_here(self, context: Context) -> bool:
        here = context.agency
        if here is None or context.competent_for(self.requester.residence):
            return True
        words = self.previous.place.replace(",", " ").split()
        size = len(here.commune.split())
        names = (" ".join(words[at : at + size]) for at in range(len(words)))
        return any(same_name(name, here.commune) for name in names)

    @rule(
        "person_alive",
        fields=["requester.relation"],
        message="Người được đăng ký lại phải còn sống vào thời điểm tiếp nhận hồ sơ",
        severity="info",
    )
    def _asks_for_oneself(self) -> bool:
        return self.requester.relation is Relation.SELF


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
    authorization: Paper | None = Field(
        None,
        title="Văn bản ủy quyền việc đăng ký lại khai sinh (được chứng thực; người được ủy "
        "quyền là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột thì không phải "
        "chứng thực)",
        when={"requester.submitter_role": ["authorized"]},
    )
    identity_document: Paper | None = Field(
        None,
        title="Giấy tờ tùy thân của người yêu cầu (hộ chiếu, CMND, CCCD hoặc giấy tờ có "
        "dán ảnh còn giá trị)",
        present_only=True,
    )

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
    subject = ("subject.full_name", "subject.birth_date")

"""Thủ tục đăng ký giám hộ (1.004837), UBND cấp xã nơi cư trú của một trong hai người.

A guardian is one by law (natural), or because somebody appointed them; each way is proved by a
paper of its own.
"""

from portal_bot import (
    Address,
    BirthDate,
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
    Nationality,
    Paper,
    Papers,
    PersonName,
    Quantity,
    full_years,
    rule,
    same_name,
)

USUAL_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
ADULT, SHORTEST_REASON = 18, 10


class SubmitterRole(Choice):
    """Who hands the dossier in."""

    SELF = "self", "Người có yêu cầu trực tiếp nộp"
    AUTHORIZED = "authorized", "Người được ủy quyền nộp"


class WardCategory(Choice):
    """Why somebody needs a guardian."""

    NO_PARENTS = (
        "minor_no_parents",
        "Người chưa thành niên không còn cha, mẹ hoặc không xác định được cha, mẹ",
    )
    PARENTS_UNABLE = (
        "minor_parents_unable",
        "Người chưa thành niên có cha, mẹ nhưng cả hai không thực hiện được quyền",
    )
    INCAPACITATED = "incapacitated", "Người mất năng lực hành vi dân sự"
    DIFFICULTY = "cognition_difficulty", "Người có khó khăn trong nhận thức, làm chủ hành vi"


class GuardianshipKind(Choice):
    """Guardian by law, or appointed."""

    NATURAL = "natural", "Giám hộ đương nhiên"
    APPOINTED = "appointed", "Giám hộ cử"


class YesNo(Choice):
    """A question answered by a radio button."""

    YES = "yes", "Có"
    NO = "no", "Không"


MINORS = (WardCategory.NO_PARENTS, WardCategory.PARENTS_UNABLE)


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


class Guardian(Block):
    """Người giám hộ."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    residence: Address = Field(title="Nơi cư trú")
    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber = Field(title="Giấy tờ tùy thân: số", id_type="id_type")
    id_issue_date: FullDate = Field(title="Giấy tờ tùy thân: ngày cấp", past=True)
    id_issuer: str = Field(USUAL_ISSUER, title="Giấy tờ tùy thân: cơ quan cấp", max_length=150)


class Ward(Block):
    """Người được giám hộ."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    residence: Address = Field(title="Nơi cư trú")
    id_document: str = Field(
        title="Giấy khai sinh/Giấy tờ tùy thân: loại, số", max_length=100, sensitive=True
    )
    category: WardCategory = Field(title="Diện người được giám hộ")


class Guardianship(Block):
    """Nội dung giám hộ."""

    kind: GuardianshipKind = Field(title="Hình thức giám hộ", driver=True)
    relation: str = Field(title="Quan hệ giữa người giám hộ và người được giám hộ", max_length=150)
    reason: str = Field(title="Lý do đăng ký giám hộ", max_length=500, sensitive=True)
    several_eligible: YesNo | None = Field(
        None,
        title="Có nhiều người cùng đủ điều kiện giám hộ đương nhiên",
        when={"kind": ["natural"]},
    )

    @rule(
        "reason_too_short",
        fields=["reason"],
        message="Lý do đăng ký giám hộ phải ghi rõ, ít nhất 10 ký tự",
    )
    def _reason_says_something(self) -> bool:
        return len(self.reason) >= SHORTEST_REASON


class Asset(Block):
    """A row of the table."""

    asset: str = Field(title="Tên tài sản", max_length=150)
    condition: str = Field(title="Tình trạng", max_length=150)
    value_vnd: Quantity | None = Field(None, title="Giá trị ước tính (đồng)")


class Assets(Block):
    """Tài sản."""

    rows: list[Asset] | None = Field(
        None, title="Danh mục tài sản của người được giám hộ", min=0, max=50
    )


class Copies(Block):
    """Yêu cầu khác."""

    request: YesNo = Field(YesNo.NO, title="Đề nghị cấp bản sao", driver=True)
    quantity: Quantity | None = Field(
        None, title="Số lượng (bản)", when={"request": ["yes"]}, min=1, max=50
    )


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan nội dung kê khai là đúng sự thật và chịu trách nhiệm trước pháp luật"
    )


class GuardianshipDeclaration(Declaration):
    """Tờ khai đăng ký giám hộ."""

    requester: Requester = Field(title="Người yêu cầu")
    guardian: Guardian = Field(title="Người giám hộ")
    ward: Ward = Field(title="Người được giám hộ")
    guardianship: Guardianship = Field(title="Nội dung giám hộ")
    assets: Assets = Field(Assets(), title="Tài sản")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "guardian_adult",
        fields=["guardian.birth_date"],
        message="Người giám hộ phải từ đủ 18 tuổi",
    )
    def _guardian_is_grown(self, context: Context) -> bool:
        return full_years(self.guardian.birth_date, context.today) >= ADULT

    @rule(
        "ward_minor_if_minor_category",
        fields=["ward.birth_date", "ward.category"],
        message="Người được giám hộ thuộc diện chưa thành niên phải dưới 18 tuổi",
    )
    def _minor_is_minor(self, context: Context) -> bool:
        age = full_years(self.ward.birth_date, context.today)
        return self.ward.category not in MINORS or age < ADULT

    @rule(
        "court_decision_if_incapacitated",
        fields=["ward.category"],
        message="Cần quyết định của Tòa án tuyên bố mất năng lực hành vi hoặc khó khăn trong "
        "nhận thức",
        severity="info",
    )
    def _no_court_is_needed(self) -> bool:
        return self.ward.category in MINORS

    @rule(
        "guardian_not_ward",
        fields=["guardian.full_name", "guardian.birth_date", "ward.full_name", "ward.birth_date"],
        message="Người giám hộ và người được giám hộ phải khác nhau",
    )
    def _two_persons(self) -> bool:
        return self.guardian.birth_date != self.ward.birth_date or not same_name(
            self.guardian.full_name, self.ward.full_name
        )

    @rule(
        "authority",
        fields=["guardian.residence", "ward.residence"],
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người giám hộ hoặc "
        "người được giám hộ",
    )
    def _one_lives_here(self, context: Context) -> bool:
        return any(context.competent_for(each.residence) for each in (self.guardian, self.ward))


class GuardianshipPapers(Papers):
    """Thành phần hồ sơ."""

    appointment_document: Paper | None = Field(
        None,
        title="Văn bản cử người giám hộ theo Bộ luật Dân sự",
        when={"guardianship.kind": ["appointed"]},
    )
    natural_guardian_proof: Paper | None = Field(
        None,
        title="Giấy tờ chứng minh điều kiện giám hộ đương nhiên",
        when={"guardianship.kind": ["natural"]},
    )
    agreement_document: Paper | None = Field(
        None,
        title="Văn bản thỏa thuận cử một người làm giám hộ đương nhiên",
        when={"guardianship.several_eligible": ["yes"]},
    )
    authorization: Paper | None = Field(
        None,
        title="Văn bản ủy quyền việc đăng ký giám hộ (được chứng thực; người được ủy quyền "
        "là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột thì không phải chứng "
        "thực)",
        when={"requester.submitter_role": ["authorized"]},
    )
    identity_document: Paper | None = Field(
        None,
        title="Giấy tờ tùy thân của người yêu cầu (hộ chiếu, CMND, CCCD hoặc giấy tờ có "
        "dán ảnh còn giá trị)",
        present_only=True,
    )
    residence_proof: Paper | None = Field(
        None,
        title="Giấy tờ chứng minh nơi cư trú (giai đoạn chuyển tiếp; từ 2023 tra cứu CSDL dân cư)",
        present_only=True,
    )


class GuardianshipRegistration(Flow[GuardianshipDeclaration]):
    """Đăng ký giám hộ."""

    code = "1.004837"
    title = "Thủ tục đăng ký giám hộ"
    declaration = GuardianshipDeclaration
    papers = GuardianshipPapers
    subject = ("guardian.id_number", "ward.full_name", "ward.birth_date")

"""Thủ tục cấp Giấy xác nhận tình trạng hôn nhân (1.004873), UBND cấp xã nơi thường trú.

Where the person has no permanent residence, the commune of temporary residence decides.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    Block,
    Choice,
    Context,
    Declaration,
    DelegatingRequester,
    Field,
    Flow,
    FullDate,
    Gender,
    IdentityPaper,
    Paper,
    Papers,
    Person,
    Pledge,
    Quantity,
    authorization_paper,
    competent_here,
    full_years,
    requester_identity_paper,
    residence_paper,
    rule,
    same_name,
    told_when,
)

MARRIAGE_AGE = {Gender.MALE: 20, Gender.FEMALE: 18}


class Relation(Choice):
    """What the requester is to the person certified."""

    SELF = "self", "Bản thân"
    PARENT = "parent", "Cha/Mẹ"
    CHILD = "child", "Con"
    SIBLING = "sibling", "Anh/Chị/Em ruột"
    OTHER = "other", "Người được ủy quyền khác"


class MaritalStatus(Choice):
    """What is to be certified."""

    NEVER_MARRIED = "never_married", "Chưa đăng ký kết hôn với ai"
    MARRIED = "married", "Hiện tại đang có vợ/chồng"
    DIVORCED = "divorced", "Đã ly hôn, chưa đăng ký kết hôn lại"
    WIDOWED = "widowed", "Vợ/chồng đã chết, chưa đăng ký kết hôn lại"
    DE_FACTO = "de_facto_before_1987", "Chung sống như vợ chồng từ trước 03/01/1987, chưa ly hôn"


class Purpose(Choice):
    """What the certificate is for; it is printed on it and binds."""

    MARRIAGE_DOMESTIC = "marriage_domestic", "Để đăng ký kết hôn với (trong nước)"
    MARRIAGE_FOREIGN = "marriage_foreign", "Để đăng ký kết hôn với người nước ngoài/ở nước ngoài"
    LOAN = "loan", "Vay vốn ngân hàng"
    PROPERTY = "property", "Mua bán, chuyển nhượng tài sản"
    WORK = "work", "Xuất khẩu lao động"
    OTHER = "other", "Mục đích khác"


MARRIAGE = (Purpose.MARRIAGE_DOMESTIC, Purpose.MARRIAGE_FOREIGN)


class Requester(DelegatingRequester):
    """Người yêu cầu."""

    relation: Relation = Field(title="Quan hệ với người được cấp Giấy xác nhận tình trạng hôn nhân")


class Subject(Person, IdentityPaper):
    """Người được cấp Giấy xác nhận."""

    identity: ClassVar[str] = "Giấy tờ tùy thân"
    residence: Address = Field(title="Nơi cư trú")


class Status(Block):
    """Tình trạng hôn nhân."""

    period_residence: Address = Field(title="Trong thời gian cư trú tại")
    period_from: FullDate = Field(title="Từ ngày", past=True)
    period_to: FullDate = Field(title="Đến ngày", past=True)
    marital_status: MaritalStatus = Field(title="Tình trạng hôn nhân", driver=True)
    detail: str | None = Field(
        None,
        title="Chi tiết (số, ngày, cơ quan ban hành bản án/trích lục; tên vợ/chồng)",
        when={"marital_status": ["married", "divorced", "widowed", "de_facto_before_1987"]},
        max_length=300,
        sensitive=True,
    )


class Use(Block):
    """Mục đích."""

    purpose: Purpose = Field(
        title="Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân", driver=True
    )
    partner: str | None = Field(
        None,
        title="Người dự định kết hôn (họ tên, năm sinh, quốc tịch, giấy tờ tùy thân, nơi cư trú)",
        when={"purpose": ["marriage_domestic", "marriage_foreign"]},
        max_length=400,
        sensitive=True,
    )
    other: str | None = Field(
        None, title="Nội dung mục đích khác", when={"purpose": ["other"]}, max_length=200
    )
    quantity: Quantity | None = Field(
        None, title="Số lượng bản", min=1, max=1, note="mỗi mục đích kết hôn chỉ cấp một bản"
    )
    previous_certificate: str | None = Field(
        None, title="Đã được cấp Giấy xác nhận trước đây (số, ngày)"
    )


class MaritalStatusDeclaration(Declaration):
    """Tờ khai cấp Giấy xác nhận tình trạng hôn nhân."""

    requester: Requester = Field(title="Người yêu cầu")
    subject: Subject = Field(title="Người được cấp Giấy xác nhận")
    status: Status = Field(title="Tình trạng hôn nhân")
    use: Use = Field(title="Mục đích")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "adult_subject",
        fields=["subject.birth_date", "subject.gender", "use.purpose"],
        message="Chưa đủ tuổi kết hôn (nam 20, nữ 18)",
    )
    def _old_enough_to_marry(self, context: Context) -> bool:
        age = full_years(self.subject.birth_date, context.today)
        return self.use.purpose not in MARRIAGE or age >= MARRIAGE_AGE[self.subject.gender]

    @rule(
        "period_order",
        fields=["status.period_from", "status.period_to"],
        message="Khoảng thời gian không hợp lệ: “Từ ngày” phải trước “Đến ngày”",
    )
    def _period_runs_forward(self) -> bool:
        return self.status.period_from < self.status.period_to

    _free_to_marry = told_when(
        "married_cannot_marry",
        {
            "status.marital_status": ["married"],
            "use.purpose": ["marriage_domestic", "marriage_foreign"],
        },
        message="Đang có vợ/chồng không thể xác nhận để kết hôn",
    )

    @rule(
        "self_relation_match",
        fields=[
            "requester.relation",
            "requester.full_name",
            "requester.id_number",
            "subject.full_name",
            "subject.id_number",
        ],
        message="Quan hệ “Bản thân” thì phải trùng họ tên và giấy tờ của người được cấp",
    )
    def _self_is_one_person(self) -> bool:
        return self.requester.relation is not Relation.SELF or (
            same_name(self.requester.full_name, self.subject.full_name)
            and self.requester.id_number == self.subject.id_number
        )

    _stays_in_the_country = told_when(
        "marriage_no_delegation_foreign",
        {"use.purpose": ["marriage_foreign"]},
        message="Kết hôn có yếu tố nước ngoài cần thêm giấy tờ và bước xác minh",
        severity="info",
    )

    _subject_lives_here = competent_here(
        "authority_permanent_residence",
        "subject.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi thường trú (hoặc tạm trú) "
        "của người được cấp",
    )


class MaritalStatusPapers(Papers):
    """Thành phần hồ sơ."""

    divorce_or_death_proof: Paper | None = Field(
        None,
        title="Bản án/quyết định ly hôn hoặc giấy chứng tử/trích lục khai tử",
        when={"status.marital_status": ["divorced", "widowed"]},
    )
    old_certificate: Paper | None = Field(
        None,
        title="Giấy xác nhận tình trạng hôn nhân đã cấp trước đó (khi xin cấp lại)",
        when={"use.previous_certificate": True},
    )
    authorization: Paper | None = authorization_paper("việc cấp Giấy xác nhận tình trạng hôn nhân")
    identity_document: Paper | None = requester_identity_paper()
    residence_proof: Paper | None = residence_paper()


class MaritalStatusCertificate(Flow[MaritalStatusDeclaration]):
    """Cấp Giấy xác nhận tình trạng hôn nhân."""

    code = "1.004873"
    title = "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân"
    declaration = MaritalStatusDeclaration
    papers = MaritalStatusPapers
    subject = ("subject.id_number", "use.purpose")

"""Thủ tục đăng ký giám hộ (1.004837), UBND cấp xã nơi cư trú của một trong hai người.

A guardian is one by law (natural), or because somebody appointed them; each way is proved by a
paper of its own.
"""

from typing import ClassVar

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
    IdentityPaper,
    Paper,
    Papers,
    Person,
    Pledge,
    Quantity,
    YesNo,
    authorization_paper,
    competent_here,
    full_years,
    of_age,
    requester_identity_paper,
    residence_paper,
    rule,
    same_name,
    says_enough,
    told_when,
)

ADULT = 18


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


MINORS = (WardCategory.NO_PARENTS, WardCategory.PARENTS_UNABLE)


class Guardian(Person, IdentityPaper):
    """Người giám hộ."""

    residence: Address = Field(title="Nơi cư trú")
    identity: ClassVar[str] = "Giấy tờ tùy thân"


class Ward(Person):
    """Người được giám hộ."""

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

    _reason_says_something = says_enough(
        "reason_too_short",
        "reason",
        10,
        message="Lý do đăng ký giám hộ phải ghi rõ, ít nhất 10 ký tự",
    )


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


class GuardianshipDeclaration(Declaration):
    """Tờ khai đăng ký giám hộ."""

    requester: DelegatingRequester = Field(title="Người yêu cầu")
    guardian: Guardian = Field(title="Người giám hộ")
    ward: Ward = Field(title="Người được giám hộ")
    guardianship: Guardianship = Field(title="Nội dung giám hộ")
    assets: Assets = Field(Assets(), title="Tài sản")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    _guardian_is_grown = of_age(
        "guardian_adult", "guardian.birth_date", message="Người giám hộ phải từ đủ 18 tuổi"
    )

    @rule(
        "ward_minor_if_minor_category",
        fields=["ward.birth_date", "ward.category"],
        message="Người được giám hộ thuộc diện chưa thành niên phải dưới 18 tuổi",
    )
    def _minor_is_minor(self, context: Context) -> bool:
        age = full_years(self.ward.birth_date, context.today)
        return self.ward.category not in MINORS or age < ADULT

    _no_court_is_needed = told_when(
        "court_decision_if_incapacitated",
        {"ward.category": ["incapacitated", "cognition_difficulty"]},
        message="Cần quyết định của Tòa án tuyên bố mất năng lực hành vi hoặc khó khăn trong "
        "nhận thức",
        severity="info",
    )

    @rule(
        "guardian_not_ward",
        fields=["guardian.full_name", "guardian.birth_date", "ward.full_name", "ward.birth_date"],
        message="Người giám hộ và người được giám hộ phải khác nhau",
    )
    def _two_persons(self) -> bool:
        return self.guardian.birth_date != self.ward.birth_date or not same_name(
            self.guardian.full_name, self.ward.full_name
        )

    _one_lives_here = competent_here(
        "authority",
        "guardian.residence",
        "ward.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người giám hộ hoặc "
        "người được giám hộ",
    )


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
    authorization: Paper | None = authorization_paper("việc đăng ký giám hộ")
    identity_document: Paper | None = requester_identity_paper()
    residence_proof: Paper | None = residence_paper()


class GuardianshipRegistration(Flow[GuardianshipDeclaration]):
    """Đăng ký giám hộ."""

    code = "1.004837"
    title = "Thủ tục đăng ký giám hộ"
    declaration = GuardianshipDeclaration
    papers = GuardianshipPapers
    subject = ("guardian.id_number", "ward.full_name", "ward.birth_date")

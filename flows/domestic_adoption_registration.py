"""Đăng ký việc nuôi con nuôi trong nước (2.001263), UBND cấp xã nơi thường trú của con nuôi.

The commune of the adopters is competent too; the law asks more of strangers than of relatives.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    Block,
    Choice,
    Confirmed,
    Context,
    Declaration,
    Email,
    Ethnicity,
    Field,
    Flow,
    Gender,
    IdentityPaper,
    IdNumber,
    Nationality,
    Paper,
    Papers,
    PersonName,
    Phone,
    Pledge,
    competent_here,
    full_years,
    rule,
    says_enough,
    told_when,
)

AGE_GAP, CHILD_LIMIT, RELATED_CHILD_LIMIT, OPINION_AGE = 20, 16, 18, 9
CONSENT_DAYS = 15
ADOPTER_ID = "Số giấy tờ tùy thân/Hộ chiếu: số"
FATHER = {"general.adopter_kind": ["couple", "single_man"]}
MOTHER = {"general.adopter_kind": ["couple", "single_woman"]}
STRANGERS = {"adoption.relation": ["other_relative", "none"]}


class AdopterKind(Choice):
    """Who adopts."""

    COUPLE = "couple", "Cặp vợ chồng"
    SINGLE_MAN = "single_man", "Nam độc thân"
    SINGLE_WOMAN = "single_woman", "Nữ độc thân"


class ChildStatus(Choice):
    """Who cares for the child now."""

    WITH_PARENTS = "living_with_parents", "Đang sống với cha mẹ đẻ"
    ORPHAN = "orphan", "Mồ côi"
    ABANDONED = "abandoned", "Bị bỏ rơi"
    CARE_FACILITY = "care_facility", "Đang ở cơ sở nuôi dưỡng"
    PARENTS_MISSING = "parent_missing_or_incapable", "Cha mẹ mất tích/mất năng lực"


class Relation(Choice):
    """What the adopters are to the child."""

    STEP_PARENT = "step_parent", "Cha dượng/mẹ kế"
    UNCLE_AUNT = "uncle_aunt", "Cô, cậu, dì, chú, bác ruột"
    OTHER_RELATIVE = "other_relative", "Họ hàng khác"
    NONE = "none", "Không có quan hệ họ hàng"


class General(Block):
    """Chung."""

    adopter_kind: AdopterKind = Field(title="Người nhận con nuôi", driver=True)


class Adopter(IdentityPaper):
    """What the form asks of each adopter."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    birth_place: str = Field(title="Nơi sinh", max_length=150)
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    occupation: str = Field(title="Nghề nghiệp", max_length=150)
    residence: Address = Field(title="Nơi thường trú")
    identity: ClassVar[str] = "Số giấy tờ tùy thân/Hộ chiếu"
    contact: str | None = Field(None, title="Địa chỉ liên hệ", max_length=150, sensitive=True)
    phone: Phone = Field(title="Điện thoại")
    email: Email | None = Field(None, title="Email")


class AdoptiveFather(Adopter):
    """Ông."""

    id_number: IdNumber = Field(title=ADOPTER_ID, id_type="id_type", holder_gender="nam")


class AdoptiveMother(Adopter):
    """Bà."""

    id_number: IdNumber = Field(title=ADOPTER_ID, id_type="id_type", holder_gender="nu")


class Child(Block):
    """Trẻ em được nhận."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    gender: Gender = Field(title="Giới tính")
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    birth_place: str = Field(title="Nơi sinh", max_length=150)
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    health: str = Field(title="Tình trạng sức khỏe", max_length=500, sensitive=True)
    residence: Address = Field(title="Nơi cư trú")
    status: ChildStatus = Field(title="Hoàn cảnh của trẻ")
    birth_parents: str = Field(
        title="Họ, chữ đệm, tên, địa chỉ của cha mẹ đẻ/người giám hộ/cơ sở nuôi dưỡng",
        max_length=500,
        sensitive=True,
    )


class Adoption(Block):
    """Nội dung."""

    relation: Relation = Field(title="Quan hệ với trẻ em")
    reason: str = Field(title="Lý do nhận con nuôi", max_length=1000, sensitive=True)
    child_opinion: str | None = Field(
        None, title="Ý kiến của trẻ từ đủ 09 tuổi", max_length=500, sensitive=True
    )
    report_commitment: Confirmed = Field(
        title="Cam kết 06 tháng một lần trong 03 năm thông báo tình hình phát triển của con nuôi"
    )

    def by_family(self) -> bool:
        """By a step-parent, or a brother or sister of a parent: the law asks less of them."""
        return self.relation in (Relation.STEP_PARENT, Relation.UNCLE_AUNT)

    _reason_says_something = says_enough(
        "reason_too_short",
        "reason",
        10,
        message="Lý do nhận con nuôi phải ghi rõ, ít nhất 10 ký tự",
    )


class AdoptionDeclaration(Declaration):
    """Đơn xin nhận con nuôi."""

    general: General = Field(title="Chung")
    father: AdoptiveFather | None = Field(None, title="Ông", when=FATHER)
    mother: AdoptiveMother | None = Field(None, title="Bà", when=MOTHER)
    child: Child = Field(title="Trẻ em được nhận")
    adoption: Adoption = Field(title="Nội dung")
    pledge: Pledge = Field(title="Cam đoan")

    def adopters(self) -> list[Adopter]:
        """Those who are declared."""
        return [each for each in (self.father, self.mother) if each]

    @rule(
        "age_gap_20",
        fields=["child.birth_date", "adoption.relation", "father", "mother"],
        message="Người nhận phải hơn con nuôi từ 20 tuổi trở lên",
    )
    def _adopters_are_older(self) -> bool:
        born = self.child.birth_date
        return self.adoption.by_family() or all(
            full_years(each.birth_date, born) >= AGE_GAP for each in self.adopters()
        )

    @rule(
        "child_under_16_or_18",
        fields=["child.birth_date", "adoption.relation"],
        message="Người được nhận phải dưới 16 tuổi (dưới 18 tuổi nếu cha dượng, mẹ kế, cô, "
        "cậu, dì, chú, bác ruột nhận)",
    )
    def _child_is_young(self, context: Context) -> bool:
        limit = RELATED_CHILD_LIMIT if self.adoption.by_family() else CHILD_LIMIT
        return full_years(self.child.birth_date, context.today) < limit

    @rule(
        "child_15_days_old",
        fields=["child.birth_date"],
        message="Chỉ lấy ý kiến cha mẹ đẻ khi trẻ sinh ra ít nhất 15 ngày",
    )
    def _parents_could_consent(self, context: Context) -> bool:
        return (context.today - self.child.birth_date).days >= CONSENT_DAYS

    @rule(
        "child_consent_9",
        fields=["adoption.child_opinion", "child.birth_date"],
        message="Trẻ từ đủ 09 tuổi phải đồng ý: ghi ý kiến của trẻ",
    )
    def _child_was_asked(self, context: Context) -> bool:
        young = full_years(self.child.birth_date, context.today) < OPINION_AGE
        return young or self.adoption.child_opinion is not None

    @rule(
        "adopters_differ",
        fields=["mother", "father"],
        message="Ông và bà không được trùng số giấy tờ tùy thân",
    )
    def _two_persons(self) -> bool:
        return not (self.father and self.mother) or (self.father.id_number != self.mother.id_number)

    _one_lives_here = competent_here(
        "authority_residence",
        "child.residence",
        "father.residence",
        "mother.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của trẻ hoặc của người "
        "nhận con nuôi",
    )

    _fee_is_due = told_when(
        "fee_waiver",
        {"adoption.relation": ["step_parent", "uncle_aunt"]},
        message="Cha dượng, mẹ kế, cô, cậu, dì, chú, bác ruột nhận: thuộc diện miễn lệ phí",
        severity="info",
    )

    _no_fresh_papers_are_asked = told_when(
        "documents_fresh_6_months",
        STRANGERS,
        message="Giấy khám sức khỏe, văn bản xác nhận phải được cấp chưa quá 06 tháng",
        severity="info",
    )


class AdoptionPapers(Papers):
    """Thành phần hồ sơ."""

    adoption_application: Paper = Field(title="Đơn xin nhận con nuôi")
    adopter_identity: Paper = Field(
        title="Bản sao hộ chiếu, CMND/CCCD hoặc giấy tờ thay thế của người nhận con nuôi"
    )
    criminal_record: Paper = Field(title="Phiếu lý lịch tư pháp")
    marital_status_doc: Paper = Field(
        title="Văn bản xác nhận tình trạng hôn nhân / Giấy chứng nhận kết hôn"
    )
    adopter_health: Paper | None = Field(
        None,
        title="Giấy khám sức khỏe do cơ sở y tế cấp huyện trở lên (không quá 06 tháng)",
        when=STRANGERS,
    )
    family_circumstances: Paper | None = Field(
        None,
        title="Văn bản xác nhận hoàn cảnh gia đình, chỗ ở, điều kiện kinh tế (không quá 06 tháng)",
        when=STRANGERS,
    )
    child_birth_certificate: Paper = Field(title="Giấy khai sinh của trẻ")
    child_health_certificate: Paper = Field(title="Giấy khám sức khỏe của trẻ")
    child_photos: Paper = Field(title="02 ảnh toàn thân, nhìn thẳng, chụp không quá 06 tháng")
    child_origin_document: Paper | None = Field(
        None,
        title="Biên bản trẻ bị bỏ rơi / giấy chứng tử hoặc quyết định của Tòa án đối với cha mẹ đẻ",
        when={"child.status": ["orphan", "abandoned", "parent_missing_or_incapable"]},
    )
    facility_reception_decision: Paper | None = Field(
        None,
        title="Quyết định tiếp nhận trẻ vào cơ sở nuôi dưỡng",
        when={"child.status": ["care_facility"]},
    )


class DomesticAdoptionRegistration(Flow[AdoptionDeclaration]):
    """Đăng ký việc nuôi con nuôi trong nước."""

    code = "2.001263"
    title = "Đăng ký việc nuôi con nuôi trong nước"
    declaration = AdoptionDeclaration
    papers = AdoptionPapers
    subject = ("father.full_name | mother.full_name", "child.full_name", "child.birth_date")

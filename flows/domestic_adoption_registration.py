"""Đăng ký việc nuôi con nuôi trong nước (2.001263), UBND cấp xã nơi thường trú của con nuôi.

The commune of the adopters is competent too; the law asks more of strangers than of relatives.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

ADOPTER_ID = "Số giấy tờ tùy thân/Hộ chiếu: số"
FATHER = {"general.adopter_kind": ["couple", "single_man"]}
MOTHER = {"general.adopter_kind": ["couple", "single_woman"]}
STRANGERS = {"adoption.relation": ["other_relative", "none"]}


class General(f.Block):
    adopter_kind: str = f.Listed("Người nhận con nuôi", driver=True)


class Adopter(civil.IdentityPaper):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    birth_place: str = f.Field("Nơi sinh", max_length=150)
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    nationality: f.Nationality = f.Field("Quốc tịch", "Việt Nam")
    occupation: str = f.Field("Nghề nghiệp", max_length=150)
    residence: f.Address = f.Field("Nơi thường trú")
    identity: f.ClassVar[str] = "Số giấy tờ tùy thân/Hộ chiếu"
    contact: str | None = f.Optional("Địa chỉ liên hệ", max_length=150, sensitive=True)
    phone: f.Phone = f.Field("Điện thoại")
    email: f.Email | None = f.Optional("Email")


class AdoptiveFather(Adopter):
    id_number: f.IdNumber = f.Field(ADOPTER_ID, id_type="id_type", holder_gender="nam")


class AdoptiveMother(Adopter):
    id_number: f.IdNumber = f.Field(ADOPTER_ID, id_type="id_type", holder_gender="nu")


class Child(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    gender: f.Gender = f.Field("Giới tính")
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    birth_place: str = f.Field("Nơi sinh", max_length=150)
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    nationality: f.Nationality = f.Field("Quốc tịch", "Việt Nam")
    health: str = f.Field("Tình trạng sức khỏe", max_length=500, sensitive=True)
    residence: f.Address = f.Field("Nơi cư trú")
    status: str = f.Listed("Hoàn cảnh của trẻ")
    birth_parents: str = f.Field(
        "Họ, chữ đệm, tên, địa chỉ của cha mẹ đẻ/người giám hộ/cơ sở nuôi dưỡng",
        max_length=500,
        sensitive=True,
    )


class Adoption(f.Block):
    relation: str = f.Listed("Quan hệ với trẻ em")
    reason: str = f.Field("Lý do nhận con nuôi", max_length=1000, sensitive=True)
    child_opinion: str | None = f.Optional(
        "Ý kiến của trẻ từ đủ 09 tuổi", max_length=500, sensitive=True
    )
    report_commitment: f.Confirmed = f.Field(
        "Cam kết 06 tháng một lần trong 03 năm thông báo tình hình phát triển của con nuôi"
    )

    def by_family(self) -> bool:
        """By a step-parent, or a brother or sister of a parent: the law asks less of them."""
        return self.relation in ("step_parent", "uncle_aunt")

    _reason_too_short = rules.says_enough(
        "reason", 10, message="Lý do nhận con nuôi phải ghi rõ, ít nhất 10 ký tự"
    )


class AdoptionDeclaration(f.Declaration):
    general: General = f.Field("Chung")
    father: AdoptiveFather | None = f.Optional("Ông", when=FATHER)
    mother: AdoptiveMother | None = f.Optional("Bà", when=MOTHER)
    child: Child = f.Field("Trẻ em được nhận")
    adoption: Adoption = f.Field("Nội dung")
    pledge: civil.Pledge = f.Field("Cam đoan")

    def adopters(self) -> list[Adopter]:
        return [each for each in (self.father, self.mother) if each]

    @rules.refuse("child.birth_date", "Người nhận phải hơn con nuôi từ 20 tuổi trở lên")
    def _age_gap_20(self, context: f.Context) -> bool:
        born, gap = self.child.birth_date, self.law("age_gap", context)
        return self.adoption.by_family() or all(
            rules.full_years(each.birth_date, born) >= gap for each in self.adopters()
        )

    @rules.refuse("child.birth_date", "Người nhận con nuôi phải từ đủ 18 tuổi và sinh trước con")
    def _adopters_are_grown(self, context: f.Context) -> bool:
        born = self.child.birth_date
        return all(
            self.reached("adult", each.birth_date, context) and each.birth_date < born
            for each in self.adopters()
        )

    @rules.warn("general.adopter_kind", "Chủ hồ sơ phải là người nhận con nuôi; xem lại họ tên")
    def _applicant_adopts(self, context: f.Context) -> bool:
        asking = context.applicant
        return asking is None or any(
            rules.same_name(asking.full_name, each.full_name) for each in self.adopters()
        )

    @rules.refuse(
        "child.birth_date",
        "Người được nhận phải dưới 16 tuổi (dưới 18 tuổi nếu cha dượng, mẹ kế, cô, "
        "cậu, dì, chú, bác ruột nhận)",
    )
    def _child_under_16_or_18(self, context: f.Context) -> bool:
        limit = "related_child_below" if self.adoption.by_family() else "child_below"
        return not self.reached(limit, self.child.birth_date, context)

    @rules.refuse("child.birth_date", "Chỉ lấy ý kiến cha mẹ đẻ khi trẻ sinh ra ít nhất 15 ngày")
    def _child_15_days_old(self, context: f.Context) -> bool:
        return (context.today - self.child.birth_date).days >= self.law("consent_days", context)

    @rules.refuse("adoption.child_opinion", "Trẻ từ đủ 09 tuổi phải đồng ý: ghi ý kiến của trẻ")
    def _child_consent_9(self, context: f.Context) -> bool:
        asked = self.reached("opinion_from", self.child.birth_date, context)
        return not asked or self.adoption.child_opinion is not None

    @rules.refuse("mother", "Ông và bà không được trùng số giấy tờ tùy thân")
    def _adopters_differ(self) -> bool:
        return not (self.father and self.mother) or (self.father.id_number != self.mother.id_number)

    _authority_residence = rules.lives_here(
        "child.residence",
        "father.residence",
        "mother.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của trẻ hoặc của người "
        "nhận con nuôi",
    )
    _fee_waiver = rules.inform_when(
        {"adoption.relation": ["step_parent", "uncle_aunt"]},
        "Cha dượng, mẹ kế, cô, cậu, dì, chú, bác ruột nhận: thuộc diện miễn lệ phí",
    )
    _documents_fresh_6_months = rules.inform_when(
        STRANGERS, "Giấy khám sức khỏe, văn bản xác nhận phải được cấp chưa quá 06 tháng"
    )


class DomesticAdoptionRegistration(Flow[AdoptionDeclaration]):
    subject = ("father.full_name | mother.full_name", "child.full_name", "child.birth_date")

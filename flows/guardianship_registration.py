"""Thủ tục đăng ký giám hộ (1.004837), UBND cấp xã nơi cư trú của một trong hai người.

A guardian is one by law (natural), or because somebody appointed them; each way is proved by a
paper of its own.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

MINORS = ("minor_no_parents", "minor_parents_unable")


class Guardian(civil.Person, civil.IdentityPaper):
    residence: f.Address = f.Field("Nơi cư trú")
    identity: f.ClassVar[str] = "Giấy tờ tùy thân"


class Ward(civil.Person):
    residence: f.Address = f.Field("Nơi cư trú")
    id_document: str = f.Field(
        "Giấy khai sinh/Giấy tờ tùy thân: loại, số", max_length=100, sensitive=True
    )
    category: str = f.Listed("Diện người được giám hộ")


class Guardianship(f.Block):
    kind: str = f.Listed("Hình thức giám hộ", driver=True)
    relation: str = f.Field("Quan hệ giữa người giám hộ và người được giám hộ", max_length=150)
    reason: str = f.Field("Lý do đăng ký giám hộ", max_length=500, sensitive=True)
    several_eligible: f.YesNo | None = f.Optional(
        "Có nhiều người cùng đủ điều kiện giám hộ đương nhiên", when={"kind": ["natural"]}
    )

    _reason_too_short = rules.says_enough(
        "reason", 10, message="Lý do đăng ký giám hộ phải ghi rõ, ít nhất 10 ký tự"
    )


class Asset(f.Block):
    asset: str = f.Field("Tên tài sản", max_length=150)
    condition: str = f.Field("Tình trạng", max_length=150)
    value_vnd: f.Quantity | None = f.Optional("Giá trị ước tính (đồng)")


class Assets(f.Block):
    rows: list[Asset] | None = f.Optional("Danh mục tài sản của người được giám hộ", min=0, max=50)


class GuardianshipDeclaration(f.Declaration):
    requester: civil.DelegatingRequester = f.Field("Người yêu cầu")
    guardian: Guardian = f.Field("Người giám hộ")
    ward: Ward = f.Field("Người được giám hộ")
    guardianship: Guardianship = f.Field("Nội dung giám hộ")
    assets: Assets = f.Field("Tài sản", Assets())
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: civil.Pledge = f.Field("Cam đoan")

    _guardian_adult = rules.of_age(
        "guardian.birth_date", "adult", message="Người giám hộ phải từ đủ 18 tuổi"
    )

    @rules.refuse(
        "ward.birth_date", "Người được giám hộ thuộc diện chưa thành niên phải dưới 18 tuổi"
    )
    def _ward_minor_if_minor_category(self, context: f.Context) -> bool:
        adult = self.reached("adult", self.ward.birth_date, context)
        return self.ward.category not in MINORS or not adult

    _court_decision_if_incapacitated = rules.inform_when(
        {"ward.category": ["incapacitated", "cognition_difficulty"]},
        "Cần quyết định của Tòa án tuyên bố mất năng lực hành vi hoặc khó khăn trong nhận thức",
    )

    @rules.refuse("guardian.full_name", "Người giám hộ và người được giám hộ phải khác nhau")
    def _guardian_not_ward(self) -> bool:
        return self.guardian.birth_date != self.ward.birth_date or not rules.same_name(
            self.guardian.full_name, self.ward.full_name
        )

    @rules.refuse(
        "ward.id_document", "Đang ghi số giấy tờ của người giám hộ; ghi của người được giám hộ"
    )
    def _ward_has_own_paper(self) -> bool:
        return self.guardian.id_number not in self.ward.id_document.replace(" ", "")

    _authority = rules.lives_here(
        "guardian.residence",
        "ward.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người giám hộ hoặc "
        "người được giám hộ",
    )


class GuardianshipRegistration(Flow[GuardianshipDeclaration]):
    subject = ("guardian.id_number", "ward.full_name", "ward.birth_date")

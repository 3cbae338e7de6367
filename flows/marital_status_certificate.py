"""Thủ tục cấp Giấy xác nhận tình trạng hôn nhân (1.004873), UBND cấp xã nơi thường trú.

Where the person has no permanent residence, the commune of temporary residence decides.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

MARRIAGE = ("marriage_domestic", "marriage_foreign")


class Requester(civil.DelegatingRequester):
    relation: str = f.Listed("Quan hệ với người được cấp Giấy xác nhận tình trạng hôn nhân")


class Subject(civil.Person, civil.IdentityPaper):
    identity: f.ClassVar[str] = "Giấy tờ tùy thân"
    residence: f.Address = f.Field("Nơi cư trú")


class Status(f.Block):
    period_residence: f.Address = f.Field("Trong thời gian cư trú tại")
    period_from: f.FullDate = f.Field("Từ ngày", past=True)
    period_to: f.FullDate = f.Field("Đến ngày", past=True)
    marital_status: str = f.Listed("Tình trạng hôn nhân", driver=True)
    detail: str | None = f.Optional(
        "Chi tiết (số, ngày, cơ quan ban hành bản án/trích lục; tên vợ/chồng)",
        when={"marital_status": ["married", "divorced", "widowed", "de_facto_before_1987"]},
        max_length=300,
        sensitive=True,
    )


class Use(f.Block):
    purpose: str = f.Listed("Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân", driver=True)
    partner: str | None = f.Optional(
        "Người dự định kết hôn (họ tên, năm sinh, quốc tịch, giấy tờ tùy thân, nơi cư trú)",
        when={"purpose": ["marriage_domestic", "marriage_foreign"]},
        max_length=400,
        sensitive=True,
    )
    other: str | None = f.Optional(
        "Nội dung mục đích khác", when={"purpose": ["other"]}, max_length=200
    )
    quantity: f.Quantity | None = f.Optional(
        "Số lượng bản", min=1, max=1, note="mỗi mục đích kết hôn chỉ cấp một bản"
    )
    previous_certificate: str | None = f.Optional("Đã được cấp Giấy xác nhận trước đây (số, ngày)")


class MaritalStatusDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    subject: Subject = f.Field("Người được cấp Giấy xác nhận")
    status: Status = f.Field("Tình trạng hôn nhân")
    use: Use = f.Field("Mục đích")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse("subject.birth_date", "Chưa đủ tuổi kết hôn (nam 20, nữ 18)")
    def _adult_subject(self, context: f.Context) -> bool:
        needed = self.law_table("marriage_age", context)[self.subject.gender]
        age = rules.full_years(self.subject.birth_date, context.today)
        return self.use.purpose not in MARRIAGE or age >= needed

    @rules.refuse(
        "status.period_from", "Khoảng thời gian không hợp lệ: “Từ ngày” phải trước “Đến ngày”"
    )
    def _period_order(self) -> bool:
        return self.status.period_from < self.status.period_to

    _period_after_birth = rules.not_before(
        "status.period_from",
        "subject.birth_date",
        message="“Từ ngày” không thể trước ngày sinh của người được cấp",
    )
    _married_cannot_marry = rules.refuse_when(
        {
            "status.marital_status": ["married"],
            "use.purpose": ["marriage_domestic", "marriage_foreign"],
        },
        "Đang có vợ/chồng không thể xác nhận để kết hôn",
    )

    @rules.refuse(
        "requester.relation",
        "Quan hệ “Bản thân” thì phải trùng họ tên và giấy tờ của người được cấp",
    )
    def _self_relation_match(self) -> bool:
        return self.requester.relation != "self" or (
            rules.same_name(self.requester.full_name, self.subject.full_name)
            and self.requester.id_number == self.subject.id_number
        )

    _asker_age = rules.asker_fits_age(
        "requester.relation",
        "subject.birth_date",
        same=["self"],
        older=["parent"],
        younger=["child"],
    )

    @rules.refuse(
        "use.partner", "Người dự định kết hôn đang ghi số giấy tờ của chính người được cấp"
    )
    def _partner_is_another(self) -> bool:
        return self.subject.id_number not in (self.use.partner or "").replace(" ", "")

    _marriage_no_delegation_foreign = rules.inform_when(
        {"use.purpose": ["marriage_foreign"]},
        "Kết hôn có yếu tố nước ngoài cần thêm giấy tờ và bước xác minh",
    )
    _authority_permanent_residence = rules.lives_here(
        "subject.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi thường trú (hoặc tạm trú) "
        "của người được cấp",
    )


class MaritalStatusCertificate(Flow[MaritalStatusDeclaration]):
    subject = ("subject.id_number", "use.purpose")

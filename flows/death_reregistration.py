"""Đăng ký lại khai tử (1.005461), UBND cấp xã nơi đã đăng ký trước đây.

Only for deaths that were registered before 2016, and whose register and certificate are lost.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Requester(civil.DelegatingRequester):
    relation: str = f.Field("Quan hệ với người đã chết", max_length=150)


class Deceased(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    gender: f.Gender = f.Field("Giới tính")
    birth_date: f.PartialBirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    nationality: f.Nationality = f.Field("Quốc tịch", "Việt Nam")
    last_residence: f.Address = f.Field("Nơi cư trú cuối cùng")
    id_type: f.IdType = f.Field("Giấy tờ tùy thân: loại", f.IdType.CCCD)
    id_number: f.IdNumber | None = f.Optional("Giấy tờ tùy thân: số", id_type="id_type")


class Death(f.Block):
    date: f.PartialDate = f.Field("Đã chết vào ngày, tháng, năm", past=True)
    place: str = f.Field("Nơi chết", max_length=500, sensitive=True)
    cause: str | None = f.Optional("Nguyên nhân chết", max_length=150, sensitive=True)


class PreviousRegistration(f.Block):
    place: str = f.Field("Đã đăng ký khai tử tại", max_length=150)
    date: f.PartialDate | None = f.Optional("Ngày, tháng, năm đăng ký", past=True)
    number: str | None = f.Optional("Theo Giấy chứng tử/Trích lục khai tử số", max_length=50)
    book: str | None = f.Optional("Quyển số", max_length=50)
    reason: str = f.Field("Lý do đăng ký lại", max_length=500, sensitive=True)


class DeathReregistrationDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    deceased: Deceased = f.Field("Người đã chết")
    death: Death = f.Field("Sự kiện chết")
    previous: PreviousRegistration = f.Field("Việc đăng ký trước đây")
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse("previous.date", "Chỉ đăng ký lại việc khai tử đã đăng ký trước ngày 01/01/2016")
    def _registered_before_2016(self, context: f.Context) -> bool:
        registered = self.previous.date
        return registered is None or registered.year < self.law("registered_before", context)

    @rules.refuse(
        "death.date",
        "Ngày chết phải trước ngày 01/01/2016; nếu không thì làm thủ tục đăng ký "
        "khai tử (1.000656)",
    )
    def _died_before_2016(self, context: f.Context) -> bool:
        return self.death.date.year < self.law("registered_before", context)

    _death_before_registration = rules.not_before(
        "previous.date", "death.date", message="Ngày chết phải trước ngày đăng ký"
    )
    _birth_before_death = rules.not_before(
        "death.date", "deceased.birth_date", message="Ngày sinh phải trước ngày chết"
    )
    _requester_not_deceased = rules.differ(
        "requester.id_number",
        "deceased.id_number",
        message="Người yêu cầu không thể là người đã chết",
    )

    @rules.warn(
        "previous.place",
        "Có thể không đúng thẩm quyền: nộp ở UBND cấp xã đã đăng ký khai tử trước đây",
    )
    def _authority(self, context: f.Context) -> bool:
        return rules.named_here(context, self.previous.place)


class Proof(f.Papers):
    _missing_paper = rules.one_given(
        "death_evidence",
        "old_death_certificate",
        message="Không có bản sao Giấy chứng tử thì phải có giấy tờ chứng minh sự kiện chết",
    )


class DeathReregistration(Flow[DeathReregistrationDeclaration]):
    papers = Proof
    # No number: it may be found only later.
    one_of = "death"
    subject = ("deceased.full_name", "deceased.birth_date", "death.date")

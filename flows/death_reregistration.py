"""Đăng ký lại khai tử (1.005461), UBND cấp xã nơi đã đăng ký trước đây.

Only for deaths that were registered before 2016, and whose register and certificate are lost.
What is asked as it was the first time is inherited.
"""

from portal_bot import civil, rules
from portal_bot import fields as f

from . import death_registration


class Requester(death_registration.Requester):
    relation: str = f.Field("Quan hệ với người đã chết", max_length=150)


class Death(f.Block):
    date: f.PartialDate = f.Field("Đã chết vào ngày, tháng, năm", past=True)
    place: str = f.Field("Nơi chết", max_length=500, sensitive=True)
    cause: str | None = f.Optional("Nguyên nhân chết", max_length=150, sensitive=True)


class PreviousRegistration(civil.EarlierRegistration):
    place: str = f.Field("Đã đăng ký khai tử tại", max_length=150)
    number: str | None = f.Optional("Theo Giấy chứng tử/Trích lục khai tử số", max_length=50)
    reason: str = f.Field("Lý do đăng ký lại", max_length=500, sensitive=True)


class DeathReregistrationDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    deceased: death_registration.Deceased = f.Field("Người đã chết")
    death: Death = f.Field("Sự kiện chết")
    previous: PreviousRegistration = f.Field("Việc đăng ký trước đây")
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: civil.Pledge = f.Field("Cam đoan")

    _registered_before_2016 = rules.before_year(
        "previous.date",
        "registered_before",
        message="Chỉ đăng ký lại việc khai tử đã đăng ký trước ngày 01/01/2016",
    )
    _died_before_2016 = rules.before_year(
        "death.date",
        "registered_before",
        message="Ngày chết phải trước ngày 01/01/2016; nếu không thì làm thủ tục đăng ký "
        "khai tử (1.000656)",
    )
    _death_before_registration = rules.not_before(
        "previous.date", "death.date", message="Ngày chết phải trước ngày đăng ký"
    )
    _birth_before_death = rules.not_before(
        "death.date", "deceased.birth_date", message="Ngày sinh phải trước ngày chết"
    )
    _requester_not_deceased = death_registration.DeathDeclaration._requester_not_deceased

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


class DeathReregistration(death_registration.DeathRegistration):
    declaration: f.ClassVar[type[f.Declaration]] = DeathReregistrationDeclaration
    papers: f.ClassVar[type[f.Papers]] = Proof

"""Thủ tục đăng ký khai tử (1.000656), UBND cấp xã, trên Cổng Dịch vụ công quốc gia năm 2026.

Dates of birth and death may be a year, or a month of a year, and are typed as text. The number of
copies must be said even where none is wanted.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import death_registration

NOTICE = {"notice.kind": True}


class Requester(f.Block):
    relation: str = f.Field("Quan hệ với người được khai tử", max_length=100)


class Deceased(civil_2026.PersonFound):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    citizen_id: f.CitizenId | None = f.Optional("Số định danh cá nhân")
    birth_date: f.PartialBirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    gender: f.Gender | None = f.Optional("Giới tính", looked_up=True)
    id_issue_date: f.FullDate | None = f.Optional(
        "Ngày cấp giấy tờ tùy thân", past=True, looked_up=True
    )
    id_issuer: str | None = f.Optional("Nơi cấp giấy tờ tùy thân", max_length=150, looked_up=True)


class LastResidence(civil_2026.Resident):
    residence_where: civil_2026.Where = f.Field(
        "Nơi cư trú cuối cùng", civil_2026.Where.IN_COUNTRY, driver=True
    )
    residence: f.Address | None = f.Optional(
        "Nơi cư trú cuối cùng", when={"residence_where": ["in_country"]}
    )
    residence_abroad: civil_2026.Abroad | None = f.Optional(
        "Nơi cư trú cuối cùng", when={"residence_where": ["abroad"]}
    )


class Death(f.Block):
    date: f.PartialDate = f.Field("Ngày, tháng, năm chết", past=True)
    hour: f.Quantity | None = f.Optional("Giờ chết", min=0, max=23)
    minute: f.Quantity | None = f.Optional("Phút", min=0, max=59, when={"hour": True})
    registration_kind: str = f.Listed("Loại đăng ký")


class Scene(f.Block):
    place_where: civil_2026.Where = f.Field("Nơi chết", civil_2026.Where.IN_COUNTRY, driver=True)
    place: f.Address | None = f.Optional("Nơi chết", when={"place_where": ["in_country"]})
    place_abroad: civil_2026.Abroad | None = f.Optional(
        "Nơi chết", when={"place_where": ["abroad"]}
    )
    cause: str = f.Field("Nguyên nhân chết", max_length=250, sensitive=True)


class Notice(f.Block):
    kind: str | None = f.Listed("Loại giấy báo tử", None, driver=True)
    number: str | None = f.Optional("Số giấy báo tử", max_length=50, when=NOTICE)
    date: f.FullDate | None = f.Optional("Ngày, tháng, năm cấp", when=NOTICE, past=True)
    issuer: str | None = f.Optional(
        "Cơ quan cấp giấy báo tử (nếu không có thì để trống)", max_length=150
    )


class Copies(civil_2026.CopyCount):
    quantity: f.Quantity = f.Field(
        "Số lượng bản sao người yêu cầu đề nghị (điền 0 nếu không cần)", min=0, max=50
    )


class DeathDeclaration(f.Declaration):
    requester: Requester = f.Field("Thông tin người nộp")
    deceased: Deceased = f.Field("NGƯỜI ĐƯỢC ĐĂNG KÝ KHAI TỬ")
    last_residence: LastResidence = f.Field("Nơi cư trú cuối cùng")
    death: Death = f.Field("Thông tin về việc chết")
    scene: Scene = f.Field("Nơi chết, nguyên nhân chết")
    notice: Notice = f.Field("Giấy báo tử", Notice())
    copies: Copies = f.Field("Số lượng bản sao")

    _death_after_birth = death_registration.DeathDeclaration._death_after_birth
    _within_15_days = death_registration.DeathDeclaration._within_15_days
    _notice_after_death = death_registration.DeathDeclaration._notice_after_death
    _kind_fits_the_day = rules.kind_fits_days(
        "death.registration_kind",
        "death.date",
        message="Loại đăng ký không khớp ngày chết: trong 15 ngày là đúng hạn, sau đó là quá hạn",
    )

    @rules.refuse(
        "last_residence.residence",
        "Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú cuối cùng của người chết",
    )
    def _authority_last_residence(self, context: f.Context) -> bool:
        home = self.last_residence.residence
        return home is None or context.competent_for(home)


class DeathRegistration(death_registration.DeathRegistration):
    declaration = DeathDeclaration
    carried = {
        "death.hour": ("death.time", lambda said: said.partition(":")[0]),
        "death.minute": ("death.time", lambda said: said.partition(":")[2]),
        "scene.cause": "death.cause",
        **civil_2026.COPIES,
        "deceased.citizen_id": "deceased.id_number",
        "last_residence.residence": "deceased.last_residence",
        "notice.kind": (
            "notice.kind",
            {
                "death_notice": "death_notice",
                "execution_record": "instead",
                "court_decision": "instead",
                "police_record": "instead",
            },
        ),
    }
    carried_back = civil_2026.COPIES_BACK

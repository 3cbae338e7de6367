"""Thủ tục đăng ký kết hôn (1.000894), UBND cấp xã nơi cư trú của một trong hai bên.

What is filed is the declaration and a day: both must come and sign the register.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

ENDED = ["divorced", "widowed"]


class Registration(f.Block):
    office: str = f.Listed("Kính gửi", "22243")


class Party(civil.IdentityPaper):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    nationality: f.Nationality = f.Field("Quốc tịch", "Việt Nam")
    residence: f.Address = f.Field("Nơi cư trú")
    identity: f.ClassVar[str] = "Giấy tờ tùy thân"
    marriage_ordinal: f.Quantity = f.Field("Kết hôn lần thứ mấy", min=1, max=9)
    previous_status: str = f.Listed("Tình trạng hôn nhân trước khi đăng ký", driver=True)
    previous_end_document: str | None = f.Optional(
        "Số, ngày, cơ quan ban hành bản án/quyết định ly hôn hoặc trích lục khai tử",
        when={"previous_status": ENDED},
        max_length=250,
        sensitive=True,
    )

    @rules.refuse("marriage_ordinal", "Lần kết hôn không khớp với tình trạng hôn nhân trước đây")
    def _ordinal_matches_status(self) -> bool:
        first = self.previous_status == "never_married"
        return first is (self.marriage_ordinal == 1)


class Bride(Party):
    id_number: f.IdNumber = f.Field("Giấy tờ tùy thân: số", id_type="id_type", holder_gender="nu")


class Groom(Party):
    id_number: f.IdNumber = f.Field("Giấy tờ tùy thân: số", id_type="id_type", holder_gender="nam")


class OtherRequests(f.Block):
    copy_request: f.YesNo = f.Field("Đề nghị cấp bản sao", f.YesNo.NO, driver=True)
    copy_quantity: f.Quantity | None = f.Optional(
        "Số lượng (bản)", when={"copy_request": ["yes"]}, min=1, max=50
    )
    appointment_date: f.FullDate = f.Field("Ngày hẹn hai bên có mặt ký Sổ đăng ký kết hôn")


class Pledge(f.Block):
    confirmed: f.Confirmed = f.Field(
        "Cam đoan lời khai đúng sự thật, việc kết hôn là tự nguyện và không vi phạm "
        "Luật Hôn nhân và gia đình"
    )


class MarriageDeclaration(f.Declaration):
    registration: Registration = f.Field("Cơ quan đăng ký", Registration())
    bride: Bride = f.Field("Bên nữ")
    groom: Groom = f.Field("Bên nam")
    other: OtherRequests = f.Field("Yêu cầu khác")
    pledge: Pledge = f.Field("Cam đoan")

    @rules.refuse(
        "bride.birth_date", "Nữ phải từ đủ 18 tuổi, nam phải từ đủ 20 tuổi vào ngày nộp hồ sơ"
    )
    def _marriage_min_age(self, context: f.Context) -> bool:
        bride = self.reached("bride_age", self.bride.birth_date, context)
        return bride and self.reached("groom_age", self.groom.birth_date, context)

    _different_persons = rules.differ(
        "bride.id_number",
        "groom.id_number",
        message="Số giấy tờ tùy thân của hai bên không được trùng nhau",
    )
    _at_least_one_resident = rules.lives_here(
        "bride.residence",
        "groom.residence",
        message="Không đúng thẩm quyền: ít nhất một bên phải cư trú tại xã nơi đăng ký",
    )

    @rules.refuse("registration.office", "Cơ quan ở mục “Kính gửi” phải là cơ quan nhận hồ sơ")
    def _office_is_the_agency(self, context: f.Context) -> bool:
        return context.office_named_in(rules.printed(self.registration.office))

    @rules.inform(
        "bride.residence",
        "Bên không cư trú tại xã đăng ký phải có Giấy xác nhận tình trạng hôn nhân",
    )
    def _one_lives_elsewhere(self, context: f.Context) -> bool:
        return all(context.competent_for(each.residence) for each in (self.bride, self.groom))

    @rules.refuse("bride.full_name", "Chủ hồ sơ phải là bên nữ hoặc bên nam")
    def _applicant_is_a_party(self, context: f.Context) -> bool:
        asking = context.applicant
        return asking is None or any(
            rules.same_name(asking.full_name, each.full_name) for each in (self.bride, self.groom)
        )

    @rules.refuse("bride.nationality", "Kết hôn có yếu tố nước ngoài không thuộc thẩm quyền cấp xã")
    def _vietnamese_only(self) -> bool:
        return self.bride.nationality == self.groom.nationality == "Việt Nam"

    _date_not_past_working_day = rules.appointment_on_working_day("other.appointment_date")
    _both_must_appear = rules.reminder(
        "other.appointment_date",
        "Hai bên nam, nữ phải cùng có mặt khi đăng ký, mang theo bản chính giấy tờ",
    )


class MarriageRegistration(Flow[MarriageDeclaration]):
    subject = ("bride.id_number", "groom.id_number")

"""Thủ tục đăng ký kết hôn (1.000894), UBND cấp xã nơi cư trú của một trong hai bên.

What is filed is the declaration and a day: both must come and sign the register.
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
    Ethnicity,
    Field,
    Flow,
    FullDate,
    IdentityPaper,
    IdNumber,
    Nationality,
    Paper,
    Papers,
    PersonName,
    Quantity,
    YesNo,
    appointment_on_working_day,
    competent_here,
    differ,
    full_years,
    reminder,
    rule,
    same_name,
)

BRIDE_AGE, GROOM_AGE = 18, 20
ENDED = ["divorced", "widowed"]


class Office(Choice):
    """Where the marriage is entered: the one office that this form is for."""

    HOA_THANH = "22243", "UBND xã Hòa Thành"


class PreviousStatus(Choice):
    """What each of the two was before."""

    NEVER_MARRIED = "never_married", "Chưa đăng ký kết hôn với ai"
    DIVORCED = "divorced", "Đã ly hôn"
    WIDOWED = "widowed", "Vợ/chồng đã chết"


class Registration(Block):
    """Cơ quan đăng ký."""

    office: Office = Field(Office.HOA_THANH, title="Kính gửi")


class Party(IdentityPaper):
    """What the form asks of each of the two."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    residence: Address = Field(title="Nơi cư trú")
    identity: ClassVar[str] = "Giấy tờ tùy thân"
    marriage_ordinal: Quantity = Field(title="Kết hôn lần thứ mấy", min=1, max=9)
    previous_status: PreviousStatus = Field(
        title="Tình trạng hôn nhân trước khi đăng ký", driver=True
    )
    previous_end_document: str | None = Field(
        None,
        title="Số, ngày, cơ quan ban hành bản án/quyết định ly hôn hoặc trích lục khai tử",
        when={"previous_status": ENDED},
        max_length=250,
        sensitive=True,
    )

    @rule(
        "ordinal_matches_status",
        fields=["marriage_ordinal", "previous_status"],
        message="Lần kết hôn không khớp với tình trạng hôn nhân trước đây",
    )
    def _ordinal_fits(self) -> bool:
        first = self.previous_status is PreviousStatus.NEVER_MARRIED
        return first is (self.marriage_ordinal == 1)


class Bride(Party):
    """Bên nữ."""

    id_number: IdNumber = Field(title="Giấy tờ tùy thân: số", id_type="id_type", holder_gender="nu")


class Groom(Party):
    """Bên nam."""

    id_number: IdNumber = Field(
        title="Giấy tờ tùy thân: số", id_type="id_type", holder_gender="nam"
    )


class OtherRequests(Block):
    """Yêu cầu khác."""

    copy_request: YesNo = Field(YesNo.NO, title="Đề nghị cấp bản sao", driver=True)
    copy_quantity: Quantity | None = Field(
        None, title="Số lượng (bản)", when={"copy_request": ["yes"]}, min=1, max=50
    )
    appointment_date: FullDate = Field(title="Ngày hẹn hai bên có mặt ký Sổ đăng ký kết hôn")


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan lời khai đúng sự thật, việc kết hôn là tự nguyện và không vi phạm "
        "Luật Hôn nhân và gia đình"
    )


class MarriageDeclaration(Declaration):
    """Tờ khai đăng ký kết hôn: one declaration for both."""

    registration: Registration = Field(Registration(), title="Cơ quan đăng ký")
    bride: Bride = Field(title="Bên nữ")
    groom: Groom = Field(title="Bên nam")
    other: OtherRequests = Field(title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "marriage_min_age",
        fields=["bride.birth_date", "groom.birth_date"],
        message="Nữ phải từ đủ 18 tuổi, nam phải từ đủ 20 tuổi vào ngày nộp hồ sơ",
    )
    def _old_enough(self, context: Context) -> bool:
        bride = full_years(self.bride.birth_date, context.today)
        groom = full_years(self.groom.birth_date, context.today)
        return bride >= BRIDE_AGE and groom >= GROOM_AGE

    _two_persons = differ(
        "different_persons",
        "bride.id_number",
        "groom.id_number",
        message="Số giấy tờ tùy thân của hai bên không được trùng nhau",
    )

    _one_lives_here = competent_here(
        "at_least_one_resident",
        "bride.residence",
        "groom.residence",
        message="Không đúng thẩm quyền: ít nhất một bên phải cư trú tại xã nơi đăng ký",
    )

    @rule(
        "office_is_the_agency",
        fields=["registration.office"],
        message="Cơ quan ở mục “Kính gửi” phải là cơ quan nhận hồ sơ",
    )
    def _addressed_to_the_agency(self, context: Context) -> bool:
        here = context.agency
        return here is None or here.commune.casefold() in self.registration.office.label.casefold()

    @rule(
        "one_lives_elsewhere",
        fields=["bride.residence", "groom.residence"],
        message="Bên không cư trú tại xã đăng ký phải có Giấy xác nhận tình trạng hôn nhân",
        severity="info",
    )
    def _both_live_here(self, context: Context) -> bool:
        return all(context.competent_for(each.residence) for each in (self.bride, self.groom))

    @rule(
        "applicant_is_a_party",
        fields=["bride.full_name", "groom.full_name"],
        message="Chủ hồ sơ phải là bên nữ hoặc bên nam",
    )
    def _one_of_them_asks(self, context: Context) -> bool:
        asking = context.applicant
        return asking is None or any(
            same_name(asking.full_name, each.full_name) for each in (self.bride, self.groom)
        )

    @rule(
        "vietnamese_only",
        fields=["bride.nationality", "groom.nationality"],
        message="Kết hôn có yếu tố nước ngoài không thuộc thẩm quyền cấp xã",
    )
    def _both_are_vietnamese(self) -> bool:
        return self.bride.nationality == self.groom.nationality == "Việt Nam"

    _office_is_open = appointment_on_working_day("other.appointment_date")

    _nothing_is_signed_online = reminder(
        "both_must_appear",
        "other.appointment_date",
        "Hai bên nam, nữ phải cùng có mặt khi đăng ký, mang theo bản chính giấy tờ",
    )


class MarriagePapers(Papers):
    """Thành phần hồ sơ."""

    bride_identity: Paper | None = Field(
        None, title="Giấy tờ tùy thân của bên nữ", present_only=True
    )
    groom_identity: Paper | None = Field(
        None, title="Giấy tờ tùy thân của bên nam", present_only=True
    )
    residence_proof: Paper | None = Field(
        None, title="Giấy tờ chứng minh nơi cư trú để xác định thẩm quyền", present_only=True
    )
    marital_status_certificate: Paper | None = Field(
        None, title="Giấy xác nhận tình trạng hôn nhân do nơi thường trú cấp"
    )
    bride_divorce_or_death_proof: Paper | None = Field(
        None,
        title="Trích lục ghi chú ly hôn / bản án ly hôn / trích lục khai tử (bên nữ)",
        when={"bride.previous_status": ENDED},
    )
    groom_divorce_or_death_proof: Paper | None = Field(
        None,
        title="Trích lục ghi chú ly hôn / bản án ly hôn / trích lục khai tử (bên nam)",
        when={"groom.previous_status": ENDED},
    )


class MarriageRegistration(Flow[MarriageDeclaration]):
    """Đăng ký kết hôn."""

    code = "1.000894"
    title = "Thủ tục đăng ký kết hôn"
    declaration = MarriageDeclaration
    papers = MarriagePapers
    subject = ("bride.id_number", "groom.id_number")

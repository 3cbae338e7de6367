"""Đăng ký lại khai tử (1.005461), UBND cấp xã nơi đã đăng ký trước đây.

Only for deaths that were registered before 2016, and whose register and certificate are lost.
"""

from portal_bot import (
    Address,
    Block,
    Context,
    Copies,
    Declaration,
    DelegatingRequester,
    Ethnicity,
    Field,
    Flow,
    Gender,
    IdNumber,
    IdType,
    Nationality,
    Paper,
    Papers,
    PartialBirthDate,
    PartialDate,
    PersonName,
    Pledge,
    authorization_paper,
    differ,
    named_here,
    not_before,
    requester_identity_paper,
    rule,
)

FIRST_YEAR_ONLINE = 2016


class Requester(DelegatingRequester):
    """Người yêu cầu."""

    relation: str = Field(title="Quan hệ với người đã chết", max_length=150)


class Deceased(Block):
    """Người đã chết."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    gender: Gender = Field(title="Giới tính")
    birth_date: PartialBirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    last_residence: Address = Field(title="Nơi cư trú cuối cùng")
    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber | None = Field(None, title="Giấy tờ tùy thân: số", id_type="id_type")


class Death(Block):
    """Sự kiện chết."""

    date: PartialDate = Field(title="Đã chết vào ngày, tháng, năm", past=True)
    place: str = Field(title="Nơi chết", max_length=500, sensitive=True)
    cause: str | None = Field(None, title="Nguyên nhân chết", max_length=150, sensitive=True)


class PreviousRegistration(Block):
    """Việc đăng ký trước đây."""

    place: str = Field(title="Đã đăng ký khai tử tại", max_length=150)
    date: PartialDate | None = Field(None, title="Ngày, tháng, năm đăng ký", past=True)
    number: str | None = Field(None, title="Theo Giấy chứng tử/Trích lục khai tử số", max_length=50)
    book: str | None = Field(None, title="Quyển số", max_length=50)
    reason: str = Field(title="Lý do đăng ký lại", max_length=500, sensitive=True)


class DeathReregistrationDeclaration(Declaration):
    """Tờ khai đăng ký lại khai tử."""

    requester: Requester = Field(title="Người yêu cầu")
    deceased: Deceased = Field(title="Người đã chết")
    death: Death = Field(title="Sự kiện chết")
    previous: PreviousRegistration = Field(title="Việc đăng ký trước đây")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "registered_before_2016",
        fields=["previous.date"],
        message="Chỉ đăng ký lại việc khai tử đã đăng ký trước ngày 01/01/2016",
    )
    def _registered_on_paper(self) -> bool:
        return self.previous.date is None or self.previous.date.year < FIRST_YEAR_ONLINE

    @rule(
        "died_before_2016",
        fields=["death.date"],
        message="Ngày chết phải trước ngày 01/01/2016; nếu không thì làm thủ tục đăng ký "
        "khai tử (1.000656)",
    )
    def _died_before(self) -> bool:
        return self.death.date.year < FIRST_YEAR_ONLINE

    _died_before_it_was_registered = not_before(
        "death_before_registration",
        "previous.date",
        "death.date",
        message="Ngày chết phải trước ngày đăng ký",
    )

    _born_before = not_before(
        "birth_before_death",
        "death.date",
        "deceased.birth_date",
        message="Ngày sinh phải trước ngày chết",
    )

    _two_persons = differ(
        "requester_not_deceased",
        "requester.id_number",
        "deceased.id_number",
        message="Người yêu cầu không thể là người đã chết",
    )

    @rule(
        "authority",
        fields=["previous.place"],
        message="Có thể không đúng thẩm quyền: nộp ở UBND cấp xã đã đăng ký khai tử trước đây",
        severity="warning",
    )
    def _registered_here(self, context: Context) -> bool:
        return named_here(context, self.previous.place)


class DeathReregistrationPapers(Papers):
    """Thành phần hồ sơ."""

    old_death_certificate: Paper | None = Field(
        None, title="Bản sao Giấy chứng tử trước đây được cấp hợp lệ"
    )
    death_evidence: Paper | None = Field(
        None, title="Bản sao hồ sơ, giấy tờ chứng minh sự kiện chết"
    )
    authorization: Paper | None = authorization_paper("việc đăng ký lại khai tử")
    identity_document: Paper | None = requester_identity_paper()

    @rule(
        "missing_paper",
        fields=["death_evidence", "old_death_certificate"],
        message="Không có bản sao Giấy chứng tử thì phải có giấy tờ chứng minh sự kiện chết",
    )
    def _something_proves_it(self) -> bool:
        return bool(self.death_evidence or self.old_death_certificate)


class DeathReregistration(Flow[DeathReregistrationDeclaration]):
    """Đăng ký lại khai tử."""

    code = "1.005461"
    title = "Đăng ký lại khai tử"
    declaration = DeathReregistrationDeclaration
    papers = DeathReregistrationPapers
    # No number: it may be found only later.
    one_of = "death"
    subject = ("deceased.full_name", "deceased.birth_date", "death.date")

"""Thủ tục đăng ký khai tử (1.000656), UBND cấp xã nơi cư trú cuối cùng của người chết.

A death is registered free of charge within fifteen days; where the last residence is not known,
the commune where the person died decides.
"""

from portal_bot import (
    Address,
    Block,
    Choice,
    Copies,
    Declaration,
    DelegatingRequester,
    Ethnicity,
    Field,
    Flow,
    FullDate,
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
    competent_here,
    differ,
    free_in_time,
    not_before,
    requester_identity_paper,
    rule,
)

NOTICE = {"notice.kind": ["death_notice", "execution_record", "court_decision", "police_record"]}


class Relation(Choice):
    """What the requester was to the deceased."""

    SPOUSE = "spouse", "Vợ/Chồng"
    CHILD = "child", "Con"
    PARENT = "parent", "Cha/Mẹ"
    SIBLING = "sibling", "Anh/Chị/Em"
    RELATIVE = "relative", "Người thân thích khác"
    ORGANISATION = "organisation", "Cơ quan, tổ chức/không có quan hệ"


class NoticeKind(Choice):
    """Which paper tells of the death."""

    DEATH_NOTICE = "death_notice", "Giấy báo tử"
    EXECUTION_RECORD = "execution_record", "Biên bản thi hành án tử hình"
    COURT_DECISION = "court_decision", "Bản án/quyết định Tòa án tuyên bố chết"
    POLICE_RECORD = "police_record", "Văn bản của công an/giám định pháp y"
    OLD_EVIDENCE = "old_death_evidence", "Giấy tờ chứng minh sự kiện chết (chết đã lâu)"


class Requester(DelegatingRequester):
    """Người yêu cầu."""

    relation: Relation = Field(title="Quan hệ với người đã chết")


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

    time: str | None = Field(
        None, title="Đã chết vào lúc (giờ, phút)", max_length=5, note="ví dụ 08:05"
    )
    date: PartialDate = Field(title="Ngày, tháng, năm chết", past=True)
    place: str = Field(title="Nơi chết", max_length=250, sensitive=True)
    cause: str = Field(title="Nguyên nhân chết", max_length=250, sensitive=True)

    @rule(
        "death_time_format",
        fields=["time"],
        message="Giờ chết ghi giờ và phút, hai chữ số mỗi phần, từ 00:00 đến 23:59",
    )
    def _time_is_one(self) -> bool:
        if self.time is None:
            return True
        hour, colon, minute = self.time[:2], self.time[2:3], self.time[3:]
        digits = len(minute) == len("00") and (hour + minute).isdecimal()
        return digits and colon == ":" and hour < "24" and minute < "60"


class Notice(Block):
    """Giấy báo tử."""

    kind: NoticeKind = Field(title="Giấy báo tử/Giấy tờ thay thế Giấy báo tử", driver=True)
    number: str | None = Field(None, title="Số", max_length=50, when=NOTICE)
    issuer: str | None = Field(None, title="Do … cấp", max_length=150, when=NOTICE)
    date: FullDate | None = Field(None, title="Cấp ngày", when=NOTICE, past=True)


class DeathDeclaration(Declaration):
    """Tờ khai đăng ký khai tử."""

    requester: Requester = Field(title="Người yêu cầu")
    deceased: Deceased = Field(title="Người đã chết")
    death: Death = Field(title="Sự kiện chết")
    notice: Notice = Field(title="Giấy báo tử")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    _born_before = not_before(
        "death_after_birth",
        "death.date",
        "deceased.birth_date",
        message="Ngày chết phải sau ngày sinh",
    )

    _on_time = free_in_time(
        "within_15_days",
        "death.date",
        message="Quá 15 ngày kể từ ngày chết: đăng ký không đúng hạn, có thể phải nộp lệ phí",
    )

    _notice_is_later = not_before(
        "notice_after_death",
        "notice.date",
        "death.date",
        message="Ngày giấy báo tử phải từ ngày chết trở đi",
    )

    _two_persons = differ(
        "requester_not_deceased",
        "requester.id_number",
        "deceased.id_number",
        message="Người yêu cầu không thể là người đã chết",
    )

    _deceased_lived_here = competent_here(
        "authority_last_residence",
        "deceased.last_residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú cuối cùng của người chết",
    )


class DeathPapers(Papers):
    """Thành phần hồ sơ."""

    death_notice: Paper | None = Field(
        None, title="Giấy báo tử hoặc giấy tờ thay Giấy báo tử", when=NOTICE
    )
    old_death_evidence: Paper | None = Field(
        None,
        title="Giấy tờ, tài liệu, chứng cứ chứng minh sự kiện chết (người chết đã lâu)",
        when={"notice.kind": ["old_death_evidence"]},
    )
    authorization: Paper | None = authorization_paper("việc đăng ký khai tử")
    identity_document: Paper | None = requester_identity_paper()
    last_residence_proof: Paper | None = Field(
        None,
        title="Giấy tờ chứng minh nơi cư trú cuối cùng của người chết (hoặc nơi chết/phát "
        "hiện thi thể)",
        present_only=True,
    )


class DeathRegistration(Flow[DeathDeclaration]):
    """Đăng ký khai tử."""

    code = "1.000656"
    title = "Thủ tục đăng ký khai tử"
    declaration = DeathDeclaration
    papers = DeathPapers
    # No number: it may be found only later.
    one_of = "death"
    subject = ("deceased.full_name", "deceased.birth_date", "death.date")

"""Cấp giấy xác nhận thân nhân của người có công (1.010833), UBND cấp xã nơi thường trú.

Either the person of merit or a relative asks, for several relatives at once.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    Block,
    Choice,
    Context,
    Declaration,
    Field,
    Flow,
    Gender,
    IdNumber,
    Locality,
    OwnIdentityPaper,
    Paper,
    Papers,
    PersonName,
    Phone,
    Pledge,
    Quantity,
    competent_here,
    repeated_rows,
    rule,
    same_name,
    told_when,
)


class Capacity(Choice):
    """Who asks."""

    MERITORIOUS_PERSON = "meritorious_person", "Người có công"
    RELATIVE = "relative", "Thân nhân người có công"


class Category(Choice):
    """What the merit is."""

    PRE_1945 = "pre1945", "Người hoạt động cách mạng trước 01/01/1945"
    UPRISING = "uprising", "Người hoạt động cách mạng 1945 đến khởi nghĩa tháng Tám"
    MARTYR = "martyr", "Liệt sĩ"
    HEROIC_MOTHER = "heroic_mother", "Bà mẹ Việt Nam anh hùng"
    HERO = "hero", "Anh hùng LLVTND, Anh hùng Lao động kháng chiến"
    WOUNDED = "wounded", "Thương binh, người hưởng chính sách như thương binh"
    SICK_SOLDIER = "sick_soldier", "Bệnh binh"
    AGENT_ORANGE = "agent_orange", "Người HĐKC bị nhiễm chất độc hóa học"
    PRISONER = "prisoner", "Người HĐCM bị địch bắt tù, đày"
    RESISTANCE = "resistance", "Người HĐKC giải phóng dân tộc"
    HELPER = "helper", "Người có công giúp đỡ cách mạng"


class Alive(Choice):
    """Whether the person of merit lives."""

    ALIVE = "alive", "Còn sống"
    DEAD = "dead", "Đã chết/hy sinh"


class Relation(Choice):
    """What the relative is to the person of merit."""

    FATHER = "father", "Cha đẻ"
    MOTHER = "mother", "Mẹ đẻ"
    SPOUSE = "spouse", "Vợ/Chồng"
    CHILD = "child", "Con đẻ, con nuôi"
    FOSTER = "foster", "Người có công nuôi liệt sĩ"


ELDERS = {Relation.FATHER, Relation.MOTHER, Relation.FOSTER}


class Purpose(Choice):
    """What the certificate is for."""

    EDUCATION = "education", "Ưu đãi giáo dục, tuyển sinh"
    HEALTH_INSURANCE = "health_insurance", "Bảo hiểm y tế"
    RECRUITMENT = "recruitment", "Tuyển dụng"
    TAX = "tax", "Miễn, giảm thuế, phí"
    OTHER = "other", "Khác"


class Requester(OwnIdentityPaper):
    """Người đề nghị."""

    full_name: PersonName = Field(title="Họ và tên", same_as="applicant.full_name", max_length=100)
    birth_date: BirthDate = Field(
        title="Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    gender: Gender = Field(title="Giới tính", same_as="applicant.gender")
    identity: ClassVar[str] = "CMND/CCCD"
    permanent_address: Address = Field(title="Nơi thường trú")
    current_address: Address | None = Field(None, title="Nơi ở hiện nay")
    phone: Phone | None = Field(None, title="Số điện thoại")
    native_place: Locality = Field(title="Quê quán")
    capacity: Capacity = Field(title="Người đề nghị là")


class Merit(Block):
    """Người có công."""

    full_name: PersonName = Field(title="Họ và tên người có công", max_length=100)
    birth_year: Quantity = Field(title="Năm sinh", min=1880, sensitive=True)
    category: Category = Field(title="Diện người có công")
    document: str = Field(
        title="Giấy chứng nhận/Huân, Huy chương/Bằng: loại, số, ngày cấp", sensitive=True
    )
    alive: Alive = Field(title="Tình trạng")


class Relative(Block):
    """One relative: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    id_number: IdNumber | None = Field(None, title="Số CCCD/CMND", accepts=("cccd", "cmnd"))
    relation: Relation = Field(title="Quan hệ với người có công")
    residence: str = Field(title="Nơi thường trú", sensitive=True)


class Relatives(Block):
    """Thân nhân."""

    rows: list[Relative] = Field(title="Thân nhân đề nghị xác nhận", min=1, max=10)


class Use(Block):
    """Mục đích."""

    purpose: Purpose = Field(title="Mục đích sử dụng giấy xác nhận")


class RelativeDeclaration(Declaration):
    """Đơn đề nghị cấp giấy xác nhận thân nhân của người có công."""

    requester: Requester = Field(title="Người đề nghị")
    merit: Merit = Field(title="Người có công")
    relatives: Relatives = Field(title="Thân nhân")
    use: Use = Field(title="Mục đích")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "relative_differs",
        fields=["relatives.rows", "merit.full_name", "merit.birth_year"],
        message="Thân nhân phải khác người có công",
    )
    def _relatives_are_others(self) -> bool:
        return not any(
            same_name(row.full_name, self.merit.full_name)
            and row.birth_date.year == self.merit.birth_year
            for row in self.relatives.rows
        )

    @rule(
        "relative_listed_twice",
        fields=["relatives.rows"],
        message="Thân nhân bị trùng họ tên và ngày sinh",
    )
    def _relatives_differ(self) -> bool:
        return not repeated_rows(self.relatives.rows, "full_name", exact=["birth_date"])

    _martyr_fell = told_when(
        "martyr_is_dead",
        {"merit.category": ["martyr"], "merit.alive": ["alive"]},
        message="Liệt sĩ: tình trạng phải là đã hy sinh",
    )

    @rule(
        "foster_of_martyr",
        fields=["relatives.rows", "merit.category"],
        message="“Người có công nuôi liệt sĩ” chỉ khi người có công là liệt sĩ",
    )
    def _only_martyrs_have_fosterers(self) -> bool:
        fostered = any(row.relation is Relation.FOSTER for row in self.relatives.rows)
        return not fostered or self.merit.category is Category.MARTYR

    @rule(
        "relation_age",
        fields=["relatives.rows", "merit.birth_year"],
        message="Tuổi không phù hợp quan hệ: con sinh sau, cha mẹ sinh trước người có công",
        severity="warning",
    )
    def _ages_fit(self) -> bool:
        born = self.merit.birth_year
        return all(
            row.birth_date.year < born
            if row.relation in ELDERS
            else row.relation is Relation.SPOUSE or row.birth_date.year > born
            for row in self.relatives.rows
        )

    @rule(
        "birth_year_in_future",
        fields=["merit.birth_year"],
        message="Năm sinh của người có công ở tương lai; xem lại",
    )
    def _is_born(self, context: Context) -> bool:
        return self.merit.birth_year <= context.today.year

    @rule(
        "person_of_merit_asks",
        fields=["requester.capacity", "requester.full_name", "merit.full_name", "merit.alive"],
        message="Người đề nghị là người có công thì phải còn sống và trùng họ tên, năm sinh",
    )
    def _capacity_is_true(self) -> bool:
        same = same_name(self.requester.full_name, self.merit.full_name)
        same = same and self.requester.birth_date.year == self.merit.birth_year
        if self.requester.capacity is Capacity.RELATIVE:
            return not same
        return same and self.merit.alive is Alive.ALIVE

    _lives_here = competent_here(
        "authority",
        "requester.permanent_address",
        message="Không đúng thẩm quyền: nộp ở nơi thường trú của người đề nghị",
    )


class RelativePapers(Papers):
    """Thành phần hồ sơ."""

    application_form: Paper = Field(
        title="Đơn đề nghị cấp giấy xác nhận thân nhân của người có công"
    )
    merit_document_copy: Paper = Field(
        title="Bản sao chứng thực Giấy chứng nhận người có công/Kỷ niệm chương/Huân, Huy "
        "chương/Bằng 'Tổ quốc ghi công'/'Có công với nước'"
    )
    relationship_document: Paper = Field(
        title="Giấy tờ xác nhận mối quan hệ: CCCD hoặc sổ hộ khẩu cấp trước 01/7/2021"
    )


class MeritoriousRelativeCertificate(Flow[RelativeDeclaration]):
    """Cấp giấy xác nhận thân nhân của người có công."""

    code = "1.010833"
    title = "Cấp giấy xác nhận thân nhân của người có công"
    declaration = RelativeDeclaration
    papers = RelativePapers
    subject = ("requester.id_number", "merit.full_name", "relatives.rows.full_name", "use.purpose")

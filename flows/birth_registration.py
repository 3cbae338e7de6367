"""Thủ tục đăng ký khai sinh (1.001193), UBND cấp xã nơi cư trú của cha hoặc mẹ.

A birth is registered free of charge within sixty days; later it is still registered, for a fee.
"""

from portal_bot import (
    Address,
    BirthDate,
    BirthYear,
    Block,
    Choice,
    Confirmed,
    Context,
    Declaration,
    Ethnicity,
    Field,
    Flow,
    FullDate,
    Gender,
    IdNumber,
    IdType,
    Locality,
    Nationality,
    Paper,
    Papers,
    PersonName,
    Quantity,
    rule,
    same_name,
    surname,
)

ON_TIME_DAYS = 60
YOUNGEST_PARENT = 16
PARENT_ID = "Số định danh cá nhân/giấy tờ tùy thân"
MOTHER = {"parents.declared": ["both", "mother_only"]}
FATHER = {"parents.declared": ["both", "father_only"]}


class SubmitterRole(Choice):
    """Who hands the dossier in."""

    SELF = "self", "Người có yêu cầu trực tiếp nộp"
    AUTHORIZED = "authorized", "Người được ủy quyền nộp"


class Relation(Choice):
    """What the requester is to the child."""

    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"
    GRANDPARENT = "grandparent", "Ông/Bà"
    RELATIVE = "relative", "Người thân thích khác"
    CAREGIVER = "caregiver", "Cá nhân/tổ chức đang nuôi dưỡng"


class BirthPlaceKind(Choice):
    """Whether anybody could have issued a birth notification."""

    HEALTH_FACILITY = "health_facility", "Tại cơ sở y tế"
    ELSEWHERE = "elsewhere", "Ngoài cơ sở y tế"


class ParentsDeclared(Choice):
    """Which parents are known."""

    BOTH = "both", "Cả cha và mẹ"
    MOTHER_ONLY = "mother_only", "Chỉ mẹ (chưa xác định được cha)"
    FATHER_ONLY = "father_only", "Chỉ cha (chưa xác định được mẹ)"
    NONE = "none", "Chưa xác định được cha, mẹ/trẻ bị bỏ rơi"


class CopyRequest(Choice):
    """Whether extract copies are wanted too."""

    YES = "yes", "Có"
    NO = "no", "Không"


class Requester(Block):
    """Người yêu cầu."""

    submitter_role: SubmitterRole = Field(SubmitterRole.SELF, title="Tư cách người nộp hồ sơ")
    full_name: PersonName = Field(
        title="Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    residence: Address = Field(title="Nơi cư trú", same_as="applicant.address")
    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber = Field(
        title="Giấy tờ tùy thân: số", id_type="id_type", same_as="applicant.citizen_id"
    )
    id_issue_date: FullDate = Field(title="Giấy tờ tùy thân: ngày cấp", past=True)
    id_issuer: str = Field(
        "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        title="Giấy tờ tùy thân: cơ quan cấp",
        max_length=150,
    )
    relation_to_child: Relation = Field(title="Quan hệ với người được khai sinh")


class Child(Block):
    """Người được khai sinh."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    birth_date_in_words: str = Field(title="Ghi bằng chữ", words_of="birth_date", sensitive=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    birth_place_kind: BirthPlaceKind = Field(title="Nơi sinh: loại")
    birth_place: str = Field(
        title="Nơi sinh",
        max_length=250,
        note="tên và địa chỉ cơ sở y tế; ngoài cơ sở y tế thì xã, huyện, tỉnh",
    )
    native_place: Locality = Field(title="Quê quán")
    birth_certificate_number: str | None = Field(None, title="Số Giấy chứng sinh", max_length=50)


class Parents(Block):
    """Cha, mẹ."""

    declared: ParentsDeclared = Field(title="Khai thông tin cha, mẹ", driver=True)


class Parent(Block):
    """What the form asks of each parent."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_year: BirthYear = Field(title="Năm sinh")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    residence: Address = Field(title="Nơi cư trú")
    id_number: IdNumber | None = Field(None, title=PARENT_ID, accepts=("cccd", "cmnd"))


class Mother(Parent):
    """Người mẹ."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên người mẹ", max_length=100)
    id_number: IdNumber | None = Field(
        None, title=PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nu"
    )


class Father(Parent):
    """Người cha."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên người cha", max_length=100)
    id_number: IdNumber | None = Field(
        None, title=PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nam"
    )


class Marriage(Block):
    """Giấy chứng nhận kết hôn của cha, mẹ."""

    certificate_number: str | None = Field(
        None, title="Giấy chứng nhận kết hôn của cha, mẹ: số, quyển số", max_length=60
    )
    date: FullDate | None = Field(None, title="Đăng ký ngày", past=True)
    place: str | None = Field(None, title="Tại")


class Copies(Block):
    """Yêu cầu khác."""

    request: CopyRequest = Field(CopyRequest.NO, title="Đề nghị cấp bản sao", driver=True)
    quantity: Quantity | None = Field(
        None, title="Số lượng (bản)", when={"request": ["yes"]}, min=1, max=50
    )


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan nội dung đăng ký khai sinh đúng sự thật, "
        "được sự thỏa thuận nhất trí của các bên liên quan"
    )


class BirthDeclaration(Declaration):
    """Tờ khai đăng ký khai sinh."""

    requester: Requester = Field(title="Người yêu cầu")
    child: Child = Field(title="Người được khai sinh")
    parents: Parents = Field(title="Cha, mẹ")
    mother: Mother | None = Field(None, title="Người mẹ", when=MOTHER)
    father: Father | None = Field(None, title="Người cha", when=FATHER)
    marriage: Marriage = Field(Marriage(), title="Giấy chứng nhận kết hôn của cha, mẹ")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    def known_parents(self) -> list[Parent]:
        """The parents that are declared."""
        return [parent for parent in (self.father, self.mother) if parent]

    @rule(
        "within_60_days",
        fields=["child.birth_date"],
        message="Quá 60 ngày kể từ ngày sinh: đăng ký không đúng hạn, có thể phải nộp lệ phí",
        severity="info",
    )
    def _on_time(self, context: Context) -> bool:
        return (context.today - self.child.birth_date).days <= ON_TIME_DAYS

    @rule(
        "surname_from_parent",
        fields=["child.full_name", "child.ethnicity", "father", "mother"],
        message="Họ, dân tộc của con theo họ, dân tộc của cha hoặc mẹ; kiểm tra lại",
        severity="warning",
    )
    def _surname_and_ethnicity(self) -> bool:
        parents = self.known_parents()
        surnames = {surname(parent.full_name) for parent in parents}
        peoples = {parent.ethnicity for parent in parents}
        return not parents or (
            surname(self.child.full_name) in surnames and self.child.ethnicity in peoples
        )

    @rule(
        "at_least_one_parent_or_abandoned",
        fields=["parents.declared", "requester.relation_to_child"],
        message="Phải khai ít nhất cha hoặc mẹ; trẻ bị bỏ rơi thì người đang nuôi dưỡng yêu cầu",
    )
    def _some_parent(self) -> bool:
        return (
            self.parents.declared is not ParentsDeclared.NONE
            or self.requester.relation_to_child is Relation.CAREGIVER
        )

    @rule(
        "authority_residence",
        fields=["parents.declared", "mother", "father"],
        message="Không đúng thẩm quyền: khai sinh ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )
    def _parents_live_here(self, context: Context) -> bool:
        parents = self.known_parents()
        return not parents or any(context.competent_for(p.residence) for p in parents)

    @rule(
        "father_unmarried",
        fields=["parents.declared"],
        message="Để trống người cha; nếu cha nhận con thì dùng thủ tục 1.000689",
        severity="info",
    )
    def _father_is_declared(self) -> bool:
        return self.parents.declared is not ParentsDeclared.MOTHER_ONLY

    @rule(
        "parent_age",
        fields=["child.birth_date", "mother", "father"],
        message="Tuổi của cha hoặc mẹ so với con không hợp lý; kiểm tra năm sinh",
        severity="warning",
    )
    def _parents_are_older(self) -> bool:
        born = self.child.birth_date.year
        return all(born - parent.birth_year >= YOUNGEST_PARENT for parent in self.known_parents())

    @rule(
        "relation_matches_name",
        fields=["requester.relation_to_child", "requester.full_name", "mother", "father"],
        message="Người yêu cầu là cha hoặc mẹ thì phải trùng họ tên đã khai ở mục cha, mẹ",
    )
    def _requester_is_that_parent(self) -> bool:
        parents = {Relation.FATHER: self.father, Relation.MOTHER: self.mother}
        if self.requester.relation_to_child not in parents:
            return True
        parent = parents[self.requester.relation_to_child]
        return parent is not None and same_name(parent.full_name, self.requester.full_name)


class BirthPapers(Papers):
    """Thành phần hồ sơ."""

    birth_notification: Paper = Field(
        title="Giấy chứng sinh; không có thì văn bản của người làm chứng; "
        "không có người làm chứng thì giấy cam đoan về việc sinh"
    )
    abandoned_child_record: Paper | None = Field(
        None, title="Biên bản về việc trẻ bị bỏ rơi", when={"parents.declared": ["none"]}
    )
    surrogacy_document: Paper | None = Field(
        None, title="Văn bản xác nhận của cơ sở y tế về việc mang thai hộ"
    )
    parents_marriage_certificate: Paper | None = Field(
        None,
        title="Giấy chứng nhận kết hôn của cha, mẹ",
        when={"marriage.certificate_number": True},
        present_only=True,
    )
    authorization: Paper | None = Field(
        None,
        title="Văn bản ủy quyền việc đăng ký khai sinh (được chứng thực; người được ủy quyền là "
        "ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột thì không phải chứng thực)",
        when={"requester.submitter_role": ["authorized"]},
    )
    identity_document: Paper | None = Field(
        None,
        title="Giấy tờ tùy thân của người yêu cầu (hộ chiếu, CMND, CCCD hoặc giấy tờ có dán ảnh "
        "còn giá trị)",
        present_only=True,
    )
    residence_proof: Paper | None = Field(
        None,
        title="Giấy tờ chứng minh nơi cư trú (giai đoạn chuyển tiếp; từ 2023 tra cứu CSDL dân cư)",
        present_only=True,
    )


class BirthRegistration(Flow[BirthDeclaration]):
    """Đăng ký khai sinh."""

    code = "1.001193"
    title = "Thủ tục đăng ký khai sinh"
    declaration = BirthDeclaration
    papers = BirthPapers
    subject = (
        "child.full_name",
        "child.birth_date",
        "mother.id_number | mother.full_name",
        "father.id_number | father.full_name",
    )

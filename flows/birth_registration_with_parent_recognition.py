"""Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con (1.000689), UBND cấp xã.

One dossier, two results: the birth certificate, and the extract of the recognition.
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

USUAL_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
YOUNGEST_PARENT = 16
PARENT_ID = "Số định danh cá nhân/giấy tờ tùy thân"


class ParentSide(Choice):
    """One of the two parents; here also what the requester is to the child."""

    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"


class RecognitionSide(Choice):
    """Which parent recognizes the child."""

    FATHER = "father", "Cha nhận con"
    MOTHER = "mother", "Mẹ nhận con"


class BirthPlaceKind(Choice):
    """Whether anybody could have issued a birth notification."""

    HEALTH_FACILITY = "health_facility", "Tại cơ sở y tế"
    ELSEWHERE = "elsewhere", "Ngoài cơ sở y tế"


class MotherStatus(Choice):
    """Whether the law presumes another man to be the father."""

    NEVER_MARRIED = "never_married", "Chưa đăng ký kết hôn"
    DIVORCED = "divorced", "Đã ly hôn"
    WIDOWED = "widowed", "Chồng đã chết"
    MARRIED_TO_OTHER = "married_to_other", "Đang có hôn nhân với người khác"


class EvidenceKind(Choice):
    """What proves it."""

    OFFICIAL = "dna_or_official", "Văn bản giám định/cơ quan có thẩm quyền"
    WITNESSES = "affidavit_witnesses", "Văn bản cam đoan và hai người làm chứng"


class YesNo(Choice):
    """A question answered by a radio button."""

    YES = "yes", "Có"
    NO = "no", "Không"


class Requester(Block):
    """Người yêu cầu."""

    full_name: PersonName = Field(
        title="Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    residence: Address = Field(title="Nơi cư trú", same_as="applicant.address")
    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber = Field(
        title="Giấy tờ tùy thân: số", id_type="id_type", same_as="applicant.citizen_id"
    )
    id_issue_date: FullDate = Field(title="Giấy tờ tùy thân: ngày cấp", past=True)
    id_issuer: str = Field(USUAL_ISSUER, title="Giấy tờ tùy thân: cơ quan cấp", max_length=150)
    relation_to_child: ParentSide = Field(title="Quan hệ với người được khai sinh")


class Child(Block):
    """Người được khai sinh."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    birth_date_in_words: str = Field(
        title="Ghi bằng chữ", max_length=150, words_of="birth_date", sensitive=True
    )
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    birth_place_kind: BirthPlaceKind = Field(title="Nơi sinh: loại")
    birth_place: str = Field(title="Nơi sinh", max_length=250)
    native_place: Locality = Field(title="Quê quán")
    birth_certificate_number: str | None = Field(None, title="Số Giấy chứng sinh", max_length=50)


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


class Witness(Block):
    """A row of the table."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=150)
    id_number: IdNumber = Field(title="Số giấy tờ tùy thân", accepts=("cccd", "cmnd", "passport"))
    residence: str = Field(title="Nơi cư trú", max_length=150, sensitive=True)


class Recognition(Block):
    """Nhận cha, mẹ, con."""

    side: RecognitionSide = Field(title="Bên nhận con")
    parent_birth_date: BirthDate = Field(
        title="Ngày, tháng, năm sinh của người nhận con", past=True
    )
    mother_status: MotherStatus = Field(title="Tình trạng hôn nhân của người mẹ khi sinh con")
    evidence_kind: EvidenceKind = Field(title="Chứng cứ chứng minh quan hệ", driver=True)
    witnesses: list[Witness] | None = Field(
        None,
        title="Người làm chứng",
        when={"evidence_kind": ["affidavit_witnesses"]},
        min=2,
        max=5,
    )
    other_parent_opinion: str = Field(
        title="Ý kiến của người hiện đang là mẹ hoặc cha", max_length=500, sensitive=True
    )


class Copies(Block):
    """Yêu cầu khác."""

    request: YesNo = Field(YesNo.NO, title="Đề nghị cấp bản sao Giấy khai sinh", driver=True)
    quantity: Quantity | None = Field(
        None, title="Số lượng (bản)", when={"request": ["yes"]}, min=1, max=50
    )
    recognition_quantity: Quantity | None = Field(
        None, title="Số lượng bản sao Trích lục nhận cha, mẹ, con", min=0, max=50
    )


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan nội dung kê khai là đúng sự thật và chịu trách nhiệm trước pháp luật"
    )


class BirthWithRecognitionDeclaration(Declaration):
    """Tờ khai đăng ký khai sinh, và tờ khai đăng ký nhận cha, mẹ, con."""

    requester: Requester = Field(title="Người yêu cầu")
    child: Child = Field(title="Người được khai sinh")
    mother: Mother = Field(title="Người mẹ")
    father: Father = Field(title="Người cha")
    recognition: Recognition = Field(title="Nhận cha, mẹ, con")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "recognizing_parent_matches",
        fields=[
            "recognition.parent_birth_date",
            "recognition.side",
            "father.birth_year",
            "mother.birth_year",
        ],
        message="Ngày sinh của người nhận con phải khớp năm sinh đã khai ở mục cha, mẹ",
    )
    def _recognizing_parent_is_declared(self) -> bool:
        father = self.recognition.side is RecognitionSide.FATHER
        parent = self.father if father else self.mother
        return self.recognition.parent_birth_date.year == parent.birth_year

    @rule(
        "relation_matches_name",
        fields=[
            "requester.relation_to_child",
            "requester.full_name",
            "mother.full_name",
            "father.full_name",
        ],
        message="Người yêu cầu là cha hoặc mẹ thì phải trùng họ tên đã khai ở mục cha, mẹ",
    )
    def _requester_is_that_parent(self) -> bool:
        father = self.requester.relation_to_child is ParentSide.FATHER
        parent = self.father if father else self.mother
        return same_name(parent.full_name, self.requester.full_name)

    @rule(
        "mother_not_married_to_other",
        fields=["recognition.mother_status"],
        message="Người mẹ đang có hôn nhân với người khác: không giải quyết theo thủ tục "
        "này, phải qua Tòa án",
    )
    def _no_other_father_is_presumed(self) -> bool:
        return self.recognition.mother_status is not MotherStatus.MARRIED_TO_OTHER

    @rule(
        "two_witnesses",
        fields=["recognition.witnesses", "mother.id_number", "father.id_number"],
        message="Phải có ít nhất hai người làm chứng khác nhau, không phải là cha, mẹ",
    )
    def _witnesses_are_others(self) -> bool:
        witnesses = [each.id_number for each in self.recognition.witnesses or ()]
        parents = {self.mother.id_number, self.father.id_number}
        return len(set(witnesses) - parents) == len(witnesses)

    @rule(
        "parent_age",
        fields=["child.birth_date", "mother.birth_year", "father.birth_year"],
        message="Tuổi của cha hoặc mẹ so với con không hợp lý; kiểm tra năm sinh",
        severity="warning",
    )
    def _parents_are_older(self) -> bool:
        youngest = max(self.mother.birth_year, self.father.birth_year)
        return self.child.birth_date.year - youngest >= YOUNGEST_PARENT

    @rule(
        "surname_from_parent",
        fields=["child.full_name", "mother.full_name", "father.full_name"],
        message="Họ của con theo họ của cha hoặc mẹ; kiểm tra lại",
        severity="warning",
    )
    def _surname_is_a_parents(self) -> bool:
        parents = {surname(self.mother.full_name), surname(self.father.full_name)}
        return surname(self.child.full_name) in parents

    @rule(
        "authority_residence",
        fields=["mother.residence", "father.residence"],
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )
    def _parents_live_here(self, context: Context) -> bool:
        return any(context.competent_for(each.residence) for each in (self.mother, self.father))

    @rule(
        "parents_not_married",
        fields=["recognition.side"],
        message="Cha mẹ đã đăng ký kết hôn thì làm thủ tục đăng ký khai sinh (1.001193)",
        severity="info",
    )
    def _only_for_the_unmarried(self) -> bool:
        return False


class BirthWithRecognitionPapers(Papers):
    """Thành phần hồ sơ."""

    birth_notification: Paper = Field(
        title="Giấy chứng sinh; nếu không có: văn bản của người làm chứng xác nhận việc "
        "sinh; không có người làm chứng: giấy cam đoan về việc sinh"
    )
    official_evidence: Paper | None = Field(
        None,
        title="Văn bản xác nhận quan hệ cha con, mẹ con",
        when={"recognition.evidence_kind": ["dna_or_official"]},
    )
    affidavit: Paper | None = Field(
        None,
        title="Văn bản cam đoan của các bên và ít nhất hai người làm chứng",
        when={"recognition.evidence_kind": ["affidavit_witnesses"]},
    )
    identity_document: Paper | None = Field(
        None,
        title="Giấy tờ tùy thân của người yêu cầu (hộ chiếu, CMND, CCCD hoặc giấy tờ có "
        "dán ảnh còn giá trị)",
        present_only=True,
    )
    residence_proof: Paper | None = Field(
        None,
        title="Giấy tờ chứng minh nơi cư trú (giai đoạn chuyển tiếp; từ 2023 tra cứu CSDL dân cư)",
        present_only=True,
    )


class BirthRegistrationWithParentRecognition(Flow[BirthWithRecognitionDeclaration]):
    """Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con."""

    code = "1.000689"
    title = "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con"
    declaration = BirthWithRecognitionDeclaration
    papers = BirthWithRecognitionPapers
    subject = (
        "child.full_name",
        "child.birth_date",
        "mother.id_number | mother.full_name",
        "father.id_number | father.full_name",
    )

"""Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con (1.000689), UBND cấp xã.

One dossier, two results: the birth certificate, and the extract of the recognition.
"""

from portal_bot import (
    BirthDate,
    Block,
    Born,
    Choice,
    CivilStatusRequester,
    Copies,
    Declaration,
    Father,
    Field,
    Flow,
    IdNumber,
    Mother,
    Paper,
    Papers,
    PersonName,
    Pledge,
    Quantity,
    YesNo,
    competent_here,
    parents_are_older,
    reminder,
    requester_identity_paper,
    residence_paper,
    rule,
    same_name,
    surname,
    told_when,
)


class ParentSide(Choice):
    """One of the two parents; here also what the requester is to the child."""

    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"


class RecognitionSide(Choice):
    """Which parent recognizes the child."""

    FATHER = "father", "Cha nhận con"
    MOTHER = "mother", "Mẹ nhận con"


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


class Requester(CivilStatusRequester):
    """Người yêu cầu."""

    relation_to_child: ParentSide = Field(title="Quan hệ với người được khai sinh")


class Child(Born):
    """Người được khai sinh."""

    birth_certificate_number: str | None = Field(None, title="Số Giấy chứng sinh", max_length=50)


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
        None, title="Người làm chứng", when={"evidence_kind": ["affidavit_witnesses"]}, min=2, max=5
    )
    other_parent_opinion: str = Field(
        title="Ý kiến của người hiện đang là mẹ hoặc cha", max_length=500, sensitive=True
    )


class CopiesOfBoth(Copies):
    """Yêu cầu khác: of each result."""

    request: YesNo = Field(YesNo.NO, title="Đề nghị cấp bản sao Giấy khai sinh", driver=True)
    recognition_quantity: Quantity | None = Field(
        None, title="Số lượng bản sao Trích lục nhận cha, mẹ, con", min=0, max=50
    )


class BirthWithRecognitionDeclaration(Declaration):
    """Tờ khai đăng ký khai sinh, và tờ khai đăng ký nhận cha, mẹ, con."""

    requester: Requester = Field(title="Người yêu cầu")
    child: Child = Field(title="Người được khai sinh")
    mother: Mother = Field(title="Người mẹ")
    father: Father = Field(title="Người cha")
    recognition: Recognition = Field(title="Nhận cha, mẹ, con")
    copies: CopiesOfBoth = Field(CopiesOfBoth(), title="Yêu cầu khác")
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

    _no_other_father_is_presumed = told_when(
        "mother_not_married_to_other",
        {"recognition.mother_status": ["married_to_other"]},
        message="Người mẹ đang có hôn nhân với người khác: không giải quyết theo thủ tục "
        "này, phải qua Tòa án",
    )

    @rule(
        "two_witnesses",
        fields=["recognition.witnesses", "mother.id_number", "father.id_number"],
        message="Phải có ít nhất hai người làm chứng khác nhau, không phải là cha, mẹ",
    )
    def _witnesses_are_others(self) -> bool:
        witnesses = [each.id_number for each in self.recognition.witnesses or ()]
        parents = {self.mother.id_number, self.father.id_number}
        return len(set(witnesses) - parents) == len(witnesses)

    _parents_are_older = parents_are_older("child.birth_date", 16)

    @rule(
        "surname_from_parent",
        fields=["child.full_name", "mother.full_name", "father.full_name"],
        message="Họ của con theo họ của cha hoặc mẹ; kiểm tra lại",
        severity="warning",
    )
    def _surname_is_a_parents(self) -> bool:
        parents = {surname(self.mother.full_name), surname(self.father.full_name)}
        return surname(self.child.full_name) in parents

    _parents_live_here = competent_here(
        "authority_residence",
        "mother.residence",
        "father.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )

    _only_for_the_unmarried = reminder(
        "parents_not_married",
        "recognition.side",
        "Cha mẹ đã đăng ký kết hôn thì làm thủ tục đăng ký khai sinh (1.001193)",
    )


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
    identity_document: Paper | None = requester_identity_paper()
    residence_proof: Paper | None = residence_paper()


class BirthRegistrationWithParentRecognition(Flow[BirthWithRecognitionDeclaration]):
    """Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con."""

    code = "1.000689"
    title = "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con"
    declaration = BirthWithRecognitionDeclaration
    papers = BirthWithRecognitionPapers
    # No number: a parent's may be known only later.
    one_of = "birth"
    subject = ("child.full_name", "child.birth_date", "mother.full_name")

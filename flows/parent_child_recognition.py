"""Thủ tục đăng ký nhận cha, mẹ, con (1.001022), UBND cấp xã nơi cư trú của một trong hai bên."""

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
    Nationality,
    Paper,
    Papers,
    PersonName,
    Quantity,
    full_years,
    rule,
    same_name,
)

USUAL_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
ADULT, USUAL_AGE_GAP = 18, 15


class Relation(Choice):
    """What the requester is in this."""

    SELF = "self", "Bản thân"
    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"
    GUARDIAN = "guardian", "Người giám hộ"
    OTHER = "other", "Khác"


class RecognitionKind(Choice):
    """What the recognized person is to become."""

    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"
    CHILD = "child", "Con"


class EvidenceKind(Choice):
    """What proves it."""

    OFFICIAL = "dna_or_official", "Văn bản của cơ quan y tế, giám định hoặc cơ quan có thẩm quyền"
    WITNESSES = "affidavit_witnesses", "Văn bản cam đoan của các bên và ít nhất hai người làm chứng"


class YesNo(Choice):
    """A question answered by a radio button."""

    YES = "yes", "Có"
    NO = "no", "Không"


class Requester(Block):
    """Người yêu cầu."""

    full_name: PersonName = Field(
        title="Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    birth_date: BirthDate = Field(
        title="Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    residence: Address = Field(title="Nơi cư trú", same_as="applicant.address")
    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber = Field(
        title="Giấy tờ tùy thân: số", id_type="id_type", same_as="applicant.citizen_id"
    )
    id_issue_date: FullDate = Field(title="Giấy tờ tùy thân: ngày cấp", past=True)
    id_issuer: str = Field(USUAL_ISSUER, title="Giấy tờ tùy thân: cơ quan cấp", max_length=150)
    relation: Relation = Field(title="Quan hệ với người nhận cha/mẹ/con")


class Recognition(Block):
    """Nội dung nhận."""

    kind: RecognitionKind = Field(title="Đề nghị công nhận là … của người có tên dưới đây")


class Party(Block):
    """What the form asks of each of the two."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    residence: Address = Field(title="Nơi cư trú")
    id_type: IdType = Field(IdType.CCCD, title="Giấy tờ tùy thân: loại")
    id_number: IdNumber = Field(title="Giấy tờ tùy thân: số", id_type="id_type")


class Witness(Block):
    """A row of the table."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=150)
    birth_year: BirthYear = Field(title="Năm sinh")
    id_number: IdNumber = Field(title="Số giấy tờ tùy thân", accepts=("cccd", "cmnd", "passport"))
    residence: str = Field(title="Nơi cư trú", max_length=150, sensitive=True)


class Evidence(Block):
    """Chứng cứ."""

    kind: EvidenceKind = Field(title="Chứng cứ chứng minh quan hệ", driver=True)
    number: str | None = Field(
        None,
        title="Số, ngày, nơi cấp văn bản chứng minh",
        max_length=50,
        when={"kind": ["dna_or_official"]},
        sensitive=True,
    )
    witnesses: list[Witness] | None = Field(
        None, title="Người làm chứng", when={"kind": ["affidavit_witnesses"]}, min=2, max=5
    )


class Opinions(Block):
    """Ý kiến."""

    current_parent: str | None = Field(
        None,
        title="Ý kiến của người hiện đang là mẹ hoặc cha",
        max_length=500,
        sensitive=True,
        note="cần có khi con chưa đủ 18 tuổi",
    )
    child: str | None = Field(
        None, title="Ý kiến của người được nhận là cha, mẹ, con", max_length=500, sensitive=True
    )
    new_surname: YesNo | None = Field(None, title="Đề nghị thay đổi họ của con sau khi nhận")


class Copies(Block):
    """Yêu cầu khác."""

    request: YesNo = Field(YesNo.NO, title="Đề nghị cấp bản sao", driver=True)
    quantity: Quantity | None = Field(
        None, title="Số lượng (bản)", when={"request": ["yes"]}, min=1, max=50
    )


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan việc nhận là đúng sự thật, tự nguyện, không có tranh chấp"
    )


class RecognitionDeclaration(Declaration):
    """Tờ khai đăng ký nhận cha, mẹ, con."""

    requester: Requester = Field(title="Người yêu cầu")
    recognition: Recognition = Field(title="Nội dung nhận")
    recognized: Party = Field(title="Người được nhận (là cha/mẹ/con)")
    counterparty: Party = Field(title="Người nhận")
    evidence: Evidence = Field(title="Chứng cứ")
    opinions: Opinions = Field(Opinions(), title="Ý kiến")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    def parent_and_child(self) -> tuple[Party, Party]:
        """Who of the two is which."""
        if self.recognition.kind is RecognitionKind.CHILD:
            return self.counterparty, self.recognized
        return self.recognized, self.counterparty

    @rule(
        "parties_differ",
        fields=["recognized.id_number", "counterparty.id_number"],
        message="Người nhận và người được nhận phải là hai người khác nhau",
    )
    def _two_persons(self) -> bool:
        return self.recognized.id_number != self.counterparty.id_number

    @rule(
        "age_gap",
        fields=["recognized.birth_date", "counterparty.birth_date", "recognition.kind"],
        message="Chênh lệch tuổi giữa cha/mẹ và con không hợp lý; kiểm tra ngày sinh",
        severity="warning",
    )
    def _parent_is_older(self) -> bool:
        parent, child = self.parent_and_child()
        return full_years(parent.birth_date, child.birth_date) >= USUAL_AGE_GAP

    @rule(
        "two_witnesses",
        fields=["evidence.witnesses", "recognized.id_number", "counterparty.id_number"],
        message="Phải có ít nhất hai người làm chứng khác nhau, không phải là các bên",
    )
    def _witnesses_are_others(self) -> bool:
        witnesses = [each.id_number for each in self.evidence.witnesses or ()]
        parties = {self.recognized.id_number, self.counterparty.id_number}
        return len(set(witnesses) - parties) == len(witnesses)

    @rule(
        "father_is_male_mother_is_female",
        fields=["recognized.gender", "recognition.kind"],
        message="Giới tính không khớp với tư cách cha/mẹ",
    )
    def _gender_fits(self) -> bool:
        wanted = {RecognitionKind.FATHER: Gender.MALE, RecognitionKind.MOTHER: Gender.FEMALE}
        return wanted.get(self.recognition.kind) in (None, self.recognized.gender)

    @rule(
        "minor_needs_other_parent",
        fields=["opinions.current_parent", "recognized.birth_date", "counterparty.birth_date"],
        message="Con chưa đủ 18 tuổi: phải có ý kiến của người hiện đang là mẹ hoặc cha",
    )
    def _other_parent_was_asked(self, context: Context) -> bool:
        _parent, child = self.parent_and_child()
        grown = full_years(child.birth_date, context.today) >= ADULT
        return grown or self.opinions.current_parent is not None

    @rule(
        "self_relation_match",
        fields=["requester.relation", "requester.full_name"],
        message="Quan hệ “Bản thân” thì người yêu cầu phải là một trong hai bên",
    )
    def _self_is_a_party(self) -> bool:
        return self.requester.relation is not Relation.SELF or any(
            same_name(self.requester.full_name, each.full_name)
            for each in (self.recognized, self.counterparty)
        )

    @rule(
        "commune_authority",
        fields=["recognized.residence", "counterparty.residence"],
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người nhận hoặc "
        "người được nhận",
    )
    def _one_lives_here(self, context: Context) -> bool:
        parties = (self.recognized, self.counterparty)
        return any(context.competent_for(each.residence) for each in parties)

    @rule(
        "both_alive_present",
        fields=["recognition.kind"],
        message="Các bên phải còn sống và có mặt khi đăng ký",
        severity="info",
    )
    def _nothing_is_signed_online(self) -> bool:
        return False


class RecognitionPapers(Papers):
    """Thành phần hồ sơ."""

    official_evidence: Paper | None = Field(
        None,
        title="Văn bản của cơ quan y tế, cơ quan giám định hoặc cơ quan khác có thẩm quyền "
        "xác nhận quan hệ cha con, mẹ con",
        when={"evidence.kind": ["dna_or_official"]},
    )
    affidavit: Paper | None = Field(
        None,
        title="Văn bản cam đoan của các bên kèm ít nhất hai người làm chứng",
        when={"evidence.kind": ["affidavit_witnesses"]},
    )
    identity_document: Paper | None = Field(
        None,
        title="Giấy tờ tùy thân của người yêu cầu (hộ chiếu, CMND, CCCD hoặc giấy tờ có "
        "dán ảnh còn giá trị)",
        present_only=True,
    )
    child_birth_certificate: Paper | None = Field(
        None, title="Giấy khai sinh của con (nếu đã đăng ký)"
    )
    residence_proof: Paper | None = Field(
        None,
        title="Giấy tờ chứng minh nơi cư trú (giai đoạn chuyển tiếp; từ 2023 tra cứu CSDL dân cư)",
        present_only=True,
    )


class ParentChildRecognition(Flow[RecognitionDeclaration]):
    """Đăng ký nhận cha, mẹ, con."""

    code = "1.001022"
    title = "Thủ tục đăng ký nhận cha, mẹ, con"
    declaration = RecognitionDeclaration
    papers = RecognitionPapers
    subject = ("recognition.kind", "recognized.id_number", "counterparty.id_number")

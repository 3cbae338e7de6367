"""Thủ tục đăng ký nhận cha, mẹ, con (1.001022), UBND cấp xã nơi cư trú của một trong hai bên."""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    BirthYear,
    Block,
    Choice,
    Confirmed,
    Context,
    Copies,
    Declaration,
    Field,
    Flow,
    Gender,
    IdNumber,
    IdType,
    OwnIdentityPaper,
    Paper,
    Papers,
    Person,
    PersonName,
    YesNo,
    competent_here,
    differ,
    full_years,
    reminder,
    requester_identity_paper,
    residence_paper,
    rule,
    same_name,
)

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


class Requester(OwnIdentityPaper):
    """Người yêu cầu."""

    full_name: PersonName = Field(
        title="Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    birth_date: BirthDate = Field(
        title="Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    residence: Address = Field(title="Nơi cư trú", same_as="applicant.address")
    identity: ClassVar[str] = "Giấy tờ tùy thân"
    relation: Relation = Field(title="Quan hệ với người nhận cha/mẹ/con")


class Recognition(Block):
    """Nội dung nhận."""

    kind: RecognitionKind = Field(title="Đề nghị công nhận là … của người có tên dưới đây")


class Party(Person):
    """What the form asks of each of the two."""

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
        max_length=150,
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

    _two_persons = differ(
        "parties_differ",
        "recognized.id_number",
        "counterparty.id_number",
        message="Người nhận và người được nhận phải là hai người khác nhau",
    )

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

    _one_lives_here = competent_here(
        "commune_authority",
        "recognized.residence",
        "counterparty.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người nhận hoặc "
        "người được nhận",
    )

    _nothing_is_signed_online = reminder(
        "both_alive_present", "recognition.kind", "Các bên phải còn sống và có mặt khi đăng ký"
    )


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
    identity_document: Paper | None = requester_identity_paper()
    child_birth_certificate: Paper | None = Field(
        None, title="Giấy khai sinh của con (nếu đã đăng ký)"
    )
    residence_proof: Paper | None = residence_paper()


class ParentChildRecognition(Flow[RecognitionDeclaration]):
    """Đăng ký nhận cha, mẹ, con."""

    code = "1.001022"
    title = "Thủ tục đăng ký nhận cha, mẹ, con"
    declaration = RecognitionDeclaration
    papers = RecognitionPapers
    subject = ("recognition.kind", "recognized.id_number", "counterparty.id_number")

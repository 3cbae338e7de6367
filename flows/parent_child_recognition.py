"""Thủ tục đăng ký nhận cha, mẹ, con (1.001022), UBND cấp xã nơi cư trú của một trong hai bên."""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

USUAL_AGE_GAP = 15  # ours, to find slips of the pen; no law says it


class Requester(civil.OwnIdentityPaper):
    full_name: f.PersonName = f.Field(
        "Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    birth_date: f.BirthDate = f.Field(
        "Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    residence: f.Address = f.Field("Nơi cư trú", same_as="applicant.address")
    identity: f.ClassVar[str] = "Giấy tờ tùy thân"
    relation: str = f.Listed("Quan hệ với người nhận cha/mẹ/con")


class Recognition(f.Block):
    kind: str = f.Listed("Đề nghị công nhận là … của người có tên dưới đây")


class Party(civil.Person):
    residence: f.Address = f.Field("Nơi cư trú")
    id_type: f.IdType = f.Field("Giấy tờ tùy thân: loại", f.IdType.CCCD)
    id_number: f.IdNumber = f.Field("Giấy tờ tùy thân: số", id_type="id_type")


class Witness(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=150)
    birth_year: f.BirthYear = f.Field("Năm sinh")
    id_number: f.IdNumber = f.Field("Số giấy tờ tùy thân", accepts=("cccd", "cmnd", "passport"))
    residence: str = f.Field("Nơi cư trú", max_length=150, sensitive=True)


class Evidence(f.Block):
    kind: str = f.Listed("Chứng cứ chứng minh quan hệ", driver=True)
    number: str | None = f.Optional(
        "Số, ngày, nơi cấp văn bản chứng minh",
        max_length=150,
        when={"kind": ["dna_or_official"]},
        sensitive=True,
    )
    witnesses: list[Witness] | None = f.Optional(
        "Người làm chứng", when={"kind": ["affidavit_witnesses"]}, min=2, max=5
    )


class Opinions(f.Block):
    current_parent: str | None = f.Optional(
        "Ý kiến của người hiện đang là mẹ hoặc cha",
        max_length=500,
        sensitive=True,
        note="cần có khi con chưa đủ 18 tuổi",
    )
    child: str | None = f.Optional(
        "Ý kiến của người được nhận là cha, mẹ, con", max_length=500, sensitive=True
    )
    new_surname: f.YesNo | None = f.Optional("Đề nghị thay đổi họ của con sau khi nhận")


class Pledge(f.Block):
    confirmed: f.Confirmed = f.Field(
        "Cam đoan việc nhận là đúng sự thật, tự nguyện, không có tranh chấp"
    )


class RecognitionDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    recognition: Recognition = f.Field("Nội dung nhận")
    recognized: Party = f.Field("Người được nhận (là cha/mẹ/con)")
    counterparty: Party = f.Field("Người nhận")
    evidence: Evidence = f.Field("Chứng cứ")
    opinions: Opinions = f.Field("Ý kiến", Opinions())
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: Pledge = f.Field("Cam đoan")

    def parent_and_child(self) -> tuple[Party, Party]:
        """Who of the two is which."""
        if self.recognition.kind == "child":
            return self.counterparty, self.recognized
        return self.recognized, self.counterparty

    _parties_differ = rules.differ(
        "recognized.id_number",
        "counterparty.id_number",
        message="Người nhận và người được nhận phải là hai người khác nhau",
    )

    @rules.warn(
        "recognized.birth_date",
        "Chênh lệch tuổi giữa cha/mẹ và con không hợp lý; kiểm tra ngày sinh",
    )
    def _age_gap(self) -> bool:
        parent, child = self.parent_and_child()
        return rules.full_years(parent.birth_date, child.birth_date) >= USUAL_AGE_GAP

    @rules.refuse(
        "evidence.witnesses", "Phải có ít nhất hai người làm chứng khác nhau, không phải là các bên"
    )
    def _two_witnesses(self) -> bool:
        witnesses = [each.id_number for each in self.evidence.witnesses or ()]
        parties = {self.recognized.id_number, self.counterparty.id_number}
        return len(set(witnesses) - parties) == len(witnesses)

    @rules.refuse("recognized.birth_date", "Cha, mẹ không thể sinh sau con; xem lại ngày sinh")
    def _parent_before_child(self) -> bool:
        parent, child = self.parent_and_child()
        return parent.birth_date < child.birth_date

    @rules.warn("evidence.witnesses", "Người làm chứng trùng họ tên với một trong các bên; xem lại")
    def _witness_named_as_party(self) -> bool:
        parties = (self.recognized.full_name, self.counterparty.full_name)
        return not rules.named_among(self.evidence.witnesses, *parties)

    @rules.refuse("recognized.gender", "Giới tính không khớp với tư cách cha/mẹ")
    def _father_is_male_mother_is_female(self) -> bool:
        wanted = {"father": f.Gender.MALE, "mother": f.Gender.FEMALE}
        return wanted.get(self.recognition.kind) in (None, self.recognized.gender)

    @rules.refuse(
        "opinions.current_parent",
        "Con chưa đủ 18 tuổi: phải có ý kiến của người hiện đang là mẹ hoặc cha",
    )
    def _minor_needs_other_parent(self, context: f.Context) -> bool:
        _parent, child = self.parent_and_child()
        adult = self.reached("adult", child.birth_date, context)
        return adult or self.opinions.current_parent is not None

    @rules.refuse(
        "requester.relation", "Quan hệ “Bản thân” thì người yêu cầu phải là một trong hai bên"
    )
    def _self_relation_match(self) -> bool:
        return self.requester.relation != "self" or any(
            rules.same_name(self.requester.full_name, each.full_name)
            for each in (self.recognized, self.counterparty)
        )

    _commune_authority = rules.lives_here(
        "recognized.residence",
        "counterparty.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người nhận hoặc "
        "người được nhận",
    )
    _both_alive_present = rules.reminder(
        "recognition.kind", "Các bên phải còn sống và có mặt khi đăng ký"
    )


class ParentChildRecognition(Flow[RecognitionDeclaration]):
    subject: f.ClassVar[tuple[str, ...]] = (
        "recognition.kind",
        "recognized.id_number",
        "counterparty.id_number",
    )

"""Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con (1.000689), UBND cấp xã.

One dossier, two results: the birth certificate, and the extract of the recognition.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Requester(civil.CivilStatusRequester):
    relation_to_child: str = f.Listed("Quan hệ với người được khai sinh")


class Child(civil.Born):
    birth_certificate_number: str | None = f.Optional("Số Giấy chứng sinh", max_length=50)


class Witness(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=150)
    id_number: f.IdNumber = f.Field("Số giấy tờ tùy thân", accepts=("cccd", "cmnd", "passport"))
    residence: str = f.Field("Nơi cư trú", max_length=150, sensitive=True)


class Recognition(f.Block):
    side: str = f.Listed("Bên nhận con")
    parent_birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh của người nhận con", past=True)
    mother_status: str = f.Listed("Tình trạng hôn nhân của người mẹ khi sinh con")
    evidence_kind: str = f.Listed("Chứng cứ chứng minh quan hệ", driver=True)
    witnesses: list[Witness] | None = f.Optional(
        "Người làm chứng", when={"evidence_kind": ["affidavit_witnesses"]}, min=2, max=5
    )
    other_parent_opinion: str = f.Field(
        "Ý kiến của người hiện đang là mẹ hoặc cha", max_length=500, sensitive=True
    )


class CopiesOfBoth(civil.Copies):
    request: f.YesNo = f.Field("Đề nghị cấp bản sao Giấy khai sinh", f.YesNo.NO, driver=True)
    recognition_quantity: f.Quantity | None = f.Optional(
        "Số lượng bản sao Trích lục nhận cha, mẹ, con", min=0, max=50
    )


class BirthWithRecognitionDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    child: Child = f.Field("Người được khai sinh")
    mother: civil.Mother = f.Field("Người mẹ")
    father: civil.Father = f.Field("Người cha")
    recognition: Recognition = f.Field("Nhận cha, mẹ, con")
    copies: CopiesOfBoth = f.Field("Yêu cầu khác", CopiesOfBoth())
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse(
        "recognition.parent_birth_date",
        "Ngày sinh của người nhận con phải khớp năm sinh đã khai ở mục cha, mẹ",
    )
    def _recognizing_parent_matches(self) -> bool:
        parent = self.father if self.recognition.side == "father" else self.mother
        return self.recognition.parent_birth_date.year == parent.birth_year

    _relation_matches_name = rules.asker_is_named(
        "requester.relation_to_child",
        {"father": "father.full_name", "mother": "mother.full_name"},
        message="Người yêu cầu là cha hoặc mẹ thì phải trùng họ tên đã khai ở mục cha, mẹ",
    )
    _mother_not_married_to_other = rules.refuse_when(
        {"recognition.mother_status": ["married_to_other"]},
        "Người mẹ đang có hôn nhân với người khác: không giải quyết theo thủ tục "
        "này, phải qua Tòa án",
    )

    @rules.refuse(
        "recognition.witnesses",
        "Phải có ít nhất hai người làm chứng khác nhau, không phải là cha, mẹ",
    )
    def _two_witnesses(self) -> bool:
        witnesses = [each.id_number for each in self.recognition.witnesses or ()]
        parents = {self.mother.id_number, self.father.id_number}
        return len(set(witnesses) - parents) == len(witnesses)

    @rules.warn("recognition.witnesses", "Người làm chứng trùng họ tên với cha hoặc mẹ; xem lại")
    def _witness_named_as_parent(self) -> bool:
        parents = (self.mother.full_name, self.father.full_name)
        return not rules.named_among(self.recognition.witnesses, *parents)

    _parent_age = rules.parents_are_older("child.birth_date", 16)  # ours, no law's
    _parent_before_child = rules.parents_come_first("child.birth_date")
    _parents_differ = rules.parents_differ()

    @rules.warn("child.full_name", "Họ của con theo họ của cha hoặc mẹ; kiểm tra lại")
    def _surname_from_parent(self) -> bool:
        parents = {rules.surname(self.mother.full_name), rules.surname(self.father.full_name)}
        return rules.surname(self.child.full_name) in parents

    _authority_residence = rules.lives_here(
        "mother.residence",
        "father.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )
    _parents_not_married = rules.reminder(
        "recognition.side", "Cha mẹ đã đăng ký kết hôn thì làm thủ tục đăng ký khai sinh (1.001193)"
    )


class BirthRegistrationWithParentRecognition(Flow[BirthWithRecognitionDeclaration]):
    # No number: a parent's may be known only later.
    one_of = "birth"
    subject = ("child.full_name", "child.birth_date", "mother.full_name")

"""Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con (1.000689), UBND cấp xã, năm 2026.

Two forms of the Ministry of Justice in one dossier, one after the other: the number behind a
section's title says of which form it is. Both ask for the same persons, and must say the same.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import birth_registration_with_parent_recognition as earlier

DAYS_IN_TIME = 60  # Luật Hộ tịch 60/2014/QH13, Điều 15 khoản 1


class Requester(civil_2026.WizardSubmitter, civil_2026.WizardResident):
    id_issue_date: f.FullDate = f.Field("Ngày cấp", past=True)
    relation: str = f.Listed("Quan hệ với người được khai sinh", driver=True)


class Registration(f.Block):
    kind: str = f.Listed("Loại đăng ký")
    birth_kind: str = f.Listed("Loại khai sinh", "both")


class RecognitionRequester(civil_2026.RecognitionSubmitter):
    relation: str = f.Listed("Quan hệ với người nhận", driver=True)


class RecognitionRegistration(f.Block):
    kind: str = f.Listed("Loại đăng ký", "new")
    recognition: str = f.Listed("Loại xác nhận", "child")


class BirthWithRecognitionDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu (tờ khai 2093)")
    registration: Registration = f.Field("Đăng ký (tờ khai 2093)")
    child: civil_2026.WizardBorn = f.Field("Người được khai sinh (tờ khai 2093)")
    mother: civil_2026.WizardParent = f.Field("Thông tin người mẹ (tờ khai 2093)")
    father: civil_2026.WizardParent = f.Field("Thông tin người cha (tờ khai 2093)")
    copies: civil_2026.CopyRequest = f.Field("Bản sao (tờ khai 2093)", civil_2026.CopyRequest())
    recognition_requester: RecognitionRequester = f.Field("Người yêu cầu (tờ khai 2059)")
    recognition: RecognitionRegistration = f.Field(
        "Đăng ký (tờ khai 2059)", RecognitionRegistration()
    )
    recognising: civil_2026.RecognitionParty = f.Field("Thông tin cha, mẹ (tờ khai 2059)")
    recognised: civil_2026.RecognitionParty = f.Field("Thông tin con (tờ khai 2059)")
    recognition_copies: civil_2026.CopyRequest = f.Field(
        "Thông tin con (tờ khai 2059)", civil_2026.CopyRequest()
    )

    _relation_matches_name = rules.asker_is_named(
        "requester.relation",
        {"father": "father.full_name", "mother": "mother.full_name"},
        message="Người yêu cầu là cha hoặc mẹ thì phải trùng họ tên đã khai ở mục cha, mẹ",
    )
    _parents_differ = rules.parents_differ()
    _mother_first = rules.not_before(
        "child.birth_date", "mother.birth_date", message="Người mẹ không thể sinh sau con; xem lại"
    )
    _father_first = rules.not_before(
        "child.birth_date", "father.birth_date", message="Người cha không thể sinh sau con; xem lại"
    )

    @rules.refuse(
        "registration.kind",
        "Loại đăng ký không khớp ngày sinh: trong 60 ngày là đúng hạn, sau đó là quá hạn",
    )
    def _kind_fits_the_day(self, context: f.Context) -> bool:
        in_time = (context.today - self.child.birth_date).days <= DAYS_IN_TIME
        return self.registration.kind == "with_papers" or in_time == (
            self.registration.kind == "on_time"
        )

    @rules.refuse("recognised.full_name", "Người con phải là người được khai sinh ở tờ khai trước")
    def _one_child(self) -> bool:
        one, other = self.child, self.recognised
        same = (one.birth_date, one.gender) == (other.birth_date, other.gender)
        return same and rules.same_name(one.full_name, other.full_name)

    @rules.refuse(
        "recognising.full_name", "Người nhận con phải là người cha hoặc người mẹ ở tờ khai trước"
    )
    def _one_parent(self) -> bool:
        parent = self.father if self.recognising.gender == f.Gender.MALE else self.mother
        numbers = {parent.citizen_id, self.recognising.citizen_id} - {None}
        return len(numbers) < 2 and rules.same_name(parent.full_name, self.recognising.full_name)

    _surname_from_parent = earlier.BirthWithRecognitionDeclaration._surname_from_parent
    _authority_residence = rules.lives_here(
        "mother.residence",
        "father.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )
    _parents_not_married = rules.reminder(
        "recognition.recognition",
        "Cha mẹ đã đăng ký kết hôn thì làm thủ tục đăng ký khai sinh (1.001193)",
    )
    _mother_not_married_to_other = rules.reminder(
        "mother.full_name",
        "Người mẹ đang có hôn nhân với người khác: không giải quyết theo thủ tục này, phải qua "
        "Tòa án",
    )


PARENT = ("full_name", "ethnicity", "nationality", "residence")
PAPER = ("id_type", "id_number", "id_issue_date", "id_issuer")
CHILD = ("full_name", "birth_date", "gender", "ethnicity", "nationality")


class BirthRegistrationWithParentRecognition(earlier.BirthRegistrationWithParentRecognition):
    declaration = BirthWithRecognitionDeclaration
    carried = {
        **{f"{who}.{name}": f"{who}.{name}" for who in ("mother", "father") for name in PARENT},
        **{
            f"{asking}.{name}": f"requester.{name}"
            for asking in ("requester", "recognition_requester")
            for name in PAPER
        },
        **{f"child.{name}": f"child.{name}" for name in CHILD},
        **{f"recognised.{name}": f"child.{name}" for name in CHILD},
        **{
            f"recognising.{name}": (
                (f"father.{name}", None, {"recognition.side": ["father"]}),
                (f"mother.{name}", None, {"recognition.side": ["mother"]}),
            )
            for name in PARENT
        },
        "recognising.citizen_id": (
            ("father.id_number", None, {"recognition.side": ["father"]}),
            ("mother.id_number", None, {"recognition.side": ["mother"]}),
        ),
        "recognising.birth_date": "recognition.parent_birth_date",
        "recognising.gender": ("recognition.side", {"father": "nam", "mother": "nu"}),
        "mother.citizen_id": "mother.id_number",
        "father.citizen_id": "father.id_number",
        "mother.birth_date": ("mother.birth_year", str),
        "father.birth_date": ("father.birth_year", str),
        "requester.relation": (
            "requester.relation_to_child",
            {"father": "father", "mother": "mother"},
        ),
        "recognition_requester.relation": (
            "requester.relation_to_child",
            {"father": "father", "mother": "mother"},
        ),
        "recognition_copies.request": (
            "copies.recognition_quantity",
            lambda said: "no" if said == "0" else "yes",
        ),
        "recognition_copies.quantity": (
            "copies.recognition_quantity",
            lambda said: "" if said == "0" else said,
        ),
    }
    carried_back = {"copies.recognition_quantity": "recognition_copies.quantity"}

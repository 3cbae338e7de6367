"""Thủ tục đăng ký lại khai sinh (1.004884), UBND cấp xã, tờ khai của Bộ Tư pháp năm 2026.

Who asks is copied into the part of whom it is about, or of a parent. Nobody has seen the list of
known parents on this form: what is wanted is said in the words of the national page of birth.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import birth_reregistration

MOTHER = {"previous.birth_kind": ["both", "mother_only"]}
FATHER = {"previous.birth_kind": ["both", "father_only"]}


class Requester(civil_2026.WizardSubmitter, civil_2026.WizardResident):
    relation: str = f.Listed("Quan hệ với người được khai sinh", driver=True)


class PreviousRegistration(f.Block):
    kind: str = f.Listed("Loại đăng ký", "again")
    registered_at: f.Locality | None = f.Optional("Nơi đã đăng ký")
    number: str | None = f.Optional("Số", max_length=50)
    book: str | None = f.Optional("Quyển số", max_length=50)
    date: f.PartialDate | None = f.Optional("Ngày, tháng, năm đăng ký", past=True)
    birth_kind: str = f.Listed("Loại khai sinh", driver=True)

    _registered_before_2016 = birth_reregistration.PreviousRegistration._registered_before_2016


class BirthReregistrationDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    previous: PreviousRegistration = f.Field("Đăng ký")
    subject: civil_2026.WizardBorn = f.Field("Người được khai sinh")
    mother: civil_2026.WizardParent | None = f.Optional("Thông tin người mẹ", when=MOTHER)
    father: civil_2026.WizardParent | None = f.Optional("Thông tin người cha", when=FATHER)
    copies: civil_2026.CopyRequest = f.Field("Bản sao", civil_2026.CopyRequest())

    _registration_after_birth = (
        birth_reregistration.BirthReregistrationDeclaration._registration_after_birth
    )
    _relation_matches_name = rules.asker_is_named(
        "requester.relation",
        {"self": "subject.full_name", "father": "father.full_name", "mother": "mother.full_name"},
        message="Người yêu cầu phải trùng họ tên đã khai ở mục của chính mình",
    )
    _parents_differ = rules.parents_differ()
    _mother_first = rules.not_before(
        "subject.birth_date",
        "mother.birth_date",
        message="Người mẹ không thể sinh sau con; xem lại",
    )
    _father_first = rules.not_before(
        "subject.birth_date",
        "father.birth_date",
        message="Người cha không thể sinh sau con; xem lại",
    )
    _asker_age = rules.asker_fits_age(
        "requester.relation", "subject.birth_date", same=["self"], older=["father", "mother"]
    )
    _authority = rules.lives_here(
        "requester.residence",
        "previous.registered_at",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã đã đăng ký khai sinh hoặc nơi thường trú",
    )
    _person_alive = rules.inform_when(
        {"requester.relation": ["father", "mother", "other"]},
        "Người được đăng ký lại phải còn sống vào thời điểm tiếp nhận hồ sơ",
    )


class BirthReregistration(birth_reregistration.BirthReregistration):
    declaration = BirthReregistrationDeclaration
    carried = {
        "requester.relation": (
            "requester.relation",
            {"self": "self", "guardian": "other", "authorized": "other"},
        ),
        "mother.citizen_id": "mother.id_number",
        "father.citizen_id": "father.id_number",
        "mother.birth_date": ("mother.birth_year", str),
        "father.birth_date": ("father.birth_year", str),
    }
    carried_back = {"requester.relation": ("requester.relation", {"self": "self"})}

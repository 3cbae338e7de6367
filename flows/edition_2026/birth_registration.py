"""Thủ tục đăng ký khai sinh (1.001193), UBND cấp xã, trên Cổng Dịch vụ công quốc gia năm 2026.

One page. Who is known of the parents is asked first: it opens their blocks. The office sends a
draft of the certificate back, which the citizen confirms within a day; silence is a yes.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import birth_registration

MOTHER = {"child.birth_kind": ["both", "mother_only"]}
FATHER = {"child.birth_kind": ["both", "father_only"]}


class Requester(f.Block):
    relation_to_child: str = f.Listed("Quan hệ với người được khai sinh", driver=True)
    relation_in_words: str | None = f.Optional(
        "Quan hệ khác",
        max_length=100,
        when={"relation_to_child": ["other"]},
        note="tự khai sinh cho mình thì ghi Bản thân",
    )


class Child(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    gender: f.Gender = f.Field("Giới tính")
    nationality: f.Nationality = f.Field("Quốc tịch", "Việt Nam")
    ethnicity: f.NationalEthnicity = f.Field("Dân tộc")
    registration_kind: str = f.Listed("Loại đăng ký")
    birth_kind: str = f.Listed("Loại khai sinh", driver=True)
    birth_where: civil_2026.Where = f.Field("Nơi sinh", civil_2026.Where.IN_COUNTRY, driver=True)
    birth_place: f.Address | None = f.Optional("Nơi sinh", when={"birth_where": ["in_country"]})
    birth_abroad: civil_2026.Abroad | None = f.Optional(
        "Nơi sinh", when={"birth_where": ["abroad"]}
    )
    native_where: civil_2026.Where = f.Field("Quê quán", civil_2026.Where.IN_COUNTRY, driver=True)
    native_place: f.Locality | None = f.Optional("Quê quán", when={"native_where": ["in_country"]})
    native_abroad: civil_2026.Abroad | None = f.Optional(
        "Quê quán", when={"native_where": ["abroad"]}
    )


class Father(civil_2026.SoughtParent):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên cha", max_length=100)


class BirthDeclaration(f.Declaration):
    requester: Requester = f.Field("Thông tin người nộp")
    child: Child = f.Field("Người được khai sinh")
    mother: civil_2026.SoughtParent | None = f.Optional("Thông tin về người mẹ", when=MOTHER)
    father: Father | None = f.Optional("Thông tin về người cha", when=FATHER)
    copies: civil_2026.CopyCount = f.Field("Số lượng bản sao")

    _within_60_days = birth_registration.BirthDeclaration._within_60_days
    _parents_differ = rules.parents_differ()
    _mother_first = rules.not_before(
        "child.birth_date", "mother.birth_date", message="Người mẹ không thể sinh sau con; xem lại"
    )
    _father_first = rules.not_before(
        "child.birth_date", "father.birth_date", message="Người cha không thể sinh sau con; xem lại"
    )
    _asker_age = rules.asker_fits_age(
        "requester.relation_to_child", "child.birth_date", older=["father", "mother"]
    )
    _kind_fits_the_day = rules.kind_fits_days(
        "child.registration_kind",
        "child.birth_date",
        message="Loại đăng ký không khớp ngày sinh: trong 60 ngày là đúng hạn, sau đó là quá hạn",
    )

    @rules.refuse(
        "child.birth_kind",
        "Không đúng thẩm quyền: khai sinh ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )
    def _authority_residence(self, context: f.Context) -> bool:
        homes = [p.residence for p in (self.father, self.mother) if p and p.residence]
        return not homes or any(map(context.competent_for, homes))


class BirthRegistration(birth_registration.BirthRegistration):
    declaration = BirthDeclaration
    carried = {
        **civil_2026.COPIES,
        "requester.relation_to_child": (
            "requester.relation_to_child",
            {
                "father": "father",
                "mother": "mother",
                "grandparent": "other",
                "relative": "other",
                "caregiver": "other",
            },
        ),
        "requester.relation_in_words": (
            "requester.relation_to_child",
            {
                "grandparent": "Ông/Bà",
                "relative": "Người thân thích khác",
                "caregiver": "Cá nhân/tổ chức đang nuôi dưỡng",
            },
        ),
        "child.birth_kind": (
            "parents.declared",
            {"both": "both", "mother_only": "mother_only", "father_only": "father_only"},
        ),
        "mother.citizen_id": "mother.id_number",
        "father.citizen_id": "father.id_number",
    }
    carried_back = {
        **civil_2026.COPIES_BACK,
        "requester.relation_to_child": (
            "requester.relation_in_words",
            ("requester.relation_to_child", {"father": "father", "mother": "mother"}),
        ),
    }

"""Thủ tục đăng ký nhận cha, mẹ, con (1.001022), UBND cấp xã, tờ khai của Bộ Tư pháp năm 2026.

Who asks is copied into the part of the parent or the child. Nobody has seen the list of kinds of
recognition: what is wanted is said in the law's words, and chosen where the list has them once.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import parent_child_recognition


class Requester(civil_2026.RecognitionSubmitter):
    relation: str = f.Listed("Quan hệ với người nhận", driver=True)


class Registration(f.Block):
    kind: str = f.Listed("Loại đăng ký", "new")
    recognition: str = f.Listed("Loại xác nhận")


class RecognitionDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    registration: Registration = f.Field("Đăng ký")
    parent: civil_2026.RecognitionParty = f.Field("Thông tin cha, mẹ")
    child: civil_2026.RecognitionParty = f.Field("Thông tin con")
    copies: civil_2026.CopyRequest = f.Field("Thông tin con", civil_2026.CopyRequest())

    _parties_differ = rules.differ(
        "parent.citizen_id",
        "child.citizen_id",
        message="Người nhận và người được nhận phải là hai người khác nhau",
    )
    _parent_before_child = rules.not_before(
        "child.birth_date",
        "parent.birth_date",
        message="Cha, mẹ không thể sinh sau con; xem lại ngày sinh",
    )

    @rules.warn("requester.relation", "Người yêu cầu không phải là bên nào; xem lại quan hệ đã ghi")
    def _asker_is_a_party(self) -> bool:
        parties = (self.parent.full_name, self.child.full_name)
        return self.requester.relation == "other" or any(
            rules.same_name(self.requester.full_name, each) for each in parties
        )

    @rules.refuse("parent.gender", "Giới tính không khớp với tư cách cha/mẹ")
    def _father_is_male_mother_is_female(self) -> bool:
        wanted = {"father": f.Gender.MALE, "mother": f.Gender.FEMALE}
        return wanted.get(self.registration.recognition) in (None, self.parent.gender)

    @rules.inform(
        "child.birth_date",
        "Con chưa đủ 18 tuổi: phải có ý kiến của người hiện đang là mẹ hoặc cha; tờ khai này không "
        "có ô ấy, gửi kèm giấy tờ chứng minh",
    )
    def _minor_needs_other_parent(self, context: f.Context) -> bool:
        return self.reached("adult", self.child.birth_date, context)

    _commune_authority = rules.lives_here(
        "parent.residence",
        "child.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người nhận hoặc "
        "người được nhận",
    )
    _both_alive_present = rules.reminder(
        "registration.recognition", "Các bên phải còn sống và có mặt khi đăng ký"
    )


PERSON = (
    "full_name", "birth_date", "gender", "ethnicity", "nationality", "residence", "id_type",
    "id_number",
)  # fmt: skip


Either = tuple[tuple[str, None, dict[str, list[str]]], ...]


def of(kind: str, **roles: tuple[str, str]) -> dict[str, Either]:
    """Each role by who it is of the other form: where a child is recognised, and where a parent."""
    return {
        ".".join((role, name)): (
            (".".join((whose[0], name)), None, {kind: ["child"]}),
            (".".join((whose[1], name)), None, {kind: ["father", "mother"]}),
        )
        for role, whose in roles.items()
        for name in PERSON
    }


class ParentChildRecognition(parent_child_recognition.ParentChildRecognition):
    declaration = RecognitionDeclaration
    subject = (
        "registration.recognition",
        "parent.full_name",
        "parent.birth_date",
        "child.full_name",
        "child.birth_date",
    )
    carried = {
        **of(
            "recognition.kind",
            parent=("counterparty", "recognized"),
            child=("recognized", "counterparty"),
        ),
        "registration.recognition": "recognition.kind",
        "requester.relation": (
            "requester.relation",
            {"father": "father", "mother": "mother", "guardian": "other", "other": "other"},
        ),
    }
    carried_back = {
        **of(
            "registration.recognition",
            counterparty=("parent", "child"),
            recognized=("child", "parent"),
        ),
        "requester.relation": (
            "requester.relation",
            {"father": "father", "mother": "mother", "other": "other"},
        ),
    }

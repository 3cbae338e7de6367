"""Thủ tục đăng ký lại khai sinh (1.004884), UBND cấp xã nơi đã đăng ký hoặc nơi thường trú.

Only for births that were registered before 2016, and whose register and certificate are lost.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Requester(civil.DelegatingRequester):
    relation: str = f.Listed("Quan hệ với người được khai sinh")


class Parents(f.Block):
    mother_known: f.YesNo = f.Field("Có thông tin người mẹ", driver=True)
    father_known: f.YesNo = f.Field("Có thông tin người cha", driver=True)


class PreviousRegistration(civil.EarlierRegistration):
    place: str = f.Field("Đã đăng ký khai sinh tại", max_length=150)
    number: str | None = f.Optional("Theo Giấy khai sinh số", max_length=50)
    public_servant: f.YesNo = f.Field("Là cán bộ, công chức, viên chức, lực lượng vũ trang")
    reason: str = f.Field("Lý do đăng ký lại", max_length=300, sensitive=True)

    _registered_before_2016 = rules.before_year(
        "date",
        "registered_before",
        message="Chỉ đăng ký lại việc khai sinh đã đăng ký trước ngày 01/01/2016",
    )
    _reason_too_short = rules.says_enough(
        "reason", 5, message="Lý do đăng ký lại phải ghi rõ, ít nhất 5 ký tự"
    )


class Pledge(f.Block):
    confirmed: f.Confirmed = f.Field(
        "Cam đoan đã đăng ký khai sinh, không còn bản chính Giấy khai sinh, đã nộp "
        "đủ các giấy tờ hiện có và chịu trách nhiệm trước pháp luật"
    )


class BirthReregistrationDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    subject: civil.Born = f.Field("Người được khai sinh")
    parents: Parents = f.Field("Cha, mẹ")
    mother: civil.Mother | None = f.Optional("Người mẹ", when={"parents.mother_known": ["yes"]})
    father: civil.Father | None = f.Optional("Người cha", when={"parents.father_known": ["yes"]})
    previous: PreviousRegistration = f.Field("Việc đăng ký trước đây")
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: Pledge = f.Field("Cam đoan")

    _registration_after_birth = rules.not_before(
        "previous.date", "subject.birth_date", message="Ngày đăng ký trước đây phải sau ngày sinh"
    )
    _self_relation_match = rules.self_is_named(
        "subject.full_name",
        message="Quan hệ “Bản thân” thì phải trùng họ tên của người được khai sinh",
    )
    _parent_age = rules.parents_are_older("subject.birth_date", 12)  # ours, no law's
    _parent_before_child = rules.parents_come_first("subject.birth_date")
    _parents_differ = rules.parents_differ()
    _asker_age = rules.asker_fits_age(
        "requester.relation", "subject.birth_date", same=["self"], older=["parent"]
    )

    @rules.refuse(
        "requester.residence",
        "Không đúng thẩm quyền: nộp ở UBND cấp xã đã đăng ký khai sinh hoặc nơi thường trú",
    )
    def _authority(self, context: f.Context) -> bool:
        home, place = self.requester.residence, self.previous.place
        return context.competent_for(home) or rules.named_here(context, place)

    _person_alive = rules.inform_when(
        {"requester.relation": ["parent", "guardian", "authorized"]},
        "Người được đăng ký lại phải còn sống vào thời điểm tiếp nhận hồ sơ",
    )


class Proof(f.Papers):
    _missing_paper = rules.one_given(
        "substitute_documents",
        "birth_certificate_copy",
        message="Không có bản sao Giấy khai sinh thì phải có bản sao giấy tờ khác có thông tin "
        "khai sinh",
    )


class BirthReregistration(Flow[BirthReregistrationDeclaration]):
    papers = Proof
    one_of = "birth"
    subject = ("subject.full_name", "subject.birth_date")

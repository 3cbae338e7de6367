"""Thủ tục đăng ký khai sinh (1.001193), UBND cấp xã nơi cư trú của cha hoặc mẹ.

A birth is registered free of charge within sixty days; later it is still registered, for a fee.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

MOTHER = {"parents.declared": ["both", "mother_only"]}
FATHER = {"parents.declared": ["both", "father_only"]}


class Requester(civil.DelegatingRequester):
    relation_to_child: str = f.Listed("Quan hệ với người được khai sinh")


class Child(civil.Born):
    birth_date_in_words: str = f.Field("Ghi bằng chữ", words_of="birth_date", sensitive=True)
    birth_place: str = f.Field(
        "Nơi sinh",
        max_length=250,
        note="tên và địa chỉ cơ sở y tế; ngoài cơ sở y tế thì xã, huyện, tỉnh",
    )
    birth_certificate_number: str | None = f.Optional("Số Giấy chứng sinh", max_length=50)


class Parents(f.Block):
    declared: str = f.Listed("Khai thông tin cha, mẹ", driver=True)


class Marriage(f.Block):
    certificate_number: str | None = f.Optional(
        "Giấy chứng nhận kết hôn của cha, mẹ: số, quyển số", max_length=60
    )
    date: f.FullDate | None = f.Optional("Đăng ký ngày", past=True)
    place: str | None = f.Optional("Tại")


class Pledge(f.Block):
    confirmed: f.Confirmed = f.Field(
        "Cam đoan nội dung đăng ký khai sinh đúng sự thật, "
        "được sự thỏa thuận nhất trí của các bên liên quan"
    )


class BirthDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    child: Child = f.Field("Người được khai sinh")
    parents: Parents = f.Field("Cha, mẹ")
    mother: civil.Mother | None = f.Optional("Người mẹ", when=MOTHER)
    father: civil.Father | None = f.Optional("Người cha", when=FATHER)
    marriage: Marriage = f.Field("Giấy chứng nhận kết hôn của cha, mẹ", Marriage())
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: Pledge = f.Field("Cam đoan")

    def known_parents(self) -> list[civil.Parent]:
        return [parent for parent in (self.father, self.mother) if parent]

    _within_60_days = rules.free_in_time(
        "child.birth_date",
        message="Quá 60 ngày kể từ ngày sinh: đăng ký không đúng hạn, có thể phải nộp lệ phí",
    )

    @rules.warn(
        "child.full_name", "Họ, dân tộc của con theo họ, dân tộc của cha hoặc mẹ; kiểm tra lại"
    )
    def _surname_from_parent(self) -> bool:
        child, parents = self.child, self.known_parents()
        named = rules.surname(child.full_name) in {rules.surname(p.full_name) for p in parents}
        return not parents or (named and child.ethnicity in {p.ethnicity for p in parents})

    @rules.refuse(
        "parents.declared",
        "Phải khai ít nhất cha hoặc mẹ; trẻ bị bỏ rơi thì người đang nuôi dưỡng yêu cầu",
    )
    def _at_least_one_parent_or_abandoned(self) -> bool:
        return self.parents.declared != "none" or self.requester.relation_to_child == "caregiver"

    @rules.refuse(
        "parents.declared",
        "Không đúng thẩm quyền: khai sinh ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )
    def _authority_residence(self, context: f.Context) -> bool:
        parents = self.known_parents()
        return not parents or any(context.competent_for(p.residence) for p in parents)

    _father_unmarried = rules.inform_when(
        {"parents.declared": ["mother_only"]},
        "Để trống người cha; nếu cha nhận con thì dùng thủ tục 1.000689",
    )
    _parent_age = rules.parents_are_older("child.birth_date", 16)  # ours, no law's
    _parent_before_child = rules.parents_come_first("child.birth_date")
    _parents_differ = rules.parents_differ()
    _asker_age = rules.asker_fits_age(
        "requester.relation_to_child", "child.birth_date", older=["father", "mother", "grandparent"]
    )

    @rules.refuse("marriage.date", "Cha, mẹ không thể kết hôn trước khi sinh ra; xem lại năm")
    def _married_after_birth(self) -> bool:
        married = self.marriage.date
        return married is None or all(p.birth_year < married.year for p in self.known_parents())

    _relation_matches_name = rules.asker_is_named(
        "requester.relation_to_child",
        {"father": "father.full_name", "mother": "mother.full_name"},
        message="Người yêu cầu là cha hoặc mẹ thì phải trùng họ tên đã khai ở mục cha, mẹ",
    )


class BirthRegistration(Flow[BirthDeclaration]):
    # No number: a parent's may be known only later. No father beside a mother: he may be, too.
    one_of = "birth"
    subject = ("child.full_name", "child.birth_date", "mother.full_name | father.full_name")

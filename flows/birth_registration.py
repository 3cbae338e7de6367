"""Thủ tục đăng ký khai sinh (1.001193), UBND cấp xã nơi cư trú của cha hoặc mẹ.

A birth is registered free of charge within sixty days; later it is still registered, for a fee.
"""

from portal_bot import (
    Block,
    Born,
    Choice,
    Confirmed,
    Context,
    Copies,
    Declaration,
    DelegatingRequester,
    Father,
    Field,
    Flow,
    FullDate,
    Mother,
    Paper,
    Papers,
    Parent,
    authorization_paper,
    free_in_time,
    parents_are_older,
    requester_identity_paper,
    residence_paper,
    rule,
    same_name,
    surname,
    told_when,
)

MOTHER = {"parents.declared": ["both", "mother_only"]}
FATHER = {"parents.declared": ["both", "father_only"]}


class Relation(Choice):
    """What the requester is to the child."""

    FATHER = "father", "Cha"
    MOTHER = "mother", "Mẹ"
    GRANDPARENT = "grandparent", "Ông/Bà"
    RELATIVE = "relative", "Người thân thích khác"
    CAREGIVER = "caregiver", "Cá nhân/tổ chức đang nuôi dưỡng"


class ParentsDeclared(Choice):
    """Which parents are known."""

    BOTH = "both", "Cả cha và mẹ"
    MOTHER_ONLY = "mother_only", "Chỉ mẹ (chưa xác định được cha)"
    FATHER_ONLY = "father_only", "Chỉ cha (chưa xác định được mẹ)"
    NONE = "none", "Chưa xác định được cha, mẹ/trẻ bị bỏ rơi"


class Requester(DelegatingRequester):
    """Người yêu cầu."""

    relation_to_child: Relation = Field(title="Quan hệ với người được khai sinh")


class Child(Born):
    """Người được khai sinh."""

    birth_date_in_words: str = Field(title="Ghi bằng chữ", words_of="birth_date", sensitive=True)
    birth_place: str = Field(
        title="Nơi sinh",
        max_length=250,
        note="tên và địa chỉ cơ sở y tế; ngoài cơ sở y tế thì xã, huyện, tỉnh",
    )
    birth_certificate_number: str | None = Field(None, title="Số Giấy chứng sinh", max_length=50)


class Parents(Block):
    """Cha, mẹ."""

    declared: ParentsDeclared = Field(title="Khai thông tin cha, mẹ", driver=True)


class Marriage(Block):
    """Giấy chứng nhận kết hôn của cha, mẹ."""

    certificate_number: str | None = Field(
        None, title="Giấy chứng nhận kết hôn của cha, mẹ: số, quyển số", max_length=60
    )
    date: FullDate | None = Field(None, title="Đăng ký ngày", past=True)
    place: str | None = Field(None, title="Tại")


class Pledge(Block):
    """Cam đoan."""

    confirmed: Confirmed = Field(
        title="Cam đoan nội dung đăng ký khai sinh đúng sự thật, "
        "được sự thỏa thuận nhất trí của các bên liên quan"
    )


class BirthDeclaration(Declaration):
    """Tờ khai đăng ký khai sinh."""

    requester: Requester = Field(title="Người yêu cầu")
    child: Child = Field(title="Người được khai sinh")
    parents: Parents = Field(title="Cha, mẹ")
    mother: Mother | None = Field(None, title="Người mẹ", when=MOTHER)
    father: Father | None = Field(None, title="Người cha", when=FATHER)
    marriage: Marriage = Field(Marriage(), title="Giấy chứng nhận kết hôn của cha, mẹ")
    copies: Copies = Field(Copies(), title="Yêu cầu khác")
    pledge: Pledge = Field(title="Cam đoan")

    def known_parents(self) -> list[Parent]:
        """The parents that are declared."""
        return [parent for parent in (self.father, self.mother) if parent]

    _on_time = free_in_time(
        "within_60_days",
        "child.birth_date",
        message="Quá 60 ngày kể từ ngày sinh: đăng ký không đúng hạn, có thể phải nộp lệ phí",
    )

    @rule(
        "surname_from_parent",
        fields=["child.full_name", "child.ethnicity", "father", "mother"],
        message="Họ, dân tộc của con theo họ, dân tộc của cha hoặc mẹ; kiểm tra lại",
        severity="warning",
    )
    def _surname_and_ethnicity(self) -> bool:
        parents = self.known_parents()
        surnames = {surname(parent.full_name) for parent in parents}
        peoples = {parent.ethnicity for parent in parents}
        return not parents or (
            surname(self.child.full_name) in surnames and self.child.ethnicity in peoples
        )

    @rule(
        "at_least_one_parent_or_abandoned",
        fields=["parents.declared", "requester.relation_to_child"],
        message="Phải khai ít nhất cha hoặc mẹ; trẻ bị bỏ rơi thì người đang nuôi dưỡng yêu cầu",
    )
    def _some_parent(self) -> bool:
        return (
            self.parents.declared is not ParentsDeclared.NONE
            or self.requester.relation_to_child is Relation.CAREGIVER
        )

    @rule(
        "authority_residence",
        fields=["parents.declared", "mother", "father"],
        message="Không đúng thẩm quyền: khai sinh ở UBND cấp xã nơi cư trú của cha hoặc mẹ",
    )
    def _parents_live_here(self, context: Context) -> bool:
        parents = self.known_parents()
        return not parents or any(context.competent_for(p.residence) for p in parents)

    _father_is_declared = told_when(
        "father_unmarried",
        {"parents.declared": ["mother_only"]},
        message="Để trống người cha; nếu cha nhận con thì dùng thủ tục 1.000689",
        severity="info",
    )

    _parents_are_older = parents_are_older("child.birth_date", 16)

    @rule(
        "relation_matches_name",
        fields=["requester.relation_to_child", "requester.full_name", "mother", "father"],
        message="Người yêu cầu là cha hoặc mẹ thì phải trùng họ tên đã khai ở mục cha, mẹ",
    )
    def _requester_is_that_parent(self) -> bool:
        parents = {Relation.FATHER: self.father, Relation.MOTHER: self.mother}
        if self.requester.relation_to_child not in parents:
            return True
        parent = parents[self.requester.relation_to_child]
        return parent is not None and same_name(parent.full_name, self.requester.full_name)


class BirthPapers(Papers):
    """Thành phần hồ sơ."""

    birth_notification: Paper = Field(
        title="Giấy chứng sinh; không có thì văn bản của người làm chứng; "
        "không có người làm chứng thì giấy cam đoan về việc sinh"
    )
    abandoned_child_record: Paper | None = Field(
        None, title="Biên bản về việc trẻ bị bỏ rơi", when={"parents.declared": ["none"]}
    )
    surrogacy_document: Paper | None = Field(
        None, title="Văn bản xác nhận của cơ sở y tế về việc mang thai hộ"
    )
    parents_marriage_certificate: Paper | None = Field(
        None,
        title="Giấy chứng nhận kết hôn của cha, mẹ",
        when={"marriage.certificate_number": True},
        present_only=True,
    )
    authorization: Paper | None = authorization_paper("việc đăng ký khai sinh")
    identity_document: Paper | None = requester_identity_paper()
    residence_proof: Paper | None = residence_paper()


class BirthRegistration(Flow[BirthDeclaration]):
    """Đăng ký khai sinh."""

    code = "1.001193"
    title = "Thủ tục đăng ký khai sinh"
    declaration = BirthDeclaration
    papers = BirthPapers
    # No number: a parent's may be known only later. No father beside a mother: he may be, too.
    one_of = "birth"
    subject = ("child.full_name", "child.birth_date", "mother.full_name | father.full_name")

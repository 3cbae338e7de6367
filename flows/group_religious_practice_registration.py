"""Đăng ký sinh hoạt tôn giáo tập trung (1.001055), UBND cấp xã nơi có địa điểm sinh hoạt.

For believers who meet at a place of their own and are not, or not yet, a religious organisation.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    BirthYear,
    Block,
    Choice,
    Confirmed,
    Declaration,
    Field,
    Flow,
    OwnIdentityPaper,
    Paper,
    Papers,
    PersonName,
    Pledge,
    Quantity,
    competent_here,
    of_age,
    rule,
    told_when,
)

GROUP = {"registrant.kind": ["group"]}
KNOWN_ORGANISATIONS = (
    "giáo hội phật giáo việt nam",
    "giáo hội công giáo việt nam",
    "hội thánh tin lành việt nam",
    "hội thánh cao đài tây ninh",
    "giáo hội phật giáo hòa hảo",
)


class RegistrantKind(Choice):
    """Who registers."""

    RELIGIOUS_ORG = "religious_org", "Tổ chức tôn giáo"
    REGISTERED_ORG = "registered_org", "Tổ chức được cấp chứng nhận đăng ký hoạt động tôn giáo"
    GROUP = "group", "Nhóm người theo tôn giáo"


class PlaceBasis(Choice):
    """By what right the place is used."""

    OWN_HOUSE = "own_house", "Nhà ở/đất thuộc quyền sử dụng"
    RENTED = "rented", "Hợp đồng thuê"
    LENT = "lent", "Văn bản cho mượn"


class Registrant(Block):
    """Bên đăng ký."""

    kind: RegistrantKind = Field(title="Bên đăng ký", driver=True)
    name: str = Field(title="Tên tổ chức/nhóm đăng ký", max_length=200)
    religion: str = Field(title="Tên tôn giáo")


class Representative(OwnIdentityPaper):
    """Người đại diện nhóm."""

    full_name: PersonName = Field(
        title="Họ và tên người đại diện", same_as="applicant.full_name", max_length=100
    )
    other_name: str | None = Field(None, title="Tên gọi khác", sensitive=True)
    birth_date: BirthDate = Field(
        title="Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    identity: ClassVar[str] = "Giấy CMND/thẻ CCCD"
    residence: Address = Field(title="Nơi cư trú", same_as="applicant.address")
    clean_record: Confirmed = Field(title="Không có án tích, không đang bị xử lý, buộc tội")


class Participant(Block):
    """One of those who meet: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_year: BirthYear = Field(title="Năm sinh")
    residence: str = Field(title="Nơi cư trú", sensitive=True)


class Practice(Block):
    """Nội dung đăng ký."""

    content: str = Field(title="Nội dung sinh hoạt tôn giáo")
    place: Address = Field(title="Địa điểm")
    place_basis: PlaceBasis = Field(title="Căn cứ hợp pháp của địa điểm")
    schedule: str = Field(title="Thời gian sinh hoạt")
    participants_count: Quantity = Field(title="Số lượng người tham gia", min=1, max=5000)
    doctrine: str | None = Field(None, title="Tóm tắt giáo lý, giáo luật", when=GROUP)
    participants: list[Participant] | None = Field(
        None, title="Danh sách người tham gia", min=0, max=500
    )


class PracticeDeclaration(Declaration):
    """Đăng ký sinh hoạt tôn giáo tập trung."""

    registrant: Registrant = Field(title="Bên đăng ký")
    representative: Representative = Field(title="Người đại diện nhóm")
    practice: Practice = Field(title="Nội dung đăng ký")
    pledge: Pledge = Field(title="Cam đoan")

    _a_group_says_what_it_believes = told_when(
        "doctrine_needed",
        {"registrant.kind": ["group"], "practice.doctrine": False},
        message="Nhóm người theo tôn giáo phải có tóm tắt giáo lý, giáo luật",
    )

    @rule(
        "name_unique",
        fields=["registrant.kind", "registrant.name"],
        message="Tên nhóm không được trùng tên tổ chức tôn giáo đã được công nhận, tên danh nhân, "
        "anh hùng dân tộc",
        severity="warning",
    )
    def _name_is_its_own(self) -> bool:
        group = self.registrant.kind is RegistrantKind.GROUP
        return not group or self.registrant.name.casefold() not in KNOWN_ORGANISATIONS

    _representative_is_of_age = of_age(
        "adult_representative",
        "representative.birth_date",
        message="Người đại diện phải đủ 18 tuổi",
    )

    @rule(
        "count_matches",
        fields=["practice.participants_count", "practice.participants"],
        message="",
        severity="warning",
    )
    def _as_many_as_listed(self) -> bool | str:
        said, listed = self.practice.participants_count, len(self.practice.participants or [])
        return said >= listed or (
            f"Số lượng người tham gia ({said}) ít hơn danh sách ({listed} người)"
        )

    _place_is_here = competent_here(
        "place_in_commune",
        "practice.place",
        message="Không đúng thẩm quyền: địa điểm sinh hoạt phải thuộc xã tiếp nhận",
    )


class PracticePapers(Papers):
    """Thành phần hồ sơ."""

    registration_letter: Paper = Field(title="Văn bản đăng ký sinh hoạt tôn giáo tập trung")
    place_proof: Paper = Field(title="Giấy tờ chứng minh địa điểm hợp pháp")
    representative_cv: Paper = Field(title="Sơ yếu lý lịch của người đại diện nhóm")
    doctrine_document: Paper | None = Field(
        None, title="Bản tóm tắt giáo lý, giáo luật", when=GROUP
    )


class GroupReligiousPracticeRegistration(Flow[PracticeDeclaration]):
    """Đăng ký sinh hoạt tôn giáo tập trung."""

    code = "1.001055"
    title = "Đăng ký sinh hoạt tôn giáo tập trung"
    declaration = PracticeDeclaration
    papers = PracticePapers
    subject = ("registrant.name", "practice.place.commune", "practice.place.detail")

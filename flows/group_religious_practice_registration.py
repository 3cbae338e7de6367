"""Đăng ký sinh hoạt tôn giáo tập trung (1.001055), UBND cấp xã nơi có địa điểm sinh hoạt.

For believers who meet at a place of their own and are not, or not yet, a religious organisation.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

GROUP = {"registrant.kind": ["group"]}
KNOWN_ORGANISATIONS = (
    "giáo hội phật giáo việt nam",
    "giáo hội công giáo việt nam",
    "hội thánh tin lành việt nam",
    "hội thánh cao đài tây ninh",
    "giáo hội phật giáo hòa hảo",
)


class Registrant(f.Block):
    kind: str = f.Listed("Bên đăng ký", driver=True)
    name: str = f.Field("Tên tổ chức/nhóm đăng ký", max_length=200)
    religion: str = f.Field("Tên tôn giáo")


class Representative(civil.OwnIdentityPaper):
    full_name: f.PersonName = f.Field(
        "Họ và tên người đại diện", same_as="applicant.full_name", max_length=100
    )
    other_name: str | None = f.Optional("Tên gọi khác", sensitive=True)
    birth_date: f.BirthDate = f.Field(
        "Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    identity: f.ClassVar[str] = "Giấy CMND/thẻ CCCD"
    residence: f.Address = f.Field("Nơi cư trú", same_as="applicant.address")
    clean_record: f.Confirmed = f.Field("Không có án tích, không đang bị xử lý, buộc tội")


class Participant(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_year: f.BirthYear = f.Field("Năm sinh")
    residence: str = f.Field("Nơi cư trú", sensitive=True)


class Practice(f.Block):
    content: str = f.Field("Nội dung sinh hoạt tôn giáo")
    place: f.Address = f.Field("Địa điểm")
    place_basis: str = f.Listed("Căn cứ hợp pháp của địa điểm")
    schedule: str = f.Field("Thời gian sinh hoạt")
    participants_count: f.Quantity = f.Field("Số lượng người tham gia", min=1, max=5000)
    doctrine: str | None = f.Optional("Tóm tắt giáo lý, giáo luật", when=GROUP)
    participants: list[Participant] | None = f.Optional("Danh sách người tham gia", min=0, max=500)


class PracticeDeclaration(f.Declaration):
    registrant: Registrant = f.Field("Bên đăng ký")
    representative: Representative = f.Field("Người đại diện nhóm")
    practice: Practice = f.Field("Nội dung đăng ký")
    pledge: civil.Pledge = f.Field("Cam đoan")

    _doctrine_needed = rules.refuse_when(
        {"registrant.kind": ["group"], "practice.doctrine": False},
        "Nhóm người theo tôn giáo phải có tóm tắt giáo lý, giáo luật",
    )

    @rules.warn(
        "registrant.kind",
        "Tên nhóm không được trùng tên tổ chức tôn giáo đã được công nhận, tên danh nhân, "
        "anh hùng dân tộc",
    )
    def _name_unique(self) -> bool:
        group = self.registrant.kind == "group"
        return not group or self.registrant.name.casefold() not in KNOWN_ORGANISATIONS

    _adult_representative = rules.of_age(
        "representative.birth_date", "adult", message="Người đại diện phải đủ 18 tuổi"
    )

    @rules.warn("practice.participants_count")
    def _count_matches(self) -> bool | str:
        said, listed = self.practice.participants_count, len(self.practice.participants or [])
        return said >= listed or (
            f"Số lượng người tham gia ({rules.own(said)}) ít hơn danh sách ({listed} người)"
        )

    _place_in_commune = rules.lives_here(
        "practice.place",
        message="Không đúng thẩm quyền: địa điểm sinh hoạt phải thuộc xã tiếp nhận",
    )


class GroupReligiousPracticeRegistration(Flow[PracticeDeclaration]):
    subject = ("registrant.name", "practice.place.commune", "practice.place.detail")

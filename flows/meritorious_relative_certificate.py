"""Cấp giấy xác nhận thân nhân của người có công (1.010833), UBND cấp xã nơi thường trú.

Either the person of merit or a relative asks, for several relatives at once.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

ELDERS = {"father", "mother", "foster"}


class Requester(civil.OwnIdentityPaper):
    full_name: f.PersonName = f.Field("Họ và tên", same_as="applicant.full_name", max_length=100)
    birth_date: f.BirthDate = f.Field(
        "Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    gender: f.Gender = f.Field("Giới tính", same_as="applicant.gender")
    identity: f.ClassVar[str] = "CMND/CCCD"
    permanent_address: f.Address = f.Field("Nơi thường trú")
    current_address: f.Address | None = f.Optional("Nơi ở hiện nay")
    phone: f.Phone | None = f.Optional("Số điện thoại")
    native_place: f.Locality = f.Field("Quê quán")
    capacity: str = f.Listed("Người đề nghị là")


class Merit(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên người có công", max_length=100)
    birth_year: f.Quantity = f.Field("Năm sinh", min=1880, sensitive=True)
    category: str = f.Listed("Diện người có công")
    document: str = f.Field(
        "Giấy chứng nhận/Huân, Huy chương/Bằng: loại, số, ngày cấp", sensitive=True
    )
    alive: str = f.Listed("Tình trạng")


class Relative(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    id_number: f.IdNumber | None = f.Optional("Số CCCD/CMND", accepts=("cccd", "cmnd"))
    relation: str = f.Listed("Quan hệ với người có công")
    residence: str = f.Field("Nơi thường trú", sensitive=True)


class Relatives(f.Block):
    rows: list[Relative] = f.Field("Thân nhân đề nghị xác nhận", min=1, max=10)


class Use(f.Block):
    purpose: str = f.Listed("Mục đích sử dụng giấy xác nhận")


class RelativeDeclaration(f.Declaration):
    requester: Requester = f.Field("Người đề nghị")
    merit: Merit = f.Field("Người có công")
    relatives: Relatives = f.Field("Thân nhân")
    use: Use = f.Field("Mục đích")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse("relatives.rows", "Thân nhân phải khác người có công")
    def _relative_differs(self) -> bool:
        return not any(
            rules.same_name(row.full_name, self.merit.full_name)
            and row.birth_date.year == self.merit.birth_year
            for row in self.relatives.rows
        )

    @rules.refuse("relatives.rows", "Thân nhân bị trùng họ tên và ngày sinh")
    def _relative_listed_twice(self) -> bool:
        return not rules.repeated_rows(self.relatives.rows, "full_name", exact=["birth_date"])

    _martyr_is_dead = rules.refuse_when(
        {"merit.category": ["martyr"], "merit.alive": ["alive"]},
        "Liệt sĩ: tình trạng phải là đã hy sinh",
    )

    @rules.refuse("relatives.rows", "“Người có công nuôi liệt sĩ” chỉ khi người có công là liệt sĩ")
    def _foster_of_martyr(self) -> bool:
        fostered = any(row.relation == "foster" for row in self.relatives.rows)
        return not fostered or self.merit.category == "martyr"

    @rules.warn(
        "relatives.rows",
        "Tuổi không phù hợp quan hệ: con sinh sau, cha mẹ sinh trước người có công",
    )
    def _relation_age(self) -> bool:
        born = self.merit.birth_year
        return all(
            row.birth_date.year < born
            if row.relation in ELDERS
            else row.relation == "spouse" or row.birth_date.year > born
            for row in self.relatives.rows
        )

    @rules.refuse("merit.birth_year", "Năm sinh của người có công ở tương lai; xem lại")
    def _birth_year_in_future(self, context: f.Context) -> bool:
        return self.merit.birth_year <= context.today.year

    @rules.refuse(
        "requester.capacity",
        "Người đề nghị là người có công thì phải còn sống và trùng họ tên, năm sinh",
    )
    def _person_of_merit_asks(self) -> bool:
        same = rules.same_name(self.requester.full_name, self.merit.full_name)
        same = same and self.requester.birth_date.year == self.merit.birth_year
        if self.requester.capacity == "relative":
            return not same
        return same and self.merit.alive == "alive"

    _authority = rules.lives_here(
        "requester.permanent_address",
        message="Không đúng thẩm quyền: nộp ở nơi thường trú của người đề nghị",
    )


class MeritoriousRelativeCertificate(Flow[RelativeDeclaration]):
    subject = ("requester.id_number", "merit.full_name", "relatives.rows.full_name", "use.purpose")

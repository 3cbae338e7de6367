"""Thủ tục đăng ký khai tử (1.000656), UBND cấp xã nơi cư trú cuối cùng của người chết.

A death is registered free of charge within fifteen days; where the last residence is not known,
the commune where the person died decides.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

NOTICE = {"notice.kind": ["death_notice", "execution_record", "court_decision", "police_record"]}


class Requester(civil.DelegatingRequester):
    relation: str = f.Listed("Quan hệ với người đã chết")


class Deceased(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    gender: f.Gender = f.Field("Giới tính")
    birth_date: f.PartialBirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    nationality: f.Nationality = f.Field("Quốc tịch", "Việt Nam")
    last_residence: f.Address = f.Field("Nơi cư trú cuối cùng")
    id_type: f.IdType = f.Field("Giấy tờ tùy thân: loại", f.IdType.CCCD)
    id_number: f.IdNumber | None = f.Optional("Giấy tờ tùy thân: số", id_type="id_type")


class Death(f.Block):
    time: str | None = f.Optional("Đã chết vào lúc (giờ, phút)", max_length=5, note="ví dụ 08:05")
    date: f.PartialDate = f.Field("Ngày, tháng, năm chết", past=True)
    place: str = f.Field("Nơi chết", max_length=250, sensitive=True)
    cause: str = f.Field("Nguyên nhân chết", max_length=250, sensitive=True)

    @rules.refuse("time", "Giờ chết ghi giờ và phút, hai chữ số mỗi phần, từ 00:00 đến 23:59")
    def _death_time_format(self) -> bool:
        if self.time is None:
            return True
        hour, colon, minute = self.time[:2], self.time[2:3], self.time[3:]
        digits = len(minute) == len("00") and (hour + minute).isdecimal()
        return digits and colon == ":" and hour < "24" and minute < "60"


class Notice(f.Block):
    kind: str = f.Listed("Giấy báo tử/Giấy tờ thay thế Giấy báo tử", driver=True)
    number: str | None = f.Optional("Số", max_length=50, when=NOTICE)
    issuer: str | None = f.Optional("Do … cấp", max_length=150, when=NOTICE)
    date: f.FullDate | None = f.Optional("Cấp ngày", when=NOTICE, past=True)


class DeathDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    deceased: Deceased = f.Field("Người đã chết")
    death: Death = f.Field("Sự kiện chết")
    notice: Notice = f.Field("Giấy báo tử")
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: civil.Pledge = f.Field("Cam đoan")

    _death_after_birth = rules.not_before(
        "death.date", "deceased.birth_date", message="Ngày chết phải sau ngày sinh"
    )
    _within_15_days = rules.free_in_time(
        "death.date",
        message="Quá 15 ngày kể từ ngày chết: đăng ký không đúng hạn, có thể phải nộp lệ phí",
    )
    _notice_after_death = rules.not_before(
        "notice.date", "death.date", message="Ngày giấy báo tử phải từ ngày chết trở đi"
    )
    _requester_not_deceased = rules.differ(
        "requester.id_number",
        "deceased.id_number",
        message="Người yêu cầu không thể là người đã chết",
    )
    _asker_age = rules.asker_fits_age(
        "requester.relation", "deceased.birth_date", older=["parent"], younger=["child"]
    )
    _authority_last_residence = rules.lives_here(
        "deceased.last_residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú cuối cùng của người chết",
    )


class DeathRegistration(Flow[DeathDeclaration]):
    # No number: it may be found only later.
    one_of = "death"
    subject = ("deceased.full_name", "deceased.birth_date", "death.date")

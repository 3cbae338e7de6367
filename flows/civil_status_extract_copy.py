"""Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh (2.000635), UBND cấp xã giữ Sổ hộ tịch."""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Requester(civil.DelegatingRequester):
    relation: str = f.Listed("Quan hệ với người được cấp bản sao Trích lục hộ tịch", driver=True)


class Request(f.Block):
    event_kind: str = f.Listed("Đề nghị cấp bản sao trích lục")
    copies: f.Quantity = f.Field("Số lượng bản sao yêu cầu cấp", min=1, max=50)
    reason: str | None = f.Optional(
        "Lý do (cơ quan, tổ chức)",
        max_length=150,
        when={"requester.relation": ["organisation"]},
        sensitive=True,
    )


class Subject(civil.Person):
    residence: f.Address | None = f.Optional("Nơi cư trú")
    id_number: f.IdNumber | None = f.Optional(
        "Giấy tờ tùy thân/Số định danh cá nhân (nếu có)", accepts=("cccd", "cmnd")
    )


class Registration(civil.EarlierRegistration):
    place: str = f.Field("Đã đăng ký tại", max_length=200)


class ExtractDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    request: Request = f.Field("Nội dung đề nghị")
    subject: Subject = f.Field("Người có tên trong trích lục")
    registration: Registration = f.Field("Việc đăng ký trước đây")
    pledge: civil.Pledge = f.Field("Cam đoan")

    _registered_before_today = rules.not_before(
        "registration.date",
        "subject.birth_date",
        message="Ngày đăng ký không hợp lệ: trước cả ngày sinh",
    )
    _relation_self_matches = rules.self_is_named(
        "subject.full_name",
        message="Quan hệ “Bản thân” thì phải trùng họ tên của người có tên trong trích lục",
    )
    _asker_age = rules.asker_fits_age(
        "requester.relation",
        "subject.birth_date",
        same=["self"],
        older=["parent"],
        younger=["child"],
    )
    _not_self_for_death = rules.refuse_when(
        {"request.event_kind": ["death"], "requester.relation": ["self"]},
        "Không thể tự yêu cầu trích lục khai tử của mình",
    )

    @rules.warn("registration.number", "Cần số và quyển số, hoặc ngày đăng ký, để tra Sổ hộ tịch")
    def _enough_search_keys(self) -> bool:
        entry = self.registration
        return entry.date is not None or None not in (entry.number, entry.book)

    _fee_total = rules.fee_told("request.copies", "Phí tính theo số bản")


class CivilStatusExtractCopy(Flow[ExtractDeclaration]):
    subject = ("request.event_kind", "subject.full_name", "subject.birth_date")

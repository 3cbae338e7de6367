"""Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc (1.004859), UBND cấp xã.

In 2022 the commune changes and corrects only for those under fourteen, and supplements for all;
the other cases are the district's, though they stand on the same form.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

SIGNS_OF_ERROR = ("sai", "nhầm", "sót", "lỗi")


class Requester(civil.DelegatingRequester):
    relation: str = f.Listed("Quan hệ với người được thay đổi, cải chính, bổ sung")


class Subject(civil.Person):
    id_type: f.IdType = f.Field("Giấy tờ tùy thân: loại", f.IdType.CCCD)
    id_number: f.IdNumber | None = f.Optional("Giấy tờ tùy thân: số", id_type="id_type")
    residence: f.Address = f.Field("Nơi cư trú")


class Registration(f.Block):
    event: str = f.Listed("Đã đăng ký (loại việc hộ tịch)", driver=True)
    place: str = f.Field("Tại/của")
    date: f.FullDate = f.Field("Ngày, tháng, năm", past=True)
    number: str = f.Field("Số")
    book: str | None = f.Optional("Quyển số")


class Change(f.Block):
    item: str = f.Listed("Mục thông tin")
    old: str | None = f.Optional("Từ", sensitive=True, note="bổ sung thì để trống")
    new: str = f.Field("Thành", sensitive=True)


class Request(f.Block):
    kind: str = f.Listed("Đề nghị cơ quan đăng ký việc", driver=True)
    changes: list[Change] = f.Field("Nội dung: từ … thành …", min=1, max=10)
    reason: str = f.Field("Lý do", max_length=500, sensitive=True)


class Opinions(f.Block):
    subject: str | None = f.Optional(
        "Ý kiến của người được thay đổi (từ đủ 09 tuổi); xác định lại dân tộc (từ đủ 15 đến "
        "dưới 18 tuổi)",
        sensitive=True,
    )
    parents: str | None = f.Optional(
        "Ý kiến của cha và mẹ (nếu thay đổi họ, chữ đệm, tên cho người dưới 18 tuổi)",
        sensitive=True,
    )


class ChangeDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    subject: Subject = f.Field("Người được thay đổi, cải chính, bổ sung")
    registration: Registration = f.Field("Việc đã đăng ký")
    request: Request = f.Field("Nội dung đề nghị")
    opinions: Opinions = f.Field("Ý kiến", Opinions())
    copies: civil.Copies = f.Field("Yêu cầu khác", civil.Copies())
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse(
        "subject.birth_date", "Từ đủ 14 tuổi và xác định lại dân tộc: thẩm quyền cấp huyện (2022)"
    )
    def _commune_scope_2022(self, context: f.Context) -> bool:
        old = self.reached("commune_below", self.subject.birth_date, context)
        kind = self.request.kind
        return kind == "supplement" or (kind != "ethnicity" and not old)

    @rules.warn(
        "subject.residence",
        "Nộp ở UBND cấp xã nơi cư trú hoặc nơi đã đăng ký hộ tịch trước đây; kiểm tra lại",
    )
    def _authority_residence_or_registration(self, context: f.Context) -> bool:
        home, place = self.subject.residence, self.registration.place
        return context.competent_for(home) or rules.named_here(context, place)

    @rules.refuse("request.changes", "Nội dung thay đổi phải khác nội dung cũ")
    def _from_not_equal_to(self) -> bool:
        return all(change.old != change.new for change in self.request.changes)

    @rules.warn("request.kind", "Bổ sung: cột “Từ” để trống")
    def _supplement_from_empty(self) -> bool:
        return self.request.kind != "supplement" or not any(
            change.old for change in self.request.changes
        )

    @rules.warn(
        "request.kind", "Cải chính chỉ khi có sai sót khi đăng ký; nêu rõ sai sót trong lý do"
    )
    def _correction_needs_error(self) -> bool:
        reason = self.request.reason.casefold()
        return self.request.kind != "correct" or any(sign in reason for sign in SIGNS_OF_ERROR)

    _reason_too_short = rules.says_enough(
        "request.reason", 10, message="Lý do quá ngắn: ghi ít nhất 10 ký tự"
    )

    @rules.refuse(
        "opinions.subject",
        "Cần ý kiến của người được thay đổi: từ đủ 9 (dân tộc: đủ 15) đến dưới 18 tuổi",
    )
    def _minor_consent(self, context: f.Context) -> bool:
        asks = {"change": "name_consent", "ethnicity": "ethnicity_consent"}
        asked, born = asks.get(self.request.kind, "adult"), self.subject.birth_date
        minor = self.reached(asked, born, context) and not self.reached("adult", born, context)
        return not minor or self.opinions.subject is not None

    @rules.refuse(
        "opinions.parents", "Thay đổi cho người dưới 18 tuổi phải có ý kiến của cha và mẹ"
    )
    def _parents_consent(self, context: f.Context) -> bool:
        adult = self.reached("adult", self.subject.birth_date, context)
        return adult or self.request.kind != "change" or self.opinions.parents is not None

    _registered_after_birth = rules.not_before(
        "registration.date",
        "subject.birth_date",
        message="Ngày đăng ký hộ tịch không thể trước ngày sinh",
    )
    _self_relation_match = rules.self_is_named(
        "subject.full_name",
        message="Quan hệ “Bản thân” thì người yêu cầu phải là người được thay đổi",
    )
    # Of whoever asks for themselves it may be the day of birth that is wrong.
    _asker_age = rules.asker_fits_age(
        "requester.relation", "subject.birth_date", older=["father", "mother"]
    )

    @rules.warn("request.changes")
    def _item_twice(self) -> bool | str:
        twice = rules.repeated_rows(self.request.changes, exact=["item"])
        return not twice or f"Một mục thông tin ghi hai lần: xem dòng {twice}"


class CivilStatusChangeCorrection(Flow[ChangeDeclaration]):
    subject = (
        "subject.full_name",
        "subject.birth_date",
        "request.kind",
        "registration.number",
        "request.changes.item",
    )

"""Tặng Giấy khen của Chủ tịch UBND cấp xã về thực hiện nhiệm vụ chính trị (1.000775), UBND cấp xã.

A unit proposes, after a meeting that voted; whoever files does so for the unit.
"""

from portal_bot import Flow, rules
from portal_bot import fields as f


class Unit(f.Block):
    name: str = f.Field("Tên đơn vị đề nghị")
    proposal_number: str = f.Field("Số tờ trình")
    proposal_date: f.FullDate = f.Field("Ngày tờ trình", past=True)
    contact_full_name: f.PersonName = f.Field("Người liên hệ", max_length=100)
    contact_position: str | None = f.Optional("Chức vụ")
    contact_phone: f.Phone = f.Field("Điện thoại")
    contact_email: f.Email | None = f.Optional("Email")


class Proposal(f.Block):
    reward_form: str = f.Listed("Hình thức khen thưởng", "certificate")
    period_from: f.FullDate = f.Field("Thành tích từ")
    period_to: f.FullDate = f.Field("đến", past=True)
    achievement_field: str = f.Field("Lĩnh vực/nhiệm vụ chính trị")
    scope: str = f.Listed("Đối tượng đề nghị", driver=True)


class Individual(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_year: f.BirthYear | None = f.Optional("Năm sinh")
    position: str = f.Field("Chức vụ, nơi công tác/cư trú", sensitive=True)
    achievement: str = f.Field("Tóm tắt thành tích")


class Collective(f.Block):
    name: str = f.Field("Tên tập thể")
    members_count: f.Quantity | None = f.Optional("Số người", min=1)
    achievement: str = f.Field("Tóm tắt thành tích")


class Nominees(f.Block):
    individuals: list[Individual] | None = f.Optional(
        "Danh sách cá nhân", when={"proposal.scope": ["individual", "both"]}, min=1, max=100
    )
    collectives: list[Collective] | None = f.Optional(
        "Danh sách tập thể", when={"proposal.scope": ["collective", "both"]}, min=1, max=50
    )


class Meeting(f.Block):
    date: f.FullDate = f.Field("Ngày họp xét khen thưởng", past=True)
    votes_for: f.Quantity = f.Field("Số phiếu đồng ý", min=0, max=500)
    votes_total: f.Quantity = f.Field("Tổng số phiếu", min=1, max=500)
    no_violation: f.Confirmed = f.Field("Không vi phạm, đã thực hiện đầy đủ chính sách")

    def has_percent(self, share: float) -> bool:
        """Whether as many of the votes, in percent, were for it."""
        return self.votes_for * 100 >= self.votes_total * share


class CommendationDeclaration(f.Declaration):
    unit: Unit = f.Field("Đơn vị đề nghị")
    proposal: Proposal = f.Field("Nội dung đề nghị")
    nominees: Nominees = f.Field("Danh sách")
    meeting: Meeting = f.Field("Xét khen thưởng")

    @rules.refuse("meeting.votes_for", "Số phiếu đồng ý không thể nhiều hơn tổng số phiếu")
    def _votes_counted(self) -> bool:
        return self.meeting.votes_for <= self.meeting.votes_total

    @rules.refuse("meeting.votes_for", "Tỷ lệ phiếu đồng ý chưa đạt: cần từ một nửa tổng số phiếu")
    def _majority(self, context: f.Context) -> bool:
        return self.meeting.has_percent(self.law("least_share", context))

    @rules.inform("meeting.votes_for", "Nên có từ 70% số phiếu đồng ý trở lên")
    def _majority_recommended(self, context: f.Context) -> bool:
        return self.meeting.has_percent(self.law("recommended_share", context))

    @rules.refuse(
        "proposal.period_from",
        "Thời gian thành tích không hợp lệ: từ ngày, đến ngày, rồi ngày tờ trình",
    )
    def _period_order(self) -> bool:
        return self.proposal.period_from <= self.proposal.period_to <= self.unit.proposal_date

    @rules.refuse("meeting.date", "Ngày họp phải trước ngày tờ trình (hoặc cùng ngày)")
    def _minutes_before_proposal(self) -> bool:
        return self.meeting.date <= self.unit.proposal_date

    @rules.refuse("nominees.individuals", "Danh sách có người hoặc tập thể bị trùng")
    def _nominee_listed_twice(self) -> bool:
        people, groups = self.nominees.individuals or [], self.nominees.collectives or []
        same_person = rules.repeated_rows(people, "full_name", exact=["birth_year", "position"])
        return not (same_person or rules.repeated_rows(groups, "name"))


class CommuneCommendationCertificate(Flow[CommendationDeclaration]):
    subject = ("unit.name", "unit.proposal_number", "unit.proposal_date")

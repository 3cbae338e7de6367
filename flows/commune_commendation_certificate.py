"""Tặng Giấy khen của Chủ tịch UBND cấp xã về thực hiện nhiệm vụ chính trị (1.000775), UBND cấp xã.

A unit proposes, after a meeting that voted; whoever files does so for the unit.
"""

from portal_bot import (
    BirthYear,
    Block,
    Choice,
    Confirmed,
    Declaration,
    Email,
    Field,
    Flow,
    FullDate,
    Paper,
    Papers,
    PersonName,
    Phone,
    Quantity,
    repeated_rows,
    rule,
)

RECOMMENDED_PERCENT = 70


class RewardForm(Choice):
    """The only one that the commune's chairman gives."""

    CERTIFICATE = "certificate", "Giấy khen của Chủ tịch UBND xã"


class Scope(Choice):
    """Who is proposed."""

    INDIVIDUAL = "individual", "Cá nhân"
    COLLECTIVE = "collective", "Tập thể"
    BOTH = "both", "Cá nhân và tập thể"


class Unit(Block):
    """Đơn vị đề nghị."""

    name: str = Field(title="Tên đơn vị đề nghị")
    proposal_number: str = Field(title="Số tờ trình")
    proposal_date: FullDate = Field(title="Ngày tờ trình", past=True)
    contact_full_name: PersonName = Field(title="Người liên hệ", max_length=100)
    contact_position: str | None = Field(None, title="Chức vụ")
    contact_phone: Phone = Field(title="Điện thoại")
    contact_email: Email | None = Field(None, title="Email")


class Proposal(Block):
    """Nội dung đề nghị."""

    reward_form: RewardForm = Field(RewardForm.CERTIFICATE, title="Hình thức khen thưởng")
    period_from: FullDate = Field(title="Thành tích từ")
    period_to: FullDate = Field(title="đến", past=True)
    achievement_field: str = Field(title="Lĩnh vực/nhiệm vụ chính trị")
    scope: Scope = Field(title="Đối tượng đề nghị", driver=True)


class Individual(Block):
    """One person: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_year: BirthYear | None = Field(None, title="Năm sinh")
    position: str = Field(title="Chức vụ, nơi công tác/cư trú", sensitive=True)
    achievement: str = Field(title="Tóm tắt thành tích")


class Collective(Block):
    """One collective: a row of the table."""

    name: str = Field(title="Tên tập thể")
    members_count: Quantity | None = Field(None, title="Số người", min=1)
    achievement: str = Field(title="Tóm tắt thành tích")


class Nominees(Block):
    """Danh sách."""

    individuals: list[Individual] | None = Field(
        None,
        title="Danh sách cá nhân",
        when={"proposal.scope": ["individual", "both"]},
        min=1,
        max=100,
    )
    collectives: list[Collective] | None = Field(
        None,
        title="Danh sách tập thể",
        when={"proposal.scope": ["collective", "both"]},
        min=1,
        max=50,
    )


class Meeting(Block):
    """Xét khen thưởng."""

    date: FullDate = Field(title="Ngày họp xét khen thưởng", past=True)
    votes_for: Quantity = Field(title="Số phiếu đồng ý", min=0, max=500)
    votes_total: Quantity = Field(title="Tổng số phiếu", min=1, max=500)
    no_violation: Confirmed = Field(title="Không vi phạm, đã thực hiện đầy đủ chính sách")


class CommendationDeclaration(Declaration):
    """Tờ trình đề nghị khen thưởng."""

    unit: Unit = Field(title="Đơn vị đề nghị")
    proposal: Proposal = Field(title="Nội dung đề nghị")
    nominees: Nominees = Field(title="Danh sách")
    meeting: Meeting = Field(title="Xét khen thưởng")

    @rule(
        "votes_counted",
        fields=["meeting.votes_for", "meeting.votes_total"],
        message="Số phiếu đồng ý không thể nhiều hơn tổng số phiếu",
    )
    def _votes_add_up(self) -> bool:
        return self.meeting.votes_for <= self.meeting.votes_total

    @rule(
        "majority",
        fields=["meeting.votes_for", "meeting.votes_total"],
        message="Tỷ lệ phiếu đồng ý chưa đạt: cần từ một nửa tổng số phiếu",
    )
    def _is_carried(self) -> bool:
        return self.meeting.votes_for * 2 >= self.meeting.votes_total

    @rule(
        "majority_recommended",
        fields=["meeting.votes_for", "meeting.votes_total"],
        message="Nên có từ 70% số phiếu đồng ý trở lên",
        severity="info",
    )
    def _is_carried_well(self) -> bool:
        return self.meeting.votes_for * 100 >= self.meeting.votes_total * RECOMMENDED_PERCENT

    @rule(
        "period_order",
        fields=["proposal.period_from", "proposal.period_to", "unit.proposal_date"],
        message="Thời gian thành tích không hợp lệ: từ ngày, đến ngày, rồi ngày tờ trình",
    )
    def _period_is_over(self) -> bool:
        return self.proposal.period_from <= self.proposal.period_to <= self.unit.proposal_date

    @rule(
        "minutes_before_proposal",
        fields=["meeting.date", "unit.proposal_date"],
        message="Ngày họp phải trước ngày tờ trình (hoặc cùng ngày)",
    )
    def _met_before_proposing(self) -> bool:
        return self.meeting.date <= self.unit.proposal_date

    @rule(
        "nominee_listed_twice",
        fields=["nominees.individuals", "nominees.collectives"],
        message="Danh sách có người hoặc tập thể bị trùng",
    )
    def _nominees_differ(self) -> bool:
        people, groups = self.nominees.individuals or [], self.nominees.collectives or []
        same_person = repeated_rows(people, "full_name", exact=["birth_year", "position"])
        return not (same_person or repeated_rows(groups, "name"))


class CommendationPapers(Papers):
    """Thành phần hồ sơ."""

    proposal: Paper = Field(
        title="Văn bản đề nghị kèm danh sách tập thể, cá nhân được đề nghị tặng Giấy khen"
    )
    achievement_report: Paper = Field(title="Báo cáo thành tích của tập thể, cá nhân")
    meeting_minutes: Paper = Field(title="Biên bản xét khen thưởng")


class CommuneCommendationCertificate(Flow[CommendationDeclaration]):
    """Tặng Giấy khen."""

    code = "1.000775"
    title = "Tặng Giấy khen của Chủ tịch UBND cấp xã về thực hiện nhiệm vụ chính trị"
    declaration = CommendationDeclaration
    papers = CommendationPapers
    subject = ("unit.name", "unit.proposal_number", "unit.proposal_date")
